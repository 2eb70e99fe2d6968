"""Whether the sessions that were due were kept, counted the way the handbook counts them.

Excused sessions never count against anyone and cancelled ones were never due. Where nothing was
due in the span, nothing is known: that is UNKNOWN, never silently met. How many sessions are
still missing says the earliest day they could be kept, at one a day.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import accumulate

from drugcourt.domain.dates import Amount, Unit, add, counted, short, subtract
from drugcourt.domain.facts import SessionFacts
from drugcourt.domain.findings import Finding, Ref, Verdict
from drugcourt.domain.program import (
    AttendAll,
    AttendCount,
    AttendRate,
    AttendShare,
    Requirement,
    Since,
)
from drugcourt.domain.terms import KEPT, Attendance
from drugcourt.rules.requirements.breakpoints import first_met
from drugcourt.rules.requirements.case import Case, found, not_begun

_A_DAY = timedelta(days=1)


class _Tally:
    """Sessions of one sort, so counted that any day's window costs two look-ups.

    A session is in the window of a day from its own day on until `over` later; without `over`
    it stays, and only sessions from `start` on are counted.
    """

    def __init__(
        self,
        sessions: Iterable[SessionFacts],
        kept: frozenset[Attendance],
        case: Case,
        start: date,
        over: Amount | None,
    ) -> None:
        self.due = [s for s in sessions if s.on >= start]
        self._days = [s.on for s in self.due]
        self._leaves = [] if over is None else _leaving(self._days, over, case)
        self._kept = [0, *accumulate(s.attendance in kept for s in self.due)]

    @property
    def changes(self) -> list[date]:
        """The days on which a session enters or leaves the window."""
        return [*self._days, *self._leaves]

    def window(self, day: date) -> tuple[int, int]:
        """Positions of the first session in the day's window and of the first one after it."""
        return bisect_right(self._leaves, day), bisect_right(self._days, day)

    def between(self, first: date, last: date) -> tuple[int, int]:
        """The same for sessions from `first` to `last`, both counted."""
        return bisect_left(self._days, first), bisect_right(self._days, last)

    def kept(self, low: int, high: int) -> int:
        return self._kept[high] - self._kept[low]

    def reached_on(self, n: int) -> date | None:
        """The day of the n-th kept session, n from 1; None when there are fewer."""
        place = bisect_left(self._kept, n)
        return self._days[place - 1] if 0 < place < len(self._kept) else None


def _leaving(days: list[date], over: Amount, case: Case) -> list[date]:
    """The day each of the days leaves the window; plain days in one go, for speed."""
    if over.unit is not Unit.DAY or not days or (date.max - days[-1]).days < over.n:
        return [case.plus(day, over) for day in days]
    length = timedelta(days=over.n)
    return [day + length for day in days]


def attend_all(requirement: Requirement, rule: AttendAll, case: Case) -> Finding:
    """No unexcused absence, over the last `over` or else since entry to the phase.

    Without `over` an absence in the stay can't be made good: only an excuse or a waiver can.
    """
    start = case.facts.admitted_on if rule.over is not None else case.entered
    if start is None:
        return not_begun(requirement, case)
    kept = frozenset({Attendance.ATTENDED}) if rule.late_is_absent else KEPT
    sessions = case.sessions_of(rule.kinds)
    tally = _Tally(_unexcused(sessions), kept, case, start, rule.over)
    low, high = tally.window(case.as_of)
    whence = _window_start(case, start, rule.over)
    if low == high:
        return _nothing_due(requirement, case, whence)

    def holds(day: date) -> bool:
        first, last = tally.window(day)
        return first < last and tally.kept(first, last) == last - first

    text, achieved = _kept_of(tally, low, high, _excused(sessions, whence))
    absences = [s for s in tally.due[low:high] if s.attendance not in kept]
    if absences:
        text += f"; {_absent_word(absences[-1])} {short(absences[-1].on, case.as_of)}"
    day = first_met(holds, tally.changes, start, case.as_of)
    if absences and rule.over is None:
        verdict = Verdict.FAILED
        text += ", which stands until it is excused or waived"
    else:
        verdict = Verdict.UNMET if absences else Verdict.MET
    free = case.plus(absences[-1].on, rule.over) if absences and rule.over is not None else day
    return found(
        requirement,
        verdict,
        text,
        met_from=None if verdict is Verdict.FAILED else day,
        if_acted=None if verdict is Verdict.FAILED else free,
        achieved=achieved,
        evidence=_lines(absences or tally.due[low:high]),
    )


