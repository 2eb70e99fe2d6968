"""What a value looks like as words in a cell, by the kind of its field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from drugcourt.domain.dates import short
from drugcourt.domain.money import dollars
from drugcourt.domain.tone import Term
from drugcourt.fields.field import Field, Kind

NUMERIC = frozenset({Kind.WHOLE, Kind.NUMBER, Kind.MONEY})


def value_of(row: Any, key: str) -> Any:
    """The value of a field in a row, whether the row is a mapping or has attributes."""
    return row.get(key) if isinstance(row, Mapping) else getattr(row, key, None)


def cell_text(field: Field, value: Any, as_of: date | None = None) -> str:
    """The words for one value; nothing for None. Dates leave out the year of `as_of`."""
    if value is None:
        return ""
    if field.kind is Kind.MONEY:
        return dollars(value)
    if field.kind is Kind.WHOLE:
        return f"{value:,}" if isinstance(value, int) else str(value)
    if field.kind is Kind.NUMBER:
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    if field.kind is Kind.YES_NO:
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return moment_text(value, as_of)
    if isinstance(value, date):
        return short(value, as_of)
    return value.label if isinstance(value, Term) else str(value)


def moment_text(moment: datetime, as_of: date | None = None) -> str:
    """`Nov 24, 1:30 PM` in this computer's time."""
    local = moment.astimezone()
    hour = local.hour % 12 or 12
    half = "AM" if local.hour < 12 else "PM"
    return f"{short(local.date(), as_of)}, {hour}:{local.minute:02d} {half}"
