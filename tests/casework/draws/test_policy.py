from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from drugcourt.casework.draws import policy as draw_policy
from drugcourt.domain.draws import DayType
from drugcourt.errors import FieldRefusal
from drugcourt.workspace import Workspace
from tests.conftest import TODAY

pytestmark = pytest.mark.usefixtures("same_seeds")
TOMORROW = TODAY + timedelta(days=1)


def test_days_apart_hold_before_the_weekday_and_are_taken_back_in_time(
    workspace: Workspace,
) -> None:
    week = [DayType.TEST] * 6 + [DayType.CLOSED]
    workspace.perform(draw_policy.set_draw_policy, values={"week": week, "reduced_places": 5})
    sunday = TODAY + timedelta(days=5)
    number = workspace.perform(
        draw_policy.set_testing_days, first_on=sunday, kind=DayType.REDUCED, reason="Open after all"
    )
    ahead = {row.day: row for row in workspace.read(draw_policy.days_ahead, first=TODAY, count=14)}
    assert (ahead[sunday].kind, ahead[sunday].places) == (DayType.REDUCED, 5)
    assert ahead[sunday + timedelta(days=7)].kind is DayType.CLOSED
    workspace.perform(draw_policy.remove_testing_days, testing_day_id=number)
    assert workspace.read(draw_policy.set_apart, today=TODAY) == []
    with pytest.raises(FieldRefusal, match="Say why"):
        workspace.perform(draw_policy.set_testing_days, first_on=TOMORROW, kind=DayType.CLOSED)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"target": ""}, "target"),
        ({"target": "9/7"}, "target"),
        ({"least": "2/5"}, "least"),
        ({"places": 0}, "places"),
        ({"allowance": 101}, "allowance"),
        ({"week": ["test"]}, "week"),
    ],
)
def test_settings_that_mean_nothing_are_refused_at_their_field(
    workspace: Workspace, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(FieldRefusal) as refused:
        workspace.perform(draw_policy.set_draw_policy, values=values)
    assert refused.value.field == field
    assert not workspace.read(draw_policy.draw_settings).own


def test_shipped_settings_name_their_source_and_the_court_s_own_take_their_place(
    workspace: Workspace,
) -> None:
    shipped = workspace.read(draw_policy.draw_settings)
    assert "Best Practice Standards" in shipped.origin
    workspace.perform(draw_policy.set_draw_policy, values={"places": 30, "least": "0/7"})
    own = workspace.read(draw_policy.draw_settings)
    assert (own.origin, own.places) == (draw_policy.OWN_ORIGIN, 30)
    assert own.scheme(own.target).least is None
