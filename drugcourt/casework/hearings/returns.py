"""How somebody comes back before the court after a warrant: the return hearing."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.calendar.closures import refuse_closed
from drugcourt.casework.calendar.dockets import default_title
from drugcourt.casework.hearings.hearings import put_on_docket, schedule_session
from drugcourt.casework.hearings.warrants import serve_warrant
from drugcourt.domain.hearings import HearingKind
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.warrants import Warrant
from drugcourt.workspace import Context


def set_return_hearing(db: Session, context: Context, *, warrant_id: int, return_on: date) -> int:
    """Put the participant on the docket of a day as a warrant return; returns the entry."""
    warrant = db.get(Warrant, warrant_id)
    if warrant is None:
        raise Refusal("That warrant is not recorded.")
    if return_on < (warrant.served_on or warrant.requested_on):
        raise FieldRefusal("return_on", "The return hearing can't come before the service.")
    refuse_closed(db, "return_on", return_on)
    docket = _docket(db, warrant)
    session_id = schedule_session(db, context, held_on=return_on, docket=docket)
    entry_id = put_on_docket(
        db,
        context,
        session_id=session_id,
        episode_id=warrant.episode_id,
        kind=HearingKind.WARRANT_RETURN,
    )
    entry = db.get_one(DocketEntry, entry_id)
    if entry.attendance is None and entry.kind is not HearingKind.WARRANT_RETURN:
        entry.kind = HearingKind.WARRANT_RETURN
    warrant.return_entry_id = entry_id
    return entry_id


def serve_and_return(
    db: Session,
    context: Context,
    *,
    warrant_id: int,
    served_on: date,
    served_by: str = "",
    booked: bool = True,
    return_on: date | None = None,
) -> None:
    """Record the service, and set the return hearing in the same act where its day is known."""
    serve_warrant(
        db,
        context,
        warrant_id=warrant_id,
        served_on=served_on,
        served_by=served_by,
        booked=booked,
    )
    if return_on is not None:
        db.flush()
        set_return_hearing(db, context, warrant_id=warrant_id, return_on=return_on)


def _docket(db: Session, warrant: Warrant) -> str:
    """The docket on which the hearing was missed; else the court's own."""
    if warrant.docket_entry_id is None:
        return default_title(db)
    asked = (
        select(CourtSession.docket)
        .join(DocketEntry, DocketEntry.session_id == CourtSession.id)
        .where(DocketEntry.id == warrant.docket_entry_id)
    )
    return db.scalars(asked).one()
