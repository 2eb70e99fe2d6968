"""Which session is open and how far it is: the left side of the docket."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from drugcourt.casework.docket.docket import SessionHead, StaffingRow
from drugcourt.domain.tone import Term, Tone
from drugcourt.ui.docket.docket_table import LEFT_OUT, DocketTable
from drugcourt.ui.hearings.day_bar import DayBar
from drugcourt.ui.kit.buttons import Button, ChoiceChips, IconButton, Look, term_choices
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.flow import FlowLayout
from drugcourt.ui.kit.labels import Muted, Pill


class View(Term):
    """Who may look: the team, the room, everybody."""

    STAFFING = "staffing", "Staffing"
    COURT = "court", "Court"
    PUBLIC = "public", "Public"


def progress_words(head: SessionHead) -> str:
    """`5 of 18 heard · 3.4 min each`."""
    told = [f"{head.heard} of {head.total} heard"]
    if head.seconds_each:
        told.append(f"{head.seconds_each / 60:.1f} min each")
    if head.closed:
        told.append("closed")
    return " · ".join(told)


class SessionBar(DayBar):
    """The session's day with the way to other days, and who is looking."""

    other_day = Signal()
    view_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Session", parent=parent)
        self.calendar = IconButton("calendar-blank", "Another court day", self.other_day)
        self.calendar.setToolTip("Another court day (Ctrl+G)")
        self.row.addWidget(self.calendar)
        self.views = ChoiceChips(term_choices(View), "View", numbered=False)
        self.views.setToolTip("Who is looking (F11)")
        self.views.set_value(View.STAFFING)
        self.views.chosen.connect(self.view_chosen)


class SessionCard(Card):
    """One session as the team sees it: the list, and what can be done with it."""

    add_wanted = Signal()
    off_wanted = Signal()
    best_first_wanted = Signal()
    build_wanted = Signal()
    close_wanted = Signal()
    print_wanted = Signal()
    after_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName("Session")
        self.bar = SessionBar()
        self.progress = Muted("", wrap=False)
        self.checks = Muted("", wrap=True, small=True)
        self.warning = Pill("", Tone.ALARM)
        self.table = DocketTable()
        self.add_button = Button("Add", self.add_wanted, Look.QUIET, icon_name="plus")
        self.add_button.setToolTip("Put a participant on this docket (Ctrl+N)")
        self.build_button = Button("Build", self.build_wanted, Look.QUIET)
        self.build_button.setToolTip("See who is due and not on it (Ctrl+B)")
        self.off_button = Button("Take off", self.off_wanted, Look.QUIET)
        self.off_button.setToolTip("Take this participant off the docket (Ctrl+Del)")
        self.after_button = Button("After court", self.after_wanted, Look.QUIET)
        self.after_button.setToolTip("What is to be done, and the papers of this session (Ctrl+J)")
        self.best_button = Button("Best news first", self.best_first_wanted, Look.QUIET)
        self.print_button = Button("Print", self.print_wanted, Look.QUIET, icon_name="printer")
        self.print_button.setToolTip("The docket of this session on paper")
        self.back_button = Button("Take back", self.back_wanted, Look.QUIET)
        self.close_button = Button("Close session", self.close_wanted, Look.QUIET)
        self.close_button.setToolTip("Freeze the minutes of this session (Ctrl+L)")
        self.add(self.bar)
        self.add(self.progress)
        self.add(self.checks)
        self.add(self.warning)
        self.warning.hide()
        self.add(self.bar.views)
        self.add(self.table, 1)
        self.hint = Muted("Drag or Ctrl+Up, Ctrl+Down to reorder", small=True)
        self.add(self.hint)
        foot = QWidget()
        flow = FlowLayout(foot, gap=2)
        for button in (
            self.build_button,
            self.add_button,
            self.off_button,
            self.best_button,
            self.print_button,
            self.after_button,
            self.back_button,
            self.close_button,
        ):
            flow.addWidget(button)
        self.add(foot)

    def show_session(self, head: SessionHead | None, rows: Sequence[StaffingRow]) -> None:
        """Show a session; without one only the bar says so."""
        self.bar.show_head(head)
        self.progress.setText(progress_words(head) if head else "")
        open_now = head is not None and not head.closed
        self.table.may_move = open_now
        for button in (
            self.build_button,
            self.add_button,
            self.off_button,
            self.best_button,
            self.close_button,
        ):
            button.setEnabled(open_now)
        self.after_button.setEnabled(head is not None)
        self.table.set_rows(rows)

    def set_narrow(self, *, narrow: bool) -> None:
        """In a narrow window the list leaves out phase and sober days."""
        self.hint.setVisible(not narrow)
        self.bar.set_narrow(narrow=narrow)
        for place in LEFT_OUT:
            self.table.setColumnHidden(place, narrow)

    def show_last(self, text: str) -> None:
        """What would be taken back next; nothing when there is nothing."""
        self.back_button.setEnabled(bool(text))
        self.back_button.setToolTip(f"Take back: {text} (Ctrl+Z)" if text else "")

    def show_checks(self, words: str, warning: str) -> None:
        """How full the session is and what is to be seen to; a warning stands by itself."""
        self.checks.setText(words)
        self.checks.setVisible(bool(words))
        self.warning.set_pill(warning, Tone.ALARM)
        self.warning.setVisible(bool(warning))
