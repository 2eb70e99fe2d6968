"""What a grid of coded cells holds: what was there, what was typed, and how to take it back."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
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
CODE, WRONG, CHANGED = (Qt.ItemDataRole.UserRole + n for n in range(1, 4))
MOST_UNDONE = 200
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Code:
    """One letter a cell may hold, the words it stands for, and its tone."""

    key: str
    label: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One column of the grid."""

    key: str
    label: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of the grid: who it is about, and a remark for the tooltip."""

    id: Hashable
    label: str
    detail: str = ""


class GridModel(QAbstractTableModel):
    """Cells hold the text typed; a text that is no code stays and is marked, never dropped."""

    edited = Signal()

    def __init__(self, codes: Sequence[Code], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.codes = {code.key.upper(): code for code in codes}
        self.rows: tuple[GridRow, ...] = ()
        self.columns: tuple[GridColumn, ...] = ()
        self._saved: dict[Place, str] = {}
        self._cells: dict[Place, str] = {}
        self._errors: dict[Place, str] = {}
        self._undo: list[dict[Place, str]] = []

    def set_grid(
        self,
        rows: Sequence[GridRow],
        columns: Sequence[GridColumn],
        values: Mapping[Cell, str] | None = None,
    ) -> None:
        """Begin with these rows, columns and codes; nothing is changed yet."""
        self.beginResetModel()
        self.rows, self.columns = tuple(rows), tuple(columns)
        places = {
            (row.id, column.key): (y, x)
            for y, row in enumerate(self.rows)
            for x, column in enumerate(self.columns)
        }
        given = (values or {}).items()
        self._saved = {places[cell]: key for cell, key in given if cell in places and key}
        self._cells = dict(self._saved)
        self._errors, self._undo = {}, []
        self.endResetModel()
        self.edited.emit()

    def text(self, place: Place) -> str:
        """What stands in a cell."""
        return self._cells.get(place, "")

    def put(self, texts: Mapping[Place, str]) -> None:
        """Write several cells as one step that can be undone as one."""
        tidy = {place: self._tidy(text) for place, text in texts.items() if self._inside(place)}
        before = {place: self.text(place) for place in tidy}
        if tidy == before:
            return
        self._undo = [*self._undo[-MOST_UNDONE + 1 :], before]
        self._write(tidy)

    def undo(self) -> bool:
        """Take back the last step; False when there is none."""
        if not self._undo:
            return False
        self._write(self._undo.pop())
        return True

    def _tidy(self, text: str) -> str:
        """A code by its letter or by its words, else the text as it was typed."""
        bare = clean(text).strip()[:60]
        if bare.upper() in self.codes:
            return self.codes[bare.upper()].key
        by_words = {code.label.casefold(): code.key for code in self.codes.values()}
        return by_words.get(bare.casefold(), bare)

    def _inside(self, place: Place) -> bool:
        return 0 <= place[0] < len(self.rows) and 0 <= place[1] < len(self.columns)

    def _write(self, texts: Mapping[Place, str]) -> None:
        for place, text in texts.items():
            self._errors.pop(place, None)
            if text:
                self._cells[place] = text
            else:
                self._cells.pop(place, None)
            spot = self.index(*place)
            self.dataChanged.emit(spot, spot)
        self.edited.emit()

    def reason(self, place: Place) -> str:
        """Why a cell can't be taken, or nothing."""
        if place in self._errors:
            return self._errors[place]
        text = self.text(place)
        if text and text.upper() not in self.codes:
            allowed = ", ".join(f"{c.key} {c.label.lower()}" for c in self.codes.values())
            return f"“{text}” is not one of the codes: {allowed}."
        return ""

    def set_errors(self, errors: Mapping[Cell, str]) -> None:
        """Mark cells that could not be saved, each with its reason; {} clears."""
        self._errors = {
            (y, x): errors[(row.id, column.key)]
            for y, row in enumerate(self.rows)
            for x, column in enumerate(self.columns)
            if (row.id, column.key) in errors
        }
        self._announce_all()

    def problems(self) -> dict[Cell, str]:
        """All cells that can't be taken, with the reason."""
        found = {}
        for y, x in sorted(self._cells.keys() | self._errors.keys()):
            if reason := self.reason((y, x)):
                found[(self.rows[y].id, self.columns[x].key)] = reason
        return found

    def changes(self) -> dict[Hashable, dict[str, str]]:
        """What differs from what was there, by row: the new code of each cell, "" if emptied."""
        found: dict[Hashable, dict[str, str]] = {}
        for y, x in sorted(self._cells.keys() | self._saved.keys()):
            text = self.text((y, x))
            if text != self._saved.get((y, x), ""):
                found.setdefault(self.rows[y].id, {})[self.columns[x].key] = text
        return found

    def mark_saved(self) -> None:
        """What stands there now counts as saved."""
        self._saved, self._undo = dict(self._cells), []
        self._errors = {}
        self._announce_all()
        self.edited.emit()

    def _announce_all(self) -> None:
        if self.rows and self.columns:
            last = self.index(len(self.rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

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
            if role == Qt.ItemDataRole.DisplayRole:
                return row.label
            if role == Qt.ItemDataRole.ToolTipRole:
                return row.detail or row.label
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
            CHANGED: text != self._saved.get(place, ""),
        }
        if role in answers:
            return answers[role]
        words = self.reason(place) or (code.label if code else "")
        if role == Qt.ItemDataRole.ToolTipRole:
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            row, column = self.rows[place[0]], self.columns[place[1]]
            return f"{row.label}, {column.label}: {words or text or 'empty'}"
        return None
