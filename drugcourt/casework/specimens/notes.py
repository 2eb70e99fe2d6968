"""What was said of a test, line by line: notes, excuses, disputes, corrections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.domain.specimens import SpecimenNoteKind
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.specimens import Specimen, SpecimenNote
from drugcourt.workspace import Context


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One line of a test's history of notes."""

    id: int
    kind: SpecimenNoteKind
    written_at: datetime
    by: str
    text: str


def write_note(
    db: Session, context: Context, specimen: Specimen, kind: SpecimenNoteKind, text: str
) -> None:
    """Put a line into the test's history of notes; for the acts that change a test."""
    db.add(
        SpecimenNote(
            specimen=specimen, kind=kind, written_at=context.now, by=context.who, text=text.strip()
        )
    )


def add_note(db: Session, context: Context, *, specimen_id: int, text: str) -> None:
    """Note something about a test; lines are added, never changed."""
    specimen = db.get(Specimen, specimen_id)
    if specimen is None:
        raise Refusal("That test is not recorded.")
    if not text.strip():
        raise FieldRefusal("text", "Write the note first.")
    write_note(db, context, specimen, SpecimenNoteKind.NOTE, text)


def note_rows(db: Session, *, specimen_id: int) -> list[NoteRow]:
    """What was said of a test, the latest first."""
    asked = (
        select(
            SpecimenNote.id,
            SpecimenNote.kind,
            SpecimenNote.written_at,
            SpecimenNote.by,
            SpecimenNote.text,
        )
        .where(SpecimenNote.specimen_id == specimen_id)
        .order_by(SpecimenNote.written_at.desc(), SpecimenNote.id.desc())
    )
    return [NoteRow(*row) for row in db.execute(asked)]
