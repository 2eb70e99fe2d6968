"""What a single value of a file of lives may be: one function a sort, each with its sentence."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Any, TypeVar

from drugcourt.domain.dates import Amount, parse_amount
from drugcourt.domain.money import MOST_CENTS, Cents, parse_cents
from drugcourt.domain.tone import Term
from drugcourt.exchange.programs.problems import did_you_mean
from drugcourt.exchange.scenarios.problems import MistakeError

Word = TypeVar("Word", bound=Term)
Value = TypeVar("Value")

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]*")
_FIRST_YEAR, _LAST_YEAR = 1950, 2150
_MOST_WORDS = 2_000


def day(value: Any) -> date:
    """`2026-02-01`, between 1950 and 2150."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            read = date.fromisoformat(value)
        except ValueError:
            raise MistakeError("There is no such day in the calendar.") from None
        if _FIRST_YEAR <= read.year <= _LAST_YEAR:
            return read
        raise MistakeError(f"A day lies between the years {_FIRST_YEAR} and {_LAST_YEAR}.")
    raise MistakeError("A day is written like “2026-02-01”.")


def maybe(read: Callable[[Any], Value]) -> Callable[[Any], Value | None]:
    """The same, with `null` for none."""
    return lambda value: None if value is None else read(value)


def words(value: Any) -> str:
    """Text of one or more characters."""
    if not isinstance(value, str) or not value.strip():
        raise MistakeError("This must be text in quotation marks.")
    if len(value) > _MOST_WORDS:
        raise MistakeError(f"This is longer than {_MOST_WORDS:,} characters.")
    if any((sign < " " and sign not in "\n\t") or "\ud800" <= sign <= "\udfff" for sign in value):
        raise MistakeError("This holds signs that are no text.")
    return value.strip()


def short_words(limit: int) -> Callable[[Any], str]:
    """Text of at most so many characters."""

    def read(value: Any) -> str:
        text = words(value)
        if len(text) > limit:
            raise MistakeError(f"This is longer than {limit:,} characters.")
        return text

    return read


def key(value: Any) -> str:
    """A key as program files write it."""
    text = short_words(60)(value)
    if not _KEY.fullmatch(text):
        raise MistakeError("A key is made of letters, digits, dots, - and _.")
    return text


def known_key(known: Collection[str] | None, noun: str) -> Callable[[Any], str]:
    """A key that the program has; any key where no program is known."""

    def read(value: Any) -> str:
        text = key(value)
        if known is not None and text not in known:
            raise MistakeError(f"The program has no {noun} “{text}”.", did_you_mean(text, known))
        return text

    return read


def term(kind: type[Word], allowed: Iterable[Word] | None = None) -> Callable[[Any], Word]:
    """One word of a closed list, by its key."""
    known = {str(member): member for member in allowed or kind}

    def read(value: Any) -> Word:
        text = value if isinstance(value, str) else ""
        if text in known:
            return known[text]
        names = ", ".join(known)
        shown = text[:40]
        said = (
            f"“{shown}” is not known here" if shown else "This must be one word in quotation marks"
        )
        raise MistakeError(f"{said}; known are: {names}.", did_you_mean(shown, known))

    return read


def yes_or_no(value: Any) -> bool:
    """`true` or `false`."""
    if isinstance(value, bool):
        return value
    raise MistakeError("This must be true or false.")


def yes(value: Any) -> bool:
    """`true`; an event that did not happen is left out."""
    if value is True:
        return True
    raise MistakeError("This must be true; what did not happen is left out.")


def whole(least: int, most: int) -> Callable[[Any], int]:
    """A whole number between two bounds."""

    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise MistakeError("This must be a whole number.")
        if not least <= value <= most:
            raise MistakeError(f"This must be between {least:,} and {most:,}.")
        return value

    return read


def number(least: float, most: float) -> Callable[[Any], float]:
    """A number between two bounds."""

    def read(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise MistakeError("This must be a number.")
        if not math.isfinite(value) or not least <= value <= most:
            raise MistakeError(f"This must be between {least:g} and {most:g}.")
        return float(value)

    return read


def cents(value: Any) -> Cents:
    """A whole number of cents, above zero."""
    return Cents(whole(1, MOST_CENTS)(value))


def money(value: Any) -> Cents:
    """`$31.75`."""
    try:
        return cents(parse_cents(words(value)))
    except MistakeError:
        raise
    except ValueError as problem:
        raise MistakeError(str(problem)) from None


def amount(value: Any) -> Amount:
    """`30 days`, `6 months`."""
    try:
        return parse_amount(value)
    except ValueError as problem:
        raise MistakeError(str(problem)) from None


def many(read: Callable[[Any], Value], most: int = 200) -> Callable[[Any], tuple[Value, ...]]:
    """A list of such values."""

    def read_all(value: Any) -> tuple[Value, ...]:
        if not isinstance(value, list):
            raise MistakeError("This must be a list in square brackets.")
        if len(value) > most:
            raise MistakeError(f"This list has more than {most:,} entries.")
        return tuple(read(item) for item in value)

    return read_all


def term_of(known: Collection[str], noun: str) -> Callable[[Any], str]:
    """One of the names that the file itself gives."""

    def read(value: Any) -> str:
        text = short_words(100)(value)
        if text not in known:
            raise MistakeError(f"The file has no {noun} “{text}”.", did_you_mean(text, known))
        return text

    return read
