"""How the way out is described: termination, graduation, what became of a case, follow-ups."""

from __future__ import annotations

from drugcourt.domain.cases import CaseOutcome, ChargeLevel, Prejudice
from drugcourt.domain.episodes import ExitReason
from drugcourt.domain.exits import (
    FollowUpOutcome,
    RecordCheckResult,
    TerminationDecision,
    TerminationFinding,
)
from drugcourt.domain.tone import Term, Tone, YesNo
from drugcourt.fields.cases import OUTCOME
from drugcourt.fields.choices import closed_list
from drugcourt.fields.field import Field, Kind


class NeutralReason(Term):
    """Why an episode may end without counting for or against anybody."""

    RELOCATED = "relocated", ExitReason.RELOCATED.label
    ILLNESS = "illness", ExitReason.ILLNESS.label
    DEATH = "death", ExitReason.DEATH.label
    OTHER = "other", ExitReason.OTHER.label


class TerminationReason(Term):
    """Why an episode may end in termination."""

    NEW_OFFENSE = "new_offense", ExitReason.NEW_OFFENSE.label
    TECHNICAL = "technical", ExitReason.TECHNICAL.label
    LACK_OF_ENGAGEMENT = "lack_of_engagement", ExitReason.LACK_OF_ENGAGEMENT.label
    ABSCONDED = "absconded", ExitReason.ABSCONDED.label
    WITHDREW = "withdrew", ExitReason.WITHDREW.label
    OTHER = "other", ExitReason.OTHER.label


class StayDecision(Term):
    """How a proceeding may close with the participant still in the program."""

    CONTINUES = "continues", TerminationDecision.CONTINUES.label
    WITHDRAWN = "withdrawn", TerminationDecision.WITHDRAWN.label


# Termination ----------------------------------------------------------------------------------

GROUNDS = Field(
    "grounds",
    "Grounds",
    Kind.LONG_TEXT,
    required=True,
    max_length=4000,
    help="What the participant is said to have done, with days, as the notice says it.",
)
NOTICE_ON = Field("notice_on", "Notice given on", Kind.DATE)
NOTICE_TO = Field(
    "notice_to",
    "Notice went to",
    max_length=300,
    placeholder="Participant, counsel, county attorney",
)
COUNSEL = Field(
    "counsel",
    "Counsel",
    placeholder="Who speaks for the participant",
    help="Or that counsel was offered and declined.",
)
HEARING_ON = Field("hearing_on", "Hearing on", Kind.DATE, help="Set for, or held on.")
OPEN_TERMINATION = (
    GROUNDS,
    NOTICE_ON,
    NOTICE_TO,
    COUNSEL,
    HEARING_ON,
)
PROCEEDING = (
    *OPEN_TERMINATION,
    Field("finding", "Finding", Kind.CHOICE, choices=TerminationFinding),
    Field("finding_text", "What was found", Kind.LONG_TEXT, max_length=4000),
    Field(
        "waiver_on",
        "Waiver signed on",
        Kind.DATE,
        help="Only when the participant gave up notice and hearing in writing.",
    ),
    Field("waiver_text", "Signed by", max_length=300, placeholder="Participant, with counsel"),
)
TERMINATE = (
    Field("exit_reason", "Reason", Kind.CHOICE, choices=TerminationReason, required=True),
    Field("on", "Decided on", Kind.DATE, required=True),
    Field("decided_by", "Decided by", required=True, max_length=100),
    Field("note", "What was decided", Kind.LONG_TEXT, max_length=4000),
)
STAYS = (
    Field("decision", "Decision", Kind.CHOICE, choices=StayDecision, required=True),
    Field("on", "Decided on", Kind.DATE, required=True),
    Field("decided_by", "Decided by", required=True, max_length=100),
    Field("text", "What was decided", Kind.LONG_TEXT, max_length=4000),
)
NEUTRAL = (
    Field("exit_reason", "Reason", Kind.CHOICE, choices=NeutralReason, required=True),
    Field("on", "On", Kind.DATE, required=True),
    Field("note", "What it rests on", Kind.LONG_TEXT, max_length=4000),
)

# Graduation -----------------------------------------------------------------------------------

HELD_ON = Field("held_on", "Ceremony", Kind.DATE, required=True, width=12)
PLACE = Field("place", "Place", width=20, placeholder="Courtroom 4, 3:00 PM")
PEOPLE = Field("people", "Put on it", Kind.WHOLE, width=8)
CEREMONY = (HELD_ON, PLACE, Field("remarks", "Remarks", Kind.LONG_TEXT, max_length=2000))


