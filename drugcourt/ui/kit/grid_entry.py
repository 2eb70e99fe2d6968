"""How many short coded cells are typed fast: a grid driven by single keys."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from drugcourt.ui.kit.grid_heads import ColumnHead, RowHead
from drugcourt.ui.kit.grid_model import (
    CHANGED,
    CODE,
    WRONG,
    Cell,
    Code,
    GridColumn,
    GridModel,
    GridRow,
)
from drugcourt.ui.kit.theme import colors, px, tone_colors

Index = QModelIndex | QPersistentModelIndex
_CONTROL = Qt.KeyboardModifier.ControlModifier


class _CellPainter(QStyledItemDelegate):
    """A code in its tone; a cell that held another has a dot, a wrong one a red edge."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, code, wrong = colors(), index.data(CODE), index.data(WRONG)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(option.rect).adjusted(2, 2, -3, -3)
        if code is not None or wrong:
            tone = tone_colors(code.tone) if code is not None else None
            painter.setBrush(tone.bg if tone else QColor(look.alarm_bg))
            painter.setPen(QPen(QColor(look.alarm_fg), 1.5) if wrong else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(body, px(4), px(4))
            painter.setPen(tone.fg if tone else QColor(look.alarm_fg))
            font = option.font
            font.setBold(True)
            painter.setFont(font)
            text = QFontMetrics(font).elidedText(
                index.data(Qt.ItemDataRole.DisplayRole),
                Qt.TextElideMode.ElideRight,
                int(body.width()) - px(4),
            )
            painter.drawText(body, Qt.AlignmentFlag.AlignCenter, text)
        else:
            painter.setBrush(QColor(look.hover))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(body, px(4), px(4))
        if index.data(CHANGED):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.accent_fg))
            painter.drawEllipse(QRectF(body.right() - px(5), body.top() + 1, px(4), px(4)))
        if option.state & QStyle.StateFlag.State_Selected:
            focused = option.widget is not None and option.widget.hasFocus()
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(look.focus if focused else look.line_strong), 2))
            painter.drawRoundedRect(body, px(4), px(4))
        painter.restore()


