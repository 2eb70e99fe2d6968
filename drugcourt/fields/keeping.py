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
ASKED_BY = Field("asked_by", "Entered by", width=12)
ORDER = (KIND, WHOM, COURT, JUDGE, NUMBER, ORDERED_ON)
CONFIRM = (NUMBER,)
REASON = Field("reason", "Why", Kind.LONG_TEXT, required=True, max_length=300, width=24)
HOLD = (WHOM, REASON)
RELEASE = (REASON,)
NAME = Field("name", "On hold", width=20)
PLACED_ON = Field("placed_on", "Since", Kind.DATE, width=9)
PLACED_BY = Field("placed_by", "By", width=12)
