"""Whom a certificate of completion may be made out to, and what it says of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.phases import judged
from drugcourt.casework.programs.programs import program
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.errors import Refusal
from drugcourt.records.episodes import Episode
from drugcourt.records.exits import Ceremony, GraduationPreparation
from drugcourt.records.people import Person


@dataclass(frozen=True, slots=True)
class Graduate:
    """One person who has graduated, or who will at the ceremony they are put on."""

    name: str
    program: str
    admitted_on: date
    graduated_on: date
    days: int
    sober_days: int


def graduates(db: Session, *, episode_ids: Sequence[int], today: date) -> list[Graduate]:
    """The graduates in the order asked; Refusal for someone who is none and on no ceremony."""
    rows = db.execute(
        select(
            Episode.id,
            Episode.program_id,
            Episode.status,
            Episode.admitted_on,
            Episode.exited_on,
            Person.given_name,
            Person.middle_name,
            Person.family_name,
            Ceremony.held_on,
        )
        .join(Person, Person.id == Episode.person_id)
        .outerjoin(GraduationPreparation, GraduationPreparation.episode_id == Episode.id)
        .outerjoin(Ceremony, Ceremony.id == GraduationPreparation.ceremony_id)
        .where(Episode.id.in_(episode_ids))
    ).all()
    by_id = {row.id: row for row in rows}
    return [_graduate(db, by_id[number], today) for number in episode_ids]


def _graduate(db: Session, row: Any, today: date) -> Graduate:
    graduated = row.status is EpisodeStatus.GRADUATED
    day = row.exited_on if graduated else row.held_on
    if day is None or row.admitted_on is None or (row.exited_on is not None and not graduated):
        raise Refusal(
            "A certificate is made out to graduates, and to people who are put on a ceremony. "
            "Record the graduation, or choose the ceremony in Graduation preparation."
        )
    name = " ".join(filter(None, (row.given_name, row.middle_name, row.family_name)))
    if not name:
        raise Refusal("This participant has no name on record. Enter the name first.")
    clock = judged(db, episode_id=row.id, as_of=min(day, today)).clock
    return Graduate(
        name=name,
        program=program(db, row.program_id).name,
        admitted_on=row.admitted_on,
        graduated_on=day,
        days=max(0, (day - row.admitted_on).days),
        sober_days=clock.days,
    )
