"""Where a participant is treated and by whom, what was kept, planned, needed, and how it goes."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.domain.tone import YesNo
from drugcourt.domain.treatment import (
    Attendance,
    Education,
    Employment,
    GoalOutcome,
    Housing,
    LevelOfCare,
    MeetingKind,
    Moment,
    Proof,
    Service,
    ServiceOutcome,
    SessionKind,
)
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
    meeting: Mapped[MeetingKind | None] = words(MeetingKind)
    proof: Mapped[Proof | None] = words(Proof)
    import_id: Mapped[int | None] = import_key()


class Provider(Amended, Base):
    """A place the court sends people to, or a person; of nobody's file.

    `levels` are keys of levels of care, `report_day` counts from Monday as 0, `closed_on` is the
    first day on which nobody is sent there any more.
    """

    __tablename__ = "provider"

    name: Mapped[str] = mapped_column(String(200), unique=True)
    levels: Mapped[list[Any]] = mapped_column(default=list)
    medications: Mapped[str] = mapped_column(String(300), default="")
    medicaid: Mapped[YesNo] = words(YesNo, default=YesNo.UNKNOWN)
    waiting_days: Mapped[int | None]
    waiting_on: Mapped[date | None]
    report_day: Mapped[int | None]
    contact: Mapped[str] = mapped_column(String(100), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    email: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    closed_on: Mapped[date | None]
    import_id: Mapped[int | None] = import_key()


class PlanGoal(Amended, Base):
    """A goal of somebody's treatment plan, in the person's own words."""

    __tablename__ = "plan_goal"

    episode_id: Mapped[int] = episode_key()
    text: Mapped[str] = mapped_column(String(500))
    started_on: Mapped[date]
    review_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    outcome: Mapped[GoalOutcome | None] = words(GoalOutcome)


class PlanObjective(Amended, Base):
    """A step towards a goal."""

    __tablename__ = "plan_objective"

    episode_id: Mapped[int] = episode_key()
    goal_id: Mapped[int] = mapped_column(ForeignKey("plan_goal.id"), index=True)
    text: Mapped[str] = mapped_column(String(500))
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]


class ServiceNeed(Amended, Base):
    """A complementary service somebody needs: needed, referred, accepted, started, ended."""

    __tablename__ = "service_need"

    episode_id: Mapped[int] = episode_key()
    service: Mapped[Service] = words(Service)
    needed_on: Mapped[date]
    referred_on: Mapped[date | None]
    provider: Mapped[str] = mapped_column(String(200), default="")
    accepted_on: Mapped[date | None]
    started_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    outcome: Mapped[ServiceOutcome | None] = words(ServiceOutcome)
    text: Mapped[str] = mapped_column(String(300), default="")


class CapitalMeasure(Amended, Base):
    """Recovery capital by BARC-10 on a day: ten answers from 1 to 6, and their sum."""

    __tablename__ = "capital_measure"

    episode_id: Mapped[int] = episode_key()
    measured_on: Mapped[date]
    answers: Mapped[list[Any]] = mapped_column(default=list)
    total: Mapped[int]


class MissedDose(Amended, Base):
    """Doses of a prescribed medicine that were not taken, from a day on."""

    __tablename__ = "missed_dose"

    episode_id: Mapped[int] = episode_key()
    medication_id: Mapped[int] = mapped_column(ForeignKey("medication.id"), index=True)
    missed_on: Mapped[date]
    doses: Mapped[int] = mapped_column(default=1)
    text: Mapped[str] = mapped_column(String(200), default="")


class LifeSnapshot(Amended, Base):
    """How somebody lives on a day: at entry, in between, at exit."""

    __tablename__ = "life_snapshot"

    episode_id: Mapped[int] = episode_key()
    moment: Mapped[Moment] = words(Moment)
    taken_on: Mapped[date]
    housing: Mapped[Housing] = words(Housing, default=Housing.UNKNOWN)
    employment: Mapped[Employment] = words(Employment, default=Employment.UNKNOWN)
    education: Mapped[Education] = words(Education, default=Education.UNKNOWN)
    health_cover: Mapped[YesNo] = words(YesNo, default=YesNo.UNKNOWN)
    licence: Mapped[YesNo] = words(YesNo, default=YesNo.UNKNOWN)
    transport: Mapped[YesNo] = words(YesNo, default=YesNo.UNKNOWN)
    children: Mapped[int | None]
    text: Mapped[str] = mapped_column(String(300), default="")
