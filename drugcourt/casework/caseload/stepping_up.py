"""The four measures of Stepping Up: people with serious mental illness, booked, held, connected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, distinct, func, or_, select
from sqlalchemy.orm import Session, aliased

from drugcourt.casework.caseload.days import DaysAfter, DaysBetween
from drugcourt.casework.caseload.stays import booked, ended, released
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.treatment import KEPT, TREATMENT_KINDS
from drugcourt.exchange.policy import normal
from drugcourt.exchange.referral_policy import referral_policy
from drugcourt.records.episodes import Episode, StatusSpan
from drugcourt.records.referrals import ClinicalScreen
from drugcourt.records.safety import HandOff
from drugcourt.records.treatment import AttendanceLine, TreatmentEpisode

CONNECTED_DAYS = (7, 14)
YEAR = 365


@dataclass(frozen=True, slots=True)
class SteppingUp:
    """The four figures of people flagged; `flagged` 0: nobody is, and there is nothing to say.

    `connected` and `rebooked` are of how many releases; `rebooked` is about the same days a year
    earlier, whose year is over. `jail_days` are those of the stays that ended in the period.
    """

    instruments: tuple[str, ...]
    findings: tuple[str, ...]
    flagged: int
    bookings: int
    booked_people: int
    all_bookings: int
    stays: int
    jail_days: int
    released: int
    connected: tuple[tuple[int, int], ...]  # within days, how many
    early: int
    earlier: tuple[date, date]
    earlier_released: int
    rebooked: int

    @property
    def days_a_stay(self) -> float | None:
        """Average length of stay, None where no stay ended."""
        return self.jail_days / self.stays if self.stays else None


def stepping_up(db: Session, *, first: date, last: date, today: date, days: int) -> SteppingUp:
    """The four measures over a period; `days` have to be over before a release is counted."""
    policy = referral_policy()
    flagged = _flagged(db)
    whose = StatusSpan.episode_id.in_(flagged)
    bookings = db.execute(
        _spans(
            func.count(),
            _number(whose),
            func.count(distinct(case((whose, Episode.person_id)))),
        ).where(booked(first, last))
    ).one()
    stays = db.execute(
        _spans(
            func.count(),
            func.sum(DaysBetween(StatusSpan.ended_on, StatusSpan.started_on)),
        ).where(ended(first, last), whose)
    ).one()
    over = StatusSpan.ended_on < today - timedelta(days=days)
    linked = db.execute(
        _spans(
            func.count(),
            _number(over),
            *(_number(over, _connected(within)) for within in CONNECTED_DAYS),
        ).where(released(first, last), whose)
    ).one()
    year = timedelta(days=YEAR)
    earlier = (first - year, last - year)
    again = db.execute(
        _spans(func.count(), _number(_booked_again())).where(released(*earlier), whose)
    ).one()
    return SteppingUp(
        instruments=policy.mental_screens,
        findings=tuple(one.label.lower() for one in _findings()),
        flagged=int(db.scalar(select(func.count()).select_from(flagged.subquery())) or 0),
        bookings=int(bookings[1] or 0),
        booked_people=int(bookings[2]),
        all_bookings=int(bookings[0]),
        stays=int(stays[0]),
        jail_days=int(stays[1] or 0),
        released=int(linked[1] or 0),
        connected=tuple(
            (within, int(n or 0)) for within, n in zip(CONNECTED_DAYS, linked[2:], strict=True)
        ),
        early=int(linked[0]) - int(linked[1] or 0),
        earlier=earlier,
        earlier_released=int(again[0]),
        rebooked=int(again[1] or 0),
    )


def _flagged(db: Session) -> Select[Any]:
    """The episodes that a screen for serious mental illness flags, whenever it was made."""
    wanted = {normal(name) for name in referral_policy().mental_screens}
    written = db.scalars(select(ClinicalScreen.instrument).distinct())
    names = [name for name in written if normal(name) in wanted]
    return (
        select(ClinicalScreen.episode_id)
        .where(ClinicalScreen.instrument.in_(names), ClinicalScreen.severity.in_(_findings()))
        .distinct()
    )


def _findings() -> tuple[Any, ...]:
    return tuple(sorted(referral_policy().mental_findings, key=lambda one: one.label))


def _spans(*columns: Any) -> Select[Any]:
    return (
        select(*columns).select_from(StatusSpan).join(Episode, Episode.id == StatusSpan.episode_id)
    )


def _connected(days: int) -> ColumnElement[bool]:
    """Whether treatment was reached so soon: a session kept, care begun, or a first service."""

    def reached(record: Any, day: Any, *wanted: Any) -> ColumnElement[bool]:
        return (
            select(record.id)
            .where(
                record.episode_id == StatusSpan.episode_id,
                day >= StatusSpan.ended_on,
                day <= DaysAfter(StatusSpan.ended_on, days),
                *wanted,
            )
            .correlate(StatusSpan)
            .exists()
        )

    return or_(
        reached(
            AttendanceLine,
            AttendanceLine.held_on,
            AttendanceLine.attendance.in_(KEPT),
            AttendanceLine.kind.in_(TREATMENT_KINDS),
        ),
        reached(TreatmentEpisode, TreatmentEpisode.started_on),
        reached(HandOff, HandOff.served_on),
    )


def _booked_again() -> ColumnElement[bool]:
    """Whether the person was booked again within a year, in whichever episode of this court."""
    later, theirs = aliased(StatusSpan), aliased(Episode)
    return (
        select(later.id)
        .join(theirs, theirs.id == later.episode_id)
        .where(
            theirs.person_id == Episode.person_id,
            later.id != StatusSpan.id,
            later.status == EpisodeStatus.IN_CUSTODY,
            later.started_on >= StatusSpan.ended_on,
            later.started_on <= DaysAfter(StatusSpan.ended_on, YEAR),
        )
        .correlate(StatusSpan, Episode)
        .exists()
    )


def _number(*wanted: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.sum(case((and_(*wanted), 1), else_=0))
