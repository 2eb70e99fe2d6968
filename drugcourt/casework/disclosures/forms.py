"""What the court's own consent form says at first, for one participant."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.domain.dates import Amount, Unit, add
from drugcourt.domain.disclosures import (
    ConsentEnds,
    ConsentKind,
    ConsentState,
    Information,
    Reader,
    SignedHow,
)
from drugcourt.errors import Refusal
from drugcourt.exchange.disclosure_policy import disclosure_policy
from drugcourt.exchange.policy import policy_table
from drugcourt.records.disclosures import Consent
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person


def consent_form(db: Session, *, episode_id: int, kind: ConsentKind, today: date) -> dict[str, Any]:
    """The form's values for this participant, by the name of each field."""
    person = db.execute(
        select(Person.given_name, Person.family_name)
        .join(Episode, Episode.person_id == Person.id)
        .where(Episode.id == episode_id)
    ).first()
    if person is None:
        raise Refusal("That participant is not in this court.")
    name = " ".join(filter(None, person))
    return {
        **form_of(kind, today),
        "state": ConsentState.ACTIVE,
        "patient_name": name,
        "signed_by": name,
        "signed_on": today,
        "signed_how": SignedHow.PAPER,
    }


def form_of(kind: ConsentKind, today: date) -> dict[str, Any]:
    """What the form of a kind says for anybody, signed today."""
    try:
        table = policy_table("disclosures")["forms"][kind.value]
        ends, revocable, months = (
            table.get("ends"),
            table.get("revocable_with"),
            table.get("months"),
        )
        return {
            "discloser": str(table["discloser"]),
            "information": [Information(key) for key in table["information"]],
            "description": str(table["description"]),
            "recipients": [Reader(key) for key in table["recipients"]],
            "purpose": str(table["purpose"]),
            "how_to_revoke": disclosure_policy().how_to_revoke,
            "ends": ConsentEnds(ends) if ends else None,
            "revocable_with": ConsentEnds(revocable) if revocable else None,
            "expires_on": add(today, Amount(int(months), Unit.MONTH)) if months else None,
            "redisclosure_told": True,
            "refusal_told": True,
        }
    except (KeyError, TypeError, ValueError) as problem:
        raise Refusal(
            "The table resources/policy/disclosures.toml lacks a consent form or names something "
            "unknown; correct it or install the program again."
        ) from problem


def draft_values(db: Session, *, consent_id: int) -> dict[str, Any]:
    """What stands in a draft, by the name of each field."""
    found = db.get(Consent, consent_id)
    if found is None:
        raise Refusal("That consent is not in the file any more. Look at the file again.")
    values = {column.key: getattr(found, column.key) for column in Consent.__table__.c}
    values["information"] = [Information(key) for key in found.information]
    values["recipients"] = [Reader(key) for key in found.recipients]
    return values
