"""How incentives stand against sanctions, how soon and how surely the court answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.casework.responses import balance
from drugcourt.casework.responses.balance import Balances, PersonLine, PhaseLine
from drugcourt.domain.dates import counted, short
from drugcourt.domain.tone import Tone
from drugcourt.fields import response_policy as fields
from drugcourt.ui.kit import tasks
from drugcourt.ui.kit.buttons import Choice, ChoiceChips
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.flow import side_by_side
from drugcourt.ui.kit.labels import Heading, Muted
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.ui.responses.tab import ResponsesTab
from drugcourt.ui.shell import Shell
from drugcourt.workspace import Workspace

PERIODS = (28, 90, 365)
_ACROSS = 6


@dataclass(frozen=True, slots=True)
class _Question:
    """What the worker asks; it holds no widget."""

    workspace: Workspace
    days: int

    def __call__(self) -> Balances:
        today = self.workspace.today
        since = today - timedelta(days=self.days - 1)
        return self.workspace.read(balance.balances, today=today, since=since)


def per_words(number: float | None) -> str:
    """`3.5`, or a dash where there is nothing to divide by."""
    return "–" if number is None else f"{number:.1f}".removesuffix(".0")


def _phase(row: PhaseLine) -> str:
    return f"Phase {row.phase}" if row.phase is not None else "Before phase 1"


def _incentives(row: PhaseLine | PersonLine) -> str:
    return f"{row.balance.incentives:,}"


def _sanctions(row: PhaseLine | PersonLine) -> str:
    return f"{row.balance.sanctions:,}"


def _adjustments(row: PhaseLine | PersonLine) -> str:
    return f"{row.balance.adjustments:,}"


def _per(row: PhaseLine | PersonLine) -> str:
    return per_words(row.balance.per_sanction)


def _middle(row: PhaseLine) -> str:
    return "–" if row.lag.middle is None else f"{row.lag.middle:g}"


def _ratio(row: PersonLine) -> str:
    return row.balance.words


def _person_phase(row: PersonLine) -> str:
    return "" if row.phase is None else f"{row.phase}"


def _short_by(row: PersonLine) -> list[tuple[str, Tone]]:
    return [(f"{row.short_by}", Tone.WATCH)] if row.short_by else []


class Figure(QWidget):
    """One figure: what, how much, and beside what it stands."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, px(8), 0)
        column.setSpacing(px(1))
        self.word = Muted("", small=True)
        self.number = Heading("–")
        self.beside = Muted("", small=True)
        for label in (self.word, self.number, self.beside):
            column.addWidget(label)
        column.addStretch(1)

    def say(self, word: str, number: str, beside: str) -> None:
        """Write the figure."""
        self.word.setText(word)
        self.number.setText(number)
        self.beside.setText(beside)
        self.setAccessibleName(f"{word}: {number} {beside}".strip())


class BalanceTab(ResponsesTab):
    """The figures of a period above, by phase and by participant below."""

    title = "Ratio and lag"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._work: tasks.Handle | None = None
        self.found: Balances | None = None
        self.period = ChoiceChips(
            [Choice(days, f"{days} days") for days in PERIODS], "Period", numbered=False
        )
        self.period.set_value(PERIODS[1])
        self.span = Muted("", wrap=False)
        self.figures = [Figure() for _ in range(_ACROSS)]
        self.origin = Muted("", small=True)
        self.phases = DataTable(
            (
                Column(fields.PHASE, text=_phase, strong=True, stretch=True),
                Column(fields.INCENTIVES, text=_incentives),
                Column(fields.SANCTIONS, text=_sanctions),
                Column(fields.PER_SANCTION, text=_per),
                Column(fields.ADJUSTMENTS, text=_adjustments),
                Column(fields.MIDDLE, text=_middle),
            ),
            "By phase",
            row_id="phase",
            empty="No response was given in this period.",
        )
        self.people = DataTable(
            (
                Column(fields.NAME, strong=True, stretch=True),
                Column(fields.PHASE, text=_person_phase),
                Column(fields.RATIO, text=_ratio),
                Column(fields.MISSING, pills=_short_by),
                Column(fields.LAST_INCENTIVE),
            ),
            "By participant",
            row_id="episode_id",
            as_of=shell.workspace.today,
            empty="Nobody is in the program.",
        )
        self._build()
        self.period.chosen.connect(self._chosen)
        self.people.opened.connect(self._opened)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.period, 1)
        head.addWidget(self.span)
        self.column.addLayout(head)
        tiles = QWidget()
        grid = QGridLayout(tiles)
        grid.setContentsMargins(0, 0, 0, 0)
        for place, figure in enumerate(self.figures):
            grid.addWidget(figure, 0, place)
            grid.setColumnStretch(place, 1)
        self.column.addWidget(tiles)
        self.column.addWidget(self.origin)
        by_phase = Card("By phase", "adjustments stand beside the ratio, never in it")
        by_phase.add(self.phases, 1)
        by_person = Card("By participant", "who misses the most incentives first")
        by_person.add(self.people, 1)
        self.column.addLayout(side_by_side((by_phase, 6), (by_person, 5)), 1)

    def refresh(self) -> None:
        """Ask again for the period, beside the work on screen."""
        if self._work is not None and not self._work.finished:
            self._work.cancel()
        question = _Question(self.workspace, int(self.period.value()))
        self._work = tasks.run(question, self._arrived, self._failed)

    def take_keyboard(self) -> None:
        self.period.setFocus()

    def marked_episode(self) -> int | None:
        row = self.people.selected_row()
        return None if row is None else int(row.episode_id)

    def _chosen(self, _days: object) -> None:
        self.refresh()

    def _arrived(self, found: Balances) -> None:
        self.found = found
        self.notices.take_back("work")
        self.span.setText(f"{short(found.first, found.last)} to {short(found.last)}")
        for figure, said in zip(self.figures, told(found), strict=True):
            figure.say(*said)
        self.origin.setText(
            f"The aim of {found.numbers.ratio} : 1: {found.numbers.origin('ratio')}."
        )
        self.phases.set_rows(found.phases)
        self.people.set_rows(found.people)

    def _failed(self, problem: Exception) -> None:
        self.notices.say(str(problem), Tone.ALARM, key="work")

    def _opened(self, row: PersonLine) -> None:
        self.shell.open_participant(row.episode_id, "responses")


def told(found: Balances) -> list[tuple[str, str, str]]:
    """The figures in their order: the word, the number, what it stands beside."""
    total, lag, sure, numbers = found.total, found.lag, found.certainty, found.numbers
    short_people = sum(1 for person in found.people if person.short_by)
    share = "–" if sure.share is None else f"{100 * sure.share:.0f} %"
    middle = "–" if lag.middle is None else f"{lag.middle:g} days"
    in_time = "" if lag.share_in_time is None else f"{100 * lag.share_in_time:.0f} % in"
    return [
        (
            "Incentives to sanctions",
            total.words,
            f"{per_words(total.per_sanction)} for each; the aim is {numbers.ratio}",
        ),
        ("Below the aim", f"{short_people:,}", f"of {len(found.people):,} participants"),
        ("Behavior to answer", middle, f"{in_time} {numbers.answer_days} days".strip()),
        (
            f"Answered in {numbers.answer_days} days",
            share,
            f"{sure.answered:,} of {sure.happened:,} not kept",
        ),
        (
            "Jail",
            f"{found.jail:,}",
            f"{counted(found.jail_days, 'day')}; {found.jail_over:,} too long",
        ),
        (
            "Sanctions before stability",
            f"{found.before_stability:,}",
            "for use while it is distal",
        ),
    ]
