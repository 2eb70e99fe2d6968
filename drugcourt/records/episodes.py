"""One stay in the program, admission to exit: dated statuses, the start, work and school."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from drugcourt.domain.cases import ChargeLevel, LegalTrack
from drugcourt.domain.episodes import EpisodeStatus, ExitReason, RiskNeed
from drugcourt.domain.specimens import Substance
from drugcourt.domain.supervision import WorkKind
from drugcourt.records.base import Amended, Base, episode_key, import_key, words
from drugcourt.records.people import Person
from drugcourt.records.programs import ProgramVersion


class Episode(Amended, Base):
    """One stay in one program. `status` and `phase` repeat the open span and stay for lists."""

    __tablename__ = "episode"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    program_id: Mapped[int] = mapped_column(ForeignKey("program_version.id"), index=True)
    number: Mapped[int] = mapped_column(default=1)
    status: Mapped[EpisodeStatus] = words(EpisodeStatus, index=True)
    phase: Mapped[str] = mapped_column(String(60), default="", index=True)
    referred_on: Mapped[date | None]
    referral_source: Mapped[str] = mapped_column(String(120), default="")
    arrested_on: Mapped[date | None]
    admitted_on: Mapped[date | None]
    exited_on: Mapped[date | None]
    exit_reason: Mapped[ExitReason | None] = words(ExitReason)
    exit_note: Mapped[str] = mapped_column(Text, default="")
    track: Mapped[LegalTrack | None] = words(LegalTrack)
    charge_level: Mapped[ChargeLevel] = words(ChargeLevel, default=ChargeLevel.UNKNOWN)
    risk_need: Mapped[RiskNeed] = words(RiskNeed, default=RiskNeed.UNKNOWN)
    primary_substance: Mapped[Substance | None] = words(Substance)
    case_manager: Mapped[str] = mapped_column(String(100), default="")
    assigned: Mapped[list[Any]] = mapped_column(default=list)
    flags: Mapped[list[Any]] = mapped_column(default=list)
    baseline: Mapped[dict[str, Any]] = mapped_column(default=dict)
    import_id: Mapped[int | None] = import_key()

    person: Mapped[Person] = relationship()
    program: Mapped[ProgramVersion] = relationship()

    __table_args__ = (Index("ix_episode_status_phase", "status", "phase"),)


class StatusSpan(Amended, Base):
    """A dated stretch in one status; half-open, `ended_on` None while it lasts."""

    __tablename__ = "status_span"

    episode_id: Mapped[int] = episode_key()
    status: Mapped[EpisodeStatus] = words(EpisodeStatus)
    started_on: Mapped[date]
    ended_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(String(300), default="")
    import_id: Mapped[int | None] = import_key()


class WorkSpell(Amended, Base):
    """A job, schooling, or what stands in their place; half-open; hours a week.

    `taxed` (taxes are paid on it) and `approved` (by the court) are None where nobody said.
    """

    __tablename__ = "work_spell"

    episode_id: Mapped[int] = episode_key()
    kind: Mapped[WorkKind] = words(WorkKind)
    place: Mapped[str] = mapped_column(String(200), default="")
    started_on: Mapped[date]
    ended_on: Mapped[date | None]
    hours: Mapped[float | None]
    verified_on: Mapped[date | None]
    taxed: Mapped[bool | None]
    approved: Mapped[bool | None]
    import_id: Mapped[int | None] = import_key()


class Standing(Base):
    """Where an episode stands, derived from the records after every act, for lists to sort by.

    Days are kept as dates (sober since, ready from), so that a night passing changes nothing here.
    """

    __tablename__ = "standing"
    tracked = False
    derived = True

    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"), primary_key=True)
    computed_on: Mapped[date]
    sober_date: Mapped[date | None] = mapped_column(index=True)
    provisional_since: Mapped[date | None]
    phase_entered_on: Mapped[date | None]
    phase_ready_from: Mapped[date | None] = mapped_column(index=True)
    phase_earliest: Mapped[date | None]
    phase_met: Mapped[int] = mapped_column(default=0)
    phase_asked: Mapped[int] = mapped_column(default=0)
    dismissal_ready_from: Mapped[date | None] = mapped_column(index=True)
    dismissal_earliest: Mapped[date | None]
    last_test_on: Mapped[date | None]
    last_test_reading: Mapped[str] = mapped_column(String(40), default="")
    contacts_on: Mapped[date | None]  # the day on which its contact dues were derived
    opioid_on: Mapped[date | None]  # the first test that was positive for an opioid


class AttentionItem(Base):
    """One thing that needs a look, derived with the standing; shown on Today, most urgent first."""

    __tablename__ = "attention_item"
    __table_args__ = (Index("ix_attention_item_episode_rank", "episode_id", "rank", "key"),)
    tracked = False
    derived = True

    id: Mapped[int] = mapped_column(primary_key=True)
    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"))
    key: Mapped[str] = mapped_column(String(40), index=True)
    tone: Mapped[str] = mapped_column(String(20))
    rank: Mapped[int] = mapped_column(index=True)
    word: Mapped[str] = mapped_column(String(60))
    text: Mapped[str] = mapped_column(Text)
    since: Mapped[date | None]
