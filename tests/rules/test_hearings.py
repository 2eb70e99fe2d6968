"""The next hearing is due by the handbook's interval for the phase."""

from __future__ import annotations

from datetime import date

import pytest

from drugcourt.domain.program import Phase
from drugcourt.domain.treatment import LevelOfCare
from drugcourt.rules.hearings import hearing_interval, next_hearing_due
from tests.builders import days, months, program, weeks

HANDBOOK = program(
    phases=(
        Phase("one", "First", (), hearing_every=weeks(2)),
        Phase("two", "Second", (), hearing_every=months(1)),
        Phase("three", "Third", ()),
    )
)


@pytest.mark.parametrize(
    ("phase", "last", "due"),
    [
        ("one", date(2026, 11, 10), date(2026, 11, 24)),
        ("two", date(2026, 1, 31), date(2026, 2, 28)),
        ("three", date(2026, 11, 10), None),
        ("none", date(2026, 11, 10), None),
    ],
)
def test_the_next_hearing_is_one_interval_after_the_last(phase, last, due):
    assert next_hearing_due(HANDBOOK, phase, last) == due


BY_LEVEL = program(
    phases=(
        Phase(
            "one",
            "First",
            (),
            hearing_every=months(1),
            hearing_by={LevelOfCare.OUTPATIENT: weeks(1), LevelOfCare.RESIDENTIAL: days(14)},
        ),
    )
)


@pytest.mark.parametrize(
    ("levels", "due"),
    [
        ((), date(2026, 12, 10)),
        ((LevelOfCare.CONTINUING_CARE,), date(2026, 12, 10)),
        ((LevelOfCare.RESIDENTIAL,), date(2026, 11, 24)),
        ((LevelOfCare.RESIDENTIAL, LevelOfCare.OUTPATIENT), date(2026, 11, 17)),
    ],
)
def test_where_levels_of_care_differ_the_shortest_of_ones_own_holds(levels, due):
    assert next_hearing_due(BY_LEVEL, "one", date(2026, 11, 10), levels) == due


def test_the_interval_said_is_the_one_that_is_counted():
    assert hearing_interval(BY_LEVEL, "one", {LevelOfCare.OUTPATIENT}) == weeks(1)
    assert hearing_interval(BY_LEVEL, "one") == months(1)
    assert hearing_interval(BY_LEVEL, "none") is None
