"""Whether enough time has passed in the phase or in the program."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from drugcourt.domain.dates import Span, counted, short, union_days
from drugcourt.domain.facts import StatusFacts
from drugcourt.domain.findings import Finding, Ref, Verdict
from drugcourt.domain.program import Elapsed, Requirement, Since
from drugcourt.rules.requirements.case import Case, found, not_begun, reached


def elapsed(requirement: Requirement, rule: Elapsed, case: Case) -> Finding:
    """At least `least` since phase entry or admission.

    Days that began in a status of `without` do not count, so each of them moves the date by one
    day. While such a status lasts the days stand still: no date can be given, and `if_acted` is
    the date if the status ended on the day asked. Past `most` the sentence warns, no more.
    """
    start = case.entered if rule.since is Since.PHASE else case.facts.admitted_on
    if start is None:
        return not_begun(requirement, case, rule.least)
    stopped = [s for s in case.facts.statuses if s.status in rule.without]
    spans = [Span(s.start, s.end) for s in stopped]
    out = union_days(spans, start, case.as_of) if spans else 0
    days = max(0, (case.as_of - start).days - out)
    standing = [s for s in stopped if Span(s.start, s.end).holds(case.as_of)]
    day = case.completing(_pushed(case.plus(start, rule.least), spans, start, case.as_of))
    verdict = reached(day, case)
    waits = bool(standing) and verdict is Verdict.UNMET
    return found(
        requirement,
        verdict,
        _text(rule, case, start, days, out, standing if waits else []),
        met_from=None if waits else day,
        if_acted=day,
        achieved=f"{days:,}",
        evidence=_evidence(rule, case, stopped, start),
    )


def over_most(rule: Elapsed, case: Case) -> date | None:
    """The day after which the span written as the upper end has passed; None without one."""
    start = case.entered if rule.since is Since.PHASE else case.facts.admitted_on
    return None if rule.most is None or start is None else case.plus(start, rule.most)


def _pushed(first: date, spans: Iterable[Span], start: date, as_of: date) -> date:
    """The first day past the span once every uncounted day before it has moved it by one day.

    Uncounted days are known up to `as_of`; what is still open is not guessed.
    """
    known = [Span(s.start, as_of if s.end is None else min(s.end, as_of)) for s in spans]
    if not known:
        return first
    day = first
    while True:
        out = union_days(known, start, min(day, as_of))
        moved = date.fromordinal(min(date.max.toordinal(), first.toordinal() + out))
        if moved == day:
            return day
        day = moved


def _text(
    rule: Elapsed,
    case: Case,
    start: date,
    days: int,
    out: int,
    standing: list[StatusFacts],
) -> str:
    text = f"{counted(days, 'day')} since {short(start, case.as_of)}"
    if out:
        text += f", {counted(out, 'day')} not counted"
    if standing:
        status = standing[-1].status.label.lower()
        text += f"; the count stands still while {status}"
    limit = over_most(rule, case)
    if limit is not None and case.as_of > limit:
        text += f"; past the most of {rule.most}, reached {short(limit, case.as_of)}"
    return text


def _evidence(
    rule: Elapsed, case: Case, stopped: Iterable[StatusFacts], start: date
) -> tuple[Ref, ...]:
    whence = case.stay_refs() if rule.since is Since.PHASE else (case.episode_ref(),)
    spans = sorted((s for s in stopped if s.id and (s.end is None or s.end > start)), key=_place)
    return (*whence, *(Ref("status_span", s.id) for s in spans))


def _place(status: StatusFacts) -> tuple[date, int]:
    return status.start, status.id
