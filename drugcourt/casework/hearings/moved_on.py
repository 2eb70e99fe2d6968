"""Who moved on to another phase, or graduated, at a session: for the certificates handed out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.programs.programs import programs
from drugcourt.domain.episodes import StayOutcome
from drugcourt.domain.hearings import PhaseMove
from drugcourt.domain.program import Program
from drugcourt.records.episodes import Episode
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.people import Person
from drugcourt.records.phases import PhaseStay


@dataclass(frozen=True, slots=True)
class MovedOn:
    """One participant who reached another phase; phases by number and name."""

    name: str
    completed: str
    reached: str
    on: date


def moved_on(db: Session, *, session_id: int) -> list[MovedOn]:
    """Those who advanced at this session, in the order of hearing."""
    asked = (
        select(
            DocketEntry.episode_id,
            CourtSession.held_on,
            Episode.program_id,
            Person.given_name,
            Person.middle_name,
            Person.family_name,
            Person.reference,
        )
        .join(CourtSession, CourtSession.id == DocketEntry.session_id)
        .join(Episode, Episode.id == DocketEntry.episode_id)
        .join(Person, Person.id == Episode.person_id)
        .where(DocketEntry.session_id == session_id, DocketEntry.move == PhaseMove.ADVANCE)
        .order_by(DocketEntry.position, DocketEntry.id)
    )
    rows = db.execute(asked).all()
    if not rows:
        return []
    on = rows[0].held_on
    left = _left_stays(db, [row.episode_id for row in rows], on)
    kept = programs(db)
    found = []
    for row in rows:
        handbook, key = kept[row.program_id], left.get(row.episode_id, "")
        reached = handbook.after(key) if handbook.phase(key) is not None else None
        name = " ".join(filter(None, (row.given_name, row.middle_name, row.family_name)))
        found.append(
            MovedOn(
                name=name or row.reference,
                completed=phase_words(handbook, key) or "a phase of the program",
                reached=phase_words(handbook, reached.key) if reached else "the next phase",
                on=on,
            )
        )
    return found


def _left_stays(db: Session, episode_ids: Sequence[int], on: date) -> dict[int, str]:
    """The phase that each of these completed on a day, by its key."""
    asked = select(PhaseStay.episode_id, PhaseStay.phase).where(
        PhaseStay.episode_id.in_(episode_ids),
        PhaseStay.left_on == on,
        PhaseStay.outcome == StayOutcome.ADVANCED,
    )
    return dict(db.execute(asked).all())


def graduated_at(db: Session, *, session_id: int) -> list[int]:
    """Those who graduated at this session, in the order of hearing."""
    asked = (
        select(DocketEntry.episode_id)
        .where(DocketEntry.session_id == session_id, DocketEntry.move == PhaseMove.GRADUATE)
        .order_by(DocketEntry.position, DocketEntry.id)
    )
    return list(db.scalars(asked))


def phase_words(handbook: Program, key: str) -> str:
    """`Phase 2, Clinical stabilization`; empty for a phase the handbook does not have."""
    phase = handbook.phase(key)
    return f"Phase {handbook.number(key)}, {phase.name}" if phase is not None else ""
