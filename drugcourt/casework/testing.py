"""What the testing screen lists: tests with their readings, and what the laboratory has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from drugcourt.domain.facts import MedicationFacts, ResultFacts, SpecimenFacts
from drugcourt.domain.terms import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Explanation,
    Matrix,
    Reading,
    Substance,
    TestReason,
    Validity,
)
from drugcourt.domain.tone import Term, Tone
from drugcourt.errors import Refusal
from drugcourt.records.episodes import Episode
from drugcourt.records.medications import Medication
from drugcourt.records.people import Person, listed_name
from drugcourt.records.specimens import Specimen, SpecimenResult
from drugcourt.rules.specimens import SpecimenReading, read_specimen, reading_tone


class Shows(Term):
    """Which tests a list shows, by what was recorded."""

    __test__ = False

    ALL = "all", "All tests"
    POSITIVE = "positive", "With a positive"
    NEGATIVE = "negative", "All negative"
    WAITING = "waiting", "Waiting for the laboratory"
    MISSED = "missed", "Missed"
    NOT_EXCUSED = "not_excused", "Missed, not excused"
    REFUSED = "refused", "Refused or unable"
    DOUBTFUL = "doubtful", "Dilute, altered or invalid"
    NO_RESULT = "no_result", "No result yet"


@dataclass(frozen=True, slots=True)
class TestsWanted:
    """The filter of a list of tests; days are inclusive, None asks nothing."""

    __test__ = False

    shows: Shows = Shows.ALL
    first: date | None = None
    last: date | None = None
    episode_id: int | None = None


@dataclass(frozen=True, slots=True)
class TestRow:
    """One test in a list, read against the medicines in force on its day."""

    __test__ = False

    id: int
    episode_id: int
    name: str
    collected_on: date
    status: CollectionStatus
    validity: Validity
    matrix: Matrix
    reason: TestReason
    number: str
    excused: bool
    excused_reason: str
    reading: Reading
    tone: Tone
    text: str


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One positive at the laboratory. `id` names specimen and substance together."""

    id: tuple[int, Substance]
    specimen_id: int
    substance: Substance
    episode_id: int
    name: str
    collected_on: date
    days_waiting: int
    laboratory: str


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One substance of one test."""

    substance: Substance
    result: AnalyteResult
    confirmation: Confirmation
    confirmed_on: date | None
    explanation: Explanation
    expected: bool


@dataclass(frozen=True, slots=True)
class TestCard:
    """One test, whole: the recorded values by field key, the results, the reading."""

    __test__ = False

    row: TestRow
    values: dict[str, Any]
    results: tuple[ResultRow, ...]
    medications: tuple[str, ...]


def listed_tests(
    db: Session,
    *,
    wanted: TestsWanted,
    offset: int = 0,
    limit: int = 100,
    sort: str = "",
    descending: bool = False,
) -> list[TestRow]:
    """A window of the tests asked for; the latest first when no order is asked."""
    asked = _filtered(_listed(), wanted).order_by(*_order(sort, descending=descending))
    return _read(db, db.execute(asked.offset(offset).limit(limit)).all())


def listed_tests_count(db: Session, *, wanted: TestsWanted) -> int:
    """How many tests the filter leaves."""
    asked = _filtered(select(func.count()).select_from(Specimen), wanted)
    return int(db.scalar(asked) or 0)


def one_test(db: Session, *, specimen_id: int) -> TestCard:
    """One test with everything recorded of it; Refusal when it is not recorded."""
    rows = db.execute(_listed().where(Specimen.id == specimen_id)).all()
    specimen = db.get(Specimen, specimen_id)
    if specimen is None or not rows:
        raise Refusal("That test is not recorded.")
    medicines = _medications(db, [specimen.episode_id]).get(specimen.episode_id, [])
    held = [
        m
        for m in medicines
        if m.start <= specimen.collected_on and (m.end is None or specimen.collected_on < m.end)
    ]
    explained = {substance for medicine in held for substance in medicine.detected_as}
    keys = [c.key for c in Specimen.__mapper__.column_attrs]
    return TestCard(
        row=_read(db, rows)[0],
        values={key: getattr(specimen, key) for key in keys},
        results=tuple(
            ResultRow(
                r.substance,
                r.result,
                r.confirmation,
                r.confirmed_on,
                r.explanation,
                r.substance in explained,
            )
            for r in specimen.results
        ),
        medications=tuple(m.name for m in held),
    )


def waiting(db: Session, *, today: date) -> list[WaitingRow]:
    """Positives at the laboratory, the longest waiting first."""
    asked = (
        select(
            SpecimenResult.specimen_id,
            SpecimenResult.substance,
            Specimen.episode_id,
            Specimen.collected_on,
            Specimen.laboratory,
            Person.family_name,
            Person.given_name,
            Person.reference,
        )
        .join(Specimen, Specimen.id == SpecimenResult.specimen_id)
        .join(Episode, Episode.id == Specimen.episode_id)
        .join(Person, Person.id == Episode.person_id)
        .where(SpecimenResult.confirmation == Confirmation.PENDING, Specimen.collected_on <= today)
        .order_by(Specimen.collected_on, SpecimenResult.id)
    )
    return [
        WaitingRow(
            id=(row.specimen_id, row.substance),
            specimen_id=row.specimen_id,
            substance=row.substance,
            episode_id=row.episode_id,
            name=listed_name(row.family_name, row.given_name, row.reference),
            collected_on=row.collected_on,
            days_waiting=(today - row.collected_on).days,
            laboratory=row.laboratory,
        )
        for row in db.execute(asked)
    ]


def _listed() -> Any:
    return (
        select(
            Specimen.id,
            Specimen.episode_id,
            Specimen.collected_on,
            Specimen.status,
            Specimen.validity,
            Specimen.matrix,
            Specimen.reason,
            Specimen.number,
            Specimen.excused,
            Specimen.excused_reason,
            Person.family_name,
            Person.given_name,
            Person.reference,
        )
        .join(Episode, Episode.id == Specimen.episode_id)
        .join(Person, Person.id == Episode.person_id)
    )


def _filtered(asked: Select[Any], wanted: TestsWanted) -> Select[Any]:
    if wanted.first is not None:
        asked = asked.where(Specimen.collected_on >= wanted.first)
    if wanted.last is not None:
        asked = asked.where(Specimen.collected_on <= wanted.last)
    if wanted.episode_id is not None:
        asked = asked.where(Specimen.episode_id == wanted.episode_id)
    return asked.where(*_SHOWN[wanted.shows])


def _with_result(*conditions: Any) -> ColumnElement[bool]:
    return (
        select(SpecimenResult.id)
        .where(SpecimenResult.specimen_id == Specimen.id, *conditions)
        .exists()
    )


_POSITIVE = SpecimenResult.result == AnalyteResult.POSITIVE
_NEGATIVE = SpecimenResult.result == AnalyteResult.NEGATIVE
_MISSED = Specimen.status == CollectionStatus.MISSED
_COLLECTED = Specimen.status == CollectionStatus.COLLECTED
_SHOWN: dict[Shows, tuple[ColumnElement[bool], ...]] = {
    Shows.ALL: (),
    Shows.POSITIVE: (_with_result(_POSITIVE),),
    Shows.NEGATIVE: (_with_result(_NEGATIVE), ~_with_result(~_NEGATIVE)),
    Shows.WAITING: (_with_result(SpecimenResult.confirmation == Confirmation.PENDING),),
    Shows.MISSED: (_MISSED,),
    Shows.NOT_EXCUSED: (_MISSED, Specimen.excused.is_(False)),
    Shows.REFUSED: (
        Specimen.status.in_(
            (CollectionStatus.REFUSED, CollectionStatus.UNABLE, CollectionStatus.ADMITTED)
        ),
    ),
    Shows.DOUBTFUL: (Specimen.validity.not_in((Validity.NOT_CHECKED, Validity.VALID)),),
    Shows.NO_RESULT: (
        (Specimen.status == CollectionStatus.SCHEDULED) | (_COLLECTED & ~_with_result()),
    ),
}


def _order(sort: str, *, descending: bool) -> list[Any]:
    """The order asked, ties by the latest; an unknown key asks nothing."""
    columns: dict[str, Sequence[Any]] = {
        "name": (Person.family_name, Person.given_name),
        "collected_on": (Specimen.collected_on,),
        "status": (Specimen.status,),
        "validity": (Specimen.validity,),
        "matrix": (Specimen.matrix,),
        "reason": (Specimen.reason,),
        "number": (Specimen.number,),
    }
    chosen = [c.desc() if descending else c.asc() for c in columns.get(sort, ())]
    return [*chosen, Specimen.collected_on.desc(), Specimen.id.desc()]


def _read(db: Session, rows: Sequence[Any]) -> list[TestRow]:
    """The rows with their readings, by two questions for all of them."""
    results = _results(db, [row.id for row in rows])
    medicines = _medications(db, {row.episode_id for row in rows})
    return [
        _row(row, _reading(row, results.get(row.id, ()), medicines.get(row.episode_id, ())))
        for row in rows
    ]


def _row(row: Any, reading: SpecimenReading) -> TestRow:
    return TestRow(
        id=row.id,
        episode_id=row.episode_id,
        name=listed_name(row.family_name, row.given_name, row.reference),
        collected_on=row.collected_on,
        status=row.status,
        validity=row.validity,
        matrix=row.matrix,
        reason=row.reason,
        number=row.number,
        excused=row.excused,
        excused_reason=row.excused_reason,
        reading=reading.reading,
        tone=reading_tone(reading.reading),
        text=reading.text,
    )


def _reading(
    row: Any, results: Iterable[ResultFacts], medicines: Iterable[MedicationFacts]
) -> SpecimenReading:
    facts = SpecimenFacts(
        row.id,
        row.collected_on,
        row.status,
        row.validity,
        row.excused,
        row.matrix,
        tuple(results),
    )
    return read_specimen(facts, medicines)


def _results(db: Session, specimen_ids: Sequence[int]) -> dict[int, list[ResultFacts]]:
    asked = select(
        SpecimenResult.specimen_id,
        SpecimenResult.substance,
        SpecimenResult.result,
        SpecimenResult.confirmation,
        SpecimenResult.explanation,
        SpecimenResult.confirmed_on,
    ).where(SpecimenResult.specimen_id.in_(specimen_ids))
    found: dict[int, list[ResultFacts]] = defaultdict(list)
    for row in db.execute(asked):
        found[row.specimen_id].append(
            ResultFacts(
                row.substance, row.result, row.confirmation, row.explanation, row.confirmed_on
            )
        )
    return found


def _medications(db: Session, episode_ids: Iterable[int]) -> dict[int, list[MedicationFacts]]:
    asked = select(
        Medication.episode_id,
        Medication.id,
        Medication.name,
        Medication.detected_as,
        Medication.started_on,
        Medication.ended_on,
        Medication.moud,
    ).where(Medication.episode_id.in_(list(episode_ids)))
    found: dict[int, list[MedicationFacts]] = defaultdict(list)
    for row in db.execute(asked):
        found[row.episode_id].append(
            MedicationFacts(
                row.id,
                row.name,
                frozenset(Substance(key) for key in row.detected_as or ()),
                row.started_on,
                row.ended_on,
                row.moud,
            )
        )
    return found
