"""Which backups of a court are kept, and whether a new one is due."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class BackupPolicy:
    """How many of the newest days, weeks and months keep one backup, and how often one is made."""

    daily: int
    weekly: int
    monthly: int
    every_hours: int


def kept(moments: Iterable[datetime], policy: BackupPolicy) -> set[datetime]:
    """The backups to keep: the newest of each of the last days, weeks and months, and the newest.

    Periods without a backup are not counted, so a summer without the program costs nothing.
    """
    newest_first = sorted(set(moments), reverse=True)
    keep = set(newest_first[:1])
    for count, period in (
        (policy.daily, _day),
        (policy.weekly, _week),
        (policy.monthly, _month),
    ):
        keep |= _newest_of(newest_first, count, period)
    return keep


def due(newest: datetime | None, now: datetime, policy: BackupPolicy) -> bool:
    """Whether it is time for one; a newest one from the future (the clock jumped) is no excuse."""
    if newest is None or newest > now:
        return True
    return now - newest >= timedelta(hours=policy.every_hours)


def _newest_of(
    newest_first: Iterable[datetime], count: int, period: Callable[[datetime], object]
) -> set[datetime]:
    found: dict[object, datetime] = {}
    for moment in newest_first:
        if period(moment) not in found and len(found) == count:
            break
        found.setdefault(period(moment), moment)
    return set(found.values())


def _day(moment: datetime) -> object:
    return moment.date()


def _week(moment: datetime) -> object:
    return moment.isocalendar()[:2]


def _month(moment: datetime) -> object:
    return (moment.year, moment.month)
