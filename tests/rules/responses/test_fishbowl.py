from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugcourt.rules.responses.fishbowl import (
    Slips,
    bowl_of,
    draw_slip,
    odds,
    odds_words,
    total_of,
)

DAY = date(2026, 11, 24)
BOWL = bowl_of((Slips(2, "Small", 209), Slips(1, "Good job", 250), Slips(3, "Gone", 0)))
SEEDS = st.binary(min_size=32, max_size=32)
BOWLS = st.lists(st.integers(0, 40), min_size=1, max_size=6).map(
    lambda counts: bowl_of([Slips(n, f"Prize {n}", c) for n, c in enumerate(counts)])
)


def test_the_bowl_lies_in_the_order_of_its_prizes_without_what_is_gone() -> None:
    assert [slips.prize_id for slips in BOWL] == [1, 2]
    assert total_of(BOWL) == 459


def test_the_odds_are_said_in_words() -> None:
    assert odds(BOWL[0], BOWL) == Fraction(250, 459)
    words = [odds_words(Fraction(1, 500)), odds_words(Fraction(2, 25)), odds_words(Fraction(0))]
    assert words == ["1 in 500", "1 in 12.5", "never"]


def test_an_empty_bowl_gives_nothing() -> None:
    with pytest.raises(ValueError, match="no slip"):
        draw_slip(bytes(32), DAY, "17.1", ())


@given(SEEDS, BOWLS, st.integers(1, 500))
def test_a_draw_is_the_same_when_it_is_made_again(seed: bytes, bowl, episode: int) -> None:
    if not total_of(bowl):
        return
    first = draw_slip(seed, DAY, f"{episode}.1", bowl)
    assert draw_slip(seed, DAY, f"{episode}.1", bowl) == first
    assert 1 <= first.place <= total_of(bowl)
    before = sum(s.count for s in bowl if s.prize_id < first.slips.prize_id)
    assert before < first.place <= before + first.slips.count


def test_each_prize_comes_as_often_as_its_slips_say() -> None:
    bowl = bowl_of((Slips(1, "Praise", 3), Slips(2, "Prize", 1)))
    drawn = Counter(draw_slip(bytes(32), DAY, f"{n}.1", bowl).slips.title for n in range(4_000))
    assert 920 < drawn["Prize"] < 1_080
