"""Since when something holds without a break, or when it will, if nothing else changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date


def first_met(
    holds: Callable[[date], bool], changes: Iterable[date], start: date, as_of: date
) -> date | None:
    """The day from which `holds` is true up to `as_of` without a break; else the next day it is.

    `holds` may change only on the days of `changes`, and is not asked about days before `start`.
    None when it does not hold and no later change makes it hold.
    """
    days = sorted({day for day in changes if day >= start} | {start})
    if not holds(as_of):
        return next((day for day in days if day > as_of and holds(day)), None)
    since = as_of
    for day in reversed([day for day in days if day <= as_of]):
        if not holds(day):
            break
        since = day
    return since
