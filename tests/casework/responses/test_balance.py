from __future__ import annotations

from typing import Any

import pytest

from drugcourt.casework.medications import start_medication
from drugcourt.casework.phases import advance
from drugcourt.casework.responses.balance import Balances, balances
from drugcourt.casework.treatment.care import record_attendance
from drugcourt.domain.responses import GoalClass, Heard
from drugcourt.domain.specimens import Substance
from drugcourt.domain.treatment import Attendance, SessionKind
from drugcourt.errors import FieldRefusal
from drugcourt.rules.responses.ratio import Balance
from drugcourt.workspace import Workspace
from tests.casework.files import TODAY, ago
from tests.casework.responses.answering import ADJUSTMENT, INCENTIVE, SANCTION, answer
from tests.court_day import admitted, cup, days_ago, no_cup


def asked(workspace: Workspace, **wanted: Any) -> Balances:
    return workspace.read(balances, today=TODAY, **wanted)


def test_the_ratio_is_told_for_all_and_for_each_and_by_phase(workspace: Workspace) -> None:
    boyd = admitted(workspace, "Boyd", days=80)
    tran = admitted(workspace, "Tran", days=80)
    for day in (60, 50, 40, 30):
        answer(workspace, boyd, ago(day), INCENTIVE, "Praise")
    answer(workspace, tran, ago(30), SANCTION)
    answer(workspace, tran, ago(29), ADJUSTMENT, "More groups")
    workspace.perform(
        advance, episode_id=boyd, decided_by="Hon. M. Whitfield", reason="Agreed", on=ago(35)
    )
    found = asked(workspace)
    assert found.total == Balance(4, 1, 1)
    assert [(line.phase, line.balance.words) for line in found.phases] == [
        (1, "3 : 1"),
        (2, "1 : 0"),
    ]
    assert [(p.name, p.balance.words, p.short_by) for p in found.people] == [
        ("Tran, James", "0 : 1", 4),
        ("Boyd, James", "4 : 0", 0),
    ]
    assert found.people[1].last_incentive == ago(30)


def test_the_period_is_bounded_on_both_sides(workspace: Workspace) -> None:
    episode = admitted(workspace, days=300)
    for day in (90, 89, 10, 0):
        answer(workspace, episode, ago(day), INCENTIVE, "Praise")
    assert asked(workspace).total.incentives == 3
    assert asked(workspace, since=ago(90), until=ago(10)).total.incentives == 3
    with pytest.raises(FieldRefusal):
        asked(workspace, since=TODAY, until=ago(1))


def test_the_lag_is_counted_from_the_behavior_and_incentives_have_none(
    workspace: Workspace,
) -> None:
    episode = admitted(workspace)
    answer(workspace, episode, ago(10), SANCTION, behavior_on=ago(13))
    answer(workspace, episode, ago(9), ADJUSTMENT, "More groups", behavior_on=ago(29))
    answer(workspace, episode, ago(8), INCENTIVE, "Praise", behavior_on=ago(30))
    lag = asked(workspace).lag
    assert (lag.answered, lag.middle, lag.in_time) == (2, 11.5, 1)


def test_certainty_counts_what_had_its_time_to_be_answered(workspace: Workspace) -> None:
    boyd, tran = admitted(workspace, "Boyd"), admitted(workspace, "Tran")
    no_cup(workspace, boyd, days_ago(30))  # answered
    cup(workspace, boyd, days_ago(25), Substance.COCAINE)  # answered by the same
    cup(workspace, boyd, days_ago(24))  # negative: nothing to answer
    no_cup(workspace, boyd, days_ago(3))  # has time yet
    workspace.perform(
        record_attendance,
        episode_id=tran,
        held_on=ago(20),
        kind=SessionKind.GROUP,
        attendance=Attendance.ABSENT,
    )  # not answered
    answer(workspace, boyd, ago(17), ADJUSTMENT, "More groups")
    answer(workspace, tran, ago(17), INCENTIVE, "Praise")
    sure = asked(workspace).certainty
    assert (sure.happened, sure.answered) == (3, 2)


def test_a_positive_that_a_prescription_explains_asks_for_no_answer(workspace: Workspace) -> None:
    episode = admitted(workspace)
    workspace.perform(
        start_medication, episode_id=episode, name="Buprenorphine", started_on=ago(40)
    )
    cup(workspace, episode, days_ago(30), Substance.BUPRENORPHINE)
    assert asked(workspace).certainty.happened == 0
    cup(workspace, episode, days_ago(28), Substance.BUPRENORPHINE, Substance.COCAINE)
    cup(workspace, episode, days_ago(26), Substance.COCAINE, confirm=True)
    assert asked(workspace).certainty.happened == 1


def test_jail_and_what_should_not_be_are_counted(workspace: Workspace) -> None:
    episode = admitted(workspace)
    hearing = {"hearing_on": ago(9), "counsel": True}
    answer(workspace, episode, ago(9), title="Jail", jail_days=2)
    answer(workspace, episode, ago(8), title="Jail", jail_days=8, **hearing)
    answer(workspace, episode, ago(7), behavior_key="positive", goal=GoalClass.DISTAL, times=1)
    answer(workspace, episode, ago(6), heard=Heard.CONTESTED, **hearing)
    found = asked(workspace)
    assert (found.jail, found.jail_days, found.jail_over) == (2, 10, 1)
    assert (found.before_stability, found.contested, found.unheard) == (1, 1, 0)
