"""What happens when a slot fails: one calm sentence, a report to copy, and the program goes on."""

from __future__ import annotations

import logging
import sys
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from drugcourt import journal
from drugcourt.domain.terms import Tone
from drugcourt.errors import Refusal
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.icons import TONE_ICONS, Picture
from drugcourt.ui.kit.labels import Heading, Muted, Text
from drugcourt.ui.kit.theme import px

log = logging.getLogger(__name__)

SENTENCE = (
    "This step did not work because of a fault in the program. What was saved before is safe, and "
    "you can go on working. If it happens again, send the technical report to whoever looks after "
    "the program."
)


class TroubleDialog(QDialog):
    """The sentence, and for a fault of the program the report; it holds up nothing."""

    def __init__(self, title: str, sentence: str, report: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.report = report
        self.sentence = Text(sentence)
        self.copied = Muted("", small=True, wrap=False)
        row = QHBoxLayout()
        row.setSpacing(px(12))
        tone = Tone.ALARM if report else Tone.WATCH
        picture = Picture(TONE_ICONS[tone], tone.label, tone=tone, size=24)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(px(6))
        words.addWidget(Heading(title))
        words.addWidget(self.sentence)
        row.addLayout(words, 1)
        feet = QHBoxLayout()
        feet.addWidget(self.copied, 1)
        if report:
            feet.addWidget(Button("Copy technical report", self.copy_report))
        close = Button("Go on", self.close, Look.PRIMARY)
        close.setDefault(True)
        feet.addWidget(close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(20), px(16), px(20), px(16))
        outer.setSpacing(px(16))
        outer.addLayout(row)
        outer.addLayout(feet)
        self.setMinimumWidth(px(460))
        close.setFocus()

    def copy_report(self) -> None:
        """Put the report on the clipboard; it names places in the code and no person."""
        QGuiApplication.clipboard().setText(self.report)
        self.copied.setText("Copied. It holds no participant data.")


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
        log.error("a slot failed", exc_info=(kind, problem, trace))
        self._show("Something went wrong", SENTENCE, journal.report(kind, trace))

    def _show(self, title: str, sentence: str, report: str) -> None:
        if QApplication.instance() is None:
            print(sentence, file=sys.stderr)
            return
        if self.dialog is not None:
            return  # the first one says it; a storm of errors must not bury the window
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
