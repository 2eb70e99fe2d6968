"""The team's meeting before court: who is talked about first and why, decided by keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from drugcourt.casework.docket.docket import session_id_for
from drugcourt.casework.facts.rooms import FACT_KINDS
from drugcourt.casework.staffings import staffings
from drugcourt.casework.staffings.agenda import AgendaLine, agenda
from drugcourt.casework.staffings.decisions import decisions_of
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.ui.hearings.halves import Halves
from drugcourt.ui.kit import tasks
from drugcourt.ui.kit.cards import EmptyState
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.drafting import DraftTimer
from drugcourt.ui.kit.page import Page
from drugcourt.ui.kit.theme import px
from drugcourt.ui.shell import Shell
from drugcourt.ui.staffings.agenda_card import AgendaCard, View
from drugcourt.ui.staffings.keys import add_keys
from drugcourt.ui.staffings.meeting_acts import MeetingActs
from drugcourt.ui.staffings.person_pane import PersonPane
from drugcourt.workspace import Workspace

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
        self.lines: list[AgendaLine] = []
        self._session_id: int | None = None
        self._generation = 0
        self._after: int | None = None
        self._quiet = False
        self._view = View.AGENDA
        self.head_title.hide()
        self.acts = MeetingActs(self, shell)
        self.agenda = AgendaCard()
        self.pane = PersonPane(shell)
        self._draft_timer = DraftTimer(self)
        self._build()
        self._connect()
        add_keys(shell, self, self)

    def _build(self) -> None:
        self._right = QStackedWidget()
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
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addWidget(self.agenda, 1)
        column.addWidget(self.acts.providers)
        self._stack = QStackedWidget()
        self._stack.addWidget(Halves(left, self._right, self.agenda.set_narrow))
        self._stack.addWidget(self.acts.minutes)
        self.body.addWidget(self.acts.team)
        self.body.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.agenda.bar.earlier.connect(self.go_earlier)
        self.agenda.bar.later.connect(self.go_later)
        self.agenda.view_chosen.connect(self.show_view)
        self.agenda.table.picked.connect(self._picked)
        self.agenda.table.opened.connect(self._opened)
        self.agenda.packet_wanted.connect(self.acts.print_packet)
        self.agenda.bench_wanted.connect(self.acts.print_bench)
        self.agenda.packet.does(self.acts.print_packet)
        self.agenda.bench.does(self.acts.print_bench)
        self.acts.changed.connect(self._meeting_changed)
        self.acts.minutes.view_chosen.connect(self.show_view)
        self.acts.minutes.close_wanted.connect(self.close_meeting)
        self.acts.minutes.close_button.does(self.close_meeting)
        self.pane.decision.changed.connect(self._draft_timer.start)
        self.pane.head.record_wanted.connect(self.record_and_next)
        self.pane.head.record_button.does(self.record_and_next)
        self._draft_timer.due.connect(self.keep_draft)

    # Showing ----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask again for the meeting, keeping the participant who is open and what is typed."""
        if self._quiet or self.acts.acting:
            return
        self.keep_draft()
        self._read_meeting()
        if self.acts.meeting is None or self._session_id is None:
            self._show_lines([])
            return
        self._generation += 1
        asked = _Asked(self.workspace, self._session_id, self.workspace.today, self._generation)
        tasks.run(asked.ask, self._arrived, self._failed)

    def _read_meeting(self) -> None:
        if self._session_id is None:
            today = self.workspace.today
            self._session_id = self.workspace.read(session_id_for, day=None, today=today)
        self.acts.read(self._session_id)
        found = self.acts.meeting
        self.agenda.bar.show_head(found.head if found is not None else None)
        self._meeting_changed()

    def _meeting_changed(self) -> None:
        """The minutes as they are now, where they are what is looked at."""
        if self._view is View.MINUTES:
            self.acts.show_minutes()

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
        self._quiet = True
        self.agenda.show_agenda(self.lines)
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
            self.pane.show_line(line, closed=self.acts.closed)
        except Refusal as refusal:
            self.notices.say(str(refusal), Tone.ALARM, key="entry")

    def starting_place(self) -> QWidget | None:
        """The list."""
        return self.agenda.table if self._view is View.AGENDA else self.acts.minutes.addition

    def show_view(self, view: View) -> None:
        """The people one by one, or the minutes of them all."""
        self.keep_draft()
        self._view = view
        self.agenda.views.set_value(view)
        self._meeting_changed()
        self._stack.setCurrentIndex(list(View).index(view))
        self.take_keyboard()

    def next_view(self) -> None:
        """The other of the two views."""
        self.show_view(View.MINUTES if self._view is View.AGENDA else View.AGENDA)

    # Drafts -----------------------------------------------------------------------------------

    def keep_draft(self) -> None:
        """Keep what is typed for the participant who is open, and in the minutes."""
        self._draft_timer.stop()
        self.pane.keep_draft()
        self.acts.leave()

    def hideEvent(self, event: QHideEvent) -> None:
        self.keep_draft()
        super().hideEvent(event)

    # Recording --------------------------------------------------------------------------------

    @does(PersonPane.record)
    def record_and_next(self) -> None:
        """Record the decision that is open; when it succeeds, go to the next one not decided."""
        entry_id = self.pane.entry_id
        if not self._may_decide() or entry_id is None:
            return
        self._draft_timer.stop()
        self._quiet = True
        try:
            recorded = self.pane.record()
        finally:
            self._quiet = False
        if recorded:
            self.shell.say("The decision is recorded; the docket shows it.", Tone.GOOD)
            self._after = entry_id
            self._show_decided()

    def take_back(self) -> None:
        """Take back what was decided of the participant who is open."""
        if not self._may_decide() or self.pane.entry_id is None:
            return
        self._draft_timer.stop()
        self._quiet = True
        try:
            taken = self.pane.take_back()
        finally:
            self._quiet = False
        if taken:
            self.shell.say("The decision is taken back; the docket does not show it any more.")
            self._show_decided()

    def _may_decide(self) -> bool:
        """Whether decisions can be recorded here; says why not."""
        if self._view is not View.AGENDA:
            self.shell.say("Decisions are recorded in the agenda; F11 leads back to it.")
            return False
        if self.acts.meeting is not None and self.acts.meeting.closed:
            self.shell.say(staffings.CLOSED)
            return False
        return True

    def _show_decided(self) -> None:
        """What was decided anew: nothing else of the agenda changes by a decision."""
        self._read_meeting()
        assert self._session_id is not None
        decided = self.workspace.read(decisions_of, session_id=self._session_id)
        told = {episode_id: found.recommended for episode_id, found in decided.items()}
        self._show_lines([replace(n, decided=told.get(n.episode_id, "")) for n in self.lines])
        self.agenda.table.setFocus()

    def go_back(self) -> None:
        """Open the participant before."""
        place = self.agenda.table.currentIndex().row()
        self.agenda.table.select_place(max(0, place - 1))

    def leave_text(self) -> None:
        """Back from a text to the list, so that the letters are keys again."""
        if self._view is View.AGENDA:
            self.agenda.table.setFocus()

    # Meetings ---------------------------------------------------------------------------------

    @does(MeetingActs.close)
    def close_meeting(self) -> None:
        """Freeze the minutes, if that is confirmed."""
        self.keep_draft()
        if self.acts.close(self.lines):
            self.shell.say("The meeting is closed; its minutes are frozen.", Tone.GOOD)
            self._show_lines(self.lines)

    def go_earlier(self) -> None:
        """The meeting before."""
        self._go(self.acts.meeting.head.previous_id if self.acts.meeting else None)

    def go_later(self) -> None:
        """The meeting after."""
        self._go(self.acts.meeting.head.next_id if self.acts.meeting else None)

    def _go(self, session_id: int | None) -> None:
        if session_id is not None:
            self.keep_draft()
            self._session_id = session_id
            self.pane.clear()
            self.refresh()


def _next_to_decide(lines: Sequence[AgendaLine], after: int | None) -> int:
    """The next one not decided, below the one just recorded first; else the one after it."""
    ids = [line.id for line in lines]
    start = ids.index(after) + 1 if after in ids else 0
    turned = [*lines[start:], *lines[:start]]
    open_ = [line.id for line in turned if not line.decided]
    return open_[0] if open_ else turned[0].id
