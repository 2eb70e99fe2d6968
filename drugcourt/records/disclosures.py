"""What a participant consented to, what left the court for whom, and what outsiders asked for."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.domain.disclosures import (
    Basis,
    ConsentEnds,
    ConsentKind,
    ConsentState,
    DisclosureForm,
    OrderSection,
    Outcome,
    ProcessKind,
    Reader,
    RevocationRule,
    SignedHow,
    WithoutConsent,
)
from drugcourt.records.base import Amended, Base, Numbered, episode_key, words


class Consent(Amended, Base):
    """One written consent with its elements (42 CFR 2.31); a draft may lack some of them.

    `information` and `recipients` are keys of closed lists, `recipient_names` further people and
    organisations, one a line. `expires_on` is the last day it may be used; with `ends` it ends with
    an event, whose day stands in `ended_on` where the file itself does not know it.
    """

    __tablename__ = "consent"

    episode_id: Mapped[int] = episode_key()
    kind: Mapped[ConsentKind] = words(ConsentKind)
    state: Mapped[ConsentState] = words(ConsentState)
    patient_name: Mapped[str] = mapped_column(String(200), default="")
    discloser: Mapped[str] = mapped_column(String(200), default="")
    information: Mapped[list[Any]]
    description: Mapped[str] = mapped_column(Text, default="")
    recipients: Mapped[list[Any]]
    recipient_names: Mapped[str] = mapped_column(Text, default="")
    purpose: Mapped[str] = mapped_column(String(300), default="")
    how_to_revoke: Mapped[str] = mapped_column(Text, default="")
    expires_on: Mapped[date | None] = mapped_column(index=True)
    ends: Mapped[ConsentEnds | None] = words(ConsentEnds)
    ends_with: Mapped[str] = mapped_column(String(200), default="")
    ended_on: Mapped[date | None]
    signed_on: Mapped[date | None]
    signed_how: Mapped[SignedHow | None] = words(SignedHow)
    signed_by: Mapped[str] = mapped_column(String(200), default="")
    redisclosure_told: Mapped[bool] = mapped_column(default=False)
    refusal_told: Mapped[bool] = mapped_column(default=False)
    revocable_on: Mapped[date | None]
    revocable_with: Mapped[ConsentEnds | None] = words(ConsentEnds)
    asked_to_revoke_on: Mapped[date | None]
    revoked_on: Mapped[date | None]
    revoked_how: Mapped[str] = mapped_column(String(300), default="")


class Disclosure(Amended, Base):
    """One copy that left; written in the transaction in which its file appears."""

    __tablename__ = "disclosure"

    copy_number: Mapped[int] = mapped_column(unique=True)
    document: Mapped[str] = mapped_column(String(40), index=True)
    title: Mapped[str] = mapped_column(String(100))
    form: Mapped[DisclosureForm] = words(DisclosureForm)
    outcome: Mapped[Outcome] = words(Outcome)
    protected: Mapped[bool]
    made_on: Mapped[date] = mapped_column(index=True)
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(100))
    reader: Mapped[Reader] = words(Reader)
    recipient: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(300), default="")
    purpose: Mapped[str] = mapped_column(String(200))
    told: Mapped[str] = mapped_column(Text, default="")
    basis: Mapped[Basis] = words(Basis)
    without_consent: Mapped[WithoutConsent | None] = words(WithoutConsent)
    reason: Mapped[str] = mapped_column(Text, default="")
    process_id: Mapped[int | None] = mapped_column(ForeignKey("legal_process.id"))
    people: Mapped[int]
    pages: Mapped[int]


class DisclosedPerson(Numbered, Base):
    """One participant whom a copy was about, and the consent it went under."""

    __tablename__ = "disclosed_person"

    disclosure_id: Mapped[int] = mapped_column(ForeignKey("disclosure.id"), index=True)
    episode_id: Mapped[int] = episode_key()
    basis: Mapped[Basis] = words(Basis)
    consent_id: Mapped[int | None] = mapped_column(ForeignKey("consent.id"), index=True)


class LegalProcess(Amended, Base):
    """A subpoena or another demand for a participant's records, and the court order beside it.

    The order authorises and does not compel, the subpoena compels and does not authorise (2.61).
    `order_scope` are keys of papers, within the days of the order where it names some.
    """

    __tablename__ = "legal_process"

    episode_id: Mapped[int] = episode_key()
    kind: Mapped[ProcessKind] = words(ProcessKind)
    number: Mapped[str] = mapped_column(String(100), default="")
    received_on: Mapped[date]
    answer_by: Mapped[date | None]
    from_name: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    order_number: Mapped[str] = mapped_column(String(100), default="")
    order_judge: Mapped[str] = mapped_column(String(100), default="")
    ordered_on: Mapped[date | None]
    order_section: Mapped[OrderSection | None] = words(OrderSection)
    order_scope: Mapped[list[Any]]
    order_since: Mapped[date | None]
    order_until: Mapped[date | None]
    answered_on: Mapped[date | None]
    answer: Mapped[str] = mapped_column(Text, default="")


class DisclosureSetting(Amended, Base):
    """What this court decided about consents; one row.

    From `strict_from` on, nothing goes out about people for whom no consent is recorded at all;
    before that it goes with a word on it. Other defects of a consent refuse always.
    """

    __tablename__ = "disclosure_setting"

    strict_from: Mapped[date]
    revocation: Mapped[RevocationRule] = words(RevocationRule)
    part2_program: Mapped[bool] = mapped_column(default=True)
