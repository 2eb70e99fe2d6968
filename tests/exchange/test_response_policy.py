from __future__ import annotations

import json

import pytest

from drugcourt.exchange.response_policy import (
    response_document,
    response_policy_of,
    shipped_prizes,
    shipped_response_policy,
)
from drugcourt.rules.responses.checks import mistakes


def test_the_shipped_policy_holds_together() -> None:
    policy = shipped_response_policy()
    assert mistakes(policy) == ()
    assert policy.numbers.ratio == 4
    assert {name for name, _ in policy.numbers.origins} >= {"ratio", "jail_warns_above", "smallest"}


def test_a_policy_comes_back_the_same_from_its_document() -> None:
    policy = shipped_response_policy()
    document = json.loads(json.dumps(response_document(policy)))
    assert response_policy_of(document) == policy


def test_a_word_that_the_policy_does_not_know_is_a_mistake() -> None:
    document = response_document(shipped_response_policy())
    document["behaviors"][0]["colour"] = "red"
    with pytest.raises(ValueError, match="colour"):
        response_policy_of(document)


def test_a_first_bowl_has_five_hundred_slips() -> None:
    assert sum(one["slips"] for one in shipped_prizes()) == 500
    assert {one["stock"] for one in shipped_prizes()} >= {None, 1}
