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

    Without `over` a poor period that is over can't be made good. With `best` so many good ones
    are enough.
    """
    given = sorted(
        (p for p in case.facts.points if p.on >= start), key=lambda item: (item.on, item.id)
    )
    periods = list(ended_periods(per, start, case.as_of, case.program.month_days))
    good = {
        period for period in periods if _good(rule, [p.points for p in given if _in(p.on, period)])
    }

    def holds(day: date) -> bool:
        return _holds(rule, _looked_at(rule, case, periods, day), good)

    now = _looked_at(rule, case, periods, case.as_of)
    met = holds(case.as_of)
    lost = bool(now) and not met and rule.over is None and rule.best is None
    changes = [last for _, last in periods]
    enough = sum(period in good for period in now)
    text = f"enough points in {enough:,} of {counted(len(now) * per.n, per.unit)}"
    poor = [period for period in now if period not in good]
    if poor:
        text += (
            f"; too few from {short(poor[-1][0], case.as_of)} to {short(poor[-1][1], case.as_of)}"
        )
    refs = (*(Ref("point_entry", p.id) for p in given), *begun_refs(rule.since, rule.event, case))
    return found(
        requirement,
        Verdict.MET if met else Verdict.FAILED if lost else Verdict.UNMET,
        text,
        met_from=first_met(holds, changes, start, case.as_of) if met else None,
        if_acted=None if met or lost else _soonest(rule, per, case, start, good),
        achieved=f"{enough:,} / {len(now):,}",
        evidence=refs,
    )


def _looked_at(rule: Points, case: Case, periods: list[_Period], day: date) -> list[_Period]:
    """The whole periods over by the day, or the latest of them that make up `over`."""
    whole = [period for period in periods if period[1] <= day]
    if rule.over is None or not whole:
        return whole
    floor = subtract(whole[-1][1] + _A_DAY, rule.over, case.program.month_days)
    return [period for period in whole if period[0] >= floor]


def _holds(rule: Points, seen: list[_Period], good: set[_Period]) -> bool:
    if rule.best is not None:
        return sum(period in good for period in seen) >= rule.best
    return bool(seen) and all(period in good for period in seen)


def _soonest(rule: Points, per: Amount, case: Case, start: date, good: set[_Period]) -> date | None:
    """The first day when it holds if every period from the one now running on is a good one."""
    least = rule.best or 1
    far = case.plus(case.as_of, Amount((least + 1) * per.n, per.unit))
    if rule.over is not None:
        far = case.plus(far, rule.over)
    periods = list(ended_periods(per, start, far, case.program.month_days))
    coming = {period for period in periods if period[1] > case.as_of}
    days = sorted(last for _, last in coming)
    enough = good | coming
    return next(
        (day for day in days if _holds(rule, _looked_at(rule, case, periods, day), enough)), None
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
