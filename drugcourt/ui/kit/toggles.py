"""Several answers of a few, each switched on or off by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from drugcourt.ui.kit.buttons import Chip, Choice
from drugcourt.ui.kit.flow import FlowLayout

_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class ToggleChips(QWidget):
    """Chips that are each on or off. Arrows walk, the space bar or Enter switches.

    `changed` fires when a person switches one; `set_values` is silent.
    """

    changed = Signal()

    def __init__(
        self, choices: Sequence[Choice], name: str, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._choices = list(choices)
        self.chips: list[Chip] = []
        self.setAccessibleName(name)
        flow = FlowLayout(self)
        for choice in self._choices:
            chip = Chip(choice.text, choice.tone, self)
            chip.setCheckable(True)
            chip.setAccessibleName(f"{name}: {choice.text}")
            chip.clicked.connect(self._switched)
            flow.addWidget(chip)
            self.chips.append(chip)
        if self.chips:
            self.setFocusProxy(self.chips[0])
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def values(self) -> list[Any]:
        """What is on, in the order of the choices."""
        return [
            choice.value
            for choice, chip in zip(self._choices, self.chips, strict=True)
            if chip.isChecked()
        ]

    def set_values(self, values: Iterable[Any]) -> None:
        """Switch these on and the others off."""
        wanted = set(values)
        for choice, chip in zip(self._choices, self.chips, strict=True):
            chip.setChecked(choice.value in wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        focused = next((i for i, chip in enumerate(self.chips) if chip.hasFocus()), 0)
        self.chips[(focused + step) % len(self.chips)].setFocus(Qt.FocusReason.TabFocusReason)

    def _switched(self) -> None:
        self.changed.emit()
