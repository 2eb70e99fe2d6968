"""What can be wished of a paper: which court sessions there are, and whom it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.errors import Refusal
from drugcourt.records.episodes import Episode
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.people import Person


@dataclass(frozen=True, slots=True)
class Sitting:
    """One court day with the people on its dockets."""

    held_on: date
    people: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """The participant a paper is about; file names carry the number, never the name."""

    episode_id: int
    name: str
    number: str


def sittings(db: Session, *, most: int = 1_000) -> list[Sitting]:
    """The court days on record, the latest first."""
    asked = (
        select(CourtSession.held_on, func.count(DocketEntry.id))
        .outerjoin(DocketEntry, DocketEntry.session_id == CourtSession.id)
        .group_by(CourtSession.held_on)
        .order_by(CourtSession.held_on.desc())
        .limit(most)
    )
    return [Sitting(day, people) for day, people in db.execute(asked)]


def chosen(db: Session, *, episode_id: int) -> Chosen:
    """Whom an episode is about; Refusal when there is no such episode."""
    person = db.scalar(
        select(Person).join(Episode, Episode.person_id == Person.id).where(Episode.id == episode_id)
    )
    if person is None:
        raise Refusal("That participant is not in this court. Choose one from the list.")
    return Chosen(episode_id, person.name, person.reference or "")
