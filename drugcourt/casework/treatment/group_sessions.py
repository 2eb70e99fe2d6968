"""Who may have been at a group session, and what stands of it already: one screen for many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from drugcourt.domain.episodes import OPEN_STATUSES
from drugcourt.domain.treatment import Attendance, SessionKind
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person, listed_name
from drugcourt.records.treatment import AttendanceLine, TreatmentEpisode


@dataclass(frozen=True, slots=True)
class Expected:
    """One participant who may have been there.

    `recorded` is what stands of a session of this day and kind with the provider already.
    """

    id: int
    name: str
    reference: str
    provider: str
    recorded: Attendance | None


def providers(db: Session, *, as_of: date) -> list[str]:
    """The providers with whom somebody is in treatment, by name."""
    return sorted({row.provider for row in db.execute(_stays(as_of))}, key=str.casefold)


def expected_at(
    db: Session, *, held_on: date, kind: SessionKind, provider: str = ""
) -> list[Expected]:
    """Everybody in the program that day, by name; with a provider those in treatment there."""
    stays: dict[int, str] = {}
    for row in db.execute(_stays(held_on)):
        if not provider or row.provider == provider:
            stays[row.episode_id] = row.provider
    asked = (
        select(Episode.id, Person.family_name, Person.given_name, Person.reference)
        .join(Person, Person.id == Episode.person_id)
        .where(
            Episode.status.in_(OPEN_STATUSES),
            Episode.admitted_on.is_not(None),
            Episode.admitted_on <= held_on,
        )
        .order_by(Person.family_name, Person.given_name, Episode.id)
    )
    people = [row for row in db.execute(asked) if not provider or row.id in stays]
    recorded = _recorded(db, held_on, kind, provider)
    return [
        Expected(
            row.id,
            listed_name(row.family_name, row.given_name, row.reference),
            row.reference,
            stays.get(row.id, ""),
            recorded.get(row.id),
        )
        for row in people
    ]


def _stays(day: date) -> Select[int, str]:
    return (
        select(TreatmentEpisode.episode_id, TreatmentEpisode.provider)
        .join(Episode, Episode.id == TreatmentEpisode.episode_id)
        .where(
            Episode.status.in_(OPEN_STATUSES),
            TreatmentEpisode.started_on <= day,
            TreatmentEpisode.ended_on.is_(None) | (TreatmentEpisode.ended_on > day),
        )
        .order_by(TreatmentEpisode.started_on, TreatmentEpisode.id)
    )


def _recorded(
    db: Session, held_on: date, kind: SessionKind, provider: str
) -> dict[int, Attendance]:
    asked = select(AttendanceLine.episode_id, AttendanceLine.attendance).where(
        AttendanceLine.held_on == held_on, AttendanceLine.kind == kind
    )
    if provider:
        asked = asked.where(AttendanceLine.provider == provider)
    return dict(db.execute(asked).all())
