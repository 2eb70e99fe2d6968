"""The five cards of Today, each filled from plain rows and saying which row was opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from drugcourt.casework.follow_ups import FollowUps
from drugcourt.casework.specimens.weeks import TestWeek
from drugcourt.casework.today import DecisionRow, DocketLine
from drugcourt.domain.dates import counted, short
from drugcourt.domain.specimens import CollectionStatus
from drugcourt.fields.field import Field, Kind
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.charts import Bar, BarList, WeekBars
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.today.lines import DecisionLine, FollowUpLine, OpeningLine

ASKING = "Being looked up …"


class LinesCard(Card):
    """Lines under each other, and a button for those that are not shown.

    `empty` is said only once it is known that there are none.
    """

    opened = Signal(object)
    more_wanted = Signal()

    def __init__(self, title: str, empty: str) -> None:
        super().__init__(title)
        self._none, self._empty = empty, Muted(ASKING)
        self.lines: list[OpeningLine] = []
        self.body.setSpacing(0)
        self.more = Button("", self.more_wanted.emit, Look.QUIET)
        self.more.hide()
        self.body.addWidget(self._empty)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)

    def show_lines(self, lines: Sequence[OpeningLine], left: int) -> None:
        """Replace the lines; `left` are known and not shown."""
        for old in self.lines:
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.lines = list(lines)
        for place, line in enumerate(self.lines):
            line.wanted.connect(self.opened)
            self.body.insertWidget(place, line)
        for before, after in pairwise([*self.lines, self.more]):
            QWidget.setTabOrder(before, after)
        self._empty.setText(self._none)
        self._empty.setVisible(not lines)
        self.more.setVisible(left > 0)
        self.more.setText(f"{left:,} more")
        self.more.setAccessibleName(f"Show {left:,} more")


class DecisionsCard(LinesCard):
    """Who needs a decision, the most urgent first."""

    def __init__(self) -> None:
        super().__init__("Needs a decision today", "Nobody waits for a decision today.")

    def show_rows(self, rows: Sequence[DecisionRow], total: int) -> None:
        """One line a person; `total` people wait in all."""
        self.show_lines([_decision_line(row) for row in rows], total - len(rows))


def _decision_line(row: DecisionRow) -> DecisionLine:
    more = f" And {counted(row.others, 'more thing')}." if row.others else ""
    return DecisionLine(row, row.name, row.phase, row.text + more, row.word, row.tone)


class FollowUpsCard(LinesCard):
    """What is overdue or waits for somebody."""

    def __init__(self) -> None:
        super().__init__("Follow-ups due", "Nothing is overdue.")

    def show_rows(self, due: FollowUps) -> None:
        """One line a thing."""
        lines = [FollowUpLine(one, one.text, one.who, one.tone) for one in due.shown]
        self.show_lines(lines, due.total - len(lines))


class DocketCard(Card):
    """Today's hearings in the order heard."""

    opened = Signal(object)
    more_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("Today’s docket")
        self.table = DataTable(_DOCKET, "Today’s docket", row_id="entry_id", fit=True, empty="")
        self.table.setSortingEnabled(False)
        self.table.opened.connect(self.opened)
        self.nobody = Muted("")
        self.more = Button("", self.more_wanted.emit, Look.QUIET)
        self.add(self.table)
        self.add(self.nobody)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_space()

    def show_rows(self, rows: Sequence[DocketLine], people: int, words: str) -> None:
        """The first rows of `people`; `words` say why there are none."""
        self.set_heading("Today’s docket", counted(people, "person", "people") if people else "")
        self.table.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.nobody.setText(words)
        self.nobody.setVisible(not rows)
        left = people - len(rows)
        self.more.setText(f"{left:,} more" if left else "All on the docket")
        self.more.setVisible(left > 0)


_DOCKET = (
    Column(Field("place", "", Kind.WHOLE, width=3)),
    Column(Field("name", "Participant", width=16), stretch=True),
    Column(Field("phase", "Phase", width=5)),
    Column(Field("days_sober", "Sober", Kind.WHOLE, width=5)),
    Column(
        Field("word", "", width=12),
        pills=lambda row: [(row.word, row.tone)] if row.word else [],
    ),
)


@dataclass(frozen=True, slots=True)
class TestingFigures:
    """What the testing card shows."""

    __test__ = False

    weeks: Sequence[TestWeek]
    counts: Mapping[CollectionStatus, int]


class TestingCard(Card):
    """This day's tests in a sentence, and the last weeks as bars."""

    __test__ = False
    opened = Signal()

    def __init__(self) -> None:
        button = Button("Open testing", look=Look.QUIET)
        super().__init__("Testing", actions=[button])
        button.clicked.connect(self.opened)
        self.sentence = Muted("")
        self.bars = WeekBars("Tests a week")
        self.remark = Muted("", small=True)
        for piece in (self.sentence, self.bars, self.remark):
            self.add(piece)
        self.add_space()

    def show_today(self, counts: Mapping[CollectionStatus, int]) -> None:
        """The sentence; it comes at once."""
        self.sentence.setText(_tests_sentence(counts))

    def show_weeks(self, weeks: Sequence[TestWeek]) -> None:
        """The bars; they come when they are counted."""
        tested = sum(week.collected for week in weeks)
        positive = sum(week.positive for week in weeks)
        self.bars.set_bars(
            [Bar(short(w.start, weeks[-1].start), w.collected, w.positive) for w in weeks],
            "with an unexplained positive",
        )
        self.bars.setVisible(tested > 0)
        share = f"{positive / tested * 100:.1f} %" if tested else "0 %"
        self.remark.setText(
            f"Tests a week for {len(weeks)} weeks, those with an unexplained positive in red: "
            f"{share}."
            if tested
            else "No test was collected in the last weeks."
        )


def _tests_sentence(counts: Mapping[CollectionStatus, int]) -> str:
    total = sum(counts.values())
    if not total:
        return "No test is called for today."
    said = [f"{counts[status]:,} {words}" for status, words in _TESTS.items() if counts.get(status)]
    return f"Called today: {total:,}. {', '.join(said).capitalize()}."


_TESTS = {
    CollectionStatus.COLLECTED: "collected",
    CollectionStatus.SCHEDULED: "still due",
    CollectionStatus.MISSED: "missed",
    CollectionStatus.REFUSED: "refused",
    CollectionStatus.UNABLE: "unable to provide",
    CollectionStatus.ADMITTED: "admitted use",
}


class CaseloadCard(Card):
    """How many participants are in each phase."""

    def __init__(self) -> None:
        super().__init__("Caseload by phase")
        self.bars = BarList("Caseload by phase")
        self.nobody = Muted("Nobody is in the program yet.")
        self.add(self.bars)
        self.add(self.nobody)
        self.add_space()

    def show_rows(self, rows: Sequence[tuple[str, int]]) -> None:
        """Phase and number, in the order of the program."""
        anybody = any(number for _, number in rows)
        self.bars.set_bars(rows)
        self.bars.setVisible(anybody)
        self.nobody.setVisible(not anybody)
