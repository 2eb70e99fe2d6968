"""When court sits: month, week and list, the closures, and the dockets with their rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from drugcourt.casework.calendar import session_moves
from drugcourt.casework.calendar.calendar import CalendarSession, calendar_sessions
from drugcourt.casework.calendar.closures import closed_days
from drugcourt.casework.hearings import hearings
from drugcourt.domain.dates import Amount, Unit, add, counted
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.exchange.calendar_policy import docket_policy
from drugcourt.fields import calendar as fields
from drugcourt.reports.letterhead import weekday
from drugcourt.ui.asking import Asking
from drugcourt.ui.calendar.board import CalendarBoard, sunday_before
from drugcourt.ui.calendar.closures_tab import ClosuresTab
from drugcourt.ui.calendar.day_card import DayCard, standing_pill, time_of
from drugcourt.ui.calendar.dockets_tab import DocketsTab
from drugcourt.ui.calendar.sending import SendingActs
from drugcourt.ui.calendar.session_acts import ask_cancel, ask_move
from drugcourt.ui.kit.buttons import Button, IconButton
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.page import Page
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.ui.papers import paper
from drugcourt.ui.shell import Shell

MONTH_TAB, WEEK_TAB, LIST_TAB, CLOSURES_TAB, DOCKETS_TAB = range(5)
A_MONTH = Amount(1, Unit.MONTH)


def _weekday(row: CalendarSession) -> str:
    return weekday(row.held_on)


class CalendarPage(Page):
    """One day is marked through all views; Enter opens the docket of its session."""

    title = "Calendar"
    kinds = frozenset(
        {"court_session", "docket_entry", "closure", "docket", "recurrence", "court", "episode"}
    )

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.workspace = shell.workspace
        self.marked = self.workspace.today
        self._sessions: list[CalendarSession] = []
        self._closures: dict[date, str] = {}
        self.month = CalendarBoard("Month")
        self.week = CalendarBoard("Week")
        self.list = self._make_list()
        self.closures = ClosuresTab(shell)
        self.dockets = DocketsTab(shell)
        self.day = DayCard()
        self.tabs = QTabWidget()
        self.sending = SendingActs(self, shell)
        self._build()
        self._connect()
        self._add_keys()

    def _make_list(self) -> DataTable:
        return DataTable(
            (
                Column(fields.HELD_ON, text=_weekday, strong=True),
                Column(fields.TIME, text=time_of),
                Column(fields.DOCKET, stretch=True),
                Column(fields.COURTROOM),
                Column(fields.LOAD),
                Column(fields.STATE, pills=standing_pill),
            ),
            "Sessions",
            empty="No session stands from here on. Plan sessions under Dockets and rules.",
        )

    def _build(self) -> None:
        for button in (
            IconButton("caret-left", "The month or week before", self.go_back),
            Button("Today", self.go_today),
            IconButton("caret-right", "The month or week after", self.go_on),
            Button("Plan sessions…", self.dockets.ask_plan),
            Button("Calendar file…", self.sending.ask_calendar),
            Button("Reminders…", self.sending.ask_reminders),
        ):
            self.add_action(button)
        self.tabs.setDocumentMode(True)
        for widget, title in (
            (self.month, "Month"),
            (self.week, "Week"),
            (self.list, "List"),
            (self.closures, "Closures"),
            (self.dockets, "Dockets and rules"),
        ):
            self.tabs.addTab(_under(widget), title)
        self.day.setFixedWidth(px(286))
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, self.tabs.tabBar().sizeHint().height() + px(12), 0, 0)
        column.addWidget(self.day)
        self._side = side
        row = QHBoxLayout()
        row.setSpacing(px(14))
        row.addWidget(self.tabs, 1)
        row.addWidget(side)
        self.body.addLayout(row, 1)

    def _connect(self) -> None:
        for board in (self.month, self.week):
            board.day_marked.connect(self.mark)
            board.day_opened.connect(self._open_day)
            board.turned.connect(self.turn)
        self.list.picked.connect(self._picked)
        self.list.opened.connect(self.open_session)
        self.day.opened.connect(self.open_session)
        self.day.move_wanted.connect(self.ask_move)
        self.day.cancel_wanted.connect(self.ask_cancel)
        self.day.reinstate_wanted.connect(self.reinstate)
        self.day.slips_wanted.connect(self.print_slips)
        self.day.new_wanted.connect(self.new_session)
        self.day.move_button.does(self.ask_move)
        self.day.cancel_button.does(self.ask_cancel)
        self.day.reinstate_button.does(self.reinstate)
        self.day.slips_button.does(self.print_slips)
        self.day.new_button.does(self.new_session)
        self.tabs.currentChanged.connect(self._show_tab)

    def _add_keys(self) -> None:
        keys = self.shell.shortcuts
        group = "Calendar"
        for key, words, slot in (
            ("Ctrl+PgUp", "The month or week before", self.go_back),
            ("Ctrl+PgDown", "The month or week after", self.go_on),
            ("T", "Today", self.go_today),
            ("M", "Move the marked session", self.ask_move),
            ("X", "Cancel the marked session", self.ask_cancel),
            ("N", "A session on the marked day", self.new_session),
            ("P", "Plan sessions from the rules", self.dockets.ask_plan),
            ("F11", "Month, week, list, closures, dockets", self.next_view),
        ):
            keys.add(key, words, slot, self, group)
        keys.note("Return", "Open the docket of the marked day", self, group)

    # Showing ----------------------------------------------------------------------------------

    def starting_place(self) -> QWidget | None:
        """The view that stands."""
        places: tuple[QWidget, ...] = (
            self.month, self.week, self.list, self.closures.table, self.dockets.table
        )  # fmt: skip
        return places[self.tabs.currentIndex()]

    def refresh(self) -> None:
        """Ask again for what the open view shows."""
        self._show_tab(self.tabs.currentIndex())

    def _show_tab(self, place: int) -> None:
        self._side.setVisible(place in (MONTH_TAB, WEEK_TAB, LIST_TAB))
        self.set_head(self._heading(place))
        if place == CLOSURES_TAB:
            self.closures.refresh()
        elif place == DOCKETS_TAB:
            self.dockets.refresh()
        else:
            self._show_sessions(place)

    def _heading(self, place: int) -> str:
        if place == MONTH_TAB:
            return f"{self.marked:%B} {self.marked.year}"
        if place == WEEK_TAB:
            start = sunday_before(self.marked)
            return f"Week of {start:%B} {start.day}, {start.year}"
        return self.title

    def _show_sessions(self, place: int) -> None:
        start, last = self._stretch(place)
        self._sessions = self.workspace.read(calendar_sessions, first=start, last=last)
        self._closures = self.workspace.read(closed_days, first=start, last=last)
        if place == LIST_TAB:
            self._show_list()
        else:
            board = self.month if place == MONTH_TAB else self.week
            board.show_weeks(
                start,
                ((last - start).days + 1) // 7,
                self._sessions,
                self._closures,
                marked=self.marked,
                today=self.workspace.today,
                month=self.marked.month if place == MONTH_TAB else None,
            )
        self._show_day()

    def _stretch(self, place: int) -> tuple[date, date]:
        """The days a view shows, both included."""
        if place == WEEK_TAB:
            start = sunday_before(self.marked)
            return start, start + timedelta(days=6)
        first = self.marked.replace(day=1)
        if place == MONTH_TAB:
            start = sunday_before(first)
            following = add(first, A_MONTH)
            weeks = -(-(following - start).days // 7)
            return start, start + timedelta(weeks=weeks, days=-1)
        return first, add(first, docket_policy().look_ahead)

    def _show_list(self) -> None:
        kept = self.list.selected_row()
        self.list.set_rows(self._sessions)
        same = kept is not None and kept.held_on == self.marked and self.list.select_id(kept.id)
        if not same:
            ahead = [n for n, row in enumerate(self._sessions) if row.held_on >= self.marked]
            self.list.select_place(ahead[0] if ahead else 0)

    def _show_day(self) -> None:
        sessions = [one for one in self._sessions if one.held_on == self.marked]
        closed = self._closures.get(self.marked)
        self.day.show_day(self.marked, sessions, closed, self.workspace.today)

    def mark(self, day: date) -> None:
        """Mark a day; one outside the stretch shown turns to it."""
        self.marked = day
        place = self.tabs.currentIndex()
        board = self.month if place == MONTH_TAB else self.week
        if place in (MONTH_TAB, WEEK_TAB) and board.holds(day) and not self._turns(place, day):
            board.mark(day)
            self._show_day()
        else:
            self.refresh()

    def _turns(self, place: int, day: date) -> bool:
        """Whether the heading names another month for that day."""
        return place == MONTH_TAB and self._heading(place) != self.head_title.text()

    def _picked(self, row: CalendarSession | None) -> None:
        if row is not None:
            self.marked = row.held_on
            self._show_day()
            self.day.table.select_id(row.id)

    def turn(self, by: int) -> None:
        """So many months or weeks on, or back."""
        if self.tabs.currentIndex() == WEEK_TAB:
            self.mark(self.marked + timedelta(weeks=by))
            return
        self.mark(add(self.marked, Amount(by, Unit.MONTH)))

    def go_back(self) -> None:
        """The month or week before."""
        self.turn(-1)

    def go_on(self) -> None:
        """The month or week after."""
        self.turn(1)

    def go_today(self) -> None:
        """Back to today."""
        self.mark(self.workspace.today)

    def next_view(self) -> None:
        """The next of the views."""
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + 1) % self.tabs.count())
        self.take_keyboard()

    # Acting -----------------------------------------------------------------------------------

    def _open_day(self, day: date) -> None:
        """The docket of the day's session; where there are several, one is chosen first."""
        self.mark(day)
        here: Sequence[CalendarSession] = [
            one for one in self._sessions if one.held_on == day and not one.cancelled
        ]
        if len(here) == 1:
            self.open_session(here[0])
        elif here:
            self.day.table.setFocus()
        else:
            self.shell.say("No session stands on this day. N makes one.")

    def open_session(self, session: CalendarSession) -> None:
        """The docket of a session."""
        if session.cancelled:
            self.shell.say("This session is cancelled; nobody is on it.")
            return
        self.shell.open_docket(session.held_on, session.id)

    def _marked_session(self) -> CalendarSession | None:
        """The session that acts are about; none where no day is in sight."""
        return self.day.marked() if self._side.isVisible() else None

    @does(session_moves.move_session)
    def ask_move(self) -> None:
        """Hold the marked session on another day."""
        session = self._marked_session()
        if session is not None and self.day.move_button.isEnabled():
            ask_move(Asking(self.shell), session)
        else:
            self.shell.say("Mark a session that is still ahead.")

    @does(session_moves.cancel_session)
    def ask_cancel(self) -> None:
        """Do not hold the marked session."""
        session = self._marked_session()
        if session is not None and self.day.cancel_button.isEnabled():
            ask_cancel(Asking(self.shell), session)
        else:
            self.shell.say("Mark a session that is still ahead.")

    @does(session_moves.reinstate_session)
    def reinstate(self) -> None:
        """Hold the marked session after all."""
        session = self.day.marked()
        if session is not None:
            self._perform(session_moves.reinstate_session, session_id=session.id)

    @does(hearings.schedule_session)
    def new_session(self) -> None:
        """A session of the court's own docket on the marked day."""
        if self._side.isVisible() and self.day.new_button.isEnabled():
            self._perform(hearings.schedule_session, held_on=self.marked)

    def _perform(self, act: object, **wanted: object) -> None:
        try:
            self.workspace.perform(act, **wanted)  # type: ignore[arg-type]  # any act of casework
        except Refusal as refusal:
            self.notices.say(str(refusal), Tone.ALARM, key="act")
        else:
            self.notices.take_back("act")

    @does(paper("slips"))
    def print_slips(self) -> None:
        """Slips for everybody on the marked session."""
        session = self.day.marked()
        if session is not None:
            self.shell.say(f"{counted(session.people, 'slip')} to print.")
            wanted = {"session_day": session.held_on, "docket": session.docket}
            self.shell.open_report("slips", **wanted)


def _under(piece: QWidget) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, px(12), 0, 0)
    column.addWidget(piece)
    return part
