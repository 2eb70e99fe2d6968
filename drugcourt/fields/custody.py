"""How a stay in custody is described."""

from __future__ import annotations

from drugcourt.domain.custody import CustodyReason
from drugcourt.domain.tone import YesNo
from drugcourt.fields.field import Field, Kind

BOOKED = Field("on", "Booked on", Kind.DATE, required=True, width=10)
FACILITY = Field("facility", "Where", max_length=200, placeholder="Cedar County Jail", width=18)
REASON = Field("reason", "Why", Kind.CHOICE, choices=CustodyReason, required=True, width=16)
EXPECTED = Field("ends_expected", "Release expected on", Kind.DATE, width=12)
HOLD = Field(
    "hold", "Held besides for", max_length=300, placeholder="Hold of Bibb County", width=16
)
MEDICINES = Field(
    "medication_told",
    "Jail told of the medicines",
    Kind.CHOICE,
    choices=YesNo,
    help="So that treatment of an opioid use disorder goes on inside.",
)
RELEASED_TO = Field(
    "released_to", "Released to", max_length=200, placeholder="Home, with a ride", width=18
)
TEXT = Field("text", "Remarks", Kind.LONG_TEXT, max_length=2000, width=20)
BOOK = (BOOKED, FACILITY, REASON, EXPECTED, HOLD, MEDICINES, TEXT)
LOG = (FACILITY, REASON, EXPECTED, HOLD, MEDICINES, RELEASED_TO, TEXT)
RELEASE = (
    Field("on", "Released on", Kind.DATE, required=True, help="The first day out of custody."),
    RELEASED_TO,
)
