"""When a participant is heard next: by the phase, the calendar, the closures and the load."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.calendar.calendar import CalendarSession, calendar_sessions
from drugcourt.casework.calendar.closures import closed_days
from drugcourt.casework.calendar.dockets import DocketRow, docket_named
from drugcourt.casework.calendar.session_plans import places
from drugcourt.domain.dates import Amount
from drugcourt.domain.program import Program
from drugcourt.domain.treatment import LevelOfCare
from drugcourt.records.courts import Court
from drugcourt.rules.hearings import hearing_interval, next_hearing_due

WEEKS_AHEAD = 10  # how far dates are looked for when the handbook names no interval
_AFTER_DUE = timedelta(weeks=2)  # a full or closed day pushes a hearing at most so far


@dataclass(frozen=True, slots=True)
class OpenDay:
    """One day on which the docket sits, with how many are booked and whether it is full."""

    day: date
    booked: int
    full: bool


@dataclass(frozen=True, slots=True)
class NextDates:
    """When the next hearing may be: the day the handbook points to first, with those booked;
    and the weekday on which court usually sits, 0 is Monday. `full` are the offered days that
    take nobody more; `closed` the closures of that time, `instead` what the suggestion had to
    avoid, in a sentence.
    """

    interval: str
    due: date | None
    days: tuple[tuple[date, int], ...]
    weekday: int | None = None
    full: frozenset[date] = frozenset()
    closed: tuple[tuple[date, str], ...] = ()
    instead: str = ""


def next_dates(
    db: Session,
    *,
    handbook: Program,
    phase_keys: Sequence[str],
    held_on: date,
    docket: str,
    levels: Collection[LevelOfCare] = (),
) -> list[NextDates]:
    """For each of these phases: the day of the docket that keeps its interval best, and the
    neighbors of that day. The calendar is asked once for all of them.
    """
    due = [next_hearing_due(handbook, key, held_on, levels) for key in phase_keys]
    ends = [day + _AFTER_DUE if day else held_on + timedelta(weeks=WEEKS_AHEAD) for day in due]
    days = open_days(db, after=held_on, until=max(ends), docket=docket)
    closed = closed_days(db, first=held_on, last=max(ends))
    weekday = db.scalar(select(Court.weekday))
    return [
        _next_dates(
            hearing_interval(handbook, key, levels),
            day,
            [one for one in days if one.day <= end],
            {on: why for on, why in closed.items() if on <= end},
            weekday,
        )
        for key, day, end in zip(phase_keys, due, ends, strict=True)
    ]


def _next_dates(
    every: Amount | None,
    due: date | None,
    days: Sequence[OpenDay],
    closed: Mapping[date, str],
    weekday: int | None,
) -> NextDates:
    if not days and due is not None:
        days = [OpenDay(due, 0, full=False)]
    best = _best(days, due)
    return NextDates(
        interval=f"every {every}" if every else "",
        due=due,
        days=tuple((one.day, one.booked) for one in best),
        weekday=weekday,
        full=frozenset(one.day for one in best if one.full),
        closed=tuple(closed.items()),
        instead=_instead(days, due, best),
    )


def open_days(db: Session, *, after: date, until: date, docket: str) -> list[OpenDay]:
    """Days on which a docket sits after a day, up to `until`, closures left out.

    Days that its rules name, or the court's weekday where it has no rule, count even before a
    session stands for them; cancelled and closed sessions do not.
    """
    about = docket_named(db, docket)
    first = after + timedelta(days=1)
    sessions = calendar_sessions(db, first=first, last=until, docket=docket)
    closures = closed_days(db, first=first, last=until)
    gone = {s.held_on for s in sessions if s.cancelled or s.closed}
    gone |= {s.moved_from for s in sessions if s.moved_from is not None}
    found = {
        day: OpenDay(day, 0, full=False)
        for day in _ruled_days(db, about, closures, first, until)
        if day not in gone
    }
    for session in sessions:
        if not (session.cancelled or session.closed or session.held_on in closures):
            found[session.held_on] = _open_day(session)
    return [found[day] for day in sorted(found)]


def _ruled_days(
    db: Session, about: DocketRow, closures: dict[date, str], first: date, until: date
) -> list[date]:
    if about.rules:
        named = places(about, closures, first, until)
        return [
            place.held_on
            for _, place in named
            if place.held_on is not None and first <= place.held_on <= until
        ]
    weekday = db.scalar(select(Court.weekday))
    if weekday is None:
        return []
    start = first + timedelta(days=(weekday - first.weekday()) % 7)
    weeks = range((until - start).days // 7 + 1)
    days = (start + timedelta(weeks=week) for week in weeks)
    return [day for day in days if day not in closures]


def _open_day(session: CalendarSession) -> OpenDay:
    return OpenDay(session.held_on, session.people, session.full)


def _best(days: Sequence[OpenDay], due: date | None) -> tuple[OpenDay, ...]:
    """The last day with room that keeps the interval, the one after it, the one before it."""
    if not days:
        return ()
    roomy = [place for place, one in enumerate(days) if not one.full]
    if due is None:
        first = roomy[0] if roomy else 0
        return tuple(days[first : first + 3])
    kept = [place for place in roomy if days[place].day <= due]
    if kept:
        first = kept[-1]
    elif roomy:
        first = roomy[0]
    else:
        first = max((p for p, one in enumerate(days) if one.day <= due), default=0)
    wanted = [first, first + 1, first - 1]
    return tuple(days[place] for place in wanted if 0 <= place < len(days))


def _instead(days: Sequence[OpenDay], due: date | None, best: Sequence[OpenDay]) -> str:
    """Why the first suggestion is not the last day that would keep the interval."""
    kept = [one for one in days if due is not None and one.day <= due]
    if not kept or not best or kept[-1].day == best[0].day or not kept[-1].full:
        return ""
    day = kept[-1].day
    return f"{day:%a %b} {day.day} is full"
