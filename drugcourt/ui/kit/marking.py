"""How many lines are marked by keyboard: a letter marks a line, digits write a number on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable

CLEARS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Space)
_PLAIN = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.KeypadModifier,
)


class MarkTable(DataTable):
    """A letter marks the chosen line, Space or Delete clears it; `marked` carries the mark."""

    marked = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column],
        name: str,
        keys: Mapping[Qt.Key, Any],
        *,
        empty: str,
        row_id: str = "id",
    ) -> None:
        super().__init__(columns, name, empty=empty, row_id=row_id)
        self._keys = dict(keys)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() in _PLAIN and (key in self._keys or key in CLEARS):
            self.marked.emit(self._keys.get(key))
            return
        super().keyPressEvent(event)


class NumberTable(DataTable):
    """Digits and a point write on the chosen line, Backspace takes the last one back.

    `typed` carries the letter, or an empty text for Backspace, or None for Delete; Enter goes on
    to the next line (`went_on`).
    """

    typed = Signal(object)
    went_on = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), event.modifiers() in _PLAIN
        if plain and event.text() and event.text() in "0123456789.":
            self.typed.emit(event.text())
        elif plain and key == Qt.Key.Key_Backspace:
            self.typed.emit("")
        elif plain and key in (Qt.Key.Key_Delete, Qt.Key.Key_Space):
            self.typed.emit(None)
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.went_on.emit()
        else:
            super().keyPressEvent(event)
