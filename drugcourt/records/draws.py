"""Which draws were made, with all it takes to make them again, and what was settled for them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.domain.draws import DayType, DrawOutcome, OverrideKind
from drugcourt.records.base import Amended, Base, Numbered, episode_key, words


class Draw(Numbered, Base):
    """One draw of a day; `number` 2 and up are for people added late. It is never changed.

    `policy` is the day's kind, places and allowance as they stood; `previous` the fingerprint of
    the draw before, `fingerprint` the SHA-256 of this one with everybody's outcome.
    """

    __tablename__ = "draw"
    __table_args__ = (UniqueConstraint("day", "number"),)

    day: Mapped[date]
    number: Mapped[int] = mapped_column(default=1)
    seed: Mapped[str] = mapped_column(String(64))
    algorithm: Mapped[str] = mapped_column(String(40))
    policy: Mapped[dict[str, Any]] = mapped_column(default=dict)
    reason: Mapped[str] = mapped_column(String(300), default="")
    people: Mapped[int]
    tested: Mapped[int]
    previous: Mapped[str] = mapped_column(String(64), default="")
    fingerprint: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(100))


class DrawEntry(Numbered, Base):
    """One participant in one draw: what went in, the number, and what came out.

    Not in the history line by line: the draw's own line there carries the fingerprint of all.
    """

    __tablename__ = "draw_entry"
    __table_args__ = (
        UniqueConstraint("draw_id", "episode_id"),
        Index("ix_draw_entry_episode", "episode_id", "draw_id"),
        Index("ix_draw_entry_unit", "unit", "draw_id"),
    )
    tracked = False

    draw_id: Mapped[int] = mapped_column(ForeignKey("draw.id"))
    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"))
    unit: Mapped[str] = mapped_column(String(60))
    basis: Mapped[str] = mapped_column(String(120))
    target: Mapped[str] = mapped_column(String(10))
    least: Mapped[str] = mapped_column(String(10), default="")
    most: Mapped[str] = mapped_column(String(10), default="")
    since: Mapped[date]
    counted: Mapped[list[Any]] = mapped_column(default=list)
    closed: Mapped[list[Any]] = mapped_column(default=list)
    forced: Mapped[bool] = mapped_column(default=False)
    excused: Mapped[bool] = mapped_column(default=False)
    why: Mapped[str] = mapped_column(String(300), default="")
    number: Mapped[str] = mapped_column(String(16))
    own_number: Mapped[str] = mapped_column(String(16))
    chance: Mapped[str] = mapped_column(String(20))
    outcome: Mapped[DrawOutcome] = words(DrawOutcome)
    specimen_id: Mapped[int | None] = mapped_column(ForeignKey("specimen.id"), index=True)


class DrawPolicy(Amended, Base):
    """What the court settled for its draws; one row, and the shipped values where there is none."""

    __tablename__ = "draw_policy"

    target: Mapped[str] = mapped_column(String(10))
    least: Mapped[str] = mapped_column(String(10), default="")
    most: Mapped[str] = mapped_column(String(10), default="")
    places: Mapped[int | None]
    reduced_places: Mapped[int | None]
    allowance: Mapped[int] = mapped_column(default=0)
    week: Mapped[list[Any]] = mapped_column(default=list)
    call_line: Mapped[str] = mapped_column(String(300), default="")
    origin: Mapped[str] = mapped_column(String(300), default="")


class TestingDay(Amended, Base):
    """Days that are not like their weekday: a blackout, check-in only, fewer places; inclusive."""

    __test__ = False
    __tablename__ = "testing_day"

    first_on: Mapped[date] = mapped_column(index=True)
    last_on: Mapped[date]
    kind: Mapped[DayType] = words(DayType)
    places: Mapped[int | None]
    reason: Mapped[str] = mapped_column(String(300), default="")


class TestingGroup(Amended, Base):
    """A group that shares its dates, mostly called by a colour."""

    __test__ = False
    __tablename__ = "testing_group"

    name: Mapped[str] = mapped_column(String(40), unique=True)
    target: Mapped[str] = mapped_column(String(10))
    least: Mapped[str] = mapped_column(String(10), default="")
    most: Mapped[str] = mapped_column(String(10), default="")
    started_on: Mapped[date]
    ended_on: Mapped[date | None]


class TestingScheme(Amended, Base):
    """How often one participant is tested, where it is not by the phase; half-open.

    With `group_id` the group's dates are the participant's, and the times stand empty.
    """

    __test__ = False
    __tablename__ = "testing_scheme"

    episode_id: Mapped[int] = episode_key()
    started_on: Mapped[date]
    ended_on: Mapped[date | None]
    group_id: Mapped[int | None] = mapped_column(ForeignKey("testing_group.id"), index=True)
    target: Mapped[str] = mapped_column(String(10), default="")
    least: Mapped[str] = mapped_column(String(10), default="")
    most: Mapped[str] = mapped_column(String(10), default="")
    reason: Mapped[str] = mapped_column(String(300), default="")


class DrawOverride(Amended, Base):
    """A person's decision about somebody's test on a date, or on some days; inclusive."""

    __tablename__ = "draw_override"

    episode_id: Mapped[int] = episode_key()
    kind: Mapped[OverrideKind] = words(OverrideKind)
    first_on: Mapped[date] = mapped_column(index=True)
    last_on: Mapped[date]
    test_reason: Mapped[str] = mapped_column(String(40), default="")
    reason: Mapped[str] = mapped_column(String(300))
    decided_by: Mapped[str] = mapped_column(String(100), default="")
    withdrawn: Mapped[bool] = mapped_column(default=False)