def preparing(ceremonies: list[tuple[str, str]]) -> tuple[Field, ...]:
    """The fields of a graduation's preparation; `ceremonies` are (number, words) pairs."""
    return (
        Field("applied_on", "Application received on", Kind.DATE),
        Field(
            "ceremony_id",
            "Graduates at the ceremony of",
            Kind.CHOICE,
            choices=closed_list("Ceremonies", ceremonies),
        ),
        Field("application", "About the application", Kind.LONG_TEXT, max_length=2000),
    )


CHECK_TONES = {
    RecordCheckResult.CLEAR: Tone.GOOD,
    RecordCheckResult.NEW_CHARGE: Tone.ALARM,
    RecordCheckResult.OPEN_CASE: Tone.WATCH,
}
CHECKED_ON = Field("checked_on", "Searched on", Kind.DATE, required=True)
CHECKED_BY = Field("checked_by", "Searched by", required=True, max_length=100, width=16)
CHECK_RESULT = Field(
    "result",
    "Result",
    Kind.CHOICE,
    choices=RecordCheckResult,
    required=True,
    tones=CHECK_TONES,
    width=16,
)
CHECK = (
    CHECKED_ON,
    CHECKED_BY,
    CHECK_RESULT,
    Field("text", "What was found", Kind.LONG_TEXT, max_length=2000),
)

# What became of a case ------------------------------------------------------------------------

DISPOSITION = (
    OUTCOME,
    Field("on", "On", Kind.DATE, required=True),
    Field("prejudice", "Dismissed", Kind.CHOICE, choices=Prejudice),
    Field("reduced_to", "Reduced to", max_length=300),
    Field("probation_ended_on", "Probation ended on", Kind.DATE),
    Field("custody_days", "Jail or prison, days", Kind.WHOLE),
    Field("sentence", "Sentence", Kind.LONG_TEXT, max_length=2000),
    Field(
        "expunge_from",
        "May be expunged from",
        Kind.DATE,
        help="The day, or the months beside it; left open, the court's own rule fills it in.",
    ),
    Field("expunge_months", "or months after the outcome", Kind.WHOLE, help="0: the same day."),
    Field("expunge_rule", "By which rule", max_length=300, placeholder="Statute or agreement"),
    Field("expunged_on", "Expunged on", Kind.DATE),
)

EXPUNGE_OUTCOME = Field(
    "outcome", "Outcome", Kind.CHOICE, choices=CaseOutcome, required=True, width=22
)
EXPUNGE_LEVEL = Field(
    "level",
    "Gravest charge",
    Kind.CHOICE,
    choices=ChargeLevel,
    width=14,
    help="Unknown: every level that has no rule of its own.",
)
EXPUNGE_MONTHS = Field(
    "months",
    "Months after the outcome",
    Kind.WHOLE,
    required=True,
    width=10,
    help="0: the same day.",
)
EXPUNGE_RULE = Field(
    "rule",
    "Where it is written",
    required=True,
    max_length=250,
    width=30,
    placeholder="Statute or rule of court",
)
EXPUNGEMENT = (EXPUNGE_OUTCOME, EXPUNGE_LEVEL, EXPUNGE_MONTHS, EXPUNGE_RULE)

# Follow-ups -----------------------------------------------------------------------------------

FOLLOW_UP_TONES = {
    FollowUpOutcome.DOING_WELL: Tone.GOOD,
    FollowUpOutcome.NEEDS_HELP: Tone.WATCH,
    FollowUpOutcome.BACK_IN_COURT: Tone.ALARM,
    FollowUpOutcome.NOT_REACHED: Tone.PLAIN,
    FollowUpOutcome.DECLINED: Tone.PLAIN,
}
MONTHS = Field("months", "After", width=10)
DUE_ON = Field("due_on", "Due", Kind.DATE)
DONE_ON = Field("done_on", "Done on", Kind.DATE, required=True)
FOLLOW_UP_OUTCOME = Field(
    "outcome",
    "Outcome",
    Kind.CHOICE,
    choices=FollowUpOutcome,
    required=True,
    tones=FOLLOW_UP_TONES,
    width=18,
)
NEW_ARREST = Field("new_arrest", "New arrest since the exit", Kind.CHOICE, choices=YesNo, width=14)
FOLLOW_UP = (
    FOLLOW_UP_OUTCOME,
    DONE_ON,
    NEW_ARREST,
    Field("text", "What was said", Kind.LONG_TEXT, max_length=2000),
)
