"""How likely it is to see counts like these by luck alone: exact binomial, and chi-square."""

from __future__ import annotations

from collections.abc import Sequence
from math import erfc, exp, lgamma, log, log1p, sqrt

_LIKE = 1 + 1e-9  # outcomes as likely as the one seen, but for rounding
_NOTHING = 1e-18


def binomial_chance(seen: int, of: int, chance: float) -> float:
    """The chance of a count at least as unlikely as the one seen, both sides; exact.

    `of` trials, each with the same chance. 1.0 where nothing was tried.
    """
    if of <= 0:
        return 1.0
    if chance <= 0 or chance >= 1:
        return 1.0 if seen == (0 if chance <= 0 else of) else 0.0
    edge = _likelihood(seen, of, chance) * _LIKE
    middle = min(of, int((of + 1) * chance))
    return min(1.0, _side(middle, -1, of, chance, edge) + _side(middle + 1, 1, of, chance, edge))


def _side(start: int, step: int, of: int, chance: float, edge: float) -> float:
    """The likelihood of all counts on one side of the likeliest that are not above the edge."""
    total, odds = 0.0, chance / (1 - chance)
    count = start
    if not 0 <= count <= of:
        return 0.0
    likely = _likelihood(count, of, chance)
    while 0 <= count <= of and likely > _NOTHING:
        if likely <= edge:
            total += likely
        if step > 0:
            likely *= (of - count) / (count + 1) * odds
        else:
            likely *= count / ((of - count + 1) * odds)
        count += step
    return total


def _likelihood(count: int, of: int, chance: float) -> float:
    if not 0 <= count <= of:
        return 0.0
    ways = lgamma(of + 1) - lgamma(count + 1) - lgamma(of - count + 1)
    return exp(ways + count * log(chance) + (of - count) * log1p(-chance))


def chi_square_chance(statistic: float, freedom: int) -> float:
    """The chance of a chi-square statistic at least so large, for whole degrees of freedom."""
    if freedom <= 0 or statistic <= 0:
        return 1.0
    half = statistic / 2
    if freedom % 2 == 0:
        term = total = exp(-half)
        for step in range(1, freedom // 2):
            term *= half / step
            total += term
        return min(1.0, total)
    total = erfc(sqrt(half))
    for step in range(1, (freedom - 1) // 2 + 1):
        total += exp(-half + (step - 0.5) * log(half) - lgamma(step + 0.5))
    return min(1.0, total)


def chi_square(seen: Sequence[int], expected: Sequence[float]) -> float:
    """The statistic for counts against expectations; cells that expect nothing are left out."""
    return sum((s - e) ** 2 / e for s, e in zip(seen, expected, strict=True) if e > 0)
