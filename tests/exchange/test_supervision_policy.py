"""The numbers behind the lists of supervision: each with its origin, none of them missing."""

from __future__ import annotations

from dataclasses import astuple

import pytest

from drugcourt.casework.supervision.contact_dues import DueShows
from drugcourt.casework.supervision.custody import CustodyShows
from drugcourt.casework.supervision.imposed import ConditionShows
from drugcourt.casework.supervision.listing import choice_words
from drugcourt.errors import Refusal
from drugcourt.exchange import supervision_policy as room
from drugcourt.exchange.policy import policy_table


def test_every_number_is_a_number_of_days_and_every_part_says_its_origin() -> None:
    assert all(days > 0 for days in astuple(room.supervision_policy()))
    table = policy_table("supervision")
    assert all(part["origin"] for part in table.values())
    named = {(part, key) for part, values in table.items() for key in values if key != "origin"}
    assert named == set(room._WHERE.values())


def test_the_words_on_the_lists_are_made_from_the_numbers() -> None:
    assert choice_words(DueShows.SILENT) == "Silent for 30 days"
    assert choice_words(ConditionShows.UNCHECKED) == "Curfews not checked for 7 days"
    assert choice_words(CustodyShows.RELEASED) == "Released in the last 14 days"
    assert choice_words(DueShows.WEEK) == DueShows.WEEK.label


@pytest.mark.parametrize("days", ["thirty", 0, True, None])
def test_what_is_no_number_of_days_is_refused(days: object) -> None:
    table = policy_table("supervision")["contacts"]
    kept = dict(table)
    room.supervision_policy.cache_clear()
    if days is None:
        del table["silent_days"]
    else:
        table["silent_days"] = days
    try:
        with pytest.raises(Refusal, match=r"supervision\.toml"):
            room.supervision_policy()
    finally:
        table.update(kept)
        room.supervision_policy.cache_clear()


def test_a_court_may_call_another_number_of_days_silent() -> None:
    table = policy_table("supervision")["contacts"]
    kept = dict(table)
    room.supervision_policy.cache_clear()
    table["silent_days"] = 1
    try:
        assert choice_words(DueShows.SILENT) == "Silent for 1 day"
    finally:
        table.update(kept)
        room.supervision_policy.cache_clear()
