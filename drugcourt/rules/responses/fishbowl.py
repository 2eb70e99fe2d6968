"""Which slip is drawn from the fishbowl: by a number that anybody can work out again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from drugcourt.rules.draws import WHOLE, number_of

ALGORITHM = "drugcourt-fishbowl-1"


@dataclass(frozen=True, slots=True)
class Slips:
    """One kind of slip in the bowl: the prize it stands for, and how many there are."""

    prize_id: int
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class DrawnSlip:
    """What was drawn: the number, the place of the slip counted from 1, and its prize."""

    number: int
    place: int
    slips: Slips


def bowl_of(slips: Sequence[Slips]) -> tuple[Slips, ...]:
    """The bowl as it is drawn from: kinds without slips left out, in the order of their prizes."""
    return tuple(sorted((s for s in slips if s.count > 0), key=lambda s: s.prize_id))


def total_of(bowl: Sequence[Slips]) -> int:
    """How many slips there are."""
    return sum(slips.count for slips in bowl)


def odds(slips: Slips, bowl: Sequence[Slips]) -> Fraction:
    """The chance of one kind."""
    total = total_of(bowl)
    return Fraction(slips.count, total) if total else Fraction(0)


def odds_words(chance: Fraction) -> str:
    """`1 in 4`, `1 in 12.5`, `never`."""
    if chance <= 0:
        return "never"
    times = f"{float(1 / chance):.1f}".removesuffix(".0")
    return f"1 in {times}"


def draw_slip(seed: bytes, day: date, unit: str, bowl: Sequence[Slips]) -> DrawnSlip:
    """The slip for a unit on a day. ValueError for an empty bowl.

    The number is that of the testing draw: HMAC-SHA256 of `2026-11-24|17.1`, its first eight bytes.
    It is multiplied with the slips and divided by 2 to the 64; the slips lie in the bowl's order.
    """
    total = total_of(bowl)
    if total <= 0:
        raise ValueError("There is no slip in the bowl.")
    number = number_of(seed, day, unit)
    place = number * total // WHOLE
    passed = 0
    for slips in bowl:
        passed += slips.count
        if place < passed:
            return DrawnSlip(number, place + 1, slips)
    raise AssertionError("the last slip lies below the total")
