"""Every table is known to hang on a person, or somebody said what it may hold of one."""

from __future__ import annotations

from drugcourt.records.ties import unknown_tables


def test_of_every_table_it_is_said_what_it_may_hold_of_a_person() -> None:
    assert unknown_tables() == []
