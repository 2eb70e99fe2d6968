"""When the next hearing is due by what the handbook says of the phase."""

from __future__ import annotations

from datetime import date

from drugcourt.domain.dates import add
from drugcourt.domain.program import Phase, Program
from drugcourt.domain.terms import LevelOfCare

_MONTHS_AHEAD = 13


def next_hearing_due(
    program: Program, phase_key: str, last: date, setting: LevelOfCare | None = None
) -> date | None:
    """The last day on which the next hearing still keeps what the phase says, counted from `last`.

    Where the phase names weekdays of the month, the next of them; else its interval, for the
    level of care if the handbook tells these apart. None when the program has no such phase or
    the phase says nothing.
    """
    phase = program.phase(phase_key)
    if phase is None:
        return None
    if phase.hearing_on:
        return _next_weekday(phase, last)
    every = phase.hearing_every
    if setting is not None:
        every = phase.hearing_by.get(setting, every)
    return None if every is None else add(last, every, program.month_days)


def _next_weekday(phase: Phase, last: date) -> date | None:
    year, month = last.year, last.month
    for _ in range(_MONTHS_AHEAD):
        days = [day for named in phase.hearing_on for day in named.in_month(year, month)]
        after = min((day for day in days if day > last), default=None)
        if after is not None:
            return after
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return None
