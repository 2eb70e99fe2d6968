from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugcourt.domain.accounts import Step, Try
from drugcourt.rules.lockout import LockPolicy, is_locked, under_way, waits, wrong_in_a_row

POLICY = LockPolicy(wrong=5, wait_seconds=900)
HERE = "here"


def tried(times: int, login: str = "pike", uptime: float = 0.0) -> list[Try]:
    return [Try(login, Step.TRIED, "", HERE, uptime)] * times


@pytest.mark.parametrize(("times", "locked"), [(4, False), (5, True), (6, True)])
def test_five_tries_in_a_row_lock_an_account(times: int, *, locked: bool) -> None:
    assert is_locked(tried(times), "pike", POLICY) is locked


@pytest.mark.parametrize("step", [Step.OPENED, Step.RELEASED])
def test_an_opening_or_a_release_lets_it_begin_anew(step: Step) -> None:
    lines = [*tried(5), Try("pike", step), *tried(4)]
    assert wrong_in_a_row(lines, "pike") == 4
    assert not is_locked(lines, "pike", POLICY)


def test_the_tries_of_others_do_not_count() -> None:
    lines = [*tried(4), *tried(9, "banner"), Try("banner", Step.OPENED)]
    assert wrong_in_a_row(lines, "pike") == 4


def test_a_right_password_that_waits_for_a_code_takes_its_own_try_back_and_no_other() -> None:
    lines = [*tried(3), Try("pike", Step.KNOWN)]
    assert wrong_in_a_row(lines, "pike") == 2


def test_a_try_is_under_way_until_it_has_an_answer() -> None:
    lines = [*tried(3), Try("pike", Step.WRONG), Try("pike", Step.KNOWN)]
    assert under_way(lines, "pike") == 1
    assert wrong_in_a_row(lines, "pike") == 2
    assert under_way([*lines, Try("pike", Step.OPENED)], "pike") == 0


@given(st.lists(st.sampled_from([Step.TRIED, Step.KNOWN]), min_size=1, max_size=30))
def test_what_is_not_an_opening_never_counts_below_nothing(steps: list[Step]) -> None:
    assert wrong_in_a_row([Try("pike", step) for step in steps], "pike") >= 0


@pytest.mark.parametrize(
    ("uptime", "left"),
    [(1_000.0, 900), (1_899.0, 1), (1_900.0, 0), (5_000.0, 0)],
)
def test_the_wait_is_counted_by_how_long_the_computer_runs(uptime: float, left: int) -> None:
    assert waits(tried(5, uptime=1_000.0), "pike", POLICY, HERE, uptime) == left


def test_after_a_start_of_the_computer_its_running_time_is_all_that_surely_passed() -> None:
    assert waits(tried(5, uptime=80_000.0), "pike", POLICY, HERE, 300.0) == 600


def test_on_another_computer_the_whole_wait_begins() -> None:
    assert waits(tried(5, uptime=10.0), "pike", POLICY, "elsewhere", 80_000.0) == 900


@given(st.text(max_size=40), st.floats(0, 1e6), st.floats(0, 1e6))
def test_what_the_clock_says_changes_nothing(at: str, then: float, now: float) -> None:
    plain = [Try("pike", Step.TRIED, "", HERE, then)] * 5
    dated = [Try("pike", Step.TRIED, at, HERE, then)] * 5
    assert waits(plain, "pike", POLICY, HERE, now) == waits(dated, "pike", POLICY, HERE, now)
