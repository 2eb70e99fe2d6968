"""How a hearing that an import takes off its docket is remembered, and put back by the undoing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.calendar.published import withdraw_entry
from drugcourt.casework.hearings.taking_back import made_again
from drugcourt.records.courts import ImportChange
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.workspace import Context

TAKEN_OFF = "docket_entry taken off"  # the kind of change that undoing puts back in its own way


def take_off(db: Session, context: Context, batch_id: int, entry: DocketEntry) -> None:
    """Take a hearing off, whoever set it, and remember it whole."""
    columns = (column.key for column in DocketEntry.__table__.c)
    db.add(
        ImportChange(
            batch_id=batch_id,
            kind=TAKEN_OFF,
            record_id=entry.id,
            before={key: _plain(getattr(entry, key)) for key in columns},
            after={},
        )
    )
    withdraw_entry(db, context, entry)


def put_back(db: Session, change: ImportChange) -> None:
    """Put it on its docket again, unless that session is over, or they are on it by another way."""
    kept = change.before
    session = db.get(CourtSession, kept["session_id"])
    if session is None or session.closed_at is not None or session.cancelled_at is not None:
        return
    there = select(DocketEntry.id).where(
        DocketEntry.session_id == session.id, DocketEntry.episode_id == kept["episode_id"]
    )
    if db.scalar(there) is None:
        entry = made_again(DocketEntry, kept)
        entry.id = None  # its number may be another hearing's by now
        db.add(entry)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
