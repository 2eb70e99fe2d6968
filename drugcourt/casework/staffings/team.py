"""Who sits at the table of a meeting, and how often each seat was taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.domain.accounts import Role
from drugcourt.domain.staffings import Presence, TeamRole
from drugcourt.exchange.staffing_policy import staffing_policy
from drugcourt.records.accounts import Staff
from drugcourt.records.courts import Court
from drugcourt.records.hearings import CourtSession
from drugcourt.records.staffings import Staffing, TeamSeat


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat of one meeting; without `presence` nobody has said yet whether it was taken."""

    role: TeamRole
    name: str
    presence: Presence | None

    @property
    def words(self) -> str:
        """`Hon. M. Whitfield (judge)`, or the role alone."""
        role = self.role.label
        return f"{self.name} ({role.lower()})" if self.name else role.lower()


@dataclass(frozen=True, slots=True)
class SeatRate:
    """How often a role was there, of the meetings in which it had a seat."""

    role: TeamRole
    meetings: int
    attended: int


def seats_of(db: Session, *, session_id: int) -> tuple[Seat, ...]:
    """The seats in the order of the roles; before the first act those it would be given."""
    asked = (
        select(TeamSeat.role, TeamSeat.name, TeamSeat.presence)
        .join(Staffing, Staffing.id == TeamSeat.staffing_id)
        .where(Staffing.session_id == session_id)
        .order_by(TeamSeat.id)
    )
    found = [Seat(*row) for row in db.execute(asked)]
    order = list(TeamRole)
    return tuple(sorted(found or seats_ahead(db, session_id), key=lambda s: order.index(s.role)))


def seats_ahead(db: Session, session_id: int) -> list[Seat]:
    """The seats that a meeting begins with: those of the latest meeting.

    The first one has the seats that the policy names, with the judge of the session and the
    court's coordinator.
    """
    latest = db.scalar(
        select(Staffing.id)
        .join(TeamSeat, TeamSeat.staffing_id == Staffing.id)
        .order_by(Staffing.held_on.desc(), Staffing.id.desc())
        .limit(1)
    )
    if latest is not None:
        asked = select(TeamSeat.role, TeamSeat.name).where(TeamSeat.staffing_id == latest)
        return [Seat(role, name, None) for role, name in db.execute(asked.order_by(TeamSeat.id))]
    judge = db.scalar(select(CourtSession.judge).where(CourtSession.id == session_id))
    coordinator = select(Staff.name).where(Staff.role == Role.COORDINATOR)
    known = {
        TeamRole.JUDGE: judge or db.scalar(select(Court.judge).limit(1)) or "",
        TeamRole.COORDINATOR: db.scalar(coordinator.order_by(Staff.id).limit(1)) or "",
    }
    return [Seat(role, known.get(role, ""), None) for role in staffing_policy().seats]


def seat_rates(db: Session, *, since: date, until: date) -> list[SeatRate]:
    """How often each role was there in the closed meetings of a period, both days included.

    A role counts once a meeting, however many seats it had; by video or phone is there.
    """
    there = TeamSeat.presence.in_([Presence.PRESENT, Presence.REMOTE])
    asked = (
        select(
            TeamSeat.role,
            func.count(func.distinct(TeamSeat.staffing_id)),
            func.count(func.distinct(TeamSeat.staffing_id)).filter(there),
        )
        .join(Staffing, Staffing.id == TeamSeat.staffing_id)
        .where(
            Staffing.closed_at.is_not(None), Staffing.held_on >= since, Staffing.held_on <= until
        )
        .group_by(TeamSeat.role)
    )
    order = list(TeamRole)
    return sorted((SeatRate(*row) for row in db.execute(asked)), key=lambda r: order.index(r.role))
