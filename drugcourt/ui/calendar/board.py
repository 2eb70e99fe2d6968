"""How sessions lie in a month or a week: days in a grid, moved over with the arrow keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from drugcourt.casework.calendar.calendar import CalendarSession
from drugcourt.domain.clock import spoken
from drugcourt.domain.dates import counted, long
from drugcourt.domain.tone import Tone
from drugcourt.ui.kit.charts import Chart
from drugcourt.ui.kit.theme import colors, px, tone_colors

WEEK = 7
NAMES = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -WEEK,
    Qt.Key.Key_Down: WEEK,
}
_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


def sunday_before(day: date) -> date:
    """The Sunday on or before a day, with which a week begins."""
    return day - timedelta(days=(day.weekday() + 1) % WEEK)


def session_line(session: CalendarSession) -> str:
    """`1:30 PM Adult drug court`."""
    return f"{spoken(session.starts_at)} {session.docket}"


def count_words(session: CalendarSession) -> str:
    """`18/24`, or `18`; a cancelled session says so."""
    if session.cancelled:
        return "cancelled"
    return f"{session.people}/{session.capacity}" if session.capacity else f"{session.people}"


class CalendarBoard(Chart):
    """Weeks as lines, Sunday to Saturday. One day is marked: arrows move it, Page Up and Down ask
    for the stretch before or after, Enter or a double click opens the day.
    """

    day_marked = Signal(object)
    day_opened = Signal(object)
    turned = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._start, self._weeks = date.min, 0
        self._month: int | None = None
        self._today = self.marked = date.min
        self._sessions: dict[date, list[CalendarSession]] = {}
        self._closures: dict[date, str] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_weeks(
        self,
        start: date,
        weeks: int,
        sessions: Sequence[CalendarSession],
        closures: Mapping[date, str],
        *,
        marked: date,
        today: date,
        month: int | None = None,
    ) -> None:
        """So many weeks from a Sunday; days outside `month` are faint."""
        self._start, self._weeks, self._month = start, weeks, month
        self._sessions = {}
        for session in sessions:
            self._sessions.setdefault(session.held_on, []).append(session)
        self._closures = dict(closures)
        self.marked, self._today = marked, today
        self.setAccessibleDescription(self.say(marked))
        self.update()

    def mark(self, day: date) -> None:
        """Mark a day of the stretch shown."""
        self.marked = day
        self.setAccessibleDescription(self.say(day))
        self.update()

    def say(self, day: date) -> str:
        """One day in words."""
        told = [
            f"{session_line(session)}, {session.load}" for session in self._sessions.get(day, ())
        ]
        if day in self._closures:
            told.insert(0, f"court closed, {self._closures[day]}")
        return f"{long(day)}: {'; '.join(told) if told else 'no session'}"

    def holds(self, day: date) -> bool:
        """Whether the day is among those shown."""
        return self._start <= day < self._start + timedelta(days=WEEK * self._weeks)

    # Keys and pointer -------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in STEPS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._choose(self.marked + timedelta(days=STEPS[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and not event.modifiers():
            self.turned.emit(-1 if key is Qt.Key.Key_PageUp else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.day_opened.emit(self.marked)
        else:
            super().keyPressEvent(event)

    def _choose(self, day: date) -> None:
        if self.holds(day):
            self.mark(day)
        self.day_marked.emit(day)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event.position())
        if day is not None:
            self._choose(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event.position())
        if day is not None:
            self.day_opened.emit(day)

    def tip_at(self, point: QPointF) -> str:
        day = self._day_at(point)
        return self.say(day) if day is not None else ""

    def _day_at(self, point: QPointF) -> date | None:
        for place in range(self._weeks * WEEK):
            if self._cell(place).contains(point.toPoint()):
                return self._start + timedelta(days=place)
        return None

    # Drawing ----------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(px(760), px(480))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(420), px(260))

    def _session_font(self) -> QFont:
        """A week has room for letters of the usual size."""
        return QFont(self.font()) if self._weeks == 1 else self.small_font()

    def _head(self) -> int:
        return QFontMetrics(self.small_font()).height() + px(10)

    def _cell(self, place: int) -> QRect:
        """The box of the n-th day; widths and heights differ by a pixel so that all is filled."""
        week, column = divmod(place, WEEK)
        top, room = self._head(), self.height() - self._head() - 1
        left, right = (self.width() - 1) * column // WEEK, (self.width() - 1) * (column + 1) // WEEK
        upper, lower = room * week // self._weeks, room * (week + 1) // self._weeks
        return QRect(left, top + upper, right - left, lower - upper)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = colors()
        painter.setFont(self.small_font())
        painter.setPen(QColor(look.muted))
        wide = max(map(painter.fontMetrics().horizontalAdvance, NAMES)) + px(12)
        for column, name in enumerate(NAMES if self._weeks else ()):
            box = self._cell(column)
            said = name if box.width() >= wide else name[:3]
            painter.drawText(QRect(box.left() + px(8), 0, box.width(), self._head()), _LINE, said)
        for place in range(self._weeks * WEEK):
            self._paint_day(painter, self._cell(place), self._start + timedelta(days=place))
        if self._weeks:
            marked = self._cell((self.marked - self._start).days)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QColor(look.focus if self.hasFocus() else look.line_strong)
            painter.setPen(QPen(ring, px(2)))
            painter.drawRoundedRect(QRectF(marked).adjusted(1, 1, -1, -1), px(3), px(3))

    def _paint_day(self, painter: QPainter, box: QRect, day: date) -> None:
        look = colors()
        outside = self._month is not None and day.month != self._month
        closed = self._closures.get(day)
        quiet = outside or day.weekday() >= 5
        painter.setPen(QColor(look.line))
        painter.setBrush(QColor(look.window if quiet or closed is not None else look.surface))
        painter.drawRect(box)
        inner = box.adjusted(px(7), px(5), -px(6), -px(4))
        font = QFont(self.font())
        font.setBold(day == self._today)
        painter.setFont(font)
        colour = look.accent_fg if day == self._today else look.faint if outside else look.text
        painter.setPen(QColor(colour))
        metrics = QFontMetrics(font)
        words = f"{day:%b} {day.day}" if day.day == 1 or day == self._start else f"{day.day}"
        if day == self._today and metrics.horizontalAdvance(f"{words}, today") <= inner.width():
            words = f"{words}, today"
        line = QRect(inner.left(), inner.top(), inner.width(), metrics.height())
        painter.drawText(line, _LINE, words)
        top = inner.top() + metrics.height() + px(3)
        if closed is not None:
            top = self._paint_closure(painter, inner, top, closed)
        self._paint_sessions(painter, inner, top, self._sessions.get(day, []))

    def _paint_closure(self, painter: QPainter, inner: QRect, top: int, name: str) -> int:
        look = tone_colors(Tone.WATCH)
        font = self.small_font()
        metrics = QFontMetrics(font)
        box = QRect(inner.left(), top, inner.width(), metrics.height() + px(4))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.bg)
        painter.drawRoundedRect(QRectF(box), px(3), px(3))
        painter.setFont(font)
        painter.setPen(look.fg)
        room = box.adjusted(px(5), 0, -px(4), 0)
        words = metrics.elidedText(
            f"Closed: {name}" if name else "Closed", Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, _LINE, words)
        return box.bottom() + px(3)

    def _paint_sessions(
        self, painter: QPainter, inner: QRect, top: int, sessions: Sequence[CalendarSession]
    ) -> None:
        """As many as fit; the last line says how many more there are."""
        letters = QFontMetrics(self._session_font()).height()
        lines = 5 if self._weeks == 1 else 2
        room = inner.bottom() - top + px(3)
        if self._weeks > 1 and len(sessions) * (2 * letters + px(10)) > room:
            lines = 1
        tall = letters * lines + px(12 if lines == 5 else 7)
        fit = max(1, (inner.bottom() - top + px(3)) // (tall + px(3)))
        shown = sessions if len(sessions) <= fit else sessions[: max(1, fit - 1)]
        for session in shown:
            box = QRect(inner.left(), top, inner.width(), tall)
            self._paint_session(painter, box, session, lines)
            top += tall + px(3)
        if len(shown) < len(sessions):
            painter.setFont(self.small_font())
            painter.setPen(QColor(colors().muted))
            more = QRect(inner.left(), top, inner.width(), letters)
            painter.drawText(more, _LINE, f"and {len(sessions) - len(shown)} more")

    def _paint_session(
        self, painter: QPainter, box: QRect, session: CalendarSession, lines: int
    ) -> None:
        look = tone_colors(session.tone)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.bg)
        painter.drawRoundedRect(QRectF(box), px(3), px(3))
        font = self._session_font()
        font.setStrikeOut(session.cancelled)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        room = box.adjusted(px(5), px(1), -px(5), -px(4))
        painter.setPen(look.fg)
        if lines == 5:
            self._paint_lines(painter, room, metrics, _detail_lines(session))
        else:
            count = count_words(session)
            first = QRect(room.left(), room.top(), room.width(), metrics.height() + px(2))
            painter.drawText(first, _RIGHT, count)
            both = (spoken(session.starts_at), session.docket)
            wide = metrics.horizontalAdvance(count) + px(4)
            told = both[0] if lines == 2 else session_line(session)
            mode = Qt.TextElideMode.ElideRight
            painter.drawText(first, _LINE, metrics.elidedText(told, mode, first.width() - wide))
            if lines == 2:
                second = first.translated(0, metrics.height())
                painter.drawText(second, _LINE, metrics.elidedText(both[1], mode, second.width()))
        self._paint_load(painter, box, session)

    def _paint_lines(
        self, painter: QPainter, room: QRect, metrics: QFontMetrics, lines: Sequence[str]
    ) -> None:
        for place, line in enumerate(lines):
            row = QRect(
                room.left(), room.top() + px(2) + place * metrics.height(),
                room.width(), metrics.height(),
            )  # fmt: skip
            words = metrics.elidedText(line, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(row, _LINE, words)

    def _paint_load(self, painter: QPainter, box: QRect, session: CalendarSession) -> None:
        """A thin bar at the foot: how much of the session is booked."""
        if session.cancelled:
            return
        shares = [session.minutes_booked / session.minutes]
        if session.capacity:
            shares.append(session.people / session.capacity)
        wide = round((box.width() - px(10)) * min(1.0, max(shares)))
        bar = QRectF(box.left() + px(5), box.bottom() - px(3), wide, px(2))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone_colors(session.tone).mark)
        painter.drawRect(bar)


def _detail_lines(session: CalendarSession) -> tuple[str, ...]:
    return (
        spoken(session.starts_at),
        session.docket,
        session.courtroom or session.judge,
        "Cancelled" if session.cancelled else _people(session),
        f"{session.minutes_booked} of {session.minutes} min",
    )


def _people(session: CalendarSession) -> str:
    if session.capacity is not None:
        return f"{session.people} of {session.capacity} people"
    return counted(session.people, "person", "people")
