"""Which words describe a person: sex, gender, race and ethnicity."""

from __future__ import annotations

from drugcourt.domain.tone import Term


class Sex(Term):
    FEMALE = "female", "Female"
    MALE = "male", "Male"
    OTHER = "other", "Another"
    UNKNOWN = "unknown", "Unknown"


class Gender(Term):
    WOMAN = "woman", "Woman"
    MAN = "man", "Man"
    TRANS_WOMAN = "trans_woman", "Transgender woman"
    TRANS_MAN = "trans_man", "Transgender man"
    NONBINARY = "nonbinary", "Non-binary"
    OTHER = "other", "Another"
    UNKNOWN = "unknown", "Unknown"


class Race(Term):
    """The federal categories, plus what sources say when they do not know."""

    AMERICAN_INDIAN = "american_indian", "American Indian or Alaska Native"
    ASIAN = "asian", "Asian"
    BLACK = "black", "Black or African American"
    MIDDLE_EASTERN = "middle_eastern", "Middle Eastern or North African"
    PACIFIC_ISLANDER = "pacific_islander", "Native Hawaiian or Pacific Islander"
    WHITE = "white", "White"
    MULTIPLE = "multiple", "More than one race"
    OTHER = "other", "Another race"
    REFUSED = "refused", "Declined to say"
    UNKNOWN = "unknown", "Unknown"


class Ethnicity(Term):
    HISPANIC = "hispanic", "Hispanic or Latino"
    NOT_HISPANIC = "not_hispanic", "Not Hispanic or Latino"
    UNKNOWN = "unknown", "Unknown"
