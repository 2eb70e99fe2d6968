"""When the next hearing is due by what the handbook says of the phase."""

from __future__ import annotations

from datetime import date

from drugcourt.domain.dates import Amount, Unit, add
from drugcourt.domain.program import Phase, Program
from drugcourt.domain.terms import LevelOfCare

_MONTHS_AHEAD = 13
_SHORTEST_MONTH = 28


def next_hearing_due(
    program: Program, phase_key: str, last: date, setting: LevelOfCare | None = None
) -> date | None:
    """The last day on which the next hearing still keeps what the phase says, counted from `last`.

    Where the phase names weekdays of the month, the next of them; with an interval too, the last
    of them that the interval allows (every other Friday). Else its interval, for the level of care
    if the handbook tells these apart, or as often as it asks in a month. None when the program has
    no such phase or the phase says nothing.
    """
    phase = program.phase(phase_key)
    if phase is None:
        return None
    every = phase.hearing_every
    if setting is not None:
        every = phase.hearing_by.get(setting, every)
    if every is None and phase.hearings_per_month and not phase.hearing_on:
        every = _spread(phase.hearings_per_month)
    until = None if every is None else add(last, every, program.month_days)
    if phase.hearing_on:
        return _next_weekday(phase, last, until)
    return until


def _spread(times: int) -> Amount:
    """So often in a month, evenly: the shortest month has 28 days."""
    return Amount(1, Unit.MONTH) if times == 1 else Amount(_SHORTEST_MONTH // times, Unit.DAY)


def _next_weekday(phase: Phase, last: date, until: date | None) -> date | None:
    """The first named day after `last`; with `until` the latest of them up to that day."""
    year, month = last.year, last.month
    found: date | None = None
    for _ in range(_MONTHS_AHEAD):
        days = sorted(day for named in phase.hearing_on for day in named.in_month(year, month))
        for day in (day for day in days if day > last):
            if found is not None and (until is None or day > until):
                return found
            found = day
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found
