"""Whether a new password is good enough, by the numbers and words that a court may edit."""

from __future__ import annotations

from collections.abc import Iterable

from drugcourt.errors import FieldRefusal
from drugcourt.exchange.policy import policy_table
from drugcourt.rules.passwords import why_refused


def check_password(password: str, *, near: Iterable[str] = ()) -> None:
    """Raise FieldRefusal with the reason where a new password is too weak (trust.md S4).

    `near` are the words on the door: the user's own name and login, the court's name.
    """
    tried = policy_table("passwords")
    reason = why_refused(
        password,
        least=least_characters(),
        words=frozenset(tried["words"]),
        rows=tried["rows"],
        near=near,
    )
    if reason:
        raise FieldRefusal("password", reason)


def least_characters() -> int:
    """How many characters a password needs."""
    return int(policy_table("accounts")["password"]["least"])
