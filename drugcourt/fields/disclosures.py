"""How consents, demands and disclosures are described, for forms and tables."""

from __future__ import annotations

from drugcourt.domain.disclosures import (
    ConsentEnds,
    ConsentKind,
    ConsentState,
    Information,
    OrderSection,
    ProcessKind,
    Reader,
    RevocationRule,
    SignedHow,
    WithoutConsent,
)
from drugcourt.fields.choices import closed_list
from drugcourt.fields.field import Field, Kind

_STATE = Field(
    "state",
    "This consent is",
    Kind.CHOICE,
    choices=ConsentState,
    required=True,
    help="A signed one needs every element; a draft carries nothing.",
)
_PATIENT = Field("patient_name", "Name of the participant, as signed", max_length=200)
_DISCLOSER = Field("discloser", "Who may disclose", max_length=200)
_INFORMATION = Field("information", "Information it covers", Kind.SEVERAL, choices=Information)
_DESCRIPTION = Field(
    "description", "In words, specific and meaningful", Kind.LONG_TEXT, max_length=2000
)
_NOBODY = {Reader.OFFICE, Reader.PUBLIC, Reader.MESSENGER, Reader.LABORATORY, Reader.OTHER}
_MONITORS = (
    Reader.TEAM,
    Reader.BENCH,
    Reader.COURT_FILE,
    Reader.PROSECUTOR,
    Reader.DEFENSE,
    Reader.PROBATION,
    Reader.COLLECTION,
)
_OTHERS = tuple(one for one in Reader if one not in _NOBODY | {Reader.PARTICIPANT})


def _recipients(kind: ConsentKind) -> Field:
    """To whom a consent of this kind may name a disclosure."""
    offered = _MONITORS if kind is ConsentKind.CRIMINAL_JUSTICE else _OTHERS
    choices = closed_list("Recipients", [(one.value, one.label) for one in offered])
    return Field("recipients", "To whom", Kind.SEVERAL, choices=choices)


_NAMES = Field(
    "recipient_names",
    "Further recipients, by name",
    Kind.LONG_TEXT,
    max_length=2000,
    help="One a line: the name, then a comma and the address.",
)
_PURPOSE = Field("purpose", "Purpose", max_length=300)
_HOW = Field("how_to_revoke", "Right to revoke, and how", Kind.LONG_TEXT, max_length=1000)
_EXPIRES = Field("expires_on", "Ends on", Kind.DATE, help="The last day it may be used.")
_ENDS = Field("ends", "Or it ends", Kind.CHOICE, choices=ConsentEnds)
_ENDS_WITH = Field("ends_with", "That other event", max_length=200)
_SIGNED_ON = Field("signed_on", "Signed on", Kind.DATE)
_SIGNED_HOW = Field("signed_how", "How it was signed", Kind.CHOICE, choices=SignedHow)
_SIGNED_BY = Field(
    "signed_by", "Signed by", max_length=200, help="The participant, or who may sign for them."
)
_REDISCLOSURE = Field("redisclosure_told", "It says what may be disclosed again", Kind.YES_NO)
_REFUSAL = Field("refusal_told", "It says what follows from refusing", Kind.YES_NO)
_REVOCABLE_ON = Field(
    "revocable_on",
    "May be revoked from",
    Kind.DATE,
    help="Never later than the final disposition (42 CFR 2.35).",
)
_REVOCABLE_WITH = Field("revocable_with", "Or may be revoked", Kind.CHOICE, choices=ConsentEnds)


def consent(kind: ConsentKind) -> tuple[Field, ...]:
    """The fields of a consent of this kind; each kind has a form of its own."""
    special: tuple[Field, ...] = ()
    if kind is ConsentKind.CRIMINAL_JUSTICE:
        special = (_REVOCABLE_ON, _REVOCABLE_WITH)
    elif kind is ConsentKind.TREATMENT:
        special = (_REDISCLOSURE, _REFUSAL)
    return (
        _STATE,
        _PATIENT,
        _INFORMATION,
        _DESCRIPTION,
        _recipients(kind),
        _NAMES,
        _DISCLOSER,
        _PURPOSE,
        _EXPIRES,
        _ENDS,
        _ENDS_WITH,
        *special,
        _SIGNED_ON,
        _SIGNED_HOW,
        _SIGNED_BY,
        _HOW,
    )


