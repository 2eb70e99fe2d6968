from __future__ import annotations

import hashlib
import hmac
import random
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from drugcourt.domain.draws import (
    BY_LUCK,
    Cause,
    DayPlan,
    DayType,
    DrawOutcome,
    Eligible,
    Scheme,
    Times,
    parse_times,
    weekly,
)
from drugcourt.rules.chance import binomial_chance
from drugcourt.rules.draw_load import expected_load
from drugcourt.rules.draws import chance_on, draw, line_of, number_of

MONDAY = date(2026, 1, 5)
TWO_A_WEEK = Scheme(Times(2, 7))
DOCS = Path(__file__).resolve().parents[2] / "docs" / "draws.md"
times = st.tuples(st.integers(1, 7), st.integers(1, 14)).map(lambda t: Times(min(t), max(t)))
seeds = st.binary(min_size=32, max_size=32)


def person(number: int, scheme: Scheme = TWO_A_WEEK, **more: object) -> Eligible:
    return Eligible(number, str(number), scheme, since=more.pop("since", MONDAY), **more)


def outcomes(seed: bytes, people: Sequence[Eligible], **plan: object) -> dict[int, DrawOutcome]:
    made = draw(seed, DayPlan(MONDAY, **plan), people)
    return {one.episode_id: one.outcome for one in made}


def seed_of_day(seed: bytes, day: date) -> bytes:
    return hashlib.sha256(seed + day.isoformat().encode()).digest()


def lived(
    seed: bytes, scheme: Scheme, days: int, closed: frozenset[int] = frozenset()
) -> list[int]:
    """The days, from 0, on which one participant is tested when every day is drawn."""
    tested: list[int] = []
    for place in range(days):
        if place in closed:
            continue
        day = MONDAY + timedelta(days=place)
        someone = person(
            1,
            scheme,
            counted=tuple(MONDAY + timedelta(days=n) for n in tested if place - n < 40),
            closed=tuple(MONDAY + timedelta(days=n) for n in closed if place < n < place + 40),
        )
        (found,) = draw(seed_of_day(seed, day), DayPlan(day), [someone])
        if found.outcome in BY_LUCK:
            tested.append(place)
    return tested


def windows(tested: Sequence[int], length: int, days: int) -> Iterator[int]:
    """How many tests each window of so many days in a row holds."""
    hits = set(tested)
    for start in range(days - length + 1):
        yield sum(1 for place in range(start, start + length) if place in hits)


# By hand --------------------------------------------------------------------------------------


def test_the_worked_example_of_the_documentation_comes_out() -> None:
    text = DOCS.read_text("utf-8")
    seed = bytes.fromhex(re.search(r"Seed `([0-9a-f]{64})`", text)[1])
    line = re.search(r"line `([0-9a-f]{16})`, no minimum", text)[1]
    rows = re.findall(r"\| (\S.*?) \| ([0-9a-f]{16}) \| (0\.\d{4}) \| (not drawn|drawn) \|", text)
    assert len(rows) == 7
    day = date(2026, 11, 24)
    for unit, number, share, outcome in rows:
        by_hand = hmac.new(seed, f"2026-11-24|{unit}".encode(), "sha256").hexdigest()[:16]
        assert by_hand == number == f"{number_of(seed, day, unit):016x}"
        assert f"{int(number, 16) / 2**64:.4f}" == share
        assert ("drawn" if number < line else "not drawn") == outcome
    people = [Eligible(int(u), u, TWO_A_WEEK, day) for u, *_ in rows if u.isdigit()]
    one_place = draw(seed, DayPlan(day, places=1), people)
    assert [d.episode_id for d in one_place if d.outcome is DrawOutcome.DRAWN] == [19]


def test_every_line_that_the_documentation_names_is_the_line() -> None:
    text = DOCS.read_text("utf-8")
    named = re.findall(r"(\d+/\d+)(?: it is)?\s+`([0-9a-f]{16})`", text)
    assert len(named) == 4
    for rate, line in named:
        assert f"{line_of(Fraction(rate)):016x}" == line


@given(st.fractions(0, 1), st.integers(0, 2**64 - 1))
def test_a_number_lies_below_the_line_exactly_when_its_share_lies_below_the_chance(
    chance: Fraction, number: int
) -> None:
    assert (number < line_of(chance)) == (Fraction(number, 2**64) < chance)


