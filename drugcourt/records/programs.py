"""Which handbooks the court has kept: every version of a program file, whole and dated."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.records.base import Amended, Base


class ProgramVersion(Amended, Base):
    """One version of a program file. The text is the truth; the other columns are for lists."""

    __tablename__ = "program_version"
    __table_args__ = (UniqueConstraint("key", "version"),)

    key: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(200))
    version: Mapped[str] = mapped_column(String(60))
    effective_on: Mapped[date]
    text: Mapped[str] = mapped_column(Text)
