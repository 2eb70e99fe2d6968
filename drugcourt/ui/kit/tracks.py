"""How a way through time is drawn: named stretches one after another, and days in a grid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from drugcourt.domain.dates import counted, long, short
from drugcourt.domain.tone import Tone
from drugcourt.ui.kit.charts import Chart
from drugcourt.ui.kit.theme import colors, px, tone_colors

_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch: its name above, its caption beneath, how much of it is done (0 to 1)."""

    label: str
    caption: str
    done: float = 0.0
    weight: float = 1.0
    current: bool = False


class SegmentTrack(Chart):
    """Stretches side by side with filled bars; the current one is bold."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._segments: list[Segment] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_segments(self, segments: Sequence[Segment]) -> None:
        """Stretches from first to last."""
        self._segments = list(segments)
        self.setAccessibleDescription("; ".join(self._say(one) for one in self._segments))
        self.updateGeometry()
        self.update()

    def _say(self, one: Segment) -> str:
        now = " (now)" if one.current else ""
        return f"{one.label}{now}: {one.caption}" if one.caption else f"{one.label}{now}"

    def _spans(self, width: int) -> list[tuple[int, int]]:
        gap = px(6)
        room = max(1, width - gap * max(0, len(self._segments) - 1))
        whole = sum(one.weight for one in self._segments) or 1
        spans, left = [], 0.0
        for one in self._segments:
            wide = room * one.weight / whole
            spans.append((round(left), max(1, round(wide))))
            left += wide + gap
        return spans

    def _heights(self, width: int) -> tuple[int, int]:
        """How tall the tallest label and the tallest caption are at this width."""
        bold = self.font()
        bold.setBold(True)
        words, small = QFontMetrics(bold), QFontMetrics(self.small_font())
        above, below = words.height(), 0
        for one, (_, wide) in zip(self._segments, self._spans(width), strict=True):
            box = QRect(0, 0, wide, 10_000)
            above = max(above, words.boundingRect(box, int(_WRAP), one.label).height())
            below = max(below, small.boundingRect(box, int(_WRAP), one.caption).height())
        return above, below

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        above, below = self._heights(width)
        return above + px(4) + px(14) + px(5) + below + px(2)

    def sizeHint(self) -> QSize:
        return QSize(px(720), self.heightForWidth(px(720)))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(320), px(40))

    def tip_at(self, point: QPointF) -> str:
        for one, (left, wide) in zip(self._segments, self._spans(self.width()), strict=True):
            if left <= point.x() < left + wide:
                return self._say(one)
        return ""

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = colors(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        above, below = self._heights(self.width())
        bar_top = above + px(4)
        for one, (left, wide) in zip(self._segments, self._spans(self.width()), strict=True):
            font = self.font()
            font.setBold(one.current)
            painter.setFont(font)
            painter.setPen(QColor(look.text if one.done or one.current else look.muted))
            foot = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignBottom)
            painter.drawText(QRect(left, 0, wide, above), foot, one.label)
            painter.setPen(Qt.PenStyle.NoPen)
            bar = QRectF(left, bar_top, wide, px(14))
            painter.setBrush(QColor(look.empty))
            painter.drawRoundedRect(bar, px(3), px(3))
            if one.done > 0:
                painter.save()
                painter.setClipRect(QRectF(left, bar_top, wide * min(1.0, one.done), px(14)))
                painter.setBrush(QColor(look.chart))
                painter.drawRoundedRect(bar, px(3), px(3))
                painter.restore()
            painter.setFont(self.small_font())
            painter.setPen(QColor(look.muted))
            painter.drawText(QRect(left, bar_top + px(19), wide, below), int(_WRAP), one.caption)


@dataclass(frozen=True, slots=True)
class Day:
    """One day: its tone, and in words what happened (shown on hover and read aloud)."""

    tone: Tone
    text: str


class DayGrid(Chart):
    """Weeks as columns, Monday to Sunday as rows; days with something on them have a colour.

    Arrow keys move over the days and say each; `day_chosen` carries the date of a click or Enter.
    """

    day_chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._days: dict[date, Day] = {}
        self._first = self._last = self._at = date.min
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_days(self, start: date, end: date, days: Mapping[date, Day]) -> None:
        """Days from `start` to `end`, both shown; what is not in `days` is an empty square."""
        self._first, self._last = start, max(start, end)
        self._days, self._at = dict(days), self._last
        self._describe()
        self.updateGeometry()
        self.update()

    def summary(self) -> str:
        """The grid in words: how many days of each text."""
        counts: dict[str, int] = {}
        for day, what in self._days.items():
            if self._first <= day <= self._last:
                counts[what.text] = counts.get(what.text, 0) + 1
        told = ", ".join(f"{text}: {counted(n, 'day')}" for text, n in counts.items())
        return f"{short(self._first)} to {short(self._last)}. {told or 'Nothing on these days'}."

    def say(self, day: date) -> str:
        """One day in words."""
        what = self._days.get(day)
        return f"{long(day)}: {what.text if what else 'nothing'}"

    def _describe(self) -> None:
        self.setAccessibleDescription(f"{self.summary()} {self.say(self._at)}")

    def _monday(self) -> date:
        return self._first - timedelta(days=self._first.weekday())

    def _weeks(self) -> int:
        if self._first == date.min:
            return 1
        return (self._last - self._monday()).days // 7 + 1

    def _step(self) -> int:
        """The side of a square with its gap: as large as the width allows, within reason."""
        return max(px(7), min(px(17), self.width() // max(1, self._weeks())))

    def sizeHint(self) -> QSize:
        return QSize(self._weeks() * px(17), 7 * px(17) + self._foot())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._weeks() * px(7), self.sizeHint().height())

    def _foot(self) -> int:
        return QFontMetrics(self.small_font()).height() + px(3)

    def day_at(self, point: QPointF) -> date | None:
        """The day under a point, or None."""
        week, row = int(point.x() // self._step()), int(point.y() // self._step())
        if self._first == date.min or not 0 <= row < 7 or week < 0:
            return None
        day = self._monday() + timedelta(days=week * 7 + row)
        return day if self._first <= day <= self._last else None

    def tip_at(self, point: QPointF) -> str:
        day = self.day_at(point)
        return self.say(day) if day else ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self.day_at(event.position())
        if day:
            self._go(day)
            self.day_chosen.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -7, Qt.Key.Key_Right: 7, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = event.key()
        if self._first == date.min:
            super().keyPressEvent(event)
        elif key in steps:
            self._go(self._at + timedelta(days=steps[Qt.Key(key)]))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go(self._first if key == Qt.Key.Key_Home else self._last)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.day_chosen.emit(self._at)
        else:
            super().keyPressEvent(event)

    def _go(self, day: date) -> None:
        self._at = max(self._first, min(self._last, day))
        self._describe()
        self.setToolTip(self.say(self._at))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._first == date.min:
            return
        look, painter, step = colors(), QPainter(self), self._step()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, monday = step - px(3), self._monday()
        for offset in range((self._last - monday).days + 1):
            day = monday + timedelta(days=offset)
            if day < self._first:
                continue
            what = self._days.get(day)
            color = tone_colors(what.tone).mark if what else QColor(look.empty)
            focused = self.hasFocus() and day == self._at
            painter.setPen(QPen(QColor(look.text), 2) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(color)
            square = QRectF(offset // 7 * step + 1, offset % 7 * step + 1, side, side)
            painter.drawRoundedRect(square, px(3), px(3))
        self._months(painter, step, monday)

    def _months(self, painter: QPainter, step: int, monday: date) -> None:
        """The month's name under the week in which it begins."""
        painter.setFont(self.small_font())
        painter.setPen(QColor(colors().muted))
        metrics, ends = QFontMetrics(painter.font()), self._weeks() * step
        sundays = [monday + timedelta(days=week * 7 + 6) for week in range(self._weeks())]
        begins = [week for week, sunday in enumerate(sundays) if sunday.day <= 7 or not week]
        for place, week in enumerate(begins):
            text = f"{sundays[week]:%b}"
            wide, left = metrics.horizontalAdvance(text), week * step
            free = begins[place + 1] * step if place + 1 < len(begins) else ends
            if left + wide <= free:
                spot = QRect(left, step * 7, wide + px(4), self._foot())
                painter.drawText(spot, int(Qt.AlignmentFlag.AlignVCenter), text)
