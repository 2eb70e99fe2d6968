"""What chance should have brought in the draws of a period, and what it brought."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.draws.replay import replay
from drugcourt.domain.draws import DrawOutcome
from drugcourt.domain.recurrences import WEEKDAYS
from drugcourt.records.draws import Draw, DrawEntry
from drugcourt.rules.fairness import Tally, all_alike

WHOLE = ""  # the key of everybody's figures, beside the keys of the programs
_HITS = frozenset({DrawOutcome.DRAWN, DrawOutcome.OVER_CAPACITY, DrawOutcome.CHECK_IN})


@dataclass(frozen=True, slots=True)
class ByDraws:
    """What the draws on record should have brought and brought, one number for each unit."""

    days: int
    weekdays: tuple[Tally, ...]
    weekend: Tally
    holidays: Tally
    after: Tally
    total: Tally
    weekdays_luck: float | None
    minimum: int
    forced: int
    excused: int
    over_capacity: int
    unlike: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Chance:
    """One unit's chance on one day, and whether its number hit."""

    day: date
    unit: str
    chance: Fraction
    hit: bool


@dataclass(slots=True)
class _Gathered:
    """Every number that chance alone decided, once for a group, and how often each outcome came."""

    chances: dict[tuple[date, str], _Chance] = field(default_factory=dict)
    outcomes: Counter[DrawOutcome] = field(default_factory=Counter)


def by_draws(
    db: Session,
    first: date,
    last: date,
    holidays: Mapping[date, str],
    programs: Mapping[int, str],
    *,
    episode_id: int | None,
    replayed: bool,
) -> dict[str, ByDraws]:
    """The figures of everybody under `WHOLE`, and those of each program in which people were drawn.

    `programs` is the program of each episode; a group that shares its dates counts once in each.
    """
    days = list(db.scalars(select(Draw.day).where(Draw.day >= first, Draw.day <= last).distinct()))
    unlike = _unlike(db, days) if replayed else ()
    return {
        key: _figures(found, len(days), holidays, unlike)
        for key, found in _gathered(db, first, last, programs, episode_id).items()
    }


def nothing_drawn(whole: ByDraws) -> ByDraws:
    """The figures of a program nobody of which was in a draw that others were in."""
    return _figures(_Gathered(), whole.days, {}, whole.unlike)


def _gathered(
    db: Session, first: date, last: date, programs: Mapping[int, str], episode_id: int | None
) -> dict[str, _Gathered]:
    columns = (DrawEntry.unit, DrawEntry.chance, DrawEntry.outcome, DrawEntry.episode_id)
    asked = (
        select(Draw.day, *columns)
        .join(Draw, Draw.id == DrawEntry.draw_id)
        .where(Draw.day >= first, Draw.day <= last)
    )
    if episode_id is not None:
        asked = asked.where(DrawEntry.episode_id == episode_id)
    known: dict[str, Fraction] = {}
    whole = _Gathered()
    found = {WHOLE: whole}
    for day, unit, text, outcome, owner in db.execute(asked):
        chance = known.get(text)
        if chance is None:
            chance = known.setdefault(text, Fraction(text))
        one = _Chance(day, unit, chance, outcome in _HITS) if 0 < chance < 1 else None
        for part in (whole, found.setdefault(programs[owner], _Gathered())):
            part.outcomes[outcome] += 1
            if one is not None:
                part.chances[day, unit] = one
    return found


def _figures(
    found: _Gathered, days: int, holidays: Mapping[date, str], unlike: tuple[str, ...]
) -> ByDraws:
    chances, outcomes = list(found.chances.values()), found.outcomes
    hits = {(one.day, one.unit) for one in chances if one.hit}
    yesterday = timedelta(days=1)
    weekdays = tuple(
        _tally(name, (one for one in chances if one.day.weekday() == place))
        for place, name in enumerate(WEEKDAYS)
    )
    after = (one for one in chances if (one.day - yesterday, one.unit) in hits)
    return ByDraws(
        days=days,
        weekdays=weekdays,
        weekend=_tally("Weekends", (one for one in chances if one.day.weekday() >= 5)),
        holidays=_tally("Holidays", (one for one in chances if one.day in holidays)),
        after=_tally("Day after being drawn", after),
        total=_tally("All days", chances),
        weekdays_luck=all_alike(weekdays),
        minimum=outcomes[DrawOutcome.MINIMUM],
        forced=outcomes[DrawOutcome.FORCED],
        excused=outcomes[DrawOutcome.EXCUSED],
        over_capacity=outcomes[DrawOutcome.OVER_CAPACITY],
        unlike=unlike,
    )


def _tally(label: str, chances: Iterable[_Chance]) -> Tally:
    tries = seen = 0
    expected = 0.0
    for one in chances:
        tries += 1
        seen += one.hit
        expected += one.chance.numerator / one.chance.denominator
    return Tally(label, tries, expected, seen)


def _unlike(db: Session, days: Iterable[date]) -> tuple[str, ...]:
    """What did not come out the same when the draws were made again, a sentence each."""
    found = (replay(db, day=day) for day in days)
    return tuple(one.problem for one in found if one.problem)
