"""How often contacts are asked is written in a program file as it is read."""

from __future__ import annotations

import pytest

from drugcourt.domain.dates import Amount, Unit
from drugcourt.domain.supervision import (
    ContactMode,
    ContactRate,
    ContactWith,
    parse_contact_rate,
)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("1 every 1 week", "1 contact a week"),
        ("2 every 1 month with case_manager", "2 contacts a month with the case manager"),
        (
            "1 every 2 weeks with probation_officer, staff by home, field",
            "1 contact every 2 weeks with the probation officer or the court staff, home or field",
        ),
    ],
)
def test_a_rate_is_read_written_and_said(written: str, words: str) -> None:
    rate = parse_contact_rate(written)
    assert str(rate) == written
    assert rate.words == words


def test_a_rate_holds_what_the_file_says() -> None:
    assert parse_contact_rate("3 every 1 month with mentor by phone") == ContactRate(
        3, Amount(1, Unit.MONTH), (ContactWith.MENTOR,), (ContactMode.PHONE,)
    )


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("weekly", "is written like"),
        (7, "is written like"),
        ("every 1 week", "is written like"),
        ("0 every 1 week", "Between 1 and 31"),
        ("32 every 1 week", "Between 1 and 31"),
        ("1 every fortnight", "A length of time"),
        ("1 every 1 week with nobody", "“nobody” is not known here"),
        ("1 every 1 week by pigeon", "“pigeon” is not known here"),
    ],
)
def test_what_is_no_rate_is_refused_with_its_reason(written: object, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        parse_contact_rate(written)
