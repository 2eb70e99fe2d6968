"""Whether enough sessions were kept in all: ever, in a window, in the first days, or n of m."""

from __future__ import annotations

from datetime import date

from drugcourt.domain.dates import short
from drugcourt.domain.facts import SessionFacts
from drugcourt.domain.findings import Finding, Verdict
from drugcourt.domain.program import AttendCount, Requirement
from drugcourt.domain.treatment import Attendance
from drugcourt.rules.requirements.breakpoints import first_met
from drugcourt.rules.requirements.case import Case, found
from drugcourt.rules.requirements.since import begun, not_yet, with_beginning
from drugcourt.rules.requirements.tally import (
    A_DAY,
    Tally,
    chosen_sessions,
    counting,
    lines,
    noun,
    number,
    one_a_day,
)


def attend_count(requirement: Requirement, rule: AttendCount, case: Case) -> Finding:
    """`n` kept sessions (or hours) in total, since phase entry or admission."""
    start = begun(rule.since, rule.event, case)
    if start is None:
        return not_yet(requirement, rule.since, rule.event, case)
    sessions = [s for s in chosen_sessions(rule, case, start) if s.on >= start]
    counted = _counted(requirement, rule, case, start, sessions)
    return with_beginning(counted, rule.since, rule.event, case)


def _counted(
    requirement: Requirement,
    rule: AttendCount,
    case: Case,
    start: date,
    sessions: list[SessionFacts],
) -> Finding:
    if rule.of is not None:
        return _of_so_many(requirement, rule, case, sessions, rule.of)
    kept = [s for s in sessions if s.attendance in counting(rule)]
    if rule.over is not None:
        return _in_window(requirement, rule, case, start, kept)
    if rule.within is not None:
        return _at_the_start(requirement, rule, case, start, kept)
    return _in_all(requirement, rule, case, start, kept)


def _asked(rule: AttendCount) -> float:
    """The number in the unit that is counted: minutes where hours are asked."""
    return rule.n * 60 if rule.hours else rule.n


def _shown(rule: AttendCount, count: float) -> str:
    done = count / 60 if rule.hours else count
    return f"{done:,g} of {number(rule.n, noun(rule))}"


