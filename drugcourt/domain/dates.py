"""What the court's spans of time mean: units as written, half-open spans, dates in words."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Unit(StrEnum):
    """The unit a court wrote; a month is a calendar month unless the program equates it to days."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Amount:
    """A length of time as the handbook writes it: `Amount(6, Unit.MONTH)`."""

    n: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.n} {self.unit}{'' if self.n == 1 else 's'}"


def add(start: date, amount: Amount, month_days: int | None = None) -> date:
    """The day that lies `amount` after `start`.

    Calendar months keep the day of the month and fall back to the month's last day
    (31 January plus a month is 28 or 29 February). With `month_days` a month is that many days
    and a year twelve of them. Dates past year 9999 are clamped to `date.max`.
    """
    try:
        if amount.unit is Unit.DAY:
            return start + timedelta(days=amount.n)
        if amount.unit is Unit.WEEK:
            return start + timedelta(weeks=amount.n)
        months = amount.n * (12 if amount.unit is Unit.YEAR else 1)
        if month_days is not None:
            return start + timedelta(days=months * month_days)
        index = start.year * 12 + start.month - 1 + months
        year, month = divmod(index, 12)
        day = min(start.day, calendar.monthrange(year, month + 1)[1])
        return date(year, month + 1, day)
    except (OverflowError, ValueError):
        return date.max


def subtract(end: date, amount: Amount, month_days: int | None = None) -> date:
    """The day that lies `amount` before `end`; the mirror of `add`, clamped to `date.min`."""
    try:
        return add(end, Amount(-amount.n, amount.unit), month_days)
    except (OverflowError, ValueError):
        return date.min


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days from `start` up to, not including, `end`; `None` means still open."""

    start: date
    end: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the day lies within; the start counts, the end does not."""
        return self.start <= day and (self.end is None or day < self.end)

    def days_until(self, as_of: date) -> int:
        """Days of the span that have begun before `as_of`; never negative."""
        end = as_of if self.end is None else min(self.end, as_of)
        return max(0, (end - self.start).days)

    def overlap(self, start: date, end: date) -> int:
        """How many days of `[start, end)` lie in the span."""
        last = end if self.end is None else min(self.end, end)
        return max(0, (last - max(self.start, start)).days)


def union_days(spans: Iterable[Span], start: date, end: date) -> int:
    """Days of `[start, end)` covered by any of the spans, each day once."""
    covered, reached = 0, start
    for span in sorted(spans, key=lambda item: item.start):
        last = end if span.end is None else min(span.end, end)
        first = max(span.start, reached)
        if last > first:
            covered += (last - first).days
            reached = last
    return covered


def short(day: date, as_of: date | None = None) -> str:
    """`Nov 24` within the year of `as_of`, else `Nov 24, 2025`."""
    text = f"{day:%b} {day.day}"
    return text if as_of is not None and day.year == as_of.year else f"{text}, {day.year}"


def long(day: date) -> str:
    """`Tuesday, November 24, 2026`."""
    return f"{day:%A}, {day:%B} {day.day}, {day.year}"


def counted(n: int, noun: str, plural: str | None = None) -> str:
    """`1 day`, `2 days`; thousands with commas."""
    return f"{n:,} {noun if n == 1 else (plural or noun + 's')}"
