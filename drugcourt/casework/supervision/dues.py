"""What of supervision waits for somebody, for the follow-ups of the day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select

from drugcourt.casework.supervision.arrests import ArrestShows, events
from drugcourt.casework.supervision.custody import CustodyShows, stays
from drugcourt.casework.supervision.listing import Whose
from drugcourt.casework.supervision.permission_requests import PermissionShows, requests
from drugcourt.domain.dates import short
from drugcourt.exchange.supervision_policy import supervision_policy
from drugcourt.records.conduct import LegalEvent
from drugcourt.records.episodes import Episode, StatusSpan
from drugcourt.records.permission_requests import PermissionRequest

Asked = Select[*tuple[Any, ...]]
EVERYBODY = Whose()


def requests_waiting(today: date) -> Asked:
    """Requests that nobody has answered and whose day is near, the nearest first."""
    record = PermissionRequest
    near = today + timedelta(days=supervision_policy().leave_waits_days)
    return (
        requests(PermissionShows.WAITING, EVERYBODY, today)
        .with_only_columns(Episode.id, record.starts_on, record.kind)
        .where(record.starts_on <= near)
        .order_by(record.starts_on, record.id)
    )


def say_request(row: tuple[Any, Any], today: date) -> str:
    """`Leave to answer: travel, from Nov 27`."""
    return f"Leave to answer: {row[1].label.lower()}, from {short(row[0], today)}"


def arrests_untold(today: date) -> Asked:
    """New arrests and charges of which the team has not heard, the oldest first."""
    return (
        events(ArrestShows.UNTOLD, EVERYBODY, today)
        .with_only_columns(Episode.id, LegalEvent.happened_on, LegalEvent.kind)
        .order_by(LegalEvent.happened_on, LegalEvent.id)
    )


def say_arrest(row: tuple[Any, Any], today: date) -> str:
    """`Arrest of Nov 22: tell the team`."""
    return f"{row[1].label} of {short(row[0], today)}: tell the team"


def jail_not_told(today: date) -> Asked:
    """Held now, with medicines of which nobody told the jail, the longest first."""
    return (
        stays(CustodyShows.UNTOLD, EVERYBODY, today)
        .with_only_columns(Episode.id, StatusSpan.started_on, StatusSpan.status)
        .order_by(StatusSpan.started_on, StatusSpan.id)
    )


def say_jail(row: tuple[Any, Any], today: date) -> str:
    """`In custody since Nov 18: tell the jail of the medicines`."""
    return f"In custody since {short(row[0], today)}: tell the jail of the medicines"