class GridEntry(QTableView):
    """Rows and columns of codes. A code's letter sets the cell and moves on to the right; with
    Shift it fills the whole row. Space puts the `fill` code into every empty cell of the row and
    moves down, Shift+Space does so in all rows. A digit goes to that column (0 is the tenth).
    Delete empties, Ctrl+Delete takes the row out. Ctrl+Z takes back, Ctrl+V pastes from a
    spreadsheet, Ctrl+C copies. Enter moves down, Tab moves on and leaves at the last cell.
    """

    changed = Signal()

    def __init__(
        self, codes: Sequence[Code], name: str, fill: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.cells = GridModel(codes, self)
        self._fill = fill
        self._digits = not any(code.key.isdecimal() for code in codes)
        self._was_at: Cell | None = None
        self._was_row = 0
        self.setAccessibleName(name)
        allowed = ", ".join(f"{code.key} {code.label}" for code in codes)
        self.setAccessibleDescription(f"Type a code: {allowed}.")
        self.setModel(self.cells)
        self.setItemDelegate(_CellPainter(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalHeader(RowHead(self))
        self.setHorizontalHeader(ColumnHead(self, digits=self._digits))
        self.cells.modelAboutToBeReset.connect(self._remember_place)
        self.cells.modelReset.connect(self._go_back_to_place)
        self.cells.edited.connect(self.changed)

    def set_grid(
        self,
        rows: Sequence[GridRow],
        columns: Sequence[GridColumn],
        values: Mapping[Cell, str] | None = None,
    ) -> None:
        """Begin with these rows, columns and codes, on the first cell."""
        self.cells.set_grid(rows, columns, values)
        if rows and columns:
            self.setCurrentIndex(self.cells.index(0, 0))

    def show_rows(self, rows: Sequence[GridRow], columns: Sequence[GridColumn]) -> None:
        """Show these rows and columns; what was typed stays, and so does the current cell."""
        self.cells.show(rows, columns)

    def current_cell(self) -> Cell | None:
        """The name of the cell that the keyboard is on."""
        at = self.currentIndex()
        inside = at.isValid() and at.row() < len(self.cells.rows)
        return self.cells.cell((at.row(), at.column())) if inside else None

    def go_to_row(self, row_id: Hashable) -> bool:
        """Put the keyboard on the first cell of a row; False when it is not in the grid."""
        for y, row in enumerate(self.cells.rows):
            if row.id == row_id and self.cells.columns:
                self.setCurrentIndex(self.cells.index(y, 0))
                return True
        return False

    def take_row_out(self) -> None:
        """Take the current row out of the grid, with what was typed in it."""
        if (cell := self.current_cell()) is not None:
            self.cells.change({}, [row for row in self.cells.rows if row.id != cell[0]])

    def _remember_place(self) -> None:
        self._was_at = self.current_cell()
        self._was_row = self.currentIndex().row()

    def _go_back_to_place(self) -> None:
        """After rows came or went: the same cell, else the one that stands where it stood."""
        head = self.horizontalHeader()
        for place in range(len(self.cells.columns)):
            head.resizeSection(place, max(px(50), head.sectionSizeHint(place)))
        if not (self.cells.rows and self.cells.columns):
            return
        ids = [row.id for row in self.cells.rows]
        keys = [column.key for column in self.cells.columns]
        row_id, key = self._was_at or (None, "")
        y = ids.index(row_id) if row_id in ids else min(max(0, self._was_row), len(ids) - 1)
        self.setCurrentIndex(self.cells.index(y, keys.index(key) if key in keys else 0))

    def changes(self) -> dict[Hashable, dict[str, str]]:
        """The changed cells by row id and column key; "" for a cell that was emptied."""
        return self.cells.changes()

    def problems(self) -> dict[Cell, str]:
        """The cells that can't be taken, with the reason."""
        return self.cells.problems()

    def set_errors(self, errors: Mapping[Cell, str]) -> None:
        """Mark cells that could not be saved and go to the first."""
        self.cells.set_errors(errors)
        for y, row in enumerate(self.cells.rows):
            for x, column in enumerate(self.cells.columns):
                if (row.id, column.key) in errors:
                    self.setCurrentIndex(self.cells.index(y, x))
                    return

    def mark_saved(self) -> None:
        """What stands there now counts as saved."""
        self.cells.mark_saved()

    def undo(self) -> None:
        """Take back the last step."""
        self.cells.undo()

    def paste(self, text: str) -> None:
        """Take what stands on the clipboard."""
        self.paste_here(text)

    def paste_here(self, text: str) -> int:
        """Write tab-separated lines from the current cell on, as one step.

        Gives how many cells had no place in the grid.
        """
        at = self.currentIndex()
        lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
        texts = {
            (at.row() + y, at.column() + x): cell
            for y, line in enumerate(lines)
            for x, cell in enumerate(line.split("\t"))
        }
        if at.isValid():
            self.cells.put(texts)
        wide, tall = len(self.cells.columns), len(self.cells.rows)
        filled = [place for place, cell in texts.items() if cell.strip()]
        return sum(not (y < tall and x < wide) for y, x in filled)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.horizontalHeader().viewport().update()
        self.verticalHeader().viewport().update()

    def copy(self) -> None:
        """The selected cells as tab-separated lines on the clipboard."""
        spots = sorted((i.row(), i.column()) for i in self.selectedIndexes())
        lines: dict[int, list[str]] = {}
        for y, x in spots:
            lines.setdefault(y, []).append(self.cells.text((y, x)))
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines.values()))

    def fill_row(self, key: str, *, only_empty: bool = False) -> None:
        """Put one code into the cells of the current row."""
        y = self.currentIndex().row()
        places = [(y, x) for x in range(len(self.cells.columns))]
        self.cells.put({p: key for p in places if not (only_empty and self.cells.text(p))})

    def fill_rest(self, key: str) -> None:
        """Put one code into every empty cell of the grid, as one step."""
        places = [
            (y, x) for y in range(len(self.cells.rows)) for x in range(len(self.cells.columns))
        ]
        self.cells.put({place: key for place in places if not self.cells.text(place)})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.currentIndex()
        if not at.isValid():
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() == Qt.Key.Key_Delete and event.modifiers() & _CONTROL:
            self.take_row_out()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cells.put({(i.row(), i.column()): "" for i in self.selectedIndexes()})
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(at.row() + 1, at.column())
        elif event.key() == Qt.Key.Key_Space and self._fill:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.fill_rest(self._fill)
            else:
                self.fill_row(self._fill, only_empty=True)
                self._go(at.row() + 1, at.column())
        elif not self._typed(event):
            super().keyPressEvent(event)

    def _typed(self, event: QKeyEvent) -> bool:
        """A code's letter sets the cell, or with Shift the row; any other letter is refused."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shifted = modifiers == Qt.KeyboardModifier.ShiftModifier
        text = event.text().upper()
        if not text.isprintable() or not text.strip() or (modifiers and not shifted):
            return False
        at = self.currentIndex()
        if text.isdecimal() and self._digits:
            self._go(at.row(), (int(text) - 1) % 10)
            return True
        if text not in self.cells.codes:
            return True
        if shifted and text.isalpha():
            self.fill_row(text)
            self._go(at.row() + 1, at.column())
        else:
            self.cells.put({(at.row(), at.column()): text})
            self._next(1)
        return True

    def focusNextPrevChild(self, forward: bool) -> bool:
        at = self.currentIndex()
        place = at.row() * len(self.cells.columns) + at.column() + (1 if forward else -1)
        if at.isValid() and 0 <= place < len(self.cells.rows) * len(self.cells.columns):
            self._next(1 if forward else -1)
            return True
        return super().focusNextPrevChild(forward)

    def _next(self, step: int) -> None:
        wide = len(self.cells.columns)
        at = self.currentIndex()
        place = at.row() * wide + at.column() + step
        if 0 <= place < wide * len(self.cells.rows):
            self._go(*divmod(place, wide))

    def _go(self, row: int, column: int) -> None:
        if 0 <= row < len(self.cells.rows) and column < len(self.cells.columns):
            self.setCurrentIndex(self.cells.index(row, column))

    def keyboardSearch(self, search: str) -> None:
        """Letters are codes here, not a search."""

    def sizeHint(self) -> QSize:
        return QSize(px(640), px(360))
