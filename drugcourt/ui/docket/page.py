"""One court session, hearing by hearing: the docket, entered by keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from drugcourt.casework.docket import docket
from drugcourt.casework.docket.docket import SessionHead, StaffingRow
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.ui.docket.files import KINDS
from drugcourt.ui.docket.hearing_pane import HearingPane
from drugcourt.ui.docket.keys import add_keys
from drugcourt.ui.docket.open_views import OpenView
from drugcourt.ui.docket.session_acts import SessionActs
from drugcourt.ui.docket.session_card import SessionBar, SessionCard, View
from drugcourt.ui.hearings.halves import Halves
from drugcourt.ui.kit.cards import EmptyState
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.drafting import DraftTimer
from drugcourt.ui.kit.page import Page
from drugcourt.ui.shell import Shell

PREFETCH_PAUSE = 40
VIEWS = (View.STAFFING, View.COURT, View.PUBLIC)


class DocketPage(Page):
    """The list on the left, one participant on the right; three views of the same session.

    Whatever is typed is kept as the draft `hearing:<entry>` a moment later, and at once when
    another participant is opened or the page is left; recording forgets it.
    """

    title = "Docket"
    kinds = KINDS

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.workspace = shell.workspace
        self.head: SessionHead | None = None
        self._day: date | None = None
        self._session_id: int | None = None
        self._view = View.STAFFING
        self._quiet = False
        self.head_title.hide()
        self.session = SessionCard()
        self.pane = HearingPane(shell)
        self.acts = SessionActs(self, shell, self.pane)
        self.court = OpenView(View.COURT)
        self.public = OpenView(View.PUBLIC)
        self._draft_timer = DraftTimer(self)
        self._prefetch_timer = QTimer(self)
        self._prefetch_timer.setSingleShot(True)
        self._prefetch_timer.setInterval(PREFETCH_PAUSE)
        self._build()
        self._connect()
        add_keys(shell, self, self)

    def _build(self) -> None:
        self._right = QStackedWidget()
        self._right.addWidget(self.pane)
        empty = EmptyState(
            "Nobody to hear",
            "This session has no docket yet. Put participants on it with Ctrl+N, or open "
            "another court day.",
            icon_name="calendar-blank",
        )
        self._right.addWidget(empty)
        staffing = Halves(self.session, self._right, self.session.set_narrow)
        self._stack = QStackedWidget()
        for page in (staffing, self.court, self.public):
            self._stack.addWidget(page)
        self.body.addWidget(self._stack, 1)

    def _bars(self) -> tuple[SessionBar, ...]:
        return (self.session.bar, self.court.bar, self.public.bar)

    def _connect(self) -> None:
        for bar in self._bars():
            bar.earlier.connect(self.go_earlier)
            bar.later.connect(self.go_later)
            bar.other_day.connect(self.acts.ask_day)
            bar.view_chosen.connect(self.show_view)
        card = self.session
        card.table.picked.connect(self._picked)
        card.table.opened.connect(self._opened)
        card.table.reordered.connect(self.acts.reorder)
        card.add_wanted.connect(self.acts.ask_add)
        card.off_wanted.connect(self.acts.ask_off)
        card.best_first_wanted.connect(self.acts.best_news_first)
        card.build_wanted.connect(self.acts.build)
        card.back_wanted.connect(self.acts.take_back)
        card.after_wanted.connect(self.acts.after_court)
        card.close_wanted.connect(self.acts.close)
        card.print_wanted.connect(self.acts.print_docket)
        acts = self.acts
        for button, act in (
            (card.add_button, acts.ask_add),
            (card.off_button, acts.ask_off),
            (card.best_button, acts.best_news_first),
            (card.back_button, acts.take_back),
            (card.close_button, acts.close),
            (card.print_button, acts.print_docket),
        ):
            button.does(act)
        self.acts.chosen.connect(self._go)
        self.acts.added.connect(self._added)
        self.acts.taken_back.connect(self._taken_back)
        self.pane.outcome.changed.connect(self._edited)
        self.pane.head.record_wanted.connect(self.record_and_next)
        self.pane.head.record_button.does(self.record_and_next)
        self._draft_timer.due.connect(self.keep_draft)
        self._prefetch_timer.timeout.connect(self._prefetch)

    # Showing ----------------------------------------------------------------------------------

    def open_day(self, day: date | None = None, session_id: int | None = None) -> None:
        """Show a session, the first of a day, or that of today or the next court day."""
        self._leave()
        self._day, self._session_id = day, session_id
        self.stale = True
        if self.isVisible():
            self.bring_up_to_date()

    def refresh(self) -> None:
        """Ask again for the session, keeping the participant who is open and what is typed."""
        if self._quiet:
            return
        self.keep_draft()
        self.pane.files.forget()
        self._find_session()
        self._show_session()

    def _find_session(self) -> None:
        today = self.workspace.today
        if self._session_id is None:
            self._session_id = self.workspace.read(
                docket.session_id_for, day=self._day, today=today
            )
            if self._session_id is None and self._day is not None:
                self.notices.say(
                    "Court does not sit on that day yet. Open the day with the calendar button to "
                    "give it a session.",
                    Tone.INFO,
                    key="day",
                )
        self.head = (
            self.workspace.read(docket.session_head, session_id=self._session_id)
            if self._session_id is not None
            else None
        )
        self.acts.head = self.head

    def _show_session(self, after: int | None = None) -> None:
        if self._view is not View.STAFFING:
            self._open_view().show_session(self.workspace, self.head)
            return
        rows = self._rows()
        self.session.show_session(self.head, rows)
        self.acts.show_checks(self.session)
        if not rows:
            self.pane.clear()
            self._right.setCurrentIndex(1)
            return
        wanted = self.pane.entry_id
        if wanted not in [row.id for row in rows]:
            wanted = _next_to_hear(rows, after)
        self._select(wanted)
        self._open_entry(wanted)
        focused = self.focusWidget()
        if focused is None or focused in (self.session.bar.back, self.session.bar.forth):
            self.session.table.setFocus()

    def _rows(self) -> list[StaffingRow]:
        if self.head is None:
            return []
        return self.workspace.read(
            docket.staffing_rows, session_id=self.head.id, as_of=self.workspace.today
        )

    def _open_view(self) -> OpenView:
        return self.court if self._view is View.COURT else self.public

    def show_view(self, view: View) -> None:
        """Show the session to the team, to the room, or to everybody."""
        self.keep_draft()
        self._view = view
        for bar in self._bars():
            bar.views.set_value(view)
        self.court.clear()
        self.public.clear()
        self._show_session()
        self._stack.setCurrentIndex(VIEWS.index(view))
        self.take_keyboard()

    def starting_place(self) -> QWidget | None:
        """The list of the view that stands."""
        staffing = self._view is View.STAFFING
        return self.session.table if staffing else self._open_view().table

    def next_view(self) -> None:
        """The next of the three views."""
        self.show_view(VIEWS[(VIEWS.index(self._view) + 1) % len(VIEWS)])

    def _select(self, entry_id: int) -> None:
        table = self.session.table
        self._quiet = True
        table.select_id(entry_id)
        self._quiet = False

    def _picked(self, row: StaffingRow) -> None:
        if not self._quiet and row.id != self.pane.entry_id:
            self._leave()
            self._open_entry(row.id)

    def _opened(self, row: StaffingRow) -> None:
        self.pane.focus_attendance()

    def _open_entry(self, entry_id: int) -> None:
        if self.head is None:
            return
        self._right.setCurrentIndex(0)
        running = self.head.held_on == self.workspace.today and not self.head.closed
        try:
            self.pane.open_entry(
                entry_id, closed=self.head.closed, running=running, going=self.head.heard > 0
            )
        except Refusal as refusal:
            self.notices.say(str(refusal), Tone.ALARM, key="entry")
            return
        self._prefetch_timer.start()

    def _prefetch(self) -> None:
        """Ask for the neighbors' files, once what was opened is painted."""
        if self.pane.entry_id is not None:
            self.pane.files.prefetch(self._neighbors(self.pane.entry_id))

    def _neighbors(self, entry_id: int) -> list[int]:
        ids = self.session.table.entry_ids()
        place = ids.index(entry_id) if entry_id in ids else 0
        return [ids[p] for p in (place + 1, place - 1, place + 2) if 0 <= p < len(ids)]

    # Drafts -----------------------------------------------------------------------------------

    def _edited(self) -> None:
        self._draft_timer.start()

    def keep_draft(self) -> None:
        """Keep what is typed for the participant who is open."""
        self._draft_timer.stop()
        self.pane.keep_draft()

    def _leave(self) -> None:
        self.keep_draft()

    def hideEvent(self, event: QHideEvent) -> None:
        self.keep_draft()
        self.pane.outcome.timer.pause()
        super().hideEvent(event)

    # Recording --------------------------------------------------------------------------------

    @does(HearingPane.record)
    def record_and_next(self) -> None:
        """Record the hearing that is open; when it succeeds, go to the next one not heard."""
        entry_id = self.pane.entry_id
        if self._view is not View.STAFFING:
            self.shell.say("Hearings are recorded in the staffing view; F11 leads back to it.")
            return
        if self.head is not None and self.head.closed:
            self.shell.say("This session is closed; its minutes can’t be changed any more.")
            return
        if entry_id is None:
            return
        self._draft_timer.stop()
        self._quiet = True
        try:
            recorded = self.pane.record()
        finally:
            self._quiet = False
        if not recorded:
            return
        self.shell.say("The hearing is recorded.", Tone.GOOD)
        self.pane.files.forget()
        self._find_session()
        self._show_session(after=entry_id)
        self.pane.focus_attendance()

    def go_back(self) -> None:
        """Open the participant before."""
        place = self.session.table.currentIndex().row()
        self.session.table.select_place(max(0, place - 1))

    def leave_text(self) -> None:
        """Back from a text to the attendance, so that the letters are keys again."""
        if self._view is View.STAFFING and self.pane.entry_id is not None:
            self.pane.focus_attendance()

    # Sessions and order -----------------------------------------------------------------------

    def go_earlier(self) -> None:
        """The session before."""
        self._go(self.head.previous_id if self.head else None)

    def go_later(self) -> None:
        """The session after."""
        self._go(self.head.next_id if self.head else None)

    def _go(self, session_id: int | None) -> None:
        if session_id is not None:
            self._leave()
            self._session_id = session_id
            self.pane.clear()
            self.refresh()

    def _added(self, entry_id: int) -> None:
        self._select(entry_id)
        self._leave()
        self._open_entry(entry_id)

    def _taken_back(self, entry_id: object) -> None:
        """Show the hearing that was taken back, with what was entered as its draft."""
        if self._view is View.STAFFING and entry_id in self.session.table.entry_ids():
            self._select(entry_id)
            self.pane.clear()
            self._open_entry(entry_id)
            self.pane.focus_attendance()

    def move_up(self) -> None:
        """Hear the open participant one place earlier."""
        self.session.table.move_current(-1)

    def move_down(self) -> None:
        """Hear the open participant one place later."""
        self.session.table.move_current(1)


def _next_to_hear(rows: Sequence[StaffingRow], after: int | None) -> int:
    """The next entry not heard, from `after` on and then from the top; else `after` itself."""
    ids = [row.id for row in rows]
    place = ids.index(after) + 1 if after in ids else 0
    waiting = [row.id for row in (*rows[place:], *rows[:place]) if not row.heard]
    return waiting[0] if waiting else ids[max(0, place - 1)]
