"""Which fields a warrant and each of its steps have."""

from __future__ import annotations

from drugcourt.domain.hearings import WarrantReason, WarrantStep
from drugcourt.domain.tone import Tone
from drugcourt.fields.field import Field, Kind

STEP = Field("step", "Stands", Kind.CHOICE, choices=WarrantStep, width=14)
TOLD = Field("text", "Warrant", width=40)
NUMBER = Field("number", "Number", max_length=60, width=12)

TONES = {
    WarrantStep.REQUESTED: Tone.WATCH,
    WarrantStep.ISSUED: Tone.ALARM,
    WarrantStep.SERVED: Tone.INFO,
    WarrantStep.RECALLED: Tone.PLAIN,
}

REQUEST = (
    Field("requested_on", "Asked for on", Kind.DATE, required=True),
    Field("reason", "Because", Kind.CHOICE, required=True, choices=WarrantReason),
)
ISSUE = (
    Field("issued_on", "Issued on", Kind.DATE, required=True),
    Field("issued_by", "By", max_length=100),
    NUMBER,
)
SERVE = (
    Field("served_on", "Served on", Kind.DATE, required=True),
    Field("served_by", "By", max_length=100),
    Field("booked", "Taken into custody", Kind.YES_NO),
    Field(
        "return_on",
        "Return hearing",
        Kind.DATE,
        help="The participant goes on the docket of that day.",
    ),
)
RECALL = (
    Field("recalled_on", "Recalled on", Kind.DATE, required=True),
    Field("recalled_why", "Why", required=True, max_length=300),
)
RETURN = (Field("return_on", "Return hearing", Kind.DATE, required=True),)
