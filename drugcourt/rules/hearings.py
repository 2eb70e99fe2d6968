"""When the next hearing is due by what the handbook says of the phase."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from drugcourt.domain.dates import Amount, Unit, add
from drugcourt.domain.program import Phase, Program
from drugcourt.domain.treatment import LevelOfCare

_MONTHS_AHEAD = 13
_SHORTEST_MONTH = 28
_ANY_DAY = date(2001, 1, 1)  # intervals are compared by where they lead from it


def hearing_interval(
    program: Program, phase_key: str, levels: Collection[LevelOfCare] = ()
) -> Amount | None:
    """How often the phase asks for court of somebody treated at these levels of care.

    Where the handbook tells levels of care apart, the shortest interval of them; else the one that
    holds for everybody, None when there is none.
    """
    phase = program.phase(phase_key)
    if phase is None:
        return None
    return min(
        (phase.hearing_by[level] for level in levels if level in phase.hearing_by),
        key=lambda every: add(_ANY_DAY, every, program.month_days),
        default=phase.hearing_every,
    )


def next_hearing_due(
    program: Program, phase_key: str, last: date, levels: Collection[LevelOfCare] = ()
) -> date | None:
    """The last day on which the next hearing still keeps what the phase says, counted from `last`.

    Where the phase names weekdays of the month, the next of them; with an interval too, the last
    of them that the interval allows (every other Friday). Else its interval, for the `levels` of
    care if the handbook tells these apart, or as often as it asks in a month. None when the program
    has no such phase or the phase says nothing.
    """
    phase = program.phase(phase_key)
    if phase is None:
        return None
    every = hearing_interval(program, phase_key, levels)
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
