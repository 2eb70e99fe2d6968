"""What a coordinator sees first: what needs a decision, who is heard, what is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from drugcourt.casework import today as questions
from drugcourt.casework.facts.rooms import FACT_KINDS
from drugcourt.casework.follow_ups import FollowUp, FollowUps, follow_ups
from drugcourt.casework.imports.batches import import_file
from drugcourt.casework.oversight.policy import oversight_policy
from drugcourt.casework.oversight.reviews import due_week
from drugcourt.casework.specimens.weeks import TestWeek, test_weeks, tests_today
from drugcourt.domain.dates import long, short
from drugcourt.domain.tone import Tone
from drugcourt.ui.kit import tasks
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.cards import EmptyState
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.flow import FoldingRow, scrolled
from drugcourt.ui.kit.page import Page
from drugcourt.ui.kit.theme import px
from drugcourt.ui.papers import paper
from drugcourt.ui.shell import Shell
from drugcourt.ui.today.cards import (
    CaseloadCard,
    DecisionsCard,
    DocketCard,
    FollowUpsCard,
    TestingCard,
)
from drugcourt.workspace import Workspace

FEW, MORE, MANY = 5, 9, 100  # decisions in a low window, in a tall one, and when asked for all
ON_DOCKET, ON_DOCKET_TALL = 6, 11
TALL = 880
WEEKS = 12
QUEUE = "today"  # of what is asked behind the page
FOLDS = 940  # below this width the cards stand one under the other


class TodayPage(Page):
    """Five cards; every line of them opens what it names."""

    title = "Today"
    kinds = FACT_KINDS | {
        "attention_item",
        "case_disposition",
        "ceremony",
        "consent",
        "court",
        "court_task",
        "exit_follow_up",
        "graduation_preparation",
        "legal_process",
        "person",
        "standing",
        "termination_proceeding",
        "week_review",
    }

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._decisions_shown, self._tall = FEW, False
        self._each_due = 1
        self.print_button = Button("Print docket", self.print_docket)
        self.docket_button = Button("Open the docket", self.open_docket, Look.PRIMARY)
        self.add_action(self.print_button)
        self.add_action(self.docket_button)
        self.decisions, self.docket = DecisionsCard(), DocketCard()
        self.testing, self.caseload = TestingCard(), CaseloadCard()
        self.follow_ups = FollowUpsCard()
        self.nobody = EmptyState(
            "Nobody is in this court yet",
            "Bring in the office’s own spreadsheets, or enter the first candidate by hand.",
            Button("Import people…", self._import, Look.PRIMARY),
            "users",
        )
        self._cards = QWidget()
        cards = QVBoxLayout(self._cards)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(px(14))
        cards.addWidget(FoldingRow((self.decisions, 7), (self.docket, 5), under=FOLDS))
        lower = ((self.testing, 4), (self.caseload, 4), (self.follow_ups, 4))
        cards.addWidget(FoldingRow(*lower, under=FOLDS))
        cards.addStretch(1)
        self._area = scrolled(self._cards)
        self.body.addWidget(self._area, 1)
        self.body.addWidget(self.nobody, 1)
        self.decisions.opened.connect(self._open_decision)
        self.decisions.more_wanted.connect(self._more_decisions)
        self.docket.opened.connect(self._open_hearing)
        self.docket.more_wanted.connect(self.open_docket)
        self.testing.opened.connect(self._open_testing)
        self.follow_ups.opened.connect(self._open_follow_up)
        self.follow_ups.more_wanted.connect(self._more_follow_ups)

    def refresh(self) -> None:
        """Ask the questions of the day.

        What is due, and the weeks of testing, are asked behind the page: it stands before them.
        """
        day = self._today
        ask = self._shell.workspace.read
        counts = ask(questions.counts, today=day)
        court = ask(questions.court_day, today=day)
        self.set_head(long(day).rsplit(",", 1)[0], questions.court_line(court))
        anybody = bool(counts.participants or counts.candidates or counts.docket)
        self._area.setVisible(anybody)
        self.nobody.setVisible(not anybody)
        self.print_button.setVisible(court.people > 0)
        self.docket_button.setVisible(anybody)
        if not anybody:
            return
        rows = ask(questions.decisions, today=day, limit=self._decisions_shown)
        self.decisions.show_rows(rows, counts.decisions)
        lines = ask(
            questions.docket_lines, today=day, limit=ON_DOCKET_TALL if self._tall else ON_DOCKET
        )
        self.docket.show_rows(lines, court.people, _no_docket(court, day))
        self.testing.show_today(ask(tests_today, today=day))
        self.caseload.show_rows(ask(questions.caseload_by_phase))
        workspace = self._shell.workspace
        tasks.run(_Due(workspace, day, self._each_due).ask, self._due_came, queue=QUEUE)
        tasks.run(_Weeks(workspace, day).ask, self._weeks_came, queue=QUEUE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        tall = self.height() >= px(TALL)
        if tall is not self._tall:
            self._tall = tall
            if self._decisions_shown != MANY:
                self._decisions_shown = MORE if tall else FEW
            if not self.stale:
                self.refresh()

    def starting_place(self) -> QWidget | None:
        """The most urgent decision, if anybody waits for one."""
        lines = self.decisions.lines
        return lines[0] if lines and lines[0].isVisible() else super().starting_place()

    def open_docket(self) -> None:
        """The docket of this day, or of the next session."""
        self._shell.open_docket(None)

    @does(paper("docket"))
    def print_docket(self) -> None:
        """The paper of this day's docket."""
        self._shell.open_report("docket", session_day=self._today)

    @property
    def _today(self) -> date:
        return self._shell.workspace.today

    def _due_came(self, due: FollowUps) -> None:
        self.follow_ups.show_rows(due)

    def _weeks_came(self, weeks: list[TestWeek]) -> None:
        self.testing.show_weeks(weeks)

    def _open_decision(self, row: questions.DecisionRow) -> None:
        self._shell.open_participant(row.episode_id)

    def _open_hearing(self, row: questions.DocketLine) -> None:
        self._shell.open_participant(row.episode_id)

    def _open_testing(self) -> None:
        self._shell.open_page("testing")

    def _open_follow_up(self, due: FollowUp) -> None:
        if due.episode_id is not None:
            self._shell.open_participant(due.episode_id, due.tab)
        elif due.review:
            self._shell.open_review()
        else:
            self._shell.open_docket(due.session_on)

    def _more_decisions(self) -> None:
        """Show many in place; whoever wants them all sorts the Participants list."""
        if self._decisions_shown == MANY:
            self._shell.open_page("participants")
            return
        self._decisions_shown = MANY
        self.refresh()

    def _more_follow_ups(self) -> None:
        if self._each_due == MANY:
            self._shell.open_page("participants")
            return
        self._each_due = MANY
        self.refresh()

    @does(import_file)
    def _import(self) -> None:
        self._shell.open_import("people")


