"""The window that says calmly that something failed, with a report to copy."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.domain.tone import Tone
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.icons import TONE_ICONS, Picture
from drugcourt.ui.kit.labels import Heading, Muted, Text
from drugcourt.ui.kit.theme import px


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
