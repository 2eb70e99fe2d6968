"""Every copy that left the court, for the office: newest first, one window at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session

from drugcourt.domain.disclosures import DisclosureForm, Outcome
from drugcourt.records.disclosures import Disclosure


@dataclass(frozen=True, slots=True)
class LogRow:
    """One copy."""

    id: int
    copy_number: int
    made_on: date
    made_at: datetime
    title: str
    recipient: str
    address: str
    purpose: str
    form: DisclosureForm
    basis: str
    reason: str
    people: int
    made_by: str
    outcome: Outcome


def log_rows(db: Session, *, text: str = "", offset: int = 0, limit: int = 200) -> list[LogRow]:
    """One window of the log; `text` narrows it by paper, recipient, or who made it."""
    asked = select(Disclosure).where(_narrowed(text)).order_by(Disclosure.copy_number.desc())
    return [_row(made) for made in db.scalars(asked.offset(offset).limit(limit))]


def log_count(db: Session, *, text: str = "") -> int:
    """How many copies there are."""
    return int(db.scalar(select(func.count(Disclosure.id)).where(_narrowed(text))) or 0)


def _narrowed(text: str) -> ColumnElement[bool]:
    wanted = text.strip()
    if not wanted:
        return true()
    columns = (Disclosure.title, Disclosure.recipient, Disclosure.made_by)
    return or_(*(column.icontains(wanted, autoescape=True) for column in columns))


def _row(made: Disclosure) -> LogRow:
    basis = made.without_consent.label if made.without_consent is not None else made.basis.label
    if made.outcome is Outcome.CANCELLED:
        basis = made.outcome.label
    return LogRow(
        id=made.id,
        copy_number=made.copy_number,
        made_on=made.made_on,
        made_at=made.made_at,
        title=made.title,
        recipient=made.recipient,
        address=made.address,
        purpose=made.purpose,
        form=made.form,
        basis=basis,
        reason=made.reason,
        people=made.people,
        made_by=made.made_by,
        outcome=made.outcome,
    )
