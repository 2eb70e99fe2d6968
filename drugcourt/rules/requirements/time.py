"""Whether enough time has passed in a phase, a group of phases, the program, or since an event."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from drugcourt.domain.dates import Amount, Span, Unit, counted, short, subtract, union_days
from drugcourt.domain.facts import ExtensionFacts, StatusFacts
from drugcourt.domain.findings import Finding, Ref, Verdict
from drugcourt.domain.program import Demotion, Elapsed, Requirement, Since
from drugcourt.rules.requirements.breaches import Breach, Wanted, breaches, in_order
from drugcourt.rules.requirements.case import Case, found, not_begun, reached
from drugcourt.rules.requirements.since import latest_event, not_yet

_WARN = Amount(30, Unit.DAY)


@dataclass(frozen=True, slots=True)
class _Clock:
    """Since when time runs, the spans in which it did not, and the records that say so."""

    start: date
    gaps: tuple[Span, ...]
    refs: tuple[Ref, ...]
    waits_for: str = ""


def elapsed(requirement: Requirement, rule: Elapsed, case: Case) -> Finding:
    """At least `least` since the day that `since` names.

    Days that began in a status of `without`, or outside the phases that count, do not count, so
    each of them moves the date by one day. While such a span lasts the days stand still: no date
    can be given, and `if_acted` is the date if it ended on the day asked.
    """
    clock = _clock(rule, case)
    if clock is None:
        return _not_begun(requirement, rule, case)
    if rule.least is None and rule.most is None:
        return _length_not_set(requirement, case, clock)
    stopped = [s for s in case.facts.statuses if s.status in rule.without]
    spans = [*(Span(s.start, s.end) for s in stopped), *clock.gaps]
    days, out = case.days_since(clock.start), 0
    if spans:
        out = union_days(spans, clock.start, clock.start + timedelta(days=days))
    more = extensions(rule, case)
    first = clock.start
    added: list[Breach] = []
    if rule.least is not None:
        first = _extended(case.plus(clock.start, rule.least), more, case)
        first, added = _lengthened(rule, case, clock.start, first)
    day = first
    if rule.least is not None:
        day = _completing(first, [Span(s.start, s.end) for s in stopped], clock, case)
    verdict = reached(day, case)
    standing = _stands_still(stopped, clock, case) if verdict is Verdict.UNMET else ""
    limit = over_most(rule, case)
    if limit is not None and case.as_of > limit and rule.most_fails:
        verdict = Verdict.FAILED
    waits = bool(standing) or verdict is Verdict.FAILED
    days = max(0, days - out)
    return found(
        requirement,
        verdict,
        _text(rule, case, clock.start, days, out, standing),
        met_from=None if waits else day,
        if_acted=day,
        achieved=f"{days:,}",
        evidence=(*_evidence(clock, stopped, more), *(breach.ref for breach in added)),
        why="; ".join([*(_said(item, case.as_of) for item in more), *_added(rule, added)]),
        warning=_warning(rule, case, limit),
    )


def _length_not_set(requirement: Requirement, case: Case, clock: _Clock) -> Finding:
    """A length that the handbook leaves to each person's own order."""
    return found(
        requirement,
        Verdict.UNKNOWN,
        "the length for this person has not been set",
        if_acted=max(case.as_of, clock.start),
        evidence=clock.refs,
        awaits_decision=True,
    )


def over_most(rule: Elapsed, case: Case) -> date | None:
    """The day after which the span written as the upper end has passed; None without one."""
    if rule.most is None:
        return None
    clock = _clock(rule, case)
    if clock is None:
        return None
    limit = _extended(case.plus(clock.start, rule.most), extensions(rule, case), case)
    return pushed(limit, clock.gaps, clock.start, case.as_of) if clock.gaps else limit


def extensions(rule: Elapsed, case: Case) -> tuple[ExtensionFacts, ...]:
    """What the team or the judge added to this stay in the phase."""
    own = rule.since == Since.PHASE and not rule.phases
    if not own or not case.facts.extensions or case.phase is None or case.entered is None:
        return ()
    key, entered = case.phase.key, case.entered
    mine = (e for e in case.facts.extensions if e.phase == key and e.on >= entered)
    return tuple(sorted(mine, key=lambda item: (item.on, item.id)))


