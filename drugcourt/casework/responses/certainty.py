"""How surely the court answers: of what was not kept, how much was answered in time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from drugcourt.casework.facts.facts import medicines_then
from drugcourt.casework.specimens.readings import medicines_of, read_tests
from drugcourt.domain.facts import MedicationFacts
from drugcourt.domain.hearings import HearingAttendance
from drugcourt.domain.responses import ResponseFamily
from drugcourt.domain.specimens import AnalyteResult, CollectionStatus, Confirmation, Reading
from drugcourt.domain.treatment import Attendance
from drugcourt.records.base import written_out
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.responses import Response
from drugcourt.records.specimens import Specimen, SpecimenResult
from drugcourt.records.treatment import AttendanceLine

_GONE = (CollectionStatus.MISSED, CollectionStatus.REFUSED, CollectionStatus.ADMITTED)
AT_ONCE = 500
_Events = list[tuple[int, date]]


@dataclass(frozen=True, slots=True)
class Certainty:
    """Of what was not kept and has had its time to be answered, how much was answered."""

    happened: int
    answered: int

    @property
    def share(self) -> float | None:
        """The share that was answered."""
        return self.answered / self.happened if self.happened else None


def certainty(db: Session, *, first: date, last: date, answer_days: int) -> Certainty:
    """Of what was not kept from `first` on and had `answer_days` to be answered, what was.

    A sanction or a service adjustment of the same participant within those days answers it.
    """
    latest = last - timedelta(days=answer_days)
    if latest < first:
        return Certainty(0, 0)
    answers = _answers(db, first, last)
    happened = [
        *_unkept_tests(db, first, latest),
        *_positives(db, first, latest),
        *_unkept_sessions(db, first, latest),
        *_unkept_hearings(db, first, latest),
    ]
    answered = sum(
        1
        for episode_id, on in happened
        if any(0 <= (given - on).days <= answer_days for given in answers.get(episode_id, ()))
    )
    return Certainty(len(happened), answered)


def _answers(db: Session, first: date, last: date) -> dict[int, list[date]]:
    asked = (
        select(Response.episode_id, Response.given_on)
        .where(
            Response.given_on.between(first, last),
            Response.family != written_out(ResponseFamily.INCENTIVE),
        )
        .distinct()
    )
    found: dict[int, list[date]] = defaultdict(list)
    for episode_id, on in db.execute(asked):
        found[episode_id].append(on)
    return found


def _unkept_tests(db: Session, first: date, last: date) -> _Events:
    asked = select(Specimen.episode_id, Specimen.collected_on).where(
        Specimen.collected_on.between(first, last),
        Specimen.status.in_(_GONE),
        Specimen.excused.is_(False),
    )
    return [(owner, on) for owner, on in db.execute(asked)]


def _positives(db: Session, first: date, last: date) -> _Events:
    """Positives that nothing explains, read as everywhere.

    Most positives are of a medicine in force; they are set aside before anything is read.
    """
    numbers = _doubtful(db, first, last)
    rows: list[Any] = []
    for start in range(0, len(numbers), AT_ONCE):
        rows += db.execute(_asked_tests(numbers[start : start + AT_ONCE])).all()
    return [
        (row.episode_id, row.collected_on)
        for start in range(0, len(rows), AT_ONCE)
        for row, reading in zip(
            rows[start : start + AT_ONCE],
            read_tests(db, rows[start : start + AT_ONCE]),
            strict=True,
        )
        if reading.reading is Reading.UNEXPECTED_POSITIVE and not reading.disputed
    ]


def _doubtful(db: Session, first: date, last: date) -> list[int]:
    """Tests with a positive that no medicine covers: of those taken down with it, else in force."""
    asked = (
        select(
            SpecimenResult.specimen_id,
            SpecimenResult.substance,
            Specimen.episode_id,
            Specimen.collected_on,
            Specimen.snapshot_id,
        )
        .join(Specimen, Specimen.id == SpecimenResult.specimen_id)
        .where(
            SpecimenResult.result != written_out(AnalyteResult.NEGATIVE),
            SpecimenResult.result == AnalyteResult.POSITIVE,
            SpecimenResult.confirmation != Confirmation.NOT_CONFIRMED,
            Specimen.collected_on.between(first, last),
            Specimen.status == CollectionStatus.COLLECTED,
        )
    )
    rows = list(db.execute(asked))
    held = medicines_of(db, sorted({row.episode_id for row in rows}))
    then = medicines_then(db, sorted({r.snapshot_id for r in rows if r.snapshot_id is not None}))
    doubtful: set[int] = set()
    for row in rows:
        taken_down = then.get(row.snapshot_id)
        medicines = held.get(row.episode_id, ()) if taken_down is None else taken_down
        if not any(_covers(medicine, row) for medicine in medicines):
            doubtful.add(row.specimen_id)
    return sorted(doubtful)


def _covers(medicine: MedicationFacts, row: Any) -> bool:
    day = row.collected_on
    in_force = medicine.start <= day and (medicine.end is None or day < medicine.end)
    return in_force and row.substance in medicine.detected_as


def _asked_tests(numbers: list[int]) -> Select[*tuple[Any, ...]]:
    columns = (
        Specimen.id,
        Specimen.episode_id,
        Specimen.collected_on,
        Specimen.status,
        Specimen.validity,
        Specimen.excused,
        Specimen.matrix,
    )
    asked: Select[*tuple[Any, ...]] = select(*columns)
    return asked.where(Specimen.id.in_(numbers))


def _unkept_sessions(db: Session, first: date, last: date) -> _Events:
    asked = select(AttendanceLine.episode_id, AttendanceLine.held_on).where(
        AttendanceLine.held_on.between(first, last),
        AttendanceLine.attendance == Attendance.ABSENT,
    )
    return [(owner, on) for owner, on in db.execute(asked)]


def _unkept_hearings(db: Session, first: date, last: date) -> _Events:
    asked = (
        select(DocketEntry.episode_id, CourtSession.held_on)
        .join(CourtSession, CourtSession.id == DocketEntry.session_id)
        .where(
            CourtSession.held_on.between(first, last),
            DocketEntry.attendance == HearingAttendance.FAILED_TO_APPEAR,
        )
    )
    return [(owner, on) for owner, on in db.execute(asked)]
