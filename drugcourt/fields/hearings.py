"""Which fields a docket, a hearing and its outcome have."""

from __future__ import annotations

from drugcourt.domain.hearings import HearingAttendance, HearingKind
from drugcourt.domain.responses import ResponseFamily
from drugcourt.domain.tone import Tone
from drugcourt.fields.field import Field, Kind

LONGEST_TEXT = 4_000

# The docket as a list.
HEARD = Field("heard", "", help="Whether the hearing has been recorded.", width=2)
NAME = Field("name", "Participant", width=20)
PHASE = Field("phase_number", "Ph", Kind.WHOLE, help="Phase", width=3)
SOBER_DAYS = Field("sober_days", "Sober", Kind.WHOLE, help="Sober days today", width=5)
FLAG = Field("flag", "Flags", help="What needs a look, the most urgent first", width=14)
CASE_NUMBER = Field("case_number", "Case", width=18)
INITIALS = Field("initials", "Initials", width=8)
HEARING = Field("hearing", "Hearing", width=18)
PROGRAM_DAYS = Field(
    "program_days", "Days", Kind.WHOLE, help="Days since admission to the program", width=6
)
ORDERED = Field("ordered", "Ordered", width=40)

# What is to be done after court.
SEAT = Field("seat", "Whose", width=12)
TASK = Field("text", "To do", width=40)
TASK_DUE = Field("due_on", "Due", Kind.DATE, width=10)
TASK_STATE = Field("state", "", width=8)

# The outcome of one hearing.
ATTENDANCE = Field(
    "attendance", "Attendance", Kind.CHOICE, required=True, choices=HearingAttendance
)
ORDERS = Field("orders", "Orders", Kind.LONG_TEXT, max_length=LONGEST_TEXT)
NOTE = Field("note", "Note for the team", Kind.LONG_TEXT, max_length=LONGEST_TEXT)
ACCOUNT = Field("account", "Own account", Kind.LONG_TEXT, max_length=LONGEST_TEXT)
KIND = Field("kind", "Hearing", Kind.CHOICE, required=True, choices=HearingKind)
NEXT_ON = Field(
    "next_on", "Next hearing", Kind.DATE, help="The participant goes on the docket of that day."
)
DECIDED_BY = Field("decided_by", "Who decided", required=True, max_length=100)
REASON = Field("reason", "Why", required=True, max_length=300)
REMEDIAL_PLAN = Field(
    "remedial_plan", "What helps from here", required=True, max_length=LONGEST_TEXT
)
PARTICIPANT = Field("episode_id", "Participant", Kind.PERSON, required=True)
OFF_REASON = Field("reason", "Why", required=True, max_length=300)
HELD_ON = Field("held_on", "Court day", Kind.DATE, required=True)

# A response.
TITLE = Field("title", "Response", required=True, max_length=200)
DUE_ON = Field("due_on", "Due", Kind.DATE, help="An order with a day stays open until done.")
JAIL_DAYS = Field("jail_days", "Jail days", Kind.WHOLE)
BEHAVIOR = Field("behavior", "For what", max_length=200)

FAMILY_TONES = {
    ResponseFamily.INCENTIVE: Tone.GOOD,
    ResponseFamily.SANCTION: Tone.WATCH,
    ResponseFamily.SERVICE_ADJUSTMENT: Tone.INFO,
}
ATTENDANCE_TONES = {
    HearingAttendance.FAILED_TO_APPEAR: Tone.ALARM,
    HearingAttendance.LATE: Tone.WATCH,
    HearingAttendance.EXCUSED: Tone.INFO,
    HearingAttendance.IN_CUSTODY: Tone.WATCH,
}
