"""Which statements 42 CFR 2.32 wants on a disclosure, letter for letter."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from drugcourt.errors import Refusal
from drugcourt.exchange.resources import resource


@dataclass(frozen=True, slots=True)
class Notices:
    """`short` is statement 2, `long` statement 1 with its paragraphs parted by an empty line."""

    short: str
    long: str


@cache
def notices() -> Notices:
    """Both statements from resources/policy/notices.toml; a Refusal when the file is missing."""
    try:
        with resource("policy", "notices.toml").open("rb") as file:
            data = tomllib.load(file)
        return Notices(
            short=str(data["short"]["text"]),
            long="\n\n".join(str(part) for part in data["long"]["paragraphs"]),
        )
    except (OSError, KeyError, TypeError, tomllib.TOMLDecodeError) as problem:
        raise Refusal(
            "The legal notices (resources/policy/notices.toml) can't be read; "
            "install the program again before anything is disclosed."
        ) from problem
