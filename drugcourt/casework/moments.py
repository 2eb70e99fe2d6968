"""Which moment a day and a time typed beside it mean, on the court's own clock."""

from __future__ import annotations

from datetime import date, datetime, time

from drugcourt.errors import FieldRefusal
from drugcourt.exchange.tables.dates import parse_time


def moment_at(key: str, day: date | None, text: str) -> datetime | None:
    """The moment of `8:15 AM` on a day; None where no time was typed. FieldRefusal names `key`."""
    if not text.strip():
        return None
    if day is None:
        raise FieldRefusal(key, "Enter the day as well.")
    try:
        clock = parse_time(text)
    except ValueError as problem:
        raise FieldRefusal(key, "Write the time like 8:15 AM or 20:15.") from problem
    if clock is None:
        raise FieldRefusal(key, "Write the time like 8:15 AM or 20:15.")
    return datetime.combine(day, clock).astimezone()


def moment_of(day: date | None, clock: time | None) -> datetime | None:
    """The moment that a clock on the wall of this place showed on a day; None where it is unsaid.

    Laboratories and portals write their own clock's time; it is read on the court's.
    """
    return None if day is None or clock is None else datetime.combine(day, clock).astimezone()


def clock_of(moment: datetime | None) -> time | None:
    """The time on the clock on the wall of this place at a moment."""
    return None if moment is None else moment.astimezone().time()


def time_text(moment: datetime | None) -> str:
    """`8:15 AM`, as it is typed again; empty where there is none."""
    if moment is None:
        return ""
    local = moment.astimezone()
    return f"{local.hour % 12 or 12}:{local.minute:02d} {'AM' if local.hour < 12 else 'PM'}"
