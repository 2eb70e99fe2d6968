"""How a response of the court is described: incentive, sanction, service adjustment."""

from __future__ import annotations

from drugcourt.domain.responses import Magnitude, ResponseFamily
from drugcourt.domain.tone import Tone
from drugcourt.fields.field import Field, Kind

FAMILY_TONES = {
    ResponseFamily.INCENTIVE: Tone.GOOD,
    ResponseFamily.SANCTION: Tone.WATCH,
    ResponseFamily.SERVICE_ADJUSTMENT: Tone.INFO,
}

FAMILY = Field(
    "family",
    "Family",
    Kind.CHOICE,
    choices=ResponseFamily,
    required=True,
    tones=FAMILY_TONES,
    width=16,
)
TITLE = Field("title", "Response", required=True, max_length=200, width=30)
BEHAVIOR = Field("behavior", "For", max_length=200, width=26, placeholder="What it answers")
DUE = Field("due_on", "Due on", Kind.DATE, help="Only for an order that has to be done.")
RESPONSE = (
    FAMILY,
    TITLE,
    Field("magnitude", "Magnitude", Kind.CHOICE, choices=Magnitude, required=True),
    Field("on", "Given on", Kind.DATE, required=True),
    BEHAVIOR,
    Field("behavior_on", "Behavior on", Kind.DATE),
    Field("jail_days", "Jail days", Kind.WHOLE, help="Only with a sanction."),
    Field("hours", "Hours", Kind.NUMBER),
    DUE,
    Field("reason", "Why", Kind.LONG_TEXT, max_length=2000),
)
DONE = (
    Field("done_on", "Done on", Kind.DATE, required=True),
    Field("verified_by", "Proof seen by", max_length=100),
)
STATE = Field("state", "Order", width=16)
