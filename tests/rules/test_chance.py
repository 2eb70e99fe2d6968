from __future__ import annotations

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugcourt.rules.chance import binomial_chance, chi_square, chi_square_chance


@given(st.integers(1, 60), st.floats(0.01, 0.99), st.integers(0, 60))
def test_the_binomial_is_the_sum_of_all_counts_no_likelier(of: int, p: float, seen: int) -> None:
    seen = min(seen, of)
    every = [comb(of, n) * p**n * (1 - p) ** (of - n) for n in range(of + 1)]
    expected = sum(value for value in every if value <= every[seen] * (1 + 1e-9))
    assert binomial_chance(seen, of, p) == pytest.approx(expected, abs=1e-9)


def test_large_counts_are_quick_and_right() -> None:
    assert binomial_chance(28_571, 100_000, 2 / 7) > 0.99
    assert binomial_chance(29_500, 100_000, 2 / 7) < 1e-9
    assert binomial_chance(0, 0, 0.5) == 1.0


@pytest.mark.parametrize(
    ("statistic", "freedom", "chance"),
    [(3.841, 1, 0.05), (6.635, 1, 0.01), (5.991, 2, 0.05), (12.592, 6, 0.05), (14.067, 7, 0.05),
     (18.475, 7, 0.01), (0.0, 6, 1.0)],
)  # fmt: skip
def test_chi_square_agrees_with_the_printed_tables(
    statistic: float, freedom: int, chance: float
) -> None:
    assert chi_square_chance(statistic, freedom) == pytest.approx(chance, rel=1e-3)


def test_the_statistic_leaves_cells_out_that_expect_nothing() -> None:
    assert chi_square([12, 8, 3], [10, 10, 0]) == pytest.approx(0.8)
