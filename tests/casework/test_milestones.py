from __future__ import annotations

from datetime import date

from sqlalchemy import select

from drugcourt.casework import milestones
from drugcourt.casework.participants import dossier
from drugcourt.domain.findings import Verdict
from drugcourt.domain.rule_terms import DecisionBy
from drugcourt.records.milestones import Milestone
from drugcourt.workspace import Workspace
from tests.casework.files import TODAY, ago, last_change, leaves_nothing, participant


def _verdict(workspace: Workspace, episode: int, rule: str) -> Verdict:
    overview = workspace.read(dossier.head, episode_id=episode, today=TODAY).overview
    assert overview is not None
    return next(line.finding.verdict for line in overview.lines if line.finding.rule == rule)


def test_a_milestone_meets_its_requirement_and_is_no_longer_offered(workspace: Workspace) -> None:
    episode = participant(workspace)
    offered = dict(workspace.read(milestones.milestones_open, episode_id=episode))
    assert "treatment_plan" in offered
    workspace.perform(
        milestones.reach_milestone, episode_id=episode, key="treatment_plan", done_on=ago(2)
    )
    assert _verdict(workspace, episode, "p1.plan") is Verdict.MET
    assert "treatment_plan" not in dict(
        workspace.read(milestones.milestones_open, episode_id=episode)
    )
    assert last_change(workspace, "milestone").act == "reach_milestone"
    with leaves_nothing(workspace, "key"):
        workspace.perform(
            milestones.reach_milestone, episode_id=episode, key="treatment_plan", done_on=TODAY
        )


def test_a_milestone_of_another_handbook_or_of_tomorrow_is_refused(workspace: Workspace) -> None:
    episode = participant(workspace)
    with leaves_nothing(workspace, "key"):
        workspace.perform(
            milestones.reach_milestone, episode_id=episode, key="moon_landing", done_on=TODAY
        )
    with leaves_nothing(workspace, "done_on"):
        workspace.perform(
            milestones.reach_milestone,
            episode_id=episode,
            key="treatment_plan",
            done_on=date(2026, 11, 25),
        )


def test_a_milestone_is_withdrawn_with_its_reason(workspace: Workspace) -> None:
    episode = participant(workspace)
    number = workspace.perform(
        milestones.reach_milestone, episode_id=episode, key="treatment_plan", done_on=ago(2)
    )
    with leaves_nothing(workspace, "reason"):
        workspace.perform(milestones.withdraw_milestone, milestone_id=number, reason="")
    workspace.perform(
        milestones.withdraw_milestone, milestone_id=number, reason="Belongs to a namesake"
    )
    assert workspace.read(lambda db: db.scalar(select(Milestone.id))) is None
    line = last_change(workspace, "milestone")
    assert (line.change, line.reason) == ("removed", "Belongs to a namesake")


def test_a_decision_settles_what_no_record_can(workspace: Workspace) -> None:
    episode = participant(workspace)
    assert _verdict(workspace, episode, "p1.team") is Verdict.UNKNOWN
    wanted = {"episode_id": episode, "requirement": "p1.team", "by": DecisionBy.TEAM}
    workspace.perform(milestones.decide, granted=False, on=ago(1), **wanted)
    assert _verdict(workspace, episode, "p1.team") is not Verdict.MET
    workspace.perform(milestones.decide, granted=True, **wanted)
    assert _verdict(workspace, episode, "p1.team") is Verdict.MET
    assert last_change(workspace, "decision").episode_id == episode


def test_a_waiver_lets_one_participant_off(workspace: Workspace) -> None:
    episode, other = participant(workspace), participant(workspace, "Ellison", "Dana")
    workspace.perform(
        milestones.waive,
        episode_id=episode,
        requirement="p1.plan",
        by="Hon. Whitfield",
        reason="The provider has closed",
    )
    assert _verdict(workspace, episode, "p1.plan") is Verdict.WAIVED
    assert _verdict(workspace, other, "p1.plan") is Verdict.UNMET


def test_a_waiver_needs_name_reason_and_a_requirement_of_the_program(workspace: Workspace) -> None:
    episode = participant(workspace)
    whole = {"requirement": "p1.plan", "by": "Judge", "reason": "Why"}
    for field, value in (("by", " "), ("reason", ""), ("requirement", "p9.none")):
        with leaves_nothing(workspace, field):
            workspace.perform(milestones.waive, episode_id=episode, **{**whole, field: value})


def test_a_decision_on_nothing_the_program_asks_is_refused(workspace: Workspace) -> None:
    episode = participant(workspace)
    with leaves_nothing(workspace, "requirement"):
        workspace.perform(
            milestones.decide,
            episode_id=episode,
            requirement="p9.none",
            by=DecisionBy.TEAM,
            granted=True,
        )
