"""What a specimen says once the medicines in force on its day are taken into account."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from operator import attrgetter

from drugcourt.domain.facts import MedicationFacts, ResultFacts, SpecimenFacts
from drugcourt.domain.program import SoberEvent
from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Explanation,
    Interpretation,
    Reading,
    Substance,
    Validity,
)
from drugcourt.domain.tone import Tone

_KEEP_CAPITALS = frozenset({Substance.ETG, Substance.MDMA, Substance.SIX_MAM, Substance.THC})
_UNUSABLE = frozenset({Validity.INVALID, Validity.REJECTED})
_by_substance = attrgetter("substance")
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
_TONES = {
    Reading.NEGATIVE: Tone.GOOD,
    Reading.EXPECTED_POSITIVE: Tone.GOOD,
    Reading.UNEXPECTED_POSITIVE: Tone.ALARM,
    Reading.ADMITTED: Tone.ALARM,
    Reading.TAMPERED: Tone.ALARM,
    Reading.REFUSED: Tone.ALARM,
    Reading.NO_RESULT: Tone.PLAIN,
    Reading.EXCUSED: Tone.PLAIN,
    Reading.RESIDUAL: Tone.INFO,
}


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


_NEGATIVE = AnalyteResult.NEGATIVE
_ACCEPTED = Explanation.ACCEPTED
_ALL_NEGATIVE = SpecimenReading(Reading.NEGATIVE, text=Reading.NEGATIVE.label)


@dataclass(slots=True)
class _Sorted:
    """The results of one specimen, sorted by what they mean."""

    definite: list[Substance] = field(default_factory=list)
    accepted: list[Substance] = field(default_factory=list)
    pending: list[Substance] = field(default_factory=list)
    expected: list[Substance] = field(default_factory=list)
    residual: list[Substance] = field(default_factory=list)
    negative: list[Substance] = field(default_factory=list)
    overturned: list[Substance] = field(default_factory=list)
    inconclusive: list[Substance] = field(default_factory=list)
    missing: list[Substance] = field(default_factory=list)

    @property
    def tested_away(self) -> list[Substance]:
        """Looked for and not there."""
        return self.negative + self.overturned

    @property
    def seen(self) -> list[Substance]:
        """There, or not plainly absent."""
        return self.definite + self.pending + self.expected + self.residual + self.inconclusive


def read_specimen(
    specimen: SpecimenFacts, medications: Iterable[MedicationFacts]
) -> SpecimenReading:
    """Read one specimen against the medicines in force on its day.

    A medicine counts from its first day up to, not including, the day it ended; where the medicines
    were taken down with the test, those count, whatever became of the list. A confirmation
    overrules the screen, except that a positive the participant accepted still counts. A result
    that was not reported is never negative.
    """
    if specimen.medicines is not None:
        medications = specimen.medicines
    reading = _read(specimen, medications)
    if specimen.disputed:
        return replace(reading, disputed=True, text=f"{reading.text}; disputed")
    return reading


def interpretation(specimen: SpecimenFacts, reading: SpecimenReading) -> Interpretation:
    """What the substances say beside the medicines of the day; dilution and dispute apart.

    Of a specimen that was not collected, or that the laboratory could not use, nothing.
    """
    if specimen.status is not CollectionStatus.COLLECTED or specimen.validity in _UNUSABLE:
        return Interpretation.NONE
    if reading.unexpected and reading.absent:
        return Interpretation.MIXED
    if reading.unexpected or reading.residual:
        return Interpretation.UNEXPECTED_POSITIVE
    if any(_unclear(item) for item in specimen.results):
        return Interpretation.INCONCLUSIVE
    if reading.absent:
        return Interpretation.UNEXPECTED_NEGATIVE
    if reading.expected:
        return Interpretation.EXPECTED_POSITIVE
    looked = any(item.result is not AnalyteResult.NOT_REPORTED for item in specimen.results)
    return Interpretation.NEGATIVE if looked else Interpretation.NONE


def _unclear(item: ResultFacts) -> bool:
    return item.result is AnalyteResult.INCONCLUSIVE and item.confirmation is Confirmation.NONE


def _read(specimen: SpecimenFacts, medications: Iterable[MedicationFacts]) -> SpecimenReading:
    if specimen.status is not CollectionStatus.COLLECTED:
        return _without_specimen(specimen)
    in_force = _in_force(medications, specimen.on)
    negative, others = _parted(specimen.results)
    if negative and not others and specimen.validity in _USABLE:
        return _all_negative(negative, in_force, specimen.on)
    found = _sort(negative, others, in_force)
    if specimen.validity in _UNUSABLE:
        return _unusable(found, specimen.validity)
    absent = _absent(in_force, found.tested_away, found.seen, specimen.on)
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
        text=_collected_text(specimen.validity, found, absent),
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


def substance_word(substance: Substance) -> str:
    """The substance as it stands inside a sentence: `fentanyl`, `THC`."""
    label = substance.label
    return label if substance in _KEEP_CAPITALS else label[0].lower() + label[1:]


def reading_tone(reading: Reading) -> Tone:
    """The colour family of a reading."""
    return _TONES.get(reading, Tone.WATCH)


def _without_specimen(specimen: SpecimenFacts) -> SpecimenReading:
    reading = _WITHOUT_SPECIMEN[specimen.status]
    if specimen.excused and reading in (Reading.MISSED, Reading.UNABLE):
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
        text = f"Use admitted: {_words(named)}" if named else "Use admitted, no specimen"
    elif specimen.status is CollectionStatus.SCHEDULED:
        text = "Not collected yet"
    events = (_EVENTS[reading],) if reading in _EVENTS else ()
    return SpecimenReading(reading, unexpected=named, events=events, text=text)


def _in_force(medications: Iterable[MedicationFacts], day: date) -> list[MedicationFacts]:
    holding = [m for m in medications if m.start <= day and (m.end is None or day < m.end)]
    return sorted(holding, key=lambda item: item.id) if len(holding) > 1 else holding


def _parted(results: Iterable[ResultFacts]) -> tuple[list[Substance], list[ResultFacts]]:
    """Substances that are plainly negative, and all other results."""
    negative, others = [], []
    for item in results:
        if item.result is _NEGATIVE and item.explanation is not _ACCEPTED:
            negative.append(item.substance)
        else:
            others.append(item)
    return negative, others


def _all_negative(
    negative: list[Substance], in_force: list[MedicationFacts], day: date
) -> SpecimenReading:
    """The commonest specimen by far, read without sorting anything."""
    absent = _absent(in_force, negative, (), day)
    if not absent:
        return _ALL_NEGATIVE
    text = f"{Reading.NEGATIVE.label}; {_absent_words(absent)}"
    return SpecimenReading(Reading.UNEXPECTED_NEGATIVE, absent=absent, text=text)


def _sort(
    negative: list[Substance], others: list[ResultFacts], in_force: list[MedicationFacts]
) -> _Sorted:
    found = _Sorted(negative=negative)
    for item in sorted(others, key=_by_substance) if len(others) > 1 else others:
        _place(found, item, in_force)
    return found


def _place(found: _Sorted, item: ResultFacts, in_force: list[MedicationFacts]) -> None:
    substance = item.substance
    if item.explanation is _ACCEPTED:
        found.definite.append(substance)
        found.accepted.append(substance)
    elif item.result is AnalyteResult.NOT_REPORTED and (
        item.confirmation is not Confirmation.CONFIRMED
    ):
        found.missing.append(substance)
    elif item.confirmation is Confirmation.NOT_CONFIRMED:
        found.overturned.append(substance)
    elif item.result is AnalyteResult.INCONCLUSIVE and item.confirmation is Confirmation.NONE:
        found.inconclusive.append(substance)
    elif item.explanation is Explanation.PRESCRIPTION or any(
        substance in medicine.detected_as for medicine in in_force
    ):
        found.expected.append(substance)
    elif item.explanation is Explanation.RESIDUAL:
        found.residual.append(substance)
    elif item.confirmation is Confirmation.PENDING:
        found.pending.append(substance)
    else:
        found.definite.append(substance)


def _absent(
    in_force: list[MedicationFacts],
    tested_away: Iterable[Substance],
    seen: Iterable[Substance],
    day: date,
) -> tuple[MedicationFacts, ...]:
    """Medicines tested for and not found; on its first day a medicine can't be missed yet.

    A medicine of which any substance was found, or was unclear, is not absent.
    """
    return tuple(
        [
            medicine
            for medicine in in_force
            if medicine.start < day
            and not medicine.detected_as.isdisjoint(tested_away)
            and medicine.detected_as.isdisjoint(seen)
        ]
    )


def _absent_words(absent: tuple[MedicationFacts, ...]) -> str:
    names = dict.fromkeys(medicine.name.strip() for medicine in absent)
    return f"prescribed {_listed(list(names))} absent"


def _collected_reading(validity: Validity, found: _Sorted, *, absent: bool) -> Reading:
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
    reading: Reading, found: _Sorted, validity: Validity
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


def _unusable(found: _Sorted, validity: Validity) -> SpecimenReading:
    """The laboratory could not use the specimen; only use that was accepted still counts."""
    if not found.accepted:
        text = f"{validity.label}; no result"
        return SpecimenReading(Reading.INVALID, events=(SoberEvent.INVALID,), text=text)
    return SpecimenReading(
        Reading.UNEXPECTED_POSITIVE,
        unexpected=tuple(found.accepted),
        events=(SoberEvent.POSITIVE, SoberEvent.INVALID),
        text=f"{validity.label}; use of {_words(found.accepted)} admitted",
    )


def _collected_text(validity: Validity, found: _Sorted, absent: tuple[MedicationFacts, ...]) -> str:
    head = _head(found)
    if validity in _TAMPERED or validity is Validity.DILUTE:
        head = f"{validity.label}; {head[0].lower()}{head[1:]}"
    tail = []
    if found.residual and (found.definite or found.pending):
        tail.append(f"{_words(found.residual)} residual from before entry")
    if found.expected:
        tail.append(f"{_words(found.expected)} expected")
    if found.overturned:
        tail.append(f"{_words(found.overturned)} not confirmed")
    if absent:
        tail.append(_absent_words(absent))
    if found.missing and not head.lower().endswith("no result yet"):
        tail.append(f"{_words(found.missing)} not reported")
    return "; ".join([head, *tail])


def _head(found: _Sorted) -> str:
    if found.definite or found.pending:
        open_ = frozenset(found.pending)
        said = (
            substance_word(item) + (" (confirmation pending)" if item in open_ else "")
            for item in sorted([*found.definite, *found.pending])
        )
        return f"Positive: {'; '.join(said)}"
    if found.residual:
        return f"Positive, residual from before entry: {_words(found.residual)}"
    if found.inconclusive:
        return f"Inconclusive: {_words(found.inconclusive)}"
    if found.negative or found.overturned or found.expected:
        return "Negative"
    return "No result yet"


def _words(substances: Iterable[Substance]) -> str:
    return _listed([substance_word(item) for item in substances])


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]
