"""What was said to have happened at a session, frozen when it was closed."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.records.base import Base, Numbered


class MinuteLine(Numbered, Base):
    """One hearing in the minutes of a closed session; the text never changes any more."""

    __tablename__ = "minute_line"

    session_id: Mapped[int] = mapped_column(ForeignKey("court_session.id"), index=True)
    docket_entry_id: Mapped[int] = mapped_column(ForeignKey("docket_entry.id"), unique=True)
    position: Mapped[int]
    heading: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    written_by: Mapped[str] = mapped_column(String(100))
