from __future__ import annotations

from dataclasses import replace

import pytest

from drugcourt.domain.response_policy import Behavior, CatalogItem, ResponsePolicy
from drugcourt.domain.responses import BehaviorSide, Sign
from drugcourt.rules.responses.checks import mistakes
from tests.rules.responses.policies import (
    CATALOG,
    KEPT,
    MISS,
    NUMBERS,
    USE,
    A,
    I,
    S,
    policy,
    rule,
)

GOOD = (rule(USE, A, "More groups"), rule(MISS, S, "Essay"), rule(KEPT, I, "Praise"))


def said(found: ResponsePolicy) -> list[str]:
    return [one.sentence for one in mistakes(found)]


def test_a_sound_policy_has_no_mistakes() -> None:
    assert mistakes(policy(*GOOD)) == ()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (rule(USE, I, "Praise"), "never answered by an incentive"),
        (rule(KEPT, S, "Essay"), "answered by incentives alone"),
        (rule(MISS, S, "Praise"), "has no sanction “Praise”"),
        (rule(MISS, S), "at least one response"),
        (rule(MISS, S, "Essay"), "hold for the same"),
        (rule(MISS, S, "Service", first_phase=3, last_phase=2), "can't come before the first"),
        (rule(MISS, S, "Service", first_phase=0), "phases of a rule lie between"),
        (rule(MISS, S, "Service", last_phase=21), "phases of a rule lie between"),
        (rule(MISS, S, "Service", times=0), "1st to the 100th"),
        (rule(USE, S, "Jail, 1 day", distal=True), "say in the note why"),
        (rule(USE, A, "Plan reviewed", distal=True, times=2), "Only a sanction"),
        (rule(replace(MISS, key="gone"), S, "Essay"), "No behavior has the key"),
    ],
)
def test_a_rule_that_can_not_be_is_said(wrong, words: str) -> None:
    assert any(words in sentence for sentence in said(policy(*GOOD, wrong)))


def test_a_sanction_that_names_jail_has_to_be_marked_as_jail() -> None:
    sound = replace(policy(*GOOD), jail_words=("jail",))
    assert said(sound) == []
    hidden = CatalogItem(S, "A night in jail")
    wrong = replace(sound, catalog=(*sound.catalog, hidden))
    assert [(one.line, "Mark it as jail" in one.sentence) for one in mistakes(wrong)] == [
        ("A night in jail", True)
    ]
    kind = replace(sound, catalog=(*sound.catalog, CatalogItem(I, "Jail time set aside")))
    assert said(kind) == []


def test_jail_for_a_distal_goal_may_be_said_with_its_reason() -> None:
    held = rule(USE, S, "Jail, 1 day", distal=True, note="The legislature asks for it.")
    assert said(policy(*GOOD, held)) == []


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("period_days", 0),
        ("jail_confirm_above", 2),
        ("ratio", 0),
        ("smallest", 1),
        ("least_ratio", 1.2),
        ("least_ratio", 0),
    ],
)
def test_numbers_have_their_bounds(number: str, value: float) -> None:
    found = replace(policy(*GOOD), numbers=replace(NUMBERS, **{number: value}))
    assert [one.line for one in mistakes(found)] == [number]


def test_a_behavior_without_a_rule_is_only_a_warning() -> None:
    found = mistakes(policy(*GOOD[:2]))
    assert [(one.line, one.warning) for one in found] == [("Every session kept", True)]


@pytest.mark.parametrize(
    ("behavior", "words"),
    [
        (Behavior("a", "Kept", BehaviorSide.ACHIEVED, sign=Sign.POSITIVE), "does not show"),
        (Behavior("a", " ", BehaviorSide.ACHIEVED), "needs a name"),
        (replace(KEPT, key="b", title="Late", proximal_from=5), "before it is proximal"),
        (replace(KEPT, title="Another"), "have the key"),
    ],
)
def test_a_behavior_that_can_not_be_is_said(behavior: Behavior, words: str) -> None:
    found = policy(*GOOD, behaviors=(USE, MISS, KEPT, behavior))
    assert any(words in sentence for sentence in said(found))


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (CatalogItem(I, "Jail", jail=True), "Only a sanction can be jail"),
        (CatalogItem(S, "Draw", draws=1), "Only an incentive brings"),
        (CatalogItem(A, "Plan", due_days=0), "after 1 day or more"),
        (CatalogItem(S, "Labor", hours=-4), "Hours lie above zero"),
        (CatalogItem(S, "essay"), "stands twice"),
    ],
)
def test_a_response_that_can_not_be_is_said(item: CatalogItem, words: str) -> None:
    found = policy(*GOOD, catalog=(*CATALOG, item))
    assert any(words in sentence for sentence in said(found))
