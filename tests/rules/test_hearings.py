"""The next hearing is due by the handbook's interval for the phase."""

from __future__ import annotations

from datetime import date

import pytest

from drugcourt.domain.program import Phase
from drugcourt.rules.hearings import next_hearing_due
from tests.builders import months, program, weeks

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
