"""What the way out leaves to do: termination hearings, ceremonies, follow-ups, expungements."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, func, select

from drugcourt.domain.dates import counted, short
from drugcourt.records.cases import CourtCase
from drugcourt.records.episodes import Episode
from drugcourt.records.exits import CaseDisposition, Ceremony, ExitFollowUp, TerminationProceeding
from drugcourt.records.exits import GraduationPreparation as Prepared

SOON = timedelta(days=14)  # a hearing or ceremony so near is shown; our choice


def terminations_open(today: date) -> Select[*tuple[Any, ...]]:
    """Open proceedings without a hearing ahead, and those whose hearing is near or past."""
    proceeding = TerminationProceeding
    return (
        select(Episode.id, proceeding.hearing_on, proceeding.notice_on)
        .select_from(proceeding)
        .join(Episode, Episode.id == proceeding.episode_id)
        .where(
            proceeding.decision.is_(None),
            func.coalesce(proceeding.hearing_on, today) <= today + SOON,
        )
        .order_by(proceeding.opened_on, proceeding.id)
    )


def say_termination(row: tuple[Any, Any], today: date) -> str:
    """The next step of a proceeding."""
    hearing, notice = row
    if notice is None:
        return "Termination: notice has not been entered"
    if hearing is None:
        return "Termination: no hearing is set"
    if hearing > today:
        return f"Termination hearing on {short(hearing, today)}"
    return f"Termination: decision open since {short(hearing, today)}"


def applications_open(today: date) -> Select[*tuple[Any, ...]]:
    """People put on a ceremony that is near and who have not graduated."""
    return (
        select(Episode.id, Ceremony.held_on, Prepared.applied_on)
        .select_from(Prepared)
        .join(Ceremony, Ceremony.id == Prepared.ceremony_id)
        .join(Episode, Episode.id == Prepared.episode_id)
        .where(
            Episode.exited_on.is_(None),
            Ceremony.held_on <= today + SOON,
        )
        .order_by(Ceremony.held_on, Episode.id)
    )


def say_application(row: tuple[Any, Any], today: date) -> str:
    """That the day is near, or has passed."""
    held, applied = row
    missing = "" if applied else ", no application yet"
    if held < today:
        return f"Was to graduate on {short(held, today)}"
    return f"Graduates on {short(held, today)}{missing}"


def follow_ups_due(today: date) -> Select[*tuple[Any, ...]]:
    """Follow-ups after the program that are due and not done."""
    return (
        select(Episode.id, ExitFollowUp.due_on, ExitFollowUp.months)
        .select_from(ExitFollowUp)
        .join(Episode, Episode.id == ExitFollowUp.episode_id)
        .where(ExitFollowUp.due_on <= today, ExitFollowUp.done_on.is_(None))
        .order_by(ExitFollowUp.due_on, ExitFollowUp.id)
    )


def say_follow_up(row: tuple[Any, Any], today: date) -> str:
    """Which follow-up, and since when."""
    return f"Follow-up after {counted(row[1], 'month')}, due {short(row[0], today)}"


def expungements(today: date) -> Select[*tuple[Any, ...]]:
    """Cases that may be expunged now and are not."""
    return (
        select(Episode.id, CaseDisposition.expunge_from, CourtCase.number)
        .select_from(CaseDisposition)
        .join(CourtCase, CourtCase.id == CaseDisposition.case_id)
        .join(Episode, Episode.id == CaseDisposition.episode_id)
        .where(CaseDisposition.expunge_from <= today, CaseDisposition.expunged_on.is_(None))
        .order_by(CaseDisposition.expunge_from, CaseDisposition.id)
    )


def say_expungement(row: tuple[Any, Any], today: date) -> str:
    """Which case, and since when."""
    return f"Case {row[1]} may be expunged since {short(row[0], today)}"
