"""The chips of a hearing: a draft gives every response back as it was picked."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from drugcourt.casework.responses.responses import NewResponse
from drugcourt.domain.responses import GoalClass, Heard, Magnitude, ResponseFamily
from drugcourt.ui.docket.response_chips import ResponseChips, restored
from tests.conftest import TODAY
from tests.court_day import days_ago


def test_a_draft_keeps_all_that_was_said(qtbot: QtBot) -> None:
    picked = NewResponse(
        ResponseFamily.SANCTION,
        "Jail, 7 days",
        magnitude=Magnitude.HIGH,
        behavior="Missed test",
        behavior_on=days_ago(3),
        jail_days=7,
        behavior_key="missed_test",
        goal=GoalClass.PROXIMAL,
        times=2,
        suggested=(("sanction", "Community service, 8 hours"),),
        rule="Missed test, from the 2nd time in 90 days: sanction",
        departure="A reason.",
        heard=Heard.CONTESTED,
        hearing_on=TODAY,
        counsel=True,
        jail_from=TODAY,
        jail_until=days_ago(-7),
    )
    chips = ResponseChips(TODAY)
    qtbot.addWidget(chips)
    chips.add_response(picked)
    assert restored(chips.kept()) == [picked]
    old = {"family": "sanction", "title": "Essay", "magnitude": "low", "behavior": "",
           "jail_days": 0, "due_on": None}  # fmt: skip
    assert restored([old]) == [NewResponse(ResponseFamily.SANCTION, "Essay")]
