"""The consistency report: like behavior, like response, by group, with the ratio and the lag."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import CondPageBreak, Flowable
from sqlalchemy.orm import Session

from drugcourt.casework.letterhead import Letterhead, letterhead
from drugcourt.casework.responses.balance import Balances, PhaseLine, balances
from drugcourt.casework.responses.consistency import (
    BehaviorLine,
    Consistency,
    GroupLine,
    behavior_lines,
    comparisons,
)
from drugcourt.domain.dates import counted
from drugcourt.domain.response_policy import Numbers
from drugcourt.domain.responses import GroupBy
from drugcourt.reports.layout import fact_grid
from drugcourt.reports.letterhead import Copy, protected_paper, span
from drugcourt.reports.paper import Paper
from drugcourt.reports.style import gap, para, section, styles
from drugcourt.reports.tables import Column, data_table
from drugcourt.rules.fairness import luck_words

TITLE = "Consistency of responses"
GROUPS = (GroupBy.RACE, GroupBy.ETHNICITY, GroupBy.SEX, GroupBy.AGE, GroupBy.PHASE)
WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Figures:
    """The report with its letterhead; `groups` are the comparisons in their order."""

    head: Letterhead
    balances: Balances
    behaviors: tuple[BehaviorLine, ...]
    groups: tuple[Consistency, ...]

    @property
    def numbers(self) -> Numbers:
        """The policy's numbers."""
        return self.balances.numbers


def gather(
    db: Session, *, today: date, since: date | None = None, until: date | None = None
) -> Figures:
    """The figures of a period; the last ninety days unless it is said."""
    return Figures(
        letterhead(db),
        balances(db, today=today, since=since, until=until),
        tuple(behavior_lines(db, today=today, since=since, until=until)),
        comparisons(db, today=today, groups=GROUPS, since=since, until=until),
    )


def paper(figures: Figures, copy: Copy) -> Paper:
    """The frame; nobody is named on this paper."""
    found = figures.balances
    right = (f"Period {span(found.first, found.last)}", "All participants, nobody named")
    return protected_paper(TITLE, figures.head, copy, right=right)


def story(figures: Figures) -> list[Flowable]:
    """The whole in figures, by phase, by behavior, then by group, and how to read it."""
    return [
        *_summary(figures),
        *_phases(figures.balances.phases),
        *_behaviors(figures.behaviors),
        *(piece for found in figures.groups for piece in _groups(found)),
        gap(6),
        para(_how(figures.numbers), styles().muted),
    ]


def _summary(figures: Figures) -> list[Flowable]:
    found, numbers = figures.balances, figures.numbers
    total, lag, sure = found.total, found.lag, found.certainty
    per = "–" if total.per_sanction is None else f"{total.per_sanction:.1f}"
    middle = "–" if lag.middle is None else f"{lag.middle:g} days, nine in ten {lag.nine_in_ten}"
    share = "–" if sure.share is None else f"{100 * sure.share:.0f} %"
    of_all = f"{sure.answered:,} of {sure.happened:,}"
    over = f"{found.jail_over:,} over {counted(numbers.jail_confirm_above, 'day')}"
    facts = [
        ("Ratio", f"{total.words}, {per} for each sanction; the aim is {numbers.ratio}"),
        ("Adjustments", f"{total.adjustments:,}, beside the ratio"),
        ("Lag", f"median {middle}"),
        ("Certainty", f"{share} in {numbers.answer_days} days, {of_all}"),
        ("Jail", f"{found.jail:,}, together {counted(found.jail_days, 'day')}; {over}"),
        ("Too early", f"{found.before_stability:,} for use while it was a distal goal"),
        ("Contested", f"{counted(found.contested, 'sanction')}"),
        ("Unheard", f"{counted(found.unheard, 'sanction')} without a word on it"),
    ]  # fmt: skip
    return [fact_grid(facts, columns=2)]


def _phases(lines: Sequence[PhaseLine]) -> list[Flowable]:
    rows = [
        (
            f"Phase {line.phase}" if line.phase is not None else "Before phase 1",
            f"{line.balance.incentives:,}",
            f"{line.balance.sanctions:,}",
            "–" if line.balance.per_sanction is None else f"{line.balance.per_sanction:.1f}",
            f"{line.balance.adjustments:,}",
            "–" if line.lag.middle is None else f"{line.lag.middle:g}",
        )
        for line in lines
    ]
    return [
        section("By phase"),
        *data_table(
            [
                Column("Phase", 2.2, bold=True),
                Column("Incentives", 1, number=True),
                Column("Sanctions", 1, number=True),
                Column("For each", 1, number=True),
                Column("Adjustments", 1.1, number=True),
                Column("Lag, days", 1.1, number=True),
            ],
            rows,
            "No response was given in this period.",
        ),
    ]


_COLUMNS = (
    Column("People", 0.9, number=True),
    Column("Answers", 0.9, number=True),
    Column("Sanctions, %", 1.1, number=True),
    Column("Jail, %", 0.8, number=True),
    Column("Departed, %", 1.1, number=True),
    Column("Lag, days", 0.9, number=True),
)


def _behaviors(lines: Iterable[BehaviorLine]) -> list[Flowable]:
    rows = [(one.title, *figures_of(one.line)) for one in lines]
    return [
        section("By behavior", "what was not kept; sanctions and adjustments are its answers"),
        *data_table(
            [Column("Behavior", 2.6, bold=True), *_COLUMNS],
            rows,
            "Nothing was answered in this period.",
        ),
    ]


def _groups(found: Consistency) -> list[Flowable]:
    rows = [(line.group, *figures_of(line), beside_words(line)) for line in found.lines]
    if rows:
        rows.append(("Everybody", *figures_of(found.everybody), ""))
    return [
        CondPageBreak(110),
        section(f"By {found.by.label.lower()}"),
        *data_table(
            [
                Column(found.by.label, 2.4, bold=True),
                *_COLUMNS,
                Column("Beside the others", 2.6),
            ],
            rows,
            "Nothing was answered in this period.",
        ),
    ]


def figures_of(line: GroupLine) -> tuple[str, ...]:
    """People, answers, shares and lag of a line in words; nothing of one that is withheld."""
    if line.withheld:
        return (WITHHELD, "", "", "", "", "")
    return (
        f"{line.people:,}",
        f"{line.answers:,}",
        _percent(line.sanction_rate),
        _percent(line.jail_rate),
        _percent(line.departure_rate),
        "–" if line.lag is None else f"{line.lag:g}",
    )


def beside_words(line: GroupLine) -> str:
    """`1.40 times, luck 12 in 100`; nothing where there is nothing to compare with."""
    if line.withheld or line.ratio is None:
        return ""
    return f"{line.ratio:.2f} times, luck {luck_words(line.luck)}"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f}"


def _how(numbers: Numbers) -> str:
    return (
        f"Figures about fewer than {numbers.smallest} people are withheld, and as many more as it "
        "takes that nobody can work them out from the rest. “Beside the others” is a group’s share "
        "of sanctions over that of all others; “luck” says how often chance alone would show a "
        "difference as large, were everybody answered alike. A small figure asks for a look at the "
        "cases, not for a verdict. “Departed” counts answers other than the matrix suggests, each "
        "with the team’s reason."
    )
