"""Small pictures of numbers: bars with their figures, weeks, a line; each also says them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from drugcourt.ui.kit.theme import colors, px

_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class Chart(QWidget):
    """What all charts share: a name, a description in words, small letters, tooltips."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def tip_at(self, point: QPointF) -> str:
        """What the place under the pointer says; nothing where nothing is."""
        return ""

    def small_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(px(11))
        return font

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            tip = self.tip_at(QPointF(event.pos()))
            if tip:
                QToolTip.showText(event.globalPos(), tip, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)


class BarList(Chart):
    """Lines of label, bar and number, such as a caseload by phase.

    With `clickable` each line can be chosen by click, arrows and Enter; `chosen` carries its place.
    """

    chosen = Signal(int)

    def __init__(
        self, name: str, *, clickable: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, parent)
        self._bars: list[tuple[str, float]] = []
        self._unit = ""
        self._marked = 0
        self._clickable = clickable
        if clickable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_bars(self, bars: Sequence[tuple[str, float]], unit: str = "") -> None:
        """Label and number of each line, top to bottom."""
        self._bars, self._unit = list(bars), unit
        self._marked = min(self._marked, max(0, len(self._bars) - 1))
        self.setAccessibleDescription(
            "; ".join(f"{label}: {self._figure(number)}" for label, number in self._bars)
        )
        self.updateGeometry()
        self.update()

    def _figure(self, number: float) -> str:
        text = f"{number:,.1f}" if isinstance(number, float) else f"{number:,}"
        return f"{text} {self._unit}".strip()

    def _line(self) -> int:
        return QFontMetrics(self.font()).height() + px(9)

    def _label_width(self) -> int:
        metrics = QFontMetrics(self.font())
        widest = max((metrics.horizontalAdvance(label) for label, _ in self._bars), default=0)
        return min(widest + px(14), max(px(60), self.width() * 55 // 100))

    def sizeHint(self) -> QSize:
        return QSize(px(280), max(1, len(self._bars)) * self._line())

    def minimumSizeHint(self) -> QSize:
        return QSize(px(180), self.sizeHint().height())

    def place_at(self, y: float) -> int:
        """Which line is at this height; -1 for none."""
        place = int(y // self._line())
        return place if 0 <= place < len(self._bars) else -1

    def tip_at(self, point: QPointF) -> str:
        place = self.place_at(point.y())
        return f"{self._bars[place][0]}: {self._figure(self._bars[place][1])}" if place >= 0 else ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position().y())
        if self._clickable and place >= 0:
            self._marked = place
            self.update()
            self.chosen.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if self._clickable and self._bars and event.key() in steps:
            step = steps[Qt.Key(event.key())]
            self._marked = max(0, min(len(self._bars) - 1, self._marked + step))
            self.update()
        elif (
            self._clickable
            and self._bars
            and event.key()
            in (
                Qt.Key.Key_Return,
                Qt.Key.Key_Enter,
                Qt.Key.Key_Space,
            )
        ):
            self.chosen.emit(self._marked)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = colors(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics, line, left = QFontMetrics(self.font()), self._line(), self._label_width()
        most = max((number for _, number in self._bars), default=0) or 1
        figures = max(
            (metrics.horizontalAdvance(self._figure(n)) for _, n in self._bars), default=0
        )
        room = max(px(10), self.width() - left - figures - px(12))
        for place, (label, number) in enumerate(self._bars):
            top = place * line
            painter.setPen(QColor(look.text))
            words = metrics.elidedText(label, Qt.TextElideMode.ElideRight, left - px(10))
            painter.drawText(QRect(0, top, left, line), int(_MIDDLE), words)
            long = room * max(0.0, number / most)
            if long > 0:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(look.chart))
                tall = px(13)
                bar = QRectF(left, top + (line - tall) / 2, max(2.0, long), tall)
                painter.drawRoundedRect(bar, px(2), px(2))
            painter.setPen(QColor(look.text))
            spot = QRectF(left + long + px(7), top, figures + px(4), line)
            painter.drawText(spot, int(_MIDDLE), self._figure(number))
        if self._clickable and self.hasFocus() and self._bars:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(look.focus), 1))
            ring = QRectF(0.5, self._marked * line + 0.5, self.width() - 1, line - 1)
            painter.drawRoundedRect(ring, px(4), px(4))


@dataclass(frozen=True, slots=True)
class Bar:
    """One stacked bar: what it is, how many, and how many of them are the part in red."""

    label: str
    total: int
    part: int = 0


class WeekBars(Chart):
    """Bars side by side with the part that matters in the alarm colour at the foot."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._bars: list[Bar] = []
        self._part_word = ""

    def set_bars(self, bars: Sequence[Bar], part_word: str) -> None:
        """Bars from left to right; `part_word` names the red part (“unexpected positives”)."""
        self._bars, self._part_word = list(bars), part_word
        self.setAccessibleDescription("; ".join(self._say(bar) for bar in self._bars))
        self.update()

    def _say(self, bar: Bar) -> str:
        return f"{bar.label}: {bar.total}, of these {bar.part} {self._part_word}"

    def sizeHint(self) -> QSize:
        return QSize(px(340), px(92))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), px(76))

    def _slot(self) -> float:
        return min(float(px(44)), self.width() / max(1, len(self._bars)))

    def tip_at(self, point: QPointF) -> str:
        place = int(point.x() // self._slot())
        return self._say(self._bars[place]) if 0 <= place < len(self._bars) else ""

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._bars:
            return
        look, painter = colors(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.small_font())
        foot = QFontMetrics(painter.font()).height() + px(4)
        tall, slot = self.height() - foot - px(2), self._slot()
        most = max(bar.total for bar in self._bars) or 1
        painter.setPen(Qt.PenStyle.NoPen)
        for place, bar in enumerate(self._bars):
            whole = tall * bar.total / most
            part = max(px(2), whole * bar.part / bar.total) if bar.part and bar.total else 0
            left, wide = place * slot, slot * 0.74
            painter.setBrush(QColor(look.chart_soft))
            painter.drawRect(QRectF(left, px(2) + tall - whole, wide, whole - part))
            if part:
                painter.setBrush(QColor(look.alarm_mark))
                painter.drawRect(QRectF(left, px(2) + tall - part, wide, part))
        painter.setPen(QColor(look.muted))
        wide = (len(self._bars) - 1) * slot + slot * 0.74
        row = QRectF(0, self.height() - foot, max(wide, px(120)), foot)
        bottom = Qt.AlignmentFlag.AlignBottom
        painter.drawText(row, int(bottom | Qt.AlignmentFlag.AlignLeft), self._bars[0].label)
        if len(self._bars) > 1:
            painter.drawText(row, int(bottom | Qt.AlignmentFlag.AlignRight), self._bars[-1].label)
