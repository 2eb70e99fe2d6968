from __future__ import annotations

from datetime import timedelta

import pytest

from drugcourt.casework.draws.draws import make_draw
from drugcourt.casework.draws.pool import pool
from drugcourt.workspace import Workspace
from tests.casework.drawing import on
from tests.conftest import TODAY
from tests.courts import missed_test, participant, participants

pytestmark = pytest.mark.usefixtures("same_seeds")


def test_random_tests_before_the_first_draw_count_for_the_minimum(workspace: Workspace) -> None:
    person = participant(workspace)
    missed_test(workspace, person, TODAY - timedelta(days=2))
    (listed,) = workspace.read(pool, day=TODAY)
    assert listed.eligible.counted == (TODAY - timedelta(days=2),)
    assert listed.eligible.since == TODAY - timedelta(days=2)


def test_the_minimum_holds_from_the_last_random_test_before_the_first_draw(
    workspace: Workspace,
) -> None:
    tested, untested = participants(workspace, 2)
    missed_test(workspace, tested, TODAY - timedelta(days=5))
    missed_test(workspace, tested, TODAY - timedelta(days=40))
    workspace.perform(make_draw)
    later = on(workspace, TODAY + timedelta(days=3))
    since = {
        one.eligible.episode_id: one.eligible.since for one in later.read(pool, day=later.today)
    }
    assert since == {tested: TODAY - timedelta(days=5), untested: TODAY}