# Laws -----------------------------------------------------------------------------------------


@given(seeds, st.lists(st.integers(1, 99), min_size=1, max_size=12, unique=True), st.randoms())
def test_the_order_of_the_list_makes_no_difference(
    seed: bytes, numbers: list[int], shuffle: random.Random
) -> None:
    people = [person(n) for n in numbers]
    mixed = people[:]
    shuffle.shuffle(mixed)
    plan = DayPlan(MONDAY, places=2)
    assert draw(seed, plan, people) == draw(seed, plan, mixed)


@given(seeds, st.integers(2, 40))
def test_who_else_is_on_the_list_makes_no_difference(seed: bytes, others: int) -> None:
    alone = outcomes(seed, [person(1)])
    among = outcomes(seed, [person(n) for n in range(1, others)])
    assert among[1] is alone[1]


@given(seeds, times, times, times)
@hypothesis_settings(max_examples=60)
def test_minimum_and_maximum_are_never_broken(
    seed: bytes, target: Times, least: Times, most: Times
) -> None:
    scheme = Scheme(target, least, most)
    assume(not scheme.problem)
    days = 100
    tested = lived(seed, scheme, days)
    assert min(windows(tested, least.days, days)) >= least.tests
    assert max(windows(tested, most.days, days)) <= most.tests


@given(seeds, st.sets(st.integers(0, 6), min_size=1, max_size=3))
@hypothesis_settings(max_examples=25)
def test_the_minimum_is_kept_around_days_without_testing(seed: bytes, weekdays: set[int]) -> None:
    days = 84
    closed = frozenset(n for n in range(days) if n % 7 in weekdays)
    tested = lived(seed, Scheme(Times(2, 7), Times(1, 7)), days, closed)
    assert not closed & set(tested)
    assert min(windows(tested, 7, days)) >= 1


@pytest.mark.parametrize("seed", range(6))
def test_over_simulated_years_the_frequency_is_the_policy_s(seed: int) -> None:
    days, people = 730, 12
    hits = [0] * 7
    for place in range(days):
        day = MONDAY + timedelta(days=place)
        secret = seed_of_day(bytes([seed]) * 32, day)
        found = draw(secret, DayPlan(day), [person(n) for n in range(people)])
        hits[day.weekday()] += sum(one.outcome is DrawOutcome.DRAWN for one in found)
    assert binomial_chance(sum(hits), days * people, 2 / 7) > 0.001
    for weekday, seen in enumerate(hits):
        tries = people * (105 if weekday < 2 else 104)
        assert binomial_chance(seen, tries, 2 / 7) > 0.0005, weekday


@pytest.mark.parametrize("seed", range(4))
def test_a_minimum_brings_as_many_tests_as_the_documentation_says(seed: int) -> None:
    scheme = Scheme(Times(2, 7), Times(1, 7))
    tests = sum(len(lived(bytes([seed, n]) * 16, scheme, 365)) for n in range(8))
    assert 2.21 * 0.95 < 7 * tests / (8 * 365) < 2.21 * 1.05


def test_days_are_independent_of_one_another() -> None:
    pairs = {(a, b): 0 for a in (False, True) for b in (False, True)}
    for someone in range(40):
        tested = set(lived(bytes([someone]) * 32, TWO_A_WEEK, 300))
        hit = [place in tested for place in range(300)]
        for today, tomorrow in pairwise(hit):
            pairs[today, tomorrow] += 1
    after_a_test = pairs[True, True] + pairs[True, False]
    after_none = pairs[False, True] + pairs[False, False]
    assert binomial_chance(pairs[True, True], after_a_test, 2 / 7) > 0.01
    assert binomial_chance(pairs[False, True], after_none, 2 / 7) > 0.01


