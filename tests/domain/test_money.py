"""Money is read to the cent, and what is no amount is refused."""

from __future__ import annotations

import pytest

from drugcourt.domain.money import parse_cents


@pytest.mark.parametrize(
    ("text", "cents"),
    [("$31.75", 3175), ("1,200", 120_000), ("$1,234,567.50", 123_456_750), ("-5", -500)],
)
def test_an_amount_is_read_to_the_cent(text: str, cents: int) -> None:
    assert parse_cents(text) == cents


@pytest.mark.parametrize("text", ["31,75", "1,2,3", "1,20", "12,3456", "ten", "", "0.005"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"amount|Amounts"):
        parse_cents(text)
