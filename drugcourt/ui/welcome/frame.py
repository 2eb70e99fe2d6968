"""How the pages before sign-in stand: a narrow column in the middle of a calm window."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.flow import scrolled
from drugcourt.ui.kit.icons import Picture
from drugcourt.ui.kit.labels import Muted, Title
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.theme import px

PRODUCT = "Drug Court Docket"


class Column(QWidget):
    """A title, a sentence, notices, and a card that the page fills; `foot` stands under it."""

    def __init__(self, title: str, sentence: str, width: int = 440) -> None:
        super().__init__()
        self.setAccessibleName(title)
        inner = QWidget()
        middle = QVBoxLayout()
        middle.setSpacing(px(12))
        middle.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(px(10))
        head.addWidget(Picture("scales", role="accent_fg", size=26))
        head.addWidget(Title(PRODUCT), 1)
        middle.addLayout(head)
        self.notices = Notices()
        middle.addWidget(self.notices)
        self.card = Card(title)
        self.sentence = Muted(sentence)
        self.sentence.setVisible(bool(sentence))
        self.card.add(self.sentence)
        middle.addWidget(self.card)
        self.foot = QVBoxLayout()
        self.foot.setSpacing(px(4))
        middle.addLayout(self.foot)
        middle.addStretch(2)
        held = QWidget()
        held.setLayout(middle)
        held.setFixedWidth(px(width))
        row = QHBoxLayout(inner)
        row.setContentsMargins(px(24), px(24), px(24), px(24))
        row.addStretch(1)
        row.addWidget(held)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inner))
