"""Which keys the team's meeting has, in the order in which F1 lists them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QWidget

from drugcourt.ui.shell import Shell
from drugcourt.ui.staffings.meeting_acts import MeetingActs
from drugcourt.ui.staffings.person_pane import PersonPane

_GROUP = "Staffing"


class Moves(Protocol):
    """What the keys call on the page itself."""

    acts: MeetingActs
    pane: PersonPane

    def record_and_next(self) -> None: ...
    def take_back(self) -> None: ...
    def go_back(self) -> None: ...
    def next_view(self) -> None: ...
    def go_earlier(self) -> None: ...
    def go_later(self) -> None: ...
    def close_meeting(self) -> None: ...
    def leave_text(self) -> None: ...


def add_keys(shell: Shell, owner: QWidget, page: Moves) -> None:
    """Let the keys work while the page, or something in it, has the keyboard."""
    acts, pane = page.acts, page.pane
    listed: tuple[tuple[str, str, Callable[[], object]], ...] = (
        ("F9", "Record this decision and go to the next", page.record_and_next),
        ("F8", "The participant before", page.go_back),
        ("F11", "Agenda or minutes", page.next_view),
        ("Ctrl+Z", "Take back what was decided of this participant", page.take_back),
        ("Ctrl+T", "Name a seat, or add one", acts.edit_seats),
        ("T", "Attendance of the team", acts.team.take_keyboard),
        ("Shift+T", "Everybody is present", acts.all_present),
        ("Ctrl+PgUp", "The meeting before", page.go_earlier),
        ("Ctrl+PgDown", "The meeting after", page.go_later),
        ("Ctrl+L", "Close the meeting", page.close_meeting),
        ("Ctrl+P", "The staffing packet", acts.print_packet),
        ("B", "Write the behavior", pane.write_behavior),
        ("P", "Write the participant's account", pane.write_account),
        ("X", "Contested, or not", pane.toggle_contested),
        ("R", "Weigh a response", pane.ask_option),
        ("G", "Recommend what the guide suggests", pane.take_suggested),
        ("A", "Advance the phase, or stay", pane.toggle_advance),
        ("D", "Who dissents", pane.write_dissent),
        ("O", "Write in the team's words", pane.write_said),
        ("Esc", "Leave the text, back to these keys", page.leave_text),
    )
    for key, words, slot in listed:
        shell.shortcuts.add(key, words, slot, owner, _GROUP)
    for digit, slot in enumerate(pane.goal_slots(), start=1):
        shell.shortcuts.add(str(digit), f"Goal {digit}", slot, owner, _GROUP)
