"""How many hours of treatment somebody has had, against what the court aims at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.domain.treatment import KEPT
from drugcourt.exchange.treatment_policy import treatment_policy
from drugcourt.records.treatment import AttendanceLine

WEEKS = 4  # over which the present pace is told


@dataclass(frozen=True, slots=True)
class Dosage:
    """Minutes kept so far and in the last four weeks; `unknown` sessions say no length."""

    minutes: int
    lately: int
    unknown: int
    target: int

    @property
    def hours(self) -> float:
        return self.minutes / 60

    @property
    def a_week(self) -> float:
        """Hours a week over the last four weeks."""
        return self.lately / 60 / WEEKS

    @property
    def share(self) -> float:
        """Part of the target, up to all of it."""
        return min(1.0, self.hours / self.target)


def dosage(db: Session, *, episode_id: int, today: date) -> Dosage:
    """Hours of treatment kept by this day, of the kinds that the court's policy counts."""
    policy = treatment_policy()
    lately = AttendanceLine.held_on > today - timedelta(weeks=WEEKS)
    asked = select(
        func.sum(AttendanceLine.minutes),
        func.sum(AttendanceLine.minutes).filter(lately),
        func.count().filter(AttendanceLine.minutes.is_(None)),
    ).where(
        AttendanceLine.episode_id == episode_id,
        AttendanceLine.attendance.in_(KEPT),
        AttendanceLine.kind.in_(policy.kinds),
        AttendanceLine.held_on <= today,
    )
    minutes, recent, unknown = db.execute(asked).one()
    return Dosage(minutes or 0, recent or 0, unknown, policy.hours)
