"""Which court session papers are made for, and whose papers those are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.facts.facts import CHUNK
from drugcourt.errors import Refusal
from drugcourt.records.episodes import Episode
from drugcourt.records.hearings import CourtSession, DocketEntry


@dataclass(frozen=True, slots=True)
class Sitting:
    """The session the papers are made for."""

    id: int
    held_on: date
    starts_at: str
    courtroom: str
    judge: str


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


def known_session(db: Session, session_id: int) -> CourtSession:
    """The record of a session, to act on; Refusal when there is none."""
    session = db.get(CourtSession, session_id)
    if session is None:
        raise Refusal("That court session is not recorded.")
    return session


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
