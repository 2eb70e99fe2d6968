"""How a contact and a job or schooling are described."""

from __future__ import annotations

from drugcourt.domain.supervision import ContactMode, ContactWith, WorkKind
from drugcourt.fields.field import Field, Kind

CONTACTED = Field("contacted_on", "Day", Kind.DATE, required=True, width=10)
MODE = Field("mode", "How", Kind.CHOICE, choices=ContactMode, required=True, width=12)
REACHED = Field("reached", "Reached", Kind.YES_NO)
BY = Field("by", "By", max_length=100, width=16)
TEXT = Field("text", "What was said and seen", Kind.LONG_TEXT, max_length=4000, width=36)
PERSON = Field("person", "Contact of", Kind.CHOICE, choices=ContactWith, required=True, width=16)
MINUTES = Field("minutes", "Minutes", Kind.WHOLE, width=8)
CONTACT = (CONTACTED, MODE, PERSON, REACHED, MINUTES, BY, TEXT)

KIND = Field("kind", "Kind", Kind.CHOICE, choices=WorkKind, required=True, width=18)
PLACE = Field("place", "Where", max_length=200, width=24)
HOURS = Field("hours", "Hours a week", Kind.NUMBER, width=8)
STARTED = Field("started_on", "Since", Kind.DATE, required=True)
VERIFIED = Field("verified_on", "Verified on", Kind.DATE)
TAXED = Field("taxed", "Taxes are paid", Kind.YES_NO)
APPROVED = Field("approved", "Approved by the court", Kind.YES_NO)
WORK = (KIND, PLACE, HOURS, STARTED, VERIFIED, TAXED, APPROVED)
UNTIL = Field("ended_on", "Until", Kind.DATE)
VERIFY = (Field("verified_on", "Proof seen on", Kind.DATE, required=True),)
END_WORK = (
    Field("ended_on", "Ended on", Kind.DATE, required=True, help="The first day without it."),
)
