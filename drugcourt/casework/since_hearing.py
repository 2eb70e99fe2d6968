"""What was recorded of many participants since their last hearings: one bundle of questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.casework.facts import CHUNK, gather
from drugcourt.casework.programs import programs
from drugcourt.domain.facts import ParticipantFacts
from drugcourt.domain.program import Program
from drugcourt.domain.terms import HearingAttendance, YesNo
from drugcourt.records.cases import CourtCase
from drugcourt.records.episodes import Episode
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.people import Person
from drugcourt.records.responses import Response
from drugcourt.records.specimens import Specimen
from drugcourt.records.supervision import Contact


@dataclass(frozen=True, slots=True)
class Sitting:
    """The session the papers are made for."""

    id: int
    held_on: date
    starts_at: str
    courtroom: str
    judge: str


@dataclass(slots=True)
class Known:
    """What the questions brought back, by episode."""

    people: list[Any]
    facts: dict[int, ParticipantFacts]
    programs: dict[int, Program]
    last: dict[int, date]
    coming: dict[int, date]
    cases: dict[int, list[str]]
    prepared: dict[int, str]
    observed: frozenset[int]
    contacts: dict[int, list[tuple[date, bool]]]
    hearings: dict[int, list[tuple[date, HearingAttendance]]]
    responses: dict[int, list[Any]]


def sitting(db: Session, *, session_id: int) -> Sitting:
    """The session with this number."""
    columns = (
        CourtSession.id,
        CourtSession.held_on,
        CourtSession.starts_at,
        CourtSession.courtroom,
        CourtSession.judge,
    )
    return Sitting(*db.execute(select(*columns).where(CourtSession.id == session_id)).one())


def docketed(db: Session, *, session_id: int) -> list[int]:
    """Whose hearings a session has, in their order."""
    asked = (
        select(DocketEntry.episode_id)
        .where(DocketEntry.session_id == session_id)
        .order_by(DocketEntry.position, DocketEntry.id)
    )
    return list(db.scalars(asked))


def known_episodes(db: Session, *, episode_ids: Sequence[int]) -> frozenset[int]:
    """Those of the numbers that are episodes of this court."""
    found: set[int] = set()
    for first in range(0, len(episode_ids), CHUNK):
        some = episode_ids[first : first + CHUNK]
        found.update(db.scalars(select(Episode.id).where(Episode.id.in_(some))))
    return frozenset(found)


def coming_sitting(db: Session, *, episode_id: int, today: date) -> int | None:
    """The session in which a participant is heard next, today included."""
    asked = (
        select(CourtSession.id)
        .join(DocketEntry, DocketEntry.session_id == CourtSession.id)
        .where(DocketEntry.episode_id == episode_id, CourtSession.held_on >= today)
        .order_by(CourtSession.held_on, CourtSession.starts_at)
        .limit(1)
    )
    return db.scalar(asked)


def ask(db: Session, ids: Sequence[int], as_of: date, before: date, at: Sitting | None) -> Known:
    """All of it for these episodes; hearings count when they were held before `before`."""
    people = db.execute(
        select(
            Episode.id,
            Episode.program_id,
            Episode.track,
            Episode.status,
            Episode.admitted_on,
            Episode.case_manager,
            Person.reference,
            Person.family_name,
            Person.given_name,
        )
        .join(Person, Person.id == Episode.person_id)
        .where(Episode.id.in_(ids))
    ).all()
    last = _last_hearings(db, ids, before)
    starts = [last.get(row.id) or row.admitted_on or as_of for row in people]
    earliest = min(starts, default=as_of)
    cases: dict[int, list[str]] = defaultdict(list)
    numbers = select(CourtCase.episode_id, CourtCase.number).where(CourtCase.episode_id.in_(ids))
    for episode_id, number in db.execute(numbers.order_by(CourtCase.id)):
        cases[episode_id].append(number)
    return Known(
        people=list(people),
        facts=gather(db, ids),
        programs=programs(db),
        last=last,
        coming=_coming(db, ids, before),
        cases=cases,
        prepared=_prepared(db, ids, at),
        observed=_observed(db, ids, earliest),
        contacts=_contacts(db, ids, earliest, as_of),
        hearings=_hearings(db, ids, earliest, before),
        responses=_responses(db, ids, earliest, as_of),
    )


def _last_hearings(db: Session, ids: Sequence[int], before: date) -> dict[int, date]:
    asked = (
        select(DocketEntry.episode_id, func.max(CourtSession.held_on))
        .join(CourtSession, CourtSession.id == DocketEntry.session_id)
        .where(
            DocketEntry.episode_id.in_(ids),
            DocketEntry.attendance.is_not(None),
            CourtSession.held_on < before,
        )
        .group_by(DocketEntry.episode_id)
    )
    return dict(db.execute(asked).all())


def _coming(db: Session, ids: Sequence[int], after: date) -> dict[int, date]:
    asked = (
        select(DocketEntry.episode_id, func.min(CourtSession.held_on))
        .join(CourtSession, CourtSession.id == DocketEntry.session_id)
        .where(
            DocketEntry.episode_id.in_(ids),
            DocketEntry.attendance.is_(None),
            CourtSession.held_on > after,
        )
        .group_by(DocketEntry.episode_id)
    )
    return dict(db.execute(asked).all())


def _prepared(db: Session, ids: Sequence[int], at: Sitting | None) -> dict[int, str]:
    if at is None:
        return {}
    asked = select(DocketEntry.episode_id, DocketEntry.recommendation).where(
        DocketEntry.session_id == at.id, DocketEntry.episode_id.in_(ids)
    )
    return dict(db.execute(asked).all())


def _observed(db: Session, ids: Sequence[int], since: date) -> frozenset[int]:
    asked = select(Specimen.id).where(
        Specimen.episode_id.in_(ids),
        Specimen.collected_on >= since,
        Specimen.observed == YesNo.YES,
    )
    return frozenset(db.scalars(asked))


def _contacts(
    db: Session, ids: Sequence[int], since: date, as_of: date
) -> dict[int, list[tuple[date, bool]]]:
    asked = select(Contact.episode_id, Contact.contacted_on, Contact.reached).where(
        Contact.episode_id.in_(ids), Contact.contacted_on.between(since, as_of)
    )
    found: dict[int, list[tuple[date, bool]]] = defaultdict(list)
    for episode_id, on, reached in db.execute(asked):
        found[episode_id].append((on, reached))
    return found


def _hearings(
    db: Session, ids: Sequence[int], since: date, before: date
) -> dict[int, list[tuple[date, HearingAttendance]]]:
    asked = (
        select(DocketEntry.episode_id, CourtSession.held_on, DocketEntry.attendance)
        .join(CourtSession, CourtSession.id == DocketEntry.session_id)
        .where(
            DocketEntry.episode_id.in_(ids),
            DocketEntry.attendance.is_not(None),
            CourtSession.held_on >= since,
            CourtSession.held_on < before,
        )
    )
    found: dict[int, list[tuple[date, HearingAttendance]]] = defaultdict(list)
    for episode_id, on, came in db.execute(asked):
        if came is not None:
            found[episode_id].append((on, came))
    return found


def _responses(db: Session, ids: Sequence[int], since: date, as_of: date) -> dict[int, list[Any]]:
    """Responses given since then, and older orders that are still open."""
    asked = (
        select(
            Response.episode_id,
            Response.given_on,
            Response.family,
            Response.title,
            Response.behavior,
            Response.due_on,
            Response.done_on,
        )
        .where(
            Response.episode_id.in_(ids),
            Response.given_on <= as_of,
            (Response.given_on >= since)
            | (Response.due_on.is_not(None) & Response.done_on.is_(None)),
        )
        .order_by(Response.given_on, Response.id)
    )
    found: dict[int, list[Any]] = defaultdict(list)
    for row in db.execute(asked):
        found[row.episode_id].append(row)
    return found
