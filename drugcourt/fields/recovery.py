"""How a plan, a needed service, a measure of recovery capital and a snapshot are described."""

from __future__ import annotations

from drugcourt.domain.tone import Term, YesNo
from drugcourt.domain.treatment import (
    Education,
    Employment,
    GoalOutcome,
    Housing,
    Moment,
    Service,
    ServiceOutcome,
)
from drugcourt.fields.field import Field, Kind

PLAN_TEXT = Field("text", "Goal or step", width=34)
PLAN_DUE = Field("due_on", "Due", Kind.DATE, width=12)
GOAL_TEXT = Field(
    "text",
    "Goal",
    Kind.LONG_TEXT,
    required=True,
    max_length=500,
    help="In the person’s own words, as far as can be.",
)
GOAL_STARTED = Field("started_on", "Agreed on", Kind.DATE, required=True)
REVIEW = Field(
    "review_on", "Look again on", Kind.DATE, help="Left open, when the court’s policy says so."
)
OUTCOME = Field("outcome", "How it ended", Kind.CHOICE, choices=GoalOutcome, width=14)
GOAL = (GOAL_TEXT, GOAL_STARTED, REVIEW)
GOAL_ENDS = (
    Field("outcome", "How it ended", Kind.CHOICE, choices=GoalOutcome, required=True),
    Field("ended_on", "Ended on", Kind.DATE, required=True),
)
GOAL_STANDS = (Field("review_on", "Look again on", Kind.DATE, required=True),)
STEP = (
    Field("text", "Step", Kind.LONG_TEXT, required=True, max_length=500),
    Field("due_on", "To be done by", Kind.DATE),
)
STEP_DONE = (Field("done_on", "Done on", Kind.DATE, required=True),)
NAME = Field("name", "Participant", width=20)
SERVICE = Field("service", "Service", Kind.CHOICE, choices=Service, required=True, width=16)
NEEDED = Field("needed_on", "Needed since", Kind.DATE, required=True, width=11)
STATE = Field("state", "State", width=14)
NEED_NOTE = Field("text", "Note", max_length=300, width=20)
PROVIDER = Field("provider", "Provider", max_length=200, width=18)
NEED = (SERVICE, NEEDED, NEED_NOTE)
FOLLOW = (
    Field("referred_on", "Referred on", Kind.DATE),
    PROVIDER,
    Field("accepted_on", "Accepted on", Kind.DATE),
    Field("started_on", "Started on", Kind.DATE),
    Field("ended_on", "Ended on", Kind.DATE),
    Field("outcome", "How it ended", Kind.CHOICE, choices=ServiceOutcome),
    NEED_NOTE,
)
MEASURED = Field("measured_on", "Measured on", Kind.DATE, required=True, width=12)
TOTAL = Field("total", "Sum", Kind.WHOLE, width=6)
CHANGE = Field("change", "Against before", width=12)
MOMENT = Field("moment", "When", Kind.CHOICE, choices=Moment, required=True, width=10)
TAKEN = Field("taken_on", "On", Kind.DATE, required=True, width=9)
HOUSING = Field("housing", "Housing", Kind.CHOICE, choices=Housing, width=16)
EMPLOYMENT = Field("employment", "Work", Kind.CHOICE, choices=Employment, width=14)
EDUCATION = Field("education", "Schooling", Kind.CHOICE, choices=Education, width=14)
SNAPSHOT = (
    MOMENT,
    TAKEN,
    HOUSING,
    EMPLOYMENT,
    EDUCATION,
    Field("health_cover", "Health insurance", Kind.CHOICE, choices=YesNo),
    Field("licence", "Driver’s license", Kind.CHOICE, choices=YesNo),
    Field("transport", "A way to get here", Kind.CHOICE, choices=YesNo),
    Field("children", "Children at home", Kind.WHOLE),
    Field("text", "Note", max_length=300),
)


def answers(items: tuple[str, ...], choices: type[Term]) -> tuple[Field, ...]:
    """A field a statement of the measure, in its order."""
    return tuple(
        Field(f"answer_{place}", f"{place}. {item}", Kind.CHOICE, choices=choices, required=True)
        for place, item in enumerate(items, 1)
    )
