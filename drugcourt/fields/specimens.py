"""Which fields a test has, as forms, lists, papers and exports name them."""

from __future__ import annotations

from drugcourt.domain.terms import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Explanation,
    Matrix,
    Reading,
    Substance,
    TestReason,
    Validity,
    YesNo,
)
from drugcourt.domain.tone import Tone
from drugcourt.fields.field import Field, Kind

NAME = Field("name", "Participant", width=22, sortable="name")
COLLECTED_ON = Field(
    "collected_on",
    "Collected",
    Kind.DATE,
    help="The day of the collection, or the day it was due when nothing was collected.",
    required=True,
    sortable="collected_on",
)
STATUS = Field(
    "status", "Collection", Kind.CHOICE, required=True, choices=CollectionStatus, sortable="status"
)
VALIDITY = Field("validity", "Validity", Kind.CHOICE, choices=Validity, sortable="validity")
MATRIX = Field("matrix", "Specimen", Kind.CHOICE, choices=Matrix, sortable="matrix")
REASON = Field("reason", "Why tested", Kind.CHOICE, choices=TestReason, sortable="reason")
NUMBER = Field("number", "Specimen number", max_length=60, sortable="number")
PANEL = Field("panel", "Panel", max_length=60)
LABORATORY = Field("laboratory", "Laboratory", max_length=120)
COLLECTOR = Field("collector", "Collected by", max_length=100)
OBSERVED = Field("observed", "Observed", Kind.CHOICE, choices=YesNo)
TEMPERATURE = Field("temperature_in_range", "Temperature in range", Kind.CHOICE, choices=YesNo)
CREATININE = Field("creatinine", "Creatinine, mg/dL", Kind.NUMBER)
GRAVITY = Field("specific_gravity", "Specific gravity", Kind.NUMBER)
PH = Field("ph", "pH", Kind.NUMBER)
RECEIVED_ON = Field("received_on", "Received by the laboratory", Kind.DATE)
REPORTED_ON = Field("reported_on", "Reported", Kind.DATE)
EXCUSED = Field("excused", "Excused", Kind.YES_NO)
EXCUSED_REASON = Field("excused_reason", "Why it is excused", required=True, max_length=300)
REMARKS = Field("remarks", "Remarks", Kind.LONG_TEXT, max_length=2_000)

COLLECTION = (COLLECTED_ON, STATUS, MATRIX, REASON)
DETAILS = (
    VALIDITY,
    NUMBER,
    PANEL,
    LABORATORY,
    COLLECTOR,
    OBSERVED,
    TEMPERATURE,
    CREATININE,
    GRAVITY,
    PH,
    RECEIVED_ON,
    REPORTED_ON,
    REMARKS,
)
RECORD = (*COLLECTION, *DETAILS)

# One substance of a test.
SUBSTANCE = Field("substance", "Substance", Kind.CHOICE, choices=Substance)
RESULT = Field("result", "Result", Kind.CHOICE, choices=AnalyteResult)
CONFIRMATION = Field("confirmation", "Confirmation", Kind.CHOICE, choices=Confirmation)
CONFIRMED_ON = Field("confirmed_on", "Answered", Kind.DATE)
EXPLANATION = Field(
    "explanation", "Explanation", Kind.CHOICE, required=True, choices=Explanation, width=24
)

# What is worked out, never entered.
READING = Field(
    "reading",
    "Reading",
    Kind.CHOICE,
    help="The test read against the medicines in force on its day.",
    choices=Reading,
    width=30,
)
WAITING = Field("days_waiting", "Waiting, days", Kind.WHOLE, width=8, sortable="sent")

STATUS_TONES = {
    CollectionStatus.MISSED: Tone.WATCH,
    CollectionStatus.REFUSED: Tone.ALARM,
    CollectionStatus.ADMITTED: Tone.ALARM,
    CollectionStatus.UNABLE: Tone.WATCH,
}

# Why something was done, asked beside the act.
WHY = Field("why", "Why the record is corrected", required=True, max_length=300)
ANSWERED_ON = Field("on", "Day of the laboratory's answer", Kind.DATE, required=True)
BASIS = Field("basis", "What the explanation rests on", required=True, max_length=300)
