"""How a response of the court is described: incentive, sanction, service adjustment."""

from __future__ import annotations

from dataclasses import replace

from drugcourt.domain.responses import Magnitude, OrderState, ResponseFamily
from drugcourt.domain.tone import Tone
from drugcourt.fields.field import Field, Kind

FAMILY_TONES = {
    ResponseFamily.INCENTIVE: Tone.GOOD,
    ResponseFamily.SANCTION: Tone.WATCH,
    ResponseFamily.SERVICE_ADJUSTMENT: Tone.INFO,
}
STATE_TONES = {
    OrderState.OPEN: Tone.WATCH,
    OrderState.OVERDUE: Tone.ALARM,
    OrderState.DONE: Tone.INFO,
    OrderState.VERIFIED: Tone.GOOD,
}

TITLE = Field("title", "Response", required=True, max_length=200, width=30)
MAGNITUDE = Field("magnitude", "Magnitude", Kind.CHOICE, choices=Magnitude, required=True)
BEHAVIOR = Field("behavior", "For", max_length=200, width=26, placeholder="What it answers")
BEHAVIOR_ON = Field("behavior_on", "Behavior on", Kind.DATE)
HOURS = Field("hours", "Hours", Kind.NUMBER)
DUE = Field("due_on", "Due on", Kind.DATE, help="Only for an order that has to be done.")
EXPLANATION = Field("explanation", "In their own words", Kind.LONG_TEXT, max_length=2000)
HEARING_ON = Field("hearing_on", "Hearing on", Kind.DATE, help="If it was not on a docket.")
COUNSEL = Field("counsel", "Counsel present", Kind.YES_NO)
JAIL_DAYS = Field("jail_days", "Jail days", Kind.WHOLE, help="Only with a sanction.")
JAIL_FROM = Field("jail_from", "In jail from", Kind.DATE)
JAIL_UNTIL = Field("jail_until", "Released on", Kind.DATE)
DEPARTURE = Field("departure", "Why the team departs from the matrix", max_length=1000)
REASON = Field("reason", "Why", Kind.LONG_TEXT, max_length=2000)
ON_DOCKET = (BEHAVIOR, DUE)
APART = (
    BEHAVIOR,
    BEHAVIOR_ON,
    DUE,
    MAGNITUDE,
    HOURS,
    replace(REASON, kind=Kind.TEXT),  # one line: the questions under it are to be seen
)
RESPONSE = (
    TITLE,
    MAGNITUDE,
    BEHAVIOR,
    BEHAVIOR_ON,
    JAIL_DAYS,
    COUNSEL,
    HOURS,
    DUE,
    EXPLANATION,
    REASON,
)
DONE = (
    Field("done_on", "Done on", Kind.DATE, required=True),
    Field(
        "verified_by",
        "Proof seen by",
        max_length=100,
        help="Empty while nobody has seen the proof.",
    ),
)
VERIFIED = (Field("verified_by", "Proof seen by", required=True, max_length=100),)
STATE = Field("state", "Order", width=16)

# The open orders of the court.
NAME = Field("name", "Participant", width=20, sortable="name")
ORDER = Field("title", "Order", width=30, sortable="title")
GIVEN_ON = Field("given_on", "Given", Kind.DATE, width=9, sortable="given_on")
DUE_ON = Field("due_on", "Due", Kind.DATE, width=9, sortable="due_on")
DONE_ON = Field("done_on", "Done", Kind.DATE, width=9, sortable="done_on")
ORDER_STATE = Field("state", "State", width=18)
ORDER_FAMILY = Field("family", "Family", tones=FAMILY_TONES, width=16)
MARK = Field("mark", "", help="Marked with the space bar", width=3)
