"""A time of day on the wall: read as typed, said as people say it."""

from __future__ import annotations

import pytest

from drugcourt.domain.clock import spoken, wall_time


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1:30 PM", "13:30"),
        ("13:30", "13:30"),
        ("1330", "13:30"),
        ("9 am", "09:00"),
        ("12 AM", "00:00"),
        ("12:05 p.m.", "12:05"),
        (" 8.15 ", "08:15"),
    ],
)
def test_a_time_is_read_in_the_ways_people_type_it(typed: str, kept: str) -> None:
    assert wall_time(typed) == kept


@pytest.mark.parametrize("typed", ["", "noon", "25:00", "13:60", "13 PM", "0 am"])
def test_what_is_no_time_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(ValueError, match="such as 1:30 PM"):
        wall_time(typed)


def test_the_wall_time_is_said_with_its_half_of_the_day() -> None:
    assert [spoken(t) for t in ("13:30", "00:05", "12:00")] == ["1:30 PM", "12:05 AM", "12:00 PM"]
    assert spoken("after lunch") == "after lunch"
