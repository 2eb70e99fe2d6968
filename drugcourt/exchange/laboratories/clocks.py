"""Which day and time a laboratory's time stamp shows on the clock on the court's wall."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

_STAMP = re.compile(r"(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(?:\d{2}(?:\.\d+)?)?([+-]0000|Z)?)?")


def on_the_wall(moment: datetime, zone: tzinfo | None) -> tuple[date, time]:
    """Day and minute of a stamp; None for `zone` is the clock of this computer.

    A stamp in UTC comes from a machine, for no wall in the court's country shows it: near midnight
    its day is another one. Any other stamp is what the clock of the place showed that wrote it.
    """
    if moment.utcoffset() == timedelta(0):
        moment = moment.astimezone(zone)
    return moment.date(), moment.time().replace(second=0, microsecond=0)


def stamp(text: str, zone: tzinfo | None = None) -> tuple[date | None, time | None]:
    """Day and time of an HL7 time stamp; the time where it says one."""
    found = _STAMP.match(text.strip().strip('"'))
    if found is None:
        return None, None
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
        if not found[4]:
            return day, None
        clock = time(int(found[4]), int(found[5]), tzinfo=UTC if found[6] else None)
        return on_the_wall(datetime.combine(day, clock), zone)
    except (ValueError, OverflowError):
        return None, None
