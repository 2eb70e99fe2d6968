"""What people take home from court, and letters: when and where they are heard next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from drugcourt.casework.courts import court_place
from drugcourt.casework.hearings.reminders import called, courthouse_of, place_of, reminder_columns
from drugcourt.domain.hearings import PhaseMove
from drugcourt.exchange.calendar_policy import reminder_policy
from drugcourt.records.hearings import CourtSession, DocketEntry


@dataclass(frozen=True, slots=True)
class Slip:
    """One court date of one person, in the language to write it in; `before` is the day it was
    moved from.
    """

    name: str
    address: str
    language: str
    court_day: date
    day: str
    starts_at: str
    place: str
    before: str


@dataclass(frozen=True, slots=True)
class Slips:
    """The slips of a session; `place` is the county and state, the court's own name is not said."""

    place: str
    slips: tuple[Slip, ...]
    without: tuple[str, ...]


def next_slips(db: Session, *, session_id: int) -> Slips:
    """A slip for everybody on a session's docket, in its order.

    Who was heard gets the next date; who was not, as when the session was moved, gets this one.
    `without` names those heard who have no next date and did not graduate.
    """
    here = select(
        DocketEntry.id,
        DocketEntry.episode_id,
        DocketEntry.attendance,
        DocketEntry.move,
        CourtSession.held_on,
    ).join(CourtSession, CourtSession.id == DocketEntry.session_id)
    entries = db.execute(
        here.where(DocketEntry.session_id == session_id).order_by(
            DocketEntry.position, DocketEntry.id
        )
    ).all()
    ids = [row.episode_id for row in entries]
    held_on = entries[0].held_on if entries else None
    coming = _rows(db, ids, after=held_on)
    now = _rows(db, ids, session_id=session_id)
    courthouse = courthouse_of(db)
    found, without = [], []
    for entry in entries:
        mine = now if entry.attendance is None else coming
        row = mine.get(entry.episode_id)
        if row is None and entry.move is PhaseMove.GRADUATE:
            continue
        if row is None:
            without.append(called(now[entry.episode_id]))
        else:
            found.append(_slip(row, courthouse))
    return Slips(court_place(db), tuple(found), tuple(without))


def letters(db: Session, *, session_id: int) -> Slips:
    """A letter for each hearing of a session that is still to be held, in its order."""
    asked = reminder_columns().where(
        DocketEntry.session_id == session_id, DocketEntry.attendance.is_(None)
    )
    rows = db.execute(asked.order_by(DocketEntry.position, DocketEntry.id)).all()
    courthouse = courthouse_of(db)
    return Slips(court_place(db), tuple(_slip(row, courthouse) for row in rows), ())


def _rows(
    db: Session,
    episode_ids: list[int],
    *,
    session_id: int | None = None,
    after: date | None = None,
) -> dict[int, Any]:
    """Each one's line in this session, or the first one still to be held after a day."""
    if not episode_ids:
        return {}
    asked = reminder_columns().add_columns(DocketEntry.episode_id)
    asked = asked.where(DocketEntry.episode_id.in_(episode_ids))
    if session_id is not None:
        asked = asked.where(DocketEntry.session_id == session_id)
    else:
        ahead = and_(DocketEntry.attendance.is_(None), CourtSession.cancelled_at.is_(None))
        asked = asked.where(CourtSession.held_on > after, ahead)
    found: dict[int, Any] = {}
    for row in db.execute(asked.order_by(CourtSession.held_on, CourtSession.starts_at)):
        found.setdefault(row.episode_id, row)
    return found


def _slip(row: Any, courthouse: str) -> Slip:
    policy = reminder_policy()
    language = policy.language(row.language)
    moved = row.moved_from
    return Slip(
        name=called(row),
        address=row.address,
        language=language,
        court_day=row.held_on,
        day=policy.day_in(row.held_on, language),
        starts_at=row.starts_at,
        place=place_of(row, courthouse),
        before=policy.day_in(moved, language) if moved is not None else "",
    )
