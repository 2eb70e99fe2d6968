"""What other calendars were told of: a change raises the sequence, a withdrawal is kept."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.exchange.calendar_policy import docket_policy
from drugcourt.records.calendar import WithdrawnEvent
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.warrants import Warrant
from drugcourt.workspace import Context


def raise_sequence(record: CourtSession | DocketEntry) -> None:
    """The day, hour or place changed; a calendar that knows the event takes the higher number."""
    if record.uid:
        record.sequence += 1


def withdraw_entry(db: Session, context: Context, entry: DocketEntry) -> None:
    """Take a hearing off its docket; if it was published, remember to withdraw it.

    A warrant that it was the return hearing of has none any more.
    """
    for warrant in db.scalars(select(Warrant).where(Warrant.return_entry_id == entry.id)):
        warrant.return_entry_id = None
    if entry.uid:
        _withdraw(db, context, entry.session, entry.uid, entry.sequence + 1, of_session=False)
    db.delete(entry)


def withdraw_imported(db: Session, context: Context, *, batch_id: int) -> int:
    """Take the published hearings that an import brought off their dockets; returns how many."""
    brought = select(DocketEntry).where(DocketEntry.import_id == batch_id, DocketEntry.uid != "")
    entries = db.scalars(brought).all()
    for entry in entries:
        withdraw_entry(db, context, entry)
    db.flush()
    return len(entries)


def withdraw_session(db: Session, context: Context, session: CourtSession) -> None:
    """The session does not take place; if it was published, remember to withdraw it."""
    if session.uid:
        session.sequence += 1
        _withdraw(db, context, session, session.uid, session.sequence, of_session=True)


def _withdraw(
    db: Session,
    context: Context,
    session: CourtSession,
    uid: str,
    sequence: int,
    *,
    of_session: bool,
) -> None:
    db.add(
        WithdrawnEvent(
            uid=uid,
            sequence=sequence,
            of_session=of_session,
            held_on=session.held_on,
            starts_at=session.starts_at,
            minutes=session.minutes or docket_policy().minutes,
            courtroom=session.courtroom,
            withdrawn_at=context.now,
        )
    )
