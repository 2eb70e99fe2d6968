"""What may be done with a meeting as a whole: seats, reports asked for, minutes, end, papers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from drugcourt.casework.staffings import staffings
from drugcourt.casework.staffings.agenda import AgendaLine
from drugcourt.casework.staffings.meeting import Meeting, meeting
from drugcourt.casework.staffings.minutes import minutes
from drugcourt.casework.staffings.team import Seat
from drugcourt.domain.staffings import Presence
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.ui.kit import messages
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.drafting import DraftTimer
from drugcourt.ui.kit.page import Page
from drugcourt.ui.papers import paper
from drugcourt.ui.shell import Shell
from drugcourt.ui.staffings.minutes_view import MinutesView
from drugcourt.ui.staffings.providers_card import ProvidersCard
from drugcourt.ui.staffings.team_strip import TeamStrip, seat_dialog

PAUSE = 600


class MeetingActs(QObject):
    """The acts on one meeting, with the pieces that show it whole; it lives with its page.

    `changed` fires once an act is done and the meeting is read again. While `acting` the page
    need not ask for its agenda: none of these acts changes it.
    """

    changed = Signal()

    def __init__(self, page: Page, shell: Shell) -> None:
        super().__init__(page)
        self.meeting: Meeting | None = None
        self.acting = False
        self.team = TeamStrip()
        self.providers = ProvidersCard()
        self.minutes = MinutesView()
        self._shell = shell
        self._workspace = shell.workspace
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.keep_addition)
        self.team.marked.connect(self._mark)
        self.team.edit_wanted.connect(self.edit_seats)
        self.providers.asked.connect(self._asked_provider)
        self.providers.came.connect(self._provider_came)
        self._soon = DraftTimer(self)
        self._soon.due.connect(self._keep_typed)
        self.minutes.edited.connect(self._edited)
        self.minutes.print_wanted.connect(self.print_minutes)
        self.minutes.print_button.does(self.print_minutes)
        self.team.edit.does(self.edit_seats)

    @property
    def _page(self) -> Page:
        """The parent, asked each time: a page that is held here would not be freed."""
        page = self.parent()
        assert isinstance(page, Page)
        return page

    @property
    def closed(self) -> bool:
        """Whether nothing can be changed any more, or there is no meeting."""
        return self.meeting is None or self.meeting.closed

    def read(self, session_id: int | None) -> None:
        """Ask for the meeting before a session and show its seats and what is missing."""
        self.meeting = None
        if session_id is None:
            return
        today = self._workspace.today
        found = self._workspace.read(meeting, session_id=session_id, today=today)
        self.meeting = found
        self.team.show_seats(found.seats, may_change=not found.closed)
        as_of = min(found.head.held_on, today)
        self.providers.show_missing(found.missing, as_of, may_change=not found.closed)

    def show_minutes(self) -> None:
        """Ask for the minutes and show them."""
        if self.meeting is not None:
            self._bring_typed()
            found = self._workspace.read(minutes, session_id=self.meeting.head.id)
            self.minutes.show_minutes(found)

    def _act(self, act: Any, **wanted: Any) -> bool:
        """Whether it was done; a refusal stands on the page."""
        if self.meeting is None:
            return False
        session_id = self.meeting.head.id
        self.acting = True
        try:
            self._workspace.perform(act, session_id=session_id, **wanted)
        except Refusal as refusal:
            self._page.notices.say(str(refusal), Tone.ALARM, key="act")
            return False
        finally:
            self.acting = False
        self._page.notices.take_back("act")
        self.read(session_id)
        self.changed.emit()
        return True

    # Who was there, and what is missing -------------------------------------------------------

    @does(staffings.mark_presence)
    def _mark(self, seat: Seat, presence: Presence | None) -> None:
        self._act(staffings.mark_presence, role=seat.role, name=seat.name, presence=presence)

    @does(staffings.mark_all_present)
    def all_present(self) -> None:
        """Everybody of whom nothing is said yet is there."""
        if not self.closed:
            self._act(staffings.mark_all_present)

    @does(staffings.name_seat)
    def edit_seats(self) -> None:
        """Name a seat, or add one."""
        if self.meeting is not None and not self.meeting.closed:
            found = self.meeting
            seat_dialog(self._workspace, found.head.id, found.seats, self._page).open()

    @does(staffings.ask_for_report)
    def _asked_provider(self, provider: str) -> None:
        self._act(staffings.ask_for_report, provider=provider)

    @does(staffings.ask_for_report)
    def _provider_came(self, provider: str) -> None:
        today = self._workspace.today
        self._act(staffings.ask_for_report, provider=provider, answered_on=today)

    # Minutes and the end ----------------------------------------------------------------------

    def _edited(self) -> None:
        self._timer.start()
        self._soon.start()

    def _draft_name(self) -> str:
        assert self.meeting is not None
        return f"minutes:{self.meeting.head.id}"

    def _keep_typed(self) -> None:
        """As a draft while somebody types on: a line of the history for each word helps nobody."""
        if not self.closed:
            self._shell.drafts.save(self._draft_name(), {"text": self.minutes.addition.kept()})

    def _bring_typed(self) -> None:
        """What was typed when the program closed becomes part of the minutes after all."""
        drafts = self._shell.drafts
        if self._timer.isActive() or (kept := drafts.load(self._draft_name())) is None:
            return
        drafts.clear(self._draft_name())
        if not self.closed:
            self._act(staffings.write_addition, text=kept["text"])

    def leave(self) -> None:
        """Keep at once what is being typed in the minutes, if anything is."""
        if self._timer.isActive():
            self.keep_addition()

    def keep_addition(self) -> None:
        """Keep what is typed in the minutes; it is not a draft, but part of them."""
        self._timer.stop()
        self._soon.stop()
        if not self.closed:
            text = self.minutes.addition.value() or ""
            self._shell.drafts.clear(self._draft_name())
            if not self._act(staffings.write_addition, text=text):
                self._keep_typed()

    @does(staffings.close_staffing)
    def close(self, lines: Sequence[AgendaLine]) -> bool:
        """Freeze the minutes; asks first, and says how many of the agenda were not decided."""
        if self.closed:
            return False
        self.leave()
        left = sum(1 for line in lines if not line.decided)
        told = f"{left} of {len(lines)} have not been decided. " if left else ""
        sure = messages.ask(
            self._page,
            "Close this meeting?",
            f"{told}The minutes of a closed meeting can't be changed any more.",
            confirm="Close the meeting",
        )
        return sure and self._act(staffings.close_staffing)

    # Papers -----------------------------------------------------------------------------------

    @does(paper("staffing"))
    def print_packet(self) -> None:
        """The agenda and one page a participant, for the team."""
        self._print("staffing")

    @does(paper("bench"))
    def print_bench(self) -> None:
        """One sheet a participant, for the judge."""
        self._print("bench")

    @does(paper("minutes"))
    def print_minutes(self) -> None:
        """The minutes on paper."""
        self._print("minutes")

    def _print(self, report: str) -> None:
        if self.meeting is not None:
            self.leave()
            head = self.meeting.head
            self._shell.open_report(report, session_day=head.held_on, docket=head.docket)
