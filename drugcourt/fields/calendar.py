"""Which fields a docket, its rules, a closure and a session of the calendar have."""

from __future__ import annotations

from drugcourt.domain.calendar import ClosureSource, OnClosed
from drugcourt.domain.tone import Term, Tone
from drugcourt.fields.field import Field, Kind


class Standing(Term):
    """How a session of the calendar stands."""

    PLANNED = "planned", "Planned"
    FULL = "full", "Full"
    OVER = "over", "Overbooked"
    HELD = "held", "Closed"
    CANCELLED = "cancelled", "Cancelled"


STANDING_TONES = {
    Standing.PLANNED: Tone.GOOD,
    Standing.FULL: Tone.WATCH,
    Standing.OVER: Tone.ALARM,
    Standing.HELD: Tone.PLAIN,
    Standing.CANCELLED: Tone.PLAIN,
}

# Sessions as a list.
HELD_ON = Field("held_on", "Day", Kind.DATE, width=12)
TIME = Field("time", "Time", width=9)
DOCKET = Field("docket", "Docket", width=18)
COURTROOM = Field("courtroom", "Courtroom", width=12)
JUDGE = Field("judge", "Judge", width=16)
LOAD = Field("load", "Booked", width=26)
STATE = Field("standing", "Stands", width=12)
RETIRED = Field("retired_on", "", width=10)
SIZE = Field("size", "Size", width=22)

# Proposals of a docket.
NAME = Field("name", "Participant", width=22)
PHASE = Field("phase_number", "Ph", Kind.WHOLE, help="Phase", width=3)
WHY = Field("why", "Why", width=12)
TEXT = Field("text", "In words", width=40)
CHECK = Field("check", "See to", width=12)

# Proposed sessions.
PLANNED_ON = Field("planned_on", "The rule names", Kind.DATE, width=14)
RULE = Field("rule", "Rule", width=18)
OUTCOME = Field("outcome", "Session", width=16)

# Closures.
CLOSED_ON = Field("closed_on", "Day", Kind.DATE, width=14)
CLOSURE_NAME = Field("name", "Closed for", required=True, max_length=200, width=30)
SOURCE = Field("source", "From", Kind.CHOICE, choices=ClosureSource, width=16)
SITS = Field("sits", "Court", width=16)
BOOKED = Field("people", "Booked", Kind.WHOLE, width=8)
ON = Field("on", "First day", Kind.DATE, required=True)
UNTIL = Field("until", "Last day", Kind.DATE, help="Empty for one day.")
FIRST_YEAR = Field("first_year", "From the year", Kind.WHOLE, required=True)
LAST_YEAR = Field("last_year", "To the year", Kind.WHOLE, required=True)

# A docket and its rules.
TITLE = Field("title", "Docket", required=True, max_length=100, placeholder="Veterans court")
PUBLIC_TITLE = Field(
    "public_title",
    "Called in public",
    max_length=100,
    placeholder="Court calendar",
    help="On the list for the door, so that it need not say what kind of court sits.",
)
DOCKET_JUDGE = Field("judge", "Judge", max_length=100)
DOCKET_ROOM = Field("courtroom", "Courtroom", max_length=60)
STARTS_AT = Field("starts_at", "Starts at", max_length=8, placeholder="1:30 PM", width=10)
MINUTES = Field("minutes", "Minutes a session", Kind.WHOLE, required=True, width=8)
MINUTES_EACH = Field(
    "minutes_each", "Minutes a hearing", Kind.WHOLE, required=True, help="With its turnover."
)
CAPACITY = Field(
    "capacity", "Most people", Kind.WHOLE, help="Empty: as many as the minutes allow.", width=8
)
A_DOCKET = (
    TITLE, PUBLIC_TITLE, DOCKET_JUDGE, DOCKET_ROOM, STARTS_AT, MINUTES, MINUTES_EACH, CAPACITY
)  # fmt: skip
RULE_TEXT = Field(
    "text",
    "Sits",
    required=True,
    max_length=120,
    placeholder="every Tuesday",
    help="Every Tuesday, every other Tuesday, 1st and 3rd Friday, last Thursday ...",
)
FIRST_ON = Field("first_on", "From", Kind.DATE, required=True)
LAST_ON = Field("last_on", "Until", Kind.DATE, help="Empty: until you end it.")
ON_CLOSED = Field("on_closed", "When court is closed", Kind.CHOICE, required=True, choices=OnClosed)
A_RULE = (RULE_TEXT, FIRST_ON, LAST_ON, ON_CLOSED)
ENDS_ON = Field("last_on", "Last day", Kind.DATE, required=True)

# Moving and cancelling a session.
MOVE_TO = Field("held_on", "New day", Kind.DATE, required=True)
MOVE_TIME = Field("starts_at", "At", max_length=8, placeholder="1:30 PM")
MOVE_ROOM = Field("courtroom", "Courtroom", max_length=60)
MOVE_REASON = Field("reason", "Why", required=True, max_length=300)
TO_DAY = Field(
    "to_day",
    "Its people go to the session of",
    Kind.DATE,
    help="Empty: they come off the docket and need another date.",
)
CANCEL = (TO_DAY, MOVE_REASON)
MOVE = (MOVE_TO, MOVE_TIME, MOVE_ROOM, MOVE_REASON)


# A stretch of days.
FIRST = Field("first", "From", Kind.DATE, required=True)
LAST = Field("last", "To", Kind.DATE, required=True)


# A calendar file.
class OneFile(Term):
    """Whether everything is in one file."""

    ONE = "one", "Everything in one file"
    EACH = "each", "A folder with a file an event"


class Naming(Term):
    """Whether a calendar file names people."""

    NOBODY = "nobody", "Nobody: “Treatment court”"
    NAMES = "names", "Each hearing says whose it is"


FILES = Field("files", "Files", Kind.CHOICE, required=True, choices=OneFile)
NAMING = Field(
    "naming",
    "Who is named",
    Kind.CHOICE,
    required=True,
    choices=Naming,
    help="Names are for a calendar that nobody outside the team can read.",
)
ZONE = Field(
    "time_zone",
    "Time zone",
    required=True,
    help="Such as America/Chicago; the court file keeps it.",
)
