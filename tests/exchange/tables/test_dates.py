"""Dates are read as they are written, asked about when they read two ways, never guessed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugcourt.exchange.tables.dates import (
    DateOrder,
    orders_that_fit,
    parse_date,
    parse_moment,
    parse_time,
)
from drugcourt.exchange.tables.problems import UnreadableError

MONTH, DAY = DateOrder.MONTH_FIRST, DateOrder.DAY_FIRST
DAYS = st.dates(dt.date(1930, 1, 1), dt.date(2068, 12, 31))


@pytest.mark.parametrize(
    "cell",
    [
        "2026-03-02", "2026/3/2", "20260302", "2026-03-02T00:00:00", "March 2, 2026", "Mar 2 2026",
        "2 March 2026", "02-Mar-2026", "2-mar-26", "Mon, March 2nd, 2026", "Monday 2 Mar 2026",
        dt.date(2026, 3, 2), dt.datetime(2026, 3, 2, 14, 5, tzinfo=dt.UTC),
        46083, 46083.0, "46083", 46083.59,
    ],
)  # fmt: skip
def test_every_usual_way_of_writing_a_day(cell: object) -> None:
    assert parse_date(cell) == dt.date(2026, 3, 2)


@pytest.mark.parametrize(
    ("cell", "order", "day"),
    [
        ("02/03/2026", MONTH, (2026, 2, 3)),
        ("02/03/2026", DAY, (2026, 3, 2)),
        ("2/3/26", MONTH, (2026, 2, 3)),
        ("2.3.2026", DAY, (2026, 3, 2)),
        ("13/03/2026", None, (2026, 3, 13)),
        ("3/13/2026", None, (2026, 3, 13)),
        ("3/3/2026", None, (2026, 3, 3)),
        ("02/03/2026 2:05 PM", MONTH, (2026, 2, 3)),
    ],
)
def test_numbers_follow_the_order_of_their_column(
    cell: str, order: DateOrder | None, day: tuple[int, int, int]
) -> None:
    assert parse_date(cell, order) == dt.date(*day)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("02/03/2026", "two ways"),
        ("02/30/2026", "no such day"),
        ("2026-02-30", "no such day"),
        ("13/13/2026", "no such day"),
        ("Febtember 3, 2026", "no such day"),
        ("soon", "not a date"),
        ("0001-01-01", "year"),
        ("2999-01-01", "year"),
        (5, "not a date"),
        (float("nan"), "not a date"),
        (True, "not a date"),
    ],
)
def test_what_is_no_day_says_why(cell: object, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        parse_date(cell)


def test_two_digit_birth_years_lie_in_the_past() -> None:
    assert parse_date("3/13/65", None, 2015) == dt.date(1965, 3, 13)
    assert parse_date("3/13/99", None, 2015) == dt.date(1999, 3, 13)


@given(day=DAYS)
def test_a_day_written_in_any_order_comes_back(day: dt.date) -> None:
    assert parse_date(f"{day:%m/%d/%Y}", MONTH) == day
    assert parse_date(f"{day:%d.%m.%Y}", DAY) == day
    assert parse_date(f"{day:%B} {day.day}, {day.year}") == day
    assert parse_date(day.isoformat()) == day
    assert parse_date((day - dt.date(1899, 12, 30)).days) == day


@given(cell=st.one_of(st.text(max_size=30), st.floats(), st.integers(), st.booleans()))
def test_any_cell_is_a_day_or_a_reason(cell: object) -> None:
    said = "."
    try:
        assert isinstance(parse_date(cell), dt.date)
    except UnreadableError as reason:
        said = str(reason)
    assert said.endswith(".")


@given(
    text=st.from_regex(
        r"[0-9]{1,8}[-/. ][0-9a-zA-Z]{1,9}[-/. ,][0-9]{1,8}( [0-9:apm]{1,8})?", fullmatch=True
    )
)
def test_almost_dates_are_a_day_or_a_reason(text: str) -> None:
    for order in (None, MONTH, DAY):
        said = "."
        try:
            parse_moment(text, order)
        except UnreadableError as reason:
            said = str(reason)
        assert said.endswith(".")


@pytest.mark.parametrize(
    ("cells", "orders", "example"),
    [
        (["02/03/2026", "01/04/2026"], {MONTH, DAY}, "02/03/2026"),
        (["02/03/2026", "02/13/2026"], {MONTH}, "02/03/2026"),
        (["02/03/2026", "13/02/2026"], {DAY}, "02/03/2026"),
        (["2026-02-03", dt.date(2026, 2, 3), ""], {MONTH, DAY}, ""),
        (["03/03/2026"], {MONTH, DAY}, ""),
    ],
)
def test_one_row_that_reads_one_way_decides_its_column(
    cells: list[object], orders: set[DateOrder], example: str
) -> None:
    assert orders_that_fit(cells) == (orders, example)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("14:05", (14, 5)), ("2:05 PM", (14, 5)), ("12:00 a.m.", (0, 0)), ("1405", (14, 5)),
        (905, (9, 5)), (dt.time(14, 5), (14, 5)), (0.5, (12, 0)), (dt.timedelta(hours=8), (8, 0)),
    ],
)  # fmt: skip
def test_times_of_day(cell: object, expected: tuple[int, int]) -> None:
    found = parse_time(cell)
    assert (found.hour, found.minute) == expected


@pytest.mark.parametrize("cell", ["25:00", "13:00 PM", "noon", "", 1.5])
def test_what_is_no_time_says_so(cell: object) -> None:
    with pytest.raises(UnreadableError):
        parse_time(cell)
