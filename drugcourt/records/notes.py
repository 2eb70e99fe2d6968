"""Typed notes: fixed once saved; a later word is an addendum, never an edit."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.domain.notes import NoteKind
from drugcourt.records.base import Base, Numbered, episode_key, words


class Note(Numbered, Base):
    """One note. `addendum_to` names the note it corrects or completes."""

    __tablename__ = "note"

    episode_id: Mapped[int] = episode_key()
    kind: Mapped[NoteKind] = words(NoteKind, default=NoteKind.GENERAL)
    about: Mapped[date]
    text: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(String(100))
    written_at: Mapped[datetime]
    addendum_to: Mapped[int | None] = mapped_column(ForeignKey("note.id"), index=True)


class Draft(Base):
    """Unsaved text of one form, kept while it is typed so that a crash loses nothing."""

    __tablename__ = "draft"
    tracked = False

    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime]
