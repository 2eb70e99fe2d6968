"""What one cell of someone else's table means: numbers, yes or no, and words of a list."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TypeVar

from drugcourt.domain.tone import Term
from drugcourt.exchange.policy import normal, terms_for, words_for
from drugcourt.exchange.tables.problems import UnknownWordError, UnreadableError
from drugcourt.exchange.tables.results import ResultWord, result_word

Cell = str | int | float | bool | date | datetime | time | timedelta

T = TypeVar("T", bound=Term)

_LIGHTEST, _HEAVIEST = 0.98, 1.1  # what an instrument may still show as a specific gravity
_LARGEST = 1e15  # beyond it floats no longer hold whole numbers
_NUMBER = re.compile(
    r"[<>≤≥]?=? *(?P<n>[+-]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d*\.?\d+|(?P<comma>\d+,\d{1,2})))"
    r" *(?:[^\W\d_e]|%|°|[eE](?!\d))*(?:/\w+)?\.?"
)


def clean_text(text: str) -> str:
    """Text without control characters and without spaces around it; line ends become spaces."""
    if text.isascii() and text.isprintable():
        return text.strip()
    spaced = "".join(" " if sign.isspace() else sign for sign in text)
    kept = "".join(sign for sign in spaced if unicodedata.category(sign) not in ("Cc", "Cs", "Cf"))
    return " ".join(kept.split())


def text_of(cell: Cell) -> str:
    """A cell as text: whole numbers without a point (ids), days as 2026-03-02."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def parse_yes_no(cell: Cell, section: str = "yes_no") -> bool | None:
    """True, False, or None for a word that says it is not known; see words.toml, [yes_no]."""
    key = words_for(section).get(normal(text_of(cell)))
    if key is None:
        raise UnreadableError("This is neither yes nor no.")
    return {"yes": True, "no": False}.get(key)


def parse_temperature(cell: Cell) -> bool | None:
    """Whether the specimen's temperature was in range: a code, a word, or the degrees themselves.

    1 and Y are yes, 0 and N no, 99 is not known. Degrees are in range from 90 to 100 °F and from
    32 to 38 °C (the federal range for urine).
    """
    if normal(text_of(cell)) in words_for("temperature"):
        return parse_yes_no(cell, "temperature")
    try:
        degrees = parse_number(cell)
    except UnreadableError:
        degrees = -1.0
    if not 20 <= degrees <= 120:
        raise UnreadableError("This does not say whether the temperature was in range.")
    return 90 <= degrees <= 100 or 32 <= degrees <= 38


@cache
def _terms(section: str, choices: type[Term]) -> dict[str, Term]:
    return dict(terms_for(section, choices))


def parse_term(cell: Cell, section: str, choices: type[T]) -> T:
    """The member of a closed list that a word means; see words.toml."""
    found = _terms(section, choices).get(normal(text_of(cell)))
    if found is None:
        known = ", ".join(item.label for item in choices)
        raise UnreadableError(f"This word is not known; known are: {known}.")
    return choices(found)


def parse_result(cell: Cell) -> ResultWord:
    """What a result cell says; an empty cell must not come here, for it is never negative."""
    text = text_of(cell)
    found = result_word(text)
    if cell == "" or (found is None and text.startswith("=")):
        raise UnreadableError(
            "This is a formula that was never worked out; open the file in a spreadsheet program, "
            "save it, and import it again."
            if text
            else "This is not a result that is known."
        )
    if found is None:
        raise UnknownWordError("This is not a result that is known.")
    return found


def parse_number(cell: Cell) -> float:
    """A number, with or without thousands commas, a bound sign or a unit: `<2.0`, `84 mg/dL`.

    A comma before one or two digits is a decimal one: thousands have three.
    """
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise UnreadableError("This is not a number.")
    if isinstance(cell, str):
        found = _NUMBER.fullmatch(cell.strip())
        if not found or len(found["n"]) > 30:
            raise UnreadableError("This is not a number.")
        cell = float(found["n"].replace(",", "." if found["comma"] else ""))
    if not abs(cell) < _LARGEST:
        raise UnreadableError("This is not a number.")
    return float(cell)


def parse_gravity(cell: Cell) -> float:
    """A specific gravity: `1.012`, also written `1,012` or `1012`.

    Urine lies between 1.000 and 1.050, water at 1; what is no such number is refused.
    """
    number = parse_number(cell)
    number = number / 1_000 if 1_000 <= number <= 1_100 else number
    if not _LIGHTEST <= number <= _HEAVIEST:
        raise UnreadableError("This is not a specific gravity; one lies between 1.000 and 1.060.")
    return number


def parse_whole(cell: Cell, least: int, most: int) -> int:
    """A whole number from `least` to `most`."""
    number = parse_number(cell)
    if not number.is_integer():
        raise UnreadableError("This is not a whole number.")
    if not least <= number <= most:
        raise UnreadableError(f"This is not between {least:,} and {most:,}.")
    return int(number)
