"""Which day and time a laboratory's time stamp shows on the clock on the court's wall."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo


def on_the_wall(moment: datetime, zone: tzinfo | None) -> tuple[date, time]:
    """Day and minute of a stamp; None for `zone` is the clock of this computer.

    A stamp in UTC comes from a machine, for no wall in the court's country shows it: near midnight
    its day is another one. Any other stamp is what the clock of the place showed that wrote it.
    """
    if moment.utcoffset() == timedelta(0):
        moment = moment.astimezone(zone)
    return moment.date(), moment.time().replace(second=0, microsecond=0)
