"""Which day a cell of someone else's table means, and whether it can be read in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from drugcourt.domain.tone import Term
from drugcourt.exchange.tables.problems import UnreadableError


class DateOrder(Term):
    """How 02/03/2026 is to be read."""

    MONTH_FIRST = "month_first", "Month first (February 3)"
    DAY_FIRST = "day_first", "Day first (March 2)"


_MONTHS = {
    name: place
    for place, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
         "aug august", "sep sept september", "oct october", "nov november", "dec december"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_TIME = (
    r"(?:[ T,]+(?P<time>\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]\.?m\.?)?)"
    r"(?:Z|[+-]\d{2}:?\d{2})?)?"
)
_ISO = re.compile(r"(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})" + _TIME, re.I)
_BASIC = re.compile(r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?:(?P<hm>\d{4})(?:\d{2})?)?")
_NUMBERS = re.compile(
    r"(?P<a>\d{1,2})(?P<s>[-/.])(?P<b>\d{1,2})(?P=s)(?P<y>\d{4}|\d{2})" + _TIME, re.I
)
_DAY_NAME = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? +", re.I)
_MONTH_DAY = re.compile(
    r"(?P<n>[a-z]+)\.? +(?P<d>\d{1,2})(?:st|nd|rd|th)?,? +(?P<y>\d{4})" + _TIME, re.I
)
_DAY_MONTH = re.compile(
    r"(?P<d>\d{1,2})(?:st|nd|rd|th)?[ -]+(?P<n>[a-z]+)\.?,?[ -]+(?P<y>\d{4}|\d{2})" + _TIME, re.I
)
_CLOCK = re.compile(r"(\d{1,2}):?(\d{2})(?::(\d{2})(?:\.\d+)?)? ?(?:([ap])\.?m?\.?)?", re.I)
_SERIAL_START = datetime(1899, 12, 30, tzinfo=UTC)
_SERIALS = (10_000, 80_000)  # 1927 to 2119: days that a spreadsheet of people may mean
EARLIEST = date(1900, 1, 1)
LATEST = date(2150, 1, 1)  # beyond it a date is a typing error, never a plan


def parse_moment(
    cell: object, order: DateOrder | None, pivot: int = 2068
) -> tuple[date, time | None]:
    """The day, and the time where one is written.

    Numbers are taken as spreadsheet serial days. Two-digit years lie at most at `pivot`. Raises
    UnreadableError with the reason: not a date, an impossible day, or one that reads two ways while
    `order` is None.
    """
    if isinstance(cell, datetime):
        return _checked(cell.date()), cell.time() if cell.time() != time() else None
    if isinstance(cell, date):
        return _checked(cell), None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _from_serial(cell)
    if not isinstance(cell, str):
        raise UnreadableError("This is not a date.")
    return _from_text(_DAY_NAME.sub("", " ".join(cell.split())), order, pivot)


def parse_date(cell: object, order: DateOrder | None = None, pivot: int = 2068) -> date:
    """The day a cell means; see `parse_moment`."""
    return parse_moment(cell, order, pivot)[0]


def _from_serial(number: float) -> tuple[date, time | None]:
    if 19_000_101 <= number <= 21_491_231 and number == int(number):
        return _from_text(str(int(number)), None, 0)
    if not _SERIALS[0] <= number < _SERIALS[1]:
        raise UnreadableError("This number is not a date.")
    moment = _SERIAL_START + timedelta(seconds=round(number * 86_400))
    return moment.date(), moment.time() if moment.time() != time() else None


def _from_text(text: str, order: DateOrder | None, pivot: int) -> tuple[date, time | None]:
    if found := _ISO.fullmatch(text) or _BASIC.fullmatch(text):
        parts = found.groupdict()
        clock = parts.get("time") or parts.get("hm")
        return _day(int(parts["y"]), int(parts["m"]), int(parts["d"])), _clock_or_none(clock)
    if found := _NUMBERS.fullmatch(text):
        first, second = int(found["a"]), int(found["b"])
        if order is None:
            order = _only_order(first, second)
        month, day = (first, second) if order is DateOrder.MONTH_FIRST else (second, first)
        return _day(_year(found["y"], pivot), month, day), _clock_or_none(found["time"])
    if found := _MONTH_DAY.fullmatch(text) or _DAY_MONTH.fullmatch(text):
        month = _MONTHS.get(found["n"].casefold(), 0)
        return _day(_year(found["y"], pivot), month, int(found["d"])), _clock_or_none(found["time"])
    if re.fullmatch(r"\d{5}(?:\.\d+)?", text):
        return _from_serial(float(text))
    raise UnreadableError("This is not a date.")


def _only_order(first: int, second: int) -> DateOrder:
    if first > 12 and second <= 12:
        return DateOrder.DAY_FIRST
    if (second > 12 and first <= 12) or first == second:
        return DateOrder.MONTH_FIRST
    if first > 12:
        raise UnreadableError("There is no such day.")
    raise UnreadableError(
        "This date can be read in two ways; say whether month or day comes first."
    )


def _year(text: str, pivot: int) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    century = pivot - pivot % 100
    return century + year if century + year <= pivot else century - 100 + year


def _day(year: int, month: int, day: int) -> date:
    try:
        return _checked(date(year, month, day))
    except UnreadableError:
        raise
    except ValueError as problem:
        raise UnreadableError("There is no such day.") from problem


def _checked(day: date) -> date:
    if not EARLIEST <= day < LATEST:
        raise UnreadableError("The year can't be right.")
    return day


def _clock_or_none(text: str | None) -> time | None:
    return parse_time(text) if text else None


def parse_time(cell: object) -> time:
    """A time of day: `14:05`, `2:05 PM`, `1405`, a time cell or the fraction of a day."""
    if isinstance(cell, datetime):
        return cell.time()
    if isinstance(cell, time):
        return cell
    if isinstance(cell, timedelta) and timedelta(0) <= cell < timedelta(days=1):
        return (_SERIAL_START + cell).time()
    if isinstance(cell, float) and 0 <= cell < 1:
        return (_SERIAL_START + timedelta(seconds=round(cell * 86_399))).time()
    found = _CLOCK.fullmatch(
        str(cell).strip().rjust(4, "0") if isinstance(cell, int) else str(cell).strip()
    )
    if not found:
        raise UnreadableError("This is not a time of day.")
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[4]:
        if not 1 <= hour <= 12:
            raise UnreadableError("There is no such time of day.")
        hour = hour % 12 + (12 if found[4].casefold() == "p" else 0)
    try:
        return time(hour, minute, second)
    except ValueError as problem:
        raise UnreadableError("There is no such time of day.") from problem


def orders_that_fit(cells: Iterable[object]) -> tuple[frozenset[DateOrder], str]:
    """Which orders every two-way cell of a column allows, and the first cell that reads two ways.

    A column without such cells allows both and has no example: there is nothing to ask.
    """
    possible = set(DateOrder)
    example = ""
    decided: set[DateOrder] = set()
    for cell in cells:
        if not isinstance(cell, str):
            continue
        found = _NUMBERS.fullmatch(_DAY_NAME.sub("", " ".join(cell.split())))
        if not found:
            continue
        first, second = int(found["a"]), int(found["b"])
        if first > 12 and second <= 12:
            decided.add(DateOrder.DAY_FIRST)
        elif second > 12 and first <= 12:
            decided.add(DateOrder.MONTH_FIRST)
        elif first <= 12 and second <= 12 and first != second and not example:
            example = cell.strip()
    return frozenset(decided or possible), example
