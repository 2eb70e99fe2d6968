"""What was disclosed of a participant, to whom, when and under what (42 CFR 2.25)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.domain.dates import Amount, Unit, add, counted
from drugcourt.domain.disclosures import Basis, ConsentKind, Outcome
from drugcourt.errors import Refusal
from drugcourt.exchange.disclosure_policy import disclosure_policy
from drugcourt.records.disclosures import Consent, DisclosedPerson, Disclosure
from drugcourt.records.episodes import Episode


@dataclass(frozen=True, slots=True)
class AccountingRow:
    """One disclosure of a participant: date, recipient, what, purpose, and the consent used."""

    copy_number: int
    made_on: date
    made_at: datetime
    document: str
    title: str
    told: str
    recipient: str
    address: str
    purpose: str
    basis: str
    consent: str
    made_by: str

    def plain(self) -> dict[str, Any]:
        """As JSON has it."""
        return {
            "copy": self.copy_number,
            "date": self.made_on.isoformat(),
            "at": self.made_at.isoformat(timespec="milliseconds"),
            "document": self.document,
            "title": self.title,
            "what": self.told,
            "recipient": self.recipient,
            "address": self.address,
            "purpose": self.purpose,
            "basis": self.basis,
            "consent": self.consent,
            "by": self.made_by,
        }


def first_day(today: date) -> date:
    """The first day of an accounting for which none is named: so many years back, that day too."""
    return add(today, Amount(-disclosure_policy().accounting_years, Unit.YEAR))


def accounting(
    db: Session,
    *,
    episode_id: int,
    today: date,
    since: date | None = None,
    until: date | None = None,
) -> list[AccountingRow]:
    """Every protected copy about this person, of all their episodes, oldest first.

    What stayed inside the court's own office was not disclosed; what was cancelled did not leave.
    Without `since` it is of the last three years.
    """
    first, last = since or first_day(today), until or today
    if last < first:
        raise Refusal("The accounting can't end before it begins. Choose other days.")
    person_id = db.scalar(select(Episode.person_id).where(Episode.id == episode_id))
    asked = (
        select(Disclosure, DisclosedPerson.basis, Consent)
        .join(DisclosedPerson, DisclosedPerson.disclosure_id == Disclosure.id)
        .join(Episode, Episode.id == DisclosedPerson.episode_id)
        .outerjoin(Consent, Consent.id == DisclosedPerson.consent_id)
        .where(
            Episode.person_id == person_id,
            Disclosure.protected.is_(True),
            Disclosure.outcome == Outcome.LEFT,
            DisclosedPerson.basis != Basis.INSIDE,
            Disclosure.made_on.between(first, last),
        )
        .order_by(Disclosure.made_on, Disclosure.copy_number)
    )
    return [_row(made, basis, consent) for made, basis, consent in db.execute(asked)]


def _row(made: Disclosure, basis: Basis, consent: Consent | None) -> AccountingRow:
    words = made.without_consent.label if made.without_consent is not None else basis.label
    if made.reason:
        words = f"{words}: {made.reason}"
    return AccountingRow(
        copy_number=made.copy_number,
        made_on=made.made_on,
        made_at=made.made_at,
        document=made.document,
        title=made.title,
        told=made.told,
        recipient=made.recipient,
        address=made.address,
        purpose=made.purpose,
        basis=words,
        consent=_consent(consent),
        made_by=made.made_by,
    )


def _consent(consent: Consent | None) -> str:
    if consent is None or consent.signed_on is None:
        return ""
    kind: ConsentKind = consent.kind
    return f"{kind.label}, signed {consent.signed_on.isoformat()}"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who got copies about a person, to be told of an order or a correction."""

    recipient: str
    address: str
    copies: int
    last_on: date

    @property
    def text(self) -> str:
        """`prosecutor, 3 copies`."""
        return f"{self.recipient}, {counted(self.copies, 'copy', 'copies')}"


def recipients(db: Session, *, episode_id: int, today: date) -> list[Recipient]:
    """Whoever got copies in the years for which entries are kept, by name."""
    years = disclosure_policy().kept_years
    rows = accounting(
        db, episode_id=episode_id, today=today, since=add(today, Amount(-years, Unit.YEAR))
    )
    found: dict[tuple[str, str], list[date]] = {}
    for row in rows:
        found.setdefault((row.recipient, row.address), []).append(row.made_on)
    return [
        Recipient(name, address, len(days), max(days))
        for (name, address), days in sorted(found.items())
    ]
