"""Windows and falling levels help to read a positive, in words a coordinator can use."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugcourt.domain.specimens import Matrix, Substance
from drugcourt.exchange.collection import detection_windows, ratio_policies
from drugcourt.rules.detection import Level, Use, carried_over, normalised, window_words
from tests.builders import later

DAY = date(2026, 11, 2)
THC = ratio_policies()[Substance.THC]
WINDOWS = detection_windows()[Substance.THC, Matrix.URINE]


def test_windows_are_said_from_the_shortest_to_the_longest():
    assert window_words(WINDOWS) == (
        "Usually found for 1 to 3 days after single use, 4 to 10 days after heavy use, "
        "3 to 5 weeks after use every day for long."
    )
    assert window_words(()) == ""


@pytest.mark.parametrize(("ago", "said"), [(0, False), (1, True), (35, True), (36, False)])
def test_an_earlier_positive_may_still_show_within_the_longest_window(ago, said):
    words = carried_over(later(DAY, -ago), DAY, WINDOWS)
    assert bool(words) is said


def test_nothing_is_carried_over_without_an_earlier_positive():
    assert carried_over(None, DAY, WINDOWS) == ""


SERIES = [
    # level then, creatinine then, level now, creatinine now, days, what it speaks for
    (200, 100, 100, 100, 7, Use.UNCLEAR),  # 0.50 is not below it
    (200, 100, 99, 100, 7, Use.NONE),
    (200, 100, 300, 100, 7, Use.NEW),  # 1.50 and above
    (200, 100, 299, 100, 7, Use.UNCLEAR),
    (200, 100, 300, 200, 7, Use.UNCLEAR),  # more water lost, not more use
    (200, 100, 100, 20, 7, Use.NEW),  # a diluted specimen hides new use
    (200, 100, 300, 100, 0, Use.APART),
    (200, 100, 300, 100, 36, Use.APART),
]


@pytest.mark.parametrize(("level", "creatinine", "now", "water", "gap", "said"), SERIES)
def test_a_level_over_creatinine_is_compared_with_the_one_before(
    level, creatinine, now, water, gap, said
):
    levels = [Level(DAY, level, creatinine, 1), Level(later(DAY, gap), now, water, 2)]
    first, second = normalised(levels, THC)
    assert (first.use, second.use) == (Use.FIRST, said)


@given(
    st.lists(st.tuples(st.integers(0, 60), st.floats(1, 900), st.floats(0, 300)), max_size=6),
    st.floats(0.1, 5),
)
def test_drinking_water_changes_nothing_when_both_fall_together(series, diluted):
    levels = [Level(later(DAY, d), level, water, n) for n, (d, level, water) in enumerate(series)]
    thinner = [Level(x.on, x.level / diluted, x.creatinine / diluted, x.id) for x in levels]
    told, other = normalised(levels, THC), normalised(thinner, THC)
    assert [round(x.per_mg, 6) for x in told] == pytest.approx([round(x.per_mg, 6) for x in other])
    assert all(x.on >= y.on for x, y in zip(told[1:], told, strict=False))


def test_a_specimen_without_creatinine_is_left_out():
    assert normalised([Level(DAY, 50, 0)], THC) == ()
