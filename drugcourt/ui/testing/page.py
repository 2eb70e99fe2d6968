"""The court's tests: today's, the grid to enter them, what the laboratory has, and all of them."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from drugcourt.casework import testing
from drugcourt.casework.testing import Shows, TestRow, TestsWanted, WaitingRow
from drugcourt.domain.dates import counted, long
from drugcourt.domain.tone import Tone
from drugcourt.fields.specimens import COLLECTED_ON
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit.buttons import Button, IconButton, Look
from drugcourt.ui.kit.editors import DayEditor
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.page import Page
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.ui.shell import Shell
from drugcourt.ui.specimens.amendments import TestAmendments
from drugcourt.ui.specimens.specimen_dialog import SpecimenDialog
from drugcourt.ui.testing.all_tests import AllTests
from drugcourt.ui.testing.enter_results import EnterResults
from drugcourt.ui.testing.lists import day_table, waiting_table

MOST_OF_A_DAY = 2_000
DAY_TAB, ENTER_TAB, WAITING_TAB, ALL_TAB, MISSED_TAB = range(5)


class TestingPage(Page):
    """Five parts under one day. Enter opens a test; every test leads to its participant."""

    __test__ = False
    title = "Testing"
    kinds = frozenset({"specimen", "specimen_result", "medication", "episode", "person"})

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.workspace = shell.workspace
        self.day = self.workspace.today
        self.day_list = day_table(self.day)
        self.day_words = Muted("", wrap=False)
        self.enter = EnterResults(self.workspace)
        self.waiting = waiting_table(self.day)
        self.all_tests = AllTests(self.workspace)
        self.missed = AllTests(self.workspace, Shows.NOT_EXCUSED)
        self.day_edit = DayEditor(COLLECTED_ON, self.day)
        self.tabs = QTabWidget()
        self._build()
        self._connect()
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
        self.tabs.setDocumentMode(True)
        self.setFocusProxy(self.tabs)
        self.tabs.addTab(_under(self.day_words, self.day_list), "Tests of the day")
        self.tabs.addTab(self.enter, "Enter results")
        answer = Button("Enter the answer", self.ask_answer, Look.PRIMARY)
        self.tabs.addTab(_under(_right(answer), self.waiting), "At the laboratory")
        self.tabs.addTab(self.all_tests, "All tests")
        excuse = Button("Excuse", self.ask_excuse, Look.PRIMARY)
        self.tabs.addTab(_under(self.missed, _right(excuse)), "Missed")
        self.body.addWidget(self.tabs, 1)

    def _connect(self) -> None:
        self.day_edit.line.editingFinished.connect(self._day_typed)
        self.day_list.opened.connect(self.open_test)
        self.waiting.opened.connect(self._open_waiting)
        self.all_tests.opened.connect(self.open_test)
        self.missed.opened.connect(self.open_test)
        self.enter.saved.connect(self._saved)
        self.tabs.currentChanged.connect(self._show_tab)

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
        keys.note("Ctrl+S", "Save all results", self, "Testing")

    # Showing ----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask again for the part that is open, and for the counts on the tabs."""
        self.day_edit.set_value(self.day)
        self.set_head(self.title, long(self.day))
        waiting = self.workspace.read(testing.waiting, today=self.workspace.today)
        self.waiting.set_rows(waiting)
        count = f" ({len(waiting)})" if waiting else ""
        self.tabs.setTabText(WAITING_TAB, f"At the laboratory{count}")
        self._show_tab(self.tabs.currentIndex())
        if self.focusWidget() is None:
            self.day_list.setFocus()

    def _show_tab(self, place: int) -> None:
        if place == DAY_TAB:
            self._show_day()
        elif place == ENTER_TAB:
            self.enter.show_day(self.day)
        elif place == ALL_TAB:
            self.all_tests.ask()
        elif place == MISSED_TAB:
            self.missed.ask()

    def _show_day(self) -> None:
        rows = self.workspace.read(
            testing.listed_tests,
            wanted=TestsWanted(first=self.day, last=self.day),
            limit=MOST_OF_A_DAY,
            sort="name",
        )
        self.day_list.set_rows(rows)
        alarms = sum(1 for row in rows if row.tone is Tone.ALARM)
        told = counted(len(rows), "test")
        self.day_words.setText(f"{told}, {alarms} to look at" if alarms else told)

    def show_day(self, day: date) -> None:
        """Turn to another day; what is typed in the grid for this one is asked about first."""
        if day == self.day:
            return
        if self.enter.has_typed():
            self.notices.say(
                "Save or empty the results you typed before you turn to another day.",
                Tone.WATCH,
                key="day",
            )
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
        self.tabs.setCurrentIndex(ENTER_TAB)
        self.enter.grid.setFocus()

    # Acting -----------------------------------------------------------------------------------

    def _saved(self, count: int) -> None:
        self.shell.say(f"{counted(count, 'test')} saved.", Tone.GOOD)

    def open_test(self, row: TestRow) -> None:
        """Show one test, whole."""
        SpecimenDialog(self.shell, row.id, self).open()

    def _open_waiting(self, row: WaitingRow) -> None:
        SpecimenDialog(self.shell, row.specimen_id, self).open()

    def ask_answer(self) -> None:
        """Enter the laboratory's answer to the marked positive."""
        row: WaitingRow | None = self.waiting.selected_row()
        if row is None:
            self.notices.say("Mark a line of the list first.", Tone.INFO, key="mark")
            return
        self.notices.take_back("mark")
        TestAmendments(Asking(self.shell), row.specimen_id, self).answer([row.substance])

    def ask_excuse(self) -> None:
        """Excuse the marked test, with the reason."""
        row: TestRow | None = self.missed.table.selected_row()
        if row is None:
            self.notices.say("Mark a line of the list first.", Tone.INFO, key="mark")
            return
        self.notices.take_back("mark")
        TestAmendments(Asking(self.shell), row.id, self).excuse()

    def act_here(self) -> None:
        """What the list that is open is there for: the laboratory's answer, or the excuse."""
        if self.tabs.currentIndex() == WAITING_TAB:
            self.ask_answer()
        elif self.tabs.currentIndex() == MISSED_TAB:
            self.ask_excuse()

    def open_participant(self) -> None:
        """Show the file of whom the marked test is about."""
        tables: dict[int, DataTable] = {
            DAY_TAB: self.day_list,
            WAITING_TAB: self.waiting,
            ALL_TAB: self.all_tests.table,
            MISSED_TAB: self.missed.table,
        }
        table = tables.get(self.tabs.currentIndex())
        row = table.selected_row() if table is not None else None
        if row is not None:
            self.shell.open_participant(row.episode_id, "tests")

    def import_tests(self) -> None:
        """Bring in a laboratory's or a portal's file."""
        self.shell.open_import("tests")


def _under(*pieces: QWidget) -> QWidget:
    """Pieces under one another; tables take the room."""
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, px(12), 0, 0)
    column.setSpacing(px(10))
    for piece in pieces:
        column.addWidget(piece, 1 if isinstance(piece, DataTable | AllTests) else 0)
    return part


def _right(*pieces: QWidget) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    for piece in pieces:
        row.addWidget(piece)
    return line
