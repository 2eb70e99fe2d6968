"""Which fields a test has, as forms, lists, papers and exports name them."""

from __future__ import annotations

from drugcourt.domain.people import Sex
from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Explanation,
    Matrix,
    Reading,
    SpecimenNoteKind,
    Substance,
    TestReason,
    Validity,
)
from drugcourt.domain.tone import Tone, YesNo
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
LATE = Field(
    "late",
    "Given outside its window",
    Kind.YES_NO,
    help="What a late specimen does to the sober count is the program's choice.",
)
EXCUSED = Field("excused", "Excused", Kind.YES_NO)
EXCUSED_REASON = Field("excused_reason", "Why it is excused", required=True, max_length=300)
REMARKS = Field("remarks", "Remarks", Kind.LONG_TEXT, max_length=2_000)

COLLECTION = (COLLECTED_ON, STATUS, MATRIX, REASON)
# Collection in full; the card and its corrections.
ORDER_NUMBER = Field("order_number", "Order or accession number", max_length=60)
LABORATORY_NUMBER = Field("laboratory_number", "Laboratory’s specimen number", max_length=60)
CUSTODY_NUMBER = Field("custody_number", "Custody form number", max_length=60)
SEAL = Field("seal_intact", "Seal intact", Kind.CHOICE, choices=YesNo)
OBSERVED_BY = Field("observed_by", "Observed by", max_length=100)
OBSERVER_SEX = Field("observer_sex", "Sex of the observer", Kind.CHOICE, choices=Sex)
MEASURED_TEMPERATURE = Field("temperature", "Temperature, °F", Kind.NUMBER)
OXIDANT = Field("oxidant", "Oxidant or foreign substance", Kind.CHOICE, choices=YesNo)
NOTIFIED_AT = Field("notified_at", "Notified", Kind.MOMENT)
DUE_AT = Field("due_at", "Due by", Kind.MOMENT)
COLLECTED_AT = Field("collected_at", "Collected at", Kind.MOMENT)
RECEIVED_AT = Field("received_at", "Received at", Kind.MOMENT)
REPORTED_AT = Field("reported_at", "Reported at", Kind.MOMENT)
ADMISSION = Field(
    "admission",
    "Said before the test",
    help="What the participant admitted before the test was taken, in a few words.",
    max_length=300,
)
NOTIFIED_TIME = Field("notified_time", "Notified, time", placeholder="6:30 AM", max_length=12)
RECEIVED_TIME = Field("received_time", "Received, time", placeholder="2:40 PM", max_length=12)
REPORTED_TIME = Field("reported_time", "Reported, time", placeholder="4:05 PM", max_length=12)
COLLECTED_TIME = Field("collected_time", "Collected, time", placeholder="8:15 AM", max_length=12)

WHOLE = (
    *COLLECTION,
    VALIDITY,
    NUMBER,
    PANEL,
    LABORATORY,
    ORDER_NUMBER,
    LABORATORY_NUMBER,
    CUSTODY_NUMBER,
    SEAL,
    NOTIFIED_TIME,
    COLLECTED_TIME,
    LATE,
    COLLECTOR,
    OBSERVED,
    OBSERVED_BY,
    OBSERVER_SEX,
    MEASURED_TEMPERATURE,
    TEMPERATURE,
    CREATININE,
    GRAVITY,
    PH,
    OXIDANT,
    RECEIVED_ON,
    RECEIVED_TIME,
    REPORTED_ON,
    REPORTED_TIME,
    ADMISSION,
    REMARKS,
)

# One substance of a test.
SUBSTANCE = Field("substance", "Substance", Kind.CHOICE, choices=Substance)
RESULT = Field("result", "Result", Kind.CHOICE, choices=AnalyteResult)
CONFIRMATION = Field("confirmation", "Confirmation", Kind.CHOICE, choices=Confirmation)
CONFIRMED_ON = Field("confirmed_on", "Answered", Kind.DATE)
EXPLANATION = Field(
    "explanation", "Explanation", Kind.CHOICE, required=True, choices=Explanation, width=24
)

LEVEL = Field("level", "Level", Kind.NUMBER)
SENT_ON = Field("sent_on", "Sent", Kind.DATE)
SECOND_LABORATORY = Field("laboratory", "Laboratory", max_length=120)
SECOND_LEVEL = Field("level", "Level found by the second method", Kind.NUMBER)

# A hand-over.
HANDED_ON = Field("handed_on", "Day", Kind.DATE, required=True)
HANDED_TIME = Field("handed_time", "Time", required=True, placeholder="2:30 PM", max_length=12)
HANDED_AT = Field("handed_at", "When", Kind.MOMENT, width=16)
FROM_WHOM = Field("from_whom", "From", max_length=100, width=18)
TO_WHOM = Field("to_whom", "To", required=True, max_length=100, width=18)
PURPOSE = Field("purpose", "Purpose", max_length=120, width=20)
STEP_REMARKS = Field("remarks", "Remarks", max_length=300)

# A corrected report, and what was said before it.
REPORT = Field("report", "Number of the corrected report", max_length=120)
CORRECTED_ON = Field("reported_on", "Day of the corrected report", Kind.DATE, required=True)
SUPERSEDED_ON = Field("superseded_on", "Corrected", Kind.DATE)

# Notes and disputes.
NOTE_KIND = Field("kind", "What", Kind.CHOICE, choices=SpecimenNoteKind, width=20)
WRITTEN_AT = Field("written_at", "When", Kind.MOMENT, width=16)
BY = Field("by", "By", width=14)
NOTE = Field("text", "Note", Kind.LONG_TEXT, required=True, max_length=2_000)
WHY_DISPUTED = Field("reason", "Who disputes it and why", required=True, max_length=300)
HOW_SETTLED = Field("reason", "How it was settled", required=True, max_length=300)
WHY_REOPENED = Field("reason", "Why the excuse is taken back", required=True, max_length=300)
WHY_TAKEN_AGAIN = Field(
    "reason", "Why the list as it stands now is the right one", required=True, max_length=300
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
