"""What people type is read the way they mean it."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugcourt.ui.kit.typed import clean, parse_day, parse_number, parse_phone, parse_whole

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("11/24/26", date(2026, 11, 24)),
        ("11/24/2026", date(2026, 11, 24)),
        ("2026-11-24", date(2026, 11, 24)),
        ("20261124", date(2026, 11, 24)),
        ("11-2-26", date(2026, 11, 2)),
        ("11.2.26", date(2026, 11, 2)),
        ("Nov 24", date(2026, 11, 24)),
        ("nov 24, 2025", date(2025, 11, 24)),
        ("November 3rd", date(2026, 11, 3)),
        ("3 nov 26", date(2026, 11, 3)),
        ("1/5", date(2027, 1, 5)),
        ("10/5", date(2026, 10, 5)),
        ("today", TODAY),
        (" T ", TODAY),
        ("yesterday", date(2026, 11, 23)),
        ("+7", date(2026, 12, 1)),
        ("-1", date(2026, 11, 23)),
        ("tue", date(2026, 12, 1)),
        ("Wednesday", date(2026, 11, 25)),
        ("5/6/88", date(1988, 5, 6)),
        ("5/6/45", date(2045, 5, 6)),
        ("5/6/46", date(1946, 5, 6)),
        ("2/29/24", date(2024, 2, 29)),
        ("２/３", date(2027, 2, 3)),
    ],
)
def test_a_day_is_read_as_it_was_meant(typed: str, meant: date) -> None:
    assert parse_day(typed, TODAY) == meant


@pytest.mark.parametrize("typed", ["2/30/26", "13/1/26", "soon", "1/2/3/4", "", "0/0/0000"])
def test_what_is_no_day_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(ValueError, match="Type a day"):
        parse_day(typed, TODAY)


@given(st.dates(date(1947, 1, 1), date(2045, 12, 31)))
def test_every_day_written_short_comes_back(day: date) -> None:
    assert parse_day(f"{day:%m/%d/%y}", TODAY) == day
    assert parse_day(day.isoformat(), TODAY) == day


@given(st.text())
def test_no_typed_text_breaks_the_reader(text: str) -> None:
    with suppress(ValueError):
        assert isinstance(parse_day(text, TODAY), date)


@given(st.text())
def test_clean_text_holds_no_hidden_characters_and_stays_clean(text: str) -> None:
    tidy = clean(text, lines=True)
    assert not any(ord(char) < 32 and char != "\n" for char in tidy)
    assert not set("\u202e\u2066\ufeff\x7f\x85") & set(tidy)
    assert clean(tidy, lines=True) == tidy
    assert "\n" not in clean(text)


def test_accents_and_other_scripts_stay() -> None:
    assert clean("Zoë Nuñez محمد 李") == "Zoë Nuñez محمد 李"


@pytest.mark.parametrize(("typed", "meant"), [("1,200", 1200), (" 12 ", 12), ("-3", -3)])
def test_a_whole_number_is_read(typed: str, meant: int) -> None:
    assert parse_whole(typed) == meant


@pytest.mark.parametrize("typed", ["1.5", "x", "1234567890123", "٣", "1e3"])
def test_what_is_no_whole_number_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="whole number"):
        parse_whole(typed)


@pytest.mark.parametrize("typed", ["nan", "inf", "1e9", "1.2.3", "."])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="number"):
        parse_number(typed)


@pytest.mark.parametrize(
    "typed", ["5552010142", "555-201-0142", "+1 555 201 0142", "(555) 201.0142"]
)
def test_ten_digits_become_one_form(typed: str) -> None:
    assert parse_phone(typed) == "(555) 201-0142"


@pytest.mark.parametrize("typed", ["12345", "call me", "5552010142 mother"])
def test_what_is_no_phone_number_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="phone"):
        parse_phone(typed)
