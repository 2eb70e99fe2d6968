"""Which dockets the court holds, when each recurs, and on which days the court is closed."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.domain.calendar import ClosureSource, OnClosed
from drugcourt.records.base import Amended, Base, Numbered, words


class Docket(Amended, Base):
    """One docket of the court: its judge, room, time and size; sessions carry its title.

    `minutes` is how long a session lasts, `minutes_each` what one hearing takes. `capacity` None
    leaves the size to the minutes. `public_title` is what a public list of it is called, so that
    the list need not say what kind of court sits.
    """

    __tablename__ = "docket"

    title: Mapped[str] = mapped_column(String(100), unique=True)
    judge: Mapped[str] = mapped_column(String(100), default="")
    courtroom: Mapped[str] = mapped_column(String(60), default="")
    starts_at: Mapped[str] = mapped_column(String(5), default="13:30")
    minutes: Mapped[int]
    minutes_each: Mapped[int]
    capacity: Mapped[int | None]
    retired_on: Mapped[date | None]
    public_title: Mapped[str] = mapped_column(String(100), default="", server_default="")


class Recurrence(Amended, Base):
    """A rule that proposes sessions, as it is said: `every other Tuesday`; `last_on` included."""

    __tablename__ = "recurrence"

    docket_id: Mapped[int] = mapped_column(ForeignKey("docket.id"), index=True)
    text: Mapped[str] = mapped_column(String(120))
    first_on: Mapped[date]
    last_on: Mapped[date | None]
    on_closed: Mapped[OnClosed] = words(OnClosed, default=OnClosed.SKIP)


class Closure(Amended, Base):
    """A day on which the court is closed. With `sits` it sits all the same: a holiday that the
    court took off its list stays here, so that a new seed does not bring it back.
    """

    __tablename__ = "closure"

    closed_on: Mapped[date] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    source: Mapped[ClosureSource] = words(ClosureSource, default=ClosureSource.COURT)
    sits: Mapped[bool] = mapped_column(default=False)


class WithdrawnEvent(Numbered, Base):
    """A hearing or session that another calendar was told of and that no longer takes place."""

    __tablename__ = "withdrawn_event"

    uid: Mapped[str] = mapped_column(String(36), index=True)
    sequence: Mapped[int]
    of_session: Mapped[bool]
    held_on: Mapped[date] = mapped_column(index=True)
    starts_at: Mapped[str] = mapped_column(String(5))
    minutes: Mapped[int]
    courtroom: Mapped[str] = mapped_column(String(60), default="")
    withdrawn_at: Mapped[datetime]
