"""How many tests the coming days will bring, by the chances of everyone on the list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

from drugcourt.domain.draws import Eligible, Scheme
from drugcourt.rules.draws import chance_of

NINE_OF_TEN = 1.645  # standard deviations on either side that hold nine days of ten

# Days since each test that still matters, and days on the list as far as they matter.
_State = tuple[tuple[int, ...], int]
_Crowd = dict[_State, float]


@dataclass(frozen=True, slots=True)
class LoadDay:
    """What a day will bring on average; nine days of ten lie between `low` and `high`."""

    day: date
    people: int
    expected: float
    low: int
    high: int


def expected_load(
    people: Iterable[Eligible], first: date, days: int, closed: Collection[date]
) -> list[LoadDay]:
    """The coming days one by one, were nobody to join, leave, or change the scheme.

    People with the same scheme and the same free days go together: their histories are a crowd of
    states that moves on from day to day, so a court of thousands costs no more than one of dozens.
    """
    crowds: dict[tuple[Scheme, frozenset[int]], _Crowd] = {}
    shut = {(day - first).days for day in closed}
    count = 0
    for person in people:
        count += 1
        now = {0} if person.excused else set()
        away = frozenset(shut | now | {(day - first).days for day in person.closed})
        crowd = crowds.setdefault((person.scheme, away), defaultdict(float))
        ago = [(first - day).days for day in person.counted if day < first]
        crowd[_state(person.scheme, ago, max(0, (first - person.since).days))] += 1
    expected, variance = [0.0] * days, [0.0] * days
    for (scheme, away), crowd in crowds.items():
        size = sum(crowd.values())
        for place, mean in enumerate(_walk(scheme, away, crowd, days)):
            expected[place] += mean
            variance[place] += mean * (1 - mean / size)
    return [
        _load_day(first + timedelta(days=place), count, expected[place], variance[place])
        for place in range(days)
    ]


def _load_day(day: date, people: int, mean: float, variance: float) -> LoadDay:
    reach = NINE_OF_TEN * sqrt(max(variance, 0.0))
    return LoadDay(day, people, mean, max(0, round(mean - reach)), min(people, round(mean + reach)))


def _walk(scheme: Scheme, away: frozenset[int], crowd: _Crowd, days: int) -> list[float]:
    """The tests of each day that a crowd is expected to have."""
    means = []
    for place in range(days):
        following: _Crowd = defaultdict(float)
        ahead = [other - place for other in away if other > place]
        mean = 0.0
        for (ago, age), weight in crowd.items():
            chance = 0.0
            if place not in away:
                chance = float(chance_of(scheme, ago, age, ahead)[0])
            later = [days_ago + 1 for days_ago in ago]
            if chance > 0:
                mean += weight * chance
                following[_state(scheme, [1, *later], age + 1)] += weight * chance
            if chance < 1:
                following[_state(scheme, later, age + 1)] += weight * (1 - chance)
        means.append(mean)
        crowd = following
    return means


def _state(scheme: Scheme, ago: Iterable[int], age: int) -> _State:
    """The history cut to what can still matter."""
    near = sorted(days for days in ago if days > 0)
    most = scheme.most.days if scheme.most else 0
    least = scheme.least.days if scheme.least else 0
    few = scheme.least.tests if scheme.least else 0
    kept = tuple(
        days for place, days in enumerate(near) if days < most or (days < least and place < few)
    )
    return kept, min(age, max(0, least - 1))
