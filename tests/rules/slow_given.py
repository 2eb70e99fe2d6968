"""Whether what has to be handed in or served was, worked out a second time with a list on paper.

Nothing of drugcourt.rules is used. Things handed in are laid beside the occasions that asked for
them, and moved about until no other way of laying them covers more of the occasions.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from drugcourt.domain.dates import Amount
from drugcourt.domain.facts import ItemFacts, ParticipantFacts
from drugcourt.domain.findings import Verdict
from drugcourt.domain.hearings import HearingAttendance
from drugcourt.domain.program import FreeOf, HandedIn, Program, Served, Since
from drugcourt.domain.responses import ResponseFamily
from drugcourt.domain.specimens import CollectionStatus
from drugcourt.domain.treatment import Attendance
from tests.rules.slow_calendar import ONE, after

MET, UNMET, UNKNOWN, FAILED = Verdict.MET, Verdict.UNMET, Verdict.UNKNOWN, Verdict.FAILED
_THERE = (HearingAttendance.PRESENT, HearingAttendance.REMOTE, HearingAttendance.LATE)
_KEPT = (Attendance.ATTENDED, Attendance.LATE)


@dataclass(frozen=True)
class Occasion:
    """May be handed in from `first` to `last` (None: whenever), is asked for from `asked` on."""

    first: date
    asked: date
    last: date | None


class SlowGiven:
    """What one person handed in and served up to one day."""

    def __init__(self, facts: ParticipantFacts, program: Program, today: date) -> None:
        self.facts, self.program, self.today = facts, program, today

    def _after(self, start: date, amount: Amount) -> date:
        return after(start, amount, self.program.month_days)

    # Things handed in ---------------------------------------------------------------------------

    def handed_in(self, rule: HandedIn, entered: date | None) -> Verdict:
        if entered is None:
            return UNMET
        asked = self._occasions(rule, entered)
        if not asked:
            return MET if rule.for_each else UNKNOWN
        if rule.over is not None:
            asked = [o for o in asked if self._after(o.asked, rule.over) > self.today]
        if self._lacking(rule, asked) <= rule.missing:
            return MET
        too_late = [o for o in asked if o.last is not None and o.last < self.today]
        too_late += [o for o in asked if o.last == self.today and self._closed(rule)]
        lost = rule.over is None and self._lacking(rule, too_late) > rule.missing
        return FAILED if lost else UNMET

    def _closed(self, rule: HandedIn) -> bool:
        """For a hearing or a period the last day itself is the end of it; else the day after."""
        return rule.within is None

    def _lacking(self, rule: HandedIn, asked: list[Occasion]) -> int:
        """How many occasions are not covered whole, laid out as well as it can be."""
        given = [
            item
            for item in self.facts.items
            if item.key == rule.item
            and item.on <= self.today
            and (item.checked or not rule.checked)
        ]
        if rule.n > 1:
            return sum(sum(_fits(item, o) for item in given) < rule.n for o in asked)
        laid: dict[int, Occasion] = {}
        return sum(not _lay(o, given, laid, set()) for o in asked)

    def _occasions(self, rule: HandedIn, entered: date) -> list[Occasion]:
        if rule.for_each:
            days = self._happened(rule, entered)
        elif rule.per is not None:
            return self._periods(rule, rule.per, entered)
        elif rule.kinds or rule.contacts or rule.modes:
            days = self._kept(rule, entered)
        else:
            return self._hearings(rule, entered)
        return [Occasion(day, day, self._last(rule, day)) for day in days]

    def _last(self, rule: HandedIn, asked: date) -> date | None:
        return None if rule.within is None else self._after(asked, rule.within)

    def _kept(self, rule: HandedIn, entered: date) -> list[date]:
        days = [s.on for s in self.facts.sessions if s.kind in rule.kinds and s.attendance in _KEPT]
        if rule.contacts or rule.modes:
            days += [
                c.on
                for c in self.facts.contacts
                if c.reached
                and (not rule.contacts or c.person in rule.contacts)
                and (not rule.modes or c.mode in rule.modes)
            ]
        return [day for day in days if entered <= day <= self.today]

    def _happened(self, rule: HandedIn, entered: date) -> list[date]:
        days: list[date] = []
        for of in rule.for_each:
            if of is FreeOf.UNEXCUSED_ABSENCE:
                days += [
                    s.on
                    for s in self.facts.sessions
                    if s.attendance is Attendance.ABSENT
                    and (not rule.kinds or s.kind in rule.kinds)
                ]
            elif of is FreeOf.ANY_SANCTION:
                days += [r.on for r in self.facts.responses if r.family is ResponseFamily.SANCTION]
            else:
                assert of is FreeOf.MISSED_TEST, f"the slow checker does not know {of}"
                days += [
                    s.on
                    for s in self.facts.specimens
                    if s.status is CollectionStatus.MISSED
                    and not s.excused
                    and (self.program.sober.pending_resets or not s.disputed)
                ]
        return [day for day in days if entered <= day <= self.today]

    def _hearings(self, rule: HandedIn, entered: date) -> list[Occasion]:
        days = {h.on for h in self.facts.hearings if h.attendance in _THERE}
        found, first = [], entered
        for day in sorted(day for day in days if entered <= day <= self.today):
            found.append(Occasion(first, day, self._last(rule, day) or day))
            first = day + ONE
        return found

    def _periods(self, rule: HandedIn, per: Amount, entered: date) -> list[Occasion]:
        found: list[Occasion] = []
        first = entered
        while True:
            following = self._after(entered, Amount((len(found) + 1) * per.n, per.unit))
            last = following - ONE
            if last > self.today:
                return found
            found.append(Occasion(first, last, self._last(rule, last) or last))
            first = following

    # Service ------------------------------------------------------------------------------------

    def served(self, rule: Served, entered: date | None) -> Verdict:
        start = self.facts.admitted_on if rule.since is Since.ADMISSION else entered
        if start is None:
            return UNMET
        done = [
            item
            for item in self.facts.service
            if start <= item.on <= self.today
            and (rule.over is None or self.today < self._after(item.on, rule.over))
            and item.pays is None
            and (rule.sanctions_count or not item.sanction)
            and (item.approved or not rule.approved)
        ]
        times = 1 if rule.per is None else self._passed(start, rule.per)
        enough = rule.hours is None or sum(item.hours for item in done) >= rule.hours * times
        if rule.days is not None:
            enough = enough and len({item.on for item in done}) >= rule.days * times
        return MET if enough else UNMET

    def _passed(self, start: date, per: Amount) -> int:
        """How many whole periods have passed."""
        passed = 0
        while self._after(start, Amount((passed + 1) * per.n, per.unit)) <= self.today:
            passed += 1
        return passed


def _fits(item: ItemFacts, occasion: Occasion) -> bool:
    return occasion.first <= item.on and (occasion.last is None or item.on <= occasion.last)


def _lay(occasion: Occasion, given: list[ItemFacts], laid: dict[int, Any], tried: set[int]) -> bool:
    """Whether something can be laid beside the occasion, others moved on where they can be."""
    for place, item in enumerate(given):
        if place in tried or not _fits(item, occasion):
            continue
        tried.add(place)
        if place not in laid or _lay(laid[place], given, laid, tried):
            laid[place] = occasion
            return True
    return False
