"""How names are folded for search: case, accents and punctuation set aside, in every language."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Any


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Lower case, no accents, punctuation as single spaces: `O'Neil-Šimić` is `o neil simic`."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(
        character if character.isalnum() else " "
        for character in plain
        if not unicodedata.combining(character)
    )
    return " ".join(kept.split())


def folded_names(person: Any) -> list[dict[str, str]]:
    """Rows for the search index of a person: each way the person may be asked for."""
    listed = f"{person.family_name} {person.given_name} {person.middle_name}"
    spoken = f"{person.given_name} {person.middle_name} {person.family_name}"
    wanted = [
        ("name", listed),
        ("name", spoken),
        (
            "preferred",
            f"{person.preferred_name} {person.family_name}" if person.preferred_name else "",
        ),
        ("number", person.reference),
        *(("alias", alias.name) for alias in person.aliases),
    ]
    if person.birth_date:
        wanted.append(("born", birth_words(person.birth_date)))
    rows = [
        {"kind": kind, "folded": folded} for kind, text in wanted if (folded := fold(text)[:400])
    ]
    return list({tuple(row.items()): row for row in rows}.values())


def birth_words(day: Any) -> str:
    """The ways a birth date is typed, folded as names are: `1990 03 07 03 07 1990 3 7 1990`."""
    return f"{day:%Y-%m-%d} {day:%m/%d/%Y} {day.month}/{day.day}/{day.year}"
