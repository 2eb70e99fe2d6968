"""Which fields a table of people, tests, attendance or medications may hold, and their names."""

from __future__ import annotations

from drugcourt.domain.terms import (
    Attendance,
    ChargeLevel,
    CollectionStatus,
    Ethnicity,
    Gender,
    LegalTrack,
    Matrix,
    Race,
    SessionKind,
    Sex,
    TestReason,
    Validity,
)
from drugcourt.domain.tone import Term
from drugcourt.fields.field import Field, Kind


class ImportKind(Term):
    """The kinds of table that can be brought in."""

    PEOPLE = "people", "People"
    TESTS = "tests", "Tests"
    ATTENDANCE = "attendance", "Attendance"
    MEDICATIONS = "medications", "Medications"


def _words(text: str) -> tuple[str, ...]:
    """Heading words, written in one line with bars between them."""
    return tuple(word.strip() for word in text.split("|"))


PARTICIPANT_ID = Field(
    "participant_id",
    "Participant number",
    synonyms=_words(
        "participant id | participant | participant no | participant #"
        " | participant number | id | id number | client id | client no"
        " | client number | defendant id | donor id | donor | donor number"
        " | subject | subject id | patient id | person id | mrn | who | record id"
        " | cms id | docket id"
    ),
)
NAME = Field(
    "name",
    "Name",
    synonyms=_words(
        "name | full name | participant name | client name | client | donor name"
        " | defendant | defendant name | patient | patient name | subject name"
    ),
)
LAST_NAME = Field(
    "last_name", "Last name", synonyms=_words("last name | last | surname | family name | lname")
)
FIRST_NAME = Field(
    "first_name",
    "First name",
    synonyms=_words("first name | first | given name | fname | forename"),
)
MIDDLE_NAME = Field(
    "middle_name", "Middle name", synonyms=_words("middle name | middle | mi | middle initial")
)
BORN = Field(
    "born",
    "Birth date",
    Kind.DATE,
    synonyms=_words("birth date | date of birth | dob | born | birthdate | birthday | d.o.b."),
)
WHO_FIELDS = (PARTICIPANT_ID, NAME, LAST_NAME, FIRST_NAME, MIDDLE_NAME, BORN)

PEOPLE = (
    *WHO_FIELDS,
    Field(
        "preferred_name",
        "Preferred name",
        synonyms=_words("preferred name | preferred | goes by | nickname | called"),
    ),
    Field("aliases", "Aliases", synonyms=_words("aliases | alias | aka | a.k.a. | other names")),
    Field("age", "Age", Kind.WHOLE, synonyms=_words("age | age at entry | age at admission")),
    Field(
        "sex", "Sex", Kind.CHOICE, choices=Sex, synonyms=_words("sex | sex at birth | birth sex")
    ),
    Field(
        "gender", "Gender", Kind.CHOICE, choices=Gender, synonyms=_words("gender | gender identity")
    ),
    Field("race", "Race", Kind.CHOICE, choices=Race, synonyms=_words("race | racial group")),
    Field(
        "ethnicity",
        "Ethnicity",
        Kind.CHOICE,
        choices=Ethnicity,
        synonyms=_words("ethnicity | hispanic | hispanic or latino | latino | hispanic origin"),
    ),
    Field(
        "language",
        "Language",
        synonyms=_words("language | primary language | preferred language | spoken language"),
    ),
    Field(
        "veteran",
        "Veteran",
        Kind.YES_NO,
        synonyms=_words("veteran | veteran status | military | military service | served"),
    ),
    Field(
        "phone",
        "Phone",
        Kind.PHONE,
        synonyms=_words("phone | telephone | phone number | cell | cell phone | mobile | tel"),
    ),
    Field(
        "address",
        "Address",
        max_length=500,
        synonyms=_words("address | home address | street address | residence | mailing address"),
    ),
    Field("email", "Email", synonyms=_words("email | e-mail | email address")),
    Field(
        "admitted",
        "Admitted",
        Kind.DATE,
        synonyms=_words(
            "admitted | admission date | admit date | date admitted | entry date"
            " | entered | date entered | start date | enrolled | enrollment date"
            " | program start | plea date | entry | intake date | date of entry"
        ),
    ),
    Field(
        "case_number",
        "Case number",
        synonyms=_words(
            "case number | case no | case # | case | docket number | cause number"
            " | docket no | cr number | court case | case id"
        ),
    ),
    Field(
        "charge",
        "Charge",
        max_length=500,
        synonyms=_words("charge | charges | offense | offence | top charge | charge description"),
    ),
    Field(
        "charge_level",
        "Charge level",
        Kind.CHOICE,
        choices=ChargeLevel,
        synonyms=_words("charge level | offense level | level | class | felony/misdemeanor | f/m"),
    ),
    Field(
        "track",
        "Legal track",
        Kind.CHOICE,
        choices=LegalTrack,
        synonyms=_words("track | legal track | plea type | legal status | program track"),
    ),
    Field("phase", "Phase", synonyms=_words("phase | current phase | phase number | level/phase")),
    Field(
        "phase_since",
        "In this phase since",
        Kind.DATE,
        synonyms=_words(
            "in this phase since | phase since | phase date | phase start | phase start date"
            " | phase started | phase entry | phase entry date | current phase date"
            " | current phase since | current phase start | date of phase | phase begin date"
            " | entered phase | last advancement | advanced on"
        ),
    ),
    Field(
        "employment",
        "Employment",
        synonyms=_words("employment | employment status | employed | job | work | work status"),
    ),
    Field(
        "housing",
        "Housing",
        synonyms=_words("housing | stable housing | living situation | housing status"),
    ),
    Field(
        "education",
        "Education",
        synonyms=_words("education | highest grade | education level | schooling | degree"),
    ),
    Field("marital", "Marital status", synonyms=_words("marital | marital status | married")),
    Field(
        "next_court_date",
        "Next court date",
        Kind.DATE,
        synonyms=_words(
            "next court date | next court | next hearing | next date | court date"
            " | next appearance | next status"
        ),
    ),
)

