"""A list under headings of which one line is marked, moved through by keys from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from drugcourt.ui.kit.theme import px

VALUE = Qt.ItemDataRole.UserRole + 1


class Line(NamedTuple):
    """One line: its value (None makes it a heading), its words, and what it is called aloud."""

    value: Any
    words: str
    spoken: str = ""


class MarkedList(QListWidget):
    """Headings can't be marked. `marked` fires with the value when another line is marked."""

    marked = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSpacing(px(1))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.currentItemChanged.connect(self._changed)

    def set_lines(self, lines: Iterable[Line]) -> None:
        """Show other lines; the first that can be marked is."""
        blocker = QSignalBlocker(self)
        self.clear()
        for line in lines:
            item = QListWidgetItem(line.words, self)
            if line.value is None:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                font = QFont(self.font())
                font.setBold(True)
                item.setFont(font)
            else:
                item.setData(VALUE, line.value)
                item.setToolTip(line.spoken or line.words)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, line.spoken or line.words)
        blocker.unblock()
        self.step(1, from_start=True)

    def value(self) -> Any:
        """What is marked, or None."""
        item = self.currentItem()
        return item.data(VALUE) if item is not None else None

    def chosen(self) -> Any:
        """What is marked, where somebody went to it: not what stands marked from the start."""
        places = self._places()
        return self.value() if places and self.currentRow() != places[0] else None

    def mark(self, value: Any) -> bool:
        """Mark the first line with this value; False where there is none."""
        for place in self._places():
            if self.item(place).data(VALUE) == value:
                self.setCurrentRow(place)
                return True
        return False

    def step(self, by: int, *, from_start: bool = False) -> None:
        """Mark the next line, or the one before; round at the ends."""
        places = self._places()
        if not places:
            return
        row = self.currentRow()
        at = places.index(row) if row in places and not from_start else (-1 if by > 0 else 0)
        self.setCurrentRow(places[(at + by) % len(places)])
        if self.currentRow() == places[0]:
            self.scrollToTop()

    def _places(self) -> list[int]:
        return [n for n in range(self.count()) if self.item(n).data(VALUE) is not None]

    def _changed(self) -> None:
        self.marked.emit(self.value())
