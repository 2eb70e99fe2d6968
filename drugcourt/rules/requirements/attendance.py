"""Whether the sessions that were due were kept: all of them, or a share.

Excused sessions never count against anyone and cancelled ones were never due. Where nothing was
due in the span, nothing is known: that is UNKNOWN, never silently met. How many sessions are
still missing says the earliest day they could be kept, at one a day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from drugcourt.domain.dates import counted, short
from drugcourt.domain.facts import SessionFacts
from drugcourt.domain.findings import Finding, Verdict
from drugcourt.domain.program import AttendAll, AttendShare, Requirement, Since
from drugcourt.domain.treatment import Attendance
from drugcourt.rules.requirements.best_share import best_share, nothing_due
from drugcourt.rules.requirements.breakpoints import first_met
from drugcourt.rules.requirements.case import Case, found
from drugcourt.rules.requirements.since import begun, not_yet, with_beginning
from drugcourt.rules.requirements.tally import (
    Tally,
    chosen_sessions,
    counting,
    lines,
    noun,
    one_a_day,
    window_start,
)


def attend_all(requirement: Requirement, rule: AttendAll, case: Case) -> Finding:
    """No unexcused absence, over the last `over` or else since entry to the phase.

    Without `over` an absence in the stay can't be made good: only an excuse or a waiver can.
    """
    start = _start(rule, case)
    if start is None:
        return not_yet(requirement, rule.since, rule.event, case)
    looked_at = _all_kept(requirement, rule, case, start)
    return with_beginning(looked_at, rule.since, rule.event, case)


def _all_kept(requirement: Requirement, rule: AttendAll, case: Case, start: date) -> Finding:
    kept = counting(rule)
    sessions = chosen_sessions(rule, case, start)
    tally = Tally(_unexcused(sessions), kept, case, start, rule.over)
    low, high = tally.window(case.as_of)
    whence = window_start(case, start, rule.over)
    if low == high:
        return nothing_due(requirement, case, whence, noun(rule))

    def holds(day: date) -> bool:
        first, last = tally.window(day)
        return first < last and tally.kept(first, last) >= last - first - rule.allowed

    what = noun(rule)
    text, achieved = _kept_of(tally, low, high, _excused(sessions, whence), what)
    absences = [s for s in tally.due[low:high] if s.attendance not in kept]
    if absences:
        text += f"; {_absent_word(absences[-1])} {short(absences[-1].on, case.as_of)}"
    day = first_met(holds, tally.changes, start, case.as_of)
    if rule.allowed:
        text += f" ({counted(rule.allowed, 'absence')} allowed)"
    broken = len(absences) > rule.allowed
    if broken and rule.over is None:
        verdict = Verdict.FAILED
        text += ", which stands until it is excused or waived"
    else:
        verdict = Verdict.UNMET if broken else Verdict.MET
    free = day
    if broken and rule.over is not None:
        free = case.plus(absences[-1 - rule.allowed].on, rule.over)
    return found(
        requirement,
        verdict,
        text,
        met_from=None if verdict is Verdict.FAILED else day,
        if_acted=None if verdict is Verdict.FAILED else free,
        achieved=achieved,
        evidence=lines(absences if absences and not rule.late_per_absence else tally.due[low:high]),
    )


def attend_share(requirement: Requirement, rule: AttendShare, case: Case) -> Finding:
    """At least `percent` of the sessions due kept, over the last `over` or since phase entry."""
    start = _start(rule, case)
    if start is None:
        return not_yet(requirement, rule.since, rule.event, case)
    looked_at = _share_kept(requirement, rule, case, start)
    return with_beginning(looked_at, rule.since, rule.event, case)


def _share_kept(requirement: Requirement, rule: AttendShare, case: Case, start: date) -> Finding:
    sessions = chosen_sessions(rule, case, start)
    due_ones = sessions if rule.excused_counts else _unexcused(sessions)
    tally = Tally(due_ones, counting(rule), case, start, rule.over)
    low, high = tally.window(case.as_of)
    whence = window_start(case, start, rule.over)
    if low == high:
        return nothing_due(requirement, case, whence, noun(rule))
    if rule.best is not None:
        return best_share(requirement, rule, case, tally, start)

    def holds(day: date) -> bool:
        first, last = tally.window(day)
        return first < last and tally.kept(first, last) * 100 >= rule.percent * (last - first)

    kept, due = tally.kept(low, high), high - low
    excused = 0 if rule.excused_counts else _excused(sessions, whence)
    text, achieved = _kept_of(tally, low, high, excused, noun(rule))
    met = holds(case.as_of)
    day = first_met(holds, tally.changes, start, case.as_of)
    return found(
        requirement,
        Verdict.MET if met else Verdict.UNMET,
        f"{text}, {kept * 100 // due} %",
        met_from=day,
        if_acted=day if met else _earlier(day, one_a_day(case, _missing(kept, due, rule.percent))),
        achieved=achieved,
        evidence=lines(tally.due[low:high]),
    )


def _start(rule: AttendAll | AttendShare, case: Case) -> date | None:
    """The first day looked at; a look back so long reaches beyond the phase."""
    if rule.over is not None and rule.since is Since.PHASE:
        return case.facts.admitted_on
    return begun(rule.since, rule.event, case)


def _unexcused(sessions: Iterable[SessionFacts]) -> list[SessionFacts]:
    return [s for s in sessions if s.attendance is not Attendance.EXCUSED]


def _excused(sessions: Iterable[SessionFacts], since: date) -> int:
    return sum(1 for s in sessions if s.on >= since and s.attendance is Attendance.EXCUSED)


def _kept_of(tally: Tally, low: int, high: int, excused: int, what: str) -> tuple[str, str]:
    kept, due = tally.kept(low, high), high - low
    text = f"{kept:,} of {counted(due, what)}"
    return (f"{text}, {excused} excused" if excused else text), f"{kept:,} / {due:,}"


def _absent_word(session: SessionFacts) -> str:
    return "late" if session.attendance is Attendance.LATE else "absent"


def _missing(kept: int, due: int, percent: int) -> int:
    """How many more sessions, all kept, lift the share to `percent`; 0 when none would do."""
    if percent >= 100:
        return 0
    return -(-(percent * due - kept * 100) // (100 - percent))


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)
