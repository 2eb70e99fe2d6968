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
from drugcourt.domain.facts import ParticipantFacts, ResultFacts, SpecimenFacts
from drugcourt.domain.program import Effect, NewCount, Program, SoberEvent
from drugcourt.domain.sober import CountStarts
from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Explanation,
    Validity,
)
from tests.rules.slow_calendar import ONE

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


def sober_ticks(
    facts: ParticipantFacts,
    program: Program,
    today: date,
    start: date | None = None,
    *,
    stopped: bool | None = None,
    waiting: bool | None = None,
) -> list[Tick]:
    """The count at the end of each day from admission (or `start`) to today.

    `stopped` and `waiting` say how the days before `start` left it: stopped by a test, or waiting
    for the first negative test of all.
    """
    reader = _Reader(facts, today)
    policy = program.sober
    by_day: dict[date, list[SpecimenFacts]] = {}
    for specimen in sorted(facts.specimens, key=lambda s: s.id):
        by_day.setdefault(specimen.on, []).append(specimen)
    if waiting is None:
        waiting = policy.starts is CountStarts.FIRST_NEGATIVE
    ticks: list[Tick] = []
    count, stopped, off = -1, bool(stopped) or waiting, False
    day = facts.admitted_on if start is None else start
    while day <= today:
        here = by_day.get(day, [])
        away = any(
            s.status in policy.without and s.start <= day and (s.end is None or day < s.end)
            for s in facts.statuses
        )
        if not stopped or any(reader.negative(s) for s in here):
            count, off = (count, True) if away else (count + 1, False)
            stopped = waiting = False
        for event, held in [] if waiting else _told_on(facts, reader, here, day, today):
            effect = effect_of(event, program, held=held)
            if effect is Effect.RESET:
                stopped = policy.new_count is NewCount.NEXT_NEGATIVE
                count = 0 if policy.new_count is NewCount.SAME_DAY and not away else -1
                off = away and not stopped
            elif effect is Effect.SUSPEND and not stopped and (off or count >= 0):
                stopped = True
        ticks.append(Tick(count, stopped, off))
        day += ONE
    return ticks


def _told_on(
    facts: ParticipantFacts, reader: _Reader, here: list[SpecimenFacts], day: date, today: date
) -> list[tuple[SoberEvent, bool]]:
    """What happened on a day, each with whether it is still held."""
    heard = [(SoberEvent.DEVICE_ALERT, open_) for open_ in alerts_on(facts, day, today)]
    heard += [
        (SoberEvent.ABSCONDED, False)
        for s in facts.statuses
        if s.status is EpisodeStatus.ABSCONDED and s.start == day
    ]
    return heard + [(event, s.disputed) for s in here for event in reader.events(s)]


def alerts_on(facts: ParticipantFacts, day: date, today: date) -> list[bool]:
    """Alerts of a device that speak of use, an interlock's among them: is each of them open?

    One that was answered after today is open today; one that nobody stands by is none.
    """
    found = [False for i in facts.infractions if i.on == day and i.kind in DEVICES]
    for alert in facts.alerts:
        if alert.on != day or alert.kind not in OF_USE:
            continue
        answered = alert.answered_on is None or alert.answered_on <= today
        state = alert.state if answered else AlertState.OPEN
        if state is not AlertState.DISMISSED:
            found.append(state is AlertState.OPEN)
    return found


def effect_of(event: SoberEvent, program: Program, *, held: bool = False) -> Effect:
    """What the handbook's policy does on an event; only plain effects, no exceptions to them.

    What is `held`, since it is disputed or nobody has looked at it, is taken like a confirmation
    that is out.
    """
    policy = program.sober
    if (held or event is SoberEvent.PENDING) and not policy.pending_resets:
        return Effect.NOTHING
    if event is SoberEvent.PENDING:
        event = SoberEvent.POSITIVE
    if event not in policy.effects and event in BROADER:
        event = BROADER[event]
    return policy.effects.get(event, Effect.NOTHING)


class _Reader:
    """Reads specimens as they were known on a day."""

    def __init__(self, facts: ParticipantFacts, today: date) -> None:
        self._facts, self._today = facts, today

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
            for medicine in (self._facts.medications if taken_down is None else taken_down)
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
