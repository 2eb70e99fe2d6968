"""What the sober count is at the end of each day, worked out a second time with a calendar.

Nothing of drugcourt.rules is used. The days are walked one by one from admission on; each specimen
is read from its raw results, the medicines in force on its day and what the laboratory had said
by the day asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from drugcourt.domain.conduct import InfractionKind
from drugcourt.domain.devices import AlertKind, AlertState
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.facts import AlertFacts, ParticipantFacts, ResultFacts, SpecimenFacts
from drugcourt.domain.program import Effect, NewCount, Program, SoberEvent, SoberRule
from drugcourt.domain.sober import CountStarts
from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Explanation,
    Substance,
    Validity,
)
from tests.rules.slow_calendar import ONE, after

BROADER = {
    SoberEvent.CONFIRMED: SoberEvent.POSITIVE,
    SoberEvent.ADULTERATED: SoberEvent.TAMPERED,
    SoberEvent.SUBSTITUTED: SoberEvent.TAMPERED,
}
DEVICES = (InfractionKind.DEVICE_ALERT, InfractionKind.INTERLOCK)
OF_USE = (AlertKind.ALCOHOL, AlertKind.TAMPER, AlertKind.LOCKOUT)
NOT_GIVEN = {
    CollectionStatus.MISSED: SoberEvent.MISSED,
    CollectionStatus.REFUSED: SoberEvent.REFUSED,
    CollectionStatus.UNABLE: SoberEvent.UNABLE,
    CollectionStatus.ADMITTED: SoberEvent.ADMITTED,
}


@dataclass(frozen=True)
class Tick:
    """The sober count at one day's end; `count` is -1 on a day whose new count begins later.

    `stopped`: it waits for a negative test. `away`: it was stopped by a status that does not
    count, so that the day itself is none of its days.
    """

    count: int
    stopped: bool
    away: bool = False

    @property
    def days(self) -> int:
        """Whole days on the count."""
        return max(0, self.count + (1 if self.away else 0))


@dataclass(frozen=True)
class Told:
    """Something that happened on a day, and what the handbook has it do."""

    on: date
    event: SoberEvent
    held: bool
    about: frozenset[Substance] = frozenset()


def sober_ticks(
    facts: ParticipantFacts,
    program: Program,
    today: date,
    start: date | None = None,
    *,
    effects: dict[date, list[tuple[Effect, int]]] | None = None,
    stopped: bool | None = None,
    waiting: bool | None = None,
) -> list[Tick]:
    """The count at the end of each day from admission (or `start`) to today.

    `stopped` and `waiting` say how the days before `start` left it: stopped by a test, or waiting
    for the first negative test of all.
    """
    reader = Reader(facts, today)
    policy = program.sober
    effects = sober_effects(facts, program, today) if effects is None else effects
    negative = {s.on for s in facts.specimens if reader.negative(s)}
    if waiting is None:
        waiting = policy.starts is CountStarts.FIRST_NEGATIVE
    ticks: list[Tick] = []
    count, stopped, off = -1, bool(stopped) or waiting, False
    day = facts.admitted_on if start is None else start
    while day <= today:
        away = any(
            s.status in policy.without and s.start <= day and (s.end is None or day < s.end)
            for s in facts.statuses
        )
        if not stopped or day in negative:
            count, off = (count, True) if away else (count + 1, False)
            stopped = waiting = False
        for effect, taken in [] if waiting else effects.get(day, []):
            if effect is Effect.RESET:
                stopped = policy.new_count is NewCount.NEXT_NEGATIVE
                count = 0 if policy.new_count is NewCount.SAME_DAY and not away else -1
                off = away and not stopped
            elif effect is Effect.SUSPEND and not stopped and (off or count >= 0):
                stopped = True
            elif effect is Effect.SET_BACK:
                none_left = 0 if policy.new_count is NewCount.SAME_DAY or stopped else -1
                count = max(count - taken, min(count, -1 if off else none_left))
        ticks.append(Tick(count, stopped, off))
        day += ONE
    return ticks


def sober_effects(
    facts: ParticipantFacts, program: Program, today: date
) -> dict[date, list[tuple[Effect, int]]]:
    """What the handbook has each day's events do to the count, with the days that are taken off."""
    found: dict[date, list[tuple[Effect, int]]] = {}
    reader, told = Reader(facts, today), []
    for item in _all_told(facts, reader, today):
        told.append(item)
        rule = next((r for r in program.sober.rules if _governs(r, told, reader, program)), None)
        plain = program.sober.effects.get(item.event)
        if plain is None:
            plain = program.sober.effects.get(BROADER.get(item.event, item.event), Effect.NOTHING)
        effect = plain if rule is None else rule.effect
        if item.held and not program.sober.pending_resets:
            effect = Effect.NOTHING
        found.setdefault(item.on, []).append((effect, 0 if rule is None else rule.days))
    return found


