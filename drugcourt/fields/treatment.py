"""How a stay in treatment and a session that was due are described."""

from __future__ import annotations

from drugcourt.domain.tone import Tone
from drugcourt.domain.treatment import Attendance, LevelOfCare, MeetingKind, Proof, SessionKind
from drugcourt.fields.field import Field, Kind

ATTENDANCE_TONES = {
    Attendance.ATTENDED: Tone.GOOD,
    Attendance.LATE: Tone.WATCH,
    Attendance.EXCUSED: Tone.PLAIN,
    Attendance.ABSENT: Tone.ALARM,
    Attendance.CANCELLED: Tone.PLAIN,
}

PROVIDER = Field("provider", "Provider", required=True, max_length=200, width=26)
LEVEL = Field("level", "Level of care", Kind.CHOICE, choices=LevelOfCare, required=True, width=20)
STARTED = Field("started_on", "Since", Kind.DATE, required=True)
TREATMENT = (PROVIDER, LEVEL, STARTED)
END_TREATMENT = (
    Field(
        "ended_on", "Ended on", Kind.DATE, required=True, help="The first day without the provider."
    ),
    Field("discharge_reason", "How it ended", max_length=200, placeholder="Completed"),
)
UNTIL = Field("ended_on", "Until", Kind.DATE)
HELD = Field("held_on", "Day", Kind.DATE, required=True, sortable="held_on")
KIND = Field("kind", "Kind", Kind.CHOICE, choices=SessionKind, required=True, width=16)
KEPT = Field(
    "attendance",
    "Attendance",
    Kind.CHOICE,
    choices=Attendance,
    required=True,
    tones=ATTENDANCE_TONES,
    width=14,
)
MINUTES = Field("minutes", "Minutes", Kind.WHOLE, width=7)
MEETING = Field(
    "meeting",
    "Sort of support meeting",
    Kind.CHOICE,
    choices=MeetingKind,
    help="A court that asks for meetings has to offer secular ones too.",
)
PROOF = Field(
    "proof",
    "Proof of the meeting",
    Kind.CHOICE,
    choices=Proof,
    help="For support meetings only.",
)
ATTENDANCE = (
    HELD,
    KIND,
    KEPT,
    MINUTES,
    Field("provider", "Provider", max_length=200, width=22),
    Field("title", "Session", max_length=120, placeholder="Relapse prevention group"),
    Field("reason", "Reason of the absence", max_length=200),
    MEETING,
    PROOF,
)
CORRECT_ATTENDANCE = (
    KEPT,
    Field("reason", "Why", required=True, max_length=200, placeholder="Note of the clinic seen"),
)
SESSION = Field("session", "Session", width=26)
SAID = Field("reason", "Reason", width=24)
