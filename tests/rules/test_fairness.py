from __future__ import annotations

from datetime import date, timedelta

import pytest

from drugcourt.domain.dates import Span
from drugcourt.domain.tone import Tone
from drugcourt.rules.fairness import (
    Tally,
    all_alike,
    evenly,
    luck_times,
    luck_tone,
    luck_words,
    stretches,
)

FIRST, LAST = date(2026, 9, 1), date(2026, 9, 30)


def day(n: int) -> date:
    return FIRST + timedelta(days=n - 1)


def test_the_longest_stretch_counts_only_days_on_the_list() -> None:
    spans = [Span(day(1), day(11)), Span(day(21))]  # away from the 11th to the 20th
    found = stretches([day(3), day(5), day(24)], spans, FIRST, LAST)
    assert (found.days, found.tests, found.fewest) == (20, 3, 2)
    assert found.longest == 8  # the 6th to the 10th and the 21st to the 23rd
    assert found.per_week == pytest.approx(21 / 20)


def test_days_before_the_first_and_after_the_last_test_count_too() -> None:
    assert stretches([day(25)], [Span(day(1))], FIRST, LAST).longest == 24
    assert stretches([day(2)], [Span(day(1))], FIRST, LAST).longest == 28
    assert stretches([], [Span(day(1))], FIRST, LAST).longest == 30
    assert stretches([], [], FIRST, LAST).per_week is None


def test_two_tests_in_a_row_are_one_day_apart() -> None:
    assert stretches([day(4), day(5)], [Span(day(1))], FIRST, LAST).fewest == 1


def test_luck_is_told_in_plain_numbers() -> None:
    said = [luck_words(x) for x in (1.0, 0.63, 0.011, 0.0042, 0.0003, 0.00001, None)]
    assert said == [
        "100 in 100",
        "63 in 100",
        "1 in 100",
        "4 in 1,000",
        "3 in 10,000",
        "less than 1 in 10,000",
        "too few to tell",
    ]
    assert luck_times(0.63) == "63 times in 100"
    assert luck_times(0.01) == "once in 100"
    assert luck_times(0.00001) == "less than once in 10,000"


@pytest.mark.parametrize(
    ("luck", "tone"),
    [
        (0.5, Tone.GOOD),
        (0.05, Tone.GOOD),
        (0.049, Tone.WATCH),
        (0.009, Tone.ALARM),
        (None, Tone.PLAIN),
    ],
)
def test_small_luck_asks_for_a_look(luck: float | None, tone: Tone) -> None:
    assert luck_tone(luck) is tone


def test_a_court_that_spares_weekends_is_seen_and_a_fair_one_is_not() -> None:
    fair = [Tally(str(n), 400, 400 * 2 / 7, 114 + n % 3) for n in range(7)]
    spared = [*fair[:5], Tally("5", 400, 400 * 2 / 7, 30), Tally("6", 400, 400 * 2 / 7, 20)]
    assert all_alike(fair) > 0.5
    assert all_alike(spared) < 1e-9
    assert spared[5].luck < 1e-9
    assert evenly([100] * 7, [350] * 7) == 1.0
    assert evenly([140, 140, 140, 140, 140, 0, 0], [350] * 7) < 1e-9


def test_too_little_says_nothing() -> None:
    assert all_alike([Tally("a", 5, 1.4, 0), Tally("b", 5, 1.4, 3)]) is None
    assert evenly([1, 0, 0, 0, 0, 0, 0], [7] * 7) is None
    assert Tally("a", 0, 0.0, 0).luck is None
