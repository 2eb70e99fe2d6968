from __future__ import annotations

import pytest

from drugcourt.casework.draws import overrides as draw_overrides
from drugcourt.casework.draws import policy as draw_policy
from drugcourt.casework.draws import times as draw_times
from drugcourt.casework.draws.draws import make_draw
from drugcourt.casework.draws.lists import call_script, daily_list
from drugcourt.casework.draws.replay import replay
from drugcourt.domain.draws import DayType, DrawOutcome
from drugcourt.records.specimens import Specimen
from drugcourt.workspace import Workspace
from tests.casework.drawing import all_of, drawn
from tests.conftest import TODAY
from tests.courts import participant, participants

pytestmark = pytest.mark.usefixtures("same_seeds")


def test_on_a_check_in_day_people_are_called_in_the_same_words_and_no_test_is_scheduled(
    workspace: Workspace,
) -> None:
    participants(workspace, 30)
    workspace.perform(
        draw_policy.set_testing_days, first_on=TODAY, kind=DayType.CHECK_IN, reason="No cups"
    )
    workspace.perform(make_draw)
    called = drawn(workspace).called
    assert called
    assert {row.outcome for row in called} == {DrawOutcome.CHECK_IN}
    assert all_of(workspace, Specimen) == []
    script = " ".join(workspace.read(call_script, day=TODAY))
    assert all(row.reference in script for row in called)
    assert "check in" not in script.lower()
    assert workspace.read(replay, day=TODAY).same


def test_the_call_script_names_numbers_and_groups_and_never_a_person(workspace: Workspace) -> None:
    blue = workspace.perform(draw_times.set_group, name="Blue", values={"target": "7/7"})
    for family in ("Okafor", "Tran"):
        person = participant(workspace, family)
        workspace.perform(draw_times.put_in_group, episode_id=person, group_id=blue)
    alone = participant(workspace, "Reyes")
    workspace.perform(
        draw_times.set_scheme, episode_id=alone, values={"target": "1/1"}, reason="Every day"
    )
    workspace.perform(make_draw)
    script = " ".join(workspace.read(call_script, day=TODAY))
    assert "These groups are called: Blue." in script
    assert "These numbers are called: 26-0003." in script
    assert not any(name in script for name in ("Okafor", "Tran", "Reyes"))
    listed = workspace.read(daily_list, day=TODAY)
    assert [one.name for one in listed.people] == ["Okafor, Sam", "Reyes, Sam", "Tran, Sam"]


def test_on_a_day_without_tests_the_line_says_that_nobody_is_called(workspace: Workspace) -> None:
    workspace.perform(
        draw_policy.set_testing_days, first_on=TODAY, kind=DayType.CLOSED, reason="Snow"
    )
    assert "Nobody is called today." in workspace.read(call_script, day=TODAY)


def test_a_weekday_closed_after_the_draw_does_not_silence_the_line(workspace: Workspace) -> None:
    person = participant(workspace)
    workspace.perform(draw_overrides.force, episode_id=person, reason="The judge asked for it")
    workspace.perform(make_draw)
    week = [DayType.CLOSED] * 7
    workspace.perform(draw_policy.set_draw_policy, values={"week": week})
    assert "These numbers are called: 26-0001." in workspace.read(call_script, day=TODAY)
    assert workspace.read(daily_list, day=TODAY).script == workspace.read(call_script, day=TODAY)
