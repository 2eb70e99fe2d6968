from __future__ import annotations

from datetime import timedelta

import pytest

from drugcourt.casework.accounts.doors import KINDS as CORRECTED
from drugcourt.casework.accounts.doors import RECORDS, need
from drugcourt.casework.participants.changes import KINDS
from drugcourt.casework.participants.record_changes import PARTS, record_changes
from drugcourt.records.everything import by_table
from drugcourt.workspace import Workspace
from tests import courts


@pytest.mark.parametrize(
    "kind", sorted(name for name, record in by_table().items() if record.tracked)
)
def test_every_kind_of_record_has_its_word_in_the_history(kind: str) -> None:
    word = KINDS[kind]
    assert word[0].isupper()
    assert "_" not in word


def test_every_kind_whose_history_has_a_room_is_a_record() -> None:
    tables = by_table()
    for kind in (
        *CORRECTED,
        *RECORDS,
        *PARTS,
        *(part for _, parts in PARTS.values() for part in parts),
    ):
        assert kind in tables, kind


def test_the_history_of_a_test_tells_of_its_results_and_of_no_other_test(
    workspace: Workspace,
) -> None:
    episode = courts.participant(workspace, "Tran")
    day = workspace.today - timedelta(days=3)
    first = courts.collected(workspace, episode, day)
    second = courts.collected(workspace, episode, day - timedelta(days=2))
    rows = workspace.read(record_changes, kind="specimen", number=first, today=workspace.today)
    others = workspace.read(record_changes, kind="specimen", number=second, today=workspace.today)
    assert {row.what for row in rows} >= {"Test added", "Test result added"}
    assert not {row.id for row in rows} & {row.id for row in others}
    assert all(row.text for row in rows)


def test_the_history_of_a_record_needs_the_right_to_its_room() -> None:
    def areas(kind: str) -> set[str]:
        return {str(area) for area in need(record_changes, {"kind": kind}, acts=False).areas}

    assert areas("specimen") == {"testing"}
    assert areas("note") == {"notes"}
    assert areas("fee_entry") == {"money"}
    assert len(areas("episode")) > 4
