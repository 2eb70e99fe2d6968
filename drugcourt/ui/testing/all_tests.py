"""Which of all the court's tests are looked for: by what they showed, by days, by person."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QComboBox, QHBoxLayout

from drugcourt.casework.specimens import testing
from drugcourt.casework.specimens.testing import Shows, TestRow, TestsWanted
from drugcourt.domain.dates import counted
from drugcourt.fields.field import Field, Kind
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.editors import DayEditor
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.suggest import Result, SuggestLine
from drugcourt.ui.kit.theme import px
from drugcourt.ui.people_search import PeopleSearch
from drugcourt.ui.shell import Shell
from drugcourt.ui.specimens.specimen_dialog import SpecimenDialog
from drugcourt.ui.testing.lists import all_table
from drugcourt.ui.testing.tab import TestingTab

FIRST = Field("first", "From", Kind.DATE, placeholder="From")
LAST = Field("last", "To", Kind.DATE, placeholder="To")


class AllTests(TestingTab):
    """The filters and the list; the list is asked for in windows, filtered and sorted in SQL."""

    title = "All tests"

    def __init__(self, shell: Shell, shows: Shows = Shows.ALL) -> None:
        super().__init__()
        self.shell = shell
        self._workspace = shell.workspace
        self._episode_id: int | None = None
        self.shows = QComboBox()
        self.shows.setAccessibleName("Which tests")
        self.shows.addItems([choice.label for choice in Shows])
        self.shows.setCurrentIndex(list(Shows).index(shows))
        self.first = DayEditor(FIRST, self._workspace.today)
        self.last = DayEditor(LAST, self._workspace.today)
        self.person = SuggestLine(
            PeopleSearch(self._workspace, everybody=True), "Participant", "Participant"
        )
        self.count = Muted("", wrap=False)
        self.table = all_table(self._workspace.today)
        self._build()
        self.shows.currentIndexChanged.connect(self.ask)
        self.person.chosen.connect(self._take_person)
        for day in (self.first, self.last):
            day.meant.hide()
            day.line.editingFinished.connect(self.ask)
        self.table.opened.connect(self.open_test)

    def _build(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(px(8))
        tools.addWidget(self.shows)
        tools.addWidget(self.person, 1)
        tools.addWidget(self.first)
        tools.addWidget(self.last)
        tools.addWidget(Button("Clear", self.clear, Look.QUIET))
        tools.addWidget(self.count)
        self.column.addLayout(tools)
        self.column.addWidget(self.table, 1)

    def wanted(self) -> TestsWanted:
        """The filter as it stands."""
        return TestsWanted(
            shows=list(Shows)[max(0, self.shows.currentIndex())],
            first=self.first.value(),
            last=self.last.value(),
            episode_id=self._episode_id,
        )

    def show_day(self, day: date) -> None:
        """The tests that fit the filter; the page's day makes no difference to it."""
        self.ask()

    def ask(self) -> None:
        """Ask for the tests that fit."""
        self.table.set_source(self._fetch, self._count)
        self.count.setText(counted(self.table.rows.rowCount(), "test"))

    def clear(self) -> None:
        """Ask for all tests again."""
        self._episode_id = None
        self.person.clear()
        self.first.set_value(None)
        self.last.set_value(None)
        self.shows.setCurrentIndex(0)
        self.ask()

    def take_keyboard(self) -> None:
        self.table.setFocus()

    def open_test(self, row: TestRow) -> None:
        """Show one test, whole."""
        SpecimenDialog(self.shell, row.id, self).open()

    def marked_episode(self) -> int | None:
        row: TestRow | None = self.table.selected_row()
        return row.episode_id if row is not None else None

    def _fetch(self, offset: int, limit: int, sort: str, descending: bool) -> list[TestRow]:
        return self._workspace.read(
            testing.listed_tests,
            wanted=self.wanted(),
            offset=offset,
            limit=limit,
            sort=sort,
            descending=descending,
        )

    def _count(self) -> int:
        return self._workspace.read(testing.listed_tests_count, wanted=self.wanted())

    def _take_person(self, result: Result) -> None:
        self._episode_id = result.payload
        self.person.setText(result.title)
        self.ask()