def _no_docket(court: questions.CourtDay, day: date) -> str:
    if court.sits:
        return "Nobody is on the docket of this day yet."
    if court.next_on is None:
        return "Court does not sit today, and no session is scheduled yet."
    return f"Court does not sit today. The next session is on {short(court.next_on, day)}."


@dataclass(frozen=True, slots=True)
class _Due:
    """What is due, asked on a worker; holds no widget."""

    workspace: Workspace
    day: date
    each: int

    def ask(self) -> FollowUps:
        """What is due, the weekly review first where this desk may look at it."""
        ask, day = self.workspace.read, self.day
        due = ask(follow_ups, today=day, each=self.each)
        if self.workspace.why_not(due_week, acts=False):
            return due
        week = ask(due_week, today=day, policy=oversight_policy())
        if week is None:
            return due
        text = f"Weekly review, from {short(week, day)}"
        review = FollowUp(text, "Office", Tone.WATCH, review=True)
        return FollowUps((review, *due.shown), due.total + 1)


@dataclass(frozen=True, slots=True)
class _Weeks:
    """What is counted on a worker; holds no widget."""

    workspace: Workspace
    day: date

    def ask(self) -> list[TestWeek]:
        return self.workspace.read(test_weeks, today=self.day, weeks=WEEKS)
