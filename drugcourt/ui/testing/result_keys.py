"""What the keys of the results grid do, and in words what stands in the cell they are on."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.domain.tone import Tone
from drugcourt.ui.kit.flow import FlowLayout
from drugcourt.ui.kit.labels import KeyHint, Muted, Pill, Text
from drugcourt.ui.kit.theme import px
from drugcourt.ui.testing.result_codes import CODES

ACTS = (
    ("Space", "the rest of the row negative"),
    ("Shift+Space", "all others negative"),
    ("1–9, 0", "go to a column"),
    ("/", "find or add"),
    ("Ctrl+V", "paste a list"),
    ("Ctrl+Delete", "take the row out"),
    ("Ctrl+Z", "take back"),
)


class ResultKeys(QWidget):
    """One line for the cell, one flow of keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cell = Text("")
        self.found = Pill("Can't be taken", Tone.ALARM)
        self.found.hide()
        line = QHBoxLayout()
        line.setSpacing(px(8))
        line.addWidget(self.found)
        line.addWidget(self.cell, 1)
        flow = FlowLayout(gap=12)
        for key, words in (*((code.key, code.label.lower()) for code in CODES), *ACTS):
            flow.addWidget(_pair(key, words))
        keys = QWidget()
        keys.setLayout(flow)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(8))
        box.addLayout(line)
        box.addWidget(keys)

    def tell(self, whose: str, words: str, *, wrong: bool) -> None:
        """Whose cell it is and what it says; `wrong` when it can't be taken."""
        self.found.setVisible(wrong)
        self.cell.setText(f"{whose}: {words}" if whose else "")


def _pair(key: str, words: str) -> QWidget:
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(5))
    row.addWidget(KeyHint(key))
    row.addWidget(Muted(words, wrap=False, small=True))
    return pair
