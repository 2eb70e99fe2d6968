"""Conditions of supervision and checks of them: what holds, what was found, what counts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from drugcourt.casework.participants.corrections import correct_entry, take_back_entry
from drugcourt.casework.supervision import checks, conduct, custody, imposed
from drugcourt.casework.supervision.imposed import ConditionShows, ImposedRow
from drugcourt.casework.supervision.listing import Whose
from drugcourt.domain.conditions import CheckResult, ConditionKind
from drugcourt.domain.supervision import ContactMode
from drugcourt.workspace import Workspace
from tests.casework.files import TODAY, ago, leaves_nothing, participant

EVERYBODY = Whose()


def curfew(workspace: Workspace, episode: int, started: int = 30, **more: object) -> int:
    values = {"from_time": "9 pm", "until_time": "6 am", **more}
    return workspace.perform(
        imposed.impose,
        episode_id=episode,
        kind=ConditionKind.CURFEW,
        started_on=ago(started),
        **values,
    )


def check(workspace: Workspace, number: int, days: int, result: CheckResult) -> int:
    return workspace.perform(
        checks.record_check, imposed_id=number, checked_on=ago(days), result=result
    )


def listed(workspace: Workspace, shows: ConditionShows) -> list[ImposedRow]:
    rows: list[ImposedRow] = workspace.read(
        imposed.imposed_rows, shows=shows, whose=EVERYBODY, today=TODAY
    )
    count = workspace.read(imposed.imposed_count, shows=shows, whose=EVERYBODY, today=TODAY)
    assert count == len(rows)
    return rows


def infractions(workspace: Workspace, episode: int) -> list[tuple[str, int]]:
    rows = workspace.read(conduct.conduct_rows, episode_id=episode)
    return [(row.word, (TODAY - row.happened_on).days) for row in rows]


def test_a_curfew_is_told_by_the_courts_clock(workspace: Workspace) -> None:
    curfew(workspace, participant(workspace), source="Order of admission")
    (row,) = listed(workspace, ConditionShows.CURFEW)
    assert (row.hours, row.in_force, row.source) == (
        "9:00 PM to 6:00 AM",
        True,
        "Order of admission",
    )


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"from_time": "", "until_time": ""}, "from_time"),
        ({"until_time": ""}, "until_time"),
        ({"from_time": "late"}, "from_time"),
        ({"ended_on": ago(40)}, "ended_on"),
        ({"started_on": TODAY + timedelta(days=1)}, "started_on"),
    ],
)
def test_a_curfew_without_its_hours_or_in_no_order_is_refused(
    workspace: Workspace, more: dict[str, object], field: str
) -> None:
    episode = participant(workspace)
    values = {
        "started_on": ago(30),
        "kind": ConditionKind.CURFEW,
        "from_time": "21:00",
        "until_time": "06:00",
    }
    with leaves_nothing(workspace, field):
        workspace.perform(imposed.impose, episode_id=episode, **{**values, **more})


def test_a_new_curfew_ends_the_one_before_and_other_conditions_stay(workspace: Workspace) -> None:
    episode = participant(workspace)
    first = curfew(workspace, episode)
    workspace.perform(
        imposed.impose, episode_id=episode, kind=ConditionKind.NO_ALCOHOL, started_on=ago(30)
    )
    curfew(workspace, episode, started=3, from_time="22:00")
    assert {(row.kind, row.started_on) for row in listed(workspace, ConditionShows.NOW)} == {
        (ConditionKind.CURFEW, ago(3)),
        (ConditionKind.NO_ALCOHOL, ago(30)),
    }
    (ended,) = listed(workspace, ConditionShows.ENDED)
    assert (ended.id, ended.ended_on, ended.in_force) == (first, ago(3), False)


def test_an_end_may_lie_ahead_and_then_the_condition_holds_until_it(workspace: Workspace) -> None:
    number = curfew(workspace, participant(workspace))
    ahead = TODAY + timedelta(days=5)
    workspace.perform(imposed.end_imposed, imposed_id=number, ended_on=ahead, reason="Phase 3")
    assert [row.ended_on for row in listed(workspace, ConditionShows.ENDING)] == [ahead]
    assert listed(workspace, ConditionShows.NOW)[0].in_force
    workspace.perform(imposed.end_imposed, imposed_id=number, ended_on=TODAY)
    assert listed(workspace, ConditionShows.NOW) == []
    with leaves_nothing(workspace):
        workspace.perform(imposed.end_imposed, imposed_id=number, ended_on=TODAY)


def test_what_was_not_kept_counts_as_an_infraction_of_that_day(workspace: Workspace) -> None:
    episode = participant(workspace)
    number = curfew(workspace, episode)
    check(workspace, number, 5, CheckResult.KEPT)
    check(workspace, number, 4, CheckResult.UNCLEAR)
    check(workspace, number, 3, CheckResult.BROKEN)
    assert infractions(workspace, episode) == [("Curfew not kept", 3)]
    (row,) = listed(workspace, ConditionShows.BROKEN)
    assert (row.kept, row.broken, row.checked_on) == (1, 1, ago(3))


def test_another_condition_not_kept_is_a_rule_not_kept(workspace: Workspace) -> None:
    episode = participant(workspace)
    number = workspace.perform(
        imposed.impose, episode_id=episode, kind=ConditionKind.NO_CONTACT, started_on=ago(30)
    )
    check(workspace, number, 3, CheckResult.BROKEN)
    assert infractions(workspace, episode) == [("Program rule not kept", 3)]


def test_a_check_outside_the_time_of_the_condition_is_refused(workspace: Workspace) -> None:
    number = curfew(workspace, participant(workspace), ended_on=ago(10))
    for days in (31, 10):
        with leaves_nothing(workspace, "checked_on"):
            check(workspace, number, days, CheckResult.KEPT)
    check(workspace, number, 11, CheckResult.KEPT)
    check(workspace, number, 30, CheckResult.KEPT)


@pytest.mark.parametrize(("days", "unchecked"), [(7, 0), (8, 1)])
def test_a_curfew_is_unchecked_after_a_week(
    workspace: Workspace, days: int, unchecked: int
) -> None:
    number = curfew(workspace, participant(workspace))
    check(workspace, number, days, CheckResult.KEPT)
    assert len(listed(workspace, ConditionShows.UNCHECKED)) == unchecked


def test_nobody_away_is_listed_as_unchecked(workspace: Workspace) -> None:
    episode = participant(workspace)
    curfew(workspace, episode)
    assert len(listed(workspace, ConditionShows.UNCHECKED)) == 1
    workspace.perform(custody.book, episode_id=episode, on=ago(2))
    assert listed(workspace, ConditionShows.UNCHECKED) == []
    assert len(listed(workspace, ConditionShows.CURFEW)) == 1


def test_an_evening_is_one_act_and_says_what_stands_already(workspace: Workspace) -> None:
    people = [participant(workspace, name) for name in ("Abe", "Bea")]
    numbers = [curfew(workspace, episode) for episode in people]
    count = workspace.perform(
        checks.record_checks,
        checked_on=ago(1),
        checked_at="10:30 pm",
        mode=ContactMode.PHONE,
        lines=[
            {"imposed_id": numbers[0], "result": CheckResult.KEPT},
            {"imposed_id": numbers[1], "result": CheckResult.BROKEN, "text": "No answer"},
        ],
    )
    assert count == 2
    offered = workspace.read(checks.curfews_on, on=ago(1), whose=EVERYBODY)
    assert [one.recorded for one in offered] == [CheckResult.KEPT, CheckResult.BROKEN]
    assert workspace.read(checks.curfews_on, on=ago(31), whose=EVERYBODY) == []
    (row,) = workspace.read(checks.check_rows, episode_id=people[1])
    assert (row.checked_at, row.what, row.text) == ("22:30", "Curfew", "No answer")


def test_with_a_check_its_infraction_moves_and_goes(workspace: Workspace) -> None:
    episode = participant(workspace)
    number = check(workspace, curfew(workspace, episode), 3, CheckResult.BROKEN)
    wanted = {"table": "condition_check", "number": number, "reason": "Wrong day"}
    workspace.perform(correct_entry, changes={"checked_on": ago(4)}, **wanted)
    assert infractions(workspace, episode) == [("Curfew not kept", 4)]
    with leaves_nothing(workspace):  # the infraction rests on the check
        workspace.perform(take_back_entry, table="infraction", number=1, reason="Not so")
    workspace.perform(take_back_entry, **wanted)
    assert infractions(workspace, episode) == []


def test_a_corrected_curfew_keeps_its_order_and_its_clock(workspace: Workspace) -> None:
    number = curfew(workspace, participant(workspace))
    wanted = {"table": "imposed_condition", "number": number, "reason": "Misread"}
    workspace.perform(correct_entry, changes={"from_time": "8 pm"}, **wanted)
    assert listed(workspace, ConditionShows.NOW)[0].hours == "8:00 PM to 6:00 AM"
    with leaves_nothing(workspace, "ended_on"):
        workspace.perform(correct_entry, changes={"ended_on": ago(31)}, **wanted)
