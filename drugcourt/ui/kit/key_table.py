"""A table that is worked through by letters: each acts on the chosen line, and goes on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from drugcourt.ui.kit.table_view import DataTable


class KeyTable(DataTable):
    """A table whose letters and digits are acts: `pressed` carries the letter in lower case."""

    pressed = Signal(str)

    def step(self) -> None:
        """On to the next line; on the last one it stays."""
        self.select_place(self.currentIndex().row() + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        letter = event.text().lower()
        if plain and len(letter) == 1 and letter.isalnum():
            self.pressed.emit(letter)
        else:
            super().keyPressEvent(event)
