"""What the testing screen lists: tests with their readings, and what the laboratory has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from drugcourt.casework.facts.facts import medicines_from
from drugcourt.casework.specimens.decisions import excusable
from drugcourt.casework.specimens.readings import read_tests
from drugcourt.casework.specimens.snapshots import listed_now, snapshot_of
from drugcourt.casework.specimens.specimens import specimen_of
from drugcourt.domain.specimens import (
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
from drugcourt.records.base import written_out
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person, listed_name
from drugcourt.records.specimens import Specimen, SpecimenResult
from drugcourt.rules.reading_words import reading_tone
from drugcourt.rules.specimens import SpecimenReading


class Shows(Term):
    """Which tests a list shows, by what was recorded."""

    ALL = "all", "All tests"
    POSITIVE = "positive", "With a positive"
    NEGATIVE = "negative", "All negative"
    WAITING = "waiting", "Waiting for the laboratory"
    MISSED = "missed", "Missed"
    NOT_EXCUSED = "not_excused", "Missed, not excused"
    REFUSED = "refused", "Refused or unable"
    DOUBTFUL = "doubtful", "Dilute, altered or invalid"
    NO_RESULT = "no_result", "No result yet"
    DISPUTED = "disputed", "Disputed"


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
    level: float | None = None
    unit: str = ""
    cutoff: float | None = None
    code: str = ""
    comment: str = ""
    sent_on: date | None = None
    confirmation_laboratory: str = ""
    confirmation_level: float | None = None

    @property
    def turnaround(self) -> int | None:
        """Days from sending to the answer; None while either is missing."""
        if self.sent_on is None or self.confirmed_on is None:
            return None
        return (self.confirmed_on - self.sent_on).days


@dataclass(frozen=True, slots=True)
class TestCard:
    """One test, whole: the recorded values by field key, the results, the reading."""

    __test__ = False

    row: TestRow
    values: dict[str, Any]
    results: tuple[ResultRow, ...]
    medications: tuple[str, ...]

    @property
    def excusable(self) -> bool:
        """Whether a person may excuse what is wrong with the giving of it."""
        return excusable(self.row.status, self.row.validity, late=bool(self.values["late"]))


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
    places: Select[int] = select(Specimen.id)  # first which, then their columns: far less to sort
    if sort == "name":
        places = places.join(Episode, Episode.id == Specimen.episode_id)
        places = places.join(Person, Person.id == Episode.person_id)
    places = _filtered(places, wanted).order_by(*_order(sort, descending=descending))
    ids = list(db.scalars(places.offset(offset).limit(limit)))
    rows = {row.id: row for row in db.execute(_listed().where(Specimen.id.in_(ids)))}
    return _read(db, [rows[number] for number in ids])


def listed_tests_count(db: Session, *, wanted: TestsWanted) -> int:
    """How many tests the filter leaves."""
    if wanted == TestsWanted(Shows.POSITIVE):  # no test has to be opened for this one
        asked = select(func.count(SpecimenResult.specimen_id.distinct())).where(*_POSITIVE)
    else:
        asked = _filtered(select(func.count()).select_from(Specimen), wanted)
    return int(db.scalar(asked) or 0)


def one_test(db: Session, *, specimen_id: int) -> TestCard:
    """One test with everything recorded of it; Refusal when it is not recorded."""
    specimen = specimen_of(db, specimen_id)
    rows = db.execute(_listed().where(Specimen.id == specimen_id)).all()
    then = snapshot_of(db, specimen.snapshot_id)
    if then is None:
        then = listed_now(db, episode_id=specimen.episode_id, day=specimen.collected_on)
    held = medicines_from(then)
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
                r.level,
                r.unit,
                r.cutoff,
                r.code,
                r.comment,
                r.sent_on,
                r.confirmation_laboratory,
                r.confirmation_level,
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
        .where(_PENDING, Specimen.collected_on <= today)
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


# Written out, and with what they follow from, so that the partial indexes of records/specimens fit.
_NOT_NEGATIVE = SpecimenResult.result != written_out(AnalyteResult.NEGATIVE)
_POSITIVE = (_NOT_NEGATIVE, SpecimenResult.result == AnalyteResult.POSITIVE)
_PENDING = SpecimenResult.confirmation == written_out(Confirmation.PENDING)
_AT_LABORATORY = select(SpecimenResult.specimen_id).where(_PENDING)
_COLLECTED = Specimen.status == CollectionStatus.COLLECTED
_NOT_COLLECTED = Specimen.status != written_out(CollectionStatus.COLLECTED)
_MISSED = (_NOT_COLLECTED, Specimen.status == CollectionStatus.MISSED)
_UNDOUBTED = [written_out(validity) for validity in (Validity.NOT_CHECKED, Validity.VALID)]
_SHOWN: dict[Shows, tuple[ColumnElement[bool], ...]] = {
    Shows.ALL: (),
    Shows.POSITIVE: (_with_result(*_POSITIVE),),
    Shows.NEGATIVE: (_with_result(), ~_with_result(_NOT_NEGATIVE)),
    Shows.WAITING: (Specimen.id.in_(_AT_LABORATORY),),
    Shows.MISSED: _MISSED,
    Shows.NOT_EXCUSED: (*_MISSED, Specimen.excused.is_(False)),
    Shows.REFUSED: (
        _NOT_COLLECTED,
        Specimen.status.in_(
            (CollectionStatus.REFUSED, CollectionStatus.UNABLE, CollectionStatus.ADMITTED)
        ),
    ),
    Shows.DOUBTFUL: (Specimen.validity.not_in(_UNDOUBTED),),
    Shows.DISPUTED: (Specimen.disputed.is_(True),),
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
    return [_row(*read) for read in zip(rows, read_tests(db, rows), strict=True)]


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
