"""From when this court's lists of supervision call something long, near or late."""

from __future__ import annotations

from functools import cache

from drugcourt.domain.supervision import SupervisionPolicy
from drugcourt.errors import Refusal
from drugcourt.exchange.policy import policy_table

_WHERE = {
    "silent_days": ("contacts", "silent_days"),
    "ahead_days": ("contacts", "ahead_days"),
    "counted_days": ("conditions", "counted_days"),
    "unchecked_days": ("conditions", "unchecked_days"),
    "ending_days": ("conditions", "ending_days"),
    "leave_soon_days": ("leave", "soon_days"),
    "leave_waits_days": ("leave", "waits_days"),
    "leave_urgent_days": ("leave", "urgent_days"),
    "longest_leave_days": ("leave", "longest_days"),
    "long_custody_days": ("custody", "long_days"),
    "recent_days": ("arrests", "recent_days"),
    "service_soon_days": ("service", "soon_days"),
    "idle_days": ("service", "idle_days"),
}


@cache
def supervision_policy() -> SupervisionPolicy:
    """resources/policy/supervision.toml as values; a day has to be a whole number above nothing."""
    try:
        table = policy_table("supervision")
        numbers = {name: table[part][key] for name, (part, key) in _WHERE.items()}
    except (KeyError, TypeError) as problem:
        raise _broken() from problem
    if not all(type(days) is int and days > 0 for days in numbers.values()):
        raise _broken()
    return SupervisionPolicy(**numbers)


def _broken() -> Refusal:
    return Refusal(
        "The table resources/policy/supervision.toml lacks a number of days or has one that is "
        "none; correct it or install the program again."
    )
