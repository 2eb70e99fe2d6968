"""The one table view: keeps the selected row, opens rows, remembers its columns."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QByteArray, QModelIndex, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QWidget

from drugcourt.ui.kit.delegates import CellDelegate
from drugcourt.ui.kit.headers import TableHeader
from drugcourt.ui.kit.rows import Count, Fetch
from drugcourt.ui.kit.table import Column, TableModel
from drugcourt.ui.kit.theme import colors, px

Layouts = MutableMapping[str, str]


class DataTable(QTableView):
    """A table of rows. `opened` carries the row on Enter or double click, `picked` the row that
    became current. `name` and `layouts` (a plain dict that the owner keeps) remember widths and
    order of columns. With `fit` the table is as tall as its rows and never scrolls by itself.
    Details take up to `detail_lines` lines.
    """

    opened = Signal(object)
    picked = Signal(object)
    record_of: Callable[[Any], tuple[str, int, str] | None] | None = None  # what a row shows

    def __init__(
        self,
        columns: Sequence[Column],
        name: str,
        *,
        row_id: str = "id",
        as_of: date | None = None,
        layouts: Layouts | None = None,
        fit: bool = False,
        empty: str = "Nothing here yet.",
        detail_lines: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._layouts, self._fit, self._empty = name, layouts, fit, empty
        self.detail_lines = detail_lines
        self._kept: Any = None
        self._kept_place = 0
        self._kept_scroll = 0
        self._restoring = False
        self.rows = TableModel(columns, row_id, as_of, self)
        self.setAccessibleName(name)
        self.setHorizontalHeader(TableHeader(self))
        self.setModel(self.rows)
        self.setItemDelegate(CellDelegate(self))
        self._behave()
        self._shape_header()
        self.rows.modelAboutToBeReset.connect(self._remember)
        self.rows.reloaded.connect(self._recall)
        self.doubleClicked.connect(self._open_index)
        self.selectionModel().currentRowChanged.connect(self._current_changed)

    # Rows -------------------------------------------------------------------------------------

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show a short list at hand."""
        self.rows.set_rows(rows)
        self._size_columns()

    def set_source(self, fetch: Fetch, count: Count) -> None:
        """Show rows asked for in windows."""
        self.rows.set_source(fetch, count)
        self._size_columns()

    def set_empty(self, words: str) -> None:
        """What stands where no row is, from the next rows on."""
        self._empty = words

    def reload(self) -> None:
        """Ask the source again; the selected row stays selected, the place stays in sight."""
        self.rows.reload()

    def selected_row(self) -> Any:
        """The current row object, or None."""
        index = self.currentIndex()
        return self.rows.row_at(index.row()) if index.isValid() else None

    def selected_id(self) -> Any:
        """The identity of the current row, or None."""
        return self.rows.id_of(self.selected_row())

    def chosen_record(self) -> tuple[str, int, str] | None:
        """Which record the current row shows: its kind, its number, and words that say which."""
        row = self.selected_row()
        return self.record_of(row) if row is not None and self.record_of is not None else None

    def select_id(self, identity: Any) -> bool:
        """Make the row with this identity current, if it is among the rows near at hand."""
        place = self.rows.find_row(identity, max(0, self.currentIndex().row()))
        if place >= 0:
            self.select_place(place)
        return place >= 0

    def select_place(self, place: int) -> None:
        """Make the n-th row current, from 0."""
        if 0 <= place < self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(place, self._first_column()))

    # Look and header --------------------------------------------------------------------------

    def _behave(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        if self._fit:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _shape_header(self) -> None:
        side = self.verticalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        detailed = any(column.detail for column in self.rows.columns)
        lines = 1 + (self.detail_lines if detailed else 0)
        text = QFontMetrics(self.font()).height()
        side.setDefaultSectionSize(text * lines + px(17))
        head = self.horizontalHeader()
        head.setSectionsMovable(True)
        head.setResizeContentsPrecision(50)
        head.setMinimumSectionSize(px(28))
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSortIndicatorClearable(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self._size_columns()
        self._restore_header()
        head.sectionResized.connect(self._save_header)
        head.sectionMoved.connect(self._save_header)
        head.sortIndicatorChanged.connect(self._sorted)

    def _size_columns(self) -> None:
        """Widths from the field, widened to the words of the rows at hand; a kept layout rules."""
        if self._layouts is not None and self._name in self._layouts:
            self._stretch()
            return
        self._restoring = True
        letter = QFontMetrics(self.font()).averageCharWidth()
        head = self.horizontalHeader()
        for place, column in enumerate(self.rows.columns):
            wanted = min(self.sizeHintForColumn(place), letter * 60)
            least = 0 if self.rows.rowCount() else column.field.width * letter
            named = head.sectionSizeHint(place) if column.field.label else 0
            head.resizeSection(place, max(wanted, least, named))
        self._restoring = False
        self._stretch()

    def _stretch(self) -> None:
        """Give the room left over to the stretching columns, but never less than they need.

        Qt's own stretching squeezes a column to nothing in a narrow window; here the table then
        scrolls sideways.
        """
        places = [at for at, column in enumerate(self.rows.columns) if column.stretch]
        if not places:
            return
        head, keep = self.horizontalHeader(), self._restoring
        taken = sum(head.sectionSize(at) for at in range(head.count()) if at not in places)
        share = (self.viewport().width() - taken) // len(places)
        self._restoring = True
        for at in places:
            wish = min(self.sizeHintForColumn(at), px(160))
            head.resizeSection(at, max(share, wish, head.sectionSizeHint(at)))
        self._restoring = keep

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stretch()

    def _sorted(self, section: int) -> None:
        """A click on a column that can't be sorted leaves the arrow where the order is."""
        if section >= 0 and not self.rows.columns[section].field.sortable:
            order, head = self.rows.order, self.horizontalHeader()
            keys = [column.field.sortable for column in self.rows.columns]
            at = keys.index(order.key) if order.key else -1
            way = Qt.SortOrder.DescendingOrder if order.descending else Qt.SortOrder.AscendingOrder
            with QSignalBlocker(head):
                head.setSortIndicator(at, way)
            head.viewport().update()
        self._save_header()

    def _save_header(self) -> None:
        if not self._restoring:
            self._stretch()
        if self._layouts is not None and not self._restoring and self.isVisible():
            state = self.horizontalHeader().saveState().toHex().data().decode("ascii")
            self._layouts[self._name] = f"{len(self.rows.columns)}:{state}"

    def _restore_header(self) -> None:
        kept = (self._layouts or {}).get(self._name, "")
        count, _, state = kept.partition(":")
        if count == str(len(self.rows.columns)):
            self._restoring = True
            self.horizontalHeader().restoreState(QByteArray.fromHex(state.encode("ascii")))
            self._restoring = False

    # Keeping the place ------------------------------------------------------------------------

    def _remember(self) -> None:
        self._kept = self.selected_id()
        self._kept_place = max(0, self.currentIndex().row())
        self._kept_scroll = self.verticalScrollBar().value()

    def _recall(self) -> None:
        if self._kept is not None:
            place = self.rows.find_row(self._kept, self._kept_place)
            if place >= 0:
                self._restoring = True
                self.select_place(place)
                self._restoring = False
        self.verticalScrollBar().setValue(self._kept_scroll)
        if self._fit:
            self.updateGeometry()

    def _current_changed(self, current: QModelIndex) -> None:
        if not self._restoring and current.isValid():
            row = self.rows.row_at(current.row())
            if row is not None:
                self.picked.emit(row)

    def _first_column(self) -> int:
        return max(0, self.horizontalHeader().logicalIndex(0))

    # Keys -------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open_index(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_row()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt makes a row current without showing it: whoever comes by keyboard sees where."""
        super().focusInEvent(event)
        if self.currentIndex().isValid() and not self.selectionModel().hasSelection():
            self.selectRow(self.currentIndex().row())

    def keyboardSearch(self, search: str) -> None:
        """Typing in a table does not walk through rows that are not here; search boxes do."""

    def copy_row(self) -> None:
        """The current row as tab-separated text on the clipboard."""
        row = self.selected_row()
        if row is not None:
            cells = [column.spoken(row, None) for column in self.rows.columns]
            QGuiApplication.clipboard().setText("\t".join(cells))

    def _open_index(self, index: QModelIndex) -> None:
        row = self.rows.row_at(index.row())
        if row is not None:
            self.opened.emit(row)

    # Size and emptiness -----------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        if not self._fit:
            return super().sizeHint()
        rows = max(1, self.rows.rowCount())
        head = (
            0 if self.horizontalHeader().isHidden() else self.horizontalHeader().sizeHint().height()
        )
        side = self.verticalHeader()
        return QSize(super().sizeHint().width(), head + rows * side.defaultSectionSize() + px(2))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), self.sizeHint().height() if self._fit else px(120))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.rows.rowCount() == 0 and self._empty:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(colors().muted))
            room = self.viewport().rect().adjusted(px(8), px(8), -px(8), -px(8))
            top = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
            painter.drawText(room, int(top | Qt.TextFlag.TextWordWrap), self._empty)
