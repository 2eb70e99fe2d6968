"""Which consents end soon and which demands wait for an answer, for the list of what is due."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, select

from drugcourt.casework.disclosures.consent_rows import renewed
from drugcourt.domain.dates import short
from drugcourt.domain.disclosures import ConsentState
from drugcourt.domain.episodes import OPEN_STATUSES
from drugcourt.exchange.disclosure_policy import disclosure_policy
from drugcourt.records.disclosures import Consent, LegalProcess
from drugcourt.records.episodes import Episode


def consents_ending(today: date) -> Select[*tuple[Any, ...]]:
    """Signed consents of people in the program that end within the court's days, or have ended,
    and that no newer one of the kind replaces; the first to end first.
    """
    ahead = today + timedelta(days=disclosure_policy().due_days)
    return (
        select(Consent.episode_id, Consent.expires_on, Consent.kind)
        .join(Episode, Episode.id == Consent.episode_id)
        .where(
            Episode.status.in_(OPEN_STATUSES),
            Consent.state == ConsentState.ACTIVE,
            Consent.revoked_on.is_(None),
            Consent.expires_on <= ahead,
            ~renewed(ahead),
        )
        .order_by(Consent.expires_on, Consent.id)
    )


def say_consent(row: tuple[Any, Any], today: date) -> str:
    """`Consent ends Dec 4: treatment, payment and operations`."""
    ends_on, kind = row
    verb = "ended" if ends_on < today else "ends"
    return f"Consent {verb} {short(ends_on, today)}: {kind.label}"


def demands_open(today: date) -> Select[*tuple[Any, ...]]:
    """Demands for records that nobody has answered; the first due first."""
    del today
    return (
        select(LegalProcess.episode_id, LegalProcess.answer_by, LegalProcess.from_name)
        .where(LegalProcess.answered_on.is_(None))
        .order_by(LegalProcess.answer_by.is_(None), LegalProcess.answer_by, LegalProcess.id)
    )


def say_demand(row: tuple[Any, Any], today: date) -> str:
    """`Demand for records from the county attorney, answer by Dec 4`."""
    answer_by, name = row
    by = f", answer by {short(answer_by, today)}" if answer_by is not None else ""
    return f"Demand for records from {name}{by}"
