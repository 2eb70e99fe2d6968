"""What happens when a slot fails: one calm sentence, a report to copy, and the program goes on."""

from __future__ import annotations

import logging
import sys
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from drugcourt.errors import NO_MEMORY, Refusal, is_short_of_memory

if TYPE_CHECKING:
    from drugcourt.ui.trouble_dialog import TroubleDialog

log = logging.getLogger(__name__)

SENTENCE = (
    "This step did not work because of a fault in the program. What was saved before is safe, and "
    "you can go on working. If it happens again, send the technical report to whoever looks after "
    "the program."
)


class Hook:
    """Stands in for Python's own handler of what nobody caught; one dialog at a time."""

    def __init__(self) -> None:
        self.dialog: TroubleDialog | None = None

    def __call__(
        self, kind: type[BaseException], problem: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, (KeyboardInterrupt, SystemExit)):
            QApplication.quit()
            return
        if isinstance(problem, Refusal):
            self._show("That was not done", str(problem), "")
            return
        if is_short_of_memory(problem):
            self._show("That was not done", NO_MEMORY, "")
            return
        from drugcourt import journal  # here: a start is sooner without it

        log.error("a slot failed", exc_info=(kind, problem, trace))
        self._show("Something went wrong", SENTENCE, journal.report(kind, trace))

    def _show(self, title: str, sentence: str, report: str) -> None:
        if QApplication.instance() is None:
            print(sentence, file=sys.stderr)
            return
        if self.dialog is not None:
            return  # the first one says it; a storm of errors must not bury the window
        from drugcourt.ui.trouble_dialog import TroubleDialog  # here: a start is sooner without it

        self.dialog = TroubleDialog(title, sentence, report, QApplication.activeWindow())
        self.dialog.finished.connect(self._closed)
        self.dialog.destroyed.connect(self._closed)
        self.dialog.open()

    def _closed(self, *_sent: object) -> None:
        self.dialog = None


def install() -> Hook:
    """From here on nothing that fails in a slot ends the program or shows a traceback."""
    hook = Hook()
    sys.excepthook = hook
    return hook
