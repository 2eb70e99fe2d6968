"""On which ceremony day something may happen: the first one once everything else is met."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from drugcourt.domain.dates import short
from drugcourt.domain.findings import Finding, Ref, Verdict
from drugcourt.domain.program import Ceremony, Program, Requirement
from drugcourt.rules.requirements.case import Case, found, not_begun

_MONTHS_AHEAD = 120


def ceremony(requirement: Requirement, rule: Ceremony, case: Case) -> Finding:
    """The first ceremony since entry to the phase; `rounded` waits for everything else."""
    start = case.entered or case.expected_entry
    if start is None:
        return not_begun(requirement, case)
    return _held_from(requirement, rule, case, start, start)


def rounded(
    findings: tuple[Finding, ...], asked: Iterable[Requirement], case: Case
) -> tuple[Finding, ...]:
    """The findings with every ceremony moved to the first one once all the others are met."""
    rules = {r.key: r for r in asked if isinstance(r.rule, Ceremony)}
    if not rules:
        return findings
    others = [f for f in findings if f.rule not in rules]
    start = case.entered or case.expected_entry or case.facts.admitted_on
    met = _latest((f.met_from for f in others), start)
    acted = _latest((f.if_acted for f in others), start)
    return tuple(
        _again(finding, rules[finding.rule], case, met, acted)
        if finding.rule in rules and finding.verdict is not Verdict.WAIVED
        else finding
        for finding in findings
    )


def ceremony_on_or_after(rule: Ceremony, case: Case, day: date) -> date | None:
    """The next ceremony that the court has scheduled, else the next of the handbook's calendar.

    None when neither has one on or after the day.
    """
    scheduled = () if rule.own else (c.on for c in case.facts.ceremonies if c.on >= day)
    soonest = min(scheduled, default=None)
    return handbook_ceremony(rule, case.program, day) if soonest is None else soonest


def handbook_ceremony(rule: Ceremony, program: Program, day: date) -> date | None:
    """The next ceremony of the handbook's own calendar, on the day or after it."""
    repeated = rule.weekday is not None or rule.day is not None
    dates = rule.dates or (() if repeated else program.ceremonies)
    if dates:
        return min((on for on in dates if on >= day), default=None)
    return _in_the_calendar(rule, day) if repeated else None


def _in_the_calendar(rule: Ceremony, day: date) -> date | None:
    year, month = day.year, day.month
    for _ in range(_MONTHS_AHEAD):
        if not rule.months or month in rule.months:
            held = [on for on in _in_month(rule, year, month) if on >= day]
            if held:
                return held[0]
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        if year > date.max.year:
            return None
    return None


def _in_month(rule: Ceremony, year: int, month: int) -> list[date]:
    """The days it names; a day that a short month does not have is its last one."""
    if rule.weekday is not None:
        return rule.weekday.in_month(year, month)
    last = monthrange(year, month)[1]
    return [date(year, month, min(rule.day or last, last))]


def _again(
    finding: Finding, requirement: Requirement, case: Case, met: date | None, acted: date | None
) -> Finding:
    rule = requirement.rule
    assert isinstance(rule, Ceremony), "only ceremonies are rounded"
    made = _held_from(requirement, rule, case, met, acted)
    return replace(made, why=finding.why)


def _held_from(
    requirement: Requirement,
    rule: Ceremony,
    case: Case,
    met: date | None,
    acted: date | None,
) -> Finding:
    """Held on the first ceremony from `met` on; from `acted` on if the open acts were done."""
    if rule.ahead is not None:
        met = None if met is None else case.plus(met, rule.ahead)
        acted = None if acted is None else case.plus(max(acted, case.as_of), rule.ahead)
    refs = (
        *case.stay_refs(),
        case.episode_ref(),
        *(
            ()
            if rule.own
            else (Ref("ceremony", number) for number in sorted(c.id for c in case.facts.ceremonies))
        ),
    )
    day = None if met is None else ceremony_on_or_after(rule, case, met)
    if day is not None and day <= case.as_of:
        text = f"ceremony {short(day, case.as_of)}"
        return found(requirement, Verdict.MET, text, met_from=day, evidence=refs)
    ahead = None
    if acted is not None:
        ahead = ceremony_on_or_after(rule, case, max(acted, case.as_of))
    if day is None and ahead is None:
        after = short(max(acted or case.as_of, case.as_of), case.as_of)
        text = f"no ceremony is set on or after {after}"
        soonest = max(acted or case.as_of, case.as_of)
        return found(requirement, Verdict.UNKNOWN, text, if_acted=soonest, evidence=refs)
    shown = day or ahead
    text = f"next ceremony {short(shown, case.as_of)}" if shown is not None else "no ceremony"
    return found(
        requirement,
        Verdict.UNMET,
        text,
        met_from=day,
        if_acted=ahead or day,
        evidence=refs,
    )


def _latest(days: Iterable[date | None], start: date) -> date | None:
    latest = start
    for day in days:
        if day is None:
            return None
        latest = max(latest, day)
    return latest