@given(seeds, st.integers(1, 6), st.integers(0, 20))
def test_places_leave_out_those_with_the_highest_numbers(
    seed: bytes, places: int, allowance: int
) -> None:
    people = [person(n) for n in range(1, 41)]
    plan = DayPlan(MONDAY, places=places, allowance=allowance)
    found = draw(seed, plan, people)
    stayed = [one.number for one in found if one.outcome is DrawOutcome.DRAWN]
    left = [one.number for one in found if one.outcome is DrawOutcome.OVER_CAPACITY]
    assert len(stayed) <= places * (100 + allowance) // 100
    assert not left or max(stayed) < min(left)
    free = outcomes(seed, people)
    assert {n for n, o in free.items() if o is DrawOutcome.DRAWN} == {
        one.episode_id
        for one in found
        if one.outcome in (DrawOutcome.DRAWN, DrawOutcome.OVER_CAPACITY)
    }


def test_thirty_places_and_ten_percent_are_thirty_three() -> None:
    assert DayPlan(MONDAY, places=30, allowance=10).limit == 33
    assert DayPlan(MONDAY, places=30, allowance=10, taken=31).limit == 2


def test_who_is_due_or_ordered_is_never_left_out_for_places() -> None:
    long_ago = MONDAY - timedelta(days=20)
    due = [person(n, Scheme(Times(1, 7), Times(1, 7)), since=long_ago) for n in (1, 2)]
    found = outcomes(b"s" * 32, [*due, person(3, forced=True), person(4)], places=1)
    assert (found[1], found[2]) == (DrawOutcome.MINIMUM, DrawOutcome.MINIMUM)
    assert found[3] in (DrawOutcome.FORCED, DrawOutcome.DRAWN)
    assert found[4] in (DrawOutcome.NOT_DRAWN, DrawOutcome.OVER_CAPACITY)


def test_an_ordered_test_is_never_left_out_though_its_number_was_high() -> None:
    for byte in range(30):
        people = [person(n, forced=n == 1) for n in range(1, 30)]
        found = outcomes(bytes([byte]) * 32, people, places=1)
        assert found[1] in (DrawOutcome.FORCED, DrawOutcome.DRAWN)


# The chance of a day --------------------------------------------------------------------------


def ago(*days: int) -> tuple[date, ...]:
    return tuple(MONDAY - timedelta(days=n) for n in days)


@pytest.mark.parametrize(
    ("since", "counted", "closed", "expected"),
    [
        (20, (6,), (), (Fraction(2, 7), Cause.TARGET)),  # today is day 6 without: tomorrow is left
        (20, (7,), (), (Fraction(1), Cause.MINIMUM)),  # the seventh day is the last possible one
        (20, (6,), (1,), (Fraction(1), Cause.MINIMUM)),  # tomorrow is closed, so it is today
        (20, (6,), (2,), (Fraction(2, 7), Cause.TARGET)),
        (5, (), (), (Fraction(2, 7), Cause.TARGET)),  # only six days on the list
        (6, (), (), (Fraction(1), Cause.MINIMUM)),
        (0, (), (1, 2, 3, 4, 5, 6), (Fraction(1), Cause.MINIMUM)),
        (20, (1,), (), (Fraction(2, 7), Cause.TARGET)),
    ],
)
def test_the_minimum_speaks_on_the_last_possible_day(
    since: int, counted: tuple[int, ...], closed: tuple[int, ...], expected: object
) -> None:
    someone = person(
        1,
        Scheme(Times(2, 7), Times(1, 7)),
        since=MONDAY - timedelta(days=since),
        counted=ago(*counted),
        closed=tuple(MONDAY + timedelta(days=n) for n in closed),
    )
    assert chance_on(MONDAY, someone) == expected


@pytest.mark.parametrize(
    ("counted", "cause"),
    [((1, 6), Cause.MAXIMUM), ((1, 7), Cause.TARGET), ((6,), Cause.TARGET), ((), Cause.TARGET)],
)
def test_the_maximum_removes_while_its_window_is_full(
    counted: tuple[int, ...], cause: Cause
) -> None:
    someone = person(1, Scheme(Times(2, 7), None, Times(2, 7)), counted=ago(*counted))
    chance, found = chance_on(MONDAY, someone)
    assert found is cause
    assert chance == (0 if cause is Cause.MAXIMUM else Fraction(2, 7))


def test_an_excused_participant_is_not_drawn_whatever_the_number() -> None:
    people = [person(n, excused=True) for n in range(30)]
    assert set(outcomes(b"x" * 32, people).values()) == {DrawOutcome.EXCUSED}


