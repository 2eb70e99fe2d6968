"""After how many months somebody who left is followed up, from the table that a court may edit."""

from __future__ import annotations

from functools import cache

from drugcourt.errors import Refusal
from drugcourt.exchange.policy import policy_table

_LATEST = 120  # ten years, as for every other length of time


@cache
def follow_up_months() -> tuple[int, ...]:
    """The months after an exit, in order; Refusal naming the table where it holds none."""
    months = policy_table("follow_ups").get("months", [])
    whole = all(type(n) is int and 1 <= n <= _LATEST for n in months)
    if not months or not whole:
        raise Refusal(
            "The table resources/policy/follow_ups.toml needs months, whole numbers from 1 to "
            f"{_LATEST}; correct it or install the program again."
        )
    return tuple(sorted(set(months)))
