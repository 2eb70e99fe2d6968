"""What of supervision waits for somebody, for the follow-ups of the day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, select

from drugcourt.domain.dates import short
from drugcourt.domain.episodes import OPEN_STATUSES, EpisodeStatus
from drugcourt.domain.tone import YesNo
from drugcourt.records.conduct import LegalEvent
from drugcourt.records.custody import CustodyStay
from drugcourt.records.episodes import Episode, StatusSpan
from drugcourt.records.medications import Medication
from drugcourt.records.permission_requests import PermissionRequest

Asked = Select[*tuple[Any, ...]]
SOON = 7  # days before leave from which an unanswered request is followed up


def requests_waiting(today: date) -> Asked:
    """Requests that nobody has answered and whose day is near, the nearest first."""
    record = PermissionRequest
    return (
        select(Episode.id, record.starts_on, record.kind)
        .select_from(record)
        .join(Episode, Episode.id == record.episode_id)
        .where(
            record.answer.is_(None),
            record.starts_on <= today + timedelta(days=SOON),
            Episode.status.in_(OPEN_STATUSES),
        )
        .order_by(record.starts_on, record.id)
    )


def say_request(row: tuple[Any, Any], today: date) -> str:
    """`Leave to answer: travel, from Nov 27`."""
    return f"Leave to answer: {row[1].label.lower()}, from {short(row[0], today)}"


def arrests_untold(today: date) -> Asked:
    """New arrests and charges of which the team has not heard, the oldest first."""
    return (
        select(Episode.id, LegalEvent.happened_on, LegalEvent.kind)
        .select_from(LegalEvent)
        .join(Episode, Episode.id == LegalEvent.episode_id)
        .where(
            LegalEvent.program_case.is_(False),
            LegalEvent.told_on.is_(None),
            LegalEvent.happened_on >= Episode.admitted_on,
            LegalEvent.happened_on <= today,
            Episode.status.in_(OPEN_STATUSES),
        )
        .order_by(LegalEvent.happened_on, LegalEvent.id)
    )


def say_arrest(row: tuple[Any, Any], today: date) -> str:
    """`Arrest of Nov 22: tell the team`."""
    return f"{row[1].label} of {short(row[0], today)}: tell the team"


def jail_not_told(today: date) -> Asked:
    """Held now, with medicines of which nobody told the jail, the longest first."""
    medicines = (
        select(Medication.id)
        .where(
            Medication.episode_id == StatusSpan.episode_id,
            Medication.started_on <= StatusSpan.started_on,
            Medication.ended_on.is_(None) | (Medication.ended_on > StatusSpan.started_on),
        )
        .correlate(StatusSpan)
    )
    told = (
        select(CustodyStay.id)
        .where(CustodyStay.span_id == StatusSpan.id, CustodyStay.medication_told == YesNo.YES)
        .correlate(StatusSpan)
    )
    return (
        select(Episode.id, StatusSpan.started_on, StatusSpan.status)
        .select_from(StatusSpan)
        .join(Episode, Episode.id == StatusSpan.episode_id)
        .where(
            StatusSpan.status == EpisodeStatus.IN_CUSTODY,
            StatusSpan.ended_on.is_(None),
            medicines.exists(),
            ~told.exists(),
        )
        .order_by(StatusSpan.started_on, StatusSpan.id)
    )


def say_jail(row: tuple[Any, Any], today: date) -> str:
    """`In custody since Nov 18: tell the jail of the medicines`."""
    return f"In custody since {short(row[0], today)}: tell the jail of the medicines"
