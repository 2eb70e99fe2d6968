"""Which fields a device and its alerts have, as forms and lists name them."""

from __future__ import annotations

from drugcourt.domain.devices import AlertKind, AlertState, DeviceKind
from drugcourt.domain.specimens import Substance
from drugcourt.domain.tone import Term, Tone
from drugcourt.fields.field import Field, Kind


class AlertAnswer(Term):
    """What became of an alert."""

    CONFIRMED = "confirmed", AlertState.CONFIRMED.label
    DISMISSED = "dismissed", AlertState.DISMISSED.label


KIND = Field("kind", "Device", Kind.CHOICE, choices=DeviceKind, required=True, width=18)
STARTED = Field("started_on", "Since", Kind.DATE, required=True)
DEVICE = (
    KIND,
    STARTED,
    Field("vendor", "Vendor", max_length=120),
    Field("serial", "Serial number", max_length=60),
    Field(
        "asked_days",
        "Quiet days asked for",
        Kind.WHOLE,
        help="In a row and without a confirmed alert. Empty: the court’s own number.",
    ),
    Field("ordered_by", "Ordered by", max_length=100),
    Field("reason", "Why", max_length=300),
)
END = (
    Field(
        "ended_on",
        "First day without it",
        Kind.DATE,
        required=True,
    ),
    Field("reason", "Why it came off", max_length=300),
)
ALERT = (
    Field("kind", "What it reports", Kind.CHOICE, choices=AlertKind, required=True),
    Field("happened_on", "Day", Kind.DATE, required=True),
    Field("time", "Time", placeholder="10:40 PM", max_length=12),
    Field("level", "Highest reading", Kind.NUMBER),
    Field("text", "What is known of it", Kind.LONG_TEXT, max_length=2_000),
)
ANSWER = (
    Field("answer", "The alert is", Kind.CHOICE, choices=AlertAnswer, required=True),
    Field(
        "reason",
        "What that rests on",
        help="Needed where it is not confirmed.",
        max_length=300,
    ),
)
MUST_INCLUDE = (
    Field("substance", "Substance", Kind.CHOICE, choices=Substance, required=True),
    Field("reason", "Why", max_length=300),
)
NO_LONGER = Field("reason", "Why it need not be looked for any more", required=True, max_length=300)
QUIET = Field("quiet", "State", width=12)
WORD = Field("word", "Device or alert", width=16)
DAY = Field("day", "Day", Kind.DATE, width=10)
STATE_TONES = {
    AlertState.OPEN: Tone.WATCH,
    AlertState.CONFIRMED: Tone.ALARM,
    AlertState.DISMISSED: Tone.PLAIN,
}
