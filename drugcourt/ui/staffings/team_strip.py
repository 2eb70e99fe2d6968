"""Who is at the table, by role: a chip a seat, pressed until it says what is so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from drugcourt.casework.staffings import staffings
from drugcourt.casework.staffings.team import Seat
from drugcourt.domain.staffings import Presence
from drugcourt.domain.tone import Tone
from drugcourt.fields import staffings as fields
from drugcourt.ui.kit.buttons import Button, Chip, Look
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.flow import FlowLayout
from drugcourt.ui.kit.form import Form
from drugcourt.ui.kit.labels import Heading
from drugcourt.ui.kit.signals import weakly
from drugcourt.ui.kit.theme import px
from drugcourt.workspace import Workspace

# Pressing again goes on to the next; the last one takes the answer back.
_NEXT = {
    None: Presence.PRESENT,
    Presence.PRESENT: Presence.REMOTE,
    Presence.REMOTE: Presence.ABSENT,
    Presence.ABSENT: None,
}
_SHORT = {Presence.PRESENT: "present", Presence.REMOTE: "remote", Presence.ABSENT: "absent"}


class SeatChip(Chip):
    """One seat: `Judge · present`. Arrows go to the seats beside it."""

    stepped = Signal(int)

    def __init__(self, seat: Seat) -> None:
        state = _SHORT.get(seat.presence, "") if seat.presence else ""
        words = f"{seat.role.label} · {state}" if state else seat.role.label
        tone = fields.PRESENCE_TONES[seat.presence] if seat.presence else Tone.PLAIN
        super().__init__(words, tone)
        self.setCheckable(True)
        self.setChecked(seat.presence is not None)
        said = seat.presence.label.lower() if seat.presence else "not said"
        self.setAccessibleName(f"{seat.words}: {said}")
        self.setToolTip(f"{seat.words}: {said}. Press to change.")

    def nextCheckState(self) -> None:
        """What was pressed is shown once it is recorded, not before."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        if event.key() in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class TeamStrip(Card):
    """The seats of one meeting. `marked` carries a seat with what it should say next."""

    marked = Signal(object, object)
    edit_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName("Team")
        self.seats: tuple[Seat, ...] = ()
        self.chips: list[SeatChip] = []
        self._open = True
        self.edit = Button("Seats…", self.edit_wanted, Look.QUIET)
        self.edit.setToolTip("Name a seat, or add one (Ctrl+T)")
        self._row = QHBoxLayout()
        self._row.setSpacing(px(10))
        self._row.addWidget(Heading("Team"), 0, Qt.AlignmentFlag.AlignVCenter)
        self._lines = QWidget()
        self._row.addWidget(self._lines, 1, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.edit, 0, Qt.AlignmentFlag.AlignVCenter)
        self.add(self._row)
        self._outer.setContentsMargins(px(16), px(6), px(10), px(6))

    def show_seats(self, seats: Sequence[Seat], *, may_change: bool) -> None:
        """The seats as they are recorded; the keyboard stays on the seat it was on."""
        place = next((n for n, chip in enumerate(self.chips) if chip.hasFocus()), None)
        if (tuple(seats), may_change) == (self.seats, self._open) and self.chips:
            return
        self.seats, self._open = tuple(seats), may_change
        old, self._lines = self._lines, QWidget()
        flow = FlowLayout(self._lines)
        self.chips = []
        for number, seat in enumerate(self.seats):
            chip = SeatChip(seat)
            chip.setEnabled(may_change)
            chip.clicked.connect(weakly(self._pressed, number))
            chip.stepped.connect(self._step)
            chip.does(staffings.mark_presence)
            flow.addWidget(chip)
            self.chips.append(chip)
        self._row.replaceWidget(old, self._lines)
        old.hide()
        old.deleteLater()
        self.edit.setEnabled(may_change)
        if place is not None and place < len(self.chips):
            self.chips[place].setFocus(Qt.FocusReason.TabFocusReason)

    def take_keyboard(self) -> None:
        """Put the keyboard on the first seat of which nothing is said."""
        open_ = [c for c, seat in zip(self.chips, self.seats, strict=True) if not seat.presence]
        if self.chips and self._open:
            (open_ or self.chips)[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _pressed(self, number: int) -> None:
        seat = self.seats[number]
        self.marked.emit(seat, _NEXT[seat.presence])

    def _step(self, by: int) -> None:
        focused = next((n for n, chip in enumerate(self.chips) if chip.hasFocus()), 0)
        place = (focused + by) % len(self.chips)
        self.chips[place].setFocus(Qt.FocusReason.TabFocusReason)


def seat_dialog(
    workspace: Workspace, session_id: int, seats: Sequence[Seat], parent: QWidget
) -> EditDialog:
    """Who sits in a seat; where a role has several, the first unnamed one is meant."""
    form = Form((fields.ROLE, fields.SEAT_CHANGE, fields.SEAT_NAME), workspace.today)
    form.set_values({"change": fields.SeatChange.NAME})

    def act(values: dict[str, Any]) -> None:
        role, name, change = values["role"], values["name"] or "", values["change"]
        mine = sorted((s.name for s in seats if s.role is role), key=bool)
        about: dict[str, Any] = {"session_id": session_id, "role": role}
        if change is fields.SeatChange.REMOVE:
            gone = name if name in mine else next(iter(mine), "")
            workspace.perform(staffings.remove_seat, **about, name=gone)
        elif change is fields.SeatChange.ADD or not mine:
            workspace.perform(staffings.add_seat, **about, name=name)
        else:
            workspace.perform(staffings.name_seat, **about, old=mine[0], new=name)

    return EditDialog(
        "Who sits at the table",
        form,
        act,
        "Save seat",
        parent,
        detail="The seats stay for the next meetings.",
    )
