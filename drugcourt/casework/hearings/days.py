"""On which day participants were heard last, and on which day they are heard next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from drugcourt.domain.facts import ParticipantFacts
from drugcourt.domain.hearings import HearingAttendance
from drugcourt.records.hearings import CourtSession, DocketEntry


def last_hearings(db: Session, *, before: date, episode_ids: Sequence[int]) -> dict[int, date]:
    """The day of each one's last hearing before that day, for those of these who had one.

    Whoever was excused was not heard: what happened since is still to be talked about in court.
    """
    asked = (
        select(DocketEntry.episode_id, func.max(CourtSession.held_on))
        .join(CourtSession, CourtSession.id == DocketEntry.session_id)
        .where(
            DocketEntry.episode_id.in_(episode_ids),
            DocketEntry.attendance.is_not(None),
            DocketEntry.attendance != HearingAttendance.EXCUSED,
            CourtSession.held_on < before,
        )
        .group_by(DocketEntry.episode_id)
    )
    return dict(db.execute(asked).all())


def last_heard(facts: ParticipantFacts, before: date) -> date | None:
    """The same of one participant, from facts that are at hand."""
    held = (h.on for h in facts.hearings if h.attendance is not HearingAttendance.EXCUSED)
    return max((on for on in held if on < before), default=None)


def coming_hearings(today: date) -> Select[int, date]:
    """The next hearing day of everyone who has one, today included while not yet heard."""
    return (
        select(DocketEntry.episode_id, func.min(CourtSession.held_on).label("held_on"))
        .join(CourtSession, CourtSession.id == DocketEntry.session_id)
        .where(DocketEntry.attendance.is_(None), CourtSession.held_on >= today)
        .group_by(DocketEntry.episode_id)
    )


def next_hearings(
    db: Session, *, today: date, episode_ids: Sequence[int] | None = None
) -> dict[int, date]:
    """The next hearing day of each of these episodes, of all when none are named."""
    asked = coming_hearings(today)
    if episode_ids is not None:
        asked = asked.where(DocketEntry.episode_id.in_(episode_ids))
    return dict(db.execute(asked).all())


def next_session(db: Session, *, episode_id: int, today: date) -> Row[*tuple[Any, ...]] | None:
    """The session of the next hearing (`id`, `held_on`, `starts_at`), or None where none is set."""
    return db.execute(
        select(CourtSession.id, CourtSession.held_on, CourtSession.starts_at)
        .join(DocketEntry, DocketEntry.session_id == CourtSession.id)
        .where(
            DocketEntry.episode_id == episode_id,
            DocketEntry.attendance.is_(None),
            CourtSession.held_on >= today,
        )
        .order_by(CourtSession.held_on, CourtSession.starts_at, CourtSession.id)
        .limit(1)
    ).first()


def latest_held(db: Session, *, episode_id: int, today: date) -> int | None:
    """The session of the hearing held last, today's included; None where none was held."""
    return db.scalar(
        select(CourtSession.id)
        .join(DocketEntry, DocketEntry.session_id == CourtSession.id)
        .where(
            DocketEntry.episode_id == episode_id,
            DocketEntry.attendance.is_not(None),
            CourtSession.held_on <= today,
        )
        .order_by(CourtSession.held_on.desc(), CourtSession.id.desc())
        .limit(1)
    )
