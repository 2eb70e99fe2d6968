"""What a title of the court's catalog says of days in jail."""

from __future__ import annotations

import pytest

from drugcourt.domain.response_policy import CatalogItem
from drugcourt.domain.responses import Magnitude, ResponseFamily


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
