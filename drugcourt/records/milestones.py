"""What was done once and counts for good, what people decided, and what was waived, with names."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.domain.rule_terms import DecisionBy
from drugcourt.records.base import Amended, Base, episode_key, import_key, words


class Milestone(Amended, Base):
    """A handbook milestone reached; `key` names it in the program, `evidence` what was seen."""

    __tablename__ = "milestone"

    episode_id: Mapped[int] = episode_key()
    key: Mapped[str] = mapped_column(String(60))
    done_on: Mapped[date]
    evidence: Mapped[str] = mapped_column(Text, default="")
    verified_by: Mapped[str] = mapped_column(String(100), default="")
    import_id: Mapped[int | None] = import_key()


class Decision(Amended, Base):
    """A person's decision on one requirement that no record can settle."""

    __tablename__ = "decision"

    episode_id: Mapped[int] = episode_key()
    requirement: Mapped[str] = mapped_column(String(120))
    by: Mapped[DecisionBy] = words(DecisionBy)
    name: Mapped[str] = mapped_column(String(100), default="")
    decided_on: Mapped[date]
    granted: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text, default="")


class Waiver(Amended, Base):
    """A requirement let off for one participant, by a named person, for a reason."""

    __tablename__ = "waiver"

    episode_id: Mapped[int] = episode_key()
    requirement: Mapped[str] = mapped_column(String(120))
    by: Mapped[str] = mapped_column(String(100))
    waived_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
