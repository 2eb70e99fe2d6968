"""What can be wished of a paper: which court sessions there are, and whom it is about."""

from __future__ import annotations

from collections import Counter
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
    """One court session with the people on its docket; `alone` on its day or beside others."""

    held_on: date
    people: int
    docket: str = ""
    alone: bool = True


@dataclass(frozen=True, slots=True)
class Chosen:
    """The participant a paper is about; file names carry the number, never the name."""

    episode_id: int
    name: str
    number: str


def sittings(db: Session, *, most: int = 1_000) -> list[Sitting]:
    """The court sessions on record, the latest first; cancelled ones are left out."""
    asked = (
        select(CourtSession.held_on, func.count(DocketEntry.id), CourtSession.docket)
        .outerjoin(DocketEntry, DocketEntry.session_id == CourtSession.id)
        .where(CourtSession.cancelled_at.is_(None))
        .group_by(CourtSession.held_on, CourtSession.starts_at, CourtSession.docket)
        .order_by(CourtSession.held_on.desc(), CourtSession.starts_at)
        .limit(most)
    )
    rows = db.execute(asked).all()
    days = Counter(day for day, _, _ in rows)
    return [Sitting(day, people, docket, days[day] == 1) for day, people, docket in rows]


def chosen(db: Session, *, episode_id: int) -> Chosen:
    """Whom an episode is about; Refusal when there is no such episode."""
    person = db.scalar(
        select(Person).join(Episode, Episode.person_id == Person.id).where(Episode.id == episode_id)
    )
    if person is None:
        raise Refusal("That participant is not in this court. Choose one from the list.")
    return Chosen(episode_id, person.name, person.reference or "")
