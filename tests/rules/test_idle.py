from __future__ import annotations

import pytest

from drugcourt.rules.idle import Idle

TEN_MINUTES = 600.0


def desk() -> Idle:
    idle = Idle(TEN_MINUTES)
    idle.begin(1_000.0, 50_000.0)
    return idle


@pytest.mark.parametrize(("after", "over"), [(599.0, False), (600.0, True)])
def test_the_desk_is_locked_after_exactly_the_minutes(after: float, *, over: bool) -> None:
    assert desk().is_over(1_000.0 + after, 50_000.0 + after) is over


def test_a_key_begins_the_minutes_anew() -> None:
    idle = desk()
    idle.touched(1_500.0, 50_500.0)
    assert not idle.is_over(2_099.0, 51_099.0)
    assert idle.is_over(2_100.0, 51_100.0)


def test_setting_the_clock_back_does_not_put_the_lock_off() -> None:
    assert desk().is_over(1_600.0, 50_000.0 - 86_400.0)


def test_a_computer_that_slept_is_locked_at_once() -> None:
    idle = desk()
    assert not idle.is_over(1_005.0, 50_005.0)
    assert idle.is_over(1_010.0, 50_005.0 + 120.0)


def test_five_seconds_between_two_looks_are_no_sleep() -> None:
    idle = desk()
    idle.touched(1_000.0, 50_000.0)
    for look in range(1, 10):
        assert not idle.is_over(1_000.0 + 5 * look, 50_000.0 + 5 * look)
