"""The court's tests: who is drawn, what the cups showed, what waits, and what was missed."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtWidgets import QTabWidget, QWidget

from drugcourt.casework.imports.lab import bring_tests
from drugcourt.domain.dates import long
from drugcourt.domain.tone import Tone
from drugcourt.fields.specimens import COLLECTED_ON
from drugcourt.ui.kit.buttons import Button, IconButton
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.editors import DayEditor
from drugcourt.ui.kit.page import Page
from drugcourt.ui.shell import Shell
from drugcourt.ui.testing.all_tests import AllTests
from drugcourt.ui.testing.day_tests import DayTests
from drugcourt.ui.testing.draw import DrawTab
from drugcourt.ui.testing.enter_results import EnterResults
from drugcourt.ui.testing.laboratory import AtTheLaboratory
from drugcourt.ui.testing.missed import Missed
from drugcourt.ui.testing.oversight import OversightTab
from drugcourt.ui.testing.review import ReviewTab
from drugcourt.ui.testing.tab import TestingTab


class TestingPage(Page):
    """Its parts under one day. Enter opens a test; every test leads to its participant."""

    __test__ = False
    title = "Testing"
    kinds = frozenset(
        {
            "specimen",
            "specimen_result",
            "medication",
            "must_include",
            "episode",
            "person",
            *DrawTab.kinds,
            *ReviewTab.kinds,
        }
    )

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.workspace = shell.workspace
        self.day = self.workspace.today
        self.day_tests = DayTests(shell)
        self.draw = DrawTab(shell)
        self.enter = EnterResults(shell)
        self.laboratory = AtTheLaboratory(shell)
        self.review = ReviewTab(shell)
        self.all_tests = AllTests(shell)
        self.missed = Missed(shell)
        self.oversight = OversightTab(shell)
        # In the order of a day's work; a new part is made above and takes its place here.
        self.parts: tuple[TestingTab, ...] = (
            self.day_tests,
            self.draw,
            self.enter,
            self.laboratory,
            self.review,
            self.all_tests,
            self.missed,
            self.oversight,
        )
        self.day_edit = DayEditor(COLLECTED_ON, self.day)
        self.tabs = QTabWidget()
        self._build()
        self._add_keys()

    def _build(self) -> None:
        for button in (
            IconButton("caret-left", "The day before", self.day_before),
            self.day_edit,
            IconButton("caret-right", "The day after", self.day_after),
            Button("Today", self.go_today),
            Button("Import", self.import_tests, icon_name="upload-simple"),
        ):
            self.add_action(button)
        self.day_edit.meant.hide()
        self.day_edit.line.editingFinished.connect(self._day_typed)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.setFocusProxy(self.tabs)
        for part in self.parts:
            self.tabs.addTab(part, part.title)
        self.tabs.currentChanged.connect(self._show_part)
        self.enter.day_wanted.connect(self.show_day)
        self.body.addWidget(self.tabs, 1)

    def _add_keys(self) -> None:
        keys = self.shell.shortcuts
        for key, words, slot in (
            ("Ctrl+PgUp", "The day before", self.day_before),
            ("Ctrl+PgDown", "The day after", self.day_after),
            ("Ctrl+E", "Enter results", self.go_enter),
            ("Ctrl+Return", "Enter the answer, or excuse the marked test", self.act_here),
            ("Ctrl+P", "Open the participant of the marked test", self.open_participant),
        ):
            keys.add(key, words, slot, self, "Testing")
        keys.note("Ctrl+D", "Make today’s draw", self, "Testing")
        keys.note("Ctrl+S", "Save all results", self, "Testing")

    # Showing ----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask again for the part that is open, and for the words on the tabs."""
        self.day_edit.set_value(self.day)
        self.set_head(self.title, long(self.day))
        for place, part in enumerate(self.parts):
            self.tabs.setTabText(place, part.words())
        self.part().show_day(self.day)

    def starting_place(self) -> QWidget | None:
        """Where the keyboard goes on the first showing: the list of the day."""
        table = self.day_tests.table
        return table if table.isVisible() else super().starting_place()

    def part(self) -> TestingTab:
        """The part that is open."""
        return self.parts[max(0, self.tabs.currentIndex())]

    def show_part(self, part: TestingTab) -> None:
        """Open one part, with the keyboard in it."""
        self.tabs.setCurrentWidget(part)
        part.take_keyboard()

    def _show_part(self, place: int) -> None:
        self.parts[place].show_day(self.day)

    def show_day(self, day: date) -> None:
        """Turn to another day; what is typed in the grid for this one is asked about first."""
        if day == self.day:
            return
        if reason := next(filter(None, (part.holds_back() for part in self.parts)), ""):
            self.notices.say(reason, Tone.WATCH, key="day")
            self.day_edit.set_value(self.day)
            return
        self.notices.take_back("day")
        self.day = day
        self.refresh()

    def day_before(self) -> None:
        """One day back."""
        self.show_day(self.day - timedelta(days=1))

    def day_after(self) -> None:
        """One day on."""
        self.show_day(self.day + timedelta(days=1))

    def go_today(self) -> None:
        """Back to today."""
        self.show_day(self.workspace.today)

    def _day_typed(self) -> None:
        day = self.day_edit.value()
        if day is not None:
            self.show_day(day)

    def go_enter(self) -> None:
        """Go to the grid."""
        self.show_part(self.enter)

    # Acting -----------------------------------------------------------------------------------

    def act_here(self) -> None:
        """What the part that is open is there for: the laboratory's answer, or the excuse."""
        self.part().act()

    def open_participant(self) -> None:
        """Show the file of whom the marked test is about."""
        episode_id = self.part().marked_episode()
        if episode_id is not None:
            self.shell.open_participant(episode_id, "tests")

    @does(bring_tests)
    def import_tests(self) -> None:
        """Bring in a laboratory's or a portal's file."""
        self.shell.open_import("tests")
