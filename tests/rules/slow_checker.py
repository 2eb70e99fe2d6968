"""What a handbook's plain kinds of requirement find, worked out a second time, slowly, day by day.

Nothing of drugcourt.rules is used: this is the answer that somebody with a calendar and the file
on the table would come to. It says verdicts and the sober count only, for lives without an exit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from drugcourt.domain.dates import Amount, Unit
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.facts import (
    ExtensionFacts,
    LedgerFacts,
    ParticipantFacts,
    WorkFacts,
)
from drugcourt.domain.fees import FeeKind
from drugcourt.domain.findings import Verdict
from drugcourt.domain.hearings import HearingAttendance
from drugcourt.domain.program import (
    AllOf,
    AnyOf,
    AttendAll,
    AttendCount,
    AttendRate,
    AttendShare,
    Completes,
    Decided,
    Elapsed,
    FreeOf,
    FreeWindow,
    HandedIn,
    LedgerSettled,
    MilestoneDone,
    OnlyIf,
    Program,
    Requirement,
    Served,
    Since,
    Sober,
    SoberEvent,
    Together,
    Working,
)
from drugcourt.domain.responses import ResponseFamily
from drugcourt.domain.sober import CountStarts
from drugcourt.domain.supervision import WorkKind
from drugcourt.domain.treatment import Attendance
from tests.rules.slow_calendar import ONE, after, each_day
from tests.rules.slow_given import SlowGiven
from tests.rules.slow_sessions import SlowSessions
from tests.rules.slow_sober import Reader, alerts_on, sober_effects, sober_ticks

MET, UNMET, UNKNOWN = Verdict.MET, Verdict.UNMET, Verdict.UNKNOWN
FAILED, WAIVED = Verdict.FAILED, Verdict.WAIVED
_TAMPERED = {SoberEvent.TAMPERED, SoberEvent.ADULTERATED, SoberEvent.SUBSTITUTED}
_TOLD_BY = {
    FreeOf.MISSED_TEST: {SoberEvent.MISSED},
    FreeOf.REFUSED_TEST: {SoberEvent.REFUSED},
    FreeOf.TAMPERED_TEST: _TAMPERED,
    FreeOf.DILUTE_TEST: {SoberEvent.DILUTE},
    FreeOf.ADMITTED_USE: {SoberEvent.ADMITTED},
    FreeOf.POSITIVE_TEST: {
        SoberEvent.POSITIVE,
        SoberEvent.CONFIRMED,
        SoberEvent.ADMITTED,
        *_TAMPERED,
    },
}
_OPEN = {SoberEvent.PENDING}


class SlowChecker:
    """One person on one day, by one handbook."""

    def __init__(self, facts: ParticipantFacts, program: Program, as_of: date) -> None:
        self.facts, self.program, self.today = facts, program, as_of
        self.admitted = facts.admitted_on
        self.effects = sober_effects(facts, program, as_of)
        self.ticks = sober_ticks(facts, program, as_of, effects=self.effects)
        self.sessions = SlowSessions(facts, program, as_of)
        self.given = SlowGiven(facts, program, as_of)
        stays = [s for s in facts.stays if s.entered <= as_of]
        here = [s for s in stays if s.left is None or s.left > as_of]
        stay = max(here, key=lambda s: (s.entered, s.id), default=None)
        self.phase = None if stay is None else stay.phase
        self.entered = None if stay is None else max(stay.entered, self.admitted)

    # What is asked ------------------------------------------------------------------------------

    def next_phase(self) -> dict[str, Verdict]:
        """Verdicts on what it takes to leave the present phase, by key."""
        phase = next(p for p in self.program.phases if p.key == self.phase)
        return self._all(phase.advance, self.entered)

    def dismissal(self) -> dict[str, Verdict]:
        """Verdicts on what the last phase and graduation ask, by key."""
        last = self.program.phases[-1]
        entered = self.entered if self.phase == last.key else None
        return self._all((*last.advance, *self.program.graduation), entered)

    def sober_days(self) -> int:
        return self.ticks[-1].days if self.ticks else 0

    def sober_date(self) -> date | None:
        """The first day of the count; None before admission and while it has not begun."""
        if not self.ticks or (self.ticks[-1].count < 0 and not self.ticks[-1].away):
            return None
        return self.today - self.ticks[-1].days * ONE

    def sober_since(self, floor: date) -> date:
        """The first day of the count of the days from `floor` on alone."""
        ticks = self.ticks
        if floor > self.admitted:
            before = ticks[(floor - self.admitted).days - 1]
            waiting = all(tick.stopped for tick in ticks[: (floor - self.admitted).days])
            waiting = waiting and self.program.sober.starts is CountStarts.FIRST_NEGATIVE
            ticks = sober_ticks(
                self.facts,
                self.program,
                self.today,
                floor,
                effects=self.effects,
                stopped=before.stopped,
                waiting=waiting,
            )
        last = ticks[-1]
        return self.today - (last.days if last.away else last.count) * ONE

    def _all(self, asked: Iterable[Requirement], entered: date | None) -> dict[str, Verdict]:
        found = {r.key: self.verdict(r, entered) for r in asked}
        return {key: verdict for key, verdict in found.items() if verdict is not None}

    def verdict(self, asked: Requirement, entered: date | None) -> Verdict | None:
        """The verdict on one requirement; None where it is not asked of this person."""
        if not self._asked(asked):
            return None
        verdict = self._judge(self._own(asked), entered)
        waived = any(w.requirement == asked.key and w.on <= self.today for w in self.facts.waivers)
        return WAIVED if waived and verdict is not MET else verdict

    def _asked(self, asked: Requirement) -> bool:
        """Only by what was assigned, done or recorded, and a way back; no more is needed here."""
        fits = asked.only_if is None or self._fits(asked.only_if)
        return fits and (asked.unless is None or not self._fits(asked.unless))

    def _fits(self, only_if: OnlyIf) -> bool:
        said: list[bool] = []
        if only_if.assigned is not None:
            said.append(only_if.assigned in self.facts.assigned)
        if only_if.flags:
            said.append(only_if.flags <= self.facts.flags)
        if only_if.done:
            said.append(all(self._latest(key) is not None for key in only_if.done))
        if only_if.returned:
            said.append(self._came_back())
        return any(said) or not said if only_if.any_one else all(said)

    def _came_back(self) -> bool:
        """Whether the person was in this phase or a later one before the present stay began."""
        order = [phase.key for phase in self.program.phases]
        been = sorted((s.entered, s.id, s.phase) for s in self.facts.stays)
        *before, (_, _, here) = [one for one in been if one[0] <= self.today]
        return any(order.index(phase) >= order.index(here) for _, _, phase in before)

    def _own(self, asked: Requirement) -> Requirement:
        """With this person's own length of time or number, the latest that was set."""
        own = [o for o in self.facts.overrides if o.requirement == asked.key and o.on <= self.today]
        if not own:
            return asked
        last = max(own, key=lambda o: (o.on, o.id))
        number, *unit = last.value.split()
        value = Amount(int(number), Unit(unit[0].removesuffix("s"))) if unit else float(number)
        rule: Any = replace(asked.rule, **{last.field: value})
        return replace(asked, rule=rule, individual=asked.individual - {last.field})

    def _judge(self, asked: Requirement, entered: date | None) -> Verdict:
        rule: Any = asked.rule
        if isinstance(rule, AllOf | AnyOf):
            parts = [self.verdict(part, entered) for part in rule.parts]
            known = [part for part in parts if part is not None]
            return _all_of(known) if isinstance(rule, AllOf) else _any_of(known)
        if isinstance(rule, Decided):
            return self._decided(asked.key, rule, entered)
        if asked.individual:
            return UNKNOWN
        return self._kinds()[type(rule)](rule, entered)

    def _kinds(self) -> dict[type[Any], Callable[[Any, date | None], Verdict]]:
        return {
            Elapsed: self._elapsed,
            Sober: self._sober,
            FreeWindow: self._free,
            Together: self._together,
            AttendAll: self.sessions.attend_all,
            AttendShare: self.sessions.attend_share,
            AttendCount: self.sessions.attend_count,
            AttendRate: self.sessions.attend_rate,
            HandedIn: self.given.handed_in,
            Served: self.given.served,
            MilestoneDone: self._milestone,
            LedgerSettled: self._ledger,
            Working: self._working,
        }

    # Time ---------------------------------------------------------------------------------------

    def _after(self, start: date, amount: Amount) -> date:
        """The day that lies so long after another."""
        return after(start, amount, self.program.month_days)

    def _full(self, start: date, amount: Amount) -> bool:
        """Whether a span begun on a day is complete today."""
        end = self._after(start, amount)
        return self.today >= (end - ONE if self.program.completes is Completes.LAST_DAY else end)

    def _elapsed(self, rule: Elapsed, entered: date | None) -> Verdict:
        """Each day that began in a status that does not count pushes the end by a day."""
        start = self.admitted if rule.since is Since.ADMISSION else entered
        if start is None:
            return UNMET
        if rule.least is None:
            return MET
        return MET if self._last_counted_day(rule, start, rule.least) <= self.today else UNMET

    def _last_counted_day(self, rule: Elapsed, start: date, least: Amount) -> date:
        """Walk until as many days have counted as the span has; today's facts hold until then."""
        end = self._after(start, least)
        for more in self._extensions(start) if rule.since is Since.PHASE else ():
            end = self._after(end, more.amount)
        left, day = (end - start).days, start
        while left > 0:
            left -= 0 if day < self.today and self._out(rule, day) else 1
            day += ONE
        return day - ONE if self.program.completes is Completes.LAST_DAY else day

    def _extensions(self, entered: date) -> list[ExtensionFacts]:
        """What was added to the present stay, in order."""
        mine = [
            e
            for e in self.facts.extensions
            if e.phase == self.phase and entered <= e.on <= self.today
        ]
        return sorted(mine, key=lambda e: (e.on, e.id))

    def _out(self, rule: Elapsed, day: date) -> bool:
        return any(
            s.status in rule.without and s.start <= day and (s.end is None or day < s.end)
            for s in self.facts.statuses
        )

    # Sober time -----------------------------------------------------------------------------------

    def _sober(self, rule: Sober, entered: date | None) -> Verdict:
        if rule.within_phase and entered is None:
            return UNMET
        floor = entered if rule.within_phase and entered is not None else self.admitted
        if rule.after is not None:
            event = self._latest(rule.after)
            if event is None:
                return UNMET
            floor = max(floor, event)
        start = self.sober_since(floor)
        return MET if self._full(start, rule.least) else UNMET

    # Windows ------------------------------------------------------------------------------------

    def _free(self, rule: FreeWindow, entered: date | None) -> Verdict:
        start = entered if rule.within_phase else self.admitted
        if start is None:
            return UNMET
        if rule.after is not None:
            event = self._latest(rule.after)
            if event is None:
                return UNMET
            start = max(start, event)
        days = (day for of in {rule.of, *rule.also} for day in self._breaches(rule, of))
        bad = [day for day in days if start <= day <= self.today]
        if rule.least is None:
            return FAILED if bad else MET
        if bad:
            return MET if all(self._after(d, rule.least) <= self.today for d in bad) else UNMET
        return MET if self._full(start, rule.least) else UNMET

    def _latest(self, key: str) -> date | None:
        """The latest day of a milestone."""
        done = (m.done_on for m in self.facts.milestones if m.key == key)
        return max((day for day in done if day <= self.today), default=None)

    def _together(self, rule: Together, entered: date | None) -> Verdict:
        start = entered if rule.within_phase else self.admitted
        if start is None:
            return UNMET
        if rule.after is not None:
            event = self._latest(rule.after)
            if event is None:
                return UNMET
            start = max(start, event)
        sober = self.sober_since(start)
        if rule.sober and not self._full(sober, rule.least):
            return UNMET
        parts = [
            FreeWindow(of, rule.least, rule.within_phase, after=rule.after) for of in rule.free_of
        ]
        return _all_of([self._free(part, entered) for part in parts])

    def _breaches(self, rule: FreeWindow, of: FreeOf) -> list[date]:
        """The days on which it happened, in no order."""
        facts = self.facts
        if of in (FreeOf.ANY_SANCTION, FreeOf.JAIL_SANCTION):
            return [
                r.on
                for r in facts.responses
                if r.family is ResponseFamily.SANCTION
                and (of is FreeOf.ANY_SANCTION or r.jail_days > 0)
            ]
        if of in (FreeOf.UNEXCUSED_ABSENCE, FreeOf.LATE_ARRIVAL):
            how = Attendance.ABSENT if of is FreeOf.UNEXCUSED_ABSENCE else Attendance.LATE
            late = [h.on for h in facts.hearings if h.attendance is HearingAttendance.LATE]
            return [
                *(late if of is FreeOf.LATE_ARRIVAL and not rule.kinds else ()),
                *(
                    s.on
                    for s in facts.sessions
                    if s.attendance is how and (not rule.kinds or s.kind in rule.kinds)
                ),
            ]
        if of is FreeOf.DEVICE_ALERT:
            held = not self.program.sober.pending_resets
            return [on for on, open_ in alerts_on(facts, self.today) if not (held and open_)]
        if of is FreeOf.ABSCONDING:
            return [
                day
                for s in facts.statuses
                if s.status is EpisodeStatus.ABSCONDED
                for day in each_day(s.start, max(s.start, (s.end or self.today + ONE) - ONE))
            ]
        if of is FreeOf.DEMOTION:
            return self._moved_back()
        return self._tests(of)

    def _tests(self, of: FreeOf) -> list[date]:
        """Tests that tell of it; a disputed one, or one still open, as the policy takes these."""
        reader, held = Reader(self.facts, self.today), not self.program.sober.pending_resets
        told = _TOLD_BY[of] | (set() if held or of is not FreeOf.POSITIVE_TEST else _OPEN)
        return [
            s.on
            for s in self.facts.specimens
            if not (held and s.disputed) and told & set(reader.events(s))
        ]

    def _moved_back(self) -> list[date]:
        order = [phase.key for phase in self.program.phases]
        stays = sorted(self.facts.stays, key=lambda s: (s.entered, s.id))
        return [
            stay.entered
            for place, stay in enumerate(stays[1:])
            if order.index(stay.phase) < order.index(stays[place].phase)
        ]

    # Things done, money, work, decisions ----------------------------------------------------------

    def _milestone(self, rule: MilestoneDone, _entered: date | None) -> Verdict:
        done = [
            m.done_on
            for m in self.facts.milestones
            if m.key == rule.milestone and m.done_on <= self.today
        ]
        valid = self.program.record_check_days
        if rule.milestone == "record_check" and valid is not None:
            done = [day for day in done if (self.today - day).days <= valid]
        return MET if done else UNMET

    def _ledger(self, rule: LedgerSettled, entered: date | None) -> Verdict:
        lines = [line for line in self.facts.ledger if line.on <= self.today]
        if rule.begun and any(self._begun(debt, lines) for debt in rule.debts):
            return MET
        if rule.fee is not None and rule.per is not None:
            start = self.admitted if rule.since is Since.ADMISSION else entered
            if start is None:
                return UNMET
            periods = 0
            while (
                self._after(start, Amount((periods + 1) * rule.per.n, rule.per.unit)) <= self.today
            ):
                periods += 1
            mine = [line for line in lines if line.debt in rule.debts and line.on >= start]
            given = sum(line.cents for line in mine if line.kind is not FeeKind.CHARGE)
            return MET if given >= rule.fee * periods else UNMET
        for debt in rule.debts:
            mine = [line for line in lines if line.debt is debt]
            owing = sum(x.cents if x.kind is FeeKind.CHARGE else -x.cents for x in mine)
            if owing > 0 and not (rule.plan_counts and self._plan(debt)):
                return UNMET
        return MET

    def _begun(self, debt: Any, lines: list[LedgerFacts]) -> bool:
        paid = any(line.debt is debt and line.kind is FeeKind.PAYMENT for line in lines)
        signed = any(p.debt is debt and p.start <= self.today for p in self.facts.plans)
        return paid or signed

    def _plan(self, debt: Any) -> bool:
        return any(
            p.debt is debt and p.start <= self.today and (p.end is None or self.today < p.end)
            for p in self.facts.plans
        )

    def _working(self, rule: Working, _entered: date | None) -> Verdict:
        """Walk back day by day as long as the work of the day is enough."""
        begun: date | None = None
        day = self.today
        first = min((w.start for w in self.facts.work), default=self.today)
        while day >= first and self._enough(rule, day):
            begun = day
            day -= ONE
        if begun is not None and (rule.over is None or self._full(begun, rule.over)):
            return MET
        now = self._spells(rule, self.today, verified=False)
        unsaid = any(w.hours is None and w.kind is not WorkKind.EXCUSED for w in now)
        return UNKNOWN if rule.hours is not None and unsaid else UNMET

    def _spells(self, rule: Working, day: date, *, verified: bool) -> list[WorkFacts]:
        return [
            w
            for w in self.facts.work
            if w.kind in rule.kinds
            and w.start <= day
            and (w.end is None or day < w.end)
            and (not verified or (w.verified_on is not None and w.verified_on <= self.today))
            and (not rule.taxed or w.taxed is True or w.kind is not WorkKind.JOB)
            and (not rule.approved or w.approved is True or w.kind is WorkKind.EXCUSED)
        ]

    def _enough(self, rule: Working, day: date) -> bool:
        spells = self._spells(rule, day, verified=rule.verified)
        if not spells or rule.hours is None:
            return bool(spells)
        excused = any(w.kind is WorkKind.EXCUSED for w in spells)
        return excused or sum(w.hours or 0 for w in spells) >= rule.hours

    def _decided(self, key: str, rule: Decided, entered: date | None) -> Verdict:
        given = [
            d
            for d in self.facts.decisions
            if d.requirement == key
            and d.by is rule.by
            and d.on <= self.today
            and (not rule.since_phase or (entered is not None and d.on >= entered))
        ]
        if not given:
            return UNKNOWN
        return MET if max(given, key=lambda d: (d.on, d.id)).granted else UNMET


def _all_of(parts: list[Verdict]) -> Verdict:
    for worst in (FAILED, UNMET, UNKNOWN):
        if worst in parts:
            return worst
    return MET


def _any_of(parts: list[Verdict]) -> Verdict:
    if not parts or MET in parts or WAIVED in parts:
        return MET
    for best in (UNKNOWN, UNMET):
        if best in parts:
            return best
    return FAILED
