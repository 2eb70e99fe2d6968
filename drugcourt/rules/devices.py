"""How long a device has been worn without a confirmed alert."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Compliance:
    """Days on a device up to `as_of`: all of them, those without an alert, and the longest run.

    `run` are the days without an alert up to today, `longest` the longest such run; the day of an
    alert is in neither. `done_on` is the day on which the run will have reached the days asked
    for, None where none are asked.
    """

    days: int
    good: int
    run: int
    longest: int
    done_on: date | None


def compliance(
    start: date, end: date | None, alerts: Iterable[date], asked: int | None, as_of: date
) -> Compliance:
    """Count the days of `[start, end)` up to and including `as_of`, by its confirmed alerts."""
    last = as_of + _A_DAY if end is None else min(end, as_of + _A_DAY)
    days = max(0, (last - start).days)
    bad = sorted({day for day in alerts if start <= day < last})
    edges = [start - _A_DAY, *bad, last]
    runs = [max(0, (after - before).days - 1) for before, after in pairwise(edges)]
    run = runs[-1] if days else 0
    done = None
    if asked is not None:
        begun = bad[-1] + _A_DAY if bad else start
        reached = next((n for n, length in enumerate(runs) if length >= asked), None)
        done = (
            begun + timedelta(days=asked - 1)
            if reached is None
            else edges[reached] + timedelta(days=asked)
        )
    return Compliance(days, days - len(bad), run, max(runs, default=0) if days else 0, done)
