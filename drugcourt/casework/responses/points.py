"""Acts on points: credits and demerits, each with what it is for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.casework import entering
from drugcourt.errors import FieldRefusal
from drugcourt.records.points import PointEntry
from drugcourt.workspace import Context

MOST_POINTS = 100_000


def give_points(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    given_on: date,
    points: int,
    text: str = "",
    by: str = "",
) -> int:
    """Give credits (above zero) or demerits (below); each says what it is for."""
    entering.check_span(db, context, episode_id, ("given_on", given_on))
    if points == 0 or abs(points) > MOST_POINTS:
        raise FieldRefusal("points", "Enter points above zero, or demerits below zero.")
    if not text.strip():
        raise FieldRefusal("text", "Say what the points are for.")
    values = {"given_on": given_on, "points": points, "text": text, "by": by or context.who}
    return entering.enter(db, context, PointEntry, episode_id, values)


@dataclass(frozen=True, slots=True)
class PointRow:
    """Points of one day, for the list."""

    id: int
    given_on: date
    points: int
    by: str
    text: str


def point_rows(
    db: Session, *, episode_id: int, offset: int = 0, limit: int = 100
) -> list[PointRow]:
    """One window of the points, newest first."""
    found = db.scalars(
        select(PointEntry)
        .where(PointEntry.episode_id == episode_id)
        .order_by(PointEntry.given_on.desc(), PointEntry.id.desc())
        .offset(offset)
        .limit(limit)
    )
    return [PointRow(p.id, p.given_on, p.points, p.by, p.text) for p in found]


def point_totals(db: Session, *, episode_id: int) -> tuple[int, int, int]:
    """How many entries there are, the credits and the demerits (as a positive number)."""
    mine = select(func.count(), func.sum(PointEntry.points)).where(
        PointEntry.episode_id == episode_id
    )
    count = db.execute(mine).one()[0]
    credits_ = db.execute(mine.where(PointEntry.points > 0)).one()[1]
    demerits = db.execute(mine.where(PointEntry.points < 0)).one()[1]
    return int(count), int(credits_ or 0), -int(demerits or 0)
