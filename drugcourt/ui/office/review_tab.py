"""The week behind us: who signed in, what was looked at, set aside, corrected and taken out."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from drugcourt.casework.oversight import reviews
from drugcourt.casework.oversight.anchors import accept_history, printed_state
from drugcourt.casework.oversight.policy import oversight_policy
from drugcourt.casework.oversight.review_parts import Part, ReviewLine
from drugcourt.casework.oversight.reviews import Review, WeekRow
from drugcourt.casework.oversight.watch import unlike_of, watch_of
from drugcourt.domain.dates import counted, short
from drugcourt.domain.tone import Tone
from drugcourt.fields import oversight as fields
from drugcourt.fields.field import Field
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.cards import Card, columns
from drugcourt.ui.kit.celltext import moment_text
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.flow import FlowLayout
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.ui.office.tab import OfficeTab
from drugcourt.ui.shell import Shell

PART = Field("title", "What happened", width=24)
NUMBER = Field("total", "Count", width=6)
MEANING = (
    "Participants stand here by their number. Sign the week once you have looked through it; it "
    "is due on Today when a week has ended."
)


def _state(row: WeekRow) -> list[tuple[str, Tone]]:
    if row.signed_at is not None:
        return [("Signed", Tone.GOOD)]
    return [("Not signed", Tone.WATCH)] if row.ended else [("This week", Tone.INFO)]


def _count(part: Part) -> list[tuple[str, Tone]]:
    return [(f"{part.total:,}", part.tone)] if part.total else []


def _more(line: ReviewLine) -> str:
    return line.text


class ReviewTab(OfficeTab):
    """Weeks and their parts on the left, the lines of the chosen part on the right."""

    title = "Review"
    kinds = frozenset({"week_review", "account_event", "court_notice", "staff", "role_right"})

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.policy = oversight_policy()
        self.review: Review | None = None
        today = shell.workspace.today
        self.notices = Notices()
        self.sign_button = Button("Sign this week…", self.sign, Look.PRIMARY)
        self.code_button = Button("Check a paper’s code…", self.check_code)
        self.weeks = DataTable(
            (
                Column(fields.WEEK, text=self._week, strong=True, stretch=True),
                Column(fields.SIGNED, pills=_state),
            ),
            "Weeks",
            row_id="week_on",
            as_of=today,
            empty="The first week has not ended yet.",
        )
        self.parts = DataTable(
            (Column(PART, stretch=True), Column(NUMBER, pills=_count)),
            "Parts of the week",
            row_id="key",
            as_of=today,
        )
        self.lines = DataTable(
            (
                Column(fields.AT, muted=True),
                Column(fields.WHO),
                Column(fields.WHAT, strong=True, detail=_more, stretch=True),
            ),
            "What happened",
            row_id="at",
            as_of=today,
            detail_lines=2,
        )
        self.of_part = Card("What happened")
        self.signed = Muted("", small=True)
        self._build()
        self.weeks.picked.connect(self._week_picked)
        self.parts.picked.connect(self._part_picked)

    def _build(self) -> None:
        line = FlowLayout(gap=8)
        line.addWidget(self.sign_button)
        line.addWidget(self.code_button)
        self.column.addLayout(line)
        self.column.addWidget(self.notices)
        left = QWidget()
        box = QVBoxLayout(left)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(12))
        for title, table, share in (("Weeks", self.weeks, 4), ("Parts", self.parts, 6)):
            card = Card(title)
            card.add(table, 1)
            box.addWidget(card, share)
        self.of_part.add(self.lines, 1)
        self.of_part.add(self.signed)
        self.column.addLayout(columns((left, 5), (self.of_part, 8)), 1)
        self.column.addWidget(Muted(MEANING, small=True))
        self.setFocusProxy(self.parts)

    # Showing ----------------------------------------------------------------------------------

    def show_now(self) -> None:
        """Ask again; the chosen week and part stay, at first the oldest week that is due."""
        workspace = self.shell.workspace
        rows = workspace.read(reviews.weeks, today=workspace.today, policy=self.policy)
        chosen = self.weeks.selected_id()
        self.weeks.set_rows(rows)
        if chosen is None and rows:
            due = reviews.next_to_sign([row for row in rows if row.ended])
            if due is None or not self.weeks.select_id(due):
                self.weeks.select_place(0)
        self._show_week(self.weeks.selected_row())
        self._say_unlike()

    def _say_unlike(self) -> None:
        unlike = unlike_of(self.shell.workspace)
        if unlike is None:
            self.notices.take_back("history")
            return
        self.notices.say(
            unlike.sentence,
            Tone.ALARM,
            ("I know why…", self.accept),
            key="history",
            closable=False,
        )

    def _week_picked(self, row: WeekRow) -> None:
        self._show_week(row)

    def _show_week(self, row: WeekRow | None) -> None:
        self.sign_button.setEnabled(row is not None and row.ended)
        if row is None:
            self.review = None
            self.parts.set_rows(())
            self._part_picked(None)
            return
        self.review = self._asked(row.week_on)
        key = self.parts.selected_id()
        self.parts.set_rows(self.review.parts)
        if key is None:
            places = [place for place, part in enumerate(self.review.parts) if part.total]
            self.parts.select_place(places[0] if places else 0)
        self._part_picked(self.parts.selected_row())
        signed = row.signed_at
        self.signed.setText(
            f"Signed by {row.signed_by}, {moment_text(signed, self.shell.workspace.today)}: "
            f"{row.note}"
            if signed is not None
            else ""
        )
        self.signed.setVisible(signed is not None)

    def _asked(self, week_on: date) -> Review:
        """With the reasons, where this desk may read what they tell of."""
        workspace = self.shell.workspace
        wanted: dict[str, Any] = {
            "week_on": week_on,
            "today": workspace.today,
            "policy": self.policy,
            "tries": workspace.database.tries.lines(),
        }
        if not workspace.why_not(reviews.review_in_full, acts=False):
            return workspace.read(reviews.review_in_full, **wanted)
        return workspace.read(reviews.review, **wanted)

    def _part_picked(self, part: Part | None) -> None:
        lines: tuple[ReviewLine, ...] = part.lines if part is not None else ()
        self.lines.set_empty(part.none if part is not None else "Choose a week.")
        self.lines.set_rows(lines)
        said = ""
        if part is not None and part.total > len(lines) and part.key != "sign_ins":
            said = f"the newest {len(lines):,} of {part.total:,}"
        self.of_part.set_heading(part.title if part is not None else "What happened", said)

    def _week(self, row: WeekRow) -> str:
        today = self.shell.workspace.today
        return f"{short(row.week_on, today)} – {short(row.ends_on, today)}"

    # Acting -----------------------------------------------------------------------------------

    @does(reviews.sign_review)
    def sign(self) -> EditDialog | None:
        """Sign the chosen week with a note."""
        review = self.review
        if review is None or not review.week.ended:
            self.shell.say("Choose a week that has ended.")
            return None
        ask = Asking(self.shell)

        def act(given: dict[str, Any]) -> object:
            return ask.perform(
                reviews.sign_review,
                week_on=review.week.week_on,
                note=given["note"],
                counts=review.counts,
                policy=self.policy,
            )

        things = sum(part.total for part in review.parts)
        return ask.open(
            "Sign the weekly review",
            (fields.NOTE,),
            act,
            said="The week is signed.",
            values={"note": review.week.note},
            detail=f"{self._week(review.week)}, {counted(things, 'thing')} on the list",
            confirm="Sign",
            parent=self,
        )

    def check_code(self) -> EditDialog:
        """Compare the code at the foot of a paper with the history."""
        workspace, notices = self.shell.workspace, self.notices

        def act(given: dict[str, Any]) -> None:
            said = workspace.read(printed_state, code=given["code"])
            notices.say(said, Tone.GOOD, key="code")

        return Asking(self.shell).open(
            "Check a paper’s code",
            (fields.CODE,),
            act,
            said="The code is one of this history.",
            confirm="Check",
            parent=self,
        )

    @does(accept_history)
    def accept(self) -> EditDialog:
        """Accept the history as it stands, although this computer has seen another one."""
        watch = watch_of(self.shell.workspace)

        def act(given: dict[str, Any]) -> None:
            watch.accept(given["reason"])

        dialog = Asking(self.shell).open(
            "Accept this history",
            (fields.WHY_ACCEPTED,),
            act,
            said="Accepted; from now on this is the history that this computer knows.",
            confirm="Accept",
            danger=True,
            parent=self,
        )
        dialog.finished.connect(self._accepted)
        return dialog

    def _accepted(self, _result: int) -> None:
        self._say_unlike()
