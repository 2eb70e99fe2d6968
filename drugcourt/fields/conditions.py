"""How a condition that holds for a while, and something handed in, are described."""

from __future__ import annotations

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
