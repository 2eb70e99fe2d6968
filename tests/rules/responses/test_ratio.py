from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from drugcourt.domain.responses import ResponseFamily
from drugcourt.rules.responses.ratio import Balance, balance_of, lag_of

COUNTS = st.builds(Balance, *(st.integers(0, 500) for _ in range(3)))


def test_adjustments_are_never_in_the_ratio() -> None:
    found = balance_of({ResponseFamily.INCENTIVE: 9, ResponseFamily.SERVICE_ADJUSTMENT: 50})
    assert (found.words, found.per_sanction) == ("9 : 0", None)
    with_sanctions = found.plus(Balance(sanctions=2))
    assert (with_sanctions.per_sanction, with_sanctions.adjustments) == (4.5, 50)


@given(COUNTS, st.integers(1, 20))
def test_what_is_missing_makes_the_ratio_and_no_more(balance: Balance, ratio: int) -> None:
    missing = balance.short_by(ratio)
    full = balance.plus(Balance(incentives=missing))
    assert full.short_by(ratio) == 0
    assert full.per_sanction is None or full.per_sanction >= ratio
    if missing:
        assert balance.plus(Balance(incentives=missing - 1)).short_by(ratio) == 1


@given(COUNTS, COUNTS)
def test_balances_add_up_in_either_order(one: Balance, other: Balance) -> None:
    assert one.plus(other) == other.plus(one)


def test_the_lag_is_told_by_its_middle_and_its_ninth_tenth() -> None:
    found = lag_of([0, 1, 2, 3, 4, 5, 6, 7, 8, 30], answer_days=7)
    assert (found.answered, found.middle, found.nine_in_ten, found.in_time) == (10, 4.5, 30, 8)
    assert found.share_in_time == 0.8
    assert lag_of([], 7).share_in_time is None


def test_an_answer_before_its_behavior_counts_as_the_same_day() -> None:
    assert lag_of([-3], 7).middle == 0
