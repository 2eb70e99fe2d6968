"""When court sits, who is on the docket, and what each hearing decided."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from drugcourt.domain.hearings import HearingAttendance, HearingKind, PhaseMove, WarrantStep
from drugcourt.records.base import Amended, Base, episode_key, import_key, words


class CourtSession(Amended, Base):
    """One sitting of the court. `starts_at` is local wall time, `13:30`.

    `minutes` and `capacity` None are those of its docket. `planned_on` is the day that the
    recurrence named; `moved_from` the day the session was moved away from last. `uid` and
    `sequence` are what other calendars know it by, once it was published to them.
    """

    __tablename__ = "court_session"
    __table_args__ = (UniqueConstraint("held_on", "starts_at", "docket"),)

    held_on: Mapped[date] = mapped_column(index=True)
    starts_at: Mapped[str] = mapped_column(String(5), default="13:30")
    docket: Mapped[str] = mapped_column(String(100), default="Adult drug court")
    courtroom: Mapped[str] = mapped_column(String(60), default="")
    judge: Mapped[str] = mapped_column(String(100), default="")
    closed_at: Mapped[datetime | None]
    minutes: Mapped[int | None]
    capacity: Mapped[int | None]
    planned_on: Mapped[date | None]
    moved_from: Mapped[date | None]
    cancelled_at: Mapped[datetime | None]
    cancelled_why: Mapped[str] = mapped_column(String(300), default="", server_default="")
    uid: Mapped[str] = mapped_column(String(36), default="", server_default="")
    sequence: Mapped[int] = mapped_column(default=0, server_default="0")

    entries: Mapped[list[DocketEntry]] = relationship(
        back_populates="session", order_by="DocketEntry.position, DocketEntry.id"
    )


class DocketEntry(Amended, Base):
    """One participant's hearing in one session; without `attendance` it has not been held."""

    __tablename__ = "docket_entry"
    __table_args__ = (
        UniqueConstraint("session_id", "episode_id"),
        Index("ix_docket_entry_session_heard", "session_id", "position", "attendance"),
        Index(
            "ix_docket_entry_ahead",
            "episode_id",
            "session_id",
            sqlite_where=text("attendance IS NULL"),
            postgresql_where=text("attendance IS NULL"),
        ),
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("court_session.id"))
    episode_id: Mapped[int] = episode_key()
    position: Mapped[int] = mapped_column(default=0)
    kind: Mapped[HearingKind] = words(HearingKind, default=HearingKind.REVIEW)
    attendance: Mapped[HearingAttendance | None] = words(HearingAttendance)
    move: Mapped[PhaseMove] = words(PhaseMove, default=PhaseMove.STAY)
    recommendation: Mapped[str] = mapped_column(Text, default="")
    orders: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    account: Mapped[str] = mapped_column(Text, default="")
    warrant: Mapped[WarrantStep] = words(WarrantStep, default=WarrantStep.NONE)
    seconds: Mapped[int | None]
    heard_at: Mapped[datetime | None]
    next_on: Mapped[date | None]
    added_on: Mapped[date | None]
    uid: Mapped[str] = mapped_column(String(36), default="", server_default="")
    sequence: Mapped[int] = mapped_column(default=0, server_default="0")
    import_id: Mapped[int | None] = import_key()

    session: Mapped[CourtSession] = relationship(back_populates="entries")