TESTS = (
    *WHO_FIELDS,
    Field(
        "collected",
        "Collected",
        Kind.DATE,
        required=True,
        synonyms=_words(
            "collected | collected on | collection date | date collected | coll date"
            " | date/time collected | collection date/time | collected date"
            " | specimen date | test date | date of test | date tested | sample date"
            " | date | collected at | collection"
        ),
    ),
    Field(
        "collected_time",
        "Time collected",
        synonyms=_words("time collected | collection time | coll time | time | collected time"),
    ),
    Field(
        "specimen_id",
        "Specimen number",
        synonyms=_words(
            "specimen id | specimen number | accession | accession number"
            " | accession # | specimen no | sample id | lab id | lab number | barcode"
            " | chain of custody | coc number | accession id | requisition"
        ),
    ),
    Field(
        "matrix",
        "Specimen",
        Kind.CHOICE,
        choices=Matrix,
        synonyms=_words("matrix | specimen | specimen type | sample type | sample | test type"),
    ),
    Field(
        "reason",
        "Reason",
        Kind.CHOICE,
        choices=TestReason,
        synonyms=_words("reason | reason for test | test reason | reason for testing"),
    ),
    Field(
        "status",
        "Collection status",
        Kind.CHOICE,
        choices=CollectionStatus,
        synonyms=_words("status | collection status | outcome | collection outcome | test status"),
    ),
    Field(
        "validity",
        "Validity",
        Kind.CHOICE,
        choices=Validity,
        synonyms=_words("validity | specimen validity | svt | integrity"),
    ),
    Field(
        "creatinine",
        "Creatinine (mg/dL)",
        Kind.NUMBER,
        synonyms=_words("creatinine | creat | creatinine mg/dl | cr | crea"),
    ),
    Field(
        "specific_gravity",
        "Specific gravity",
        Kind.NUMBER,
        synonyms=_words("specific gravity | sg | sp gr | spec grav | sp. gravity"),
    ),
    Field(
        "temperature_ok",
        "Temperature in range",
        Kind.YES_NO,
        synonyms=_words(
            "temperature in range | temp in range | temp ok | temperature ok | temp"
            " | temperature | temp within range"
        ),
    ),
    Field(
        "collector",
        "Collector",
        synonyms=_words("collector | collected by | collector name | technician | tech"),
    ),
    Field(
        "observed",
        "Observed",
        Kind.YES_NO,
        synonyms=_words("observed | direct observation | observed collection | witnessed"),
    ),
    Field(
        "substance",
        "Substance",
        synonyms=_words(
            "substance | analyte | drug | test name | test | drug class | assay"
            " | panel | analyte/analysis | drug name | compound"
        ),
    ),
    Field(
        "result",
        "Result",
        Kind.CHOICE,
        synonyms=_words(
            "result | results | overall result | final result | screen result"
            " | interpretation | overall | qualitative result | test result"
        ),
    ),
    Field(
        "confirmation",
        "Confirmation",
        synonyms=_words("confirmation | confirmation result | confirm | confirmed | gc/ms | lc/ms"),
    ),
    Field(
        "code",
        "Code of the substance",
        synonyms=_words("loinc | loinc code | test code | analyte code | substance code"),
    ),
    Field(
        "cutoff",
        "Cut-off",
        synonyms=_words("cutoff | cut-off | cut off | threshold | cutoff ng/ml | screen cutoff"),
    ),
    Field(
        "level",
        "Quantity",
        synonyms=_words(
            "quantity | concentration | quantitative result | quant | level | level ng/ml"
            " | quantitative value"
        ),
    ),
    Field("unit", "Unit", max_length=20, synonyms=_words("unit | units | uom")),
    Field("ph", "pH", Kind.NUMBER, synonyms=_words("ph | urine ph")),
    Field(
        "laboratory",
        "Laboratory",
        max_length=120,
        synonyms=_words("laboratory | lab | lab name | laboratory name | testing laboratory"),
    ),
    Field(
        "received_on",
        "Received by the laboratory",
        Kind.DATE,
        synonyms=_words("received | received on | date received | received date | lab received"),
    ),
    Field(
        "reported_on",
        "Reported",
        Kind.DATE,
        synonyms=_words(
            "reported | reported on | report date | date reported | result date | resulted"
            " | date resulted | reported date"
        ),
    ),
)

