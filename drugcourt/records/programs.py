"""Which handbooks the court has kept, each version whole and dated, and who went over to which."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.records.base import Amended, Base, episode_key


class ProgramVersion(Amended, Base):
    """One version of a program file. The text is the truth; the other columns are for lists."""

    __tablename__ = "program_version"
    __table_args__ = (UniqueConstraint("key", "version"),)

    key: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(200))
    version: Mapped[str] = mapped_column(String(60))
    effective_on: Mapped[date]
    text: Mapped[str] = mapped_column(Text)


class VersionMove(Amended, Base):
    """One participant gone over to another version; before that day the earlier one was in force.

    `moved_on` is the first day under the new version.
    """

    __tablename__ = "version_move"

    episode_id: Mapped[int] = episode_key()
    moved_on: Mapped[date] = mapped_column(index=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("program_version.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("program_version.id"))
    reason: Mapped[str] = mapped_column(Text)
