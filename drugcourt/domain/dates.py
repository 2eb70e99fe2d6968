"""What the court's spans of time mean: units as written, half-open spans, dates in words."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache


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


_LONGEST = {Unit.DAY: 3_660, Unit.WEEK: 520, Unit.MONTH: 120, Unit.YEAR: 10}
_AMOUNT = re.compile(r"(\d{1,6}) *(day|week|month|year)s?", re.IGNORECASE)


def parse_amount(text: object) -> Amount:
    """`30 days`, `6 months`; at least one and at most ten years. Raises ValueError."""
    found = _AMOUNT.fullmatch(text.strip()) if isinstance(text, str) else None
    if not found:
        raise ValueError("A length of time is written like “30 days” or “6 months”.")
    amount = Amount(int(found[1]), Unit(found[2].lower()))
    if not 1 <= amount.n <= _LONGEST[amount.unit]:
        raise ValueError("A length of time is at least one day and at most ten years.")
    return amount


_DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PLACES = {"every": 0, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "last": -1}


@dataclass(frozen=True, slots=True)
class WeekdayOfMonth:
    """A weekday by its place in the month: `2nd friday`, `last monday`, `every friday`.

    `nth` is 0 for every one and -1 for the last; `weekday` is 0 for Monday.
    """

    nth: int
    weekday: int

    def __str__(self) -> str:
        place = next(word for word, nth in _PLACES.items() if nth == self.nth)
        return f"{place} {_DAY_NAMES[self.weekday]}"

    @property
    def words(self) -> str:
        """As it stands in a sentence: `2nd Friday`."""
        place, name = str(self).split()
        return f"{place} {name.capitalize()}"

    def in_month(self, year: int, month: int) -> list[date]:
        """The days of the month that it names; none where the month has no fifth one."""
        last = calendar.monthrange(year, month)[1]
        days = [date(year, month, day) for day in range(1, last + 1)]
        named = [day for day in days if day.weekday() == self.weekday]
        if self.nth == 0:
            return named
        if self.nth < 0:
            return named[-1:]
        return named[self.nth - 1 : self.nth]


def parse_weekday(text: object) -> WeekdayOfMonth:
    """`2nd friday`, `last monday`, `every friday`. Raises ValueError."""
    words = text.lower().split() if isinstance(text, str) else []
    if len(words) != 2 or words[0] not in _PLACES or words[1] not in _DAY_NAMES:
        raise ValueError("A weekday of the month is written like “2nd friday” or “every friday”.")
    return WeekdayOfMonth(_PLACES[words[0]], _DAY_NAMES.index(words[1]))


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
    return _short(day, with_year=as_of is None or day.year != as_of.year)


@lru_cache(maxsize=8_192)
def _short(day: date, *, with_year: bool) -> str:
    text = f"{day:%b} {day.day}"
    return f"{text}, {day.year}" if with_year else text


def long(day: date) -> str:
    """`Tuesday, November 24, 2026`."""
    return f"{day:%A}, {day:%B} {day.day}, {day.year}"


def counted(n: int, noun: str, plural: str | None = None) -> str:
    """`1 day`, `2 days`; thousands with commas."""
    return f"{n:,} {noun if n == 1 else (plural or noun + 's')}"
