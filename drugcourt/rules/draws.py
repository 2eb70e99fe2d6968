"""Who is tested on a day: a number for everyone from the day's seed, against everyone's chance.

The whole of it can be done again by hand from the printed record; docs/draws.md says how.
"""

from __future__ import annotations

import hmac
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from drugcourt.domain.draws import (
    TESTED,
    Cause,
    DayPlan,
    DayType,
    Drawn,
    DrawOutcome,
    Eligible,
    Scheme,
)

ALGORITHM = "drugcourt-draw-1"
WHOLE = 2**64
NEVER, ALWAYS = Fraction(0), Fraction(1)


def number_of(seed: bytes, day: date, unit: str) -> int:
    """The number of a unit on a day: HMAC-SHA256 of `2026-11-24|17`, its first eight bytes."""
    return int.from_bytes(hmac.digest(seed, f"{day.isoformat()}|{unit}".encode(), "sha256")[:8])


def line_of(chance: Fraction) -> int:
    """Whoever has a number below this line is drawn."""
    return -(-chance.numerator * WHOLE // chance.denominator)


def draw(seed: bytes, plan: DayPlan, people: Iterable[Eligible]) -> tuple[Drawn, ...]:
    """The outcome for everyone on the list, in the order of their numbers of episode.

    The order in which people come does not matter, nor who else is on the list, unless there are
    fewer places than people.
    """
    ordered = sorted(people, key=lambda person: person.episode_id)
    ordered_tests = frozenset(person.episode_id for person in ordered if person.forced)
    return _within_places(plan, [_one(seed, plan, person) for person in ordered], ordered_tests)


def chance_on(day: date, person: Eligible) -> tuple[Fraction, Cause]:
    """The chance of a participant on a day of testing, and what settles it."""
    return chance_of(
        person.scheme,
        [(day - counted).days for counted in person.counted],
        (day - person.since).days,
        [(closed - day).days for closed in person.closed],
    )


def chance_of(
    scheme: Scheme, ago: Collection[int], age: int, closed_in: Collection[int]
) -> tuple[Fraction, Cause]:
    """The same in days: `ago` since each counted test, `age` on the list, `closed_in` ahead.

    It is the target's on every day but two kinds: 0 when the maximum is reached, 1 when a day
    without a test would make the minimum impossible.
    """
    if scheme.target.tests == 0:
        return NEVER, Cause.TARGET
    if scheme.most is not None:
        window = scheme.most.days
        if sum(1 for days in ago if 0 < days < window) >= scheme.most.tests:
            return NEVER, Cause.MAXIMUM
    if scheme.least is not None and _must(scheme, ago, age, closed_in):
        return ALWAYS, Cause.MINIMUM
    return scheme.target.rate, Cause.TARGET


def _must(scheme: Scheme, ago: Collection[int], age: int, closed_in: Collection[int]) -> bool:
    """Whether some window around today can't hold its minimum any more unless there is a test now.

    For each window that holds today: the tests already in it, and as many as its coming days could
    take. Windows that begin before the participant was on the list ask nothing.
    """
    assert scheme.least is not None
    window, least = scheme.least.days, scheme.least.tests
    possible = 0
    placed: list[int] = []
    for ahead in range(window):
        if ahead and ahead not in closed_in and _room(scheme, ago, placed, ahead):
            placed.append(ahead)
            possible += 1
        back = window - 1 - ahead
        if back > age:
            continue
        if sum(1 for days in ago if 0 < days <= back) + possible < least:
            return True
    return False


def _room(scheme: Scheme, ago: Collection[int], placed: Sequence[int], ahead: int) -> bool:
    """Whether the maximum leaves room for a test so many days ahead."""
    if scheme.most is None:
        return True
    window = scheme.most.days
    before = sum(1 for days in ago if days > 0 and days + ahead < window)
    return before + sum(1 for other in placed if ahead - other < window) < scheme.most.tests


def _one(seed: bytes, plan: DayPlan, person: Eligible) -> Drawn:
    number = number_of(seed, plan.day, person.unit)
    own = str(person.episode_id)
    own_number = number if person.unit == own else number_of(seed, plan.day, own)
    chance, cause = _chance(plan, person)
    outcome = _outcome(plan, person, cause, drawn=number < line_of(chance))
    return Drawn(person.episode_id, person.unit, number, own_number, chance, outcome)


def _chance(plan: DayPlan, person: Eligible) -> tuple[Fraction, Cause]:
    if person.excused:
        return NEVER, Cause.TARGET
    chance, cause = chance_on(plan.day, person)
    if plan.kind is DayType.CHECK_IN and cause is Cause.MINIMUM:
        return person.scheme.target.rate, Cause.TARGET  # no cup is taken: it could not count
    return chance, cause


def _outcome(plan: DayPlan, person: Eligible, cause: Cause, *, drawn: bool) -> DrawOutcome:
    if person.excused:
        return DrawOutcome.EXCUSED
    if cause is Cause.MINIMUM:
        return DrawOutcome.MINIMUM
    if drawn and plan.kind is not DayType.CHECK_IN:
        return DrawOutcome.DRAWN
    if person.forced:
        return DrawOutcome.FORCED
    if drawn:
        return DrawOutcome.CHECK_IN
    return DrawOutcome.MAXIMUM if cause is Cause.MAXIMUM else DrawOutcome.NOT_DRAWN


def _within_places(
    plan: DayPlan, found: Sequence[Drawn], ordered: frozenset[int]
) -> tuple[Drawn, ...]:
    """Where more are drawn than may be called, those with the lowest share of their chance stay.

    Who is due by the minimum or was added by a person is never left out.
    """
    limit = plan.limit
    called = [one for one in found if one.outcome in TESTED]
    if limit is None or len(called) <= limit:
        return tuple(found)
    by_luck = [one for one in called if one.outcome is DrawOutcome.DRAWN]
    drawn = sorted((one for one in by_luck if one.episode_id not in ordered), key=_share)
    room = max(0, limit - (len(called) - len(drawn)))
    out = {one.episode_id for one in drawn[room:]}
    return tuple(
        replace(one, outcome=DrawOutcome.OVER_CAPACITY) if one.episode_id in out else one
        for one in found
    )


def _share(one: Drawn) -> tuple[Fraction, int, int]:
    """The number divided by the chance; members of a group, who share it, by their own numbers."""
    return one.number / one.chance, one.own_number, one.episode_id
