"""Whether enough days in a row are sober by the program's sober clock."""

from __future__ import annotations

from datetime import date

from drugcourt.domain.dates import Unit, counted, short
from drugcourt.domain.findings import Finding, Verdict
from drugcourt.domain.program import Requirement, Sober
from drugcourt.rules.requirements.case import Case, found, not_begun, reached


def sober(requirement: Requirement, rule: Sober, case: Case) -> Finding:
    """`least` sober days in a row up to the day asked; with `within_phase` from phase entry on."""
    if rule.within_phase and case.entered is None:
        return not_begun(requirement, case, rule.least)
    clock = case.clock
    start = clock.count_from
    if rule.within_phase and case.entered is not None:
        start = max(start, case.entered)
    day = case.completed(start, rule.least)
    days = max(0, (case.as_of - start).days)
    verdict = reached(day, case)
    return found(
        requirement,
        verdict,
        _text(rule, case, start, days, verdict),
        met_from=day,
        achieved=f"{days:,}",
        evidence=(*clock.evidence, *(case.stay_refs() if rule.within_phase else ())),
    )


def _text(rule: Sober, case: Case, start: date, days: int, verdict: Verdict) -> str:
    as_of = case.as_of
    if start > as_of:
        text = f"0 sober days; the count begins again on {short(start, as_of)}"
    elif verdict is Verdict.UNMET and rule.least.unit is Unit.DAY:
        text = f"{days:,} of {rule.least.n:,} sober days, since {short(start, as_of)}"
    else:
        text = f"{counted(days, 'day')} since {short(start, as_of)}"
    last = case.clock.last_event
    if verdict is Verdict.UNMET and last is not None and start == case.clock.count_from:
        text += f" ({last.event.label.lower()}, {short(last.on, as_of)})"
    if case.clock.provisional_since is not None:
        text += "; provisional, a confirmation is pending"
    return text
