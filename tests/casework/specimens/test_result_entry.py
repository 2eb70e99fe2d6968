"""Whose results are to be entered, and the court's panels."""

from __future__ import annotations

import pytest

from drugcourt.casework.participants import participants
from drugcourt.casework.specimens import result_entry, specimens
from drugcourt.casework.specimens.result_entry import SecondTestRefusal
from drugcourt.casework.specimens.specimens import NewTest
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.specimens import AnalyteResult, CollectionStatus, Matrix, Substance
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


def negative(episode_id: int) -> NewTest:
    values = {"collected_on": TODAY}
    return NewTest(episode_id, values, {Substance.THC: AnalyteResult.NEGATIVE})


def test_a_second_test_of_the_day_is_asked_about_before_anything_is_saved(
    workspace: Workspace,
) -> None:
    done, free = admitted(workspace, "Ames"), admitted(workspace, "Boyd")
    cup(workspace, done, TODAY, Substance.THC)
    tests = [negative(done), negative(free)]
    with pytest.raises(SecondTestRefusal) as refused:
        workspace.perform(result_entry.enter_day, day=TODAY, tests=tests)
    assert refused.value.recorded == {done: "Not all negative"}
    assert [p.recorded for p in workspace.read(result_entry.all_active, day=TODAY)] == [""]
    workspace.perform(result_entry.enter_day, day=TODAY, tests=tests, second=[done])
    assert workspace.read(result_entry.all_active, day=TODAY) == []


def test_a_row_knows_the_specimen_it_was_scheduled_for_and_what_is_recorded(
    workspace: Workspace,
) -> None:
    due, missed = admitted(workspace, "Ames"), admitted(workspace, "Boyd")
    values = {"collected_on": TODAY, "status": CollectionStatus.SCHEDULED}
    workspace.perform(
        specimens.record_test,
        episode_id=due,
        values={**values, "matrix": Matrix.ORAL_FLUID, "panel": "Oral fluid"},
        results={},
    )
    no_cup(workspace, missed, TODAY)
    rows = workspace.read(result_entry.some_to_enter, day=TODAY, episode_ids=[due, missed])
    assert [(r.scheduled, r.matrix, r.panel, r.recorded) for r in rows] == [
        (True, Matrix.ORAL_FLUID, "Oral fluid", ""),
        (False, None, "", "Missed"),
    ]
