"""What happens when a session is held on another day, or not at all, with everybody on it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.casework.calendar.closures import refuse_closed
from drugcourt.casework.calendar.published import raise_sequence, withdraw_entry, withdraw_session
from drugcourt.casework.hearings.sittings import known_session
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.workspace import Context


def move_session(
    db: Session,
    context: Context,
    *,
    session_id: int,
    held_on: date,
    reason: str,
    starts_at: str = "",
    courtroom: str | None = None,
) -> int:
    """Hold a session on another day, or at another hour, with everybody on it; returns how many.

    Refused once somebody was heard, onto a closed or past day, and where the docket sits already.
    The reason stays in the history; slips of the new day tell the participants.
    """
    session = _open_session(db, context, session_id, reason)
    if held_on < context.today:
        raise FieldRefusal("held_on", "A session can't be moved into the past.")
    refuse_closed(db, "held_on", held_on)
    hour = starts_at or session.starts_at
    room = session.courtroom if courtroom is None else courtroom
    if (held_on, hour, room) == (session.held_on, session.starts_at, session.courtroom):
        raise FieldRefusal("held_on", "The session is held then and there already.")
    other = select(CourtSession.id).where(
        CourtSession.id != session_id,
        CourtSession.docket == session.docket,
        CourtSession.held_on == held_on,
    )
    if db.scalar(other) is not None:
        raise FieldRefusal(
            "held_on",
            "This docket has a session on that day already. Cancel this one and move its people "
            "there, or choose another day.",
        )
    if held_on != session.held_on:
        session.moved_from = session.held_on
    session.held_on, session.starts_at, session.courtroom = held_on, hour, room
    raise_sequence(session)
    for entry in session.entries:
        raise_sequence(entry)
    return len(session.entries)


def cancel_session(
    db: Session,
    context: Context,
    *,
    session_id: int,
    reason: str,
    to_session_id: int | None = None,
) -> int:
    """Do not hold a session; its people go onto another one, or off the docket. Returns how many.

    Whoever is taken off without another date shows up among those whose hearing is overdue.
    """
    session = _open_session(db, context, session_id, reason)
    target = _target(db, session, to_session_id) if to_session_id is not None else None
    entries = list(session.entries)
    if target is None:
        for entry in entries:
            withdraw_entry(db, context, entry)
    else:
        _move_all(db, context, entries, target)
    session.cancelled_at = context.now
    session.cancelled_why = reason.strip()[:300]
    withdraw_session(db, context, session)
    return len(entries)


def reinstate_session(db: Session, context: Context, *, session_id: int) -> None:
    """Hold a cancelled session after all; whoever was on it is put on it again by hand."""
    session = known_session(db, session_id)
    if session.cancelled_at is None:
        raise Refusal("This session is not cancelled.")
    refuse_closed(db, "held_on", session.held_on)
    session.cancelled_at, session.cancelled_why = None, ""
    raise_sequence(session)


def _move_all(
    db: Session, context: Context, entries: list[DocketEntry], target: CourtSession
) -> None:
    """Put people at the end of another session's docket, each once."""
    there = set(
        db.scalars(select(DocketEntry.episode_id).where(DocketEntry.session_id == target.id))
    )
    asked = select(func.max(DocketEntry.position)).where(DocketEntry.session_id == target.id)
    place = db.scalar(asked) or 0
    for entry in entries:
        if entry.episode_id in there:
            withdraw_entry(db, context, entry)
            continue
        place += 1
        entry.session, entry.position = target, place
        raise_sequence(entry)


def _target(db: Session, session: CourtSession, to_session_id: int) -> CourtSession:
    target = known_session(db, to_session_id)
    if target.id == session.id:
        raise FieldRefusal("to_session_id", "Choose another session than this one.")
    if target.closed_at is not None or target.cancelled_at is not None:
        raise FieldRefusal("to_session_id", "That session takes nobody any more. Choose another.")
    return target


def _open_session(db: Session, context: Context, session_id: int, reason: str) -> CourtSession:
    session = known_session(db, session_id)
    if not reason.strip():
        raise FieldRefusal("reason", "Say why, so that the record can be understood later.")
    if session.closed_at is not None:
        raise Refusal("This session is closed; its minutes can't be changed.")
    if session.cancelled_at is not None:
        raise Refusal("This session is cancelled already.")
    if any(entry.attendance is not None for entry in session.entries):
        raise Refusal("Somebody was heard in this session already; it stays on its day.")
    db.info["logbook"].reason = reason.strip()
    return session
