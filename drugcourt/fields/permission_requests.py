"""How a request for leave and its answer are described."""

from __future__ import annotations

from drugcourt.domain.permission_requests import AnsweredHow, PermissionAnswer, PermissionKind
from drugcourt.domain.tone import Tone
from drugcourt.fields.field import Field, Kind

ANSWER_TONES = {
    PermissionAnswer.GRANTED: Tone.GOOD,
    PermissionAnswer.TERMS: Tone.GOOD,
    PermissionAnswer.REFUSED: Tone.ALARM,
    PermissionAnswer.WITHDRAWN: Tone.PLAIN,
}
KIND = Field("kind", "For what", Kind.CHOICE, choices=PermissionKind, required=True, width=16)
ASKED_ON = Field("asked_on", "Asked on", Kind.DATE, required=True, width=10)
STARTS = Field("starts_on", "From", Kind.DATE, required=True, width=10)
ENDS = Field("ends_on", "To", Kind.DATE, help="The last day. Empty: one day.", width=10)
PLACE = Field("place", "Where", max_length=200, placeholder="Macon, with the sister", width=20)
TEXT = Field("text", "What for", Kind.LONG_TEXT, max_length=2000, width=24)
ASK = (KIND, ASKED_ON, STARTS, ENDS, PLACE, TEXT)
ANSWER_FIELD = Field(
    "answer", "Answer", Kind.CHOICE, choices=PermissionAnswer, required=True, width=14
)
ANSWERED_ON = Field("answered_on", "Answered on", Kind.DATE, required=True, width=11)
ANSWERED_BY = Field("answered_by", "Answered by", max_length=100, width=14)
HOW = Field("answered_how", "How it was told", Kind.CHOICE, choices=AnsweredHow, width=12)
WORDS = Field(
    "answer_text",
    "Terms, or the reason",
    Kind.LONG_TEXT,
    max_length=2000,
    help="It stands on the paper to carry: plain words, and nothing strangers should not read.",
)
ANSWER = (ANSWER_FIELD, ANSWERED_ON, ANSWERED_BY, HOW, WORDS)
CHANGES = (ASKED_ON, STARTS, ENDS, PLACE, TEXT, ANSWER_FIELD, ANSWERED_ON, ANSWERED_BY, HOW, WORDS)
