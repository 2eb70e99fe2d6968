"""How the docket is listed: one line a hearing, moved up and down by keys or by dragging."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from drugcourt.casework.docket.docket import StaffingRow
from drugcourt.domain.hearings import HearingAttendance
from drugcourt.domain.tone import Tone
from drugcourt.fields import hearings as fields
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import colors, px


def _heard(row: StaffingRow) -> tuple[str, Tone, str] | None:
    if row.attendance is None:
        return None
    if row.attendance is HearingAttendance.FAILED_TO_APPEAR:
        return ("x", Tone.ALARM, row.attendance.label)
    return ("check", Tone.GOOD, f"Heard: {row.attendance.label.lower()}")


def _sober(row: StaffingRow) -> str:
    if row.sober_days is None:
        return ""
    return f"{row.sober_days:,}{'?' if row.provisional else ''}"


def _provisional(row: StaffingRow) -> str:
    return "Provisional: a confirmation is waited for." if row.provisional else ""


def _flags(row: StaffingRow) -> Sequence[tuple[str, Tone]]:
    return [(row.flag, row.flag_tone)] if row.flag else []


def _all_flags(row: StaffingRow) -> str:
    return ", ".join(row.flags)


COLUMNS = (
    Column(fields.HEARD, icon=_heard),
    Column(fields.NAME, stretch=True),
    Column(fields.PHASE),
    Column(fields.SOBER_DAYS, text=_sober, tooltip=_provisional),
    Column(fields.FLAG, pills=_flags, tooltip=_all_flags),
)


LEFT_OUT = tuple(
    n for n, column in enumerate(COLUMNS) if column.field in (fields.PHASE, fields.SOBER_DAYS)
)
NAME_PLACE = next(n for n, column in enumerate(COLUMNS) if column.field is fields.NAME)


class DocketTable(DataTable):
    """The list of one session. `reordered` carries the entry ids in the order wanted."""

    reordered = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            COLUMNS,
            "Docket",
            empty="Nobody is on this docket yet. Add participants with Ctrl+N.",
            parent=parent,
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setSectionsMovable(False)
        self.may_move = True
        self._pressed: QPoint | None = None
        self._lifted = -1
        self._gap = -1

    def entry_ids(self) -> list[int]:
        """The entries in the order shown."""
        return [self.rows.row_at(place).id for place in range(self.rows.rowCount())]

    def move_current(self, by: int) -> None:
        """Move the current line up or down by so many places."""
        place = self.currentIndex().row()
        if self.currentIndex().isValid():
            self._move(place, place + by)

    def _move(self, place: int, to: int) -> None:
        ids = self.entry_ids()
        if self.may_move and place != to and 0 <= to < len(ids):
            ids.insert(to, ids.pop(place))
            self.reordered.emit(ids)

    def sizeHintForColumn(self, column: int) -> int:
        """A long name gives way, so that the flags stay in sight; its tooltip says it whole."""
        hint = super().sizeHintForColumn(column)
        if COLUMNS[column].field is fields.HEARD:
            return max(hint, px(47))  # the same before anybody is heard, so that nothing moves
        return min(hint, px(124)) if column == NAME_PLACE else hint

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().strip() and event.key() != Qt.Key.Key_Return:
            event.ignore()  # letters and digits are the page's keys
        else:
            super().keyPressEvent(event)

    # Dragging ---------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and self.may_move:
            self._pressed = event.position().toPoint()
            self._lifted = self.indexAt(self._pressed).row()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or self._lifted < 0:
            super().mouseMoveEvent(event)
            return
        at = event.position().toPoint()
        far = (at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if far or self._gap >= 0:
            self._gap = self._gap_at(at)
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        lifted, gap = self._lifted, self._gap
        self._pressed, self._lifted, self._gap = None, -1, -1
        self.unsetCursor()
        self.viewport().update()
        if lifted >= 0 and gap >= 0:
            self._move(lifted, gap if gap <= lifted else gap - 1)

    def _gap_at(self, point: QPoint) -> int:
        """The gap between two lines that lies nearest, from 0 above the first."""
        tall = self.verticalHeader().defaultSectionSize()
        y = point.y() + self.verticalScrollBar().value()
        return max(0, min(self.rows.rowCount(), round(y / tall)))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._gap >= 0:
            tall = self.verticalHeader().defaultSectionSize()
            y = self._gap * tall - self.verticalScrollBar().value()
            painter = QPainter(self.viewport())
            painter.setPen(QPen(QColor(colors().accent), px(2)))
            painter.drawLine(0, y, self.viewport().width(), y)
