"""How a prescribed medicine is described."""

from __future__ import annotations

from drugcourt.domain.medications import StoppedBy
from drugcourt.fields.choices import closed_list
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
NOT_THE_COURT = (
    "A court or team cannot end medication for opioid use disorder. This needs a prescriber’s "
    "decision; until there is one, it is followed up on Today."
)
ASK_PRESCRIBER = (
    "Medication is never barred here: ask the prescriber to decide, then correct who decided."
)
STOPPED_BY = Field(
    "stopped_by",
    "Who decided",
    Kind.CHOICE,
    choices=StoppedBy,
    required=True,
    help="Only the prescriber and the participant end a medicine; the court records it.",
)
STOP = (
    ENDED,
    STOPPED_BY,
    Field("remarks", "Remarks", Kind.LONG_TEXT, max_length=1000),
)
DETECTED = Field("detected", "A test may show", width=24)
UNTIL = Field("ended_on", "Until", Kind.DATE)
MISSED_ON = Field(
    "missed_on",
    "Missed on",
    Kind.DATE,
    required=True,
    help="The first day, where several doses in a row were missed.",
)
DOSES = Field("doses", "Doses", Kind.WHOLE, required=True, width=7)
WHY_MISSED = Field("text", "Why, and who was told", max_length=200, width=26)
MEDICINE = Field("medicine", "Medicine", width=18)
MISSED = (MISSED_ON, DOSES, WHY_MISSED)


def missed_dose(medicines: list[tuple[str, str]]) -> tuple[Field, ...]:
    """The fields of a missed dose; `medicines` are the (number, name) pairs it may be of."""
    medicine = Field(
        "medication_id",
        "Medicine",
        Kind.CHOICE,
        choices=closed_list("Medicines", medicines),
        required=True,
    )
    return (medicine, *MISSED)
