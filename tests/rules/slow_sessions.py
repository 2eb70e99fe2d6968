"""Whether sessions, contacts and hearings were kept, counted a second time one by one.

Nothing of drugcourt.rules is used.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from drugcourt.domain.dates import Amount
from drugcourt.domain.facts import ParticipantFacts, SessionFacts
from drugcourt.domain.findings import Verdict
from drugcourt.domain.hearings import HearingAttendance
from drugcourt.domain.program import (
    AttendAll,
    AttendCount,
    AttendRate,
    AttendShare,
    Program,
    Since,
)
from drugcourt.domain.treatment import Attendance, SessionKind
from tests.rules.slow_calendar import ONE, after

MET, UNMET, UNKNOWN, FAILED = Verdict.MET, Verdict.UNMET, Verdict.UNKNOWN, Verdict.FAILED
_AT_COURT = {
    HearingAttendance.PRESENT: Attendance.ATTENDED,
    HearingAttendance.REMOTE: Attendance.ATTENDED,
    HearingAttendance.IN_CUSTODY: Attendance.ATTENDED,
    HearingAttendance.LATE: Attendance.LATE,
    HearingAttendance.EXCUSED: Attendance.EXCUSED,
    HearingAttendance.FAILED_TO_APPEAR: Attendance.ABSENT,
}


def _as_session(
    number: int, on: date, attendance: Attendance, minutes: int | None = None
) -> SessionFacts:
    return SessionFacts(number, on, SessionKind.OTHER, attendance, minutes)


class SlowSessions:
    """What one person kept up to one day."""

    def __init__(self, facts: ParticipantFacts, program: Program, today: date) -> None:
        self.facts, self.program, self.today = facts, program, today

    def _sessions(self, rule: Any, first: date) -> list[SessionFacts]:
        """Sessions, contacts and hearings that were due from a day on to today."""
        mixed = bool(rule.contacts or rule.modes or rule.hearings)
        found = []
        for s in self.facts.sessions:
            if s.attendance is not Attendance.CANCELLED and (
                s.kind in rule.kinds or (not rule.kinds and not mixed)
            ):
                found.append(s)
        for c in self.facts.contacts if rule.contacts or rule.modes else ():
            if (
                c.reached
                and (not rule.contacts or c.person in rule.contacts)
                and (not rule.modes or c.mode in rule.modes)
            ):
                found.append(_as_session(c.id, c.on, Attendance.ATTENDED, c.minutes))
        for h in self.facts.hearings if rule.hearings else ():
            found.append(_as_session(h.id, h.on, _AT_COURT[h.attendance]))
        found = [s for s in found if max(first, self.facts.admitted_on) <= s.on <= self.today]
        most = getattr(rule, "a_day", None)
        return found if most is None else self._few_a_day(rule, found, most)

    def _few_a_day(self, rule: Any, found: list[SessionFacts], most: int) -> list[SessionFacts]:
        """Of those kept on a day the longest few; what was not kept stays, and so does what may
        have been longer, for nobody wrote down how long it was."""
        kept: list[SessionFacts] = []
        for s in sorted(found, key=lambda s: -(s.minutes or 0)):
            same_day = sum(k.on == s.on and self._kept(rule, k) for k in kept)
            unknown = rule.hours and s.minutes is None
            if not self._kept(rule, s) or same_day < most or unknown:
                kept.append(s)
        return kept

    def _begun(self, rule: Any, entered: date | None) -> date | None:
        """The day that the rule counts from."""
        if rule.since is Since.ADMISSION:
            return self.facts.admitted_on
        if rule.since is Since.EVENT:
            done = (m.done_on for m in self.facts.milestones if m.key == rule.event)
            return max((day for day in done if day <= self.today), default=None)
        return entered

    def _kept(self, rule: Any, session: SessionFacts) -> bool:
        if session.attendance is Attendance.LATE:
            return not rule.late_is_absent
        if session.attendance is Attendance.EXCUSED:
            return bool(getattr(rule, "excused_counts", False))
        return session.attendance is Attendance.ATTENDED

    def _due(self, rule: Any, entered: date | None) -> list[SessionFacts] | None:
        """What was due in the window and not excused; None where the phase has not begun."""
        first = self._begun(rule, entered)
        if rule.over is not None and rule.since is Since.PHASE:
            first = self.facts.admitted_on
        if first is None:
            return None
        due = [s for s in self._sessions(rule, first) if s.attendance is not Attendance.EXCUSED]
        if rule.over is None:
            return due
        return [s for s in due if after(s.on, rule.over, self.program.month_days) > self.today]

    def attend_all(self, rule: AttendAll, entered: date | None) -> Verdict:
        due = self._due(rule, entered)
        if due is None:
            return UNMET
        if not due:
            return UNKNOWN
        missed = sum(1 for s in due if not self._kept(rule, s))
        if missed <= rule.allowed:
            return MET
        return FAILED if rule.over is None else UNMET

    def attend_share(self, rule: AttendShare, entered: date | None) -> Verdict:
        due = self._due(rule, entered)
        if due is None:
            return UNMET
        if not due:
            return UNKNOWN
        kept = sum(1 for s in due if self._kept(rule, s))
        return MET if 100 * kept >= rule.percent * len(due) else UNMET

    def attend_count(self, rule: AttendCount, entered: date | None) -> Verdict:
        first = self._begun(rule, entered)
        if first is None:
            return UNMET
        kept = [s for s in self._sessions(rule, first) if self._kept(rule, s)]
        months, late = self.program.month_days, False
        if rule.over is not None:
            kept = [s for s in kept if after(s.on, rule.over, months) > self.today]
        elif rule.within is not None:
            end = after(first, rule.within, months)
            kept, late = [s for s in kept if s.on < end], self.today >= end
        done = sum(s.minutes or 0 for s in kept) / 60 if rule.hours else len(kept)
        if done >= rule.n:
            return MET
        if rule.hours and any(s.minutes is None for s in kept):
            return UNKNOWN
        return FAILED if late else UNMET

    def attend_rate(self, rule: AttendRate, entered: date | None) -> Verdict:
        """On average over the whole periods that end today and fit."""
        start = self._begun(rule, entered)
        if start is None:
            return UNMET
        earliest = start
        if rule.over is not None:
            earliest = max(earliest, self._before(rule.over) + ONE)
        periods, first = 0, self.today + ONE
        while True:
            longer = Amount((periods + 1) * rule.per.n, rule.per.unit)
            begun = self._before(longer) + ONE
            if begun < earliest:
                break
            periods, first = periods + 1, begun
        kept = [s for s in self._sessions(rule, first) if self._kept(rule, s)]
        if not periods:
            return UNMET
        if not rule.hours:
            return MET if len(kept) >= rule.n * periods else UNMET
        if sum(s.minutes or 0 for s in kept) >= 60 * rule.n * periods:
            return MET
        whole = [s for s in self._sessions(rule, start) if self._kept(rule, s)]
        return UNKNOWN if any(s.minutes is None for s in whole) else UNMET

    def _before(self, amount: Amount) -> date:
        """The day that lies so long before today."""
        return after(self.today, Amount(-amount.n, amount.unit), self.program.month_days)
