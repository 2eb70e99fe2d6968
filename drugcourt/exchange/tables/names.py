"""Which part of a written name is the first, the middle and the last."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "v"})
_PARTICLES = frozenset(
    {"de", "del", "della", "der", "di", "da", "dos", "du", "la", "las", "los", "le", "van", "von",
     "st", "st.", "bin", "al", "el", "ter", "ten"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonName:
    first: str
    last: str
    middle: str = ""
    suffix: str = ""


def split_name(text: str) -> PersonName:
    """The parts of `Last, First Middle`, `Last, Suffix, First` or `First Middle Last Suffix`.

    A single word is taken as the last name. Raises ValueError when nothing is left to read.
    """
    bare = re.sub(r"\s+", " ", text.replace("\u00a0", " ")).strip(" ,;")
    if not any(sign.isalpha() for sign in bare):
        raise ValueError("There is no name in the cell.")
    if "," in bare:
        return _last_first([part.strip() for part in bare.split(",")])
    return _first_last(bare.split(" "))


def _last_first(parts: list[str]) -> PersonName:
    suffix = next((part for part in parts[1:] if _is_suffix(part)), "")
    rest = [part for part in parts[1:] if part and not _is_suffix(part)]
    last, given = parts[0], " ".join(rest).split(" ")
    words = last.split(" ")
    if not suffix and len(words) > 1 and _is_suffix(words[-1]):
        last, suffix = " ".join(words[:-1]), words[-1]
    if not suffix and len(given) > 1 and _is_suffix(given[-1]):
        suffix = given.pop()
    if not rest:
        # "Kevin Tran, Jr." is written first name first, for all its comma.
        name = _first_last(last.split(" "))
        return PersonName(name.first, name.last, name.middle, suffix or name.suffix)
    return PersonName(given[0], last, " ".join(given[1:]), suffix)


def _first_last(words: list[str]) -> PersonName:
    suffix = words.pop() if len(words) > 2 and _is_suffix(words[-1]) else ""
    if len(words) == 1:
        return PersonName("", words[0], "", suffix)
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in _PARTICLES:
        start -= 1
    return PersonName(words[0], " ".join(words[start:]), " ".join(words[1:start]), suffix)


def _is_suffix(word: str) -> bool:
    return word.strip(".").casefold() in _SUFFIXES
