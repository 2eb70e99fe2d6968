"""How an order to seal or expunge, its confirmation, and a hold are described."""

from __future__ import annotations

from drugcourt.domain.keeping import OrderKind, OrderState
from drugcourt.domain.tone import Tone
from drugcourt.fields.field import Field, Kind

STATE_TONES = {
    OrderState.ASKED: Tone.WATCH,
    OrderState.DONE: Tone.GOOD,
    OrderState.WITHDRAWN: Tone.PLAIN,
}
KIND = Field("kind", "What is ordered", Kind.CHOICE, choices=OrderKind, required=True, width=18)
STATE = Field("state", "State", Kind.CHOICE, choices=OrderState, tones=STATE_TONES, width=18)
ABOUT = Field("about", "About", width=24)
COURT = Field("court", "Court", required=True, max_length=200, width=16)
JUDGE = Field("judge", "Judge", required=True, max_length=100, width=14)
NUMBER = Field(
    "number",
    "Number of the order",
    required=True,
    max_length=100,
    width=14,
    help="As it stands on the paper; it may not name anybody.",
)
ORDERED_ON = Field("ordered_on", "Ordered on", Kind.DATE, required=True, width=10)
WHOM = Field("episode_id", "Whom it is about", Kind.PERSON, required=True)
CASE_NUMBER = Field(
    "case_number",
    "Only this case",
    max_length=60,
    width=16,
    help="The case’s number. Left empty, the order reaches the person with every file.",
)
ASKED_BY = Field("asked_by", "Entered by", width=12)
ORDER = (KIND, WHOM, CASE_NUMBER, COURT, JUDGE, NUMBER, ORDERED_ON)
ON_SEALED = (KIND, COURT, JUDGE, NUMBER, ORDERED_ON)
DESTRUCTION = (COURT, JUDGE, NUMBER, ORDERED_ON)
CONFIRM = (NUMBER,)
REASON = Field("reason", "Why", Kind.LONG_TEXT, required=True, max_length=300, width=24)
HOLD = (WHOM, REASON)
RELEASE = (REASON,)
NAME = Field("name", "On hold", width=20)
PLACED_ON = Field("placed_on", "Since", Kind.DATE, width=9)
PLACED_BY = Field("placed_by", "By", width=12)
RECORD = Field("kind", "Record", width=14)
TEXT = Field("text", "What stands in it", width=60)
CLASS = Field("label", "Class of records", width=30)
YEARS = Field("years", "Years kept", Kind.WHOLE, required=True, width=8)
ORIGIN = Field("origin", "By which rule", Kind.LONG_TEXT, required=True, max_length=300, width=40)
RULE = (YEARS, ORIGIN)
EXITED_ON = Field("exited_on", "Last exit", Kind.DATE, width=10)
DUE_ON = Field("due_on", "Due since", Kind.DATE, width=10)
PERSON = Field("name", "Name", width=20)
REFERENCE = Field("reference", "Number", width=10)
OPENING = (NUMBER, REASON)