def attend_share(requirement: Requirement, rule: AttendShare, case: Case) -> Finding:
    """At least `percent` of the sessions due kept, over the last `over` or since phase entry."""
    start = case.facts.admitted_on if rule.over is not None else case.entered
    if start is None:
        return not_begun(requirement, case)
    sessions = case.sessions_of(rule.kinds)
    tally = _Tally(_unexcused(sessions), KEPT, case, start, rule.over)
    low, high = tally.window(case.as_of)
    whence = _window_start(case, start, rule.over)
    if low == high:
        return _nothing_due(requirement, case, whence)

    def holds(day: date) -> bool:
        first, last = tally.window(day)
        return first < last and tally.kept(first, last) * 100 >= rule.percent * (last - first)

    kept, due = tally.kept(low, high), high - low
    text, achieved = _kept_of(tally, low, high, _excused(sessions, whence))
    met = holds(case.as_of)
    day = first_met(holds, tally.changes, start, case.as_of)
    return found(
        requirement,
        Verdict.MET if met else Verdict.UNMET,
        f"{text}, {kept * 100 // due} %",
        met_from=day,
        if_acted=day if met else _earlier(day, _one_a_day(case, _missing(kept, due, rule.percent))),
        achieved=achieved,
        evidence=_lines(tally.due[low:high]),
    )


def attend_count(requirement: Requirement, rule: AttendCount, case: Case) -> Finding:
    """`n` kept sessions in total, since phase entry or admission."""
    start = case.entered if rule.since is Since.PHASE else case.facts.admitted_on
    if start is None:
        return not_begun(requirement, case)
    kept = [s for s in case.sessions_of(rule.kinds) if s.on >= start and s.attendance in KEPT]
    tally = _Tally(kept, KEPT, case, start, None)
    day = start if rule.n <= 0 else tally.reached_on(rule.n)
    met = day is not None
    missing = rule.n - len(kept)
    return found(
        requirement,
        Verdict.MET if met else Verdict.UNMET,
        f"{len(kept):,} of {counted(rule.n, 'session')} since {short(start, case.as_of)}",
        met_from=day,
        if_acted=day if met else _one_a_day(case, missing),
        achieved=f"{len(kept):,} / {rule.n:,}",
        evidence=_lines(kept),
    )


def attend_rate(requirement: Requirement, rule: AttendRate, case: Case) -> Finding:
    """At least `n` kept sessions in every `per`, on average over whole periods.

    Periods are counted back from the day asked, that day included, as far as they fit into the
    last `over` and into the stay in the phase. A day that passes without a session is itself a
    fact: this finding may turn from MET to UNMET by waiting.
    """
    start = case.entered
    if start is None:
        return not_begun(requirement, case)
    counts = KEPT | {Attendance.EXCUSED} if rule.excused_counts else KEPT
    kept = [s for s in case.sessions_of(rule.kinds) if s.attendance in counts]
    tally = _Tally(kept, counts, case, start, None)

    def measured(day: date) -> tuple[int, int, date]:
        periods, first = _whole_periods(rule, case, start, day)
        low, high = tally.between(first, day)
        return high - low, periods, first

    def holds(day: date) -> bool:
        number, periods, _ = measured(day)
        return periods > 0 and number >= rule.n * periods

    number, periods, first = measured(case.as_of)
    if periods == 0:
        return _first_period(requirement, rule, case, start, len(tally.due))
    met = holds(case.as_of)
    asked = rule.n * periods
    span = Amount(periods * rule.per.n, rule.per.unit)
    low, high = tally.between(first, case.as_of)
    days = ((case.as_of - timedelta(days=n)) for n in range((case.as_of - start).days + 1))
    return found(
        requirement,
        Verdict.MET if met else Verdict.UNMET,
        f"{number:,} of at least {counted(asked, 'session')} in {span}",
        met_from=first_met(holds, days, start, case.as_of) if met else None,
        if_acted=None if met else _one_a_day(case, asked - number),
        achieved=f"{number:,} / {asked:,}",
        evidence=_lines(tally.due[low:high]) or case.stay_refs(),
    )


