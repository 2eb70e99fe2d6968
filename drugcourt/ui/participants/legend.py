"""What the colours of the calendar of tests mean, in words beside small squares."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from drugcourt.domain.tone import Tone
from drugcourt.ui.kit.flow import FlowLayout
from drugcourt.ui.kit.theme import colors, px, tone_colors

TESTS = (
    (Tone.GOOD, "negative or explained"),
    (Tone.ALARM, "positive"),
    (Tone.WATCH, "missed, dilute, pending"),
    (Tone.INFO, "residual"),
    (Tone.PLAIN, "excused, no result"),
    (None, "not called"),
)


_SELDOM = frozenset({Tone.INFO, Tone.PLAIN})


class _Mark(QWidget):
    """One square with its words."""

    def __init__(self, tone: Tone | None, words: str) -> None:
        super().__init__()
        self.tone, self._words = tone, words
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _letters(self) -> QFontMetrics:
        font = self.font()
        font.setPixelSize(px(12))
        return QFontMetrics(font)

    def sizeHint(self) -> QSize:
        letters = self._letters()
        return QSize(letters.horizontalAdvance(self._words) + px(16), letters.height() + px(2))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, look = px(9), colors()
        painter.setPen(Qt.PenStyle.NoPen)
        mark = tone_colors(self.tone).mark if self.tone is not None else QColor(look.empty)
        painter.setBrush(mark)
        painter.drawRoundedRect(QRectF(0, (self.height() - side) / 2, side, side), 2, 2)
        font = self.font()
        font.setPixelSize(px(12))
        painter.setFont(font)
        painter.setPen(QColor(look.muted))
        room = self.rect().adjusted(px(14), 0, 0, 0)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), self._words)


class Legend(QWidget):
    """The marks in a line that wraps."""

    def __init__(self, marks: Sequence[tuple[Tone | None, str]] = TESTS) -> None:
        super().__init__()
        flow = FlowLayout(self, gap=10)
        self._marks = [_Mark(tone, words) for tone, words in marks]
        for mark in self._marks:
            flow.addWidget(mark)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_tones(self, there: set[Tone]) -> None:
        """Leave out the seldom marks that nothing in the calendar has."""
        for mark in self._marks:
            mark.setVisible(mark.tone not in _SELDOM or mark.tone in there)
