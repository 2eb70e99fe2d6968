"""How far days lie apart, worked out a second time by walking the calendar."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

from drugcourt.domain.dates import Amount, Unit

ONE = timedelta(days=1)


def after(start: date, amount: Amount, month_days: int | None) -> date:
    """So long after a day, or before it: months by the calendar unless the court counts days."""
    if amount.unit is Unit.DAY:
        return start + amount.n * ONE
    if amount.unit is Unit.WEEK:
        return start + 7 * amount.n * ONE
    months = amount.n * 12 if amount.unit is Unit.YEAR else amount.n
    if month_days is not None:
        return start + months * month_days * ONE
    year, month, step = start.year, start.month, 1 if months > 0 else -1
    for _ in range(abs(months)):
        month += step
        if month > 12:
            year, month = year + 1, 1
        elif month < 1:
            year, month = year - 1, 12
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def each_day(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last, both counted."""
    while first <= last:
        yield first
        first += ONE
