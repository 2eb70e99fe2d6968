"""Acts on legal holds: while one stands, nothing of the person is sealed or destroyed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.cases import CourtCase
from drugcourt.records.episodes import Episode
from drugcourt.records.keeping import LegalHold
from drugcourt.records.people import Person
from drugcourt.records.sealed import SEES
from drugcourt.records.ties import PERSON
from drugcourt.workspace import Context


@dataclass(frozen=True, slots=True)
class HoldRow:
    """One hold, for the list."""

    id: int
    person_id: int
    name: str
    reference: str
    reason: str
    placed_on: date
    placed_by: str
    released_on: date | None
    released_by: str
    released_why: str


def place_hold(db: Session, context: Context, *, person_id: int, reason: str) -> int:
    """Keep everything of a person as it is until the hold is released; returns its number."""
    if db.get(Person, person_id) is None:
        raise Refusal("That participant is not in this court.")
    if not reason.strip():
        raise FieldRefusal("reason", "Say why nothing may go: the lawsuit, the request, the audit.")
    if open_hold(db, root=PERSON, subject=person_id) is not None:
        raise Refusal("A hold stands on this file already.")
    hold = LegalHold(
        person_id=person_id,
        reason=reason.strip(),
        placed_on=context.today,
        placed_by=context.who,
    )
    db.add(hold)
    db.flush()
    return hold.id


def release_hold(db: Session, context: Context, *, hold_id: int, reason: str) -> None:
    """Let a hold go; what waited for it can be confirmed again."""
    hold = db.get(LegalHold, hold_id)
    if hold is None or hold.released_on is not None:
        raise Refusal("That hold does not stand any more; look at the list again.")
    if not reason.strip():
        raise FieldRefusal("reason", "Say why the hold ends.")
    hold.released_on, hold.released_by = context.today, context.who
    hold.released_why = reason.strip()[:300]


def holds(db: Session, *, also_released: bool = False) -> list[HoldRow]:
    """The holds that stand, newest first; on request those that were released too."""
    asked = (
        select(LegalHold, Person)
        .join(Person, Person.id == LegalHold.person_id)
        .order_by(LegalHold.released_on.is_not(None), LegalHold.id.desc())
    )
    if not also_released:
        asked = asked.where(LegalHold.released_on.is_(None))
    return [
        HoldRow(
            hold.id,
            person.id,
            person.name,
            person.reference,
            hold.reason,
            hold.placed_on,
            hold.placed_by,
            hold.released_on,
            hold.released_by,
            hold.released_why,
        )
        for hold, person in db.execute(asked)
    ]


def open_hold(db: Session, *, root: str, subject: int) -> int | None:
    """The hold that stands on the person, or on whose case it is."""
    if root != PERSON:
        asked = select(Episode.person_id).join(CourtCase, CourtCase.episode_id == Episode.id)
        asked = asked.where(CourtCase.id == subject).execution_options(**{SEES: True})
        owner = db.scalar(asked)
        if owner is None:
            return None
        subject = owner
    standing = select(LegalHold.id).where(
        LegalHold.person_id == subject, LegalHold.released_on.is_(None)
    )
    return db.scalar(standing.limit(1).execution_options(**{SEES: True}))
