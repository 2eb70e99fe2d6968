"""How a legal event and an infraction are described."""

from __future__ import annotations

from drugcourt.domain.cases import ChargeLevel
from drugcourt.domain.conduct import InfractionKind, LegalEventKind
from drugcourt.domain.tone import YesNo
from drugcourt.fields.field import Field, Kind

HAPPENED = Field("happened_on", "Day", Kind.DATE, required=True, width=10)
ENDED = Field(
    "ended_on",
    "Ended on",
    Kind.DATE,
    help="The day a charge was settled, or a warrant served or recalled.",
)
AGENCY = Field("agency", "Agency", max_length=120, placeholder="Cedar County Sheriff", width=18)
DRUG_RELATED = Field("drug_related", "About drugs", Kind.CHOICE, choices=YesNo, width=10)
OUTCOME = Field("outcome", "What became of it", max_length=200, width=18)
LEGAL_EVENT = (
    Field("kind", "What", Kind.CHOICE, choices=LegalEventKind, required=True, width=14),
    HAPPENED,
    Field("level", "Level", Kind.CHOICE, choices=ChargeLevel),
    Field("case_number", "Case number", max_length=60),
    ENDED,
    AGENCY,
    DRUG_RELATED,
    OUTCOME,
    Field(
        "program_case",
        "This court's own case",
        Kind.YES_NO,
        help="The case for which the person is in the program never counts as new.",
    ),
    Field("text", "What is known of it", Kind.LONG_TEXT, max_length=2000),
)
END = (
    Field(
        "ended_on",
        "Ended on",
        Kind.DATE,
        required=True,
        help="The day the charge was settled, or the warrant served or recalled.",
    ),
)
INFRACTION = (
    Field("kind", "What", Kind.CHOICE, choices=InfractionKind, required=True, width=14),
    HAPPENED,
    Field("by", "Reported by", max_length=100),
    Field("text", "What happened", Kind.LONG_TEXT, max_length=2000),
)
WORD = Field("word", "What", width=18)
TEXT = Field("text", "What is known of it", width=30)
UNTIL = Field("ended_on", "Until", Kind.DATE)
TELL = (
    Field("told_on", "The team heard of it on", Kind.DATE, required=True),
    Field(
        "told_what",
        "What was decided",
        Kind.LONG_TEXT,
        max_length=2000,
        placeholder="On the agenda of Tuesday; defense counsel asked for the report",
    ),
)
TOLD = Field("told_on", "Team heard", Kind.DATE, width=12, sortable="told_on")
