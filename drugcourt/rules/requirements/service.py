"""Whether enough community service was done, by hours or by days."""

from __future__ import annotations

from datetime import date

from drugcourt.domain.dates import Amount, counted, short
from drugcourt.domain.facts import ServiceFacts
from drugcourt.domain.findings import Finding, Ref, Verdict
from drugcourt.domain.program import Requirement, Served
from drugcourt.rules.requirements.breaches import Wanted, breaches, in_order
from drugcourt.rules.requirements.breakpoints import first_met
from drugcourt.rules.requirements.case import Case, found
from drugcourt.rules.requirements.since import begun, begun_refs, not_yet
from drugcourt.rules.requirements.tally import number

_MOST_PERIODS = 3_660


def served(requirement: Requirement, rule: Served, case: Case) -> Finding:
    """Hours or days in all, in the last `over`, or for every whole `per` since the start.

    Hours that work off a debt are not counted twice, and hours imposed as a sanction are apart
    unless the rule says that they count. What was done leaves the last `over` again.
    """
    start = begun(rule.since, rule.event, case)
    if start is None:
        return not_yet(requirement, rule.since, rule.event, case)
    done = _counted(rule, case, start)
    named = breaches(Wanted(rule.for_each), case) if rule.for_each else ()
    each = sorted((b for b in named if b.on >= start), key=in_order)

    def times(day: date) -> int:
        if rule.for_each:
            return sum(breach.on <= day for breach in each)
        return 1 if rule.per is None else len(_ends(rule.per, case, start, day))

    def inside(day: date) -> list[ServiceFacts]:
        return [item for item in done if item.on <= day < _leaves(rule, item, case)]

    def enough(day: date) -> bool:
        months = times(day)
        until = inside(day)
        hours = sum(item.hours for item in until)
        days = len({item.on for item in until})
        return (rule.hours is None or hours >= rule.hours * months) and (
            rule.days is None or days >= rule.days * months
        )

    met = enough(case.as_of)
    changes = [item.on for item in done]
    if rule.per is not None:
        changes += _ends(rule.per, case, start, case.as_of)
    if rule.over is not None:
        changes += [_leaves(rule, item, case) for item in done]
    changes += [breach.on for breach in each]
    months = times(case.as_of)
    shown = inside(case.as_of)
    hours = sum(item.hours for item in shown)
    days = len({item.on for item in shown})
    span = f"since {short(start, case.as_of)}" if rule.over is None else f"in the last {rule.over}"
    return found(
        requirement,
        Verdict.MET if met else Verdict.UNMET,
        f"{_said(rule, hours, days, months)} {span}",
        met_from=first_met(enough, changes, start, case.as_of) if met else None,
        if_acted=None if met else case.as_of,
        achieved=f"{hours:g} h" if rule.hours is not None else counted(days, "day"),
        evidence=(
            *(Ref("service_entry", item.id) for item in done),
            *(breach.ref for breach in each),
            *begun_refs(rule.since, rule.event, case),
        ),
    )


def _counted(rule: Served, case: Case, start: date) -> list[ServiceFacts]:
    chosen = (
        item
        for item in case.facts.service
        if item.on >= start
        and item.pays is None
        and (rule.sanctions_count or not item.sanction)
        and (item.approved or not rule.approved)
    )
    return sorted(chosen, key=lambda item: (item.on, item.id))


def _ends(per: Amount, case: Case, start: date, day: date) -> list[date]:
    """The first day after each whole `per` that has passed from the start to the day."""
    found: list[date] = []
    while len(found) < _MOST_PERIODS:
        after = case.plus(start, Amount((len(found) + 1) * per.n, per.unit))
        if after > day or after == date.max:
            break
        found.append(after)
    return found


def _leaves(rule: Served, item: ServiceFacts, case: Case) -> date:
    """The day on which what was done no longer counts."""
    return date.max if rule.over is None else case.plus(item.on, rule.over)


def _said(rule: Served, hours: float, days: int, months: int) -> str:
    parts = []
    if rule.hours is not None:
        parts.append(f"{hours:g} of {number(rule.hours * months, 'hour')} of service")
    if rule.days is not None:
        parts.append(f"{days:,} of {counted(rule.days * months, 'day')} of service")
    text = " and ".join(parts)
    if rule.for_each:
        return f"{text} for {counted(months, 'time')}"
    if rule.per is None:
        return text
    return f"{text} for {counted(months * rule.per.n, rule.per.unit)}"
