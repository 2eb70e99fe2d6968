"""How the court itself is described: its name, where and when it sits, who presides."""

from __future__ import annotations

from drugcourt.domain.tone import Term
from drugcourt.fields.field import Field, Kind


class Weekday(Term):
    """The day of the week on which court sits; the key is what the court record keeps."""

    MONDAY = "0", "Monday"
    TUESDAY = "1", "Tuesday"
    WEDNESDAY = "2", "Wednesday"
    THURSDAY = "3", "Thursday"
    FRIDAY = "4", "Friday"
    SATURDAY = "5", "Saturday"
    SUNDAY = "6", "Sunday"


NAME = Field(
    "name",
    "Name of the court",
    required=True,
    help="As it should stand on its papers.",
    placeholder="Cedar County Recovery Court",
)
JUDGE = Field("judge", "Judge", max_length=100, placeholder="Hon. M. Whitfield")
COURTROOM = Field("courtroom", "Courtroom", max_length=60)
WEEKDAY = Field("weekday", "Court sits on", Kind.CHOICE, choices=Weekday)
STARTS_AT = Field("starts_at", "At", max_length=8, placeholder="1:30 PM")
COUNTY = Field("county", "County", max_length=100)
STATE = Field("state", "State", max_length=60)
DOCKET_TITLE = Field(
    "docket_title",
    "Name of the docket",
    help="Stands on the public list at the door; “drug court” there says something of everybody.",
    placeholder="Tuesday afternoon calendar",
    max_length=100,
)
TIME_ZONE = Field(
    "time_zone",
    "Time zone",
    max_length=60,
    placeholder="America/Chicago",
    help="For calendar files. Empty: that of the state, where it keeps one.",
)
PROSECUTOR = Field("prosecutor_office", "Prosecutor’s office")

NEW_COURT = (NAME, JUDGE, COURTROOM, COUNTY, WEEKDAY, STARTS_AT)
COURT = (
    NAME,
    DOCKET_TITLE,
    JUDGE,
    COURTROOM,
    WEEKDAY,
    STARTS_AT,
    COUNTY,
    STATE,
    TIME_ZONE,
    PROSECUTOR,
)
