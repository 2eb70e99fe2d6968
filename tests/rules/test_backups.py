from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugcourt.rules.backups import BackupPolicy, due, kept

POLICY = BackupPolicy(daily=7, weekly=4, monthly=12, every_hours=24)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def days_ago(*days: float) -> set[datetime]:
    return {NOON - timedelta(days=day) for day in days}


@pytest.mark.parametrize(
    ("newest", "expected"),
    [
        (None, True),
        (NOON - timedelta(hours=23, minutes=59), False),
        (NOON - timedelta(hours=24), True),
        (NOON + timedelta(minutes=1), True),
    ],
)
def test_a_backup_is_due_when_the_newest_is_a_day_old_or_from_the_future(
    newest: datetime | None, expected: bool
) -> None:
    assert due(newest, NOON, POLICY) is expected


def test_seven_days_four_weeks_and_twelve_months_keep_their_newest() -> None:
    every_day = days_ago(*range(500))
    keep = sorted(kept(every_day, POLICY), reverse=True)
    ages = [(NOON - moment).days for moment in keep]
    assert ages[:7] == [0, 1, 2, 3, 4, 5, 6]
    # 24 November 2026 is a Tuesday: the weeks before end on Sundays 2, 9 and 16 days ago
    assert {2, 9, 16} <= set(ages)
    # and each month keeps its last day: 31 October, 30 September, back to December
    assert {24, 55} <= set(ages)
    assert max(ages) == (NOON.date() - datetime(2025, 12, 31, tzinfo=UTC).date()).days
    assert len(keep) == 7 + 2 + 11


def test_two_of_one_day_keep_the_newer() -> None:
    assert kept(days_ago(1, 1.2), POLICY) == days_ago(1)


def test_a_summer_without_the_program_costs_no_backup() -> None:
    old = days_ago(200, 201, 202)
    assert kept(old | days_ago(0), POLICY) == old | days_ago(0)


@given(st.sets(st.integers(0, 3000), max_size=40))
def test_the_newest_is_always_kept_and_thinning_twice_is_thinning_once(ages: set[int]) -> None:
    moments = days_ago(*ages)
    keep = kept(moments, POLICY)
    assert keep <= moments
    assert not moments or max(moments) in keep
    assert kept(keep, POLICY) == keep
