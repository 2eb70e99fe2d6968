"""Where a participant is treated, at which level of care, and which sessions were kept."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.domain.treatment import Attendance, LevelOfCare, SessionKind
from drugcourt.records.base import Amended, Base, episode_key, import_key, words


class TreatmentEpisode(Amended, Base):
    """A stay with one provider at one level of care; half-open."""

    __tablename__ = "treatment_episode"

    episode_id: Mapped[int] = episode_key()
    provider: Mapped[str] = mapped_column(String(200))
    level: Mapped[LevelOfCare] = words(LevelOfCare)
    started_on: Mapped[date]
    ended_on: Mapped[date | None]
    discharge_reason: Mapped[str] = mapped_column(String(200), default="")
    import_id: Mapped[int | None] = import_key()


class AttendanceLine(Amended, Base):
    """One session that was due, and whether it was kept."""

    __tablename__ = "attendance_line"
    __table_args__ = (Index("ix_attendance_episode_day", "episode_id", "held_on"),)

    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"))
    held_on: Mapped[date]
    kind: Mapped[SessionKind] = words(SessionKind)
    attendance: Mapped[Attendance] = words(Attendance)
    reason: Mapped[str] = mapped_column(String(200), default="")
    minutes: Mapped[int | None]
    provider: Mapped[str] = mapped_column(String(200), default="")
    title: Mapped[str] = mapped_column(String(120), default="")
    import_id: Mapped[int | None] = import_key()
