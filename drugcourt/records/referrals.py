"""What is kept of a referral: how it came, who decided, what was asked and found before entry."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.domain.referrals import (
    Channel,
    Gatekeeper,
    Grade,
    Held,
    Intercept,
    RefusalGround,
    Severity,
    Verdict,
    WaitReason,
)
from drugcourt.domain.tone import YesNo
from drugcourt.domain.treatment import LevelOfCare
from drugcourt.records.base import Amended, Base, episode_key, import_key, words


class Referral(Amended, Base):
    """How one episode began. The day of the referral and of the arrest stand with the episode.

    `held_charges` are charges held in abeyance, until `abeyance_until`, that day included.
    `ground`, `decided_by` and `decided_on` are filled when it ended without admission.
    """

    __tablename__ = "referral"

    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"), unique=True)
    channel: Mapped[Channel] = words(Channel, index=True)
    intercept: Mapped[Intercept] = words(Intercept, index=True)
    agency: Mapped[str] = mapped_column(String(200), default="")
    referred_by: Mapped[str] = mapped_column(String(100), default="")
    reach: Mapped[str] = mapped_column(String(200), default="")
    encounter_on: Mapped[date | None]
    encounter_place: Mapped[str] = mapped_column(String(200), default="")
    encounter: Mapped[str] = mapped_column(Text, default="")
    prior_contacts: Mapped[int | None]
    held_charges: Mapped[str] = mapped_column(Text, default="")
    abeyance_until: Mapped[date | None]
    held: Mapped[Held] = words(Held, default=Held.UNKNOWN)
    defense_counsel: Mapped[str] = mapped_column(String(100), default="")
    offered_on: Mapped[date | None]
    ordered_on: Mapped[date | None]
    ground: Mapped[RefusalGround | None] = words(RefusalGround)
    ground_text: Mapped[str] = mapped_column(Text, default="")
    decided_by: Mapped[str] = mapped_column(String(100), default="")
    decided_on: Mapped[date | None]
    import_id: Mapped[int | None] = import_key()


class ReferralGate(Amended, Base):
    """The decision of one gatekeeper. `sent_on` is the day on which it was asked for."""

    __tablename__ = "referral_gate"
    __table_args__ = (UniqueConstraint("episode_id", "keeper"),)

    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"))
    keeper: Mapped[Gatekeeper] = words(Gatekeeper)
    verdict: Mapped[Verdict] = words(Verdict, default=Verdict.PENDING)
    sent_on: Mapped[date | None]
    decided_on: Mapped[date | None]
    decided_by: Mapped[str] = mapped_column(String(100), default="")
    ground: Mapped[RefusalGround | None] = words(RefusalGround)
    text: Mapped[str] = mapped_column(Text, default="")
    import_id: Mapped[int | None] = import_key()


class CriterionAnswer(Amended, Base):
    """One answer of the legal checklist, with what shows it, and why a bar was set aside."""

    __tablename__ = "criterion_answer"
    __table_args__ = (UniqueConstraint("episode_id", "key"),)

    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"))
    key: Mapped[str] = mapped_column(String(60))
    answer: Mapped[YesNo] = words(YesNo)
    evidence: Mapped[str] = mapped_column(String(300), default="")
    answered_on: Mapped[date]
    answered_by: Mapped[str] = mapped_column(String(100), default="")
    override_reason: Mapped[str] = mapped_column(String(300), default="")
    override_by: Mapped[str] = mapped_column(String(200), default="")


class ClinicalScreen(Amended, Base):
    """What a clinical screen found; never an answer given in it (42 CFR part 2)."""

    __tablename__ = "clinical_screen"

    episode_id: Mapped[int] = episode_key()
    instrument: Mapped[str] = mapped_column(String(100))
    score: Mapped[str] = mapped_column(String(40), default="")
    severity: Mapped[Severity] = words(Severity)
    level: Mapped[LevelOfCare | None] = words(LevelOfCare)
    screened_on: Mapped[date]
    assessor: Mapped[str] = mapped_column(String(100), default="")


class RiskScreen(Amended, Base):
    """Risk and need by a validated tool; the latest one stands with the episode."""

    __tablename__ = "risk_screen"

    episode_id: Mapped[int] = episode_key()
    tool: Mapped[str] = mapped_column(String(100))
    score: Mapped[str] = mapped_column(String(40), default="")
    risk: Mapped[Grade] = words(Grade)
    need: Mapped[Grade] = words(Grade)
    screened_on: Mapped[date]
    assessor: Mapped[str] = mapped_column(String(100), default="")


class WaitingPlace(Amended, Base):
    """A place on the waiting list; open while `ended_on` is None, to be looked at by `until`."""

    __tablename__ = "waiting_place"

    episode_id: Mapped[int] = episode_key()
    placed_on: Mapped[date]
    reason: Mapped[WaitReason] = words(WaitReason)
    until: Mapped[date]
    ended_on: Mapped[date | None]
    text: Mapped[str] = mapped_column(String(300), default="")


class CourtObservation(Amended, Base):
    """A day on which a candidate watched court."""

    __tablename__ = "court_observation"

    episode_id: Mapped[int] = episode_key()
    watched_on: Mapped[date]
    text: Mapped[str] = mapped_column(String(200), default="")


class PacketItem(Amended, Base):
    """One paper of the entry packet that is in hand, and where it is kept."""

    __tablename__ = "packet_item"
    __table_args__ = (UniqueConstraint("episode_id", "key"),)

    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"))
    key: Mapped[str] = mapped_column(String(60))
    done_on: Mapped[date]
    kept_where: Mapped[str] = mapped_column(String(200), default="")
