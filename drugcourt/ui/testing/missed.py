"""Which tests were missed and stand without an excuse, and where one is excused."""

from __future__ import annotations

from drugcourt.casework.specimens.testing import Shows, TestRow
from drugcourt.domain.tone import Tone
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.shell import Shell
from drugcourt.ui.specimens.amendments import TestAmendments
from drugcourt.ui.testing.all_tests import AllTests
from drugcourt.ui.testing.laboratory import MARK_FIRST


class Missed(AllTests):
    """All tests that were not given; Ctrl+Enter excuses the marked one, with the reason."""

    title = "Missed"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, Shows.NOT_EXCUSED)
        self.notices = Notices()
        self.column.insertWidget(0, self.notices)
        self.add_line(Button("Excuse", self.act, Look.PRIMARY))

    @does(TestAmendments.excuse)
    def act(self) -> None:
        """Excuse the marked test, with the reason."""
        row: TestRow | None = self.table.selected_row()
        if row is None:
            self.notices.say(MARK_FIRST, Tone.INFO, key="mark")
            return
        self.notices.take_back("mark")
        TestAmendments(Asking(self.shell), row.id, self).excuse()
