"""How people leave: termination, graduation, outcomes, follow-ups, exit surveys, paper texts."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from drugcourt.domain.cases import CaseOutcome, ChargeLevel, Prejudice
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.exits import (
    FollowUpOutcome,
    RecordCheckResult,
    SurveyKind,
    TerminationDecision,
    TerminationFinding,
)
from drugcourt.domain.tone import YesNo
from drugcourt.records.base import Amended, Base, episode_key, words
from drugcourt.records.cases import CourtCase


class TerminationProceeding(Amended, Base):
    """One move to terminate, from the notice to the decision; open while `decision` is None.

    A waiver of notice and hearing that the participant signed stands in the place of both.
    """

    __tablename__ = "termination_proceeding"

    episode_id: Mapped[int] = episode_key()
    opened_on: Mapped[date]
    grounds: Mapped[str] = mapped_column(Text)
    notice_on: Mapped[date | None]
    notice_to: Mapped[str] = mapped_column(String(300), default="")
    counsel: Mapped[str] = mapped_column(String(200), default="")
    hearing_on: Mapped[date | None] = mapped_column(index=True)
    waiver_on: Mapped[date | None]
    waiver_text: Mapped[str] = mapped_column(String(300), default="")
    finding: Mapped[TerminationFinding | None] = words(TerminationFinding)
    finding_text: Mapped[str] = mapped_column(Text, default="")
    decision: Mapped[TerminationDecision | None] = words(TerminationDecision)
    decided_on: Mapped[date | None]
    decided_by: Mapped[str] = mapped_column(String(100), default="")
    decision_text: Mapped[str] = mapped_column(Text, default="")


class Ceremony(Amended, Base):
    """One day on which the court graduates people."""

    __tablename__ = "ceremony"

    held_on: Mapped[date] = mapped_column(unique=True)
    place: Mapped[str] = mapped_column(String(200), default="")
    remarks: Mapped[str] = mapped_column(Text, default="")


class GraduationPreparation(Amended, Base):
    """What is prepared before someone graduates: the application, and at which ceremony."""

    __tablename__ = "graduation_preparation"

    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"), unique=True)
    applied_on: Mapped[date | None]
    application: Mapped[str] = mapped_column(Text, default="")
    ceremony_id: Mapped[int | None] = mapped_column(ForeignKey("ceremony.id"), index=True)


class RecordCheck(Amended, Base):
    """One search of the criminal records; the latest counts, for as long as the program says."""

    __tablename__ = "record_check"

    episode_id: Mapped[int] = episode_key()
    checked_on: Mapped[date]
    checked_by: Mapped[str] = mapped_column(String(100))
    result: Mapped[RecordCheckResult] = words(RecordCheckResult)
    text: Mapped[str] = mapped_column(Text, default="")


class CaseDisposition(Amended, Base):
    """The particulars of what became of one case, beside its outcome, and when it may be sealed."""

    __tablename__ = "case_disposition"

    episode_id: Mapped[int] = episode_key()
    case_id: Mapped[int] = mapped_column(ForeignKey("court_case.id"), unique=True)
    prejudice: Mapped[Prejudice] = words(Prejudice, default=Prejudice.UNKNOWN)
    reduced_to: Mapped[str] = mapped_column(String(300), default="")
    probation_ended_on: Mapped[date | None]
    sentence: Mapped[str] = mapped_column(Text, default="")
    custody_days: Mapped[int | None]
    expunge_from: Mapped[date | None] = mapped_column(index=True)
    expunge_rule: Mapped[str] = mapped_column(String(300), default="")
    expunged_on: Mapped[date | None]

    case: Mapped[CourtCase] = relationship()


class ExitFollowUp(Amended, Base):
    """One follow-up due some months after the program, and what it came to."""

    __tablename__ = "exit_follow_up"
    __table_args__ = (UniqueConstraint("episode_id", "months"),)

    episode_id: Mapped[int] = episode_key()
    months: Mapped[int]
    due_on: Mapped[date] = mapped_column(index=True)
    done_on: Mapped[date | None]
    done_by: Mapped[str] = mapped_column(String(100), default="")
    outcome: Mapped[FollowUpOutcome | None] = words(FollowUpOutcome)
    new_arrest: Mapped[YesNo] = words(YesNo, default=YesNo.UNKNOWN)
    text: Mapped[str] = mapped_column(Text, default="")


class ExpungementRule(Amended, Base):
    """From when the court's own state lets a case be expunged; one for an outcome and a level.

    Without a level it holds for every charge that has no rule of its own; `rule` is where it is
    written. A case keeps its own day where somebody entered one.
    """

    __tablename__ = "expungement_rule"
    __table_args__ = (UniqueConstraint("outcome", "level"),)

    outcome: Mapped[CaseOutcome] = words(CaseOutcome)
    level: Mapped[ChargeLevel] = words(ChargeLevel, default=ChargeLevel.UNKNOWN)
    months: Mapped[int]
    rule: Mapped[str] = mapped_column(String(300))


class ExitSurvey(Amended, Base):
    """What somebody said about the program when leaving; without an episode where anonymous.

    An anonymous one keeps the month alone, as its first day, and how the person left.
    """

    __tablename__ = "exit_survey"

    episode_id: Mapped[int | None] = mapped_column(ForeignKey("episode.id"), index=True)
    taken_on: Mapped[date] = mapped_column(index=True)
    kind: Mapped[SurveyKind] = words(SurveyKind)
    leaving: Mapped[EpisodeStatus] = words(EpisodeStatus)
    by: Mapped[str] = mapped_column(String(100), default="")
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    helped: Mapped[str] = mapped_column(Text, default="")
    hindered: Mapped[str] = mapped_column(Text, default="")
    advice: Mapped[str] = mapped_column(Text, default="")


class PaperTemplate(Amended, Base):
    """The court's own words for one paper; without a row the words that came with the program."""

    __tablename__ = "paper_template"

    paper: Mapped[str] = mapped_column(String(40), unique=True)
    text: Mapped[str] = mapped_column(Text)