KIND = Field("kind", "Kind of consent", Kind.CHOICE, choices=ConsentKind, width=22)
REVOKE = (
    Field("revoked_on", "Revoked on", Kind.DATE, required=True),
    Field(
        "how",
        "How",
        required=True,
        max_length=300,
        placeholder="In writing, to the coordinator",
    ),
    Field(
        "although",
        "Revoke it although it is not revocable yet",
        Kind.YES_NO,
        help="Only where the court has decided to warn and not to refuse.",
    ),
)
ASKED = (Field("asked_on", "Asked on", Kind.DATE, required=True),)
EVENT = (Field("ended_on", "The event came on", Kind.DATE, required=True),)

ADDRESS = Field("address", "Address of the recipient", max_length=300)
PROCESS = (
    Field("kind", "What came", Kind.CHOICE, choices=ProcessKind, required=True),
    Field("received_on", "Received on", Kind.DATE, required=True),
    Field("from_name", "From", required=True, max_length=200, placeholder="Name and office"),
    Field("number", "Its number", max_length=100),
    Field("address", "Address", max_length=300),
    Field("answer_by", "Answer by", Kind.DATE),
    Field("text", "What it asks for", Kind.LONG_TEXT, max_length=4000),
)
ANSWER = (
    Field("answered_on", "Answered on", Kind.DATE, required=True),
    Field("answer", "How", Kind.LONG_TEXT, required=True, max_length=4000),
)


def order(papers: list[tuple[str, str]]) -> tuple[Field, ...]:
    """The fields of a court order; `papers` are those it may name, as (key, title)."""
    return (
        Field("order_number", "Number of the order", required=True, max_length=100),
        Field("order_judge", "Judge", required=True, max_length=100),
        Field("ordered_on", "Ordered on", Kind.DATE, required=True),
        Field("order_section", "Made under", Kind.CHOICE, choices=OrderSection, required=True),
        Field(
            "order_scope",
            "Papers the order allows",
            Kind.SEVERAL,
            choices=closed_list("Papers", papers),
            required=True,
        ),
        Field("order_since", "Records from", Kind.DATE),
        Field("order_until", "Records to", Kind.DATE),
    )


def going(orders: list[tuple[str, str]]) -> tuple[Field, ...]:
    """Why a copy goes without consent; `orders` are the demands with an order, as (id, words)."""
    fields: tuple[Field, ...] = (
        Field(
            "without_consent",
            "Reason the law names",
            Kind.CHOICE,
            choices=closed_list(
                "Reasons",
                [(one.value, one.label) for one in WithoutConsent if one != WithoutConsent.ORDER],
            ),
        ),
        Field("reason", "What happened", Kind.LONG_TEXT, max_length=2000),
        ADDRESS,
    )
    if not orders:
        return fields
    chosen = Field(
        "process", "Or under this court order", Kind.CHOICE, choices=closed_list("Orders", orders)
    )
    return (chosen, *fields)


SETTING = (
    Field(
        "strict_from",
        "Consents are asked for from",
        Kind.DATE,
        required=True,
        help="From this day nothing goes out about people without any recorded consent.",
    ),
    Field(
        "revocation",
        "Revoking a criminal justice consent early",
        Kind.CHOICE,
        choices=RevocationRule,
        required=True,
    ),
    Field(
        "part2_program",
        "This court is itself a Part 2 program",
        Kind.YES_NO,
        help="Notice and log stay on either way.",
    ),
)

# Tables ---------------------------------------------------------------------------------------

STANDING = Field("standing", "Today", width=12)
NAME = Field("name", "Name", width=20)
COVERS = Field("covers", "Covers", width=30)
TO = Field("recipients", "To", width=30)
SIGNED_ON = Field("signed_on", "Signed", Kind.DATE, width=11)
UNTIL = Field("until", "Until", width=20)
NOTE = Field("note", "Note", width=24)
COPY = Field("copy_number", "Copy", Kind.WHOLE, width=7)
MADE_ON = Field("made_on", "Day", Kind.DATE, width=11)
TITLE = Field("title", "Paper", width=24)
RECIPIENT = Field("recipient", "To", width=22)
FOR = Field("purpose", "For", width=26)
BASIS = Field("basis", "Under", width=24)
PEOPLE = Field("people", "People", Kind.WHOLE, width=8)
BY = Field("made_by", "By", width=14)
CONSENT = Field("consent", "Consent", width=26)
WHAT = Field("kind", "What", Kind.CHOICE, choices=ProcessKind, width=14)
RECEIVED = Field("received_on", "Received", Kind.DATE, width=11)
FROM = Field("from_name", "From", width=20)
DUE = Field("answer_by", "Answer by", Kind.DATE, width=11)
ORDER = Field("order", "Court order", width=22)
STATE = Field("state", "State", width=26)
