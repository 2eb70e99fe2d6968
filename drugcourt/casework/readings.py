"""What it takes to read given tests: their results, and the medicines of whose they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.facts import CHUNK
from drugcourt.domain.facts import MedicationFacts, ResultFacts, SpecimenFacts
from drugcourt.domain.terms import Reading, Substance
from drugcourt.records.medications import Medication
from drugcourt.records.specimens import SpecimenResult
from drugcourt.rules.specimens import SpecimenReading, read_specimen

Medicines = Mapping[int, Sequence[MedicationFacts]]


def read_test(
    test: Any, results: Iterable[ResultFacts], medicines: Sequence[MedicationFacts]
) -> SpecimenReading:
    """Read one test: a record, or a row with the same columns."""
    facts = SpecimenFacts(
        id=test.id,
        on=test.collected_on,
        status=test.status,
        validity=test.validity,
        excused=test.excused,
        matrix=test.matrix,
        results=tuple(results),
    )
    return read_specimen(facts, medicines)


def read_tests(
    db: Session, tests: Sequence[Any], medicines: Medicines | None = None
) -> list[SpecimenReading]:
    """Read many tests in their order, by two questions for all; medicines may be known already."""
    results = results_of(db, [test.id for test in tests])
    known = medicines
    if known is None:
        known = medicines_of(db, sorted({test.episode_id for test in tests}))
    return [
        read_test(test, results.get(test.id, ()), known.get(test.episode_id, ())) for test in tests
    ]


def read_record(specimen: Any, medicines: Sequence[MedicationFacts]) -> SpecimenReading:
    """Read one kept test by its own results."""
    results = (
        ResultFacts(r.substance, r.result, r.confirmation, r.explanation, r.confirmed_on)
        for r in specimen.results
    )
    return read_test(specimen, results, medicines)


def results_of(db: Session, specimen_ids: Sequence[int]) -> dict[int, list[ResultFacts]]:
    """The results of these specimens, by specimen, in the order they were entered."""
    found: dict[int, list[ResultFacts]] = defaultdict(list)
    for first in range(0, len(specimen_ids), CHUNK):
        asked: Any = (
            select(
                SpecimenResult.specimen_id,
                SpecimenResult.substance,
                SpecimenResult.result,
                SpecimenResult.confirmation,
                SpecimenResult.explanation,
                SpecimenResult.confirmed_on,
            )
            .where(SpecimenResult.specimen_id.in_(specimen_ids[first : first + CHUNK]))
            .order_by(SpecimenResult.id)
        )
        for specimen_id, *values in db.execute(asked):
            found[specimen_id].append(ResultFacts(*values))
    return found


def medicines_of(
    db: Session, episode_ids: Sequence[int] | None = None
) -> dict[int, list[MedicationFacts]]:
    """The medicines of these episodes, by episode; of all when none are named."""
    columns = (
        Medication.episode_id,
        Medication.id,
        Medication.name,
        Medication.detected_as,
        Medication.started_on,
        Medication.ended_on,
        Medication.moud,
    )
    found: dict[int, list[MedicationFacts]] = defaultdict(list)
    for chosen in _pieces(episode_ids):
        asked = select(*columns)
        if chosen is not None:
            asked = asked.where(Medication.episode_id.in_(chosen))
        for episode_id, number, name, detected, start, end, moud in db.execute(asked):
            substances = frozenset(Substance(key) for key in detected or ())
            facts = MedicationFacts(number, name, substances, start, end, moud)
            found[episode_id].append(facts)
    return found


def _pieces(ids: Sequence[int] | None) -> list[Sequence[int] | None]:
    if ids is None:
        return [None]
    return [ids[first : first + CHUNK] for first in range(0, len(ids), CHUNK)]


# Words ----------------------------------------------------------------------------------------

_SHORT = {
    Reading.EXPECTED_POSITIVE: "As prescribed",
    Reading.UNEXPECTED_NEGATIVE: "Medicine absent",
    Reading.PENDING: "Pending",
    Reading.RESIDUAL: "Residual",
    Reading.TAMPERED: "Tampered",
    Reading.UNABLE: "Unable",
    Reading.EXCUSED: "Excused",
    Reading.NO_RESULT: "No result",
}


def short_word(reading: Reading) -> str:
    """The reading in a word or two, for a chip; the sentence beside it says the rest."""
    return _SHORT.get(reading, reading.label)
