"""What a grid of coded cells holds: what was there, what was typed, and how to take it back."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from drugcourt.domain.tone import Tone
from drugcourt.ui.kit.typed import clean

Index = QModelIndex | QPersistentModelIndex
Place = tuple[int, int]
Cell = tuple[Hashable, str]
CODE, WRONG, CHANGED, ROW = (Qt.ItemDataRole.UserRole + n for n in range(1, 5))
MOST_UNDONE = 200
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Code:
    """One letter a cell may hold, the words it stands for, and its tone.

    `words` are other ways to write it, as other people's spreadsheets do.
    """

    key: str
    label: str
    tone: Tone = Tone.PLAIN
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One column: its whole name in `help`, and in `takes` one sentence on what it may hold."""

    key: str
    label: str
    help: str = ""
    takes: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of the grid: who it is about, and a remark for the tooltip.

    `mark` is a short word beside the name, in its tone. A row with a `problem` can't be taken as
    it stands, whatever its cells say.
    """

    id: Hashable
    label: str
    detail: str = ""
    mark: str = ""
    tone: Tone = Tone.PLAIN
    problem: str = ""


@dataclass(frozen=True, slots=True)
class _Step:
    """What has to be put back to undo one step: texts, and rows that came or went."""

    texts: dict[Cell, str]
    rows: tuple[GridRow, ...] | None = None


def plain(text: str) -> str:
    """A written word without case, spaces and punctuation; a lone sign stays itself."""
    folded = unicodedata.normalize("NFKC", text).casefold().strip()
    return "".join(sign for sign in folded if sign.isalnum()) or folded


def _place_in(keys: Sequence[str]) -> Callable[[str], tuple[int, str]]:
    """Sorts by the place in the grid; what has no column now comes last."""
    places = {key: place for place, key in enumerate(keys)}
    return lambda key: (places.get(key, len(places)), key)


class GridModel(QAbstractTableModel):
    """Cells hold the text typed; a text that is no code stays and is marked, never dropped.

    A cell belongs to its row and column by their names, so rows may come and go around it.
    """

    edited = Signal()

    def __init__(self, codes: Sequence[Code], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.codes = {code.key.upper(): code for code in codes}
        self._words = {plain(word): c.key for c in codes for word in (*c.words, c.label, c.key)}
        self.rows: tuple[GridRow, ...] = ()
        self.columns: tuple[GridColumn, ...] = ()
        self._saved: dict[Cell, str] = {}
        self._cells: dict[Cell, str] = {}
        self._errors: dict[Cell, str] = {}
        self._undo: list[_Step] = []

    def set_grid(
        self,
        rows: Sequence[GridRow],
        columns: Sequence[GridColumn],
        values: Mapping[Cell, str] | None = None,
    ) -> None:
        """Begin with these rows, columns and codes; nothing is changed yet."""
        self.beginResetModel()
        self.rows, self.columns = tuple(rows), tuple(columns)
        ids, keys = {row.id for row in rows}, {column.key for column in columns}
        given = (values or {}).items()
        self._saved = {
            cell: text for cell, text in given if text and cell[0] in ids and cell[1] in keys
        }
        self._cells = dict(self._saved)
        self._errors, self._undo = {}, []
        self.endResetModel()
        self.edited.emit()

    def show(self, rows: Sequence[GridRow], columns: Sequence[GridColumn]) -> None:
        """Show these rows and columns; what stands in cells that remain, and its undoing, stays."""
        self.beginResetModel()
        self.rows, self.columns = tuple(rows), tuple(columns)
        ids = {row.id for row in rows}
        self._cells = {cell: text for cell, text in self._cells.items() if cell[0] in ids}
        self._errors = {cell: why for cell, why in self._errors.items() if cell[0] in ids}
        self.endResetModel()
        self.edited.emit()

    def cell(self, place: Place) -> Cell:
        """The name of the cell at a place."""
        return self.rows[place[0]].id, self.columns[place[1]].key

    def text(self, place: Place) -> str:
        """What stands in a cell."""
        return self._cells.get(self.cell(place), "")

    def put(self, texts: Mapping[Place, str]) -> None:
        """Write several cells as one step; places outside the grid are passed over."""
        inside = {place: text for place, text in texts.items() if self._inside(place)}
        self.change({self.cell(place): text for place, text in inside.items()})

    def change(self, texts: Mapping[Cell, str], rows: Sequence[GridRow] | None = None) -> None:
        """Write cells, and with `rows` show other rows, as one step that is undone as one."""
        tidy = {cell: self._tidy(text) for cell, text in texts.items()}
        if rows is not None:
            kept = {row.id for row in rows}
            tidy |= {cell: "" for cell in self._cells if cell[0] not in kept}
        before = {cell: self._cells.get(cell, "") for cell in tidy}
        if tidy == before and (rows is None or tuple(rows) == self.rows):
            return
        step = _Step(before, self.rows if rows is not None else None)
        self._undo = [*self._undo[-MOST_UNDONE + 1 :], step]
        self._write(tidy, rows)

    def undo(self) -> bool:
        """Take back the last step; False when there is none."""
        if not self._undo:
            return False
        step = self._undo.pop()
        self._write(step.texts, step.rows)
        return True

    def _tidy(self, text: str) -> str:
        """A code by its letter or by its words, else the text as it was typed."""
        bare = clean(text).strip()[:60]
        return self._words.get(plain(bare), bare) if bare else ""

    def _inside(self, place: Place) -> bool:
        return 0 <= place[0] < len(self.rows) and 0 <= place[1] < len(self.columns)

    def _write(self, texts: Mapping[Cell, str], rows: Sequence[GridRow] | None) -> None:
        if rows is not None:
            self.beginResetModel()
            self.rows = tuple(rows)
        for cell, text in texts.items():
            self._errors.pop(cell, None)
            if text:
                self._cells[cell] = text
            else:
                self._cells.pop(cell, None)
        if rows is not None:
            self.endResetModel()
        else:
            self._announce({cell[0] for cell in texts})
        self.edited.emit()

    def _announce(self, ids: set[Hashable]) -> None:
        """Tell the view, a row at a time, that cells changed."""
        if self.columns:
            for y, row in enumerate(self.rows):
                if row.id in ids:
                    self.dataChanged.emit(self.index(y, 0), self.index(y, len(self.columns) - 1))

    def reason(self, place: Place) -> str:
        """Why a cell can't be taken, or nothing."""
        cell = self.cell(place)
        if cell in self._errors:
            return self._errors[cell]
        text = self._cells.get(cell, "")
        if text and text.upper() not in self.codes:
            if takes := self.columns[place[1]].takes:
                return f"“{text}” can't stand here. {takes}"
            allowed = ", ".join(f"{c.key} {c.label.lower()}" for c in self.codes.values())
            return f"“{text}” is not one of the codes: {allowed}."
        return ""

    def set_errors(self, errors: Mapping[Cell, str]) -> None:
        """Mark cells that could not be saved, each with its reason; {} clears."""
        touched = {cell[0] for cell in (*self._errors, *errors)}
        self._errors = dict(errors)
        self._announce(touched)

    def problems(self) -> dict[Cell, str]:
        """All cells that can't be taken, with the reason; a row's own stands at its first cell."""
        found: dict[Cell, str] = {}
        for y, row in enumerate(self.rows):
            for x, column in enumerate(self.columns):
                reason = (row.problem if x == 0 else "") or self.reason((y, x))
                if reason:
                    found[(row.id, column.key)] = reason
        return found

    def changes(self) -> dict[Hashable, dict[str, str]]:
        """What differs from what was there, by row: the new code of each cell, "" if emptied."""
        order = {row.id: y for y, row in enumerate(self.rows)}
        keys = [column.key for column in self.columns]
        found: dict[Hashable, dict[str, str]] = {row.id: {} for row in self.rows}
        for row_id, key in self._cells.keys() | self._saved.keys():
            text = self._cells.get((row_id, key), "")
            if row_id in order and text != self._saved.get((row_id, key), ""):
                found[row_id][key] = text
        return {
            row_id: {key: cells[key] for key in sorted(cells, key=_place_in(keys))}
            for row_id, cells in found.items()
            if cells
        }

    def mark_saved(self) -> None:
        """What stands there now counts as saved."""
        self._saved, self._undo = dict(self._cells), []
        self._errors = {}
        self._announce({row.id for row in self.rows})
        self.edited.emit()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            column = self.columns[section]
            if role == Qt.ItemDataRole.DisplayRole:
                return column.label
            if role == Qt.ItemDataRole.ToolTipRole:
                return column.help or column.label
        if orientation is Qt.Orientation.Vertical and 0 <= section < len(self.rows):
            row = self.rows[section]
            if role == ROW:
                return row
            if role == Qt.ItemDataRole.DisplayRole:
                return f"{row.label}, {row.mark}" if row.mark else row.label
            if role == Qt.ItemDataRole.ToolTipRole:
                return row.problem or row.detail or row.label
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        place = (index.row(), index.column())
        text = self.text(place)
        code = self.codes.get(text.upper())
        answers = {
            Qt.ItemDataRole.DisplayRole: text,
            Qt.ItemDataRole.TextAlignmentRole: Qt.AlignmentFlag.AlignCenter,
            CODE: code,
            WRONG: self.reason(place),
            CHANGED: text != (was := self._saved.get(self.cell(place), "")) and bool(was),
        }
        if role in answers:
            return answers[role]
        words = self.reason(place) or (code.label if code else "")
        if role == Qt.ItemDataRole.ToolTipRole:
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            row, column = self.rows[place[0]], self.columns[place[1]]
            who = f"{row.label}, {row.mark}" if row.mark else row.label
            return f"{who}, {column.label}: {words or row.problem or text or 'empty'}"
        return None
