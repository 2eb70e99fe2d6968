"""How a court case and its charges are described."""

from __future__ import annotations

from drugcourt.domain.cases import CaseOutcome, ChargeLevel, LegalTrack
from drugcourt.domain.tone import Tone
from drugcourt.fields.field import Field, Kind

OUTCOME_TONES = {
    CaseOutcome.PENDING: Tone.PLAIN,
    CaseOutcome.DISMISSED: Tone.GOOD,
    CaseOutcome.DISMISSED_WITH_PREJUDICE: Tone.GOOD,
    CaseOutcome.EXPUNGED: Tone.GOOD,
    CaseOutcome.PLEA_VACATED: Tone.GOOD,
    CaseOutcome.REDUCED: Tone.GOOD,
    CaseOutcome.PROBATION_ENDED: Tone.GOOD,
    CaseOutcome.CONDITIONAL_DISCHARGE: Tone.GOOD,
    CaseOutcome.SENTENCE_SUSPENDED: Tone.GOOD,
    CaseOutcome.CONVICTION_STANDS: Tone.WATCH,
    CaseOutcome.SENTENCE_IMPOSED: Tone.WATCH,
}

NUMBER = Field("number", "Case number", required=True, max_length=60, width=18)
OUTCOME = Field(
    "outcome", "Outcome", Kind.CHOICE, choices=CaseOutcome, tones=OUTCOME_TONES, required=True
)
IF_GRADUATED = Field(
    "if_graduated",
    "If graduated",
    Kind.CHOICE,
    choices=CaseOutcome,
    help="What was promised. Left open, it follows the program's table for the track.",
)
CASE = (
    NUMBER,
    Field("court", "Court", max_length=200),
    Field("track", "Legal track", Kind.CHOICE, choices=LegalTrack),
    IF_GRADUATED,
    Field("plea", "Plea", max_length=100),
    Field("plea_on", "Plea entered on", Kind.DATE),
    Field("defense_counsel", "Defense counsel", max_length=200),
    Field("prosecutor", "Prosecutor", max_length=200),
    Field("if_terminated", "If terminated", Kind.LONG_TEXT, max_length=1000),
)
CHARGE = (
    Field("text", "Charge", required=True, max_length=300, width=32),
    Field("statute", "Statute", max_length=100, width=16),
    Field("level", "Level", Kind.CHOICE, choices=ChargeLevel),
    Field("offense_on", "Offense on", Kind.DATE),
)
