"""Why a new password is refused: too short, or among the first that anybody would try."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

SWAPPED = str.maketrans("013457$@!", "oieastsai")
FEWEST_SIGNS = 5  # different ones; fewer is a pattern, not a password


OTHERS = 2  # signs between the walks; with more it is something of one's own


def why_refused(
    password: str,
    *,
    least: int,
    words: Collection[str],
    rows: Iterable[str],
    near: Iterable[str] = (),
) -> str:
    """The reason in a sentence, or nothing. Any sign counts, blanks too, and nothing is cut off.

    `words` and `rows` are what everybody tries, `near` what stands on the door: the user's own
    name, the court's. A long sentence of such words is good: only one of them alone, repeated, or
    dressed with numbers and signs is refused.
    """
    folded = unicodedata.normalize("NFKC", password).casefold()
    if len(password) < least:
        return (
            f"The password needs at least {least} characters; a short sentence is easiest to "
            "remember."
        )
    if len(set(folded)) < FEWEST_SIGNS or _is_of_rows(folded, rows):
        return (
            "That password is a pattern of the keyboard, and among the first that anybody would "
            "try; choose another one."
        )
    known = {_letters(word) for word in (*words, *near)} - {""}
    core = _without_ends(folded)
    for material in {_letters(folded), _letters(core.translate(SWAPPED))}:
        if _unit(material) in known:
            return (
                "That password is one well-known word, with something around it, and among the "
                "first that anybody would try; choose another one."
            )
    return ""


def _letters(text: str) -> str:
    """What is left without numbers, signs and blanks."""
    return "".join(sign for sign in text.casefold() if sign.isalpha())


def _without_ends(text: str) -> str:
    """The text without the numbers and signs around it."""
    inner = [place for place, sign in enumerate(text) if sign.isalpha()]
    return text[inner[0] : inner[-1] + 1] if inner else ""


def _unit(text: str) -> str:
    """The part that a text repeats, or the text itself."""
    repeated = re.fullmatch(r"(.+?)\1+", text, re.DOTALL)
    return repeated.group(1) if repeated else text


def _is_of_rows(text: str, rows: Iterable[str]) -> bool:
    """Whether the text is walked along rows of the keyboard, but for two signs at most."""
    walks = [walk for row in rows for walk in (row * 2, row[::-1] * 2)]
    place, others = 0, 0
    while place < len(text) and others <= OTHERS:
        longest = max((_shared(text[place:], walk) for walk in walks), default=0)
        others += longest == 0
        place += longest or 1
    return others <= OTHERS


def _shared(text: str, walk: str) -> int:
    """How many signs at the beginning of the text stand so in the walk."""
    for length in range(min(len(text), len(walk)), 2, -1):
        if text[:length] in walk:
            return length
    return 0
