"""The leave that a participant was granted, as the paper to carry says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.courts import court_place
from drugcourt.casework.hearings.reminders import called
from drugcourt.domain.permission_requests import LEAVE, PermissionKind
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person
from drugcourt.records.permission_requests import PermissionRequest


@dataclass(frozen=True, slots=True)
class Permit:
    """One granted leave; both days count."""

    name: str
    reference: str
    kind: PermissionKind
    starts_on: date
    ends_on: date
    place: str
    text: str
    terms: str
    granted_by: str
    granted_on: date


@dataclass(frozen=True, slots=True)
class Permits:
    """The leave of one participant that is not over; the court's own name is not said."""

    place: str
    permits: tuple[Permit, ...]


def permits(db: Session, *, episode_id: int, today: date) -> Permits:
    """What was granted and has not ended, the soonest first."""
    record = PermissionRequest
    asked = (
        select(record, Person)
        .join(Episode, Episode.id == record.episode_id)
        .join(Person, Person.id == Episode.person_id)
        .where(record.episode_id == episode_id, record.answer.in_(LEAVE), record.ends_on >= today)
        .order_by(record.starts_on, record.id)
    )
    return Permits(
        place=court_place(db),
        permits=tuple(
            Permit(
                name=called(person),
                reference=person.reference or "",
                kind=granted.kind,
                starts_on=granted.starts_on,
                ends_on=granted.ends_on,
                place=granted.place,
                text=granted.text,
                terms=granted.answer_text,
                granted_by=granted.answered_by,
                granted_on=granted.answered_on or granted.asked_on,
            )
            for granted, person in db.execute(asked)
        ),
    )
