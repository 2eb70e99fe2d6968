"""What a title of the court's catalog says of days in jail."""

from __future__ import annotations

import pytest

from drugcourt.domain.response_policy import CatalogItem
from drugcourt.domain.responses import Magnitude, ResponseFamily
from drugcourt.exchange.response_policy import shipped_response_policy


@pytest.mark.parametrize(
    ("title", "jail", "days"),
    [
        ("Jail, 1 day", True, 1),
        ("Jail, 2 to 3 days", True, None),
        ("Jail over a weekend", True, None),
        ("Community service, 8 hours", False, None),
    ],
)
def test_the_days_of_a_title_are_taken_where_it_names_one_number(title, jail, days):
    item = CatalogItem(ResponseFamily.SANCTION, title, Magnitude.HIGH, jail=jail)
    assert item.jail_days == days


@pytest.mark.parametrize(
    ("words", "families"),
    [
        ("a weekend in jail", [ResponseFamily.SANCTION]),
        ("Held in custody until a bed is free", [ResponseFamily.SANCTION]),
        ("home detention", list(ResponseFamily)),
        ("an essay", list(ResponseFamily)),
    ],
)
def test_words_that_name_jail_are_offered_as_nothing_but_a_sanction(words, families):
    offered = shipped_response_policy().offered(words)
    assert [item.family for item in offered] == families
    assert offered[0].jail is (families == [ResponseFamily.SANCTION])
