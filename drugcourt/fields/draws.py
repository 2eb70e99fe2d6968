"""Which fields the draw has: who is drawn and why, what is decided by a person, what is settled."""

from __future__ import annotations

from drugcourt.domain.draws import DayType, DrawOutcome, OverrideKind
from drugcourt.domain.recurrences import WEEKDAYS
from drugcourt.domain.specimens import UNDRAWN, CollectionStatus, TestReason
from drugcourt.domain.tone import Tone
from drugcourt.fields.choices import closed_list
from drugcourt.fields.field import Field, Kind

# A draw, line by line.
NAME = Field("name", "Participant", width=22)
OUTCOME = Field("outcome", "Outcome", Kind.CHOICE, choices=DrawOutcome, width=20)
WHY = Field("why", "Why", width=40)
TIMES = Field("times", "Times", width=18)
STATUS = Field("status", "Collection", Kind.CHOICE, choices=CollectionStatus)

# The coming days.
DAY = Field("day", "Day", Kind.DATE, width=16)
KIND = Field("kind", "What is done", Kind.CHOICE, choices=DayType, width=14)
EXPECTED = Field("expected", "Expected", Kind.NUMBER, width=9)
USUAL = Field("usual", "Nine days of ten", width=11)
PLACES_LEFT = Field("limit", "Places", Kind.WHOLE, width=7)
NOTE = Field("reason", "Why", width=12)

# What a person decides about one date.
PERSON = Field("person", "Participant", Kind.PERSON, required=True)
ON = Field("on", "Day", Kind.DATE, required=True)
FIRST_ON = Field("first_on", "First day", Kind.DATE, required=True)
LAST_ON = Field("last_on", "Last day", Kind.DATE, help="The same day where it is left blank.")
ORDERED = closed_list(
    "OrderedReason",
    [(reason.value, reason.label) for reason in TestReason if reason not in UNDRAWN],
)
TEST_REASON = Field(
    "test_reason",
    "Reason for the test",
    Kind.CHOICE,
    choices=ORDERED,
    required=True,
    help="A test that a person orders is not random and never counts as such.",
)
REASON = Field("reason", "Why", required=True, max_length=300)
DECIDED_BY = Field("decided_by", "Decided by", max_length=100)
OVERRIDE = Field(
    "kind",
    "Decided",
    Kind.CHOICE,
    choices=OverrideKind,
    tones={OverrideKind.FORCE: Tone.WATCH, OverrideKind.EXCUSE: Tone.PLAIN},
)
DAYS = Field("days", "Days", width=18)

# How often, and how many.
TARGET = Field(
    "target",
    "Target",
    required=True,
    max_length=10,
    help="Tests/days: 2/14 is two tests in fourteen days, a chance of 1 in 7 every day.",
)
LEAST = Field(
    "least",
    "Minimum",
    max_length=10,
    help="Kept in any so many days in a row, such as 1/7. Blank for none.",
)
LEAST_OF_ALL = Field(
    "least",
    "Minimum",
    max_length=10,
    help="Such as 1/7. Blank: the one that goes with each target. 0/7: none.",
)
MOST = Field(
    "most",
    "Maximum",
    max_length=10,
    help="Never more in any so many days in a row, such as 4/7. Blank for none.",
)
PLACES = Field("places", "Places a day", Kind.WHOLE, help="Blank: everybody drawn is called.")
REDUCED = Field("reduced_places", "Places on reduced days", Kind.WHOLE)
ALLOWANCE = Field(
    "allowance",
    "More to call, %",
    Kind.WHOLE,
    required=True,
    help="Because some stay away: 30 places and 10 % are 33 people.",
)
WEEK = tuple(
    Field(f"day{place}", name, Kind.CHOICE, choices=DayType, required=True)
    for place, name in enumerate(WEEKDAYS)
)
CALL_LINE = Field("call_line", "What the line says at the end", max_length=300)
ORIGIN = Field("origin", "Where these values come from", max_length=300)
POLICY = (TARGET, LEAST_OF_ALL, MOST, PLACES, REDUCED, ALLOWANCE, *WEEK, CALL_LINE, ORIGIN)

# Days apart, groups, own times.
DAY_KIND = Field("kind", "What is done", Kind.CHOICE, choices=DayType, required=True)
DAY_PLACES = Field("places", "Places", Kind.WHOLE, help="Blank: as on other days of that kind.")
DAY_REASON = Field("reason", "Why", max_length=300)
GROUP_NAME = Field("name", "Name of the group", required=True, max_length=40)
GROUP_LABEL = Field("name", "Group", width=16)
GROUP = Field("group_id", "Group", Kind.CHOICE, required=True)
PEOPLE = Field("people", "People", Kind.WHOLE, width=8)
STARTED_ON = Field("started_on", "Since", Kind.DATE)
WORDS = Field("words", "Tested", width=26)

# The fairness report.
LABEL = Field("label", "Kind of day", width=16)
TRIES = Field("tries", "Chances", Kind.WHOLE, width=8)
ASKED = Field("asked", "Policy, %", Kind.NUMBER, width=8)
RATE = Field("rate", "Drawn, %", Kind.NUMBER, width=8)
EXPECTED_HITS = Field("expected", "Expected", Kind.NUMBER, width=9)
SEEN = Field("seen", "Drawn", Kind.WHOLE, width=8)
LUCK = Field("luck", "By luck", width=16)
TESTS = Field("tests", "Tests", Kind.WHOLE, width=6)
PER_WEEK = Field("per_week", "A week", Kind.NUMBER, width=8)
LONGEST = Field("longest", "Longest", Kind.WHOLE, width=8)
