"""When the invented court sits: its docket and rule, its closures, and what they push aside."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.calendar.closures import closed_days, open_day, seed_closures
from drugcourt.casework.calendar.dockets import add_recurrence, amend_docket, own_docket
from drugcourt.casework.calendar.session_moves import move_session
from drugcourt.casework.states import set_court_zone
from drugcourt.domain.calendar import OnClosed
from drugcourt.domain.recurrences import Recurrence
from drugcourt.records.calendar import Closure
from drugcourt.records.hearings import CourtSession
from drugcourt.rules.court_days import placed
from drugcourt.workspace import Context

ZONE = "America/New_York"
CAPACITY = 28


def keep_calendar(db: Session, context: Context) -> None:
    """Give the court its calendar from today on; sessions on closed days go to the next open one.

    Today is a court day, also where it is a holiday.
    """
    today = context.today
    set_court_zone(db, context, name=ZONE)
    docket = own_docket(db, context)
    amend_docket(db, context, docket_id=docket, changes={"minutes": 150, "capacity": CAPACITY})
    add_recurrence(
        db,
        context,
        docket_id=docket,
        text=str(Recurrence(today.weekday())),
        first_on=today,
        on_closed=OnClosed.AFTER,
    )
    seed_closures(db, context, first_year=today.year, last_year=today.year + 1)
    db.flush()
    closed = db.scalar(select(Closure.id).where(Closure.closed_on == today))
    if closed is not None:
        open_day(db, context, closure_id=closed, reason="The court sits on this day.")
        db.flush()
    _move_off_closed_days(db, context)


def _move_off_closed_days(db: Session, context: Context) -> None:
    asked = select(CourtSession).where(CourtSession.held_on > context.today)
    numbers = {session.held_on: session.id for session in db.scalars(asked)}
    if not numbers:
        return
    closures = closed_days(db, first=min(numbers), last=max(numbers) + timedelta(weeks=2))
    for place in placed(sorted(numbers), closures, OnClosed.AFTER):
        if place.closed and place.held_on is not None:
            number = numbers[place.planned_on]
            move_session(db, context, session_id=number, held_on=place.held_on, reason=place.closed)
