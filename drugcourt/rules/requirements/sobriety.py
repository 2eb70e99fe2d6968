"""Whether enough sober days have passed, counted the way the handbook counts them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from drugcourt.domain.dates import Span, Unit, counted, short, union_days
from drugcourt.domain.facts import SpecimenFacts
from drugcourt.domain.findings import Finding, Ref, Verdict
from drugcourt.domain.program import NewCount, Requirement, Since, Sober, SoberEvent, SoberMode
from drugcourt.domain.specimens import AnalyteResult, CollectionStatus, Substance
from drugcourt.rules.requirements.case import Case, found, not_begun, reached
from drugcourt.rules.requirements.since import begun_refs, latest_event, not_yet
from drugcourt.rules.requirements.time import pushed
from drugcourt.rules.sober_count import CountState, begins
from drugcourt.rules.sobriety import NEGATIVE, SoberClock, SoberMark, clock_of

_A_DAY = timedelta(days=1)

UNTESTED_DAYS = 30
"""From when a count without any test is marked; a mark, never a bar, and our own choice: it is
four times the longest gap that a program testing twice a week leaves."""
_NO_BREACH = frozenset(
    {
        SoberEvent.EXPECTED_POSITIVE,
        SoberEvent.RESIDUAL,
        SoberEvent.EXCUSED,
        SoberEvent.OVERTURNED,
        SoberEvent.INVALID,
        SoberEvent.PENDING,
        SoberEvent.DEVICE_ALERT,
    }
)
"""What breaks no perfect testing, unless the handbook names it: none is the participant's doing."""
_NO_TEST = frozenset({SoberEvent.ADMITTED, SoberEvent.DEVICE_ALERT})


def sober(requirement: Requirement, rule: Sober, case: Case) -> Finding:
    """`least` sober days up to the day asked; with `within_phase` from phase entry on."""
    if rule.within_phase and case.entered is None:
        return not_begun(requirement, case, rule.least)
    clock = clock_about(rule, case)
    floor = _floor(rule, case)
    if floor is None and rule.after is not None:
        return not_yet(requirement, Since.EVENT, rule.after, case, rule.least)
    if floor is None:
        return _not_from_there(requirement, rule, case)
    if rule.mode is SoberMode.CUMULATIVE:
        return _in_all(requirement, rule, case, clock, floor)
    if rule.mode is not SoberMode.CONSECUTIVE:
        return _by_tests(requirement, rule, case, clock, floor)
    counted_from = _counted_from(rule, clock, floor)
    start = counted_from.begun
    day = _full(rule, case, start)
    if rule.ever:
        once = ever_sober(clock, rule, floor, case)
        if once is not None and once <= case.as_of:
            text = f"{rule.least} sober in a row reached {short(once, case.as_of)}"
            refs = _refs(rule, case, clock)
            return found(requirement, Verdict.MET, text, met_from=once, evidence=refs)
    needed = _enough_tests(rule, case, start)
    verdict = reached(day, case)
    if needed is None or needed > case.as_of:
        verdict = Verdict.UNMET
    waits = verdict is Verdict.UNMET and (clock.stands_still or needed is None)
    today = counted_from.paused and case.completing(case.as_of) != case.as_of
    days = max(0, case.days_since(start) - (1 if today else 0))
    soonest = _full(rule, case, counted_from.if_resumed(case.as_of))
    return found(
        requirement,
        verdict,
        _text(rule, case, clock, start, days, verdict),
        met_from=None if waits else max(day, needed or day),
        if_acted=max(soonest, case.as_of) if waits else max(day, needed or day),
        achieved=f"{days:,}",
        evidence=_refs(rule, case, clock),
        warning=_untested(case, days) if rule.tests is None else "",
    )


def _counted_from(rule: Sober, clock: SoberClock, floor: date) -> CountState:
    """The count on the day asked; of the days from `floor` on where only these count."""
    assert clock.history is not None, "a clock made for judging has its history"
    if not (rule.within_phase or rule.from_phase or rule.after):
        return clock.history.state(clock.as_of)
    return clock.history.since(floor).state(clock.as_of)


