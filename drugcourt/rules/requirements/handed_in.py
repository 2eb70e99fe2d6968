"""Whether something was handed in at every hearing, or in every week, as the handbook asks."""

from __future__ import annotations

from datetime import date, timedelta

from drugcourt.domain.dates import Amount, counted, short, subtract
from drugcourt.domain.facts import ItemFacts
from drugcourt.domain.findings import Finding, Ref, Verdict
from drugcourt.domain.program import HandedIn, Requirement
from drugcourt.domain.terms import HearingAttendance
from drugcourt.rules.requirements.breakpoints import first_met
from drugcourt.rules.requirements.case import Case, found, not_begun

_A_DAY = timedelta(days=1)
_AWAY = frozenset(
    {
        HearingAttendance.FAILED_TO_APPEAR,
        HearingAttendance.EXCUSED,
        HearingAttendance.IN_CUSTODY,
    }
)


def handed_in(requirement: Requirement, rule: HandedIn, case: Case) -> Finding:
    """One item for every hearing that was attended, or for every whole `per` since phase entry.

    For a hearing it was handed in after the hearing before and no later than on its day. With
    `missing` so many may lack. Without `over` what is missing stays missing until it is waived.
    """
    start = case.entered
    if start is None:
        return not_begun(requirement, case)
    items = [
        item
        for item in case.facts.items
        if item.key == rule.item and (item.checked or not rule.checked)
    ]
    occasions = _occasions(rule, case, start)
    given = [(first, last, _inside(items, first, last)) for first, last in occasions]

    def lacking(day: date) -> list[tuple[date, date]]:
        floor = start
        if rule.over is not None:
            floor = max(start, subtract(day, rule.over, case.program.month_days) + _A_DAY)
        return [(a, b) for a, b, item in given if floor <= b <= day and item is None]

    if not given:
        text = f"no {'hearing' if rule.per is None else str(rule.per)} has passed since "
        text += short(start, case.as_of)
        refs = case.stay_refs()
        return found(requirement, Verdict.UNKNOWN, text, if_acted=case.as_of, evidence=refs)
    bad = lacking(case.as_of)
    met = len(bad) <= rule.missing
    lost = not met and rule.over is None
    changes = [last for _, last in occasions]
    changes += [case.plus(last, rule.over) for last in changes] if rule.over is not None else []
    first = given[0][1]
    day = first_met(lambda on: len(lacking(on)) <= rule.missing, changes, first, case.as_of)
    ahead = None if lost or (not met and rule.per is not None) else day
    done = [item for _, _, item in given if item is not None]
    text = f"handed in {len(done):,} of {counted(len(given), 'time')}"
    if bad:
        text += f"; missing for {short(bad[-1][1], case.as_of)}"
    return found(
        requirement,
        Verdict.MET if met else Verdict.FAILED if lost else Verdict.UNMET,
        text,
        met_from=ahead,
        if_acted=ahead or day or case.as_of,
        achieved=f"{len(done):,} / {len(given):,}",
        evidence=(*(Ref("item", item.id) for item in done), *case.stay_refs()),
    )


def _occasions(rule: HandedIn, case: Case, start: date) -> list[tuple[date, date]]:
    """First and last day in which an item counts for each occasion."""
    if rule.per is None:
        held = sorted({h.on for h in case.facts.hearings if h.attendance not in _AWAY})
        held = [on for on in held if on >= start]
        befores = [start, *(on + _A_DAY for on in held)]
        return list(zip(befores, held, strict=False))
    found_: list[tuple[date, date]] = []
    number = 1
    first = start
    while True:
        after = case.plus(start, Amount(number * rule.per.n, rule.per.unit))
        if after - _A_DAY > case.as_of or after == date.max:
            return found_
        found_.append((first, after - _A_DAY))
        first, number = after, number + 1


def _inside(items: list[ItemFacts], first: date, last: date) -> ItemFacts | None:
    within = [item for item in items if first <= item.on <= last]
    return min(within, key=lambda item: (item.on, item.id), default=None)
