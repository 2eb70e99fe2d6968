"""What every paper and export says of its origin: the court, and the state of the file."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from drugcourt.casework.courts import CourtFacts, court_facts
from drugcourt.casework.oversight.anchors import code_of
from drugcourt.records.history import end_of_history


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The court, and the code of the history's last entry: it proves the state the paper shows."""

    court: CourtFacts
    state: str


def letterhead(db: Session) -> Letterhead:
    """The court of this file and the code of its state; the same records give the same code."""
    return Letterhead(court_facts(db), code_of(*end_of_history(db)))
