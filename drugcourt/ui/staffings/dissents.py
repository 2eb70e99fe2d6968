"""Who at the table saw it otherwise: a chip a role, and why in a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from drugcourt.casework.staffings.sentences import Objection
from drugcourt.domain.staffings import TeamRole
from drugcourt.domain.tone import Tone
from drugcourt.fields import staffings as fields
from drugcourt.ui.kit.buttons import Chip
from drugcourt.ui.kit.editors import TextEditor
from drugcourt.ui.kit.flow import FlowLayout


class Dissents(QWidget):
    """Several may dissent; they share the line in which the reason is typed."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Dissent")
        self._reasons: dict[TeamRole, str] = {}
        lines = QWidget()
        flow = FlowLayout(lines)
        self.chips: dict[TeamRole, Chip] = {}
        for role in TeamRole:
            chip = Chip(role.label, Tone.WATCH)
            chip.setCheckable(True)
            chip.setAccessibleName(f"Dissents: {role.label}")
            chip.clicked.connect(self._pressed)
            flow.addWidget(chip)
            self.chips[role] = chip
        self.why = TextEditor(fields.DISSENT)
        self.why.changed.connect(self.changed)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(lines)
        box.addWidget(self.why)
        self.why.hide()

    def roles(self) -> list[TeamRole]:
        """Who dissents."""
        return [role for role, chip in self.chips.items() if chip.isChecked()]

    def objections(self) -> tuple[Objection, ...]:
        """Who, and why; a reason kept for one alone stays theirs while it is not typed over."""
        said = self.why.value() or ""
        return tuple(Objection(role, said or self._reasons.get(role, "")) for role in self.roles())

    def show_objections(self, objections: Sequence[Objection]) -> None:
        """Begin with these, silently."""
        reasons = {objection.role: objection.text for objection in objections}
        for role, chip in self.chips.items():
            chip.setChecked(role in reasons)
        alike = len(set(reasons.values())) == 1
        self._reasons = {} if alike else reasons
        with QSignalBlocker(self.why):
            self.why.set_value(next(iter(reasons.values())) if alike else "")
        self.why.setVisible(bool(reasons))

    def take_keyboard(self) -> None:
        """Put the keyboard on the roles."""
        next(iter(self.chips.values())).setFocus(Qt.FocusReason.TabFocusReason)

    def _pressed(self) -> None:
        self.why.setVisible(bool(self.roles()))
        self.changed.emit()

    def kept(self) -> list[dict[str, Any]]:
        """Plain data for a draft."""
        return [{"role": o.role.value, "text": o.text} for o in self.objections()]
