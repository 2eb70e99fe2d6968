"""After how many months people are followed up stands in a table with its origin."""

from __future__ import annotations

import pytest

from drugcourt.errors import Refusal
from drugcourt.exchange import follow_ups
from drugcourt.exchange.policy import policy_table


def test_the_months_of_the_field_come_in_order_with_their_origin() -> None:
    assert follow_ups.follow_up_months() == (6, 12, 24, 36)
    assert policy_table("follow_ups")["origin"]


@pytest.mark.parametrize("months", [[], [0], [6, 12.5], ["6"], [121], [True]])
def test_months_that_are_none_are_refused_with_the_table_named(
    months: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow_ups, "policy_table", lambda _name: {"months": months})
    with pytest.raises(Refusal, match=r"follow_ups\.toml needs months"):
        follow_ups.follow_up_months.__wrapped__()


def test_other_months_are_taken_in_order_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow_ups, "policy_table", lambda _name: {"months": [18, 3, 18]})
    assert follow_ups.follow_up_months.__wrapped__() == (3, 18)
