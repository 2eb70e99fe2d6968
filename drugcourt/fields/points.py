"""How points and demerits are described."""

from __future__ import annotations

from drugcourt.fields.field import Field, Kind

GIVEN = Field("given_on", "Day", Kind.DATE, required=True, width=10)
NUMBER = Field(
    "points", "Points", Kind.WHOLE, required=True, width=8, help="Demerits are below zero: -5."
)
FOR = Field("text", "For", required=True, max_length=300, width=26)
POINTS = (GIVEN, NUMBER, FOR)
BY = Field("by", "By", width=16)