def _floor(rule: Sober, case: Case) -> date | None:
    """The first day that may count; None before the phase or the event that it counts from."""
    if rule.after is not None:
        event = latest_event(rule.after, case)
        entry = case.entered if rule.within_phase else None
        return None if event is None else max(event.done_on, entry or case.facts.admitted_on)
    if rule.from_phase is not None:
        stays = [s.entered for s in case.facts.stays if s.phase == rule.from_phase]
        return max(min(stays), case.facts.admitted_on) if stays else None
    return case.entered if rule.within_phase and case.entered else case.facts.admitted_on


def _not_from_there(requirement: Requirement, rule: Sober, case: Case) -> Finding:
    phase = case.program.phase(rule.from_phase or "")
    name = rule.from_phase if phase is None else phase.name
    entry = case.expected.get(rule.from_phase or "", case.expected_entry)
    day = None if entry is None else _full(rule, case, entry)
    return found(
        requirement,
        Verdict.UNMET,
        f"“{name}” has not begun, from which the days count",
        if_acted=day,
        evidence=(case.episode_ref(),),
    )


def _full(rule: Sober, case: Case, start: date) -> date:
    """The day that completes the time asked; the start itself where only tests are asked."""
    return start if rule.least is None else case.completed(start, rule.least)


def _untested(case: Case, days: int) -> str:
    """What to mind where the count stands on the absence of tests rather than on tests."""
    latest_first = reversed(case.readings)
    taken = (s.on for s, _ in latest_first if s.status is CollectionStatus.COLLECTED)
    last = next(taken, None)
    if days < UNTESTED_DAYS or (last is not None and (case.as_of - last).days < UNTESTED_DAYS):
        return ""
    if last is None:
        return "no test is recorded"
    return f"no test since {short(last, case.as_of)}"


def clock_about(rule: Sober, case: Case) -> SoberClock:
    """The case's own clock, or one that hears only of the substances named."""
    if not rule.substances:
        return case.clock
    program = case.program
    return clock_of(
        case.facts,
        case.readings,
        program.sober,
        case.as_of,
        program.month_days,
        rule.substances,
    )


def ever_sober(clock: SoberClock, rule: Sober, floor: date, case: Case) -> date | None:
    """The first day on which the count was reached, had it not been broken before."""
    history = clock.history
    if history is None:
        return None
    if floor > case.facts.admitted_on:
        history = history.since(floor)
    changes = history.changes
    for place, first in enumerate([date.min, *changes]):
        state = history.state(max(first, case.facts.admitted_on, floor))
        if state.still_since is not None:
            continue
        day = max(_full(rule, case, state.begun), first)
        if place == len(changes) or day < changes[place]:
            return day
    return None


def _enough_tests(rule: Sober, case: Case, start: date) -> date | None:
    """The day of the negative test that makes enough of them; None while there are too few."""
    if rule.tests is None:
        return start
    negative = _negative_days(rule, case, start)
    return negative[rule.tests - 1] if len(negative) >= rule.tests else None


def _negative_days(rule: Sober, case: Case, start: date) -> list[date]:
    """The days of negative tests, of those that looked for every substance that is named."""
    return [
        s.on
        for s, reading in case.readings
        if s.on >= start
        and reading.reading in NEGATIVE
        and (not rule.tested_for or rule.tested_for <= _looked_for(s))
    ]


def _looked_for(specimen: SpecimenFacts) -> frozenset[Substance]:
    return frozenset(
        r.substance for r in specimen.results if r.result is not AnalyteResult.NOT_REPORTED
    )


def _refs(rule: Sober, case: Case, clock: SoberClock) -> tuple[Ref, ...]:
    event = () if rule.after is None else begun_refs(Since.EVENT, rule.after, case)
    return (*clock.evidence, *(case.stay_refs() if rule.within_phase else ()), *event)


def _text(
    rule: Sober, case: Case, clock: SoberClock, start: date, days: int, verdict: Verdict
) -> str:
    as_of = case.as_of
    if start > as_of:
        text = f"0 sober days; the count begins again on {short(start, as_of)}"
    elif verdict is Verdict.UNMET and rule.least is not None and rule.least.unit is Unit.DAY:
        text = f"{days:,} of {rule.least.n:,} sober days, since {short(start, as_of)}"
    else:
        text = f"{counted(days, 'day')} since {short(start, as_of)}"
    last = clock.last_event
    if verdict is Verdict.UNMET and last is not None and start == clock.count_from:
        text += f" ({last.event.label.lower()}, {short(last.on, as_of)})"
    if rule.tests is not None:
        negative = len(_negative_days(rule, case, start))
        text += f"; {negative:,} of {counted(rule.tests, 'negative test')}"
        if rule.tested_for:
            text += f" for {' and '.join(sorted(s.label for s in rule.tested_for))}"
    if clock.stands_still:
        text += f"; the count stands still {clock.until}"
    if clock.provisional_since is not None:
        text += "; provisional, a confirmation is pending"
    return text


