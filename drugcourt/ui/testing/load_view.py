"""What the coming four weeks will bring, day by day, and whom people decided about on which day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.casework.draws import load as draw_load
from drugcourt.casework.draws import overrides as draw_overrides
from drugcourt.casework.draws.load import AheadDay
from drugcourt.casework.draws.overrides import OverrideRow
from drugcourt.domain.dates import counted, short
from drugcourt.domain.draws import DayType
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.fields import draws as fields
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.charts import Chart
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.flow import side_by_side
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import colors, px
from drugcourt.ui.shell import Shell
from drugcourt.ui.testing.draw_dialogs import DrawDialogs

_KIND_TONES = {
    DayType.CLOSED: Tone.WATCH,
    DayType.CHECK_IN: Tone.INFO,
    DayType.REDUCED: Tone.INFO,
}


class LoadBars(Chart):
    """A bar a day with what is expected, its usual reach, and a line at the places."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._days: list[AheadDay] = []

    def set_days(self, days: Sequence[AheadDay]) -> None:
        """The days from left to right."""
        self._days = list(days)
        self.setAccessibleDescription("; ".join(_say(day) for day in self._days))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(520), px(140))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(300), px(120))

    def tip_at(self, point: QPointF) -> str:
        if not self._days:
            return ""
        place = int(point.x() // (self.width() / len(self._days)))
        return _say(self._days[place]) if 0 <= place < len(self._days) else ""

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._days:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.small_font())
        letters = QFontMetrics(painter.font()).height()
        top, foot = letters + px(3), letters + px(5)
        tall, slot = self.height() - top - foot, self.width() / len(self._days)
        most = max([1, *(day.load.high for day in self._days), *self._limits()])
        for place, day in enumerate(self._days):
            box = QRectF(place * slot, top, slot, tall)
            self._paint_day(painter, day, box, most)
            self._paint_words(painter, day, place, slot, foot)
        self._paint_limit(painter, top, tall, slot, most)

    def _limits(self) -> list[int]:
        return [day.limit for day in self._days if day.limit is not None]

    def _paint_day(self, painter: QPainter, day: AheadDay, box: QRectF, most: int) -> None:
        look = colors()
        painter.setPen(Qt.PenStyle.NoPen)
        wide = box.width() * 0.66
        left = box.left() + (box.width() - wide) / 2
        if _closed(day):
            painter.setBrush(QColor(look.empty))
            painter.drawRect(QRectF(left, box.top(), wide, box.height()))
            return
        high = box.height() * day.load.expected / most
        painter.setBrush(QColor(look.watch_mark if day.tight else look.chart))
        painter.drawRect(QRectF(left, box.bottom() - high, wide, high))
        painter.setPen(QPen(QColor(look.text), max(1.0, px(1))))
        middle = box.left() + box.width() / 2
        ends = [box.bottom() - box.height() * n / most for n in (day.load.low, day.load.high)]
        painter.drawLine(QPointF(middle, ends[0]), QPointF(middle, ends[1]))
        for end in ends:
            painter.drawLine(QPointF(middle - px(3), end), QPointF(middle + px(3), end))

    def _paint_words(
        self, painter: QPainter, day: AheadDay, place: int, slot: float, foot: int
    ) -> None:
        """The weekday's letter under each bar; the date under Mondays and the first day."""
        look = colors()
        painter.setPen(QColor(look.muted if day.day.weekday() < 5 else look.faint))
        low = QRectF(place * slot, self.height() - foot, slot, foot)
        painter.drawText(low, int(Qt.AlignmentFlag.AlignCenter), f"{day.day:%a}"[:1])
        if place == 0 or day.day.weekday() == 0:
            painter.setPen(QColor(look.muted))
            high = QRectF(place * slot, 0, slot * 6, foot)
            painter.drawText(high, int(Qt.AlignmentFlag.AlignLeft), short(day.day, day.day))

    def _paint_limit(
        self, painter: QPainter, top: float, tall: float, slot: float, most: int
    ) -> None:
        painter.setPen(QPen(QColor(colors().alarm_mark), 1, Qt.PenStyle.DashLine))
        for place, day in enumerate(self._days):
            if day.limit is not None:
                y = top + tall - tall * day.limit / most
                painter.drawLine(QPointF(place * slot, y), QPointF((place + 1) * slot, y))


def _say(day: AheadDay) -> str:
    when = f"{day.day:%a} {short(day.day, day.day)}"
    if _closed(day):
        return f"{when}: {day.row.kind.label.lower()}"
    load = day.load
    said = f"{when}: {load.expected:.1f} expected, {load.low} to {load.high} on nine days of ten"
    return f"{said}, {day.limit} may be called" if day.limit is not None else said


