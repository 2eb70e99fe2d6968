"""What one day of the calendar holds, and what may be done with each of its sessions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from drugcourt.casework.calendar.calendar import CalendarSession
from drugcourt.domain.clock import spoken
from drugcourt.domain.dates import long, short
from drugcourt.domain.tone import Tone
from drugcourt.fields import calendar as fields
from drugcourt.fields.calendar import STANDING_TONES, Standing
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.flow import FlowLayout
from drugcourt.ui.kit.labels import Muted, Pill, Text
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable


def standing(session: CalendarSession) -> Standing:
    """How a session stands, in a word."""
    if session.cancelled:
        return Standing.CANCELLED
    if session.closed:
        return Standing.HELD
    if session.over:
        return Standing.OVER
    return Standing.FULL if session.full else Standing.PLANNED


def standing_pill(session: CalendarSession) -> Sequence[tuple[str, Tone]]:
    """The word with its tone, for a table."""
    word = standing(session)
    return [(word.label, STANDING_TONES[word])]


def time_of(session: CalendarSession) -> str:
    """`1:30 PM`."""
    return spoken(session.starts_at)


class DayCard(Card):
    """The sessions of the marked day. `opened` carries the session whose docket is wanted."""

    opened = Signal(object)
    move_wanted = Signal()
    cancel_wanted = Signal()
    reinstate_wanted = Signal()
    slips_wanted = Signal()
    new_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Day", parent=parent)
        self.closed = Pill("", Tone.WATCH)
        self.table = DataTable(
            (Column(fields.TIME, text=time_of), Column(fields.DOCKET, stretch=True)),
            "Sessions of the day",
            empty="No session on this day.",
            fit=True,
        )
        self.words = Text("")
        self.more = Muted("")
        self.open_button = Button("Open its docket", self._open, Look.PRIMARY)
        self.open_button.setToolTip("Open the docket of the marked session (Enter)")
        self.move_button = Button("Move…", self.move_wanted)
        self.move_button.setToolTip("Hold it on another day, with everybody on it (M)")
        self.cancel_button = Button("Cancel…", self.cancel_wanted)
        self.reinstate_button = Button("Hold it after all", self.reinstate_wanted)
        self.slips_button = Button("Slips", self.slips_wanted, icon_name="printer")
        self.slips_button.setToolTip("Print a slip for everybody on it")
        self.new_button = Button("New session", self.new_wanted, Look.QUIET, icon_name="plus")
        self.new_button.setToolTip("A session on this day (N)")
        self.add(self.closed)
        self.add(self.table)
        self.add(self.words)
        self.add(self.more)
        acts = QWidget()
        flow = FlowLayout(acts)
        for button in (
            self.open_button,
            self.move_button,
            self.cancel_button,
            self.reinstate_button,
            self.slips_button,
            self.new_button,
        ):
            flow.addWidget(button)
        self.add(acts)
        self.add_space()
        self.table.picked.connect(self._show)
        self.table.opened.connect(self.opened)

    def show_day(
        self, day: date, sessions: Sequence[CalendarSession], closed: str | None, today: date
    ) -> None:
        """One day with its sessions; the first one is marked."""
        self.set_heading(long(day))
        self.closed.setVisible(closed is not None)
        self.closed.set_pill("Court closed", Tone.WATCH)
        self.more.setText(f"Closed for: {closed}." if closed else "")
        kept = self.table.selected_id()
        self.table.set_rows(sessions)
        if not self.table.select_id(kept):
            self.table.select_place(0)
        self.table.setVisible(bool(sessions))
        self.new_button.setEnabled(day >= today and closed is None)
        self._show(self.marked())

    def marked(self) -> CalendarSession | None:
        """The session that acts are about."""
        row = self.table.selected_row()
        return row if isinstance(row, CalendarSession) else None

    def _show(self, session: CalendarSession | None) -> None:
        free = session is not None and not (session.closed or session.cancelled)
        unheard = free and session is not None and session.heard == 0
        self.open_button.setEnabled(session is not None and not session.cancelled)
        self.move_button.setEnabled(unheard)
        self.cancel_button.setEnabled(unheard)
        self.slips_button.setEnabled(free and session is not None and session.people > 0)
        cancelled = session is not None and session.cancelled
        self.reinstate_button.setVisible(cancelled)
        self.words.setText("No session on this day." if session is None else _words(session))

    def _open(self) -> None:
        session = self.marked()
        if session is not None:
            self.opened.emit(session)


def _words(session: CalendarSession) -> str:
    """The session in a few lines."""
    where = ", ".join(filter(None, (session.courtroom, session.judge)))
    lines = [where, session.load] if where else [session.load]
    if session.heard:
        lines.append(f"{session.heard} heard")
    if session.closed:
        lines.append("Closed: its minutes are frozen.")
    elif session.over and not session.cancelled:
        lines.append("More is booked than fits.")
    if session.moved_from is not None:
        lines.append(f"Moved from {short(session.moved_from, session.held_on)}.")
    if session.cancelled and session.cancelled_why:
        lines.append(f"Why: {session.cancelled_why}")
    return "\n".join(lines)
