"""How work that takes a while is shown: what is being done, how far it is, and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.labels import Text
from drugcourt.ui.kit.theme import px


class ProgressPanel(QWidget):
    """A sentence over a bar, in the middle of the room there is; Cancel only where it can stop."""

    def __init__(
        self, cancel: Callable[[], object] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.sentence = Text()
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(px(320))
        box = QVBoxLayout(self)
        box.setSpacing(px(12))
        center = Qt.AlignmentFlag.AlignHCenter
        box.addStretch(1)
        box.addWidget(self.sentence)
        box.addWidget(self.bar, 0, center)
        self.cancel: Button | None = None
        if cancel is not None:
            self.cancel = Button("Cancel", cancel)
            box.addWidget(self.cancel, 0, center)
        box.addStretch(1)

    def say(self, sentence: str, done: int = 0, total: int = 0) -> None:
        """What is being done; without a total nobody knows how long it takes."""
        self.sentence.setText(sentence)
        self.bar.setAccessibleName(sentence)
        self.bar.setRange(0, total)
        self.bar.setValue(done)
