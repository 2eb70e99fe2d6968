"""Whether enough points were earned in each week or month, as level systems ask."""

from __future__ import annotations

from datetime import date, timedelta

from drugcourt.domain.dates import Amount, counted, short, subtract
from drugcourt.domain.findings import Finding, Ref, Verdict
from drugcourt.domain.program import Points, Requirement
from drugcourt.rules.requirements.breakpoints import first_met
from drugcourt.rules.requirements.case import Case, found
from drugcourt.rules.requirements.periods import ended_periods
from drugcourt.rules.requirements.since import begun_refs

_A_DAY = timedelta(days=1)
_Period = tuple[date, date]


def points_each(
    requirement: Requirement, rule: Points, per: Amount, case: Case, start: date
) -> Finding:
    """In each whole `per` since the start, or in the latest of them that make up `over`.

    Without `over` a poor period that is over can't be made good.
    """
    given = sorted(
        (p for p in case.facts.points if p.on >= start), key=lambda item: (item.on, item.id)
    )
    periods = list(ended_periods(per, start, case.as_of, case.program.month_days))
    good = {
        period for period in periods if _good(rule, [p.points for p in given if _in(p.on, period)])
    }

    def looked_at(day: date) -> list[_Period]:
        whole = [period for period in periods if period[1] <= day]
        if rule.over is None or not whole:
            return whole
        after = whole[-1][1] + _A_DAY
        floor = subtract(after, rule.over, case.program.month_days)
        return [period for period in whole if period[0] >= floor]

    def holds(day: date) -> bool:
        seen = looked_at(day)
        return bool(seen) and all(period in good for period in seen)

    now = looked_at(case.as_of)
    met = holds(case.as_of)
    lost = bool(now) and not met and rule.over is None
    changes = [last for _, last in periods]
    enough = sum(period in good for period in now)
    text = f"enough points in {enough:,} of {counted(len(now) * per.n, per.unit)}"
    poor = [period for period in now if period not in good]
    if poor:
        text += (
            f"; too few from {short(poor[-1][0], case.as_of)} to {short(poor[-1][1], case.as_of)}"
        )
    refs = (*(Ref("point_entry", p.id) for p in given), *begun_refs(rule.since, rule.event, case))
    soonest = max(case.plus(start, per) - _A_DAY, case.as_of + _A_DAY)
    return found(
        requirement,
        Verdict.MET if met else Verdict.FAILED if lost else Verdict.UNMET,
        text,
        met_from=first_met(holds, changes, start, case.as_of) if met else None,
        if_acted=None if met else soonest,
        achieved=f"{enough:,} / {len(now):,}",
        evidence=refs,
    )


def _in(day: date, period: _Period) -> bool:
    return period[0] <= day <= period[1]


def _good(rule: Points, points: list[int]) -> bool:
    earned = sum(n for n in points if n > 0)
    demerits = -sum(n for n in points if n < 0)
    return (
        (rule.earned is None or earned >= rule.earned)
        and (rule.demerits is None or demerits <= rule.demerits)
        and (rule.net is None or earned - demerits >= rule.net)
    )
