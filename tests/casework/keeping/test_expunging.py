"""An expunged person leaves rows, names, search, history and pages, and the history still holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from drugcourt.casework.checking import check_court
from drugcourt.casework.keeping.expunging import confirm
from drugcourt.casework.keeping.keeping import ask_order
from drugcourt.casework.participants.search import find_people
from drugcourt.domain.keeping import OrderKind
from drugcourt.reports.exporting import export
from drugcourt.workspace import Workspace
from tests import courts
from tests.casework.keeping.rig import JUDGE, NAME, NUMBER, at_desk, order, with_somebody


@pytest.mark.file
def test_nothing_of_an_expunged_person_is_left_and_the_chain_holds(
    workspace: Workspace, tmp_path: Path
) -> None:
    person_id, _episode = with_somebody(workspace)
    courts.participant(workspace, "Stays", "Sam")
    asked = workspace.perform(ask_order, order=order(OrderKind.EXPUNGE), subject=person_id)
    with at_desk(workspace, JUDGE):
        made = confirm(workspace, order_id=asked, number=NUMBER)
    assert (made.found, made.pending) == (0, "")
    assert made.rows > 10
    assert workspace.read(find_people, text="Zanzibar") == []
    assert [one.name for one in workspace.read(find_people, text="Stays")] == ["Stays, Sam"]
    key = workspace.database.history_key
    assert not workspace.ask_inside(check_court, history_key=key).problems
    target = tmp_path / "all.json"
    export(workspace, "everything", "json", target)
    text = target.read_text("utf-8")
    json.loads(text)
    for word in (*NAME, "Umber", "Zanzi"):
        assert word not in text
