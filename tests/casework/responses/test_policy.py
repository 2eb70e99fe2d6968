from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from drugcourt.casework.responses import drafting
from drugcourt.casework.responses.policy import (
    keep_policy,
    policy_draft,
    policy_of_draft,
    response_policy,
)
from drugcourt.domain.response_policy import ResponsePolicy
from drugcourt.domain.responses import BehaviorSide, Magnitude, ResponseFamily, Sign
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.response_policy import shipped_response_policy
from drugcourt.workspace import Workspace
from tests.casework.files import TODAY, ago, last_change, leaves_nothing

TOMORROW = TODAY + timedelta(days=1)
SHIPPED = shipped_response_policy()


def other_ratio(ratio: int) -> ResponsePolicy:
    return drafting.with_numbers(SHIPPED, {"ratio": ratio})


def test_a_version_holds_from_its_day_on_and_the_past_keeps_its_own(workspace: Workspace) -> None:
    workspace.perform(
        keep_policy, policy=other_ratio(5), started_on=TOMORROW, note="Team of November"
    )
    ratios = [
        workspace.read(response_policy, on=day).numbers.ratio
        for day in (ago(400), TODAY, TOMORROW, TOMORROW + timedelta(days=400))
    ]
    assert ratios == [4, 4, 5, 5]
    assert (
        workspace.read(response_policy, on=TOMORROW).origin == "The court's matrix of Nov 25, 2026"
    )
    starts = [workspace.read(response_policy, on=day).started_on for day in (TODAY, TOMORROW)]
    assert starts == [None, TOMORROW]
    kept = workspace.read(response_policy, on=TOMORROW)
    assert kept.numbers.origin("ratio") == "This court's own number"
    assert last_change(workspace, "response_policy").act == "keep_policy"


def test_of_two_versions_of_a_day_the_later_holds(workspace: Workspace) -> None:
    for ratio in (5, 6):
        workspace.perform(keep_policy, policy=other_ratio(ratio), started_on=TODAY, note="Again")
    assert workspace.read(response_policy, on=TODAY).numbers.ratio == 6


def test_what_does_not_hold_together_is_refused(workspace: Workspace) -> None:
    about = {"policy": other_ratio(5), "started_on": TODAY, "note": "Why"}
    with leaves_nothing(workspace, "started_on"):
        workspace.perform(keep_policy, **{**about, "started_on": ago(1)})
    with leaves_nothing(workspace, "note"):
        workspace.perform(keep_policy, **{**about, "note": " "})
    with leaves_nothing(workspace):
        workspace.perform(keep_policy, **{**about, "policy": other_ratio(0)})
    with leaves_nothing(workspace):
        workspace.perform(keep_policy, **{**about, "policy": SHIPPED})


def test_a_draft_comes_back_and_one_of_another_version_is_left_alone() -> None:
    assert policy_of_draft(policy_draft(SHIPPED)) == SHIPPED
    assert policy_of_draft({"behaviors": "?"}) is None


# Writing it -----------------------------------------------------------------------------------

BEHAVIOR = {
    "title": "Late for court",
    "side": BehaviorSide.MISSED,
    "sign": Sign.PERSON,
    "use": False,
    "proximal_from": 2,
    "managed_from": 4,
}
ITEM = {
    "family": ResponseFamily.SANCTION,
    "title": "Sits in the front row",
    "magnitude": Magnitude.LOW,
    "jail": False,
    "hours": None,
    "due_days": None,
    "draws": None,
    "points": None,
    "off": "",
}
RULE = {
    "times": 2,
    "first_phase": None,
    "last_phase": 3,
    "quadrant": None,
    "distal": False,
    "note": "",
}


def test_a_court_writes_a_behavior_a_response_and_its_rule() -> None:
    found = drafting.with_item(drafting.with_behavior(SHIPPED, BEHAVIOR), ITEM)
    found = drafting.with_rule(found, "late_for_court", [found.catalog[-1]], RULE)
    (row,) = drafting.rule_rows(found, "late_for_court")
    assert (row.when, row.gives) == (
        "from the 2nd time, up to phase 3",
        "Sits in the front row",
    )
    last = drafting.behavior_rows(found)[-1]
    assert (last.goals, last.rules) == ("distal, proximal from 2, managed from 4", 1)
    renamed = drafting.with_item(found, {**ITEM, "title": "Front row"}, found.catalog[-1])
    assert drafting.rule_rows(renamed, "late_for_court")[0].gives == "Front row"
    gone = drafting.without_behavior(found, "late_for_court")
    assert gone.rules == SHIPPED.rules


def test_a_rule_can_not_suggest_two_families() -> None:
    sanction = next(i for i in SHIPPED.catalog if i.family is ResponseFamily.SANCTION)
    adjustment = SHIPPED.catalog[-1]
    with pytest.raises(FieldRefusal, match="one family"):
        drafting.with_rule(SHIPPED, "missed_test", [sanction, adjustment], RULE)


def test_names_are_not_given_twice_and_what_is_suggested_stays() -> None:
    with pytest.raises(FieldRefusal, match="already"):
        drafting.with_behavior(SHIPPED, {**BEHAVIOR, "title": "missed TEST"})
    with pytest.raises(FieldRefusal, match="already"):
        drafting.with_item(SHIPPED, {**ITEM, "title": "Curfew"})
    with pytest.raises(Refusal, match="rules suggest"):
        drafting.without_item(SHIPPED, SHIPPED.catalog[0])
    unused = drafting.with_item(SHIPPED, ITEM)
    assert drafting.without_item(unused, unused.catalog[-1]) == SHIPPED


def test_a_key_is_never_given_twice() -> None:
    found = drafting.with_behavior(SHIPPED, BEHAVIOR)
    other = replace(found.behaviors[-1], title="Something else")
    found = replace(found, behaviors=(*found.behaviors[:-1], other))
    assert drafting.with_behavior(found, BEHAVIOR).behaviors[-1].key == "late_for_court_2"
