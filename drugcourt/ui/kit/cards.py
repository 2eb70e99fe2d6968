"""What a page is made of: cards with a title, and what stands where nothing is yet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from drugcourt.ui.kit.flow import side_by_side
from drugcourt.ui.kit.icons import Picture
from drugcourt.ui.kit.labels import Heading, Muted
from drugcourt.ui.kit.theme import px


class Card(QFrame):
    """A framed part of a page: a title, a muted remark, actions on the right, a body."""

    def __init__(
        self,
        title: str = "",
        subtitle: str = "",
        actions: Sequence[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kit", "card")
        self.setAccessibleName(title)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(px(16), px(8), px(16), px(14))
        self._outer.setSpacing(px(8))
        self.title = Heading(title)
        self.subtitle = Muted(subtitle, wrap=True)
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self.title)
        head.addWidget(self.subtitle, 1)
        for action in actions:
            head.addWidget(action)
        self._head = QWidget()
        self._head.setLayout(head)
        self._head.setMinimumHeight(px(30))
        head.setContentsMargins(0, 0, 0, 0)
        self._outer.addWidget(self._head)
        self._head.setVisible(bool(title or subtitle or actions))
        self.body = QVBoxLayout()
        self.body.setSpacing(px(8))
        self._outer.addLayout(self.body, 1)

    def set_heading(self, title: str, subtitle: str = "") -> None:
        """Replace title and remark."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self.setAccessibleName(title)
        self._head.setVisible(True)

    def add(self, piece: QWidget | QLayout, stretch: int = 0) -> None:
        """Put a widget or a layout under what the body holds already."""
        if isinstance(piece, QLayout):
            self.body.addLayout(piece, stretch)
        else:
            self.body.addWidget(piece, stretch)

    def add_space(self) -> None:
        """Let what follows, or nothing, sink to the bottom."""
        self.body.addStretch(1)


def columns(*pieces: tuple[QWidget, int]) -> QHBoxLayout:
    """Cards beside each other with their shares of the width."""
    return side_by_side(*pieces)


def stacked(*pieces: QWidget) -> QWidget:
    """Cards under each other in one column; what is left over stays free below them."""
    column = QWidget()
    box = QVBoxLayout(column)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(px(12))
    for piece in pieces:
        box.addWidget(piece)
    box.addStretch(1)
    return column


class EmptyState(QWidget):
    """What stands where nothing is yet: what this place is for, and what to do."""

    def __init__(
        self,
        title: str,
        sentence: str,
        action: QWidget | None = None,
        icon_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(f"{title}. {sentence}")
        box = QVBoxLayout(self)
        box.setContentsMargins(px(24), px(24), px(24), px(24))
        box.setSpacing(px(6))
        box.addStretch(1)
        center = Qt.AlignmentFlag.AlignHCenter
        if icon_name:
            box.addWidget(Picture(icon_name, role="faint", size=32), 0, center)
        self.title = Heading(title)
        box.addWidget(self.title, 0, center)
        self.sentence = Muted(sentence)
        self.sentence.setAlignment(center)
        self.sentence.setMinimumWidth(px(240))
        self.sentence.setMaximumWidth(px(460))
        # Not by its own alignment: a sentence so placed keeps the height of one line, and is cut.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.sentence, 1_000)
        middle.addStretch(1)
        box.addLayout(middle)
        if action is not None:
            box.addSpacing(px(8))
            box.addWidget(action, 0, center)
        box.addStretch(2)
