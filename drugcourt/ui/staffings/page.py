"""The team's meeting before court: who is talked about first and why, decided by keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from drugcourt.casework.docket.docket import session_id_for
from drugcourt.casework.facts.rooms import FACT_KINDS
from drugcourt.casework.staffings import staffings
from drugcourt.casework.staffings.agenda import AgendaLine, agenda
from drugcourt.casework.staffings.decisions import decisions_of
from drugcourt.casework.staffings.meeting import Meeting, meeting
from drugcourt.casework.staffings.minutes import minutes
from drugcourt.casework.staffings.team import Seat
from drugcourt.domain.staffings import Presence
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.ui.kit import messages, tasks
from drugcourt.ui.kit.cards import EmptyState
from drugcourt.ui.kit.page import Page
from drugcourt.ui.kit.theme import px
from drugcourt.ui.shell import Shell
from drugcourt.ui.staffings.agenda_card import AgendaCard, View
from drugcourt.ui.staffings.minutes_view import MinutesView
from drugcourt.ui.staffings.person_pane import PersonPane
from drugcourt.ui.staffings.providers_card import ProvidersCard
from drugcourt.ui.staffings.team_strip import TeamStrip, seat_dialog
from drugcourt.workspace import Workspace

PAUSE = 600
GROUP = "Staffing"
MEETING_KINDS = frozenset(
    {"dissent", "report_request", "staffing", "staffing_item", "staffing_option", "team_seat"}
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The agenda, asked on the worker; holds no widget."""

    workspace: Workspace
    session_id: int
    today: date
    generation: int

    def ask(self) -> tuple[int, list[AgendaLine]]:
        found = self.workspace.read(agenda, session_id=self.session_id, today=self.today)
        return self.generation, found


