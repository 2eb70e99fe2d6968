"""Which tests one day has: those collected, those still due, and what each of them showed."""

from __future__ import annotations

from datetime import date

from drugcourt.casework.specimens import testing
from drugcourt.casework.specimens.testing import TestRow, TestsWanted
from drugcourt.domain.dates import counted
from drugcourt.domain.tone import Tone
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.shell import Shell
from drugcourt.ui.specimens.specimen_dialog import SpecimenDialog
from drugcourt.ui.testing.lists import day_table
from drugcourt.ui.testing.tab import TestingTab

MOST_OF_A_DAY = 2_000


class DayTests(TestingTab):
    """The list of one day; Enter shows a test whole."""

    title = "Tests of the day"

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.table = day_table(shell.workspace.today)
        self.count = Muted("", wrap=False)
        self.column.addWidget(self.count)
        self.column.addWidget(self.table, 1)
        self.table.opened.connect(self.open_test)

    def show_day(self, day: date) -> None:
        """The tests of this day, and how many of them ask for a look."""
        rows = self._shell.workspace.read(
            testing.listed_tests,
            wanted=TestsWanted(first=day, last=day),
            limit=MOST_OF_A_DAY,
            sort="name",
        )
        self.table.set_rows(rows)
        alarms = sum(1 for row in rows if row.tone is Tone.ALARM)
        told = counted(len(rows), "test")
        self.count.setText(f"{told}, {alarms} to look at" if alarms else told)

    def take_keyboard(self) -> None:
        self.table.setFocus()

    def open_test(self, row: TestRow) -> None:
        """Show one test, whole."""
        SpecimenDialog(self._shell, row.id, self).open()

    def marked_episode(self) -> int | None:
        row: TestRow | None = self.table.selected_row()
        return row.episode_id if row is not None else None
