"""What the team's meetings keep: who was there, what was weighed and decided, the minutes."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from drugcourt.domain.hearings import PhaseMove
from drugcourt.domain.responses import GoalClass, Magnitude, ResponseFamily
from drugcourt.domain.staffings import Presence, TeamRole
from drugcourt.records.base import Amended, Base, episode_key, words


class Staffing(Amended, Base):
    """The meeting before one court session. `minutes` are empty until it is closed, then frozen;
    `addition` is what a person wrote under what the decisions say by themselves.
    """

    __tablename__ = "staffing"

    session_id: Mapped[int] = mapped_column(ForeignKey("court_session.id"), unique=True)
    held_on: Mapped[date]
    addition: Mapped[str] = mapped_column(Text, default="")
    minutes: Mapped[str] = mapped_column(Text, default="")
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str] = mapped_column(String(100), default="")


class TeamSeat(Amended, Base):
    """One seat at one meeting; without `presence` nobody has said yet whether it was taken."""

    __tablename__ = "team_seat"
    __table_args__ = (UniqueConstraint("staffing_id", "role", "name"),)

    staffing_id: Mapped[int] = mapped_column(ForeignKey("staffing.id"))
    role: Mapped[TeamRole] = words(TeamRole)
    name: Mapped[str] = mapped_column(String(100), default="")
    presence: Mapped[Presence | None] = words(Presence)


class StaffingItem(Amended, Base):
    """What the team decided about one participant. `contested` says that they dispute it.

    `behavior_key` and `rule` name it in the court's matrix, where it is there. `recommended` is
    what the court was told, in whole sentences; `said` the words entered besides.
    """

    __tablename__ = "staffing_item"
    __table_args__ = (UniqueConstraint("staffing_id", "episode_id"),)

    staffing_id: Mapped[int] = mapped_column(ForeignKey("staffing.id"))
    episode_id: Mapped[int] = episode_key()
    behavior: Mapped[str] = mapped_column(String(300), default="")
    behavior_key: Mapped[str] = mapped_column(String(60), default="")
    rule: Mapped[str] = mapped_column(String(300), default="")
    goal: Mapped[GoalClass | None] = words(GoalClass)
    account: Mapped[str] = mapped_column(Text, default="")
    contested: Mapped[bool] = mapped_column(default=False)
    move: Mapped[PhaseMove] = words(PhaseMove, default=PhaseMove.STAY)
    said: Mapped[str] = mapped_column(Text, default="")
    recommended: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[datetime]

    options: Mapped[list[StaffingOption]] = relationship(order_by="StaffingOption.id")
    dissents: Mapped[list[Dissent]] = relationship(order_by="Dissent.id")


class StaffingOption(Amended, Base):
    """One response the team weighed; `chosen` ones are what it recommends."""

    __tablename__ = "staffing_option"

    item_id: Mapped[int] = mapped_column(ForeignKey("staffing_item.id"), index=True)
    episode_id: Mapped[int] = episode_key()
    family: Mapped[ResponseFamily] = words(ResponseFamily)
    title: Mapped[str] = mapped_column(String(200))
    magnitude: Mapped[Magnitude] = words(Magnitude, default=Magnitude.LOW)
    jail_days: Mapped[int] = mapped_column(default=0)
    due_on: Mapped[date | None]
    chosen: Mapped[bool] = mapped_column(default=False)


class Dissent(Amended, Base):
    """Somebody at the table saw it otherwise: the seat, and in which words."""

    __tablename__ = "dissent"

    item_id: Mapped[int] = mapped_column(ForeignKey("staffing_item.id"), index=True)
    episode_id: Mapped[int] = episode_key()
    role: Mapped[TeamRole] = words(TeamRole)
    text: Mapped[str] = mapped_column(Text, default="")


class ReportRequest(Amended, Base):
    """A provider's report that was asked for before a meeting; `answered_on` when it came."""

    __tablename__ = "report_request"
    __table_args__ = (UniqueConstraint("staffing_id", "provider"),)

    staffing_id: Mapped[int] = mapped_column(ForeignKey("staffing.id"))
    provider: Mapped[str] = mapped_column(String(200))
    asked_on: Mapped[date]
    answered_on: Mapped[date | None]