class StaffingPage(Page):
    """The agenda on the left, one participant on the right; the team above, the minutes behind.

    Whatever is typed is kept as the draft `staffing:<entry>` a moment later, and at once when
    another participant is opened or the page is left; recording forgets it.
    """

    title = "Staffing"
    kinds = frozenset({"court_case", "court_session", "person"}) | FACT_KINDS | MEETING_KINDS

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.workspace = shell.workspace
        self.meeting: Meeting | None = None
        self.lines: list[AgendaLine] = []
        self._session_id: int | None = None
        self._generation = 0
        self._after: int | None = None
        self._quiet = False
        self._view = View.AGENDA
        self.head_title.hide()
        self.team = TeamStrip()
        self.agenda = AgendaCard()
        self.providers = ProvidersCard()
        self.pane = PersonPane(shell)
        self.minutes = MinutesView()
        self._draft_timer = _timer(self, self.keep_draft)
        self._addition_timer = _timer(self, self.keep_addition)
        self._build()
        self._connect()
        self._add_keys()

    def _build(self) -> None:
        self._right = QStackedWidget()
        self._right.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._right.addWidget(self.pane)
        self._right.addWidget(
            EmptyState(
                "Nobody to talk about",
                "This session has no docket yet. Put participants on it on the Docket page "
                "(Ctrl+2), or open another meeting with Ctrl+PgUp and Ctrl+PgDown.",
                icon_name="users",
            )
        )
        left = QWidget()
        left.setMinimumWidth(px(424))
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addWidget(self.agenda, 1)
        column.addWidget(self.providers)
        people = QWidget()
        row = QHBoxLayout(people)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(14))
        row.addWidget(left, 1)
        row.addWidget(self._right, 2)
        self._stack = QStackedWidget()
        self._stack.addWidget(people)
        self._stack.addWidget(self.minutes)
        self.body.addWidget(self.team)
        self.body.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.agenda.bar.earlier.connect(self.go_earlier)
        self.agenda.bar.later.connect(self.go_later)
        self.agenda.view_chosen.connect(self.show_view)
        self.agenda.table.picked.connect(self._picked)
        self.agenda.table.opened.connect(self._opened)
        self.agenda.packet_wanted.connect(self.print_packet)
        self.agenda.bench_wanted.connect(self.print_bench)
        self.minutes.view_chosen.connect(self.show_view)
        self.minutes.edited.connect(self._addition_timer.start)
        self.minutes.close_wanted.connect(self.close_meeting)
        self.minutes.print_wanted.connect(self.print_minutes)
        self.team.marked.connect(self._mark)
        self.team.edit_wanted.connect(self.edit_seats)
        self.providers.asked.connect(self._asked_provider)
        self.providers.came.connect(self._provider_came)
        self.pane.decision.changed.connect(self._draft_timer.start)
        self.pane.head.record_wanted.connect(self.record_and_next)

    def _add_keys(self) -> None:
        for key, words, slot in (
            ("F9", "Record this decision and go to the next", self.record_and_next),
            ("F8", "The participant before", self.go_back),
            ("F11", "Agenda or minutes", self.next_view),
            ("Ctrl+T", "Name a seat, or add one", self.edit_seats),
            ("T", "Attendance of the team", self.team.take_keyboard),
            ("Shift+T", "Everybody is present", self.all_present),
            ("Ctrl+PgUp", "The meeting before", self.go_earlier),
            ("Ctrl+PgDown", "The meeting after", self.go_later),
            ("Ctrl+L", "Close the meeting", self.close_meeting),
            ("Ctrl+P", "The staffing packet", self.print_packet),
            ("B", "Write the behavior", self.pane.write_behavior),
            ("P", "Write the participant's account", self.pane.write_account),
            ("X", "Contested, or not", self.pane.toggle_contested),
            ("R", "Weigh a response", self.pane.ask_option),
            ("G", "Recommend what the guide suggests", self.pane.take_suggested),
            ("A", "Advance the phase, or stay", self.pane.toggle_advance),
            ("D", "Who dissents", self.pane.write_dissent),
            ("O", "Write in the team's words", self.pane.write_said),
            ("Esc", "Leave the text, back to these keys", self.leave_text),
        ):
            self.shell.shortcuts.add(key, words, slot, self, GROUP)
        for digit, slot in enumerate(self.pane.goal_slots(), start=1):
            self.shell.shortcuts.add(str(digit), f"Goal {digit}", slot, self, GROUP)

    # Showing ----------------------------------------------------------------------------------

    def open_session(self, session_id: int | None = None) -> None:
        """Show the meeting before a session, or that of today or the next court day."""
        self.keep_draft()
        self._session_id = session_id
        self.stale = True
        if self.isVisible():
            self.bring_up_to_date()

    def refresh(self) -> None:
        """Ask again for the meeting, keeping the participant who is open and what is typed."""
        if self._quiet:
            return
        self.keep_draft()
        self._read_meeting()
        if self.meeting is None:
            self._show_lines([])
            return
        if self._view is View.MINUTES:
            self._show_minutes()
        self._generation += 1
        asked = _Asked(self.workspace, self.meeting.head.id, self.workspace.today, self._generation)
        tasks.run(asked.ask, self._arrived, self._failed)

    def _read_meeting(self) -> None:
        today = self.workspace.today
        if self._session_id is None:
            self._session_id = self.workspace.read(session_id_for, day=None, today=today)
        if self._session_id is None:
            self.meeting = None
            self.agenda.bar.show_head(None)
            return
        found = self.workspace.read(meeting, session_id=self._session_id, today=today)
        self.meeting = found
        self.agenda.bar.show_head(found.head)
        self.team.show_seats(found.seats, may_change=not found.closed)
        as_of = min(found.head.held_on, today)
        self.providers.show_missing(found.missing, as_of, may_change=not found.closed)

    def _arrived(self, answer: tuple[int, list[AgendaLine]]) -> None:
        generation, lines = answer
        if generation == self._generation:
            self._show_lines(lines)

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, Refusal):
            raise problem
        self.notices.say(str(problem), Tone.ALARM, key="agenda")

    def _show_lines(self, lines: Sequence[AgendaLine]) -> None:
        self.lines = list(lines)
        head = self.meeting.head if self.meeting is not None else None
        self._quiet = True
        self.agenda.show_agenda(head, self.lines)
        self._quiet = False
        if not self.lines:
            self.pane.clear()
            self._right.setCurrentIndex(1)
            return
        wanted = self.pane.entry_id
        if wanted not in [line.id for line in self.lines]:
            wanted = _next_to_decide(self.lines, self._after)
        self._after = None
        self._select(wanted)
        self._open_entry(wanted)
        focused = self.focusWidget()
        if focused is None or focused in (self.agenda.bar.back, self.agenda.bar.forth):
            self.agenda.table.setFocus()

    def _select(self, entry_id: int) -> None:
        self._quiet = True
        self.agenda.table.select_id(entry_id)
        self._quiet = False

    def _picked(self, row: AgendaLine) -> None:
        if not self._quiet and row.id != self.pane.entry_id:
            self.keep_draft()
            self._open_entry(row.id)

    def _opened(self, _row: AgendaLine) -> None:
        self.pane.write_behavior()

    def _open_entry(self, entry_id: int) -> None:
        line = next(line for line in self.lines if line.id == entry_id)
        self._right.setCurrentIndex(0)
        try:
            self.pane.show_line(line, closed=self.meeting is None or self.meeting.closed)
        except Refusal as refusal:
            self.notices.say(str(refusal), Tone.ALARM, key="entry")

    def starting_place(self) -> QWidget | None:
        """The list."""
        return self.agenda.table if self._view is View.AGENDA else self.minutes.addition

    def show_view(self, view: View) -> None:
        """The people one by one, or the minutes of them all."""
        self.keep_draft()
        self._view = view
        self.agenda.views.set_value(view)
        if view is View.MINUTES:
            self._show_minutes()
        self._stack.setCurrentIndex(list(View).index(view))
        self.take_keyboard()

    def next_view(self) -> None:
        """The other of the two views."""
        self.show_view(View.MINUTES if self._view is View.AGENDA else View.AGENDA)

    def _show_minutes(self) -> None:
        if self._session_id is not None:
            self.minutes.show_minutes(self.workspace.read(minutes, session_id=self._session_id))

    # Drafts -----------------------------------------------------------------------------------

    def keep_draft(self) -> None:
        """Keep what is typed for the participant who is open, and in the minutes."""
        self._draft_timer.stop()
        self.pane.keep_draft()
        if self._addition_timer.isActive():
            self.keep_addition()

    def keep_addition(self) -> None:
        """Keep what is typed in the minutes; it is not a draft, but part of them."""
        self._addition_timer.stop()
        if self.meeting is not None and not self.meeting.closed:
            text = self.minutes.addition.value() or ""
            self._act(staffings.write_addition, text=text)

    def hideEvent(self, event: QHideEvent) -> None:
        self.keep_draft()
        super().hideEvent(event)

    # Recording --------------------------------------------------------------------------------

    def record_and_next(self) -> None:
        """Record the decision that is open; when it succeeds, go to the next one not decided."""
        entry_id = self.pane.entry_id
        if self._view is not View.AGENDA:
            self.shell.say("Decisions are recorded in the agenda; F11 leads back to it.")
            return
        if self.meeting is not None and self.meeting.closed:
            self.shell.say(staffings.CLOSED)
            return
        if entry_id is None:
            return
        self._draft_timer.stop()
        self._quiet = True
        try:
            recorded = self.pane.record()
        finally:
            self._quiet = False
        if recorded:
            self.shell.say("The decision is recorded; the docket shows it.", Tone.GOOD)
            self._read_meeting()
            self._read_decisions()
            self._show_next(entry_id)

    def _read_decisions(self) -> None:
        """What was decided anew: nothing else of the agenda changes by a decision."""
        assert self._session_id is not None
        decided = self.workspace.read(decisions_of, session_id=self._session_id)
        self.lines = [
            replace(line, decided=decided[line.episode_id].recommended)
            if line.episode_id in decided
            else replace(line, decided="")
            for line in self.lines
        ]

    def _show_next(self, after: int) -> None:
        self._after = after
        self._show_lines(self.lines)
        self.agenda.table.setFocus()

    def go_back(self) -> None:
        """Open the participant before."""
        place = self.agenda.table.currentIndex().row()
        self.agenda.table.select_place(max(0, place - 1))

    def leave_text(self) -> None:
        """Back from a text to the list, so that the letters are keys again."""
        if self._view is View.AGENDA:
            self.agenda.table.setFocus()

    # The meeting ------------------------------------------------------------------------------

    def _act(self, act: Any, **wanted: Any) -> bool:
        """An act on the meeting as a whole; the agenda itself stays as it is."""
        if self._session_id is None:
            return False
        self._quiet = True
        try:
            self.workspace.perform(act, session_id=self._session_id, **wanted)
        except Refusal as refusal:
            self.notices.say(str(refusal), Tone.ALARM, key="act")
            return False
        finally:
            self._quiet = False
        self.notices.take_back("act")
        self._read_meeting()
        if self._view is View.MINUTES:
            self._show_minutes()
        return True

    def _mark(self, seat: Seat, presence: Presence | None) -> None:
        self._act(staffings.mark_presence, role=seat.role, name=seat.name, presence=presence)

    def all_present(self) -> None:
        """Everybody of whom nothing is said yet is there."""
        for seat in self.team.all_present():
            self._mark(seat, Presence.PRESENT)

    def edit_seats(self) -> None:
        """Name a seat, or add one."""
        if self._session_id is not None and self.meeting is not None and not self.meeting.closed:
            seat_dialog(self.workspace, self._session_id, self.meeting.seats, self).open()

    def _asked_provider(self, provider: str) -> None:
        self._act(staffings.ask_for_report, provider=provider)

    def _provider_came(self, provider: str) -> None:
        today = self.workspace.today
        self._act(staffings.ask_for_report, provider=provider, answered_on=today)

    def close_meeting(self) -> None:
        """Freeze the minutes; asks first, and says how many were not decided."""
        if self.meeting is None or self.meeting.closed:
            return
        self.keep_draft()
        left = sum(1 for line in self.lines if not line.decided)
        told = f"{left} of {len(self.lines)} have not been decided. " if left else ""
        sure = messages.ask(
            self,
            "Close this meeting?",
            f"{told}The minutes of a closed meeting can't be changed any more.",
            confirm="Close the meeting",
        )
        if sure and self._act(staffings.close_staffing):
            self.shell.say("The meeting is closed; its minutes are frozen.", Tone.GOOD)
            self._show_lines(self.lines)

    def go_earlier(self) -> None:
        """The meeting before."""
        self._go(self.meeting.head.previous_id if self.meeting else None)

    def go_later(self) -> None:
        """The meeting after."""
        self._go(self.meeting.head.next_id if self.meeting else None)

    def _go(self, session_id: int | None) -> None:
        if session_id is not None:
            self.keep_draft()
            self._session_id = session_id
            self.pane.clear()
            self.refresh()

    # Papers -----------------------------------------------------------------------------------

    def print_packet(self) -> None:
        """The agenda and one page a participant, for the team."""
        self._print("staffing")

    def print_bench(self) -> None:
        """One sheet a participant, for the judge."""
        self._print("bench")

    def print_minutes(self) -> None:
        """The minutes on paper."""
        self._print("minutes")

    def _print(self, report: str) -> None:
        if self.meeting is not None:
            self.keep_draft()
            head = self.meeting.head
            self.shell.open_report(report, session_day=head.held_on, docket=head.docket)


def _timer(page: StaffingPage, slot: Any) -> QTimer:
    timer = QTimer(page)
    timer.setSingleShot(True)
    timer.setInterval(PAUSE)
    timer.timeout.connect(slot)
    return timer


def _next_to_decide(lines: Sequence[AgendaLine], after: int | None) -> int:
    """The next one not decided, below the one just recorded first; else the one after it."""
    ids = [line.id for line in lines]
    start = ids.index(after) + 1 if after in ids else 0
    turned = [*lines[start:], *lines[:start]]
    open_ = [line.id for line in turned if not line.decided]
    return open_[0] if open_ else turned[0].id
