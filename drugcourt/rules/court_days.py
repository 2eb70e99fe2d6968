"""On which days a recurrence puts sessions, and where each goes when court is closed that day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dateutil.rrule import FR, MO, MONTHLY, SA, SU, TH, TU, WE, WEEKLY, rrule

from drugcourt.domain.calendar import OnClosed
from drugcourt.domain.recurrences import Recurrence

_DAYS = (MO, TU, WE, TH, FR, SA, SU)
_WORKING = 5  # Monday to Friday: a session is not shifted to a weekend
_FARTHEST = 14  # days; a session that finds no open day within two weeks is left out


@dataclass(frozen=True, slots=True)
class Placed:
    """One session that the rule names. `held_on` None: it is left out; `closed` says why."""

    planned_on: date
    held_on: date | None
    closed: str = ""


def named_days(rule: Recurrence, first_on: date, start: date, end: date) -> list[date]:
    """The days the rule names from `start` to `end`, both included, none before `first_on`.

    “Every other” counts from the first such weekday on or after `first_on`. A month without a
    fifth Friday has none.
    """
    anchor = first_on
    days = _DAYS[rule.weekday]
    if rule.places:
        asked = rrule(
            MONTHLY,
            dtstart=_noon(anchor),
            until=_noon(end),
            byweekday=[days(n) for n in rule.places],
        )
    else:
        asked = rrule(
            WEEKLY,
            dtstart=_noon(_first_weekday(anchor, rule.weekday)),
            until=_noon(end),
            interval=rule.every,
            byweekday=days,
        )
    found = {moment.date() for moment in asked}
    return sorted(day for day in found if day >= max(start, first_on))


def placed(days: Iterable[date], closures: Mapping[date, str], on_closed: OnClosed) -> list[Placed]:
    """Each day with where its session goes: kept, left out, or moved to an open weekday.

    A session is never moved onto another day of the same rule: then it is left out too.
    """
    named = list(days)
    taken = {day for day in named if day not in closures}
    found: list[Placed] = []
    for day in named:
        if day not in closures:
            found.append(Placed(day, day))
            continue
        held_on = _open_day(day, closures, on_closed)
        if held_on in taken:
            held_on = None
        if held_on is not None:
            taken.add(held_on)
        found.append(Placed(day, held_on, closures[day]))
    return found


def _open_day(day: date, closures: Mapping[date, str], on_closed: OnClosed) -> date | None:
    if on_closed is OnClosed.SKIP:
        return None
    step = timedelta(days=1 if on_closed is OnClosed.AFTER else -1)
    for _ in range(_FARTHEST):
        day += step
        if day.weekday() < _WORKING and day not in closures:
            return day
    return None


def _first_weekday(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12))
