"""How a referral, the decisions on entry, the screens and the waiting list are described."""

from __future__ import annotations

from drugcourt.domain.episodes import RiskNeed
from drugcourt.domain.referrals import (
    Channel,
    Gatekeeper,
    Grade,
    Held,
    Intercept,
    RefusalGround,
    Severity,
    Verdict,
    WaitReason,
)
from drugcourt.domain.tone import Tone, YesNo
from drugcourt.domain.treatment import LevelOfCare
from drugcourt.fields.field import Field, Kind
from drugcourt.fields.participants import BIRTH_DATE, FAMILY_NAME, GIVEN_NAME, REFERENCE

VERDICT_TONES = {
    Verdict.PENDING: Tone.WATCH,
    Verdict.APPROVED: Tone.GOOD,
    Verdict.REFUSED: Tone.ALARM,
    Verdict.NOT_NEEDED: Tone.PLAIN,
}
QUADRANT_TONES = {
    RiskNeed.HIGH_HIGH: Tone.GOOD,
    RiskNeed.HIGH_LOW: Tone.WATCH,
    RiskNeed.LOW_HIGH: Tone.WATCH,
    RiskNeed.LOW_LOW: Tone.WATCH,
    RiskNeed.UNKNOWN: Tone.PLAIN,
}
CHANNEL = Field(
    "channel", "How it came", Kind.CHOICE, choices=Channel, required=True, sortable="channel"
)
INTERCEPT = Field(
    "intercept",
    "Intercept",
    Kind.CHOICE,
    choices=Intercept,
    help="Of the Sequential Intercept Model. Left open, the way it came decides.",
    sortable="intercept",
)
REFERRED_ON = Field("referred_on", "Referred on", Kind.DATE, required=True, sortable="referred_on")
ARRESTED_ON = Field("arrested_on", "Arrested on", Kind.DATE)
AGENCY = Field("agency", "Agency", max_length=200, placeholder="County jail, public defender")
REFERRED_BY = Field("referred_by", "Referred by", max_length=100, placeholder="A name")
REACH = Field("reach", "How to reach them", max_length=200)
HELD = Field("held", "Where the person is", Kind.CHOICE, choices=Held)
COUNSEL = Field("defense_counsel", "Defense counsel", max_length=100)
OFFERED = Field("offered_on", "Offered on", Kind.DATE)
ORDERED = Field("ordered_on", "Plea or order on", Kind.DATE)
PERSON = (FAMILY_NAME, GIVEN_NAME, BIRTH_DATE, REFERENCE)
AGAIN = (CHANNEL, REFERRED_ON, AGENCY, REFERRED_BY, ARRESTED_ON, HELD)
NEW = (*PERSON, *AGAIN)
DETAILS = (
    CHANNEL,
    INTERCEPT,
    AGENCY,
    REFERRED_BY,
    REACH,
    HELD,
    COUNSEL,
    Field("prior_contacts", "Earlier contacts", Kind.WHOLE, help="With police, crisis or court."),
    Field("encounter_on", "Encounter on", Kind.DATE),
    Field("encounter_place", "Where it happened", max_length=200),
    Field("encounter", "What happened", Kind.LONG_TEXT, max_length=4000),
    Field("held_charges", "Charges held in abeyance", Kind.LONG_TEXT, max_length=2000),
    Field(
        "abeyance_until",
        "Held until",
        Kind.DATE,
        help="The last day on which the charges are held back.",
    ),
)
STATIONS = (OFFERED, ORDERED)
KEEPER = Field("keeper", "Who decides", Kind.CHOICE, choices=Gatekeeper, required=True, width=18)
SENT_ON = Field("sent_on", "Asked on", Kind.DATE, required=True, width=10)
VERDICT = Field(
    "verdict", "Decision", Kind.CHOICE, choices=Verdict, required=True, tones=VERDICT_TONES
)
DECIDED_ON = Field("decided_on", "Decided on", Kind.DATE, required=True, width=10)
DECIDED_BY = Field("decided_by", "Decided by", max_length=100, width=16)
GROUND = Field("ground", "Ground of a refusal", Kind.CHOICE, choices=RefusalGround, width=20)
WHY = Field("text", "In words", Kind.LONG_TEXT, max_length=2000)
GATE = (VERDICT, DECIDED_ON, DECIDED_BY, GROUND, WHY)
ASK_GATE = (KEEPER, SENT_ON)
END = (
    Field("ground", "Ground", Kind.CHOICE, choices=RefusalGround, required=True),
    Field("decided_by", "Decided by", required=True, max_length=100),
    DECIDED_ON,
    WHY,
)
CRITERION = Field("text", "Legal checklist", width=40)
ANSWER = Field("answer", "Answer", Kind.CHOICE, choices=YesNo, required=True, width=10)
EVIDENCE = Field("evidence", "What shows it", max_length=300, placeholder="Record check of Nov 3")
ANSWERED_ON = Field("answered_on", "Answered on", Kind.DATE, required=True, width=10)
ANSWERING = (ANSWER, EVIDENCE, ANSWERED_ON)
SET_ASIDE = (
    Field(
        "by",
        "Allowed by",
        required=True,
        max_length=200,
        help="The prosecutor and the judge, by name.",
    ),
    Field("reason", "Why", Kind.LONG_TEXT, required=True, max_length=300),
)
SCREENED_ON = Field("screened_on", "Screened on", Kind.DATE, required=True, width=10)
SCORE = Field("score", "Score", max_length=40, width=8)
ASSESSOR = Field("assessor", "Assessor", max_length=100, width=14)
SEVERITY = Field("severity", "Severity", Kind.CHOICE, choices=Severity, required=True, width=10)
LEVEL = Field("level", "Level of care advised", Kind.CHOICE, choices=LevelOfCare, width=18)
RISK = Field("risk", "Risk", Kind.CHOICE, choices=Grade, required=True, width=8)
NEED = Field("need", "Need", Kind.CHOICE, choices=Grade, required=True, width=8)
INSTRUMENT = Field("instrument", "Instrument", required=True, max_length=100, width=18)
TOOL = Field("tool", "Tool", required=True, max_length=100, width=14)
CLINICAL = (
    INSTRUMENT,
    SEVERITY,
    SCORE,
    LEVEL,
    SCREENED_ON,
    ASSESSOR,
)
RISK_SCREEN = (TOOL, RISK, NEED, SCORE, SCREENED_ON, ASSESSOR)
WAITING = (
    Field("reason", "Waits for", Kind.CHOICE, choices=WaitReason, required=True),
    Field("placed_on", "Since", Kind.DATE, required=True),
    Field("until", "Look again on", Kind.DATE, help="Left open, when the court's policy says so."),
    Field("text", "Note", max_length=300),
)
OFF_WAITING = (
    Field("ended_on", "Ended on", Kind.DATE, required=True),
    Field("text", "Why", max_length=300, placeholder="A place came free"),
)
KEEP_WAITING = (Field("until", "Look again on", Kind.DATE, required=True),)
WATCHED_ON = Field("watched_on", "Watched court on", Kind.DATE, required=True, width=12)
WATCHED_NOTE = Field("text", "Note", max_length=200, width=20)
WATCHED = (WATCHED_ON, WATCHED_NOTE)
PAPER = Field("text", "Entry packet", width=30)
DONE_ON = Field("done_on", "In hand since", Kind.DATE, required=True, width=12)
KEPT_WHERE = Field("kept_where", "Kept where", max_length=200, placeholder="File 2, page 4")
HAVE = (DONE_ON, KEPT_WHERE)
MERGE = (
    Field("episode_id", "The same person as", Kind.PERSON, required=True),
    Field(
        "reason",
        "How it is known",
        Kind.LONG_TEXT,
        required=True,
        max_length=300,
        placeholder="Same birth date and case; the person says so",
    ),
    Field("agreed", "Where they differ, this entry stands", Kind.YES_NO),
)
NAME = Field("name", "Person", width=22, sortable="name")
SINCE = Field("since", "Since", Kind.DATE, width=9, sortable="since")
WAITS = Field("waits", "Waits for", width=16, sortable="waits")
DUE = Field("due_on", "Due", Kind.DATE, width=9)
DECISIONS = Field("decisions", "Decisions", width=12)
QUADRANT = Field("quadrant", "Risk and need", Kind.CHOICE, choices=RiskNeed, width=16)
ENDED = Field("ground", "Ground", Kind.CHOICE, choices=RefusalGround, width=18, sortable="ground")
