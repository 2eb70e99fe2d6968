"""How a stretch of days is cut into weeks, months or other periods, whole ones and short ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from drugcourt.domain.dates import Amount, Unit, add, subtract

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both counted; `full_days` is the length of a whole one."""

    first: date
    last: date
    full_days: int

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def whole(self) -> bool:
        return self.days >= self.full_days


def ended_periods(
    per: Amount, start: date, until: date, months: int | None
) -> Iterator[tuple[date, date]]:
    """First and last day of each whole period counted from `start` that has ended by `until`."""
    first, number = start, 1
    while True:
        after = add(start, Amount(number * per.n, per.unit), months)
        if after - _A_DAY > until or after == date.max:
            return
        yield first, after - _A_DAY
        first, number = after, number + 1


def rolling_periods(per: Amount, floor: date, day: date, months: int | None) -> list[Period]:
    """Periods that end on `day`, latest first, back to `floor`; the earliest may be short."""
    if per.unit in (Unit.DAY, Unit.WEEK):
        return _plain(per.n * (7 if per.unit is Unit.WEEK else 1), floor, day)
    found: list[Period] = []
    last, number = day, 1
    while last >= floor:
        before = subtract(day, Amount(number * per.n, per.unit), months)
        first = before + _A_DAY if before > date.min else before
        full = max(1, (last - first).days + 1)
        found.append(Period(max(first, floor), last, full))
        if before <= date.min:
            break
        last, number = before, number + 1
    return found


def whole_periods(per: Amount, floor: date, day: date, months: int | None) -> tuple[int, date]:
    """How many whole periods end on `day` and fit, and the first day of the earliest of them."""
    if per.unit in (Unit.DAY, Unit.WEEK):
        length = per.n * (7 if per.unit is Unit.WEEK else 1)
        periods = max(0, (day - floor).days + 1) // length
        return periods, day - timedelta(days=periods * length) + _A_DAY
    periods, first = 0, day
    while True:
        earlier = subtract(day, Amount((periods + 1) * per.n, per.unit), months)
        if earlier + _A_DAY < floor or earlier == date.min:
            return periods, first + _A_DAY
        periods, first = periods + 1, earlier


def _plain(length: int, floor: date, day: date) -> list[Period]:
    found: list[Period] = []
    last = day
    while last >= floor:
        first = max(floor, date.fromordinal(max(1, last.toordinal() - length + 1)))
        found.append(Period(first, last, length))
        if first == floor:
            break
        last = first - _A_DAY
    return found


def calendar_periods(per: Amount, floor: date, day: date, months: int | None) -> list[Period]:
    """The calendar's own weeks (Monday first), months or years that touch `floor` to `day`.

    Periods of several weeks or months are counted on from the one that holds `floor`; days are
    counted from `floor` itself.
    """
    if day < floor:
        return []
    plain = None if per.unit in (Unit.MONTH, Unit.YEAR) else months
    start = floor
    if per.unit is Unit.WEEK:
        start = floor - timedelta(days=floor.weekday())
    elif per.unit is Unit.MONTH:
        start = floor.replace(day=1)
    elif per.unit is Unit.YEAR:
        start = floor.replace(month=1, day=1)
    found: list[Period] = []
    number = 0
    while True:
        first = add(start, Amount(number * per.n, per.unit), plain)
        if first > day or first == date.max:
            return found
        after = add(start, Amount((number + 1) * per.n, per.unit), plain)
        last = after - _A_DAY
        found.append(Period(max(first, floor), min(last, day), (last - first).days + 1))
        number += 1
