"""What it takes to read given tests: their results, and the medicines of whose they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.facts.facts import CHUNK, medicines_from, medicines_then
from drugcourt.domain.facts import MedicationFacts, ResultFacts, SpecimenFacts
from drugcourt.domain.specimens import Reading, Substance
from drugcourt.records.medications import Medication
from drugcourt.records.specimens import Specimen, SpecimenResult
from drugcourt.rules.specimens import SpecimenReading, read_specimen

Medicines = Mapping[int, Sequence[MedicationFacts]]


Then = tuple[MedicationFacts, ...] | None
"""The medicines taken down with a test; None where the list as it stands is read."""


def read_test(
    test: Any,
    results: Iterable[ResultFacts],
    medicines: Sequence[MedicationFacts],
    *,
    disputed: bool = False,
    then: Then = None,
) -> SpecimenReading:
    """Read one test: a record, or a row with the same columns."""
    return read_specimen(facts_of_test(test, results, disputed=disputed, then=then), medicines)


def facts_of_test(
    test: Any, results: Iterable[ResultFacts], *, disputed: bool = False, then: Then = None
) -> SpecimenFacts:
    """One test as facts: a record, or a row with the same columns."""
    return SpecimenFacts(
        id=test.id,
        on=test.collected_on,
        status=test.status,
        validity=test.validity,
        excused=test.excused,
        matrix=test.matrix,
        results=tuple(results),
        disputed=disputed,
        medicines=then,
    )


def read_tests(
    db: Session, tests: Sequence[Any], medicines: Medicines | None = None
) -> list[SpecimenReading]:
    """Read many tests in their order, by a few questions for all; medicines may be known."""
    ids = [test.id for test in tests]
    results, beside = results_of(db, ids), beside_of(db, ids)
    known = medicines
    if known is None:
        known = medicines_of(db, sorted({test.episode_id for test in tests}))
    return [
        read_test(
            test,
            results.get(test.id, ()),
            known.get(test.episode_id, ()),
            **beside.get(test.id, {}),
        )
        for test in tests
    ]


def beside_of(db: Session, specimen_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Which tests are disputed, and which medicines were taken down with them, where so."""
    found: dict[int, dict[str, Any]] = {}
    for first in range(0, len(specimen_ids), CHUNK):
        asked = select(Specimen.id, Specimen.disputed, Specimen.snapshot_id).where(
            Specimen.id.in_(specimen_ids[first : first + CHUNK]),
            Specimen.disputed | Specimen.snapshot_id.is_not(None),
        )
        rows = db.execute(asked).all()
        then = medicines_then(db, (row.snapshot_id for row in rows))
        for row in rows:
            found[row.id] = {"disputed": row.disputed, "then": then.get(row.snapshot_id)}
    return found


def read_record(specimen: Any, medicines: Sequence[MedicationFacts]) -> SpecimenReading:
    """Read one kept test by its own results."""
    results = (
        ResultFacts(r.substance, r.result, r.confirmation, r.explanation, r.confirmed_on)
        for r in specimen.results
    )
    snapshot = specimen.snapshot
    then = None if snapshot is None else medicines_from(snapshot.medicines)
    return read_test(specimen, results, medicines, disputed=specimen.disputed, then=then)


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
