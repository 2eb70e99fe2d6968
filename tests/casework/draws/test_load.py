from __future__ import annotations

from datetime import timedelta

import pytest

from drugcourt.casework.draws import overrides as draw_overrides
from drugcourt.casework.draws import policy as draw_policy
from drugcourt.casework.draws.draws import make_draw
from drugcourt.casework.draws.load import load_ahead, no_show_share
from drugcourt.domain.draws import DayType
from drugcourt.workspace import Workspace
from tests.conftest import TODAY
from tests.courts import missed_test, participants

pytestmark = pytest.mark.usefixtures("same_seeds")
TOMORROW = TODAY + timedelta(days=1)


def test_the_weeks_ahead_know_closed_days_and_the_share_who_stayed_away(
    workspace: Workspace,
) -> None:
    people = participants(workspace, 14)
    missed_test(workspace, people[0], TODAY - timedelta(days=3))
    workspace.perform(
        draw_policy.set_testing_days,
        first_on=TODAY + timedelta(days=2),
        kind=DayType.CLOSED,
        reason="Thanksgiving",
    )
    ahead = workspace.read(load_ahead, today=TODAY)
    assert len(ahead) == 28
    assert ahead[0].load.expected == pytest.approx(4)
    assert (ahead[2].row.reason, ahead[2].load.expected) == ("Thanksgiving", 0)
    assert workspace.read(no_show_share, today=TODAY) == 1.0
    workspace.perform(make_draw)
    assert workspace.read(load_ahead, today=TODAY)[0].day == TOMORROW


def test_whoever_is_excused_today_is_not_expected_today(workspace: Workspace) -> None:
    person, _ = participants(workspace, 2)
    workspace.perform(
        draw_overrides.excuse_from_draw, episode_id=person, first_on=TODAY, reason="A funeral"
    )
    today, tomorrow, *_ = workspace.read(load_ahead, today=TODAY)
    assert today.load.expected == pytest.approx(2 / 7)
    assert tomorrow.load.expected == pytest.approx(4 / 7)
