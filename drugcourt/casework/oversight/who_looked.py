"""Who looked at one participant's file, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.records.oversight import FileView


@dataclass(frozen=True, slots=True)
class LookRow:
    """One look: who, when, how, whether it was outside their caseload, and why they said."""

    id: int
    at: datetime
    who: str
    how: str
    outside: bool
    why: str


@dataclass(frozen=True, slots=True)
class Looker:
    """One member of staff, how often they looked and when last."""

    who: str
    times: int
    last_at: datetime

    @property
    def id(self) -> str:
        """What tells the lines apart."""
        return self.who


def who_looked(
    db: Session, *, episode_id: int, who: str = "", offset: int = 0, limit: int = 100
) -> list[LookRow]:
    """One window of the looks, the newest first; of one member of staff where `who` says."""
    asked = select(FileView).where(FileView.episode_id == episode_id)
    if who:
        asked = asked.where(FileView.who == who)
    rows = db.scalars(asked.order_by(FileView.id.desc()).offset(offset).limit(limit))
    return [LookRow(v.id, v.at, v.who, v.how.label, v.outside, v.why) for v in rows]


def lookers(db: Session, *, episode_id: int) -> list[Looker]:
    """Each member of staff who looked at the file, who did so last first."""
    last = func.max(FileView.at)
    asked = (
        select(FileView.who, func.count().label("times"), last.label("last_at"))
        .where(FileView.episode_id == episode_id)
        .group_by(FileView.who)
        .order_by(last.desc(), FileView.who)
    )
    return [Looker(row.who, row.times, row.last_at) for row in db.execute(asked)]


def looks_count(db: Session, *, episode_id: int, who: str = "") -> int:
    """How many looks are kept."""
    asked = select(func.count()).select_from(FileView).where(FileView.episode_id == episode_id)
    if who:
        asked = asked.where(FileView.who == who)
    return int(db.scalar(asked) or 0)
