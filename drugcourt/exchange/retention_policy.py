"""How many years each class of records is kept, before a court sets its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from drugcourt.errors import Refusal
from drugcourt.exchange.policy import policy_table


@dataclass(frozen=True, slots=True)
class RecordClass:
    """One class; 0 years where the state's schedule has to be entered first.

    `destroys` says that the program can destroy what is due; the others it only keeps.
    """

    key: str
    label: str
    years: int
    destroys: bool
    origin: str


@cache
def record_classes() -> tuple[RecordClass, ...]:
    """resources/policy/retention.toml as values."""
    try:
        found = tuple(RecordClass(key, **line) for key, line in policy_table("retention").items())
    except TypeError as problem:
        raise _broken() from problem
    if any(type(one.years) is not int or one.years < 0 for one in found):
        raise _broken()
    return found


def _broken() -> Refusal:
    return Refusal(
        "The table resources/policy/retention.toml lacks a part or has years that are none; "
        "correct it or install the program again."
    )
