"""When the invented court sits: its docket and rule, its closures, and what they push aside."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.closures import closed_days, open_day, seed_closures
from drugcourt.casework.dockets import add_recurrence, amend_docket, own_docket
from drugcourt.casework.session_moves import move_session
from drugcourt.casework.states import set_court_zone
from drugcourt.domain.recurrences import Recurrence
from drugcourt.domain.terms import OnClosed
from drugcourt.records.calendar import Closure
from drugcourt.records.hearings import CourtSession
from drugcourt.workspace import Context

ZONE = "America/New_York"
CAPACITY = 28
_WORKING = 5


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
    for session in db.scalars(asked.order_by(CourtSession.held_on)).all():
        first = session.held_on
        closures = closed_days(db, first=first, last=first + timedelta(weeks=2))
        if first not in closures:
            continue
        day = first
        while day in closures or day.weekday() >= _WORKING:
            day += timedelta(days=1)
        move_session(db, context, session_id=session.id, held_on=day, reason=f"{closures[first]}")
