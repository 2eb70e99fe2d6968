"""The history of a file reads as sentences, whatever a record holds."""

from __future__ import annotations

from datetime import timedelta

from drugcourt.casework.medications import start_medication
from drugcourt.casework.participants.changes import changes
from drugcourt.domain.specimens import Substance
from drugcourt.workspace import Workspace
from tests.courts import collected, participant


def test_lists_and_tables_of_a_record_are_told_in_words(workspace: Workspace) -> None:
    episode_id = participant(workspace)
    workspace.perform(
        start_medication,
        episode_id=episode_id,
        name="Methadone",
        started_on=workspace.today - timedelta(days=9),
    )
    collected(workspace, episode_id, workspace.today, Substance.METHADONE)
    told = workspace.read(changes, episode_id=episode_id, today=workspace.today)
    taken_down = [row.text for row in told if row.what == "Medicines taken down added"]
    assert len(taken_down) == 1
    assert "Medicines: Methadone" in taken_down[0]
    assert not any(sign in row.text for row in told for sign in "{}[]'")
