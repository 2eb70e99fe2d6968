"""What the papers of a meeting are made from: the agenda and one sheet a person, judged once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from drugcourt.casework.hearings.sittings import Sitting, docketed, sitting
from drugcourt.casework.progress import Sheet, sheets
from drugcourt.casework.staffings.agenda import AgendaLine, Judged, agenda_of
from drugcourt.casework.staffings.decisions import Decided, decisions_of
from drugcourt.casework.staffings.provider_reports import MissingReport, missing_reports
from drugcourt.casework.staffings.team import Seat, seats_of


@dataclass(frozen=True, slots=True)
class Packet:
    """One meeting: its people in the order of the agenda, each with the sheet for the papers."""

    at: Sitting
    lines: tuple[AgendaLine, ...]
    sheets: dict[int, Sheet]
    decided: dict[int, Decided]
    seats: tuple[Seat, ...]
    missing: tuple[MissingReport, ...]


def packet(db: Session, *, session_id: int, today: date) -> Packet:
    """The whole meeting before a session, in a handful of questions for any number of people."""
    at = sitting(db, session_id=session_id)
    ids = docketed(db, session_id=session_id)
    found = {sheet.episode_id: sheet for sheet in sheets(db, episode_ids=ids, today=today, at=at)}
    judged = {
        number: Judged(sheet.judgement, sheet.since, sheet.attention)
        for number, sheet in found.items()
        if sheet.judgement is not None
    }
    kept = {number: sheet.program for number, sheet in found.items()}
    return Packet(
        at=at,
        lines=tuple(agenda_of(db, session_id=session_id, programs=kept, judged=judged)),
        sheets=found,
        decided=decisions_of(db, session_id=session_id),
        seats=seats_of(db, session_id=session_id),
        missing=tuple(missing_reports(db, session_id=session_id, today=today)),
    )
