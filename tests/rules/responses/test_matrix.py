from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugcourt.domain.episodes import RiskNeed
from drugcourt.domain.response_policy import Behavior, ResponsePolicy
from drugcourt.domain.responses import BehaviorSide, GoalClass, ResponseFamily
from drugcourt.exchange.response_policy import shipped_response_policy
from drugcourt.rules.responses.matrix import departs, nth, suggest
from tests.rules.responses.policies import KEPT, MISS, POLICIES, USE, A, I, S, policy, rule

BEHAVIORS = st.sampled_from((USE, MISS, KEPT))
TIMES, PHASES = st.integers(1, 8), st.none() | st.integers(1, 6)
QUADRANTS = st.sampled_from(RiskNeed)


def told(found: ResponsePolicy, behavior: Behavior, times: int, phase: int | None = 1, **more):
    return [(s.family, s.titles) for s in suggest(found, behavior, times, phase, **more)]


@pytest.mark.parametrize(
    ("times", "phase", "quadrant", "expected"),
    [
        (1, 1, RiskNeed.UNKNOWN, [(S, ("Essay",))]),
        (2, 1, RiskNeed.UNKNOWN, [(S, ("Service",))]),
        (9, 1, RiskNeed.UNKNOWN, [(S, ("Service",))]),
        (2, 4, RiskNeed.UNKNOWN, [(S, ("Service", "Essay"))]),
        (1, 1, RiskNeed.HIGH_HIGH, [(S, ("Essay",)), (A, ("More groups",))]),
    ],
)
def test_the_rule_of_the_most_repetitions_wins_and_then_the_narrower(
    times: int, phase: int, quadrant: RiskNeed, expected: list[object]
) -> None:
    found = policy(
        rule(MISS, S, "Essay"),
        rule(MISS, S, "Service", times=2),
        rule(MISS, S, "Service", "Essay", times=2, first_phase=4),
        rule(MISS, A, "More groups", quadrant=RiskNeed.HIGH_HIGH),
    )
    assert told(found, MISS, times, phase, quadrant=quadrant) == expected


def test_use_before_stability_draws_adjustments_and_later_sanctions_too() -> None:
    found = policy(rule(USE, S, "Essay"), rule(USE, A, "More groups"))
    assert USE.goal(2) is GoalClass.DISTAL
    assert told(found, USE, 1, 2) == [(A, ("More groups",))]
    assert told(found, USE, 1, 3) == [(S, ("Essay",)), (A, ("More groups",))]


def test_the_matrix_may_say_that_a_sanction_answers_a_distal_goal() -> None:
    found = policy(rule(USE, S, "Essay", distal=True))
    assert told(found, USE, 1, 1) == [(S, ("Essay",))]


def test_what_may_not_be_given_now_is_not_suggested() -> None:
    assert told(policy(rule(KEPT, I, "Gift card", "Praise")), KEPT, 1) == [(I, ("Praise",))]
    assert told(policy(rule(KEPT, I, "Gift card")), KEPT, 1) == []


def test_a_suggestion_says_its_rule_and_where_it_stands() -> None:
    found = policy(rule(MISS, S, "Essay", times=2, first_phase=1, last_phase=2, note="Why"))
    (one,) = suggest(found, MISS, 2, 1)
    assert one.rule == "Missed test, from the 2nd time in 90 days, phases 1 to 2: sanction"
    assert (one.basis, one.note) == ("The test's matrix", "Why")


@given(POLICIES, BEHAVIORS, TIMES, PHASES, QUADRANTS)
def test_a_suggestion_never_mixes_families(found, behavior, times, phase, quadrant) -> None:
    suggested = suggest(found, behavior, times, phase, quadrant)
    assert all({item.family for item in one.items} == {one.family} for one in suggested)
    assert len({one.family for one in suggested}) == len(suggested)


@given(POLICIES, BEHAVIORS, TIMES, PHASES, QUADRANTS)
def test_no_sanction_and_no_jail_for_a_distal_goal_unless_the_matrix_says_so(
    found, behavior, times, phase, quadrant
) -> None:
    silent = replace(found, rules=tuple(replace(one, distal=False) for one in found.rules))
    if behavior.goal(phase) is GoalClass.DISTAL:
        suggested = suggest(silent, behavior, times, phase, quadrant)
        assert S not in {one.family for one in suggested}
        assert not any(item.jail for one in suggested for item in one.items)


@given(POLICIES, BEHAVIORS, TIMES, PHASES, QUADRANTS)
def test_what_is_suggested_never_departs(found, behavior, times, phase, quadrant) -> None:
    suggested = suggest(found, behavior, times, phase, quadrant)
    pairs = [(str(one.family), title) for one in suggested for title in one.titles]
    for one in suggested:
        assert not any(departs(pairs, one.family, title.upper()) for title in one.titles)
    assert departs(pairs, S, "Something else") is bool(suggested)


@given(st.integers(1, 12), st.integers(1, 5), QUADRANTS)
def test_the_shipped_matrix_never_jails_for_use(times: int, phase: int, quadrant: RiskNeed) -> None:
    shipped = shipped_response_policy()
    for behavior in shipped.behaviors:
        suggested = suggest(shipped, behavior, times, phase, quadrant)
        families = {one.family for one in suggested}
        assert families, f"nothing answers {behavior.title}"
        if behavior.use:
            assert not any(item.jail for one in suggested for item in one.items)
        good = behavior.side is BehaviorSide.ACHIEVED
        assert (families == {ResponseFamily.INCENTIVE}) is good


def test_numbers_are_written_as_people_say_them() -> None:
    assert [nth(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 22, 103, 111)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "103rd", "111th",
    ]  # fmt: skip
