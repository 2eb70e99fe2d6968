"""Which phase a participant was in when, and how each stay ended."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.domain.episodes import StayOutcome
from drugcourt.records.base import Amended, Base, episode_key, import_key, words


class PhaseStay(Amended, Base):
    """A stay in one phase; half-open. `findings` are the findings as they stood when it ended."""

    __tablename__ = "phase_stay"

    episode_id: Mapped[int] = episode_key()
    phase: Mapped[str] = mapped_column(String(60))
    entered_on: Mapped[date]
    left_on: Mapped[date | None]
    outcome: Mapped[StayOutcome | None] = words(StayOutcome)
    decided_by: Mapped[str] = mapped_column(String(100), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    remedial_plan: Mapped[str] = mapped_column(Text, default="")
    findings: Mapped[list[Any]] = mapped_column(default=list)
    import_id: Mapped[int | None] = import_key()
