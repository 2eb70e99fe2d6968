"""Which sessions, contacts and hearings count, so counted that any window costs two look-ups."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate

from drugcourt.domain.dates import Amount, Unit, add, counted, subtract
from drugcourt.domain.facts import SessionFacts
from drugcourt.domain.findings import Ref
from drugcourt.domain.hearings import HearingAttendance
from drugcourt.domain.program import AttendAll, AttendCount, AttendRate, AttendShare, HandedIn
from drugcourt.domain.specimens import CollectionStatus, Reading
from drugcourt.domain.treatment import KEPT, Attendance, SessionKind
from drugcourt.rules.requirements.case import Case
from drugcourt.rules.sobriety import NEGATIVE

A_DAY = timedelta(days=1)
Attending = AttendAll | AttendShare | AttendCount | AttendRate
_AT_HEARING = {
    HearingAttendance.PRESENT: Attendance.ATTENDED,
    HearingAttendance.REMOTE: Attendance.ATTENDED,
    HearingAttendance.IN_CUSTODY: Attendance.ATTENDED,
    HearingAttendance.LATE: Attendance.LATE,
    HearingAttendance.EXCUSED: Attendance.EXCUSED,
    HearingAttendance.FAILED_TO_APPEAR: Attendance.ABSENT,
}
_AT_TEST = {
    CollectionStatus.COLLECTED: Attendance.ATTENDED,
    CollectionStatus.MISSED: Attendance.ABSENT,
    CollectionStatus.REFUSED: Attendance.ABSENT,
    CollectionStatus.UNABLE: Attendance.ABSENT,
}
"""A test that is only planned, was called off, or stands for admitted use was not due."""
_UNTOLD = frozenset({Reading.PENDING, Reading.NO_RESULT, Reading.INVALID, Reading.RESIDUAL})


def chosen_sessions(
    rule: Attending | HandedIn, case: Case, start: date | None = None
) -> tuple[SessionFacts, ...]:
    """All that the rule looks at, oldest first: sessions, contacts, hearings, tests in any mix.

    Where so many late ones make an absence, they are counted from `start` on.
    """
    if isinstance(rule, HandedIn):
        hearings, tests, late = False, False, None
    else:
        hearings, tests, late = rule.hearings, rule.tests, rule.late_per_absence
    if hearings or tests or rule.contacts or rule.modes:
        found = _mixed(rule, case, hearings=hearings, tests=tests)
    else:
        found = case.sessions_of(rule.kinds)
    if late is not None:
        found = _counted_late(found, late, start or case.facts.admitted_on)
    if isinstance(rule, AttendRate | AttendCount) and rule.a_day is not None:
        return _few_a_day(found, rule, rule.a_day)
    return found


def _few_a_day(
    sessions: Iterable[SessionFacts], rule: AttendCount | AttendRate, most: int
) -> tuple[SessionFacts, ...]:
    """Of those kept on one day so many at most: the longest, as far as lengths are recorded.

    Where hours are counted, one without a length stays: it adds none, and may be the longest.
    """
    kept = counting(rule)
    found: list[SessionFacts] = []
    by_day: dict[date, list[SessionFacts]] = {}
    for session in sessions:
        if session.attendance in kept:
            by_day.setdefault(session.on, []).append(session)
        else:
            found.append(session)
    for held in by_day.values():
        longest = sorted(held, key=lambda s: -(s.minutes or 0))
        found += longest[:most]
        found += [s for s in longest[most:] if rule.hours and s.minutes is None]
    return tuple(sorted(found, key=lambda item: (item.on, item.source, item.id)))


def _mixed(
    rule: Attending | HandedIn, case: Case, *, hearings: bool, tests: bool
) -> tuple[SessionFacts, ...]:
    negative = tests and not isinstance(rule, HandedIn) and rule.negative
    key = (rule.kinds, rule.contacts, rule.modes, hearings, tests, negative)
    known = case.sorted_out.get(key)
    if known is None:
        found = list(case.sessions_of(rule.kinds)) if rule.kinds else []
        found += _contacts(rule, case) if rule.contacts or rule.modes else []
        found += _hearings(case) if hearings else []
        found += _tests(case, negative=negative) if tests else []
        found.sort(key=lambda item: (item.on, item.source, item.id))
        known = case.sorted_out[key] = tuple(found)
    return known


def _counted_late(
    sessions: Iterable[SessionFacts], each: int, start: date
) -> tuple[SessionFacts, ...]:
    """Every so many late ones are an absence, the others were attended."""
    found, late = [], 0
    for session in sessions:
        if session.attendance is Attendance.LATE and session.on >= start:
            late += 1
            counts = Attendance.ABSENT if late % each == 0 else Attendance.ATTENDED
            session = replace(session, attendance=counts)
        found.append(session)
    return tuple(found)


def _tests(case: Case, *, negative: bool) -> list[SessionFacts]:
    """Tests that were due: given or not; with `negative` a test is kept only by its result.

    One whose result is still out, or that was invalid or residual, then counts for nobody.
    """
    found = []
    for specimen, reading in case.readings:
        if specimen.on < case.facts.admitted_on:
            continue
        counts = _AT_TEST.get(specimen.status)
        if counts is Attendance.ABSENT and reading.reading is Reading.EXCUSED:
            counts = Attendance.EXCUSED
        elif counts is Attendance.ATTENDED and negative and reading.reading not in NEGATIVE:
            counts = None if reading.reading in _UNTOLD else Attendance.ABSENT
        elif counts is Attendance.ATTENDED and specimen.late:
            counts = Attendance.LATE
        if counts is not None:
            kind = SessionKind.OTHER
            found.append(SessionFacts(specimen.id, specimen.on, kind, counts, source="specimen"))
    return found


def _contacts(rule: Attending | HandedIn, case: Case) -> list[SessionFacts]:
    """Contacts that were made; one tried in vain is nobody's contact."""
    return [
        SessionFacts(
            c.id,
            c.on,
            SessionKind.CASE_MANAGEMENT,
            Attendance.ATTENDED,
            c.minutes,
            source="contact",
        )
        for c in case.facts.contacts
        if c.reached
        and c.on >= case.facts.admitted_on
        and (not rule.contacts or c.person in rule.contacts)
        and (not rule.modes or c.mode in rule.modes)
    ]