def _extended(day: date, more: Iterable[ExtensionFacts], case: Case) -> date:
    for item in more:
        day = case.plus(day, item.amount)
    return day


def _lengthened(rule: Elapsed, case: Case, start: date, end: date) -> tuple[date, list[Breach]]:
    """The end once each of `for_each` that happened before it has moved it, and what moved it."""
    if rule.longer is None:
        return end, []
    happened = [b for b in breaches(Wanted(rule.for_each), case) if b.on >= start]
    added = []
    for breach in sorted(happened, key=in_order):
        if breach.on < end:
            end = case.plus(end, rule.longer)
            added.append(breach)
    return end, added


def _added(rule: Elapsed, added: list[Breach]) -> list[str]:
    """Why it is longer, sort by sort: `7 days more for each missed test: 2`."""
    sorts = dict.fromkeys(breach.what for breach in added)
    counts = ((what, sum(b.what == what for b in added)) for what in sorts)
    return [f"{rule.longer} more for each {what}: {n:,} so far" for what, n in counts]


def _said(item: ExtensionFacts, as_of: date) -> str:
    by = item.by.strip() or "someone not named"
    reason = f": {item.reason.strip()}" if item.reason.strip() else ""
    return f"{item.amount} more ordered {short(item.on, as_of)} by {by}{reason}"


# Where time begins and stands still -------------------------------------------------------------


def _clock(rule: Elapsed, case: Case) -> _Clock | None:
    """None where what it counts from has not happened yet."""
    clock = _begun(rule, case)
    if clock is None or not (rule.in_care or rule.without_care):
        return clock
    stopped, refs = _care(rule, case, clock.start)
    waits = clock.waits_for
    if any(gap.holds(case.as_of) for gap in stopped):
        waits = waits or "this level of care does not count"
    return _Clock(clock.start, (*clock.gaps, *stopped), (*clock.refs, *refs), waits)


def _care(rule: Elapsed, case: Case, start: date) -> tuple[list[Span], list[Ref]]:
    """Spans that do not count by the level of care, and the treatment that says so."""
    treated = sorted(case.facts.treatments, key=lambda t: (t.start, t.id))
    inside = [t for t in treated if t.level in rule.in_care]
    outside = [t for t in treated if t.level in rule.without_care]
    stopped = [Span(t.start, t.end) for t in outside]
    if rule.in_care:
        reached_to = start
        for item in inside:
            if item.start > reached_to:
                stopped.append(Span(reached_to, item.start))
            reached_to = max(reached_to, item.end or date.max)
        if reached_to < date.max:
            stopped.append(Span(reached_to))
    return stopped, [Ref("treatment_episode", t.id) for t in (*inside, *outside)]


def _begun(rule: Elapsed, case: Case) -> _Clock | None:
    if rule.since == Since.ADMISSION:
        return _Clock(case.facts.admitted_on, (), (case.episode_ref(),))
    if rule.since == Since.EVENT:
        last = latest_event(rule.event, case)
        return None if last is None else _Clock(last.done_on, (), (Ref("milestone", last.id),))
    if rule.since == Since.SOBER:
        until = case.clock.until
        waits = f"the sober count does too, {until}" if case.clock.stands_still else ""
        return _Clock(case.clock.count_from, (), case.clock.evidence, waits)
    if rule.phases:
        return _in_phases(rule.phases, case)
    if case.entered is None:
        return None
    resumes = case.program.demotion is Demotion.RESUMES and case.phase is not None
    if resumes and case.phase is not None:
        return _in_phases(frozenset({case.phase.key}), case)
    return _Clock(case.entered, (), case.stay_refs())