def _missing(rule: AttendCount, count: float) -> float:
    """How many sessions are missing; of hours, one session is taken to be enough a day."""
    left = _asked(rule) - count
    return -(-left // 60) if rule.hours else left


def _in_all(
    requirement: Requirement, rule: AttendCount, case: Case, start: date, kept: list[SessionFacts]
) -> Finding:
    tally = Tally(kept, counting(rule), case, start, None, minutes=rule.hours)
    count = tally.kept(0, len(kept))
    day = tally.reached_on(_asked(rule))
    met = day is not None
    unknown = not met and _lengths_missing(rule, kept)
    text = f"{_shown(rule, count)} since {short(start, case.as_of)}"
    return found(
        requirement,
        Verdict.MET if met else Verdict.UNKNOWN if unknown else Verdict.UNMET,
        _told(text, unknown=unknown),
        met_from=day,
        if_acted=day if met else one_a_day(case, _missing(rule, count)),
        achieved=_achieved(rule, count),
        evidence=lines(kept) or (case.episode_ref(),),
    )


def _lengths_missing(rule: AttendCount, kept: list[SessionFacts]) -> bool:
    return rule.hours and any(s.minutes is None for s in kept)


def _told(text: str, *, unknown: bool) -> str:
    return f"{text}; some have no length recorded" if unknown else text


def _achieved(rule: AttendCount, count: float) -> str:
    return f"{count / 60 if rule.hours else count:,g} / {rule.n:,g}"


def _in_window(
    requirement: Requirement, rule: AttendCount, case: Case, start: date, kept: list[SessionFacts]
) -> Finding:
    """In the last `over`; what was kept leaves the window again."""
    tally = Tally(kept, counting(rule), case, start, rule.over, minutes=rule.hours)

    def holds(day: date) -> bool:
        return tally.kept(*tally.window(day)) >= _asked(rule)

    met = holds(case.as_of)
    low, high = tally.window(case.as_of)
    count = tally.kept(low, high)
    unknown = not met and _lengths_missing(rule, tally.due[low:high])
    return found(
        requirement,
        Verdict.MET if met else Verdict.UNKNOWN if unknown else Verdict.UNMET,
        _told(f"{_shown(rule, count)} in the last {rule.over}", unknown=unknown),
        met_from=first_met(holds, tally.changes, start, case.as_of) if met else None,
        if_acted=None if met else one_a_day(case, _missing(rule, count)),
        achieved=_achieved(rule, count),
        evidence=lines(tally.due[low:high]) or (case.episode_ref(),),
    )


def _at_the_start(
    requirement: Requirement, rule: AttendCount, case: Case, start: date, kept: list[SessionFacts]
) -> Finding:
    """Within the first days from entry; what was missed then can't be made good."""
    assert rule.within is not None, "asked only of a rule that says within"
    last = case.plus(start, rule.within) - A_DAY
    early = [s for s in kept if s.on <= last]
    tally = Tally(early, counting(rule), case, start, None, minutes=rule.hours)
    count = tally.kept(0, len(early))
    day = tally.reached_on(_asked(rule))
    soonest = min(one_a_day(case, _missing(rule, count)) or last, last)
    text = f"{_shown(rule, count)} in the first {rule.within}, to {short(last, case.as_of)}"
    verdict, unknown = Verdict.MET, False
    if day is None and _lengths_missing(rule, early):
        verdict, unknown, soonest = Verdict.UNKNOWN, True, case.as_of
    elif day is None:
        verdict = Verdict.FAILED if case.as_of > last else Verdict.UNMET
    return found(
        requirement,
        verdict,
        _told(text, unknown=unknown),
        met_from=day,
        if_acted=day if day is not None else soonest,
        achieved=_achieved(rule, count),
        evidence=lines(early) or (case.episode_ref(),),
    )


def _of_so_many(
    requirement: Requirement,
    rule: AttendCount,
    case: Case,
    sessions: list[SessionFacts],
    many: int,
) -> Finding:
    """`n` of the last or the first so many that were due; an excused one was not due."""
    kept = counting(rule)
    due = [s for s in sessions if s.attendance is not Attendance.EXCUSED or s.attendance in kept]
    if rule.first:
        return _of_the_first(requirement, rule, case, due[:many], many)
    count = sum(s.attendance in kept for s in due[-many:])
    marks = [s.attendance in kept for s in due]
    since = _last_day(due, marks, rule.n, many)
    met = count >= rule.n
    text = f"{count:,} of the last {min(many, len(due)):,} {noun(rule)}s kept"
    return found(
        requirement,
        Verdict.MET if met else Verdict.UNMET,
        f"{text}, {rule.n:,g} of {many:,} asked",
        met_from=since if met else None,
        if_acted=since if met else one_a_day(case, _more(marks, rule.n, many)),
        achieved=f"{count:,} / {rule.n:,g}",
        evidence=lines(due[-many:]) or (case.episode_ref(),),
    )


def _last_day(due: list[SessionFacts], marks: list[bool], n: float, many: int) -> date | None:
    """Since when it holds without a break, day by day: several sessions of a day count at once."""
    since: date | None = None
    for place in range(len(due), 0, -1):
        if place < len(due) and due[place].on == due[place - 1].on:
            continue
        if sum(marks[max(0, place - many) : place]) < n:
            break
        first = place - 1
        while first > 0 and due[first - 1].on == due[place - 1].on:
            first -= 1
        since = due[first].on
    return since


def _more(marks: list[bool], n: float, many: int) -> int:
    """How many more sessions, all kept, are needed."""
    more = 1
    while sum([*marks, *[True] * more][-many:]) < n and more < many:
        more += 1
    return more


def _of_the_first(
    requirement: Requirement, rule: AttendCount, case: Case, due: list[SessionFacts], many: int
) -> Finding:
    kept = [s for s in due if s.attendance in counting(rule)]
    left = many - len(due)
    text = f"{len(kept):,} of the first {many:,} {noun(rule)}s kept, {rule.n:,g} asked"
    if len(kept) >= rule.n:
        verdict, day = Verdict.MET, kept[-int(-rule.n // 1) - 1].on
    else:
        verdict = Verdict.UNMET if len(kept) + left >= rule.n else Verdict.FAILED
        day = None
    return found(
        requirement,
        verdict,
        text,
        met_from=day,
        if_acted=day or one_a_day(case, rule.n - len(kept)),
        achieved=f"{len(kept):,} / {rule.n:,g}",
        evidence=lines(due) or (case.episode_ref(),),
    )
