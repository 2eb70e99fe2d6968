"""Which events of a record a court's sober-time rule speaks about, and what each does to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from drugcourt.domain.dates import add
from drugcourt.domain.facts import ParticipantFacts, SpecimenFacts
from drugcourt.domain.findings import Ref
from drugcourt.domain.program import Effect, SoberEvent, SoberPolicy, SoberRule
from drugcourt.domain.sober import BROADER
from drugcourt.domain.terms import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    InfractionKind,
    Substance,
    Validity,
)
from drugcourt.rules.specimens import SpecimenReading

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

    `pending` marks an event whose confirmation is out, `effect` what it does (or would do, once
    confirmed), `days` what it takes off the count, `substances` what it is about.
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


@dataclass(frozen=True, slots=True)
class _Heard:
    """An event before the policy has said what it does."""

    on: date
    event: SoberEvent
    ref: Ref
    sentence: str
    substances: frozenset[Substance]


def marks_of(
    facts: ParticipantFacts,
    readings: Iterable[tuple[SpecimenFacts, SpecimenReading]],
    policy: SoberPolicy,
    month_days: int | None = None,
) -> tuple[SoberMark, ...]:
    """What the policy speaks about, in order; a pending result resets only as the policy says."""
    judge = _Judge(facts, policy, month_days)
    heard = _from_specimens(facts, readings, _named(policy))
    if facts.infractions:
        alerts = list(_from_devices(facts))
        heard = iter(
            sorted([*heard, *alerts], key=lambda item: (item.on, item.ref.kind, item.ref.id))
        )
    return tuple(judge.mark(item) for item in heard)


class _Judge:
    """Says what each event does, the ones before it kept in mind."""

    def __init__(
        self, facts: ParticipantFacts, policy: SoberPolicy, month_days: int | None
    ) -> None:
        self._facts = facts
        self._policy = policy
        self._month_days = month_days
        self._seen: dict[SoberEvent, list[date]] = {}

    def mark(self, heard: _Heard) -> SoberMark:
        pending = heard.event is SoberEvent.PENDING
        weighs = SoberEvent.POSITIVE if pending else heard.event
        if self._policy.rules:
            self._seen.setdefault(weighs, []).append(heard.on)
            if weighs in BROADER:
                self._seen.setdefault(BROADER[weighs], []).append(heard.on)
        rule = next((r for r in self._policy.rules if self._fits(r, weighs, heard)), None)
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

    def _fits(self, rule: SoberRule, event: SoberEvent, heard: _Heard) -> bool:
        if rule.event is not event and BROADER.get(event) is not rule.event:
            return False
        if rule.substances and not rule.substances & heard.substances:
            return False
        if rule.phases:
            stay = self._facts.stay_on(heard.on)
            if stay is None or stay.phase not in rule.phases:
                return False
        if rule.nth <= 1:
            return True
        within = rule.within
        seen = self._seen[rule.event]
        if within is not None:
            seen = [day for day in seen if heard.on < add(day, within, self._month_days)]
        return len(seen) >= rule.nth


def _named(policy: SoberPolicy) -> frozenset[SoberEvent]:
    """The narrower events that the handbook tells apart."""
    return frozenset((*policy.effects, *(rule.event for rule in policy.rules)))


def _from_specimens(
    facts: ParticipantFacts,
    readings: Iterable[tuple[SpecimenFacts, SpecimenReading]],
    named: frozenset[SoberEvent],
) -> Iterator[_Heard]:
    tells = bool(named & _NARROW)
    for specimen, reading in readings:
        if specimen.on < facts.admitted_on:
            continue
        events = reading.events
        if tells:
            events = _narrowed(specimen, reading, named)
        if events:
            ref = Ref("specimen", specimen.id)
            about = _about(reading)
            for event in events:
                yield _Heard(specimen.on, event, ref, reading.text, about)


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
    if late and SoberEvent.LATE in named:
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