def _day(row: AheadDay) -> str:
    return f"{row.day:%a}, {short(row.day, row.day)}"


def _kind(row: AheadDay) -> Sequence[tuple[str, Tone]]:
    if row.row.kind is not DayType.TEST:
        return [(row.row.kind.label, _KIND_TONES[row.row.kind])]
    return [("Places are tight", Tone.WATCH)] if row.tight else [("Testing", Tone.PLAIN)]


def _closed(row: AheadDay) -> bool:
    """Whether no cup is taken on the day."""
    return row.row.kind in (DayType.CLOSED, DayType.CHECK_IN)


def _expected(row: AheadDay) -> str:
    return "" if _closed(row) else f"{row.load.expected:.1f}"


def _usual(row: AheadDay) -> str:
    return "" if _closed(row) else f"{row.load.low} to {row.load.high}"


def _note(row: AheadDay) -> str:
    return row.row.reason


def _limit(row: AheadDay) -> str:
    if _closed(row):
        return ""
    return "No limit" if row.limit is None else f"{row.limit:,}"


def _days(row: OverrideRow) -> str:
    first = short(row.first_on, row.first_on)
    return first if row.first_on == row.last_on else f"{first} to {short(row.last_on)}"


AHEAD_COLUMNS = (
    Column(fields.DAY, text=_day, strong=True),
    Column(fields.EXPECTED, text=_expected),
    Column(fields.USUAL, text=_usual),
    Column(fields.PLACES_LEFT, text=_limit),
    Column(fields.KIND, pills=_kind),
    Column(fields.NOTE, text=_note, muted=True, stretch=True),
)
DECIDED_COLUMNS = (
    Column(fields.NAME, strong=True, stretch=True),
    Column(fields.OVERRIDE),
    Column(fields.DAYS, text=_days),
)


class ComingWeeks(QWidget):
    """The load by the chances of everybody on the list, and the decisions about coming days."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._workspace = shell.workspace
        today = self._workspace.today
        self.notices = Notices()
        self.bars = LoadBars("Tests expected on the coming days")
        self.table = DataTable(
            AHEAD_COLUMNS, "The coming days", row_id="day", as_of=today, empty="Nobody is listed."
        )
        self.decided = DataTable(
            DECIDED_COLUMNS,
            "Decided by a person",
            as_of=today,
            empty="Nobody must test or is excused on a coming day.",
        )
        self.load = Card("The coming four weeks")
        self.load.add(self.bars)
        self.load.add(self.table, 1)
        decisions = Card("Decided by a person")
        decisions.add(self.decided, 1)
        feet = QHBoxLayout()
        feet.setSpacing(px(8))
        feet.addWidget(Button("Must test", self.must_test))
        feet.addWidget(Button("Excuse", self.excuse))
        feet.addStretch(1)
        feet.addWidget(Button("Take back", self.take_back, Look.QUIET))
        decisions.add(feet)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(10))
        outer.addWidget(self.notices)
        outer.addLayout(side_by_side((self.load, 9), (decisions, 5)), 1)

    def ask(self) -> None:
        """Ask again for the days and the decisions."""
        today = self._workspace.today
        days = self._workspace.read(draw_load.load_ahead, today=today)
        share = self._workspace.read(draw_load.no_show_share, today=today)
        self.bars.set_days(days)
        self.table.set_rows(days)
        self.decided.set_rows(self._workspace.read(draw_overrides.overrides, today=today))
        people = days[0].load.people if days else 0
        said = f"{counted(people, 'participant')} on the list"
        if share is not None:
            said += f"; {share:.0%} of the tests of the last 90 days were missed"
        self.load.set_heading("The coming four weeks", said)

    def take_keyboard(self) -> None:
        """The list of days."""
        self.table.setFocus()

    @does(DrawDialogs.must_test)
    def must_test(self) -> None:
        """Ask who must test on a coming day."""
        DrawDialogs(self._shell, self).must_test(self._marked_day())

    @does(DrawDialogs.excuse)
    def excuse(self) -> None:
        """Ask who is excused on coming days."""
        DrawDialogs(self._shell, self).excuse(self._marked_day())

    @does(draw_overrides.withdraw_override)
    def take_back(self) -> None:
        """Take the marked decision back."""
        row: OverrideRow | None = self.decided.selected_row()
        if row is None:
            self.notices.say("Mark a decision in the list first.", Tone.INFO, key="take")
            return
        try:
            self._workspace.perform(draw_overrides.withdraw_override, override_id=row.id)
        except Refusal as refusal:
            self.notices.say(str(refusal), Tone.ALARM, key="take")
            return
        self.notices.take_back("take")
        self.ask()

    def _marked_day(self) -> date:
        row: AheadDay | None = self.table.selected_row()
        return row.day if row is not None else self._workspace.today
