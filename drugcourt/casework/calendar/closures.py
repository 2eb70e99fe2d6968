"""On which days the court is closed: holidays as a seed, edited by the court."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.casework.states import state_code
from drugcourt.domain.calendar import ClosureSource
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.calendar import Closure
from drugcourt.records.courts import Court
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.workspace import Context

YEARS = range(1990, 2100)


@dataclass(frozen=True, slots=True)
class ClosureRow:
    """One day of the list; `people` are on dockets of that day all the same."""

    id: int
    closed_on: date
    name: str
    source: ClosureSource
    sits: bool
    people: int


def closed_days(db: Session, *, first: date, last: date) -> dict[date, str]:
    """The days from `first` to `last`, both included, on which court is closed, with the reason."""
    asked = select(Closure.closed_on, Closure.name).where(
        Closure.closed_on.between(first, last), Closure.sits.is_(False)
    )
    return {row.closed_on: row.name for row in db.execute(asked.order_by(Closure.closed_on))}


def closures(db: Session, *, first: date, last: date) -> list[ClosureRow]:
    """The list as it is edited: closures, and holidays on which the court sits all the same."""
    people = (
        select(CourtSession.held_on, func.count(DocketEntry.id).label("people"))
        .join(DocketEntry, DocketEntry.session_id == CourtSession.id)
        .where(DocketEntry.attendance.is_(None), CourtSession.held_on.between(first, last))
        .group_by(CourtSession.held_on)
        .subquery()
    )
    asked = (
        select(Closure, func.coalesce(people.c.people, 0))
        .outerjoin(people, people.c.held_on == Closure.closed_on)
        .where(Closure.closed_on.between(first, last))
        .order_by(Closure.closed_on)
    )
    return [
        ClosureRow(c.id, c.closed_on, c.name, c.source, c.sits, count)
        for c, count in db.execute(asked)
    ]


def holidays_of(state: str, years: Iterable[int]) -> dict[date, tuple[str, ClosureSource]]:
    """Federal and state public holidays, never unofficial ones; an unknown state has the federal.

    What both keep counts as federal, under the state's name for it.
    """
    from holidays import country_holidays  # its calendars take a while to load; few acts need them

    wanted = list(years)
    code = state_code(state)
    federal = country_holidays("US", years=wanted, categories=("public",))
    found = {day: (name, ClosureSource.FEDERAL) for day, name in federal.items()}
    if code:
        of_state = country_holidays("US", subdiv=code, years=wanted, categories=("public",))
        for day, name in of_state.items():
            source = ClosureSource.FEDERAL if day in federal else ClosureSource.STATE
            found[day] = (name, source)
    # the observed New Year's Day of the year after falls on a day of this one
    return {day: named for day, named in sorted(found.items()) if day.year in wanted}


def seed_closures(db: Session, context: Context, *, first_year: int, last_year: int) -> int:
    """Write the holidays of these years down as closures; returns how many are new.

    Days that stand already, also those on which the court sits all the same, are left alone, and
    so are weekends.
    """
    if first_year not in YEARS or last_year not in YEARS or last_year < first_year:
        raise FieldRefusal("last_year", "Choose years from 1990 to 2099, the first one first.")
    known = set(db.scalars(select(Closure.closed_on)))
    state = db.scalar(select(Court.state)) or ""
    new = [
        Closure(closed_on=day, name=name[:200], source=source)
        for day, (name, source) in holidays_of(state, range(first_year, last_year + 1)).items()
        if day not in known and day.weekday() < 5
    ]
    db.add_all(new)
    return len(new)


def close_day(
    db: Session, context: Context, *, on: date, name: str, until: date | None = None
) -> int:
    """Close the court on a day, or on each day up to `until`; returns how many people are on
    dockets of those days and need another one.
    """
    last = until or on
    if not name.strip():
        raise FieldRefusal("name", "Say why the court is closed.")
    if not 0 <= (last - on).days <= 366:
        raise FieldRefusal("until", "The last day comes on or within a year after the first.")
    kept = {
        closure.closed_on: closure
        for closure in db.scalars(select(Closure).where(Closure.closed_on.between(on, last)))
    }
    for number in range(on.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(number)
        closure = kept.get(day)
        if closure is None:
            db.add(Closure(closed_on=day, name=name.strip()[:200], source=ClosureSource.COURT))
        elif closure.sits or closure.name != name.strip():
            closure.sits, closure.name = False, name.strip()[:200]
    db.flush()
    return sum(row.people for row in closures(db, first=on, last=last))


def open_day(db: Session, context: Context, *, closure_id: int, reason: str = "") -> None:
    """Sit on that day all the same. A holiday stays on the list as one the court does not keep."""
    closure = db.get(Closure, closure_id)
    if closure is None:
        raise Refusal("That closure is not recorded.")
    if reason:
        db.info["logbook"].reason = reason
    if closure.source is ClosureSource.COURT:
        db.delete(closure)
    else:
        closure.sits = True


def refuse_closed(db: Session, field: str, day: date) -> None:
    """FieldRefusal when court is closed on the day."""
    found = closed_days(db, first=day, last=day)
    if found:
        named = f" ({found[day]})" if found[day] else ""
        raise FieldRefusal(
            field,
            f"The court is closed on that day{named}. Choose another day, or open it in the "
            "calendar.",
        )
