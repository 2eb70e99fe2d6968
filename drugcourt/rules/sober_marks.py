"""Which events of a record a court's sober-time rule speaks about, and what each does to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from drugcourt.domain.conduct import InfractionKind
from drugcourt.domain.dates import Amount, add
from drugcourt.domain.devices import SPEAKS_OF_USE, AlertState
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.facts import ParticipantFacts, SpecimenFacts
from drugcourt.domain.findings import Ref
from drugcourt.domain.program import Effect, SoberEvent, SoberPolicy, SoberRule
from drugcourt.domain.sober import BROADER
from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Reading,
    Substance,
    Validity,
)
from drugcourt.rules.specimens import SpecimenReading

NEGATIVE = frozenset({Reading.NEGATIVE, Reading.EXPECTED_POSITIVE, Reading.UNEXPECTED_NEGATIVE})
"""What counts as a negative test."""

_DEVICES = {
    InfractionKind.DEVICE_ALERT: SoberEvent.DEVICE_ALERT,
    InfractionKind.INTERLOCK: SoberEvent.DEVICE_ALERT,
}
_NARROW_VALIDITY = {
    Validity.ADULTERATED: SoberEvent.ADULTERATED,
    Validity.SUBSTITUTED: SoberEvent.SUBSTITUTED,
}


@dataclass(frozen=True, slots=True)
class SoberMark:
    """One event that the sober-time rule speaks about; `resets` says that the count began again.

    `pending` marks an event whose confirmation is out, or which is disputed, `effect` what it does
    (or would do, once it stands), `days` what it takes off the count, `substances` what it is
    about.
    """

    on: date
    event: SoberEvent
    resets: bool
    pending: bool
    ref: Ref
    sentence: str
    effect: Effect = Effect.NOTHING
    days: int = 0
    substances: frozenset[Substance] = frozenset()

    @property
    def touches(self) -> bool:
        """Whether it does anything to the count, or would once confirmed."""
        return self.effect is not Effect.NOTHING

    @property
    def suspends(self) -> bool:
        return self.effect is Effect.SUSPEND

    @property
    def resets_if_pending(self) -> bool:
        return self.effect is Effect.RESET


class _Heard(NamedTuple):
    """An event before the policy has said what it does; `held` until it is confirmed or settled."""

    on: date
    event: SoberEvent
    ref: Ref
    sentence: str
    substances: frozenset[Substance]
    held: bool = False


def marks_of(
    facts: ParticipantFacts,
    readings: Sequence[tuple[SpecimenFacts, SpecimenReading]],
    policy: SoberPolicy,
    month_days: int | None = None,
) -> tuple[SoberMark, ...]:
    """What the policy speaks about, in order; a pending result resets only as the policy says."""
    judge = _Judge(facts, readings, policy, month_days)
    named = _named(policy)
    heard = _from_specimens(facts, readings, named)
    others = [*_from_devices(facts), *_from_alerts(facts)]
    if SoberEvent.ABSCONDED in named:
        others += _from_statuses(facts)
    if others:
        heard = iter(
            sorted([*heard, *others], key=lambda item: (item.on, item.ref.kind, item.ref.id))
        )
    return tuple(judge.mark(item) for item in heard)


class _Judge:
    """Says what each event does, the ones before it kept in mind."""

    def __init__(
        self,
        facts: ParticipantFacts,
        readings: Sequence[tuple[SpecimenFacts, SpecimenReading]],
        policy: SoberPolicy,
        month_days: int | None,
    ) -> None:
        self._facts, self._readings = facts, readings
        self._policy = policy
        self._month_days = month_days
        self._seen: list[tuple[date, SoberEvent]] = []
        self._about: dict[SoberEvent, list[SoberRule]] = {}

    def mark(self, heard: _Heard) -> SoberMark:
        weighs = SoberEvent.POSITIVE if heard.event is SoberEvent.PENDING else heard.event
        pending = heard.held or heard.event is SoberEvent.PENDING
        if self._policy.rules:
            self._seen.append((heard.on, weighs))
        rule = next((r for r in self._rules_about(weighs) if self._fits(r, heard)), None)
        effect = self._policy.effect(weighs) if rule is None else rule.effect
        now = not pending or self._policy.pending_resets
        return SoberMark(
            on=heard.on,
            event=heard.event,
            resets=effect is Effect.RESET and now,
            pending=pending and effect is not Effect.NOTHING,
            ref=heard.ref,
            sentence=heard.sentence,
            effect=effect,
            days=0 if rule is None else rule.days,
            substances=heard.substances,
        )

    def _rules_about(self, event: SoberEvent) -> list[SoberRule]:
        rules = self._about.get(event)
        if rules is None:
            named = {event, BROADER.get(event)}
            rules = self._about[event] = [r for r in self._policy.rules if r.events & named]
        return rules

    def _fits(self, rule: SoberRule, heard: _Heard) -> bool:
        if rule.substances and not rule.substances & heard.substances:
            return False
        if rule.in_first is not None and heard.on >= self._after_first(rule.in_first):
            return False
        stay = self._facts.stay_on(heard.on) if rule.phases or rule.in_phase else None
        if rule.phases and (stay is None or stay.phase not in rule.phases):
            return False
        if rule.nth <= 1:
            return True
        seen = [on for on, event in self._seen if {event, BROADER.get(event)} & rule.events]
        if rule.within is not None:
            seen = [on for on in seen if heard.on < add(on, rule.within, self._month_days)]
        if rule.in_phase:
            seen = [on for on in seen if stay is not None and on >= stay.entered]
        if rule.in_a_row:
            broken = self._last_negative(heard.on)
            seen = [on for on in seen if broken is None or on > broken]
        return len(seen) >= rule.nth and not (rule.each and len(seen) % rule.nth)

    def _after_first(self, time: Amount) -> date:
        """The first day after so long since admission."""
        return add(self._facts.admitted_on, time, self._month_days)

    def _last_negative(self, before: date) -> date | None:
        """The day of the last negative test before a day."""
        negative = (s.on for s, r in self._readings if s.on < before and r.reading in NEGATIVE)
        return max(negative, default=None)


def _named(policy: SoberPolicy) -> frozenset[SoberEvent]:
    """The narrower events that the handbook tells apart."""
    return frozenset((*policy.effects, *(e for rule in policy.rules for e in rule.events)))


def _from_specimens(
    facts: ParticipantFacts,
    readings: Sequence[tuple[SpecimenFacts, SpecimenReading]],
    named: frozenset[SoberEvent],
) -> Iterator[_Heard]:
    tells = bool(named & _NARROW)
    known: dict[object, tuple[tuple[SoberEvent, ...], frozenset[Substance]]] = {}
    for specimen, reading in readings:
        if specimen.on < facts.admitted_on:
            continue
        # Most specimens say the same, and the same is told apart once.
        said = (
            id(reading),
            id(specimen.results),
            specimen.status,
            specimen.validity,
            specimen.late,
            specimen.excused,
        )
        told = known.get(said)
        if told is None:
            events = _narrowed(specimen, reading, named) if tells else reading.events
            told = known[said] = events, _about(reading)
        events, about = told
        if events:
            ref = Ref("specimen", specimen.id)
            for event in events:
                yield _Heard(specimen.on, event, ref, reading.text, about, reading.disputed)


_NARROW = frozenset({*BROADER, SoberEvent.OVERTURNED, SoberEvent.LATE})


def _narrowed(
    specimen: SpecimenFacts, reading: SpecimenReading, named: frozenset[SoberEvent]
) -> tuple[SoberEvent, ...]:
    """The events of a specimen, told apart as far as the handbook does."""
    events = [_narrow(event, specimen, named) for event in reading.events]
    overturned = any(
        r.confirmation is Confirmation.NOT_CONFIRMED and r.result is not AnalyteResult.NEGATIVE
        for r in specimen.results
    )
    if overturned and SoberEvent.OVERTURNED in named:
        events.append(SoberEvent.OVERTURNED)
    late = specimen.late and specimen.status is CollectionStatus.COLLECTED
    if late and not specimen.excused and SoberEvent.LATE in named:
        events.append(SoberEvent.LATE)
    return tuple(events)


def _narrow(event: SoberEvent, specimen: SpecimenFacts, named: frozenset[SoberEvent]) -> SoberEvent:
    if event is SoberEvent.POSITIVE and SoberEvent.CONFIRMED in named:
        confirmed = any(r.confirmation is Confirmation.CONFIRMED for r in specimen.results)
        return SoberEvent.CONFIRMED if confirmed else event
    if event is SoberEvent.TAMPERED:
        narrow = _NARROW_VALIDITY.get(specimen.validity, event)
        return narrow if narrow in named else event
    return event


def _about(reading: SpecimenReading) -> frozenset[Substance]:
    return frozenset((*reading.unexpected, *reading.expected, *reading.residual))


def _from_devices(facts: ParticipantFacts) -> Iterator[_Heard]:
    for item in facts.infractions:
        event = _DEVICES.get(item.kind)
        if event is not None and item.on >= facts.admitted_on:
            text = item.text.strip() or item.kind.label
            yield _Heard(item.on, event, Ref("infraction", item.id), text, frozenset())


def _from_alerts(facts: ParticipantFacts) -> Iterator[_Heard]:
    """Alerts that speak of use; one that nobody has looked at yet is held like a confirmation."""
    for alert in facts.alerts:
        if alert.kind not in SPEAKS_OF_USE or alert.state is AlertState.DISMISSED:
            continue
        if alert.on >= facts.admitted_on:
            open_ = alert.state is AlertState.OPEN
            said = alert.text.strip() or alert.kind.label
            text = f"{said} (not confirmed yet)" if open_ else said
            ref = Ref("device_alert", alert.id)
            yield _Heard(alert.on, SoberEvent.DEVICE_ALERT, ref, text, frozenset(), open_)


def _from_statuses(facts: ParticipantFacts) -> Iterator[_Heard]:
    """Somebody who absconds, on the day it began."""
    for span in facts.statuses:
        if span.status is EpisodeStatus.ABSCONDED and span.start >= facts.admitted_on:
            ref = Ref("status_span", span.id) if span.id else Ref("episode", facts.episode_id)
            yield _Heard(span.start, SoberEvent.ABSCONDED, ref, "Absconded", frozenset())
