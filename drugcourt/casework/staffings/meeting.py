"""One meeting as the screen shows it around the people: seats, missing reports, closed or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.docket.docket import SessionHead, session_head
from drugcourt.casework.staffings.provider_reports import MissingReport, missing_reports
from drugcourt.casework.staffings.team import Seat, seats_of
from drugcourt.records.staffings import Staffing


@dataclass(frozen=True, slots=True)
class Meeting:
    """One session's meeting; a closed one can't be changed any more."""

    head: SessionHead
    seats: tuple[Seat, ...]
    missing: tuple[MissingReport, ...]
    closed: bool


def meeting(db: Session, *, session_id: int, today: date) -> Meeting:
    """The meeting before a session; Refusal when the session is not recorded."""
    head = session_head(db, session_id=session_id)
    closed = db.scalar(select(Staffing.closed_at).where(Staffing.session_id == session_id))
    return Meeting(
        head,
        seats_of(db, session_id=session_id),
        tuple(missing_reports(db, session_id=session_id, today=today)),
        closed is not None,
    )
