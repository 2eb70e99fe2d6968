"""Who looked at whose file, what touched the court as a whole, and which weeks were reviewed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.domain.oversight import Look, Noticed
from drugcourt.records.base import Amended, Base, Numbered, episode_key, words


class FileView(Numbered, Base):
    """Somebody looked at one participant's file; looks within one sitting are one.

    `outside` means that the file was not of their own caseload, `why` is what they said then.
    """

    __tablename__ = "file_view"
    beside_the_file = True

    episode_id: Mapped[int] = episode_key()
    login: Mapped[str] = mapped_column(String(60), index=True)
    who: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime] = mapped_column(index=True)
    how: Mapped[Look] = words(Look)
    outside: Mapped[bool] = mapped_column(default=False)
    why: Mapped[str] = mapped_column(Text, default="")


class CourtNotice(Numbered, Base):
    """Something that touched the court as a whole, such as a backup that was restored."""

    __tablename__ = "court_notice"

    at: Mapped[datetime]
    who: Mapped[str] = mapped_column(String(100))
    what: Mapped[Noticed] = words(Noticed)
    text: Mapped[str] = mapped_column(Text, default="")


class WeekReview(Amended, Base):
    """A week that somebody looked through and signed; `week_on` is its first day.

    `counts` are the figures as they were seen, by the key of each part.
    """

    __tablename__ = "week_review"

    week_on: Mapped[date] = mapped_column(unique=True)
    signed_at: Mapped[datetime]
    signed_by: Mapped[str] = mapped_column(String(100))
    note: Mapped[str] = mapped_column(Text, default="")
    counts: Mapped[dict[str, Any]]
