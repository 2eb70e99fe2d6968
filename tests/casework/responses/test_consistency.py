from __future__ import annotations

from datetime import date
from typing import Any

from drugcourt.casework.responses.consistency import (
    Consistency,
    behavior_lines,
    consistency,
)
from drugcourt.casework.responses.drafting import with_numbers
from drugcourt.casework.responses.policy import keep_policy
from drugcourt.domain.people import Race
from drugcourt.domain.responses import GroupBy, Often
from drugcourt.exchange.response_policy import shipped_response_policy
from drugcourt.workspace import Workspace
from tests.casework.files import TODAY, ago, participant
from tests.casework.responses.answering import ADJUSTMENT, INCENTIVE, SANCTION, answer


def asked(workspace: Workspace, by: GroupBy = GroupBy.RACE, **wanted: Any) -> Consistency:
    return workspace.read(consistency, today=TODAY, by=by, **wanted)


def small_numbers(workspace: Workspace) -> None:
    """A court that shows figures about two people, so that tests need few."""
    policy = with_numbers(shipped_response_policy(), {"smallest": 2})
    workspace.perform(keep_policy, policy=policy, started_on=TODAY, note="Few people")


def answered(workspace: Workspace, race: Race, sanctions: int, **person: Any) -> list[int]:
    """Two people of a group, with so many sanctions among their four answers to missed tests."""
    people = [participant(workspace, f"{race} {number}", race=race, **person) for number in (1, 2)]
    for place in range(4):
        family = SANCTION if place < sanctions else ADJUSTMENT
        answer(
            workspace,
            people[place % 2],
            ago(20 - place),
            family,
            "Something",
            behavior_key="missed_test",
            behavior_on=ago(24),
            times=1 + place // 2,
            rule="Missed test: sanction",
        )
    return people


def test_like_behavior_is_compared_by_group(workspace: Workspace) -> None:
    small_numbers(workspace)
    answered(workspace, Race.WHITE, 1)
    black = answered(workspace, Race.BLACK, 3)
    answer(workspace, black[0], ago(3), INCENTIVE, "Praise")
    found = asked(workspace)
    told = {line.group: (line.people, line.answers, line.sanctions) for line in found.lines}
    assert told == {"Black or African American": (2, 4, 3), "White": (2, 4, 1)}
    assert [(line.ratio, line.flagged) for line in found.lines] == [(3.0, True), (1 / 3, True)]
    assert (found.everybody.answers, found.everybody.sanctions) == (8, 4)


def test_first_times_and_repetitions_are_told_apart(workspace: Workspace) -> None:
    small_numbers(workspace)
    answered(workspace, Race.WHITE, 2)
    rates = [
        asked(workspace, behavior="missed_test", often=often).everybody.sanction_rate
        for often in (Often.ALWAYS, Often.FIRST, Often.AGAIN)
    ]
    assert rates == [0.5, 1.0, 0.0]
    assert asked(workspace, behavior="positive").lines == ()


def test_few_people_are_withheld_by_the_policy_in_force(workspace: Workspace) -> None:
    answered(workspace, Race.WHITE, 2)
    found = asked(workspace)
    assert [(line.group, line.withheld, line.answers) for line in found.lines] == [
        ("White", True, 0)
    ]
    assert found.everybody.withheld


def test_age_is_that_of_the_day_of_the_answer(workspace: Workspace) -> None:
    small_numbers(workspace)
    answered(workspace, Race.WHITE, 2, birth_date=date(2001, 11, 15))
    found = asked(workspace, GroupBy.AGE)
    assert [line.group for line in found.lines] == ["Under 25"]
    answered(workspace, Race.ASIAN, 2, birth_date=date(2001, 10, 15))
    answered(workspace, Race.BLACK, 2)
    groups = [line.group for line in asked(workspace, GroupBy.AGE).lines]
    assert groups == ["Under 25", "25 to 34", "Unknown"]


def test_every_way_to_group_gives_every_answer_a_group(workspace: Workspace) -> None:
    small_numbers(workspace)
    answered(workspace, Race.WHITE, 2)
    for by in GroupBy:
        found = asked(workspace, by)
        assert sum(line.answers for line in found.lines) == 4, by


def test_behaviors_stand_by_how_often_they_were_answered(workspace: Workspace) -> None:
    small_numbers(workspace)
    people = answered(workspace, Race.WHITE, 2)
    for number in people:
        answer(workspace, number, ago(2), behavior_key="curfew", rule="x", departure="")
    rows = workspace.read(behavior_lines, today=TODAY)
    assert [(row.title, row.line.answers, row.line.sanctions) for row in rows] == [
        ("Missed test", 4, 2),
        ("Curfew not kept", 2, 2),
    ]
