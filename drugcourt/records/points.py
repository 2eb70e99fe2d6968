"""Points given to a participant, what they are spent on, and what is drawn from the fishbowl."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.records.base import Amended, Base, Numbered, episode_key


class PointEntry(Amended, Base):
    """Points of one day, with what they are for: credits above zero, demerits below."""

    __tablename__ = "point_entry"

    episode_id: Mapped[int] = episode_key()
    given_on: Mapped[date]
    points: Mapped[int]
    by: Mapped[str] = mapped_column(String(100), default="")
    text: Mapped[str] = mapped_column(String(300), default="")


class Prize(Amended, Base):
    """What is won from the fishbowl or bought for points.

    `slips` of it lie in the bowl; 0 and it is never drawn. `points` None and it can't be bought.
    Where `counted`, what is there is the sum of its stock entries; praise on a slip never runs out.
    `barred` says why it may not be given now; `ended_on` is the first day without it.
    """

    __tablename__ = "prize"

    title: Mapped[str] = mapped_column(String(200))
    slips: Mapped[int] = mapped_column(default=0)
    points: Mapped[int | None]
    worth_cents: Mapped[int | None]
    counted: Mapped[bool] = mapped_column(default=False)
    barred: Mapped[str] = mapped_column(String(300), default="")
    ended_on: Mapped[date | None]


class StockEntry(Amended, Base):
    """A change of what is there of a prize: bought, given away, counted anew."""

    __tablename__ = "stock_entry"

    prize_id: Mapped[int] = mapped_column(ForeignKey("prize.id"), index=True)
    entered_on: Mapped[date]
    change: Mapped[int]
    why: Mapped[str] = mapped_column(String(300), default="")
    by: Mapped[str] = mapped_column(String(100), default="")


class FishbowlDraw(Numbered, Base):
    """One slip drawn, with all it takes to draw it again; it is never changed.

    `number` counts the draws of one participant on one day; `bowl` are [prize, title, slips] as
    they lay; `drawn` the number, `slip` the place of the slip counted from 1. `previous` is the
    fingerprint of the draw before, `fingerprint` the SHA-256 of this one.
    """

    __tablename__ = "fishbowl_draw"
    __table_args__ = (UniqueConstraint("episode_id", "day", "number"),)

    episode_id: Mapped[int] = episode_key()
    response_id: Mapped[int | None] = mapped_column(ForeignKey("response.id"), index=True)
    prize_id: Mapped[int] = mapped_column(ForeignKey("prize.id"), index=True)
    day: Mapped[date]
    number: Mapped[int] = mapped_column(default=1)
    seed: Mapped[str] = mapped_column(String(64))
    algorithm: Mapped[str] = mapped_column(String(40))
    bowl: Mapped[list[Any]] = mapped_column(default=list)
    drawn: Mapped[str] = mapped_column(String(16))
    slip: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    previous: Mapped[str] = mapped_column(String(64), default="")
    fingerprint: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(100))


class PointsSpent(Amended, Base):
    """Points given up for a prize; what was earned for a phase stays earned."""

    __tablename__ = "points_spent"

    episode_id: Mapped[int] = episode_key()
    prize_id: Mapped[int] = mapped_column(ForeignKey("prize.id"), index=True)
    spent_on: Mapped[date]
    points: Mapped[int]
    title: Mapped[str] = mapped_column(String(200), default="")
    by: Mapped[str] = mapped_column(String(100), default="")