def _governs(rule: SoberRule, told: list[Told], reader: Reader, program: Program) -> bool:
    """Whether an exception speaks of the last thing told, what came before it kept in mind."""
    last, facts = told[-1], reader.facts
    named = {rule.event, *rule.also}
    alike = [t for t in told if t.event in named or BROADER.get(t.event) in named]
    if last not in alike[-1:]:
        return False
    begun = [s for s in facts.stays if s.entered <= last.on]
    stays = [s for s in begun if s.left is None or last.on < s.left]
    stay = max(stays, key=lambda s: (s.entered, s.id), default=None)
    if rule.phases and (stay is None or stay.phase not in rule.phases):
        return False
    if rule.substances and not rule.substances & last.about:
        return False
    number = 0
    for earlier in alike:
        long_ago = rule.within is not None and (
            last.on >= after(earlier.on, rule.within, program.month_days)
        )
        elsewhere = rule.in_phase and (stay is None or earlier.on < stay.entered)
        between = rule.in_a_row and any(
            earlier.on <= s.on < last.on and reader.negative(s) for s in facts.specimens
        )
        number += not (long_ago or elsewhere or between)
    if rule.nth == 1:
        return True
    return number >= rule.nth and (not rule.each or number % rule.nth == 0)


def _all_told(facts: ParticipantFacts, reader: Reader, today: date) -> list[Told]:
    """All that happened from admission on, day by day; tests last on their day."""
    alert = SoberEvent.DEVICE_ALERT
    told = [Told(a.on, alert, open_) for a, open_ in _alerts(facts, today)]
    told += [
        Told(s.start, SoberEvent.ABSCONDED, False)
        for s in facts.statuses
        if s.status is EpisodeStatus.ABSCONDED
    ]
    told += [Told(i.on, alert, False) for i in facts.infractions if i.kind in DEVICES]
    for specimen in sorted(facts.specimens, key=lambda s: s.id):
        about = reader.about(specimen)
        for event in reader.events(specimen):
            pending = event is SoberEvent.PENDING
            weighs = SoberEvent.POSITIVE if pending else event
            told.append(Told(specimen.on, weighs, pending or specimen.disputed, about))
    told = [item for item in told if facts.admitted_on <= item.on <= today]
    return sorted(told, key=lambda item: item.on)


def alerts_on(facts: ParticipantFacts, today: date) -> list[tuple[date, bool]]:
    """Days on which a device spoke of use, an interlock's among them, and whether it is open."""
    noted = [(i.on, False) for i in facts.infractions if i.kind in DEVICES]
    return noted + [(alert.on, open_) for alert, open_ in _alerts(facts, today)]


def _alerts(facts: ParticipantFacts, today: date) -> list[tuple[AlertFacts, bool]]:
    """Alerts that speak of use, and whether each of them is open, in their order.

    One that was answered after today is open today; one that nobody stands by is none.
    """
    found = []
    for alert in sorted(facts.alerts, key=lambda a: a.id):
        answered = alert.answered_on is None or alert.answered_on <= today
        state = alert.state if answered else AlertState.OPEN
        if alert.kind in OF_USE and state is not AlertState.DISMISSED:
            found.append((alert, state is AlertState.OPEN))
    return found


