"""Whether the share kept in the best weeks or months is enough, the poorest ones left aside."""

from __future__ import annotations

from datetime import date, timedelta

from drugcourt.domain.dates import Amount, Unit, counted, short, subtract
from drugcourt.domain.findings import Finding, Verdict
from drugcourt.domain.program import AttendShare, Requirement
from drugcourt.rules.requirements.breakpoints import first_met
from drugcourt.rules.requirements.case import Case, found
from drugcourt.rules.requirements.periods import rolling_periods
from drugcourt.rules.requirements.tally import Tally, lines, noun

_A_DAY = timedelta(days=1)
_WEEK = Amount(1, Unit.WEEK)


def best_share(
    requirement: Requirement, rule: AttendShare, case: Case, tally: Tally, start: date
) -> Finding:
    """At least `percent` of what was due in the `best` periods of `per` kept.

    Periods are counted back from the day asked; those in which nothing was due are left out, and
    a first one that is not whole counts as it is.
    """

    def best(day: date) -> list[tuple[int, int]]:
        floor = start
        if rule.over is not None:
            floor = max(start, subtract(day, rule.over, case.program.month_days) + _A_DAY)
        held = []
        for period in rolling_periods(rule.per or _WEEK, floor, day, case.program.month_days):
            low, high = tally.between(period.first, period.last)
            if high > low:
                held.append((tally.kept(low, high), high - low))
        return sorted(held, key=lambda pair: (-pair[0] / pair[1], -pair[1]))[: rule.best]

    def holds(day: date) -> bool:
        periods = best(day)
        kept, due = (sum(values) for values in zip(*periods, strict=True)) if periods else (0, 0)
        return due > 0 and kept * 100 >= rule.percent * due

    periods = best(case.as_of)
    kept, due = sum(kept for kept, _ in periods), sum(due for _, due in periods)
    met = holds(case.as_of)
    days = (case.as_of - start).days
    changes = [start + timedelta(days=n) for n in range(days + 1)]
    low, high = tally.window(case.as_of)
    unit = (rule.per or _WEEK).unit
    return found(
        requirement,
        Verdict.MET if met else Verdict.UNMET,
        f"{kept:,} of {counted(due, noun(rule))} in the best {counted(len(periods), unit)}, "
        f"{kept * 100 // due if due else 0} %",
        met_from=first_met(holds, changes, start, case.as_of) if met else None,
        if_acted=None if met else case.as_of + _A_DAY,
        achieved=f"{kept:,} / {due:,}",
        evidence=lines(tally.due[low:high]),
    )


def nothing_due(requirement: Requirement, case: Case, since: date, what: str) -> Finding:
    """Nothing was due in the span, so nothing is known."""
    text = f"no {what}s recorded since {short(since, case.as_of)}"
    refs = (case.episode_ref(),)
    return found(requirement, Verdict.UNKNOWN, text, if_acted=case.as_of, evidence=refs)
