"""Which fields a table of people may hold, and the headings they go by."""

from __future__ import annotations

from drugcourt.domain.cases import ChargeLevel, LegalTrack
from drugcourt.domain.people import Ethnicity, Gender, Race, Sex
from drugcourt.fields.field import Field, Kind
from drugcourt.fields.import_who import WHO_FIELDS, split_words

PEOPLE = (
    *WHO_FIELDS,
    Field(
        "preferred_name",
        "Preferred name",
        synonyms=split_words("preferred name | preferred | goes by | nickname | called"),
    ),
    Field(
        "aliases", "Aliases", synonyms=split_words("aliases | alias | aka | a.k.a. | other names")
    ),
    Field("age", "Age", Kind.WHOLE, synonyms=split_words("age | age at entry | age at admission")),
    Field(
        "sex",
        "Sex",
        Kind.CHOICE,
        choices=Sex,
        synonyms=split_words("sex | sex at birth | birth sex"),
    ),
    Field(
        "gender",
        "Gender",
        Kind.CHOICE,
        choices=Gender,
        synonyms=split_words("gender | gender identity"),
    ),
    Field("race", "Race", Kind.CHOICE, choices=Race, synonyms=split_words("race | racial group")),
    Field(
        "ethnicity",
        "Ethnicity",
        Kind.CHOICE,
        choices=Ethnicity,
        synonyms=split_words(
            "ethnicity | hispanic | hispanic or latino | latino | hispanic origin"
        ),
    ),
    Field(
        "language",
        "Language",
        synonyms=split_words("language | primary language | preferred language | spoken language"),
    ),
    Field(
        "veteran",
        "Veteran",
        Kind.YES_NO,
        synonyms=split_words("veteran | veteran status | military | military service | served"),
    ),
    Field(
        "phone",
        "Phone",
        Kind.PHONE,
        synonyms=split_words("phone | telephone | phone number | cell | cell phone | mobile | tel"),
    ),
    Field(
        "address",
        "Address",
        max_length=500,
        synonyms=split_words(
            "address | home address | street address | residence | mailing address"
        ),
    ),
    Field("email", "Email", synonyms=split_words("email | e-mail | email address")),
    Field(
        "admitted",
        "Admitted",
        Kind.DATE,
        synonyms=split_words(
            "admitted | admission date | admit date | date admitted | entry date"
            " | entered | date entered | start date | enrolled | enrollment date"
            " | program start | plea date | entry | intake date | date of entry"
        ),
    ),
    Field(
        "case_number",
        "Case number",
        synonyms=split_words(
            "case number | case no | case # | case | docket number | cause number"
            " | docket no | cr number | court case | case id"
        ),
    ),
    Field(
        "charge",
        "Charge",
        max_length=500,
        synonyms=split_words(
            "charge | charges | offense | offence | top charge | charge description"
        ),
    ),
    Field(
        "charge_level",
        "Charge level",
        Kind.CHOICE,
        choices=ChargeLevel,
        synonyms=split_words(
            "charge level | offense level | level | class | felony/misdemeanor | f/m"
        ),
    ),
    Field(
        "track",
        "Legal track",
        Kind.CHOICE,
        choices=LegalTrack,
        synonyms=split_words("track | legal track | plea type | legal status | program track"),
    ),
    Field(
        "phase",
        "Phase",
        synonyms=split_words("phase | current phase | phase number | level/phase"),
    ),
    Field(
        "phase_since",
        "In this phase since",
        Kind.DATE,
        synonyms=split_words(
            "in this phase since | phase since | phase date | phase start | phase start date"
            " | phase started | phase entry | phase entry date | current phase date"
            " | current phase since | current phase start | date of phase | phase begin date"
            " | entered phase | last advancement | advanced on"
        ),
    ),
    Field(
        "employment",
        "Employment",
        synonyms=split_words(
            "employment | employment status | employed | job | work | work status"
        ),
    ),
    Field(
        "housing",
        "Housing",
        synonyms=split_words("housing | stable housing | living situation | housing status"),
    ),
    Field(
        "education",
        "Education",
        synonyms=split_words("education | highest grade | education level | schooling | degree"),
    ),
    Field("marital", "Marital status", synonyms=split_words("marital | marital status | married")),
    Field(
        "next_court_date",
        "Next court date",
        Kind.DATE,
        synonyms=split_words(
            "next court date | next court | next hearing | next date | court date"
            " | next appearance | next status"
        ),
    ),
)
