"""Which acts were done on a docket, and which lines of the history each of them left."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.records.base import Base, Numbered


class CourtAct(Numbered, Base):
    """One act on a session that can be taken back until it is closed.

    The history itself says what the act changed: its lines from `first_line` to `last_line`. So
    this is an index of the history, and leaves none of its own.
    """

    __tablename__ = "court_act"
    tracked = False

    session_id: Mapped[int] = mapped_column(ForeignKey("court_session.id"), index=True)
    docket_entry_id: Mapped[int | None]  # no key: what it names may have been taken off again
    text: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    who: Mapped[str] = mapped_column(String(100))
    first_line: Mapped[int]
    last_line: Mapped[int]
    undone_at: Mapped[datetime | None]