def _in_phases(phases: frozenset[str], case: Case) -> _Clock | None:
    """Time runs while in one of the phases; between the stays it stands still."""
    admitted = case.facts.admitted_on
    stays = [
        (max(s.entered, admitted), s)
        for s in case.facts.stays
        if s.phase in phases and (s.left is None or s.left > max(s.entered, admitted))
    ]
    if not stays:
        return None
    stays.sort(key=lambda item: (item[0], item[1].id))
    gaps: list[Span] = []
    reached_to = stays[0][0]
    for entered, stay in stays:
        if entered > reached_to:
            gaps.append(Span(reached_to, entered))
        reached_to = max(reached_to, stay.left or date.max)
    out = reached_to < date.max
    if out:
        gaps.append(Span(reached_to))
    refs = tuple(Ref("phase_stay", stay.id) for _, stay in stays)
    return _Clock(stays[0][0], tuple(gaps), refs, "not in the phase" if out else "")


def _not_begun(requirement: Requirement, rule: Elapsed, case: Case) -> Finding:
    if rule.since == Since.EVENT:
        return not_yet(requirement, rule.since, rule.event, case, rule.least)
    first = min(
        (day for key, day in case.expected.items() if key in rule.phases and day is not None),
        default=None,
    )
    if first is not None and rule.least is not None:
        asked = not_begun(requirement, case, rule.least)
        text, day = asked.text, case.completed(first, rule.least)
        refs = (case.episode_ref(),)
        return found(requirement, Verdict.UNMET, text, if_acted=day, evidence=refs)
    return not_begun(requirement, case, rule.least)


def _completing(first: date, stopped: list[Span], clock: _Clock, case: Case) -> date:
    """The day that completes a span, every day that does not count put on top.

    Where a last day completes it, the day on which somebody moves on completes it too.
    """
    past = pushed(first, [*stopped, *clock.gaps], clock.start, case.as_of)
    day = case.completing(past)
    if day == past:
        return day
    for gap in sorted(clock.gaps, key=lambda gap: gap.start):
        earlier = [other for other in clock.gaps if other.start < gap.start]
        there = pushed(first, [*stopped, *earlier], clock.start, case.as_of)
        if case.completing(there) == gap.start:
            return gap.start
    return _in_a_phase_that_counts(day, clock.gaps, case.as_of)


def _in_a_phase_that_counts(day: date, gaps: Iterable[Span], as_of: date) -> date:
    """A span's last day completes it only where it lies in a phase that counts."""
    for gap in sorted(gaps, key=lambda gap: gap.start):
        if gap.holds(day):
            day = max(day, min(gap.end or date.max, as_of + timedelta(days=1)))
    return day


def pushed(first: date, spans: Iterable[Span], start: date, as_of: date) -> date:
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


def _stands_still(stopped: Iterable[StatusFacts], clock: _Clock, case: Case) -> str:
    """Why no time passes on the day asked; empty while it does."""
    held = [s for s in stopped if Span(s.start, s.end).holds(case.as_of)]
    if held:
        return f"the count stands still while {held[-1].status.label.lower()}"
    return f"the count stands still: {clock.waits_for}" if clock.waits_for else ""


# Words ------------------------------------------------------------------------------------------


def _text(rule: Elapsed, case: Case, start: date, days: int, out: int, standing: str) -> str:
    text = f"{counted(days, 'day')} since {short(start, case.as_of)}"
    if out:
        text += f", {counted(out, 'day')} not counted"
    if standing:
        text += f"; {standing}"
    limit = over_most(rule, case)
    if limit is not None and case.as_of > limit:
        text += f"; past the most of {rule.most}, reached {short(limit, case.as_of)}"
    return text


def _warning(rule: Elapsed, case: Case, limit: date | None) -> str:
    """What to say when the upper end is near or past."""
    if limit is None or case.as_of < subtract(limit, rule.warn or _WARN, case.program.month_days):
        return ""
    when = short(limit, case.as_of)
    if case.as_of > limit:
        return f"the most of {rule.most} was reached {when}"
    return f"the most of {rule.most} is reached {when}"


def _evidence(
    clock: _Clock, stopped: Iterable[StatusFacts], more: Iterable[ExtensionFacts]
) -> tuple[Ref, ...]:
    spans = sorted((s for s in stopped if s.id and (s.end is None or s.end > clock.start)), key=_at)
    return (
        *clock.refs,
        *(Ref("status_span", s.id) for s in spans),
        *(Ref("extension", item.id) for item in more),
    )


def _at(status: StatusFacts) -> tuple[date, int]:
    return status.start, status.id
