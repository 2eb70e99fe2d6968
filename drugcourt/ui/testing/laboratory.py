"""Which positives are at the laboratory, how long they wait, and where its answer is entered."""

from __future__ import annotations

from datetime import date

from drugcourt.casework.specimens import testing
from drugcourt.casework.specimens.testing import WaitingRow
from drugcourt.domain.tone import Tone
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.shell import Shell
from drugcourt.ui.specimens.amendments import TestAmendments
from drugcourt.ui.specimens.specimen_dialog import SpecimenDialog
from drugcourt.ui.testing.lists import waiting_table
from drugcourt.ui.testing.tab import TestingTab

MARK_FIRST = "Mark a line of the list first."


class AtTheLaboratory(TestingTab):
    """Positives that wait, whatever their day; Ctrl+Enter enters the answer to the marked one."""

    title = "At the laboratory"

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.notices = Notices()
        self.table = waiting_table(shell.workspace.today)
        self.column.addWidget(self.notices)
        self.add_line(Button("Enter the answer", self.act, Look.PRIMARY))
        self.column.addWidget(self.table, 1)
        self.table.opened.connect(self._open)

    def words(self) -> str:
        count = len(self._waiting())
        return f"{self.title} ({count})" if count else self.title

    def show_day(self, day: date) -> None:
        """What waits now; the day makes no difference to it."""
        self.table.set_rows(self._waiting())

    def _waiting(self) -> list[WaitingRow]:
        workspace = self._shell.workspace
        return workspace.read(testing.waiting, today=workspace.today)

    def take_keyboard(self) -> None:
        self.table.setFocus()

    @does(TestAmendments.answer)
    def act(self) -> None:
        """Enter the laboratory's answer to the marked positive."""
        row: WaitingRow | None = self.table.selected_row()
        if row is None:
            self.notices.say(MARK_FIRST, Tone.INFO, key="mark")
            return
        self.notices.take_back("mark")
        TestAmendments(Asking(self._shell), row.specimen_id, self).answer([row.substance])

    def _open(self, row: WaitingRow) -> None:
        SpecimenDialog(self._shell, row.specimen_id, self).open()

    def marked_episode(self) -> int | None:
        row: WaitingRow | None = self.table.selected_row()
        return row.episode_id if row is not None else None
