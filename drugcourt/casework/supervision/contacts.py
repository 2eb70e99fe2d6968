"""Acts on contacts, one or many at a time, and the contacts of one file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.casework.participants.participants import open_episode, within_episode
from drugcourt.domain.supervision import ContactMode, ContactWith
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.supervision import Contact
from drugcourt.workspace import Context

MINUTES_OF_A_DAY = 1_440


def record_contact(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    contacted_on: date,
    mode: ContactMode,
    reached: bool = True,
    person: ContactWith = ContactWith.CASE_MANAGER,
    minutes: int | None = None,
    text: str = "",
    by: str = "",
) -> int:
    """Record a contact, or one that was tried and not reached; `person` says whose it was."""
    episode = open_episode(db, episode_id)
    within_episode(context, episode, "contacted_on", contacted_on)
    if minutes is not None and not 0 <= minutes <= MINUTES_OF_A_DAY:
        raise FieldRefusal("minutes", f"A day has between 0 and {MINUTES_OF_A_DAY:,} minutes.")
    contact = Contact(
        episode_id=episode_id,
        contacted_on=contacted_on,
        mode=mode,
        person=person,
        reached=reached,
        minutes=minutes,
        by=by or context.who,
        text=text,
    )
    db.add(contact)
    db.flush()
    return contact.id


def record_contacts(
    db: Session,
    context: Context,
    *,
    contacted_on: date,
    mode: ContactMode,
    lines: Sequence[Mapping[str, Any]],
    person: ContactWith = ContactWith.CASE_MANAGER,
    minutes: int | None = None,
    by: str = "",
) -> int:
    """Record the contacts of one day in one act: `episode_id`, `reached`, and maybe `text` a line.

    Refused, whole, when one of them is; returns how many were recorded.
    """
    if not lines:
        raise Refusal("Mark first who was seen.")
    for line in lines:
        record_contact(
            db,
            context,
            episode_id=line["episode_id"],
            contacted_on=contacted_on,
            mode=mode,
            reached=line["reached"],
            person=person,
            minutes=minutes if line["reached"] else None,
            text=line.get("text", ""),
            by=by,
        )
    return len(lines)


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One contact, for the list."""

    id: int
    contacted_on: date
    mode: ContactMode
    reached: bool
    by: str
    text: str
    person: ContactWith
    minutes: int | None


def contact_rows(
    db: Session, *, episode_id: int, offset: int = 0, limit: int = 100
) -> list[ContactRow]:
    """One window of the contacts, newest first."""
    found = db.scalars(
        select(Contact)
        .where(Contact.episode_id == episode_id)
        .order_by(Contact.contacted_on.desc(), Contact.id.desc())
        .offset(offset)
        .limit(limit)
    )
    return [
        ContactRow(c.id, c.contacted_on, c.mode, c.reached, c.by, c.text, c.person, c.minutes)
        for c in found
    ]


def contact_count(db: Session, *, episode_id: int) -> int:
    """How many contacts the file has."""
    asked = select(func.count()).select_from(Contact).where(Contact.episode_id == episode_id)
    return int(db.scalar(asked) or 0)
