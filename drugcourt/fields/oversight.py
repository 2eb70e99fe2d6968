"""The fields of oversight: why a file is opened, what a review says, the code of a paper."""

from __future__ import annotations

from drugcourt.fields.field import Field, Kind

WHY_OPENED = Field(
    "why",
    "Why are you opening it?",
    Kind.LONG_TEXT,
    required=True,
    max_length=500,
    help="It is kept with your name and looked at in the weekly review.",
    placeholder="Covering for M. Ortiz this week",
)
NOTE = Field(
    "note",
    "What you saw",
    Kind.LONG_TEXT,
    required=True,
    max_length=4_000,
    placeholder="Nothing unusual; the two wrong passwords were mine.",
)
WHY_ACCEPTED = Field(
    "reason",
    "Why is this history the right one?",
    Kind.LONG_TEXT,
    required=True,
    max_length=1_000,
    placeholder="The file of Monday was put back after the disk failed.",
)
CODE = Field(
    "code",
    "File state",
    required=True,
    max_length=40,
    help="It stands at the foot of each page, beside the page number.",
    placeholder="1204-8F3A-19C2",
)
WEEK = Field("week_on", "Week", Kind.DATE, width=13)
SIGNED = Field("signed_by", "", width=9)
AT = Field("at", "When", Kind.MOMENT, width=16)
WHO = Field("who", "Who", width=16)
WHAT = Field("what", "What", width=30)
HOW = Field("how", "How", width=16)
OUTSIDE = Field("outside", "Caseload", width=9)
WHY = Field("why", "Why", width=20)
LOOKER = Field("who", "Who", width=10)
TIMES = Field("times", "Looks", Kind.WHOLE, width=6)
LAST = Field("last_at", "Last", Kind.MOMENT, width=16)
CHANGE = Field("text", "Before → after", width=44)
REASON = Field("reason", "Why", width=20)
