"""The consents of a file, and those of the court that are missing, end soon or were asked back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session

from drugcourt.casework.disclosures.standing_consents import EVENT, consents_with_events
from drugcourt.domain.dates import short
from drugcourt.domain.disclosures import ConsentKind, ConsentState, Information, Reader
from drugcourt.domain.episodes import OPEN_STATUSES
from drugcourt.domain.tone import Term, Tone
from drugcourt.exchange.disclosure_policy import disclosure_policy
from drugcourt.records.disclosures import Consent
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person, listed_name


class Standing(Term):
    """How a consent stands today."""

    GOOD = "good", "In force"
    SOON = "soon", "Ends soon"
    ENDED = "ended", "Ended"
    REVOKED = "revoked", "Revoked"
    DRAFT = "draft", "Draft"
    NONE = "none", "Missing"


TONES = {
    Standing.GOOD: Tone.GOOD,
    Standing.SOON: Tone.WATCH,
    Standing.ENDED: Tone.ALARM,
    Standing.REVOKED: Tone.ALARM,
    Standing.DRAFT: Tone.WATCH,
    Standing.NONE: Tone.ALARM,
}


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """One consent, for the list. `until` says the day or the event with which it ends."""

    id: int
    episode_id: int
    name: str
    kind: ConsentKind | None
    standing: Standing
    covers: str
    recipients: str
    purpose: str
    signed_on: date | None
    until: str
    ends_on: date | None
    note: str


def consent_rows(db: Session, *, episode_id: int, today: date) -> list[ConsentRow]:
    """The consents of a file, the newest first."""
    asked = (
        consents_with_events()
        .where(Consent.episode_id == episode_id)
        .order_by(Consent.signed_on.is_(None).desc(), Consent.signed_on.desc(), Consent.id.desc())
    )
    return [_row(*found, name="", today=today) for found in db.execute(asked)]


def due_consents(db: Session, *, today: date) -> list[ConsentRow]:
    """What the office has to see to for people in the program: criminal justice consents that are
    missing or ended, those of any kind that end within the court's days, drafts, and requests to
    revoke that wait; the first to end first.
    """
    ahead = today + timedelta(days=disclosure_policy().due_days)
    ended = or_(Consent.expires_on <= ahead, and_(EVENT.is_not(None), ahead >= EVENT))
    waits = or_(Consent.state == ConsentState.DRAFT, Consent.asked_to_revoke_on.is_not(None))
    asked = (
        consents_with_events()
        .add_columns(Person.family_name, Person.given_name, Person.reference)
        .join(Person, Person.id == Episode.person_id)
        .where(
            Episode.status.in_(OPEN_STATUSES),
            Consent.revoked_on.is_(None),
            or_(ended, waits),
            ~renewed(ahead),
        )
    )
    rows = [
        _row(*found[:4], name=listed_name(*found[4:]), today=today) for found in db.execute(asked)
    ]
    rows += _missing(db, today)
    return sorted(rows, key=lambda row: (row.ends_on or date.min, row.name))


def renewed(ahead: date) -> Any:
    """Whether a newer signed consent of the same kind stands beyond the days ahead."""
    later = Consent.__table__.alias("later")
    return exists(
        select(later.c.id).where(
            later.c.episode_id == Consent.episode_id,
            later.c.kind == Consent.kind,
            later.c.id > Consent.id,
            later.c.state == ConsentState.ACTIVE,
            later.c.revoked_on.is_(None),
            or_(later.c.expires_on.is_(None), later.c.expires_on > ahead),
        )
    )


def _missing(db: Session, today: date) -> Iterable[ConsentRow]:
    """People in the program without a criminal justice consent that was signed and not revoked."""
    has = exists(
        select(Consent.id).where(
            Consent.episode_id == Episode.id,
            Consent.kind == ConsentKind.CRIMINAL_JUSTICE,
            or_(Consent.revoked_on.is_(None), Consent.revoked_on > today),
        )
    )
    asked = (
        select(Episode.id, Person.family_name, Person.given_name, Person.reference)
        .join(Person, Person.id == Episode.person_id)
        .where(Episode.status.in_(OPEN_STATUSES), ~has)
    )
    for number, *name in db.execute(asked):
        yield ConsentRow(
            id=0,
            episode_id=number,
            name=listed_name(*name),
            kind=ConsentKind.CRIMINAL_JUSTICE,
            standing=Standing.NONE,
            covers="",
            recipients="",
            purpose="",
            signed_on=None,
            until="",
            ends_on=None,
            note="No signed consent is recorded",
        )


def _row(
    consent: Consent,
    event_on: date | None,
    exited_on: date | None,
    disposed_on: date | None,
    *,
    name: str,
    today: date,
) -> ConsentRow:
    del exited_on, disposed_on
    ends_on = min((day for day in (consent.expires_on, event_on) if day is not None), default=None)
    readers = [Reader(key).label for key in consent.recipients]
    names = [line.strip() for line in consent.recipient_names.splitlines() if line.strip()]
    covers = ", ".join(Information(key).label for key in consent.information)
    return ConsentRow(
        id=consent.id,
        episode_id=consent.episode_id,
        name=name,
        kind=consent.kind,
        standing=_standing(consent, ends_on, today),
        covers=covers,
        recipients=", ".join([*readers, *names]),
        purpose=consent.purpose,
        signed_on=consent.signed_on,
        until=_until(consent, ends_on),
        ends_on=ends_on,
        note=_note(consent),
    )


def _standing(consent: Consent, ends_on: date | None, today: date) -> Standing:
    if consent.state is ConsentState.DRAFT:
        return Standing.DRAFT
    if consent.revoked_on is not None and consent.revoked_on <= today:
        return Standing.REVOKED
    if ends_on is not None and ends_on < today:
        return Standing.ENDED
    soon = today + timedelta(days=disclosure_policy().due_days)
    return Standing.SOON if ends_on is not None and ends_on <= soon else Standing.GOOD


def _until(consent: Consent, ends_on: date | None) -> str:
    if ends_on is not None:
        return short(ends_on)
    return consent.ends_with or (consent.ends.label if consent.ends is not None else "")


def _note(consent: Consent) -> str:
    if consent.revoked_on is not None:
        return f"Revoked {short(consent.revoked_on)}: {consent.revoked_how}"
    if consent.asked_to_revoke_on is not None:
        return f"Participant asked to revoke it on {short(consent.asked_to_revoke_on)}"
    return ""
