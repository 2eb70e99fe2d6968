"""Which fields the team's meeting has: the agenda as a list, a decision, a seat, the minutes."""

from __future__ import annotations

from drugcourt.domain.hearings import PhaseMove
from drugcourt.domain.responses import GoalClass
from drugcourt.domain.staffings import Presence, TeamRole
from drugcourt.domain.tone import Term, Tone
from drugcourt.fields.field import Field, Kind

LONGEST_TEXT = 4_000


class SeatChange(Term):
    """What is done about a seat."""

    NAME = "name", "Sits here now"
    ADD = "add", "One more seat"
    REMOVE = "remove", "Take the seat away"


# The agenda as a list.
DECIDED = Field("decided", "", help="Whether the team has decided.", width=2)
NAME = Field("name", "Participant", help="With why the line stands where it stands", width=30)
REASON = Field("reason", "Reason", help="The most urgent reason; others follow", width=14)

# One decision.
BEHAVIOR = Field("behavior", "Behavior", max_length=300, placeholder="What the team answers (B)")
GOAL = Field("goal", "Goal", Kind.CHOICE, choices=GoalClass)
ACCOUNT = Field(
    "account",
    "Participant's account",
    Kind.LONG_TEXT,
    max_length=LONGEST_TEXT,
    placeholder="In the participant's own words (P); it stays out of the minutes",
)
SAID = Field(
    "said",
    "In the team's words",
    Kind.LONG_TEXT,
    max_length=LONGEST_TEXT,
    placeholder="What else the court should read (O)",
)
DISSENT = Field("dissent", "Why", max_length=500, placeholder="Why (optional)")

# A seat, and the minutes.
ROLE = Field("role", "Role", Kind.CHOICE, required=True, choices=TeamRole)
SEAT_CHANGE = Field("change", "What", Kind.CHOICE, required=True, choices=SeatChange)
SEAT_NAME = Field("name", "Name", max_length=100, help="Empty: whoever comes for the role.")
ADDITION = Field(
    "addition",
    "Also in the minutes",
    Kind.LONG_TEXT,
    max_length=20_000,
    placeholder="What the decisions do not say by themselves",
)
DUE_ON = Field("due_on", "Due", Kind.DATE, help="An order with a day stays open until done.")
JAIL_DAYS = Field("jail_days", "Jail days", Kind.WHOLE)

PRESENCE_TONES = {
    Presence.PRESENT: Tone.GOOD,
    Presence.REMOTE: Tone.INFO,
    Presence.ABSENT: Tone.WATCH,
}
GOAL_TONES = {
    GoalClass.PROXIMAL: Tone.WATCH,
    GoalClass.DISTAL: Tone.INFO,
    GoalClass.MANAGED: Tone.GOOD,
}
MOVES = {
    PhaseMove.STAY: "Stays",
    PhaseMove.ADVANCE: "Advances",
    PhaseMove.DEMOTE: "Returns",
    PhaseMove.GRADUATE: "Graduates",
}
