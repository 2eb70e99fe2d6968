"""What one role may do, as squares to tick: areas down the side, rights across the top."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from drugcourt.domain.accounts import Area, Right
from drugcourt.ui.kit.flow import rule
from drugcourt.ui.kit.labels import Muted, Text
from drugcourt.ui.kit.theme import px

STEPS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


class RightsGrid(QWidget):
    """Arrows walk through the squares, the space bar ticks; Tab leaves the grid."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Rights of this role")
        self.squares: dict[tuple[Area, Right], QCheckBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(18))
        grid.setVerticalSpacing(px(7))
        for column, right in enumerate(Right, 1):
            head = Muted(right.label, wrap=False, small=True)
            grid.addWidget(head, 0, column, Qt.AlignmentFlag.AlignHCenter)
        grid.addWidget(rule(), 1, 0, 1, len(Right) + 2)
        for row, area in enumerate(Area, 2):
            words = Text(area.label)
            words.setMinimumWidth(px(230))
            grid.addWidget(words, row, 0)
            for column, right in enumerate(Right, 1):
                square = QCheckBox()
                square.setAccessibleName(f"{area.label}: {right.label}")
                square.setToolTip(f"{area.label}: {right.label.lower()}")
                square.toggled.connect(self.changed)
                square.installEventFilter(self)
                first = not self.squares
                policy = Qt.FocusPolicy.StrongFocus if first else Qt.FocusPolicy.ClickFocus
                square.setFocusPolicy(policy)
                grid.addWidget(square, row, column, Qt.AlignmentFlag.AlignHCenter)
                self.squares[area, right] = square
        grid.setColumnStretch(len(Right) + 1, 1)
        self._places = list(self.squares)
        self.setFocusProxy(self.squares[self._places[0]])

    def set_rights(self, rights: Mapping[Area, frozenset[Right]]) -> None:
        """Tick what is held, without a word."""
        with QSignalBlocker(self):
            for (area, right), square in self.squares.items():
                square.setChecked(right in rights.get(area, ()))

    def rights(self) -> dict[Area, frozenset[Right]]:
        """What is ticked."""
        return {
            area: frozenset(r for r in Right if self.squares[area, r].isChecked()) for area in Area
        }

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = STEPS.get(Qt.Key(event.key()))
            if step is not None and isinstance(watched, QCheckBox):
                self._walk(watched, *step)
                return True
        return super().eventFilter(watched, event)

    def _walk(self, square: QCheckBox, down: int, across: int) -> None:
        place = next(n for n, key in enumerate(self._places) if self.squares[key] is square)
        row, column = divmod(place, len(Right))
        row, column = (row + down) % len(Area), (column + across) % len(Right)
        wanted = self.squares[self._places[row * len(Right) + column]]
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)
