"""How a note is described; it is fixed once saved."""

from __future__ import annotations

from drugcourt.domain.notes import NoteKind
from drugcourt.domain.tone import Tone
from drugcourt.fields.field import Field, Kind

NOTE_TONES = {
    NoteKind.GENERAL: Tone.PLAIN,
    NoteKind.COURT: Tone.INFO,
    NoteKind.STAFFING: Tone.INFO,
    NoteKind.TREATMENT: Tone.PLAIN,
    NoteKind.CONTACT: Tone.PLAIN,
}

KIND = Field("kind", "Kind", Kind.CHOICE, choices=NoteKind, required=True, tones=NOTE_TONES)
ABOUT = Field("about", "About the day", Kind.DATE, required=True)
TEXT = Field(
    "text",
    "Note",
    Kind.LONG_TEXT,
    required=True,
    max_length=1_000_000,
    help="Once saved it stays as it is; a later word is an addendum.",
)
NOTE = (TEXT, KIND, ABOUT)
ADDENDUM = (Field("text", "Addendum", Kind.LONG_TEXT, required=True, max_length=1_000_000),)