ATTENDANCE = (
    *WHO_FIELDS,
    Field(
        "on",
        "Date",
        Kind.DATE,
        synonyms=_words(
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
        synonyms=_words(
            "attended | attendance | status | present | attendance status | showed | attend | kept"
        ),
    ),
    Field(
        "kind",
        "Kind of session",
        Kind.CHOICE,
        choices=SessionKind,
        synonyms=_words(
            "kind | session | session type | service | service type | type | visit type | modality"
        ),
    ),
    Field(
        "reason",
        "Reason",
        synonyms=_words("reason | reason missed | absence reason | excuse | why | missed reason"),
    ),
    Field(
        "provider",
        "Provider",
        synonyms=_words("provider | agency | program | treatment provider | facility | clinic"),
    ),
    Field(
        "minutes",
        "Minutes",
        Kind.WHOLE,
        synonyms=_words("minutes | duration | length | duration minutes | mins | min"),
    ),
    Field("hours", "Hours", Kind.NUMBER, synonyms=_words("hours | hrs | hour | duration hours")),
    Field(
        "note",
        "Note",
        max_length=2000,
        synonyms=_words("note | notes | comment | comments | visit | topic | remarks | group"),
    ),
)

MEDICATIONS = (
    *WHO_FIELDS,
    Field(
        "medicine",
        "Medicine",
        required=True,
        synonyms=_words(
            "medication | medicine | drug | drug name | medication name"
            " | prescription | rx | med | meds"
        ),
    ),
    Field(
        "started",
        "Started",
        Kind.DATE,
        required=True,
        synonyms=_words(
            "started | start | start date | date started | begin date | prescribed"
            " | date prescribed | from | filled | fill date | begun"
        ),
    ),
    Field(
        "ended",
        "Ended",
        Kind.DATE,
        synonyms=_words(
            "ended | end | end date | stop date | stopped | until | to | expires | discontinued"
        ),
    ),
    Field("dose", "Dose", synonyms=_words("dose | dosage | strength | amount | sig | amount mg")),
    Field(
        "prescriber",
        "Prescriber",
        synonyms=_words("prescriber | doctor | physician | prescribed by | prescribing provider"),
    ),
    Field(
        "setting", "Setting", synonyms=_words("setting | place | level of care | treatment setting")
    ),
)

_FIELDS = {
    ImportKind.PEOPLE: PEOPLE,
    ImportKind.TESTS: TESTS,
    ImportKind.ATTENDANCE: ATTENDANCE,
    ImportKind.MEDICATIONS: MEDICATIONS,
}


def import_fields(kind: ImportKind) -> tuple[Field, ...]:
    """The fields that a table of this kind may bring, in the order shown for mapping."""
    return _FIELDS[kind]
