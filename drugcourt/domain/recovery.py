"""How the code of a recovery kit is written for people, and what they typed of it."""

from __future__ import annotations

import secrets

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: none is taken for another
GROUPS, IN_GROUP = 8, 4
SIGNS = GROUPS * IN_GROUP  # the last one checks the others: 155 bits and a check
_TAKEN_FOR = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def new_code() -> str:
    """A code that nobody can guess, as eight groups of four."""
    signs = "".join(secrets.choice(LETTERS) for _ in range(SIGNS - 1))
    return grouped(signs + _check(signs))


def grouped(signs: str) -> str:
    """The signs in groups, for reading."""
    return "-".join(signs[place : place + IN_GROUP] for place in range(0, len(signs), IN_GROUP))


def typed_code(text: str) -> str:
    """The code as it was printed, of what a person typed. Raises ValueError with what is wrong."""
    signs = "".join(sign for sign in text.upper().translate(_TAKEN_FOR) if sign.isalnum())
    if len(signs) != SIGNS:
        raise ValueError(
            f"The code of the recovery kit has {SIGNS} letters and digits; {len(signs)} stand here."
        )
    if any(sign not in LETTERS for sign in signs) or _check(signs[:-1]) != signs[-1]:
        raise ValueError("One of the letters is not as it is printed; compare them once more.")
    return grouped(signs)


def _check(signs: str) -> str:
    """A sign that changes when one sign is wrong or two neighbours are swapped."""
    size = len(LETTERS)
    total = 0
    for place, sign in enumerate(signs):
        value = LETTERS.index(sign)
        total += value if place % 2 else (2 * value) // size + (2 * value) % size
    return LETTERS[-total % size]
