"""What detection windows and falling levels say of a positive: help for reading, never proof."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from drugcourt.domain.collection import RatioPolicy, Window
from drugcourt.domain.dates import counted
from drugcourt.domain.tone import Term

_DAY_HOURS = 24
_WEEK_DAYS = 7


class Use(Term):
    """What two levels after one another speak for."""

    FIRST = "first", "First level"
    NEW = "new", "Speaks for new use"
    NONE = "none", "Speaks against new use"
    UNCLEAR = "unclear", "Says neither"
    APART = "apart", "Too near or too far apart to compare"


@dataclass(frozen=True, slots=True)
class Level:
    """One measured level: ng/mL of the substance, mg/dL of creatinine."""

    on: date
    level: float
    creatinine: float
    id: int = 0


@dataclass(frozen=True, slots=True)
class Normalised:
    """A level over its creatinine, in ng per mg; `ratio` is to the one before, None at first."""

    on: date
    per_mg: float
    ratio: float | None
    use: Use
    id: int = 0


def normalised(levels: Iterable[Level], policy: RatioPolicy) -> tuple[Normalised, ...]:
    """The levels in order, each compared with the one before; without creatinine it is left out."""
    ordered = sorted((x for x in levels if x.creatinine > 0), key=lambda x: (x.on, x.id))
    if not ordered:
        return ()
    first = ordered[0]
    told = [Normalised(first.on, _per_mg(first), None, Use.FIRST, first.id)]
    for before, now in pairwise(ordered):
        told.append(_compared(before, now, policy))
    return tuple(told)


def _per_mg(item: Level) -> float:
    """ng/mL over mg/mL: a decilitre holds a hundred millilitres."""
    return item.level * 100 / item.creatinine


def _compared(before: Level, now: Level, policy: RatioPolicy) -> Normalised:
    earlier, value = _per_mg(before), _per_mg(now)
    days = (now.on - before.on).days
    ratio = value / earlier if earlier > 0 else None
    if days * _DAY_HOURS < policy.least_hours or days > policy.most_days or ratio is None:
        use = Use.APART
    elif ratio >= policy.new_use:
        use = Use.NEW
    else:
        use = Use.NONE if ratio < policy.no_new_use else Use.UNCLEAR
    return Normalised(now.on, value, ratio, use, now.id)


def window_words(windows: Sequence[Window]) -> str:
    """The windows in a sentence: `Usually found for 1 to 3 days after single use.`."""
    if not windows:
        return ""
    said = ", ".join(f"{_span(w.shortest, w.longest)} {w.use}" for w in windows)
    return f"Usually found for {said}."


def carried_over(since: date | None, on: date, windows: Sequence[Window]) -> str:
    """Whether an earlier positive may still show, by the longest window; empty where none may."""
    if since is None or not windows:
        return ""
    longest = max(windows, key=lambda w: w.longest)
    days = (on - since).days
    if not 0 < days * _DAY_HOURS <= longest.longest:
        return ""
    return (
        f"{counted(days, 'day')} after an earlier positive: {longest.use} it may still show, up to "
        f"{_amount(longest.longest)}."
    )


def _span(shortest: float, longest: float) -> str:
    unit = _unit(longest)
    if _unit(shortest) == unit:
        return f"{_number(shortest, unit)} to {_amount(longest)}"
    return f"{_amount(shortest)} to {_amount(longest)}"


def _unit(hours: float) -> str:
    if hours >= 3 * _WEEK_DAYS * _DAY_HOURS and hours % (_WEEK_DAYS * _DAY_HOURS) == 0:
        return "week"
    return "day" if hours >= _DAY_HOURS and hours % _DAY_HOURS == 0 else "hour"


def _number(hours: float, unit: str) -> int:
    size = {"hour": 1, "day": _DAY_HOURS, "week": _WEEK_DAYS * _DAY_HOURS}[unit]
    return int(hours // size)


def _amount(hours: float) -> str:
    unit = _unit(hours)
    return counted(_number(hours, unit), unit)
