"""Whether the person works or learns as the handbook asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from drugcourt.domain.dates import short
from drugcourt.domain.facts import WorkFacts
from drugcourt.domain.findings import Finding, Ref, Verdict
from drugcourt.domain.program import Requirement, Working
from drugcourt.domain.supervision import WorkKind
from drugcourt.rules.requirements.breakpoints import first_met
from drugcourt.rules.requirements.case import Case, found

_A_DAY = timedelta(days=1)


def working(requirement: Requirement, rule: Working, case: Case) -> Finding:
    """Work or school of the kinds today; hours of several spells at once add up.

    With `hours` and `over` the hours have to be held without a gap for the whole of `over`; a
    change of job without a day between is no gap. Someone excused counts as full time where the
    kinds name it. `verified` asks that a spell was verified by the day asked; once verified it
    counts from its own start. Hours that nobody recorded make the finding UNKNOWN, unless the
    recorded ones are enough.
    """
    spells = sorted(
        (s for s in case.facts.work if _counts(rule, s)), key=lambda item: (item.start, item.id)
    )
    verified = rule.verified or rule.verified_within is not None
    usable = [s for s in spells if s.verified_on is not None] if verified else spells
    current = _on(spells, case.as_of)

    def holds(day: date) -> bool:
        known = [s for s in usable if not verified or _verified(s, day)]
        if rule.verified_within is not None and not _recent(rule, case, _on(known, day), day):
            return False
        bridged = _bridged(known, rule, case)
        run = first_met(
            lambda inner: _enough(rule, _on(bridged, inner)),
            _edges(bridged),
            min((s.start for s in bridged), default=day),
            day,
        )
        return (
            run is not None
            and run <= day
            and (rule.over is None or case.completed(run, rule.over) <= day)
        )

    changes = _changes(rule, case, usable)
    met = holds(case.as_of)
    start = min((s.start for s in usable), default=case.as_of)
    day = first_met(holds, changes, start, case.as_of)
    unknown = not met and _hours_missing(rule, current)
    verdict = Verdict.MET if met else Verdict.UNKNOWN if unknown else Verdict.UNMET
    return found(
        requirement,
        verdict,
        _text(rule, case, current),
        met_from=None if unknown else day,
        if_acted=day or _if_acted(rule, case, current),
        achieved=_achieved(current),
        evidence=tuple(Ref("work_spell", s.id) for s in current) or (case.episode_ref(),),
    )


def _counts(rule: Working, spell: WorkFacts) -> bool:
    """Of the kinds asked; excused people are not asked about taxes or approval."""
    if spell.kind not in rule.kinds:
        return False
    if spell.kind is WorkKind.EXCUSED:
        return True
    taxed = spell.taxed is True or not rule.taxed or spell.kind is not WorkKind.JOB
    return taxed and (spell.approved is True or not rule.approved)


def _recent(rule: Working, case: Case, spells: list[WorkFacts], day: date) -> bool:
    """Whether one of the spells was verified in the last so long."""
    within = rule.verified_within
    days = [s.verified_on for s in spells if s.verified_on is not None and s.verified_on <= day]
    return within is not None and any(day <= case.plus(on, within) for on in days)


def _bridged(spells: list[WorkFacts], rule: Working, case: Case) -> list[WorkFacts]:
    """The spells with every gap closed that the rule allows: the work before it goes on through.

    The gap counts from the day the work ended to the day the next began.
    """
    if rule.gap is None:
        return spells
    closed: list[WorkFacts] = []
    for spell in spells:
        after = min(
            (s.start for s in spells if spell.end is not None and s.start >= spell.end),
            default=None,
        )
        short_gap = (
            spell.end is not None and after is not None and after <= case.plus(spell.end, rule.gap)
        )
        closed.append(replace(spell, end=after) if short_gap else spell)
    return closed


def _on(spells: Iterable[WorkFacts], day: date) -> list[WorkFacts]:
    return [s for s in spells if s.start <= day and (s.end is None or day < s.end)]


def _verified(spell: WorkFacts, day: date) -> bool:
    return spell.verified_on is not None and spell.verified_on <= day


def _enough(rule: Working, spells: list[WorkFacts]) -> bool:
    if rule.hours is None:
        return bool(spells)
    if any(s.kind is WorkKind.EXCUSED for s in spells):
        return True
    return sum(s.hours or 0 for s in spells) >= rule.hours


def _hours_missing(rule: Working, current: list[WorkFacts]) -> bool:
    return rule.hours is not None and any(
        s.hours is None and s.kind is not WorkKind.EXCUSED for s in current
    )


def _edges(spells: Iterable[WorkFacts]) -> list[date]:
    return [day for s in spells for day in (s.start, s.end) if day is not None]


def _changes(rule: Working, case: Case, spells: Iterable[WorkFacts]) -> list[date]:
    days = _edges(spells)
    if rule.over is not None:
        days += [case.completed(day, rule.over) for day in days]
    if rule.verified_within is not None:
        verified = [s.verified_on for s in spells if s.verified_on is not None]
        days += [case.plus(on, rule.verified_within) + _A_DAY for on in verified]
    return [*days, *(s.verified_on for s in spells if s.verified_on is not None)]


def _if_acted(rule: Working, case: Case, current: list[WorkFacts]) -> date:
    """Work found, verified or written down on the day asked; then the span has to be held."""
    if rule.over is None:
        return case.as_of
    begun = min((s.start for s in current), default=case.as_of)
    if current and (rule.verified or _hours_missing(rule, current)) and _would_do(rule, current):
        return max(case.as_of, case.completed(begun, rule.over))
    return case.completed(case.as_of, rule.over)


def _would_do(rule: Working, current: list[WorkFacts]) -> bool:
    """Whether what runs now is enough once it is verified and its hours are written down."""
    return _hours_missing(rule, current) or _enough(rule, current)


def _text(rule: Working, case: Case, current: list[WorkFacts]) -> str:
    as_of = case.as_of
    if not current:
        others = _on((s for s in case.facts.work if s.kind in rule.kinds), as_of)
        if others and rule.taxed and all(s.taxed is not True for s in others):
            return "work recorded, but not that taxes are paid on it"
        return "work recorded, but not approved" if others else "no work or school recorded"
    kinds = " and ".join(dict.fromkeys(s.kind.label.lower() for s in current))
    text = f"{kinds} since {short(current[0].start, as_of)}"
    hours = sum(s.hours or 0 for s in current)
    if hours:
        text = f"{hours:g} hours a week, {text}"
    if _hours_missing(rule, current):
        text += ", hours not recorded"
    verified = [s.verified_on for s in current if s.verified_on is not None]
    if verified:
        text += f", verified {short(max(verified), as_of)}"
    elif rule.verified:
        text += ", not verified"
    return text


def _achieved(current: list[WorkFacts]) -> str:
    hours = sum(s.hours or 0 for s in current)
    return f"{hours:g} h" if hours else ""
