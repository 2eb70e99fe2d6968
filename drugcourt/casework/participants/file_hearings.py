"""Which hearings stand in one participant's file, held and coming."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.domain.hearings import HearingAttendance, HearingKind, PhaseMove, WarrantStep
from drugcourt.records.hearings import CourtSession, DocketEntry


@dataclass(frozen=True, slots=True)
class HearingRow:
    """One hearing; without `attendance` it has not been held."""

    id: int
    held_on: date
    starts_at: str
    judge: str
    kind: HearingKind
    attendance: HearingAttendance | None
    move: PhaseMove
    warrant: WarrantStep
    orders: str
    note: str
    next_on: date | None


def file_hearings(db: Session, *, episode_id: int) -> list[HearingRow]:
    """All hearings of one episode, the latest day first; a file has at most a few hundred."""
    found = db.execute(
        select(DocketEntry, CourtSession)
        .join(CourtSession, CourtSession.id == DocketEntry.session_id)
        .where(DocketEntry.episode_id == episode_id)
        .order_by(CourtSession.held_on.desc(), DocketEntry.id.desc())
    )
    return [
        HearingRow(
            entry.id,
            session.held_on,
            session.starts_at,
            session.judge,
            entry.kind,
            entry.attendance,
            entry.move,
            entry.warrant,
            entry.orders,
            entry.note,
            entry.next_on,
        )
        for entry, session in found
    ]