class Reader:
    """Reads specimens as they were known on a day."""

    def __init__(self, facts: ParticipantFacts, today: date) -> None:
        self.facts, self._today = facts, today

    def events(self, specimen: SpecimenFacts) -> list[SoberEvent]:
        """What a specimen tells the sober clock."""
        status, validity = specimen.status, specimen.validity
        if status in NOT_GIVEN:
            excusable = status is not CollectionStatus.ADMITTED
            return [SoberEvent.EXCUSED if specimen.excused and excusable else NOT_GIVEN[status]]
        if status is not CollectionStatus.COLLECTED:
            return []
        said = set(self._said(specimen))
        confirmed = any(self._back(r) is Confirmation.CONFIRMED for r in specimen.results)
        use = SoberEvent.CONFIRMED if confirmed else SoberEvent.POSITIVE
        if validity in (Validity.INVALID, Validity.REJECTED):
            told = {
                SoberEvent.INVALID: not specimen.excused,
                use: "accepted" in said,
                SoberEvent.LATE: specimen.late and not specimen.excused,
            }
            return [event for event, so in told.items() if so]
        told = {
            SoberEvent.ADULTERATED: validity is Validity.ADULTERATED,
            SoberEvent.SUBSTITUTED: validity is Validity.SUBSTITUTED,
            SoberEvent.DILUTE: validity is Validity.DILUTE and not specimen.excused,
            use: bool(said & {"accepted", "definite"}),
            SoberEvent.PENDING: "pending" in said,
            SoberEvent.RESIDUAL: "residual" in said,
            SoberEvent.EXPECTED_POSITIVE: "expected" in said,
            SoberEvent.LATE: specimen.late and not specimen.excused,
        }
        return [event for event, so in told.items() if so]

    def about(self, specimen: SpecimenFacts) -> frozenset[Substance]:
        """The substances that it speaks of."""
        if specimen.status is CollectionStatus.ADMITTED:
            return frozenset(
                r.substance
                for r in specimen.results
                if r.result is AnalyteResult.POSITIVE or r.explanation is Explanation.ACCEPTED
            )
        if specimen.status is not CollectionStatus.COLLECTED:
            return frozenset()
        speaks = {"accepted", "definite", "pending", "expected", "residual"}
        if specimen.validity in (Validity.INVALID, Validity.REJECTED):
            speaks = {"accepted"}
        said = zip(specimen.results, self._said(specimen), strict=True)
        return frozenset(r.substance for r, word in said if word in speaks)

    def negative(self, specimen: SpecimenFacts) -> bool:
        """A usable specimen in which nothing was found that no medicine explains."""
        if specimen.status is not CollectionStatus.COLLECTED:
            return False
        said = set(self._said(specimen)) - {"missing"}
        usable = specimen.validity in (Validity.NOT_CHECKED, Validity.VALID)
        return usable and bool(said) and said <= {"negative", "expected"}

    def _said(self, specimen: SpecimenFacts) -> list[str]:
        taken_down = specimen.medicines
        explained = {
            substance
            for medicine in (self.facts.medications if taken_down is None else taken_down)
            if medicine.start <= specimen.on
            and (medicine.end is None or specimen.on < medicine.end)
            for substance in medicine.detected_as
        }
        return [self._result(r, r.substance in explained) for r in specimen.results]

    def _back(self, result: ResultFacts) -> Confirmation:
        """The laboratory's word as far as it had come back; until its day it is pending."""
        later = result.confirmed_on is not None and result.confirmed_on > self._today
        return Confirmation.PENDING if later else result.confirmation

    def _result(self, result: ResultFacts, explained: bool) -> str:
        confirmation = self._back(result)
        if result.explanation is Explanation.ACCEPTED:
            return "accepted"
        if result.result is AnalyteResult.NEGATIVE:
            return "negative"
        if result.result is AnalyteResult.NOT_REPORTED:
            if confirmation is not Confirmation.CONFIRMED:
                return "missing"
        elif confirmation is Confirmation.NOT_CONFIRMED:
            return "negative"
        elif result.result is AnalyteResult.INCONCLUSIVE and confirmation is Confirmation.NONE:
            return "inconclusive"
        if result.explanation is Explanation.PRESCRIPTION or explained:
            return "expected"
        if result.explanation is Explanation.RESIDUAL:
            return "residual"
        return "pending" if confirmation is Confirmation.PENDING else "definite"
