"""Which keys the docket has, in the order in which F1 lists them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QWidget

from drugcourt.ui.docket.hearing_pane import HearingPane
from drugcourt.ui.docket.session_acts import SessionActs
from drugcourt.ui.shell import Shell

_GROUP = "Docket"


class Moves(Protocol):
    """What the keys call on the page itself."""

    acts: SessionActs
    pane: HearingPane

    def record_and_next(self) -> None: ...
    def go_back(self) -> None: ...
    def next_view(self) -> None: ...
    def move_up(self) -> None: ...
    def move_down(self) -> None: ...
    def go_earlier(self) -> None: ...
    def go_later(self) -> None: ...
    def leave_text(self) -> None: ...


def add_keys(shell: Shell, owner: QWidget, page: Moves) -> None:
    """Let the keys work while the page, or something in it, has the keyboard."""
    acts, pane = page.acts, page.pane
    listed: tuple[tuple[str, str, Callable[[], object]], ...] = (
        ("F9", "Record this hearing and go to the next", page.record_and_next),
        ("F8", "The participant before", page.go_back),
        ("F11", "Staffing, court or public view", page.next_view),
        ("Ctrl+Z", "Take back what was done last on this docket", acts.take_back),
        ("Ctrl+Up", "Hear this participant earlier", page.move_up),
        ("Ctrl+Down", "Hear this participant later", page.move_down),
        ("Ctrl+B", "Build the docket: who is due and not on it", acts.build),
        ("Ctrl+N", "Put a participant on the docket", acts.ask_add),
        ("Ctrl+Del", "Take this participant off the docket", acts.ask_off),
        ("Ctrl+PgUp", "The session before", page.go_earlier),
        ("Ctrl+PgDown", "The session after", page.go_later),
        ("Ctrl+G", "Another court day", acts.ask_day),
        ("Ctrl+J", "After court: what is to be done, and its papers", acts.after_court),
        ("Ctrl+L", "Close the session", acts.close),
        ("R", "Add a response", pane.ask_response),
        ("D", "Another next date", pane.type_date),
        ("A", "Advance to the next phase or graduate, or stay", pane.toggle_advance),
        ("O", "Write orders", pane.write_orders),
        ("N", "Write a note", pane.write_note),
        ("Y", "Take what the team recommends", pane.take_recommended),
        ("W", "The next step of a warrant, for who failed to appear", pane.step_warrant),
        ("Esc", "Leave the text, back to these keys", page.leave_text),
        ("T", "Start or pause the timer", pane.outcome.timer.toggle),
    )
    for key, words, slot in listed:
        shell.shortcuts.add(key, words, slot, owner, _GROUP)
    for digit, slot in enumerate(pane.attendance_slots(), start=1):
        shell.shortcuts.add(str(digit), f"Attendance {digit}", slot, owner, _GROUP)
    for place, slot in enumerate(pane.date_slots()):
        words = f"Next hearing: suggested day {place + 1}"
        shell.shortcuts.add(str(7 + place), words, slot, owner, _GROUP)
