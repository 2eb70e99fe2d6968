"""What a program asks before each step, as the numbers that a planned life has to respect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from drugcourt.domain.dates import Amount, Unit
from drugcourt.domain.fees import DebtKind
from drugcourt.domain.program import (
    AllOf,
    AnyOf,
    AttendAll,
    Decided,
    Elapsed,
    FreeOf,
    FreeWindow,
    LedgerSettled,
    MilestoneDone,
    Program,
    Requirement,
    Rule,
    Sober,
    Working,
)
from drugcourt.domain.rule_terms import DecisionBy

_LONGEST = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 31, Unit.YEAR: 366}
WHOLE_STAY = 10_000


@dataclass(slots=True)
class Needs:
    """Days and things asked before leaving one phase; all lengths are in days, at their longest."""

    days: int = 0
    sober: int = 0
    no_sanction: int = 0
    no_absence: int = 0
    work_days: int = 0
    work_hours: int = 0
    works: bool = False
    milestones: list[str] = field(default_factory=list)
    decisions: list[tuple[str, DecisionBy]] = field(default_factory=list)
    settle: set[DebtKind] = field(default_factory=set)
    plan: bool = False


def needs_of(program: Program) -> list[Needs]:
    """What each phase asks, in order; the last one with all that graduation asks."""
    asked = [list(phase.advance) for phase in program.phases]
    asked[-1] += list(program.graduation)
    return [_gathered(requirements) for requirements in asked]


def weeks(amount: Amount | None, otherwise: int) -> int:
    """An interval in whole weeks, at least one."""
    return otherwise if amount is None else max(1, _days(amount) // 7)


def _gathered(requirements: Iterable[Requirement]) -> Needs:
    needs = Needs()
    for requirement in _leaves(requirements):
        _take(needs, requirement.key, requirement.rule)
    return needs


def _take(needs: Needs, key: str, rule: Rule) -> None:
    match rule:
        case Elapsed(least=least):
            needs.days = max(needs.days, _days(least))
        case Sober(least=least):
            needs.sober = max(needs.sober, _days(least))
        case FreeWindow(of=FreeOf.UNEXCUSED_ABSENCE, least=least):
            needs.no_absence = max(needs.no_absence, _days(least))
        case FreeWindow(of=FreeOf.MISSED_TEST, least=least):
            needs.sober = max(needs.sober, _days(least))
        case FreeWindow(least=least):
            needs.no_sanction = max(needs.no_sanction, _days(least))
        case AttendAll(over=over):
            needs.no_absence = max(needs.no_absence, WHOLE_STAY if over is None else _days(over))
        case MilestoneDone(milestone=milestone):
            needs.milestones.append(milestone)
        case Decided(by=by):
            needs.decisions.append((key, by))
        case Working(hours=hours, over=over):
            needs.works = True
            needs.work_hours = max(needs.work_hours, hours or 0)
            needs.work_days = max(needs.work_days, 0 if over is None else _days(over))
        case LedgerSettled(debts=debts, plan_counts=counts, begun=begun):
            if counts or begun:
                needs.plan = True
            else:
                needs.settle |= debts
        case _:
            pass  # shares and counts of sessions are kept by attending well


def _leaves(requirements: Iterable[Requirement]) -> Iterator[Requirement]:
    """Requirements without their combinators; of an any-of the first part is planned for."""
    for requirement in requirements:
        match requirement.rule:
            case AllOf(parts):
                yield from _leaves(parts)
            case AnyOf(parts):
                yield from _leaves(parts[:1])
            case _:
                yield requirement


def _days(amount: Amount | None) -> int:
    """At most so many days; a requirement without a length asks none."""
    return 0 if amount is None else amount.n * _LONGEST[amount.unit]
