"""What the minutes of a session say: live until it is closed, then frozen as they stood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.hearings.decided import Decided, decided, sentences
from drugcourt.casework.hearings.sittings import known_session
from drugcourt.records.hearings import CourtSession
from drugcourt.records.minutes import MinuteLine
from drugcourt.workspace import Context


@dataclass(frozen=True, slots=True)
class MinutesLine:
    """One hearing: who, and what happened, a sentence a line."""

    entry_id: int
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class CourtMinutes:
    """The court's part of a session's minutes. `closed_at` None means that they may still change.

    `frozen` says that the text is the one kept at closing; a session closed before minutes were
    kept is told from its records.
    """

    session_id: int
    held_on: date
    starts_at: str
    docket: str
    courtroom: str
    judge: str
    closed_at: datetime | None
    frozen: bool
    anybody_heard: bool
    lines: tuple[MinutesLine, ...]


def court_minutes(db: Session, *, session_id: int) -> CourtMinutes:
    """The minutes of a session; Refusal when it is not recorded."""
    session = known_session(db, session_id)
    kept = _kept(db, session_id)
    told = [] if kept else decided(db, session_id=session_id)
    lines = kept or tuple(_line(one) for one in told)
    return CourtMinutes(
        session_id=session.id,
        held_on=session.held_on,
        starts_at=session.starts_at,
        docket=session.docket,
        courtroom=session.courtroom,
        judge=session.judge,
        closed_at=session.closed_at,
        frozen=bool(kept),
        anybody_heard=bool(kept) or any(one.heard for one in told),
        lines=lines,
    )


def freeze_minutes(db: Session, context: Context, session: CourtSession) -> int:
    """Keep the minutes as they stand now; called in closing. Returns how many lines."""
    found = decided(db, session_id=session.id)
    for one in found:
        line = _line(one)
        db.add(
            MinuteLine(
                session_id=session.id,
                docket_entry_id=one.entry_id,
                position=one.number,
                heading=line.heading,
                text=line.text,
                written_by=context.who,
            )
        )
    return len(found)


def _kept(db: Session, session_id: int) -> tuple[MinutesLine, ...]:
    asked = (
        select(MinuteLine.docket_entry_id, MinuteLine.heading, MinuteLine.text)
        .where(MinuteLine.session_id == session_id)
        .order_by(MinuteLine.position, MinuteLine.id)
    )
    return tuple(MinutesLine(*row) for row in db.execute(asked))


def _line(one: Decided) -> MinutesLine:
    cases = f" ({', '.join(one.cases)})" if one.cases else ""
    return MinutesLine(one.entry_id, f"{one.name}{cases}"[:300], "\n".join(sentences(one)))
