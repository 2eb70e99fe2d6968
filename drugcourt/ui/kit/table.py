"""The one table model: columns are fields, rows come in windows, order is asked of the source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QMetaMethod,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from drugcourt.domain.tone import Tone
from drugcourt.fields.field import Field
from drugcourt.ui.kit.celltext import NUMERIC, cell_text, value_of
from drugcourt.ui.kit.rows import Count, Fetch, ListRows, Order, WindowRows

PLACEHOLDER = "…"
PILLS, DETAIL, ICON, ROW, STRONG, MUTED = (Qt.ItemDataRole.UserRole + n for n in range(1, 7))
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its field, and what a plain value does not say.

    `text`, `detail` (a muted second line) and `tooltip` take the row and give words; `pills`
    gives (word, tone) pairs; `icon` gives (icon name, tone, word) or None. A value listed in the
    field's `tones` becomes a pill by itself. `stretch` columns share the width left over.
    """

    field: Field
    text: Callable[[Any], str] | None = None
    detail: Callable[[Any], str] | None = None
    pills: Callable[[Any], Sequence[tuple[str, Tone]]] | None = None
    icon: Callable[[Any], tuple[str, Tone, str] | None] | None = None
    tooltip: Callable[[Any], str] | None = None
    strong: bool = False
    muted: bool = False
    stretch: bool = False

    @property
    def numeric(self) -> bool:
        """Numbers stand to the right."""
        return self.field.kind in NUMERIC

    def words(self, row: Any, as_of: date | None) -> str:
        """The text of the cell; a cell of chips alone has none."""
        if self.text is not None:
            return self.text(row)
        if self.pills is not None or self.icon is not None:
            return ""
        value = value_of(row, self.field.key)
        return "" if _tone_of(self.field, value) else cell_text(self.field, value, as_of)

    def chips(self, row: Any, as_of: date | None) -> list[tuple[str, Tone]]:
        """The chips of the cell."""
        if self.pills is not None:
            return list(self.pills(row))
        if self.text is not None or self.icon is not None:
            return []
        value = value_of(row, self.field.key)
        tone = _tone_of(self.field, value)
        return [(cell_text(self.field, value, as_of), tone)] if tone else []

    def spoken(self, row: Any, as_of: date | None) -> str:
        """All the cell says, for screen readers and for copying."""
        parts = [self.words(row, as_of), *(word for word, _ in self.chips(row, as_of))]
        if self.icon is not None and (found := self.icon(row)):
            parts.insert(0, found[2])
        if self.detail is not None:
            parts.append(self.detail(row))
        return ", ".join(part for part in parts if part)


def _tone_of(field: Field, value: Any) -> Tone | None:
    tone = field.tones.get(value) if value is not None else None
    return tone if isinstance(tone, Tone) else None


class TableModel(QAbstractTableModel):
    """Rows under columns; nothing here knows what the rows are about.

    A row's identity is its attribute (or key) `row_id`, so a view can find it again after a
    reload. `failed` carries an exception of the source (raised when nobody listens).
    """

    failed = Signal(object)
    reloaded = Signal()

    def __init__(
        self,
        columns: Sequence[Column],
        row_id: str = "id",
        as_of: date | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.order = Order()
        self._row_id, self._as_of = row_id, as_of
        self._rows: ListRows | WindowRows = ListRows(())
        self._shown = 0
        self._fetching = QTimer(self)
        self._fetching.setSingleShot(True)
        self._fetching.setInterval(0)
        self._fetching.timeout.connect(self._fetch_missing)

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show a short list at hand; it is sorted here."""
        self._replace(ListRows(rows))

    def set_source(self, fetch: Fetch, count: Count) -> None:
        """Show rows that are asked for in windows: `fetch(offset, limit, sort_key, descending)`."""
        self._replace(WindowRows(fetch, count))

    def reload(self) -> None:
        """Ask the source again; the order stays."""
        self._replace(self._rows)

    def row_at(self, index: int) -> Any:
        """The row object, or None when there is none or it is not here yet."""
        return self._rows.row(index) if 0 <= index < self._shown else None

    def id_of(self, row: Any) -> Any:
        """What makes the row the same row after a reload."""
        return None if row is None else value_of(row, self._row_id)

    def find_row(self, identity: Any, near: int = 0, reach: int = 200) -> int:
        """Where the row with this identity stands, looking around `near` first; -1 if not seen."""
        span = sorted(
            range(max(0, near - reach), min(self._shown, near + reach)),
            key=lambda place: abs(place - near),
        )
        for place in span:
            if (row := self._rows.row(place)) is not None and self.id_of(row) == identity:
                return place
        return -1

    def _replace(self, rows: ListRows | WindowRows) -> None:
        key = next((c.field.key for c in self.columns if _sort_key(c) == self.order.key), "")
        trouble: Exception | None = None
        self.beginResetModel()
        try:
            rows.reload(self.order, key)
            self._rows = rows
            self._shown = rows.count()
        except Exception as problem:  # noqa: BLE001 - told to the page, or raised again
            trouble = problem
        finally:
            self.endResetModel()
        if trouble is not None:
            self._tell(trouble)
        self.reloaded.emit()

    def _tell(self, trouble: Exception) -> None:
        """Hand the trouble to the page that listens; where none does, it is raised."""
        if not self.isSignalConnected(QMetaMethod.fromSignal(self.failed)):
            raise trouble
        self.failed.emit(trouble)

    def _fetch_missing(self) -> None:
        for window in self._rows.missing():
            try:
                span = self._rows.load(window)
            except Exception as problem:  # noqa: BLE001 - told to the page, or raised again
                self._tell(problem)
                return
            if span:
                last = self.index(span.stop - 1, len(self.columns) - 1)
                self.dataChanged.emit(self.index(span.start, 0), last)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._shown

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask for the rows in another order; a column that cannot be sorted changes nothing."""
        key = _sort_key(self.columns[column]) if 0 <= column < len(self.columns) else ""
        wanted = Order(key, key != "" and order is Qt.SortOrder.DescendingOrder)
        if (column < 0 or key) and wanted != self.order:
            self.order = wanted
            self.reload()

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.field.label
        if role == Qt.ItemDataRole.ToolTipRole:
            return ". ".join(part for part in (column.field.label, column.field.help) if part)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self._rows.row(index.row())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if row is None:
            self._fetching.start()
            return PLACEHOLDER if role == Qt.ItemDataRole.DisplayRole else None
        return self._answer(column, row, role)

    def _answer(self, column: Column, row: Any, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return column.words(row, self._as_of)
        if role == Qt.ItemDataRole.ToolTipRole:
            told = column.tooltip(row) if column.tooltip else ""
            return told or column.spoken(row, self._as_of)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.field.label}: {column.spoken(row, self._as_of) or 'empty'}"
        if role == PILLS:
            return column.chips(row, self._as_of)
        if role == DETAIL:
            return column.detail(row) if column.detail else ""
        if role == ICON:
            return column.icon(row) if column.icon else None
        if role == ROW:
            return row
        return None


def _sort_key(column: Column) -> str:
    return column.field.sortable


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.numeric else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
