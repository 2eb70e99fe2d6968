"""How someone else's table says whom a row is about."""

from __future__ import annotations

from drugcourt.fields.field import Field, Kind


def split_words(text: str) -> tuple[str, ...]:
    """Heading words, written in one line with bars between them."""
    return tuple(word.strip() for word in text.split("|"))


PARTICIPANT_ID = Field(
    "participant_id",
    "Participant number",
    synonyms=split_words(
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
    synonyms=split_words(
        "name | full name | participant name | client name | client | donor name"
        " | defendant | defendant name | patient | patient name | subject name"
    ),
)
LAST_NAME = Field(
    "last_name",
    "Last name",
    synonyms=split_words("last name | last | surname | family name | lname"),
)
FIRST_NAME = Field(
    "first_name",
    "First name",
    synonyms=split_words("first name | first | given name | fname | forename"),
)
MIDDLE_NAME = Field(
    "middle_name",
    "Middle name",
    synonyms=split_words("middle name | middle | mi | middle initial"),
)
BORN = Field(
    "born",
    "Birth date",
    Kind.DATE,
    synonyms=split_words("birth date | date of birth | dob | born | birthdate | birthday | d.o.b."),
)
WHO_FIELDS = (PARTICIPANT_ID, NAME, LAST_NAME, FIRST_NAME, MIDDLE_NAME, BORN)
