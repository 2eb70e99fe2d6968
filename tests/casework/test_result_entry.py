"""Whose results are to be entered, and the court's panels."""

from __future__ import annotations

from drugcourt.casework import participants, result_entry
from drugcourt.domain.terms import CollectionStatus, EpisodeStatus
from drugcourt.workspace import Workspace
from tests.court_day import TODAY, admitted, cup, no_cup


def test_who_is_to_be_entered_is_scheduled_or_active_without_a_test(workspace: Workspace) -> None:
    due = admitted(workspace, "Ames")
    no_cup(workspace, due, TODAY, CollectionStatus.SCHEDULED)
    done = admitted(workspace, "Boyd")
    cup(workspace, done, TODAY)
    free = admitted(workspace, "Cole")
    away = admitted(workspace, "Dunn")
    workspace.perform(
        participants.set_status, episode_id=away, status=EpisodeStatus.ABSCONDED, reason="x"
    )
    scheduled = workspace.read(result_entry.to_enter, day=TODAY)
    assert [p.episode_id for p in scheduled] == [due]
    everybody = workspace.read(result_entry.all_active, day=TODAY)
    assert [(p.episode_id, p.scheduled) for p in everybody] == [(due, True), (free, False)]


def test_every_panel_has_substances_and_a_short_name_for_each() -> None:
    for panel in result_entry.panels():
        names = [result_entry.short_name(substance) for substance in panel.substances]
        assert len(set(names)) == len(panel.substances) > 0
