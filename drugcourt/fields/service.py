"""How community service is described."""

from __future__ import annotations

from drugcourt.domain.fees import DebtKind
from drugcourt.fields.field import Field, Kind

SERVED = Field("served_on", "Day", Kind.DATE, required=True, width=10)
HOURS = Field("hours", "Hours", Kind.NUMBER, required=True, width=8)
SITE = Field("site", "Where", max_length=200, width=24)
PAYS = Field(
    "pays",
    "Settles",
    Kind.CHOICE,
    choices=DebtKind,
    width=20,
    help="The debt that the hours are to settle, if any.",
)
SEEN = Field("verified_by", "Proof seen by", max_length=100, width=16)
SERVICE = (
    SERVED,
    HOURS,
    SITE,
    PAYS,
    Field("approved", "Approved site", Kind.YES_NO),
    Field("sanction", "Imposed as a sanction", Kind.YES_NO),
    SEEN,
    Field("text", "Remarks", Kind.LONG_TEXT, max_length=2000),
)
ORDERED = Field("ordered_on", "Ordered on", Kind.DATE, required=True, width=11)
DUE = Field("due_on", "Due on", Kind.DATE, width=10)
ORDERED_HOURS = Field("hours", "Hours", Kind.NUMBER, required=True, width=8)
BY = Field("by", "Ordered by", max_length=100)
REMARKS = Field("text", "Remarks", Kind.LONG_TEXT, max_length=2000)
ORDER = (ORDERED, ORDERED_HOURS, DUE, SITE, PAYS, BY, REMARKS)
ORDER_CHANGES = (ORDERED, ORDERED_HOURS, DUE, SITE, BY, REMARKS)
CLOSE = (
    Field("closed_on", "Closed on", Kind.DATE, required=True),
    Field("why", "Why nothing more is asked", required=True, max_length=300),
)
STATE = Field("state", "Kind", width=16)
