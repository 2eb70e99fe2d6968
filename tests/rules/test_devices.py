"""Quiet days on a device are counted as a calendar would count them."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from drugcourt.rules.devices import compliance
from tests.builders import later

DAY = date(2026, 9, 1)


def test_ninety_days_without_an_alert():
    found = compliance(DAY, None, (), 90, later(DAY, 89))
    assert (found.days, found.good, found.run, found.longest) == (90, 90, 90, 90)
    assert found.done_on == later(DAY, 89)


def test_an_alert_begins_the_run_again():
    found = compliance(DAY, None, [later(DAY, 10)], 30, later(DAY, 20))
    assert (found.days, found.good, found.run, found.longest) == (21, 20, 10, 10)
    assert found.done_on == later(DAY, 40)


def test_a_device_that_came_off_counts_no_further():
    found = compliance(DAY, later(DAY, 5), (), None, later(DAY, 100))
    assert (found.days, found.run, found.done_on) == (5, 5, None)


_DAYS = st.integers(0, 40)


@given(_DAYS, st.none() | _DAYS, st.sets(_DAYS, max_size=6), st.integers(1, 30), _DAYS)
def test_the_count_is_that_of_a_calendar(start, length, alerts, asked, as_of):
    begun, today = later(DAY, start), later(DAY, as_of)
    end = None if length is None else later(begun, length)
    bad = {later(DAY, n) for n in alerts}
    worn = [
        day
        for day in (later(DAY, n) for n in range(120))
        if begun <= day <= today and (end is None or day < end)
    ]
    run, longest, done = 0, 0, None
    for day in worn:
        run = 0 if day in bad else run + 1
        longest = max(longest, run)
        if run == asked and done is None:
            done = day
    found = compliance(begun, end, bad, asked, today)
    assert (found.days, found.good) == (len(worn), len([d for d in worn if d not in bad]))
    assert (found.run, found.longest) == (run, longest)
    if done is not None:
        assert found.done_on == done
