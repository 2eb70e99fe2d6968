"""When the next hearing is due by the handbook's interval for the phase."""

from __future__ import annotations

from datetime import date

from drugcourt.domain.dates import add
from drugcourt.domain.program import Program


def next_hearing_due(program: Program, phase_key: str, last: date) -> date | None:
    """The last day on which the next hearing still keeps the phase's interval, counted from `last`.

    None when the program has no such phase or the phase names no interval.
    """
    phase = program.phase(phase_key)
    if phase is None or phase.hearing_every is None:
        return None
    return add(last, phase.hearing_every, program.month_days)
