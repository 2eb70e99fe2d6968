"""Which fields a laboratory's report has while it waits for a person, and what may be answered."""

from __future__ import annotations

from drugcourt.domain.specimens import AnalyteResult, Substance, Validity
from drugcourt.domain.tone import Term, Tone
from drugcourt.fields.choices import closed_list
from drugcourt.fields.field import Field, Kind


class WaitsFor(Term):
    """What a person has to say of a report before it can be entered."""

    PERSON = "person", "Whose is it?"
    CODE = "code", "Which drug?"
    VALUE = "value", "Which result?"
    DAY = "day", "Which day?"
    CHANGE = "change", "Change what is on file?"
    WHOLE = "whole", "Is it all there?"
    DOCUMENT = "document", "Waits for its test"


# What is measured beside drugs, and what carries no result at all.
MEASURED = (
    ("creatinine", "Creatinine"),
    ("specific_gravity", "Specific gravity"),
    ("ph", "pH"),
    ("temperature", "Temperature"),
    ("validity", "Validity of the specimen"),
    ("left_out", "Leave this line out, always"),
)
Meaning = closed_list("Meaning", [*((item.value, item.label) for item in Substance), *MEASURED])
Said = closed_list(
    "Said",
    [
        *((item.value, item.label) for item in AnalyteResult),
        *(
            (item.value, f"Specimen {item.label.lower()}")
            for item in Validity
            if item is not Validity.NOT_CHECKED
        ),
    ],
)

WAITS_FOR = Field(
    "waits_for",
    "Waits for",
    Kind.CHOICE,
    choices=WaitsFor,
    width=16,
    tones=dict.fromkeys(WaitsFor, Tone.WATCH),
)
WHO = Field("who", "As they write it", width=18)
LABORATORY = Field("laboratory", "Laboratory", width=8)
COLLECTED_ON = Field("collected_on", "Collected", Kind.DATE)
WHY = Field("reason", "Why", width=40)

PERSON = Field("person", "Participant", Kind.PERSON, required=True)
MEANING = Field("meaning", "It stands for", Kind.CHOICE, choices=Meaning, required=True)
RESULT = Field("meaning", "It says", Kind.CHOICE, choices=Said, required=True)
DAY = Field("day", "Collected on", Kind.DATE, required=True)
LEFT_OUT_REASON = Field(
    "reason",
    "Why it is left out",
    Kind.LONG_TEXT,
    required=True,
    help="Nothing of this report is entered; it stays with its original.",
)

UNREAD_FILE = Field("file", "File", width=18)
UNREAD_AT = Field("received_at", "Received", Kind.MOMENT)
UNREAD_LINE = Field("line", "Line", Kind.WHOLE, width=6)
UNREAD_REASON = Field("reason", "Why it was not read", width=44)
UNREAD_DONE = Field("done", "Seen to", width=18)
SEEN_HOW = Field(
    "how",
    "What became of it",
    help="Such as: the laboratory sent it again, or it was entered by hand.",
    max_length=300,
)

FOUND_NAME = Field("name", "Name", width=22)
FOUND_CODE = Field("code", "Code", width=12)
FOUND_VALUE = Field("value", "Value", width=14)
FOUND_NOTE = Field("note", "Cut-off and notes", width=24)
TAKEN_AS = Field("taken_as", "Taken as", width=14)
