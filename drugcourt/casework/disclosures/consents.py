"""Acts on written consents: drafted, signed with all their elements, revoked, ended by an event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from drugcourt.casework import entering
from drugcourt.casework.disclosures.settings import setting
from drugcourt.casework.disclosures.standing_consents import consents_with_events, event_day
from drugcourt.casework.participants.participants import not_after, open_episode
from drugcourt.domain.disclosures import (
    ConsentEnds,
    ConsentKind,
    ConsentState,
    Information,
    Reader,
    RevocationRule,
    SignedHow,
)
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.disclosure_policy import disclosure_policy
from drugcourt.records.disclosures import Consent
from drugcourt.rules.disclosures import Revocability, revocability
from drugcourt.workspace import Context


def add_consent(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    kind: ConsentKind,
    state: ConsentState = ConsentState.ACTIVE,
    patient_name: str = "",
    discloser: str = "",
    information: Sequence[str] = (),
    description: str = "",
    recipients: Sequence[str] = (),
    recipient_names: str = "",
    purpose: str = "",
    how_to_revoke: str = "",
    expires_on: date | None = None,
    ends: ConsentEnds | None = None,
    ends_with: str = "",
    signed_on: date | None = None,
    signed_how: SignedHow | None = None,
    signed_by: str = "",
    redisclosure_told: bool = False,
    refusal_told: bool = False,
    revocable_on: date | None = None,
    revocable_with: ConsentEnds | None = None,
) -> int:
    """Record a consent. As signed it has every element of 42 CFR 2.31, or it is refused with the
    one that is missing; a draft may lack some, and carries nothing.
    """
    open_episode(db, episode_id, also_closed=True)
    consent = Consent(
        episode_id=episode_id,
        kind=kind,
        state=state,
        patient_name=patient_name.strip(),
        discloser=discloser.strip(),
        information=[Information(key).value for key in information],
        description=description.strip(),
        recipients=[Reader(key).value for key in recipients],
        recipient_names=recipient_names.strip(),
        purpose=purpose.strip(),
        how_to_revoke=how_to_revoke.strip(),
        expires_on=expires_on,
        ends=ends,
        ends_with=ends_with.strip(),
        signed_on=signed_on,
        signed_how=signed_how,
        signed_by=signed_by.strip(),
        redisclosure_told=redisclosure_told,
        refusal_told=refusal_told,
        revocable_on=revocable_on,
        revocable_with=revocable_with,
    )
    _check(context, consent)
    db.add(consent)
    db.flush()
    return consent.id


CHANGEABLE = frozenset(
    {"patient_name", "discloser", "information", "description", "recipients", "recipient_names"}
    | {"purpose", "how_to_revoke", "expires_on", "ends", "ends_with", "signed_on", "signed_how"}
    | {"signed_by", "redisclosure_told", "refusal_told", "revocable_on", "revocable_with"}
    | {"state", "kind"}
)


def change_draft(db: Session, context: Context, *, consent_id: int, **values: Any) -> None:
    """Fill in a draft, or sign it. What was signed is not rewritten: it is revoked, and a new one
    is signed.
    """
    consent = entering.known(db, Consent, consent_id)
    if consent.state is ConsentState.ACTIVE:
        raise Refusal(
            "A signed consent is not rewritten. Revoke it, with the reason, and record the new one."
        )
    for key, value in values.items():
        if key not in CHANGEABLE:
            raise Refusal(f"“{key}” is not a part of a consent.")
        setattr(consent, key, list(value) if key in ("information", "recipients") else value)
    _check(context, consent)


def withdraw_draft(db: Session, context: Context, *, consent_id: int) -> None:
    """Take back a draft that was never signed."""
    consent = entering.known(db, Consent, consent_id)
    if consent.state is ConsentState.ACTIVE:
        raise Refusal("A signed consent stays in the file. Revoke it instead.")
    db.delete(consent)


# The elements ---------------------------------------------------------------------------------

_WORDS = (
    ("patient_name", "the participant's name, as it was signed"),
    ("discloser", "who may disclose"),
    ("purpose", "the purpose"),
    ("how_to_revoke", "the right to revoke, and how"),
)


def _check(context: Context, consent: Consent) -> None:
    if consent.signed_on is not None:
        not_after(context, "signed_on", consent.signed_on)
    _check_kind(consent)
    if consent.state is ConsentState.ACTIVE:
        _check_elements(consent)


def _check_elements(consent: Consent) -> None:
    """Every element of 42 CFR 2.31(a), one after the other."""
    for key, words in _WORDS:
        if not getattr(consent, key).strip():
            raise _missing(key, words)
    if not consent.information:
        raise _missing("information", "what information it covers")
    if not consent.description.strip():
        raise _missing("description", "a specific description of the information")
    if not consent.recipients and not consent.recipient_names.strip():
        raise _missing("recipients", "to whom it may be disclosed")
    if consent.expires_on is None and consent.ends is None:
        raise _missing("expires_on", "the day or the event with which it ends")
    if consent.signed_on is None:
        raise _missing("signed_on", "the day on which it was signed")
    if consent.signed_how is None:
        raise _missing("signed_how", "how it was signed")
    if not consent.signed_by.strip():
        raise _missing("signed_by", "the signature: who signed")
    if consent.expires_on is not None and consent.expires_on < consent.signed_on:
        raise FieldRefusal("expires_on", "It can't expire before it was signed.")
    if consent.kind is ConsentKind.TREATMENT:
        if not consent.redisclosure_told:
            raise _missing("redisclosure_told", "the statement on redisclosure")
        if not consent.refusal_told:
            raise _missing("refusal_told", "what follows from a refusal to sign")
    if consent.kind is ConsentKind.CRIMINAL_JUSTICE and not (
        consent.revocable_on or consent.revocable_with
    ):
        raise _missing("revocable_with", "from which day or event it may be revoked (42 CFR 2.35)")


def _missing(field: str, words: str) -> FieldRefusal:
    return FieldRefusal(
        field, f"A signed consent needs this: {words}. Fill it in, or save it as a draft."
    )


def _check_kind(consent: Consent) -> None:
    """The kinds are never merged: each has its own information and its own recipients."""
    covered, kind = set(consent.information), consent.kind
    if kind is ConsentKind.COUNSELLING and covered - {Information.COUNSELLING.value}:
        raise FieldRefusal(
            "information",
            "A consent for counselling notes stands alone. Record another one for the rest.",
        )
    if kind is not ConsentKind.COUNSELLING and Information.COUNSELLING.value in covered:
        raise FieldRefusal(
            "information",
            "Counselling notes need a consent of their own. Record one of that kind.",
        )
    if kind is ConsentKind.CRIMINAL_JUSTICE:
        outside = {Reader(key) for key in consent.recipients} - disclosure_policy().monitors
        if outside:
            names = ", ".join(sorted(reader.label for reader in outside))
            raise FieldRefusal(
                "recipients",
                f"A criminal justice consent names only who has to monitor; not {names}. Record "
                "another consent for them.",
            )
    if consent.ends is ConsentEnds.OTHER and not consent.ends_with.strip():
        raise FieldRefusal("ends_with", "Say with which event it ends.")


# Revoking, and events -------------------------------------------------------------------------


def revocability_of(db: Session, *, consent_id: int, today: date) -> Revocability:
    """Whether this consent may be revoked now, and why not."""
    found = db.execute(consents_with_events().where(Consent.id == consent_id)).first()
    if found is None:
        raise Refusal("That consent is not in the file any more. Look at the file again.")
    consent, _, exited_on, disposed_on = found
    event = event_day(consent.revocable_with, consent.ended_on, exited_on, disposed_on)
    with_words = consent.revocable_with.label.lower() if consent.revocable_with else ""
    return revocability(
        consent.kind,
        revocable_on=consent.revocable_on,
        revocable_with=consent.revocable_with,
        event_words=with_words,
        event_on=event,
        disposed_on=disposed_on or exited_on,
        on=today,
    )


def revoke_consent(
    db: Session,
    context: Context,
    *,
    consent_id: int,
    revoked_on: date | None = None,
    how: str = "",
    although: bool = False,
) -> None:
    """Revoke a consent from a day on. One under 2.35 that is not revocable yet is refused with the
    reason, unless the court only warns and the office goes on `although`.
    """
    consent = entering.known(db, Consent, consent_id)
    _signed_and_standing(consent)
    day = revoked_on or context.today
    not_after(context, "revoked_on", day)
    if consent.signed_on is not None and day < consent.signed_on:
        raise FieldRefusal("revoked_on", "It can't be revoked before it was signed.")
    if not how.strip():
        raise FieldRefusal("how", "Say how it was revoked: in writing, or in words, and to whom.")
    may = revocability_of(db, consent_id=consent_id, today=day)
    if not may.now and setting(db).revocation is RevocationRule.BLOCK:
        raise Refusal(f"{may.text} Record instead that the participant asked to revoke it.")
    if not may.now and not although:
        raise Refusal(f"{may.text} Say that it is revoked all the same, if the court so decides.")
    consent.revoked_on, consent.revoked_how = day, how.strip()


def ask_to_revoke(
    db: Session, context: Context, *, consent_id: int, asked_on: date | None = None
) -> None:
    """Note that the participant asked to revoke a consent that may not be revoked yet."""
    consent = entering.known(db, Consent, consent_id)
    _signed_and_standing(consent)
    day = asked_on or context.today
    not_after(context, "asked_on", day)
    consent.asked_to_revoke_on = day


def note_event(
    db: Session, context: Context, *, consent_id: int, ended_on: date | None = None
) -> None:
    """The event with which a consent ends has come; that day is the last it may be used."""
    consent = entering.known(db, Consent, consent_id)
    _signed_and_standing(consent)
    if consent.ends is not ConsentEnds.OTHER:
        raise Refusal("This consent ends with a day or an event that the file knows by itself.")
    day = ended_on or context.today
    not_after(context, "ended_on", day)
    consent.ended_on = day


def _signed_and_standing(consent: Consent) -> None:
    if consent.state is ConsentState.DRAFT:
        raise Refusal("This consent was never signed. Take the draft back instead.")
    if consent.revoked_on is not None:
        raise Refusal("This consent was revoked already.")
