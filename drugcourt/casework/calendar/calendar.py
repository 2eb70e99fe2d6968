"""Which sessions stand in a stretch of days, how full each is, and how much of it is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.casework.calendar.dockets import DocketRow, docket_named, dockets
from drugcourt.domain.dates import counted
from drugcourt.domain.tone import Tone
from drugcourt.records.hearings import CourtSession, DocketEntry


@dataclass(frozen=True, slots=True)
class CalendarSession:
    """One session. `minutes_booked` is what its hearings take, `minutes` what there is."""

    id: int
    held_on: date
    starts_at: str
    docket: str
    courtroom: str
    judge: str
    people: int
    heard: int
    capacity: int | None
    minutes: int
    minutes_booked: int
    closed: bool
    cancelled: bool
    cancelled_why: str
    moved_from: date | None

    @property
    def full(self) -> bool:
        """Whether nobody more fits, by the people or by the minutes."""
        return is_full(self.people, self.capacity, self.minutes, self.minutes_booked)

    @property
    def over(self) -> bool:
        """Whether more is booked than fits."""
        too_many = self.capacity is not None and self.people > self.capacity
        return too_many or self.minutes_booked > self.minutes

    @property
    def load(self) -> str:
        """`18 of 24 people, 90 of 120 min`, or what else there is to say."""
        if self.cancelled:
            return "Cancelled"
        people = counted(self.people, "person", "people")
        if self.capacity is not None:
            people = f"{self.people} of {self.capacity} people"
        return f"{people}, {self.minutes_booked} of {self.minutes} min"

    @property
    def tone(self) -> Tone:
        """How urgent its load looks."""
        if self.cancelled or self.closed:
            return Tone.PLAIN
        if self.over:
            return Tone.ALARM
        return Tone.WATCH if self.full else Tone.GOOD


def calendar_sessions(
    db: Session, *, first: date, last: date, docket: str = ""
) -> list[CalendarSession]:
    """The sessions from `first` to `last`, both included, cancelled ones too."""
    asked = (
        select(
            CourtSession,
            func.count(DocketEntry.id),
            func.count(DocketEntry.attendance),
        )
        .outerjoin(DocketEntry, DocketEntry.session_id == CourtSession.id)
        .where(CourtSession.held_on.between(first, last))
        .group_by(CourtSession.id)
        .order_by(CourtSession.held_on, CourtSession.starts_at, CourtSession.id)
    )
    if docket:
        asked = asked.where(CourtSession.docket == docket)
    kept = {one.title: one for one in dockets(db)}
    found = []
    for session, people, heard in db.execute(asked):
        if session.docket not in kept:
            kept[session.docket] = docket_named(db, session.docket)
        found.append(_row(session, people, heard, kept[session.docket]))
    return found


def calendar_session(db: Session, *, session_id: int) -> CalendarSession | None:
    """One session by its number."""
    day = db.scalar(select(CourtSession.held_on).where(CourtSession.id == session_id))
    if day is None:
        return None
    rows = calendar_sessions(db, first=day, last=day)
    return next(row for row in rows if row.id == session_id)


def is_full(people: int, capacity: int | None, minutes: int, minutes_booked: int) -> bool:
    """Whether nobody more fits: the places are taken, or the next hearing would overrun."""
    if capacity is not None and people >= capacity:
        return True
    return minutes_booked >= minutes


def _row(session: CourtSession, people: int, heard: int, about: DocketRow) -> CalendarSession:
    return CalendarSession(
        id=session.id,
        held_on=session.held_on,
        starts_at=session.starts_at,
        docket=session.docket,
        courtroom=session.courtroom,
        judge=session.judge,
        people=people,
        heard=heard,
        capacity=session.capacity or about.capacity,
        minutes=session.minutes or about.minutes,
        minutes_booked=people * about.minutes_each,
        closed=session.closed_at is not None,
        cancelled=session.cancelled_at is not None,
        cancelled_why=session.cancelled_why,
        moved_from=session.moved_from,
    )
