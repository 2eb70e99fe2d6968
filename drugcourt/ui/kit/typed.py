"""What people type, read forgivingly: days, numbers, phones, and text without hidden characters."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORDS = {"today": 0, "t": 0, "tomorrow": 1, "yesterday": -1}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_HINT = "Type a day such as 11/24/26, Nov 24, today, +7 or -1."


def clean(text: str, *, lines: bool = False) -> str:
    """The text without control characters, lone surrogates, and marks that reverse its direction.

    Tabs become spaces; line breaks stay only in texts of several `lines`.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    text = text.replace("\u2029", "\n").replace("\t", " ")
    if not lines:
        text = text.replace("\n", " ")
    return "".join(
        char
        for char in text
        if char == "\n" or (char not in _BIDI and unicodedata.category(char) not in ("Cc", "Cs"))
    )


def parse_day(text: str, today: date) -> date:
    """The day a person means; ValueError with a whole sentence when no day can be read.

    A year of two digits lies within the last 80 and the next 19 years. A day without a year is
    the one nearest to `today`. A weekday is the next one, today not counted.
    """
    bare = text.strip().casefold().rstrip(".")
    if bare in _WORDS:
        return today + timedelta(days=_WORDS[bare])
    if re.fullmatch(r"[+-]\d{1,4}", bare):
        return today + timedelta(days=int(bare))
    if bare[:3] in _WEEKDAYS and bare.isalpha():
        ahead = (_WEEKDAYS.index(bare[:3]) - today.weekday() - 1) % 7 + 1
        return today + timedelta(days=ahead)
    parts = _numbers(bare)
    if parts is None:
        raise ValueError(DAY_HINT)
    year, month, day = parts
    try:
        return _nearest(month, day, today) if year is None else date(_full(year, today), month, day)
    except ValueError as problem:
        raise ValueError(f"There is no such day. {DAY_HINT}") from problem


def _numbers(text: str) -> tuple[str | None, int, int] | None:
    """Year (as typed, or None), month and day of any of the usual ways of writing."""
    if found := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", text):
        return found[1], int(found[2]), int(found[3])
    if found := re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text):
        return found[1], int(found[2]), int(found[3])
    if found := re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})(?:[-/.](\d{4}|\d{2}))?", text):
        return found[3], int(found[1]), int(found[2])
    if found := re.fullmatch(
        r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}|\d{2}))?", text
    ):
        name, day, year = found[1], found[2], found[3]
    elif found := re.fullmatch(r"(\d{1,2}) ([a-z]{3,9})\.?(?:,? (\d{4}|\d{2}))?", text):
        name, day, year = found[2], found[1], found[3]
    else:
        return None
    return (year, _MONTHS.index(name[:3]) + 1, int(day)) if name[:3] in _MONTHS else None


def _full(year: str, today: date) -> int:
    if len(year) == 4:
        return int(year)
    full = today.year - today.year % 100 + int(year)
    if full > today.year + 19:
        return full - 100
    return full + 100 if full <= today.year - 81 else full


def _nearest(month: int, day: int, today: date) -> date:
    found = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    if not found:
        raise ValueError(DAY_HINT)
    return min(found, key=lambda candidate: abs((candidate - today).days))


def parse_whole(text: str) -> int:
    """A whole number of at most twelve digits; ValueError with a sentence otherwise."""
    bare = text.strip().replace(",", "")
    if not re.fullmatch(r"[+-]?\d{1,12}", bare, re.ASCII):
        raise ValueError("Type a whole number, such as 12.")
    return int(bare)


def parse_number(text: str) -> float:
    """A number with or without decimals; ValueError with a sentence otherwise."""
    bare = text.strip().replace(",", "")
    if not re.fullmatch(r"[+-]?(\d{1,12}(\.\d{0,6})?|\.\d{1,6})", bare, re.ASCII):
        raise ValueError("Type a number, such as 2.5.")
    return float(bare)


def parse_phone(text: str) -> str:
    """`(555) 201-0142` for ten digits, else as typed when it can be a number at all."""
    bare = text.strip()
    digits = re.sub(r"\D", "", bare)
    if len(digits) == 11 and digits.startswith("1"):
        digits = digits[1:]
    if len(digits) == 10 and re.fullmatch(r"[\d\s().+\-]+", bare):
        return f"({digits[:3]}) {digits[3:6]}-{digits[6:]}"
    if 7 <= len(digits) <= 15 and re.fullmatch(r"[\d\s().+\-]+( ?(x|ext\.?) ?\d+)?", bare.lower()):
        return bare
    if 10 < len(digits) <= 20 and re.search(r"(x|ext)", bare.lower()):
        return bare
    raise ValueError("Type a phone number with its area code, such as 555 201 0142.")
