from __future__ import annotations

import pytest

from drugcourt.casework import cases, follow_ups
from drugcourt.casework.exits import aftercare, dispositions, exits
from drugcourt.casework.exits.dispositions import Particulars
from drugcourt.domain.cases import CaseOutcome, Prejudice
from drugcourt.domain.episodes import ExitReason
from drugcourt.domain.exits import FollowUpOutcome
from drugcourt.domain.tone import YesNo
from drugcourt.errors import Refusal
from drugcourt.workspace import Workspace
from tests.casework.files import TODAY, ago, last_change, leaves_nothing, participant


def graduate(workspace: Workspace, days_ago: int = 200) -> int:
    episode = participant(workspace)
    workspace.perform(
        exits.graduate,
        episode_id=episode,
        on=ago(days_ago),
        decided_by="Hon. Whitfield",
        reason="Transfer",
    )
    return episode


def due(workspace: Workspace) -> list[str]:
    found = workspace.read(follow_ups.follow_ups, today=TODAY, each=9)
    return [row.text for row in found.shown]


def test_a_follow_up_is_due_until_it_is_recorded(workspace: Workspace) -> None:
    episode = graduate(workspace)
    assert due(workspace) == ["Follow-up after 6 months, due Nov 8"]
    workspace.perform(
        aftercare.record_follow_up,
        episode_id=episode,
        months=6,
        outcome=FollowUpOutcome.BACK_IN_COURT,
        new_arrest=YesNo.YES,
        text="A new case",
    )
    assert due(workspace) == []
    first = workspace.read(aftercare.follow_up_rows, episode_id=episode)[0]
    assert (first.done_on, first.done_by, first.new_arrest) == (TODAY, "R. Alvarez", YesNo.YES)
    assert last_change(workspace, "exit_follow_up").act == "record_follow_up"


def test_a_follow_up_lies_after_the_exit_and_not_in_the_future(workspace: Workspace) -> None:
    episode = graduate(workspace)
    for day in (ago(-1), ago(201)):
        with leaves_nothing(workspace, "done_on"):
            workspace.perform(
                aftercare.record_follow_up,
                episode_id=episode,
                months=6,
                outcome=FollowUpOutcome.NOT_REACHED,
                done_on=day,
            )
    with leaves_nothing(workspace):
        workspace.perform(
            aftercare.record_follow_up,
            episode_id=episode,
            months=7,
            outcome=FollowUpOutcome.NOT_REACHED,
        )


def test_who_left_without_any_is_planned_by_hand_once(workspace: Workspace) -> None:
    episode = participant(workspace)
    with leaves_nothing(workspace):
        workspace.perform(aftercare.plan_follow_ups, episode_id=episode)
    workspace.perform(exits.discharge, episode_id=episode, exit_reason=ExitReason.RELOCATED)
    workspace.perform(aftercare.plan_follow_ups, episode_id=episode)
    with leaves_nothing(workspace):
        workspace.perform(aftercare.plan_follow_ups, episode_id=episode)


def settle(workspace: Workspace, case: int, outcome: CaseOutcome, **particulars: object) -> None:
    workspace.perform(
        dispositions.record_disposition,
        case_id=case,
        outcome=outcome,
        on=ago(400),
        particulars=Particulars(**particulars),
    )


def a_case(workspace: Workspace) -> int:
    episode = participant(workspace)
    return workspace.perform(cases.add_case, episode_id=episode, number="CR-1")


def test_expungement_is_eligible_by_rule_or_by_day_and_stands_on_today(
    workspace: Workspace,
) -> None:
    case = a_case(workspace)
    settle(workspace, case, CaseOutcome.DISMISSED, expunge_months=12, expunge_rule="ORS 137.225")
    kept = workspace.read(dispositions.disposition_of, case_id=case)
    assert kept.expunge_from == ago(35)
    assert kept.expunge_rule == "12 months after the outcome; ORS 137.225"
    assert "Case CR-1 may be expunged since Oct 20" in due(workspace)
    settle(workspace, case, CaseOutcome.DISMISSED, expunge_from=ago(-5))
    assert not any("expunged" in text for text in due(workspace))
    settle(workspace, case, CaseOutcome.DISMISSED, expunge_from=ago(5), expunged_on=ago(1))
    assert not any("expunged" in text for text in due(workspace))


def test_with_prejudice_is_said_once(workspace: Workspace) -> None:
    case = a_case(workspace)
    settle(workspace, case, CaseOutcome.DISMISSED_WITH_PREJUDICE)
    kept = workspace.read(dispositions.disposition_of, case_id=case)
    assert kept.prejudice is Prejudice.WITH
    (row,) = workspace.read(cases.case_rows, episode_id=1)
    assert row.outcome is CaseOutcome.DISMISSED_WITH_PREJUDICE


@pytest.mark.parametrize(
    ("outcome", "particulars", "field"),
    [
        (CaseOutcome.DISMISSED_WITH_PREJUDICE, {"prejudice": Prejudice.WITHOUT}, "prejudice"),
        (CaseOutcome.REDUCED, {"prejudice": Prejudice.WITH, "reduced_to": "x"}, "prejudice"),
        (CaseOutcome.REDUCED, {}, "reduced_to"),
        (CaseOutcome.DISMISSED, {"expunge_from": ago(1), "expunge_months": 3}, "expunge_from"),
        (CaseOutcome.DISMISSED, {"expunge_from": ago(401)}, "expunge_from"),
        (CaseOutcome.DISMISSED, {"expunge_months": -1}, "expunge_months"),
        (CaseOutcome.SENTENCE_IMPOSED, {"custody_days": -1}, "custody_days"),
        (CaseOutcome.DISMISSED, {"expunged_on": ago(-1)}, "expunged_on"),
    ],
)
def test_a_contradiction_is_refused_at_its_field(
    workspace: Workspace, outcome: CaseOutcome, particulars: dict[str, object], field: str
) -> None:
    case = a_case(workspace)
    with leaves_nothing(workspace, field):
        settle(workspace, case, outcome, **particulars)


def test_what_was_agreed_is_kept_while_the_case_is_pending(workspace: Workspace) -> None:
    case = a_case(workspace)
    settle(workspace, case, CaseOutcome.PENDING, reduced_to="Disorderly conduct", expunge_months=6)
    kept = workspace.read(dispositions.disposition_of, case_id=case)
    assert (kept.reduced_to, kept.expunge_from) == ("Disorderly conduct", None)
    assert kept.expunge_rule == "6 months after the outcome"
    with pytest.raises(Refusal, match="not recorded"):
        workspace.read(dispositions.disposition_of, case_id=99)


def test_nobody_is_to_be_asked_who_died(workspace: Workspace) -> None:
    episode = participant(workspace)
    workspace.perform(exits.discharge, episode_id=episode, exit_reason=ExitReason.DEATH)
    with leaves_nothing(workspace):
        workspace.perform(aftercare.plan_follow_ups, episode_id=episode)
