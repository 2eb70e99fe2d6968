"""How one line of Today looks: a tone, a name, a sentence, a chip; the whole line opens it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from drugcourt.domain.tone import Tone
from drugcourt.ui.kit.icons import TONE_ICONS, Picture
from drugcourt.ui.kit.labels import Muted, Pill, Text, TwoTone
from drugcourt.ui.kit.theme import colors, px


class OpeningLine(QAbstractButton):
    """A row that is pressed by click, Enter or Space. `wanted` carries the row it shows."""

    wanted = Signal(object)

    def __init__(self, row: object, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = row
        self.setAccessibleName(spoken)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.box = QHBoxLayout(self)
        self.box.setContentsMargins(px(8), px(7), px(8), px(8))
        self.box.setSpacing(px(10))
        self.clicked.connect(self._pressed)

    def add(self, widget: QWidget, share: int = 0) -> None:
        """Put a piece into the row; the pieces leave clicks to the row."""
        widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.box.addWidget(widget, share, Qt.AlignmentFlag.AlignTop)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = colors(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.hover))
            painter.drawRoundedRect(self.rect(), px(4), px(4))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(look.line))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(look.focus), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(4), px(4))

    def _pressed(self) -> None:
        self.wanted.emit(self._row)


class DecisionLine(OpeningLine):
    """A person, what happened in a sentence, and the word for what to do."""

    def __init__(
        self, row: object, name: str, phase: str, sentence: str, word: str, tone: Tone
    ) -> None:
        super().__init__(row, f"{word}: {name}, {phase}. {sentence}")
        self.add(Picture(TONE_ICONS[tone], tone.label, tone=tone, size=16))
        words = QWidget()
        box = QVBoxLayout(words)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(2))
        box.addWidget(TwoTone(name, phase))
        box.addWidget(Muted(sentence))
        self.add(words, 1)
        self.add(Pill(word, tone))


class FollowUpLine(OpeningLine):
    """What is due, and for whom."""

    def __init__(self, row: object, text: str, who: str, tone: Tone) -> None:
        super().__init__(row, f"{text}: {who}")
        self.add(Picture(TONE_ICONS[tone], tone.label, tone=tone, size=14))
        self.add(Text(text), 3)
        name = Muted(who)
        name.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.add(name, 2)
