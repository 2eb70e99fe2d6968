"""How a participant is described: the person, the episode, admission, status, exit, the list."""

from __future__ import annotations

from drugcourt.domain.cases import ChargeLevel, LegalTrack
from drugcourt.domain.episodes import EpisodeStatus, RiskNeed
from drugcourt.domain.people import Ethnicity, Gender, Race, Sex
from drugcourt.domain.specimens import Substance
from drugcourt.domain.tone import Term, Tone, YesNo
from drugcourt.fields.choices import closed_list
from drugcourt.fields.field import Field, Kind

STATUS_TONES = {
    EpisodeStatus.ACTIVE: Tone.PLAIN,
    EpisodeStatus.IN_CUSTODY: Tone.WATCH,
    EpisodeStatus.ABSCONDED: Tone.ALARM,
    EpisodeStatus.MEDICAL_LEAVE: Tone.INFO,
    EpisodeStatus.PENDING_TERMINATION: Tone.ALARM,
    EpisodeStatus.DEFERRED: Tone.WATCH,
    EpisodeStatus.REFERRED: Tone.INFO,
    EpisodeStatus.SCREENING: Tone.INFO,
    EpisodeStatus.GRADUATED: Tone.GOOD,
    EpisodeStatus.TERMINATED: Tone.PLAIN,
    EpisodeStatus.NEUTRAL_DISCHARGE: Tone.PLAIN,
    EpisodeStatus.DECLINED: Tone.PLAIN,
}

FAMILY_NAME = Field("family_name", "Family name", max_length=100, sortable="name", width=20)
GIVEN_NAME = Field("given_name", "Given name", max_length=100)
BIRTH_DATE = Field("birth_date", "Birth date", Kind.DATE, sortable="birth_date")
REFERENCE = Field(
    "reference",
    "Participant number",
    max_length=40,
    help="The number your office uses. Left empty, the next free one is given.",
    sortable="reference",
)
NUMBER = Field("reference", "Number", width=9, sortable="reference")

PERSON = (
    FAMILY_NAME,
    GIVEN_NAME,
    Field("middle_name", "Middle name", max_length=100),
    Field("preferred_name", "Preferred name", max_length=100),
    Field("pronouns", "Pronouns", max_length=40, placeholder="she, he, they"),
    BIRTH_DATE,
    REFERENCE,
    Field("sex", "Sex", Kind.CHOICE, choices=Sex),
    Field("gender", "Gender", Kind.CHOICE, choices=Gender),
    Field("race", "Race", Kind.CHOICE, choices=Race),
    Field("ethnicity", "Ethnicity", Kind.CHOICE, choices=Ethnicity),
    Field("veteran", "Veteran", Kind.CHOICE, choices=YesNo),
    Field("language", "Language", max_length=60, placeholder="English"),
    Field("interpreter", "Needs an interpreter", Kind.YES_NO),
    Field("phone", "Phone", Kind.PHONE, max_length=40),
    Field("ok_to_text", "May be texted", Kind.YES_NO),
    Field("email", "Email", max_length=200),
    Field(
        "aliases",
        "Other names",
        Kind.LONG_TEXT,
        max_length=2000,
        help="One name a line: maiden names, street names, other spellings.",
    ),
    Field("address", "Address", Kind.LONG_TEXT, max_length=600),
    Field("emergency_contact", "Emergency contact", Kind.LONG_TEXT, max_length=600),
)

TRACK = Field("track", "Legal track", Kind.CHOICE, choices=LegalTrack)
LEVEL = Field("charge_level", "Gravest charge", Kind.CHOICE, choices=ChargeLevel)
QUADRANT = Field("risk_need", "Risk and need", Kind.CHOICE, choices=RiskNeed)
CASE_MANAGER = Field("case_manager", "Case manager", max_length=100)
EPISODE = (
    TRACK,
    LEVEL,
    QUADRANT,
    CASE_MANAGER,
    Field("primary_substance", "Primary substance", Kind.CHOICE, choices=Substance),
    Field("referral_source", "Referred by", max_length=120),
    Field("referred_on", "Referred on", Kind.DATE),
    Field("arrested_on", "Arrested on", Kind.DATE),
)


def admission(phases: list[tuple[str, str]]) -> tuple[Field, ...]:
    """The fields of an admission; `phases` are the (key, name) pairs of the program."""
    return (
        Field("admitted_on", "Admitted on", Kind.DATE, required=True),
        Field(
            "phase",
            "Begins in",
            Kind.CHOICE,
            choices=closed_list("Phases", phases),
            required=True,
            help="The first phase, unless the person was transferred from another court.",
        ),
        TRACK,
        LEVEL,
        QUADRANT,
        CASE_MANAGER,
        Field(
            "despite",
            "Against a decision, because",
            Kind.LONG_TEXT,
            max_length=200,
            help="Only where a decision on the entry is missing or refused, or the checklist bars.",
        ),
    )


class RunningStatus(Term):
    """The statuses a participant may be given; leaving the program is an act of its own."""

    ACTIVE = "active", EpisodeStatus.ACTIVE.label
    IN_CUSTODY = "in_custody", EpisodeStatus.IN_CUSTODY.label
    ABSCONDED = "absconded", EpisodeStatus.ABSCONDED.label
    MEDICAL_LEAVE = "medical_leave", EpisodeStatus.MEDICAL_LEAVE.label
    PENDING_TERMINATION = "pending_termination", EpisodeStatus.PENDING_TERMINATION.label
    DEFERRED = "deferred", EpisodeStatus.DEFERRED.label


class CandidateStatus(Term):
    """The statuses of someone who has not been admitted."""

    REFERRED = "referred", EpisodeStatus.REFERRED.label
    SCREENING = "screening", EpisodeStatus.SCREENING.label
    DECLINED = "declined", EpisodeStatus.DECLINED.label


def status_change(*, candidate: bool) -> tuple[Field, ...]:
    """The fields of a status change."""
    return (
        Field(
            "status",
            "New status",
            Kind.CHOICE,
            choices=CandidateStatus if candidate else RunningStatus,
            required=True,
        ),
        Field("on", "From", Kind.DATE, required=True, help="The first day in the new status."),
        Field("reason", "Why", max_length=300, placeholder="Booked into the county jail"),
    )


ROSTER_NAME = Field("name", "Participant", width=26, sortable="name")
STATUS = Field(
    "status", "Status", Kind.CHOICE, choices=EpisodeStatus, tones=STATUS_TONES, sortable="status"
)
PHASE = Field("phase_short", "Phase", width=8, sortable="phase")
PHASE_DAYS = Field(
    "phase_days",
    "In phase",
    Kind.WHOLE,
    width=6,
    help="Whole days in the present phase.",
    sortable="phase_entered_on",
)
SOBER_DAYS = Field(
    "sober_days",
    "Sober",
    Kind.WHOLE,
    width=6,
    help="Sober days by the program's own rules. A question mark: a confirmation is out.",
    sortable="sober_date",
)
LAST_TEST = Field("last_test_on", "Last test", Kind.DATE, width=14, sortable="last_test_on")
NEXT_HEARING = Field("next_hearing", "Hearing", Kind.DATE, width=10, sortable="next_hearing")
MANAGER = Field("case_manager", "Manager", width=9, help="Case manager", sortable="case_manager")
READINESS = Field("readiness", "Ready", width=14, sortable="readiness")
EXITED = Field("exited_on", "Left on", Kind.DATE, width=10, sortable="exited_on")
REFERRED = Field("referred_on", "Referred on", Kind.DATE, width=10, sortable="referred_on")
