"""How a condition that holds for a while, and something handed in, are described."""

from __future__ import annotations

from drugcourt.domain.conditions import CheckResult, ConditionKind
from drugcourt.domain.supervision import ContactMode
from drugcourt.domain.tone import Tone
from drugcourt.fields.choices import closed_list
from drugcourt.fields.field import Field, Kind

STARTED = Field("started_on", "Since", Kind.DATE, required=True)
UNTIL = Field("ended_on", "Until", Kind.DATE)
NAME = Field("name", "What", width=18)
SORT = Field("kind", "Kind", max_length=60, width=18)
TEXT = Field("text", "Remarks", width=26)
HANDED_IN = Field("handed_in_on", "Day", Kind.DATE, required=True, width=10)
STATE = Field("state", "State", width=16)
END = (Field("ended_on", "Ended on", Kind.DATE, required=True, help="The first day without it."),)


def condition(kinds: list[tuple[str, str]]) -> tuple[Field, ...]:
    """The fields of a condition; `kinds` are (key, words) of what the program asks about."""
    return (
        Field(
            "key",
            "What",
            Kind.CHOICE,
            choices=closed_list("Conditions", kinds),
            required=True,
        ),
        Field(
            "kind",
            "Kind",
            max_length=60,
            placeholder="Own home, sober living",
            help="The sort of it, where the handbook tells sorts apart.",
        ),
        STARTED,
        Field("approved", "Approved by the court", Kind.YES_NO),
        Field(
            "efforts",
            "Best efforts only",
            Kind.YES_NO,
            help="Efforts that were made while the thing itself is not there yet.",
        ),
        Field("text", "Remarks", Kind.LONG_TEXT, max_length=2000),
    )


def item(kinds: list[tuple[str, str]]) -> tuple[Field, ...]:
    """The fields of something handed in; `kinds` are (key, words) of what the program wants."""
    return (
        Field("key", "What", Kind.CHOICE, choices=closed_list("Items", kinds), required=True),
        HANDED_IN,
        Field("checked", "Looked through", Kind.YES_NO),
        Field("text", "Remarks", Kind.LONG_TEXT, max_length=2000),
    )


# Conditions that are imposed, and checks of them ------------------------------------------------

RESULT_TONES = {
    CheckResult.KEPT: Tone.GOOD,
    CheckResult.BROKEN: Tone.ALARM,
    CheckResult.UNCLEAR: Tone.WATCH,
}
IMPOSED_KIND = Field(
    "kind", "Condition", Kind.CHOICE, choices=ConditionKind, required=True, width=18
)
_TIME = "By the court’s clock, such as 9 PM."
_HOURS = (
    Field("from_time", "From", max_length=8, placeholder="9 PM", help=_TIME),
    Field("until_time", "Until", max_length=8, placeholder="6 AM", help=_TIME),
)
_LAST = Field(
    "ended_on",
    "Ends on",
    Kind.DATE,
    help="The first day without it. Empty: until somebody ends it.",
)
_SOURCE = Field("source", "Source", max_length=200, placeholder="Order of November 3, phase 1")
_IMPOSED_TEXT = Field(
    "text", "In detail", Kind.LONG_TEXT, max_length=2000, placeholder="Whom, where, which device"
)
_ORDERED = (
    Field("ordered_on", "Ordered on", Kind.DATE),
    Field("ordered_by", "Ordered by", max_length=100),
)
IMPOSED = (IMPOSED_KIND, STARTED, _LAST, *_HOURS, *_ORDERED, _SOURCE, _IMPOSED_TEXT)
IMPOSED_HERE = (IMPOSED_KIND, _SOURCE, STARTED, _LAST, *_HOURS, *_ORDERED, _IMPOSED_TEXT)
IMPOSED_CHANGES = (STARTED, _LAST, *_HOURS, *_ORDERED, _SOURCE, _IMPOSED_TEXT)
END_IMPOSED = (
    Field("ended_on", "Ends on", Kind.DATE, required=True, help="The first day without it."),
    Field("reason", "Why", max_length=300, placeholder="Phase 3 begun, order of the court"),
)
CHECKED = Field("checked_on", "Day", Kind.DATE, required=True, width=10)
CHECKED_AT = Field("checked_at", "At", max_length=8, placeholder="10:30 PM", help=_TIME, width=8)
CHECK_MODE = Field("mode", "How", Kind.CHOICE, choices=ContactMode, width=10)
RESULT = Field(
    "result",
    "Found",
    Kind.CHOICE,
    choices=CheckResult,
    required=True,
    width=14,
    tones=RESULT_TONES,
)
CHECK_BY = Field("by", "By", max_length=100, width=14)
CHECK_TEXT = Field("text", "What was seen", Kind.LONG_TEXT, max_length=2000, width=24)
CHECK = (CHECKED, CHECKED_AT, CHECK_MODE, RESULT, CHECK_BY, CHECK_TEXT)
CHECK_CHANGES = (CHECKED_AT, CHECK_MODE, CHECK_BY, CHECK_TEXT)
