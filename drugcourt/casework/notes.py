"""Acts on notes: write one, add to one; and the drafts that keep unsaved text through a crash."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, aliased

from drugcourt.casework.participants.participants import open_episode
from drugcourt.domain.notes import NoteKind
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.notes import Draft, Note
from drugcourt.workspace import Context

LONGEST_NOTE = 1_000_000


def write_note(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    text: str,
    kind: NoteKind = NoteKind.GENERAL,
    about: date | None = None,
    addendum_to: int | None = None,
) -> int:
    """Write a note; it is fixed once saved. `addendum_to` adds to an earlier note of the file."""
    open_episode(db, episode_id, also_closed=True)
    if not text.strip():
        raise FieldRefusal("text", "The note is empty.")
    if len(text) > LONGEST_NOTE:
        raise FieldRefusal("text", f"A note holds up to {LONGEST_NOTE:,} characters.")
    if addendum_to is not None:
        earlier = db.get(Note, addendum_to)
        if earlier is None or earlier.episode_id != episode_id:
            raise Refusal("The note to add to is not in this file.")
        addendum_to = earlier.addendum_to or earlier.id  # a word to an addendum is one more
    note = Note(
        episode_id=episode_id,
        kind=kind,
        about=about or context.today,
        text=text,
        author=context.who,
        written_at=context.now,
        addendum_to=addendum_to,
    )
    db.add(note)
    db.flush()
    return note.id


def keep_draft(db: Session, context: Context, *, key: str, values: dict[str, Any]) -> None:
    """Keep what is typed in a form, under the form's key, inside the encrypted file."""
    draft = db.get(Draft, key)
    text = json.dumps(values, ensure_ascii=False, default=str)
    if draft is None:
        db.add(Draft(key=key, text=text, saved_at=context.now))
    else:
        draft.text, draft.saved_at = text, context.now


def drop_draft(db: Session, context: Context, *, key: str) -> None:
    """Forget a draft: the form was saved, or the person threw it away."""
    draft = db.get(Draft, key)
    if draft is not None:
        db.delete(draft)


def draft(db: Session, *, key: str) -> dict[str, Any] | None:
    """What was typed and not saved, or None."""
    kept = db.scalar(select(Draft).where(Draft.key == key))
    return dict(json.loads(kept.text)) if kept is not None else None


def draft_keys(db: Session, *, begins: str) -> list[str]:
    """The keys of the drafts that begin so, in order."""
    asked = select(Draft.key).where(Draft.key.startswith(begins, autoescape=True))
    return list(db.scalars(asked.order_by(Draft.key)))


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One note with its addenda, oldest first."""

    id: int
    kind: NoteKind
    about: date
    text: str
    author: str
    written_at: datetime
    addenda: tuple[NoteRow, ...] = ()


def note_rows(
    db: Session, *, episode_id: int, text: str = "", offset: int = 0, limit: int = 100
) -> list[NoteRow]:
    """One window of the notes, newest first; `text` is looked for in notes and their addenda."""
    asked = (
        select(Note)
        .where(*_notes(episode_id, text))
        .order_by(Note.about.desc(), Note.id.desc())
        .offset(offset)
        .limit(limit)
    )
    found = list(db.scalars(asked))
    later: dict[int, list[NoteRow]] = defaultdict(list)
    added = select(Note).where(Note.addendum_to.in_([note.id for note in found]))
    for note in db.scalars(added.order_by(Note.id)):
        assert note.addendum_to is not None
        later[note.addendum_to].append(_row(note))
    return [_row(note, tuple(later.get(note.id, ()))) for note in found]


def note_count(db: Session, *, episode_id: int, text: str = "") -> int:
    """How many notes the file has, addenda not counted."""
    asked = select(func.count()).select_from(Note).where(*_notes(episode_id, text))
    return int(db.scalar(asked) or 0)


def _notes(episode_id: int, text: str) -> list[ColumnElement[bool]]:
    conditions = [Note.episode_id == episode_id, Note.addendum_to.is_(None)]
    if text.strip():
        added = aliased(Note)
        wanted = text.strip().lower()
        inside = select(added.id).where(
            added.addendum_to == Note.id,
            func.lower(added.text).contains(wanted, autoescape=True),
        )
        here = func.lower(Note.text).contains(wanted, autoescape=True)
        conditions.append(or_(here, inside.exists()))
    return conditions


def _row(note: Note, addenda: tuple[NoteRow, ...] = ()) -> NoteRow:
    return NoteRow(note.id, note.kind, note.about, note.text, note.author, note.written_at, addenda)
