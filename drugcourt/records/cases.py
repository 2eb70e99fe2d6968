"""Which court cases and charges an episode is about, and what became of each."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from drugcourt.domain.cases import CaseOutcome, ChargeLevel, LegalTrack
from drugcourt.records.base import Amended, Base, episode_key, import_key, words


class CourtCase(Amended, Base):
    """One criminal case. The outcome belongs to the case, not to the person or the program."""

    __tablename__ = "court_case"

    episode_id: Mapped[int] = episode_key()
    number: Mapped[str] = mapped_column(String(60), index=True)
    court: Mapped[str] = mapped_column(String(200), default="")
    track: Mapped[LegalTrack | None] = words(LegalTrack)
    plea: Mapped[str] = mapped_column(String(100), default="")
    plea_on: Mapped[date | None]
    defense_counsel: Mapped[str] = mapped_column(String(200), default="")
    prosecutor: Mapped[str] = mapped_column(String(200), default="")
    if_graduated: Mapped[CaseOutcome] = words(CaseOutcome, default=CaseOutcome.PENDING)
    if_terminated: Mapped[str] = mapped_column(Text, default="")
    outcome: Mapped[CaseOutcome] = words(CaseOutcome, default=CaseOutcome.PENDING)
    outcome_on: Mapped[date | None]
    import_id: Mapped[int | None] = import_key()

    charges: Mapped[list[Charge]] = relationship(
        back_populates="case", cascade="all, delete-orphan", order_by="Charge.id"
    )


class Charge(Amended, Base):
    """One count of a case."""

    __tablename__ = "charge"

    case_id: Mapped[int] = mapped_column(ForeignKey("court_case.id"), index=True)
    text: Mapped[str] = mapped_column(String(300))
    statute: Mapped[str] = mapped_column(String(100), default="")
    level: Mapped[ChargeLevel] = words(ChargeLevel, default=ChargeLevel.UNKNOWN)
    offense_on: Mapped[date | None]
    outcome: Mapped[CaseOutcome] = words(CaseOutcome, default=CaseOutcome.PENDING)
    import_id: Mapped[int | None] = import_key()

    case: Mapped[CourtCase] = relationship(back_populates="charges")
