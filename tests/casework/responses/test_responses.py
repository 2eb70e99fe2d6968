from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from drugcourt.casework.responses import responses
from drugcourt.casework.responses.responses import NewResponse
from drugcourt.domain.responses import Heard, ResponseFamily
from drugcourt.workspace import Workspace
from tests.casework.files import TODAY, ago, last_change, leaves_nothing, participant

INCENTIVE, SANCTION = ResponseFamily.INCENTIVE, ResponseFamily.SANCTION


def _give(workspace: Workspace, episode: int, on: date = TODAY, **given: Any) -> int:
    response = NewResponse(**{"family": SANCTION, "title": "Essay", "heard": Heard.AGREED, **given})
    return workspace.perform(responses.give_response, episode_id=episode, response=response, on=on)


def test_the_families_are_counted_and_listed_apart(workspace: Workspace) -> None:
    episode = participant(workspace)
    _give(workspace, episode, ago(3), family=INCENTIVE, title="Praise")
    _give(workspace, episode, ago(2), family=INCENTIVE, title="Fishbowl")
    _give(workspace, episode, ago(1))
    counts = workspace.read(responses.response_counts, episode_id=episode)
    assert counts == {INCENTIVE: 2, SANCTION: 1}
    rows = workspace.read(
        responses.response_rows, episode_id=episode, family=INCENTIVE, today=TODAY
    )
    assert [row.title for row in rows] == ["Fishbowl", "Praise"]
    assert last_change(workspace, "response").act == "give_response"


def test_an_open_order_stands_first_and_says_that_it_is_late(workspace: Workspace) -> None:
    episode = participant(workspace)
    order = _give(workspace, episode, ago(30), due_on=ago(10))
    _give(workspace, episode, ago(1), title="Warning")
    wanted = {"episode_id": episode, "family": SANCTION, "today": TODAY}
    first, _ = workspace.read(responses.response_rows, **wanted)
    assert (first.title, first.state, first.overdue) == ("Essay", "Overdue since Nov 14", True)
    workspace.perform(responses.complete_response, response_id=order, done_on=ago(2))
    rows = workspace.read(responses.response_rows, **wanted)
    assert [(row.title, row.state) for row in rows] == [
        ("Warning", ""),
        ("Essay", "Done Nov 22, proof to be seen"),
    ]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": " "}, "title"),
        ({"family": INCENTIVE, "jail_days": 1}, "jail_days"),
        ({"jail_days": 181}, "jail_days"),
        ({"title": "A night at the county JAIL"}, "jail_days"),
        ({"title": "Weekend behind bars"}, "jail_days"),
        ({"due_on": ago(1)}, "due_on"),
        ({"on": date(2026, 11, 25)}, "given_on"),
    ],
)
def test_a_response_that_cant_be_is_refused(
    workspace: Workspace, given: dict[str, Any], field: str
) -> None:
    episode = participant(workspace)
    with leaves_nothing(workspace, field):
        _give(workspace, episode, **given)


def test_an_order_is_done_once_and_not_before_it_was_given(workspace: Workspace) -> None:
    episode = participant(workspace)
    order = _give(workspace, episode, ago(5), due_on=TODAY)
    with leaves_nothing(workspace, "done_on"):
        workspace.perform(responses.complete_response, response_id=order, done_on=ago(6))
    workspace.perform(responses.complete_response, response_id=order, done_on=ago(1))
    with leaves_nothing(workspace):
        workspace.perform(responses.complete_response, response_id=order, done_on=TODAY)