# Days in all ------------------------------------------------------------------------------------


def _in_all(
    requirement: Requirement, rule: Sober, case: Case, clock: SoberClock, floor: date
) -> Finding:
    """`least` sober days, gaps allowed: each day that is not sober moves the date by one day."""
    known = case.as_of + _A_DAY
    lost = [Span(m.on, m.on + _A_DAY) for m in clock.marks if m.resets and m.on < known]
    if clock.history is not None:
        lost += clock.history.stood_still(known)
    full = floor if rule.least is None else case.plus(floor, rule.least)
    day = case.completing(pushed(full, lost, floor, known))
    gone = union_days(lost, floor, floor + timedelta(days=case.days_since(floor)))
    days = max(0, case.days_since(floor) - gone)
    verdict = reached(day, case)
    waits = verdict is Verdict.UNMET and clock.stands_still
    text = f"{counted(days, 'sober day')} in all since {short(floor, case.as_of)}"
    if gone:
        text += f", {counted(gone, 'day')} not counted"
    if clock.provisional_since is not None:
        text += "; provisional, a confirmation is pending"
    return found(
        requirement,
        verdict,
        text,
        met_from=None if waits else day,
        if_acted=day,
        achieved=f"{days:,}",
        evidence=_refs(rule, case, clock),
    )


# Tests alone ------------------------------------------------------------------------------------


def _by_tests(
    requirement: Requirement, rule: Sober, case: Case, clock: SoberClock, floor: date
) -> Finding:
    """Every test since the last breach was negative, and there was one at least."""
    broken = [m for m in clock.marks if m.on >= floor and _breaks(m, rule, case)]
    last = broken[-1] if broken else None
    start = floor if last is None else max(floor, begins(last.on, case.program.sober))
    negative = _negative_days(rule, case, start)
    if last is not None and case.program.sober.new_count is NewCount.NEXT_NEGATIVE:
        start = negative[0] if negative else case.as_of
    asked = rule.tests or 1
    needed = negative[asked - 1] if len(negative) >= asked else None
    day = _full(rule, case, start)
    promised = None if needed is None else max(day, needed)
    met = promised is not None and promised <= case.as_of
    days = case.days_since(start)
    text = f"{counted(days, 'day')} since {short(start, case.as_of)}, "
    text += f"{counted(len(negative), 'negative test')}"
    if last is not None and not met:
        text += f" ({last.event.label.lower()}, {short(last.on, case.as_of)})"
    if needed is None:
        text += f"; {counted(asked, 'negative test')} needed"
    return found(
        requirement,
        Verdict.MET if met else Verdict.UNMET,
        text,
        met_from=promised,
        if_acted=promised or max(day, case.as_of),
        achieved=f"{days:,}",
        evidence=(
            *([last.ref] if last is not None else ()),
            *_tests(case, start),
            *(case.stay_refs() if rule.within_phase else (case.episode_ref(),)),
            *(() if rule.after is None else begun_refs(Since.EVENT, rule.after, case)),
        ),
    )


def _breaks(mark: SoberMark, rule: Sober, case: Case) -> bool:
    if mark.pending and not case.program.sober.pending_resets:
        return False
    if rule.breaks:
        weighs = SoberEvent.POSITIVE if mark.event is SoberEvent.PENDING else mark.event
        return weighs in rule.breaks
    if rule.mode is SoberMode.PERFECT:
        return mark.pending or mark.event not in _NO_BREACH
    return mark.touches and mark.event not in _NO_TEST


def _tests(case: Case, start: date) -> Iterable[Ref]:
    return (
        Ref("specimen", s.id) for s, r in case.readings if s.on >= start and r.reading in NEGATIVE
    )
