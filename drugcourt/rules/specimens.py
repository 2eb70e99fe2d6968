"""What a specimen says once the medicines in force on its day are taken into account."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from drugcourt.domain.facts import MedicationFacts, SpecimenFacts
from drugcourt.domain.program import SoberEvent
from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Explanation,
    Reading,
    Substance,
    Validity,
)
from drugcourt.rules.reading_words import absent_words, collected_text, words_of
from drugcourt.rules.sorted_results import Sorted, absent_of, in_force, parted, sort_results

UNUSABLE = frozenset({Validity.INVALID, Validity.REJECTED})
_USABLE = frozenset({Validity.NOT_CHECKED, Validity.VALID})
_TAMPERED = frozenset({Validity.ADULTERATED, Validity.SUBSTITUTED})
_WITHOUT_SPECIMEN = {
    CollectionStatus.SCHEDULED: Reading.NO_RESULT,
    CollectionStatus.CANCELLED: Reading.NO_RESULT,
    CollectionStatus.MISSED: Reading.MISSED,
    CollectionStatus.REFUSED: Reading.REFUSED,
    CollectionStatus.UNABLE: Reading.UNABLE,
    CollectionStatus.ADMITTED: Reading.ADMITTED,
}
_EVENTS = {
    Reading.EXPECTED_POSITIVE: SoberEvent.EXPECTED_POSITIVE,
    Reading.UNEXPECTED_POSITIVE: SoberEvent.POSITIVE,
    Reading.PENDING: SoberEvent.PENDING,
    Reading.RESIDUAL: SoberEvent.RESIDUAL,
    Reading.DILUTE: SoberEvent.DILUTE,
    Reading.TAMPERED: SoberEvent.TAMPERED,
    Reading.INVALID: SoberEvent.INVALID,
    Reading.MISSED: SoberEvent.MISSED,
    Reading.EXCUSED: SoberEvent.EXCUSED,
    Reading.REFUSED: SoberEvent.REFUSED,
    Reading.UNABLE: SoberEvent.UNABLE,
    Reading.ADMITTED: SoberEvent.ADMITTED,
}
_EXCUSABLE = frozenset({Reading.MISSED, Reading.UNABLE, Reading.REFUSED})
_DOUBTFUL = frozenset({SoberEvent.DILUTE, SoberEvent.INVALID})


@dataclass(frozen=True, slots=True)
class SpecimenReading:
    """One specimen, read.

    `unexpected` holds every positive that no medicine and no decision explains, `pending` those
    of them whose confirmation is out. `absent` are medicines in force since before the collection
    day of which no substance was found though at least one was tested. `provisional` says that a
    confirmation may still change the reading. `events` are what the sober clock hears of it.
    `disputed`: nothing may follow from it by itself until the dispute is settled.
    """

    reading: Reading
    unexpected: tuple[Substance, ...] = ()
    pending: tuple[Substance, ...] = ()
    expected: tuple[Substance, ...] = ()
    residual: tuple[Substance, ...] = ()
    absent: tuple[MedicationFacts, ...] = ()
    provisional: bool = False
    events: tuple[SoberEvent, ...] = ()
    text: str = ""
    disputed: bool = False


_ALL_NEGATIVE = SpecimenReading(Reading.NEGATIVE, text=Reading.NEGATIVE.label)


def read_specimen(
    specimen: SpecimenFacts, medications: Iterable[MedicationFacts]
) -> SpecimenReading:
    """Read one specimen against the medicines in force on its day.

    A medicine counts from its first day up to, not including, the day it ended; where the medicines
    were taken down with the test, those count, whatever became of the list. A confirmation
    overrules the screen, except that a positive the participant accepted still counts. A result
    that was not reported is never negative. An excuse takes from a specimen what is wrong with the
    giving of it, never a finding.
    """
    if specimen.medicines is not None:
        medications = specimen.medicines
    reading = _read(specimen, medications)
    if specimen.excused and specimen.status is CollectionStatus.COLLECTED:
        reading = _excused(reading)
    if specimen.disputed:
        return replace(reading, disputed=True, text=f"{reading.text}; disputed")
    return reading


def _excused(reading: SpecimenReading) -> SpecimenReading:
    """A dilute, unusable or late specimen that was excused: nothing follows from its being so."""
    events = tuple(event for event in reading.events if event not in _DOUBTFUL)
    return replace(reading, events=events, text=f"{reading.text}; excused")


def _read(specimen: SpecimenFacts, medications: Iterable[MedicationFacts]) -> SpecimenReading:
    if specimen.status is not CollectionStatus.COLLECTED:
        return _without_specimen(specimen)
    holding = in_force(medications, specimen.on)
    negative, others = parted(specimen.results)
    if negative and not others and specimen.validity in _USABLE:
        return _all_negative(negative, holding, specimen.on)
    found = sort_results(negative, others, holding)
    if specimen.validity in UNUSABLE:
        return _unusable(found, specimen.validity)
    absent = absent_of(holding, found.tested_away, found.seen, specimen.on)
    reading = _collected_reading(specimen.validity, found, absent=bool(absent))
    return SpecimenReading(
        reading=reading,
        unexpected=tuple(sorted([*found.definite, *found.pending])),
        pending=tuple(found.pending),
        expected=tuple(found.expected),
        residual=tuple(found.residual),
        absent=absent,
        provisional=bool(found.pending),
        events=_collected_events(reading, found, specimen.validity),
        text=collected_text(specimen.validity, found, absent),
    )


def read_in_turn(
    specimens: Iterable[SpecimenFacts], medications: Sequence[MedicationFacts]
) -> list[SpecimenReading]:
    """Each of one person's specimens, read; most say the same, and the same is read once.

    What a reading looks at stands in `said`; of the day, which medicines it finds in force.
    """
    known: dict[object, SpecimenReading] = {}
    readings: list[SpecimenReading] = []
    turns = _turns(medications)
    for specimen in specimens:
        then = specimen.medicines
        said = (
            id(specimen.results),
            specimen.status,
            specimen.validity,
            specimen.excused,
            specimen.disputed,
            bisect_right(turns, specimen.on) if then is None else (id(then), specimen.on),
        )
        reading = known.get(said)
        if reading is None:
            reading = known[said] = read_specimen(specimen, medications)
        readings.append(reading)
    return readings


def _turns(medications: Iterable[MedicationFacts]) -> list[date]:
    """The days from which other medicines are in force, or one is no longer on its first day."""
    days: set[date] = set()
    for medicine in medications:
        days |= {medicine.start, _day_after(medicine.start)}
        days |= {medicine.end} if medicine.end is not None else set()
    return sorted(days)


def _day_after(day: date) -> date:
    return date.fromordinal(min(date.max.toordinal(), day.toordinal() + 1))


def _without_specimen(specimen: SpecimenFacts) -> SpecimenReading:
    reading = _WITHOUT_SPECIMEN[specimen.status]
    if specimen.excused and reading in _EXCUSABLE:
        event, text = SoberEvent.EXCUSED, f"{specimen.status.label}, excused"
        return SpecimenReading(Reading.EXCUSED, events=(event,), text=text)
    named: tuple[Substance, ...] = ()
    text = specimen.status.label
    if reading is Reading.ADMITTED:
        named = tuple(
            sorted(
                r.substance
                for r in specimen.results
                if r.result is AnalyteResult.POSITIVE or r.explanation is Explanation.ACCEPTED
            )
        )
        text = f"Use admitted: {words_of(named)}" if named else "Use admitted, no specimen"
    elif specimen.status is CollectionStatus.SCHEDULED:
        text = "Not collected yet"
    events = (_EVENTS[reading],) if reading in _EVENTS else ()
    return SpecimenReading(reading, unexpected=named, events=events, text=text)


def _all_negative(
    negative: list[Substance], holding: list[MedicationFacts], day: date
) -> SpecimenReading:
    """The commonest specimen by far, read without sorting anything."""
    absent = absent_of(holding, negative, (), day)
    if not absent:
        return _ALL_NEGATIVE
    text = f"{Reading.NEGATIVE.label}; {absent_words(absent)}"
    return SpecimenReading(Reading.UNEXPECTED_NEGATIVE, absent=absent, text=text)


def _collected_reading(validity: Validity, found: Sorted, *, absent: bool) -> Reading:
    if validity in _TAMPERED:
        return Reading.TAMPERED
    if found.definite:
        return Reading.UNEXPECTED_POSITIVE
    if found.pending:
        return Reading.PENDING
    if validity is Validity.DILUTE:
        return Reading.DILUTE
    if found.residual:
        return Reading.RESIDUAL
    if found.inconclusive:
        return Reading.INCONCLUSIVE
    if not (found.negative or found.overturned or found.expected):
        return Reading.NO_RESULT
    if absent:
        return Reading.UNEXPECTED_NEGATIVE
    return Reading.EXPECTED_POSITIVE if found.expected else Reading.NEGATIVE


def _collected_events(
    reading: Reading, found: Sorted, validity: Validity
) -> tuple[SoberEvent, ...]:
    """Every event the specimen holds: a dilute specimen may be positive as well."""
    if reading in (Reading.NEGATIVE, Reading.NO_RESULT):
        return ()
    events = [_EVENTS[reading]] if reading in _EVENTS else []
    said = (
        (validity is Validity.DILUTE, SoberEvent.DILUTE),
        (found.definite, SoberEvent.POSITIVE),
        (found.pending, SoberEvent.PENDING),
        (found.residual, SoberEvent.RESIDUAL),
        (found.expected, SoberEvent.EXPECTED_POSITIVE),
    )
    events += [event for so, event in said if so and event not in events]
    return tuple(events)


def _unusable(found: Sorted, validity: Validity) -> SpecimenReading:
    """The laboratory could not use the specimen; only use that was accepted still counts."""
    if not found.accepted:
        text = f"{validity.label}; no result"
        return SpecimenReading(Reading.INVALID, events=(SoberEvent.INVALID,), text=text)
    return SpecimenReading(
        Reading.UNEXPECTED_POSITIVE,
        unexpected=tuple(found.accepted),
        events=(SoberEvent.POSITIVE, SoberEvent.INVALID),
        text=f"{validity.label}; use of {words_of(found.accepted)} admitted",
    )
