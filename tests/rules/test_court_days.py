"""On which days a docket sits, at the edges of the calendar."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugcourt.domain.calendar import OnClosed
from drugcourt.domain.recurrences import Recurrence, parse_recurrence
from drugcourt.rules.court_days import named_days, placed

YEAR = (date(2027, 1, 1), date(2027, 12, 31))


def days(rule: str, first_on: date, start: date, end: date) -> list[date]:
    return named_days(parse_recurrence(rule), first_on, start, end)


@pytest.mark.parametrize(
    ("rule", "start", "end", "named"),
    [
        ("every Tuesday", date(2028, 2, 22), date(2028, 3, 7),
         [date(2028, 2, 22), date(2028, 2, 29), date(2028, 3, 7)]),  # the leap day is a Tuesday
        ("5th Friday", *YEAR, [date(2027, 1, 29), date(2027, 4, 30), date(2027, 7, 30),
         date(2027, 10, 29), date(2027, 12, 31)]),
        ("1st and 3rd Friday", date(2027, 1, 1), date(2027, 1, 31),
         [date(2027, 1, 1), date(2027, 1, 15)]),
        ("last Thursday", date(2027, 2, 1), date(2027, 4, 30),
         [date(2027, 2, 25), date(2027, 3, 25), date(2027, 4, 29)]),
        ("4th and last Thursday", date(2027, 2, 1), date(2027, 2, 28), [date(2027, 2, 25)]),
        ("every Monday", date(2027, 1, 5), date(2027, 1, 10), []),
    ],
)  # fmt: skip
def test_the_days_that_a_rule_names(rule: str, start: date, end: date, named: list[date]) -> None:
    assert days(rule, date(2026, 1, 1), start, end) == named


def test_every_other_week_counts_from_the_first_day_also_over_new_year() -> None:
    found = days("every other Wednesday", date(2026, 12, 21), date(2026, 12, 1), date(2027, 2, 3))
    assert found == [date(2026, 12, 23), date(2027, 1, 6), date(2027, 1, 20), date(2027, 2, 3)]
    later = days("every other Wednesday", date(2026, 12, 21), date(2027, 1, 7), date(2027, 1, 31))
    assert later == [date(2027, 1, 20)]


def test_nothing_is_named_before_the_rule_begins() -> None:
    assert days("1st Friday", date(2027, 1, 2), *YEAR)[0] == date(2027, 2, 5)


CHRISTMAS = {date(2026, 12, 24): "Eve", date(2026, 12, 25): "Christmas Day"}
NEW_YEAR = {date(2026, 12, 31): "Eve", date(2027, 1, 1): "New Year’s Day"}


@pytest.mark.parametrize(
    ("day", "closures", "on_closed", "held"),
    [
        (date(2026, 12, 25), CHRISTMAS, OnClosed.SKIP, None),
        (date(2026, 12, 25), CHRISTMAS, OnClosed.AFTER, date(2026, 12, 28)),  # not on the weekend
        (date(2026, 12, 25), CHRISTMAS, OnClosed.BEFORE, date(2026, 12, 23)),
        (date(2027, 1, 1), NEW_YEAR, OnClosed.AFTER, date(2027, 1, 4)),
        (date(2027, 1, 1), NEW_YEAR, OnClosed.BEFORE, date(2026, 12, 30)),  # over New Year
        (date(2026, 12, 31), NEW_YEAR, OnClosed.AFTER, date(2027, 1, 4)),
        (date(2026, 12, 22), CHRISTMAS, OnClosed.AFTER, date(2026, 12, 22)),
    ],
)
def test_where_a_session_goes_when_court_is_closed(
    day: date, closures: dict[date, str], on_closed: OnClosed, held: date | None
) -> None:
    (place,) = placed([day], closures, on_closed)
    assert (place.planned_on, place.held_on) == (day, held)
    assert place.closed == closures.get(day, "")


def test_a_session_is_never_moved_onto_another_one_of_its_rule() -> None:
    monday, tuesday = date(2027, 1, 4), date(2027, 1, 5)
    found = placed([monday, tuesday], {monday: "Storm"}, OnClosed.AFTER)
    assert [place.held_on for place in found] == [None, tuesday]


def test_a_closure_of_weeks_leaves_the_session_out() -> None:
    start = date(2027, 1, 4)
    closures = {start + timedelta(days=n): "Repairs" for n in range(20)}
    assert placed([start], closures, OnClosed.AFTER)[0].held_on is None


@given(
    weekday=st.integers(0, 6),
    every=st.integers(1, 5),
    start=st.dates(date(2000, 1, 1), date(2090, 1, 1)),
    closed=st.sets(st.integers(0, 120), max_size=30),
    on_closed=st.sampled_from(list(OnClosed)),
)
def test_sessions_stand_on_open_days_and_each_day_once(
    weekday: int, every: int, start: date, closed: set[int], on_closed: OnClosed
) -> None:
    closures = {start + timedelta(days=n): "Closed" for n in closed}
    end = start + timedelta(days=120)
    named = named_days(Recurrence(weekday, every), start, start, end)
    assert all(day.weekday() == weekday for day in named)
    assert all((b - a).days == 7 * every for a, b in pairwise(named))
    held = [p.held_on for p in placed(named, closures, on_closed) if p.held_on is not None]
    assert len(held) == len(set(held))
    assert not closures.keys() & set(held)