def _hearings(case: Case) -> list[SessionFacts]:
    return [
        SessionFacts(
            h.id, h.on, SessionKind.OTHER, _AT_HEARING[h.attendance], source="docket_entry"
        )
        for h in case.facts.hearings
        if h.on >= case.facts.admitted_on
    ]


def counting(rule: Attending) -> frozenset[Attendance]:
    """Which attendances count as kept."""
    kept = frozenset({Attendance.ATTENDED}) if rule.late_is_absent else KEPT
    if not isinstance(rule, AttendAll) and rule.excused_counts:
        return kept | {Attendance.EXCUSED}
    return kept


def noun(rule: Attending) -> str:
    """What is counted, in a word."""
    if not isinstance(rule, AttendAll | AttendShare) and rule.hours:
        return "hour"
    sorts = [bool(rule.contacts or rule.modes), rule.hearings, rule.tests]
    if rule.kinds or sum(sorts) != 1:
        return "session"
    if rule.hearings:
        return "hearing"
    return "test" if rule.tests else "contact"


def number(n: float, what: str) -> str:
    """`1 session`, `1.5 hours`; thousands with commas."""
    return counted(int(n), what) if float(n).is_integer() else f"{n:,g} {what}s"


class Tally:
    """Sessions of one sort, so counted that any day's window costs two look-ups.

    A session is in the window of a day from its own day on until `over` later; without `over`
    it stays, and only sessions from `start` on are counted. With `minutes` their length is
    counted instead of their number.
    """

    def __init__(
        self,
        sessions: Iterable[SessionFacts],
        kept: frozenset[Attendance],
        case: Case,
        start: date,
        over: Amount | None,
        *,
        minutes: bool = False,
    ) -> None:
        self.due = [s for s in sessions if s.on >= start]
        self._days = [s.on for s in self.due]
        self._leaves = [] if over is None else _leaving(self._days, over, case)
        if minutes:
            weights = ((s.minutes or 0) if s.attendance in kept else 0 for s in self.due)
            self._kept = [0, *accumulate(weights)]
        else:
            self._kept = [0, *accumulate(s.attendance in kept for s in self.due)]

    @property
    def changes(self) -> list[date]:
        """The days on which a session enters or leaves the window."""
        return [*self._days, *self._leaves]

    @property
    def days(self) -> list[date]:
        """The days of the sessions."""
        return self._days

    def window(self, day: date) -> tuple[int, int]:
        """Positions of the first session in the day's window and of the first one after it."""
        return bisect_right(self._leaves, day), bisect_right(self._days, day)

    def between(self, first: date, last: date) -> tuple[int, int]:
        """The same for sessions from `first` to `last`, both counted."""
        return bisect_left(self._days, first), bisect_right(self._days, last)

    def kept(self, low: int, high: int) -> int:
        return self._kept[high] - self._kept[low]

    def reached_on(self, n: float) -> date | None:
        """The day of the n-th kept session, or the one that makes n; None when there are fewer."""
        place = bisect_left(self._kept, n)
        return self._days[place - 1] if 0 < place < len(self._kept) else None


def _leaving(days: list[date], over: Amount, case: Case) -> list[date]:
    """The day each of the days leaves the window; plain days in one go, for speed."""
    if over.unit is not Unit.DAY or not days or (date.max - days[-1]).days < over.n:
        return [case.plus(day, over) for day in days]
    length = timedelta(days=over.n)
    return [day + length for day in days]


def window_start(case: Case, start: date, over: Amount | None) -> date:
    """The first day whose sessions are in the window on the day asked."""
    if over is None:
        return start
    first = subtract(case.as_of, over, case.program.month_days)
    while add(first, over, case.program.month_days) <= case.as_of:
        first += A_DAY
    return max(start, first)


def one_a_day(case: Case, missing: float) -> date | None:
    """The day of the last of `missing` sessions kept one a day from the day asked on."""
    whole = -int(-missing // 1)
    return None if whole <= 0 else add(case.as_of, Amount(whole - 1, Unit.DAY))


def lines(sessions: Iterable[SessionFacts]) -> tuple[Ref, ...]:
    """The records of the sessions."""
    return tuple(Ref(s.source, s.id) for s in sessions)
