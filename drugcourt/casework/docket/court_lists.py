"""Who is brought from jail, who needs an interpreter, and the order of a session for the bench."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from drugcourt.casework.cases import case_numbers
from drugcourt.casework.docket.checks import is_late
from drugcourt.casework.programs.programs import programs
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.hearings import HearingAttendance, HearingKind
from drugcourt.records.episodes import Episode, StatusSpan
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.people import Person, listed_name


@dataclass(frozen=True, slots=True)
class BenchLine:
    """One hearing for the bench; nothing of tests or treatment."""

    number: int
    name: str
    cases: tuple[str, ...]
    phase_number: int | None
    kind: HearingKind
    custody: bool
    interpreter: str
    late: bool
    attendance: HearingAttendance | None


@dataclass(frozen=True, slots=True)
class TransportLine:
    """Whom the jail is asked to bring, as it knows people: name, birth date, since when."""

    name: str
    birth_date: date | None
    cases: tuple[str, ...]
    since: date | None


@dataclass(frozen=True, slots=True)
class InterpreterLine:
    """For whom an interpreter is ordered and in which language."""

    number: int
    name: str
    cases: tuple[str, ...]
    language: str


def bench_lines(db: Session, *, session_id: int) -> list[BenchLine]:
    """A session's hearings in their order, late additions marked."""
    rows = db.execute(_asked(session_id)).all()
    cases = case_numbers(db, episode_ids=[row.episode_id for row in rows])
    kept = programs(db)
    return [
        BenchLine(
            number=number,
            name=_name(row),
            cases=cases.get(row.episode_id, ()),
            phase_number=kept[row.program_id].number(row.phase),
            kind=row.kind,
            custody=row.status is EpisodeStatus.IN_CUSTODY,
            interpreter=_language(row),
            late=is_late(row.added_on, row.held_on),
            attendance=row.attendance,
        )
        for number, row in enumerate(rows, start=1)
    ]


def transport_lines(db: Session, *, session_id: int) -> list[TransportLine]:
    """Those of the session who are in custody and not heard yet, by name."""
    rows = [
        row
        for row in db.execute(_asked(session_id))
        if row.status is EpisodeStatus.IN_CUSTODY and row.attendance is None
    ]
    ids = [row.episode_id for row in rows]
    cases = case_numbers(db, episode_ids=ids)
    asked = select(StatusSpan.episode_id, StatusSpan.started_on).where(
        StatusSpan.episode_id.in_(ids),
        StatusSpan.status == EpisodeStatus.IN_CUSTODY,
        StatusSpan.ended_on.is_(None),
    )
    since: dict[int, date] = dict(db.execute(asked).all())
    lines = [
        TransportLine(
            _name(row), row.birth_date, cases.get(row.episode_id, ()), since.get(row.episode_id)
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: line.name)


def interpreter_lines(db: Session, *, session_id: int) -> list[InterpreterLine]:
    """Those of the session who need an interpreter, by language, then in the order of hearing."""
    rows = db.execute(_asked(session_id)).all()
    cases = case_numbers(db, episode_ids=[row.episode_id for row in rows])
    lines = [
        InterpreterLine(number, _name(row), cases.get(row.episode_id, ()), _language(row))
        for number, row in enumerate(rows, start=1)
        if row.interpreter
    ]
    return sorted(lines, key=lambda line: (line.language, line.number))


def _asked(session_id: int) -> Select[*tuple[Any, ...]]:
    """Only columns that a bench, a jail or an interpreter's office needs."""
    return (
        select(
            DocketEntry.episode_id,
            DocketEntry.kind,
            DocketEntry.attendance,
            DocketEntry.added_on,
            CourtSession.held_on,
            Episode.status,
            Episode.phase,
            Episode.program_id,
            Person.family_name,
            Person.given_name,
            Person.reference,
            Person.birth_date,
            Person.language,
            Person.interpreter,
        )
        .join(CourtSession, CourtSession.id == DocketEntry.session_id)
        .join(Episode, Episode.id == DocketEntry.episode_id)
        .join(Person, Person.id == Episode.person_id)
        .where(DocketEntry.session_id == session_id)
        .order_by(DocketEntry.position, DocketEntry.id)
    )


def _name(row: Any) -> str:
    return listed_name(row.family_name, row.given_name, row.reference)


def _language(row: Any) -> str:
    return (row.language or "Language not recorded") if row.interpreter else ""
