"""How an order for one participant alone is described: another number, more time, less to pay."""

from __future__ import annotations

from drugcourt.domain.fees import DebtKind
from drugcourt.fields.choices import closed_list
from drugcourt.fields.field import Field, Kind

_BY = Field("by", "Ordered by", required=True, max_length=100, placeholder="Name of the person")
_ON = Field("on", "On", Kind.DATE, required=True)
_REASON = Field("reason", "Why", Kind.LONG_TEXT, required=True, max_length=2000)


def override(numbers: list[tuple[str, str]]) -> tuple[Field, ...]:
    """The fields of another number; `numbers` are the program's own, as (key, words)."""
    return (
        Field(
            "number",
            "Number of the program",
            Kind.CHOICE,
            choices=closed_list("Numbers", numbers),
            required=True,
        ),
        Field(
            "value",
            "For this participant",
            required=True,
            max_length=100,
            placeholder="120 days, 4, $50.00",
            help="Written as in the program: 9 months, 4, $150.00, true.",
        ),
        _BY,
        _ON,
        _REASON,
    )


def extension(phases: list[tuple[str, str]]) -> tuple[Field, ...]:
    """The fields of more time; `phases` are the program's, as (key, name)."""
    return (
        Field("phase", "Phase", Kind.CHOICE, choices=closed_list("Phases", phases), required=True),
        Field("amount", "More time", required=True, max_length=20, placeholder="14 days"),
        _BY,
        _ON,
        _REASON,
    )


ABILITY = (
    Field(
        "debt",
        "Debt",
        Kind.CHOICE,
        choices=DebtKind,
        help="Left open, the finding is about every debt.",
    ),
    Field(
        "cents_per_month",
        "Able to pay a month",
        Kind.MONEY,
        help="Left open, nothing is asked.",
    ),
    Field("started_on", "From", Kind.DATE, required=True),
    Field("by", "Found by", required=True, max_length=100, placeholder="Name of the judge"),
    _REASON,
)
END_ABILITY = (
    Field("ended_on", "Ended on", Kind.DATE, required=True, help="The first day without it."),
)
TAKE_BACK = (Field("reason", "Why", Kind.LONG_TEXT, required=True, max_length=1000),)
ORDERED = Field("ordered_on", "Day", Kind.DATE, width=10)
WHAT = Field("what", "Order", width=16)
TEXT = Field("text", "For this participant", width=36)
BY = Field("by", "By", width=18)
REASON = Field("reason", "Why", width=26)
UNTIL = Field("ended_on", "Until", Kind.DATE)
