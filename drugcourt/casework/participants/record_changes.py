"""The history of one record: each entry that made, changed or took back what it shows."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from drugcourt.casework.participants.changes import ChangeRow, told_change
from drugcourt.casework.programs.programs import program
from drugcourt.casework.timeline.tellings import Telling
from drugcourt.records.episodes import Episode
from drugcourt.records.history import HistoryEntry

MOST = 500
# What hangs on a record and is shown with it, and the column that ties it.
PARTS = {
    "specimen": ("specimen_id", ("specimen_result", "specimen_note", "superseded_result")),
    "court_case": ("case_id", ("charge", "case_disposition")),
    "device_spell": ("spell_id", ("device_alert",)),
}


def record_changes(db: Session, *, kind: str, number: int, today: date) -> list[ChangeRow]:
    """Every change of one record, the newest first, with what hangs on it.

    What came in with many others, by an import, has no entry of its own for its making.
    """
    asked = select(HistoryEntry).where(_of(kind, number)).order_by(HistoryEntry.id.desc())
    entries = list(db.scalars(asked.limit(MOST)))
    episode_id = next((one.episode_id for one in entries if one.episode_id is not None), None)
    program_id = db.scalar(select(Episode.program_id).where(Episode.id == episode_id))
    handbook = program(db, program_id) if program_id is not None else None
    told = Telling(handbook, ())
    return [told_change(entry, told, today) for entry in entries]


def _of(kind: str, number: int) -> ColumnElement[bool]:
    own = and_(HistoryEntry.kind == kind, HistoryEntry.record_id == number)
    if kind not in PARTS:
        return own
    column, parts = PARTS[kind]
    marks = [f'"{column}": {number}{end}' for end in ",}"]
    texts = (HistoryEntry.before, HistoryEntry.after)
    named = or_(*(text.contains(mark, autoescape=True) for text in texts for mark in marks))
    tied = (HistoryEntry.kind == part for part in parts)
    return or_(own, and_(or_(*tied), named))
