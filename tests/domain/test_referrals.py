from __future__ import annotations

from datetime import date, timedelta

from drugcourt.domain.referrals import Step, clocks
from drugcourt.exchange.referral_policy import referral_policy

FIRST = date(2026, 11, 2)


def on(days: int) -> date:
    return FIRST + timedelta(days=days)


def told(reached: dict[Step, date | None], today: date) -> dict[Step, tuple[date | None, int]]:
    return {one.step: (one.due_on, one.late) for one in clocks(reached, referral_policy(), today)}


def test_only_the_next_station_is_due_and_late_from_the_day_after() -> None:
    reached = {Step.REFERRAL: on(0)}
    assert told(reached, on(7))[Step.LEGAL] == (on(7), 0)
    assert told(reached, on(8))[Step.LEGAL] == (on(7), 1)
    behind = (Step.CLINICAL, Step.GATES, Step.OFFER, Step.ADMISSION, Step.TREATMENT)
    assert {told(reached, on(30))[step] for step in behind} == {(None, 0)}


def test_a_station_that_was_passed_over_leaves_the_others_their_days() -> None:
    reached = {Step.REFERRAL: on(0), Step.CLINICAL: on(10), Step.LEGAL: None}
    found = told(reached, on(12))
    assert found[Step.LEGAL] == (on(7), 5)
    assert found[Step.CLINICAL] == (on(7), 3)


def test_a_target_counts_from_the_latest_day_not_from_the_last_station() -> None:
    reached = {Step.REFERRAL: on(0), Step.LEGAL: on(9), Step.CLINICAL: on(3)}
    assert told(reached, on(10))[Step.GATES] == (on(16), 0)


def test_without_a_first_day_nothing_is_due() -> None:
    assert set(told({}, on(0)).values()) == {(None, 0)}
