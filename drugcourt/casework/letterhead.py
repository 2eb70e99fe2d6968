"""What every paper and export says of its origin: the court, and the state of the file."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.courts import CourtFacts, court_facts
from drugcourt.records.history import HistoryEntry


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The court, and the code of the history's last link, `8F3A-19C2`, that proves the state."""

    court: CourtFacts
    state: str


def letterhead(db: Session) -> Letterhead:
    """The court of this file and the code of its state; the same records give the same code."""
    last = select(HistoryEntry.mac).order_by(HistoryEntry.id.desc()).limit(1)
    code = (db.scalar(last) or "").upper()
    return Letterhead(court_facts(db), f"{code[:4]}-{code[4:8]}" if code else "")
