"""Whether a window up to the day asked is free of what the handbook names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from drugcourt.domain.dates import counted, short
from drugcourt.domain.findings import Finding, Ref
from drugcourt.domain.program import FreeOf, FreeWindow, Requirement
from drugcourt.domain.terms import Attendance, Reading, ResponseFamily
from drugcourt.rules.requirements.case import Case, found, not_begun, reached


@dataclass(frozen=True, slots=True)
class _Breach:
    on: date
    ref: Ref
    said: str


def free_window(requirement: Requirement, rule: FreeWindow, case: Case) -> Finding:
    """The `least` days ending with the day asked are free of what `of` names.

    The window is a look back: what happened on a day leaves it `least` later, whatever
    `completes` says. The window has to lie within the program (with `within_phase` within the
    stay): days from before do not count as free, so it is first full as a span begun there.
    """
    start = case.entered if rule.within_phase else case.facts.admitted_on
    if start is None:
        return not_begun(requirement, case, rule.least)
    breaches = [breach for breach in _breaches(rule, case) if breach.on >= start]
    last = max(breaches, key=lambda item: (item.on, item.ref.id), default=None)
    day = case.completed(start, rule.least) if last is None else case.plus(last.on, rule.least)
    since = start if last is None else last.on
    days = max(0, (case.as_of - since).days)
    said = rule.of.label
    if last is None:
        text = f"no {said} in {counted(days, 'day')}, since {short(start, case.as_of)}"
    else:
        text = f"last {said}: {last.said}{short(last.on, case.as_of)}"
    refs = case.stay_refs() if rule.within_phase else (case.episode_ref(),)
    return found(
        requirement,
        reached(day, case),
        text,
        met_from=day,
        achieved=f"{days:,}",
        evidence=refs if last is None else (last.ref, *refs),
    )


def _breaches(rule: FreeWindow, case: Case) -> Iterator[_Breach]:
    if rule.of is FreeOf.UNEXCUSED_ABSENCE:
        for session in case.sessions_of(rule.kinds):
            if session.attendance is Attendance.ABSENT:
                said = f"{session.kind.label.lower()}, "
                yield _Breach(session.on, Ref("attendance_line", session.id), said)
    elif rule.of is FreeOf.MISSED_TEST:
        for specimen, reading in case.readings:
            if reading.reading is Reading.MISSED:
                yield _Breach(specimen.on, Ref("specimen", specimen.id), "")
    else:
        jail_only = rule.of is FreeOf.JAIL_SANCTION
        for response in case.facts.responses:
            sanction = response.family is ResponseFamily.SANCTION
            if sanction and (response.jail_days > 0 or not jail_only):
                said = f"{_inside(response.title.strip())}, " if response.title.strip() else ""
                yield _Breach(response.on, Ref("response", response.id), said)


def _inside(title: str) -> str:
    """A title inside a sentence: `essay`; names and abbreviations keep their capitals."""
    first = title.split(maxsplit=1)[0]
    return title if any(letter.isupper() for letter in first[1:]) else title[0].lower() + title[1:]