def _first_period(
    requirement: Requirement, rule: AttendRate, case: Case, start: date, kept: int
) -> Finding:
    """Not one whole period has passed yet; met at its end if enough are kept by now."""
    whole = case.plus(start, rule.per) - _A_DAY
    enough = kept >= rule.n
    needed = whole if enough else max(whole, _one_a_day(case, rule.n - kept) or whole)
    return found(
        requirement,
        Verdict.UNMET,
        f"{kept:,} of at least {counted(rule.n, 'session')}; the first {rule.per} "
        f"{'ends' if rule.per.n == 1 else 'end'} {short(whole, case.as_of)}",
        met_from=whole if enough else None,
        if_acted=needed,
        achieved=f"{kept:,} / {rule.n:,}",
        evidence=case.stay_refs(),
    )


def _whole_periods(rule: AttendRate, case: Case, start: date, day: date) -> tuple[int, date]:
    """How many whole periods end on `day` and fit, and the first day of the earliest of them."""
    months = case.program.month_days
    floor = start - _A_DAY
    if rule.over is not None:
        floor = max(floor, subtract(day, rule.over, months))
    if rule.per.unit in (Unit.DAY, Unit.WEEK):
        length = rule.per.n * (7 if rule.per.unit is Unit.WEEK else 1)
        periods = max(0, (day - floor).days // length)
        return periods, day - timedelta(days=periods * length) + _A_DAY
    periods, first = 0, day
    while True:
        earlier = subtract(day, Amount((periods + 1) * rule.per.n, rule.per.unit), months)
        if earlier < floor or earlier == date.min:
            return periods, first + _A_DAY
        periods, first = periods + 1, earlier


def _unexcused(sessions: Iterable[SessionFacts]) -> list[SessionFacts]:
    return [s for s in sessions if s.attendance is not Attendance.EXCUSED]


def _excused(sessions: Iterable[SessionFacts], since: date) -> int:
    return sum(1 for s in sessions if s.on >= since and s.attendance is Attendance.EXCUSED)


def _window_start(case: Case, start: date, over: Amount | None) -> date:
    """The first day whose sessions are in the window on the day asked."""
    if over is None:
        return start
    first = subtract(case.as_of, over, case.program.month_days)
    while add(first, over, case.program.month_days) <= case.as_of:
        first += _A_DAY
    return max(start, first)


def _kept_of(tally: _Tally, low: int, high: int, excused: int) -> tuple[str, str]:
    kept, due = tally.kept(low, high), high - low
    text = f"{kept:,} of {counted(due, 'session')}"
    return (f"{text}, {excused} excused" if excused else text), f"{kept:,} / {due:,}"


def _absent_word(session: SessionFacts) -> str:
    return "late" if session.attendance is Attendance.LATE else "absent"


def _nothing_due(requirement: Requirement, case: Case, since: date) -> Finding:
    text = f"no sessions recorded since {short(since, case.as_of)}"
    refs = (case.episode_ref(),)
    return found(requirement, Verdict.UNKNOWN, text, if_acted=case.as_of, evidence=refs)


def _missing(kept: int, due: int, percent: int) -> int:
    """How many more sessions, all kept, lift the share to `percent`; 0 when none would do."""
    if percent >= 100:
        return 0
    return -(-(percent * due - kept * 100) // (100 - percent))


def _one_a_day(case: Case, missing: int) -> date | None:
    """The day of the last of `missing` sessions kept one a day from the day asked on."""
    return None if missing <= 0 else add(case.as_of, Amount(missing - 1, Unit.DAY))


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)


def _lines(sessions: Iterable[SessionFacts]) -> tuple[Ref, ...]:
    return tuple(Ref("attendance_line", s.id) for s in sessions)