def test_an_ordered_test_of_somebody_who_was_drawn_anyway_stays_random() -> None:
    free = outcomes(b"x" * 32, [person(n) for n in range(30)])
    ordered = outcomes(b"x" * 32, [person(n, forced=True) for n in range(30)])
    for number, outcome in free.items():
        drawn = outcome is DrawOutcome.DRAWN
        assert ordered[number] is (DrawOutcome.DRAWN if drawn else DrawOutcome.FORCED)


def test_on_a_check_in_day_the_same_people_are_called_and_no_cup_is_taken() -> None:
    people = [person(n) for n in range(30)]
    free = outcomes(b"x" * 32, people)
    called = outcomes(b"x" * 32, people, kind=DayType.CHECK_IN)
    assert {n for n, o in free.items() if o is DrawOutcome.DRAWN} == {
        n for n, o in called.items() if o is DrawOutcome.CHECK_IN
    }
    assert set(called.values()) <= {DrawOutcome.CHECK_IN, DrawOutcome.NOT_DRAWN}


def test_a_group_shares_its_date_and_its_members_go_by_their_own_numbers() -> None:
    blue = [Eligible(n, "group Blue", TWO_A_WEEK, MONDAY) for n in range(1, 7)]
    for byte in range(40):
        found = draw(bytes([byte]) * 32, DayPlan(MONDAY), blue)
        assert len({one.number for one in found}) == 1
        assert len({one.outcome for one in found}) == 1
        few = draw(bytes([byte]) * 32, DayPlan(MONDAY, places=2), blue)
        stayed = [one.own_number for one in few if one.outcome is DrawOutcome.DRAWN]
        if stayed:
            assert sorted(one.own_number for one in few)[:2] == sorted(stayed)


# Times ----------------------------------------------------------------------------------------


def test_times_are_read_as_the_field_writes_them() -> None:
    assert parse_times("2/14") == parse_times(" 2 in 14 ") == Times(2, 14)
    assert (weekly(2), weekly(0.5), weekly(9)) == (Times(2, 7), Times(1, 14), Times(1, 1))
    assert Times(2, 14).rate == Fraction(1, 7)


@pytest.mark.parametrize("text", ["", "2", "two a week", "8/7", "1/0", "-1/7", "1/400"])
def test_times_that_mean_nothing_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        parse_times(text)


@pytest.mark.parametrize(
    ("target", "least", "most", "fits"),
    [
        ("2/7", "1/14", "2/7", True),
        ("2/7", "1/7", "4/14", False),  # four in four days, then ten days without
        ("2/7", "3/7", "", False),
        ("2/7", "", "1/7", False),
        ("2/14", "1/14", "1/7", True),
        ("2/7", "2/7", "2/7", True),
        ("2/7", "1/40", "", False),
    ],
)
def test_a_minimum_and_a_maximum_that_may_clash_are_refused(
    target: str, least: str, most: str, *, fits: bool
) -> None:
    low = parse_times(least) if least else None
    high = parse_times(most) if most else None
    problem = Scheme(parse_times(target), low, high).problem
    assert (problem == "") is fits


# The weeks ahead ------------------------------------------------------------------------------


def test_without_a_minimum_every_day_brings_the_target() -> None:
    days = expected_load([person(n) for n in range(70)], MONDAY, 28, ())
    assert all(abs(day.expected - 20) < 1e-9 for day in days)
    assert all(day.low < 20 < day.high for day in days)


def test_the_weeks_ahead_agree_with_what_draws_bring() -> None:
    scheme, runs, days = Scheme(Times(2, 7), Times(1, 7), Times(3, 7)), 400, 14
    closed = {MONDAY + timedelta(days=n) for n in (4, 5)}
    expected = expected_load([person(1, scheme)], MONDAY, days, closed)
    brought = [0] * days
    for run in range(runs):
        for place in lived(run.to_bytes(2) * 16, scheme, days, frozenset({4, 5})):
            brought[place] += 1
    for place, day in enumerate(expected):
        if place in (4, 5):
            assert day.expected == brought[place] == 0
        else:
            assert binomial_chance(brought[place], runs, day.expected) > 0.001, place
