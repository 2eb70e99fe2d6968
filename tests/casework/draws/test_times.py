from __future__ import annotations

from datetime import timedelta

import pytest

from drugcourt.casework.draws import times as draw_times
from drugcourt.casework.draws.draws import make_draw
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.workspace import Workspace
from tests.casework.drawing import drawn, on
from tests.conftest import TODAY
from tests.courts import participant, participants

pytestmark = pytest.mark.usefixtures("same_seeds")
TOMORROW = TODAY + timedelta(days=1)


def test_a_group_shares_its_dates_and_own_times_take_their_place(workspace: Workspace) -> None:
    people = participants(workspace, 5)
    blue = workspace.perform(draw_times.set_group, name="Blue", values={"target": "3/7"})
    for person in people[:4]:
        workspace.perform(draw_times.put_in_group, episode_id=person, group_id=blue)
    workspace.perform(
        draw_times.set_scheme,
        episode_id=people[3],
        values={"target": "2/14", "least": "1/14"},
        reason="Doing well",
    )
    workspace.perform(make_draw)
    rows = {row.episode_id: row for row in drawn(workspace).rows}
    assert {rows[p].unit for p in people[:3]} == {"group Blue"}
    assert len({(rows[p].hex_number, rows[p].outcome) for p in people[:3]}) == 1
    assert (rows[people[3]].basis, rows[people[3]].chance) == ("Own times", "1/7")
    assert rows[people[4]].basis == "Phase 1 of the program"
    with pytest.raises(Refusal, match="Somebody is in this group"):
        workspace.perform(draw_times.end_group, group_id=blue)
    assert [(g.name, g.people) for g in workspace.read(draw_times.groups, today=TOMORROW)] == [
        ("Blue", 3)
    ]
    workspace.perform(draw_times.by_phase, episode_id=people[0])
    tomorrow = on(workspace, TOMORROW)
    tomorrow.perform(make_draw)
    later = {row.episode_id: row for row in drawn(workspace, TOMORROW).rows}
    assert later[people[0]].unit == str(people[0])
    assert later[people[1]].unit == "group Blue"


def test_a_group_of_the_same_name_and_times_that_clash_are_refused(workspace: Workspace) -> None:
    person = participant(workspace)
    workspace.perform(draw_times.set_group, name="Blue", values={"target": "2/7"})
    with pytest.raises(FieldRefusal, match="that name already"):
        workspace.perform(draw_times.set_group, name="blue", values={"target": "2/7"})
    with pytest.raises(FieldRefusal, match="no way to keep both"):
        workspace.perform(
            draw_times.set_scheme,
            episode_id=person,
            values={"target": "2/7", "least": "1/7", "most": "4/14"},
            reason="x",
        )


def test_the_name_of_a_closed_group_opens_it_again(workspace: Workspace) -> None:
    blue = workspace.perform(draw_times.set_group, name="Blue", values={"target": "2/7"})
    workspace.perform(draw_times.end_group, group_id=blue)
    assert workspace.read(draw_times.groups, today=TODAY) == []
    again = workspace.perform(draw_times.set_group, name="blue", values={"target": "3/7"})
    (row,) = workspace.read(draw_times.groups, today=TODAY)
    assert (row.name, row.target, row.started_on) == ("blue", "3/7", TODAY)
    green = workspace.perform(draw_times.set_group, name="Green", values={"target": "2/7"})
    workspace.perform(draw_times.end_group, group_id=again)
    with pytest.raises(FieldRefusal, match="closed group"):
        workspace.perform(
            draw_times.set_group, name="Blue", values={"target": "2/7"}, group_id=green
        )


def test_a_minimum_of_no_test_is_said_as_none(workspace: Workspace) -> None:
    person = participant(workspace)
    workspace.perform(
        draw_times.set_scheme,
        episode_id=person,
        values={"target": "2/14", "least": "0/7", "most": "2/7"},
        reason="Doing well",
    )
    (row,) = workspace.read(draw_times.schemes, today=TODAY)
    assert row.words == "2/14, at most 2/7"
