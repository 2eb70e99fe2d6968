"""Which kinds of table can be brought in, and the fields that each of them may hold."""

from __future__ import annotations

from drugcourt.domain.tone import Term
from drugcourt.domain.treatment import Attendance, SessionKind
from drugcourt.fields.field import Field, Kind
from drugcourt.fields.import_people import PEOPLE
from drugcourt.fields.import_referrals import REFERRALS
from drugcourt.fields.import_tests import TESTS
from drugcourt.fields.import_who import WHO_FIELDS, split_words


class ImportKind(Term):
    """The kinds of table that can be brought in."""

    PEOPLE = "people", "People"
    TESTS = "tests", "Tests"
    ATTENDANCE = "attendance", "Attendance"
    MEDICATIONS = "medications", "Medications"
    REFERRALS = "referrals", "Referrals"
    PROVIDERS = "providers", "Providers"


ATTENDANCE = (
    *WHO_FIELDS,
    Field(
        "on",
        "Date",
        Kind.DATE,
        synonyms=split_words(
            "date | session date | visit date | service date | date of service | dos"
            " | appointment | appointment date | meeting date | attended on"
            " | group date"
        ),
    ),
    Field(
        "attendance",
        "Attendance",
        Kind.CHOICE,
        choices=Attendance,
        synonyms=split_words(
            "attended | attendance | status | present | attendance status | showed | attend | kept"
        ),
    ),
    Field(
        "kind",
        "Kind of session",
        Kind.CHOICE,
        choices=SessionKind,
        synonyms=split_words(
            "kind | session | session type | service | service type | type | visit type | modality"
        ),
    ),
    Field(
        "reason",
        "Reason",
        synonyms=split_words(
            "reason | reason missed | absence reason | excuse | why | missed reason"
        ),
    ),
    Field(
        "provider",
        "Provider",
        synonyms=split_words(
            "provider | agency | program | treatment provider | facility | clinic"
        ),
    ),
    Field(
        "minutes",
        "Minutes",
        Kind.WHOLE,
        synonyms=split_words("minutes | duration | length | duration minutes | mins | min"),
    ),
    Field(
        "hours", "Hours", Kind.NUMBER, synonyms=split_words("hours | hrs | hour | duration hours")
    ),
    Field(
        "note",
        "Note",
        max_length=2000,
        synonyms=split_words("note | notes | comment | comments | visit | topic | remarks | group"),
    ),
)

MEDICATIONS = (
    *WHO_FIELDS,
    Field(
        "medicine",
        "Medicine",
        required=True,
        synonyms=split_words(
            "medication | medicine | drug | drug name | medication name"
            " | prescription | rx | med | meds"
        ),
    ),
    Field(
        "started",
        "Started",
        Kind.DATE,
        required=True,
        synonyms=split_words(
            "started | started on | start | start date | date started | begin date | prescribed"
            " | date prescribed | from | filled | fill date | begun"
        ),
    ),
    Field(
        "ended",
        "Ended",
        Kind.DATE,
        synonyms=split_words(
            "ended | ended on | end | end date | stop | stop date | stopped | until | to"
            " | expires | discontinued"
        ),
    ),
    Field(
        "dose",
        "Dose",
        synonyms=split_words("dose | dosage | strength | amount | sig | amount mg"),
    ),
    Field(
        "prescriber",
        "Prescriber",
        synonyms=split_words(
            "prescriber | doctor | physician | prescribed by | prescribing provider"
        ),
    ),
    Field(
        "setting",
        "Setting",
        synonyms=split_words("setting | place | level of care | treatment setting"),
    ),
)

PROVIDERS = (
    Field(
        "provider",
        "Provider",
        required=True,
        synonyms=split_words("provider | agency | treatment provider | facility | clinic | name"),
    ),
    Field(
        "levels",
        "Levels of care",
        synonyms=split_words("levels of care | level of care | levels | services | asam levels"),
    ),
    Field(
        "medications",
        "Medications offered",
        max_length=300,
        synonyms=split_words("medications offered | medications | moud | mat | medicines"),
    ),
    Field(
        "medicaid",
        "Takes Medicaid",
        Kind.YES_NO,
        synonyms=split_words("takes medicaid | medicaid | accepts medicaid"),
    ),
    Field(
        "waiting_days",
        "Days to a place",
        Kind.WHOLE,
        synonyms=split_words("days to a place | waiting days | wait days | wait | waiting time"),
    ),
    Field(
        "report_day",
        "Reports due on",
        synonyms=split_words("reports due on | report day | report due | report due day"),
    ),
    Field(
        "contact",
        "Contact",
        max_length=100,
        synonyms=split_words("contact | contact person | contact name"),
    ),
    Field(
        "phone",
        "Phone",
        Kind.PHONE,
        max_length=40,
        synonyms=split_words("phone | telephone | phone number | tel"),
    ),
    Field("email", "Email", synonyms=split_words("email | e-mail | email address")),
    Field("address", "Address", max_length=300, synonyms=split_words("address | street address")),
    Field("note", "Note", max_length=2000, synonyms=split_words("note | notes | comments")),
)

_FIELDS = {
    ImportKind.PEOPLE: PEOPLE,
    ImportKind.TESTS: TESTS,
    ImportKind.ATTENDANCE: ATTENDANCE,
    ImportKind.MEDICATIONS: MEDICATIONS,
    ImportKind.REFERRALS: REFERRALS,
    ImportKind.PROVIDERS: PROVIDERS,
}


def import_fields(kind: ImportKind) -> tuple[Field, ...]:
    """The fields that a table of this kind may bring, in the order shown for mapping."""
    return _FIELDS[kind]
