"""How a prescribed medicine is described."""

from __future__ import annotations

from drugcourt.fields.field import Field, Kind

NAME = Field(
    "name",
    "Medicine",
    required=True,
    max_length=120,
    width=22,
    help="What a test may show because of it follows from the name.",
)
STARTED = Field("started_on", "Since", Kind.DATE, required=True)
ENDED = Field(
    "ended_on", "Ended on", Kind.DATE, required=True, help="The first day without the medicine."
)
MEDICATION = (
    NAME,
    Field("dose", "Dose", max_length=60),
    STARTED,
    Field("prescriber", "Prescriber", max_length=120, width=20),
    Field("reason", "Prescribed for", max_length=200),
    Field(
        "moud",
        "Treats opioid use disorder",
        Kind.YES_NO,
        help="Unknown: as the medicine's name says.",
    ),
    Field("controlled", "Controlled substance", Kind.YES_NO),
)
STOP = (
    ENDED,
    Field(
        "stopped_by",
        "Who decided",
        required=True,
        max_length=60,
        placeholder="Participant, prescriber",
    ),
    Field("remarks", "Remarks", Kind.LONG_TEXT, max_length=1000),
)
DETECTED = Field("detected", "A test may show", width=24)
UNTIL = Field("ended_on", "Until", Kind.DATE)
