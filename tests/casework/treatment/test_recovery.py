"""Plan, needed services, recovery capital, snapshots and hours of treatment of one person."""

from __future__ import annotations

from typing import Any

import pytest

from drugcourt.casework.follow_ups import follow_ups
from drugcourt.casework.participants.corrections import correct_entry, take_back_entry
from drugcourt.casework.treatment import capital, dosage, plans, services, snapshots
from drugcourt.casework.treatment.care import record_attendance
from drugcourt.domain.treatment import (
    Attendance,
    GoalOutcome,
    Housing,
    Moment,
    Service,
    ServiceOutcome,
    SessionKind,
)
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.workspace import Workspace
from tests import courts
from tests.casework.files import TODAY, ago, leaves_nothing


@pytest.fixture
def episode(workspace: Workspace) -> int:
    return courts.participant(workspace, "Boyd", admitted_on=ago(200))


def said(workspace: Workspace) -> list[str]:
    found = workspace.read(follow_ups, today=TODAY, each=99).shown
    return [one.text for one in found if one.tab == "recovery"]


def test_a_goal_has_steps_is_looked_at_again_and_ends_with_an_outcome(workspace, episode) -> None:
    goal = workspace.perform(
        plans.add_goal, episode_id=episode, text="See my daughter", started_on=ago(100)
    )
    step = workspace.perform(plans.add_step, goal_id=goal, text="Call the agency", due_on=ago(80))
    first, second = workspace.read(plans.plan, episode_id=episode)
    assert (first.goal, first.due_on) == (True, ago(10))  # 90 days, as the policy says
    assert (second.goal_id, second.open) == (goal, True)
    assert said(workspace) == ["Goal of the plan to be looked at again since Nov 14"]
    with leaves_nothing(workspace, "review_on"):
        workspace.perform(plans.keep_goal, goal_id=goal, review_on=TODAY)
    workspace.perform(plans.keep_goal, goal_id=goal, review_on=ago(-30))
    assert said(workspace) == []
    workspace.perform(plans.do_step, step_id=step)
    assert workspace.read(plans.plan, episode_id=episode)[1].done_on == TODAY
    workspace.perform(plans.undo_step, step_id=step)
    with leaves_nothing(workspace, "ended_on"):
        workspace.perform(plans.end_goal, goal_id=goal, outcome=GoalOutcome.MET, ended_on=ago(101))
    workspace.perform(plans.end_goal, goal_id=goal, outcome=GoalOutcome.MET)
    with pytest.raises(Refusal, match="ended already"):
        workspace.perform(plans.add_step, goal_id=goal, text="More")
    about = {"table": "plan_goal", "number": goal, "reason": "Typing error"}
    with pytest.raises(Refusal, match="rest on this one"):
        workspace.perform(take_back_entry, **about)
    workspace.perform(correct_entry, **about, changes={"text": "See my son"})
    assert workspace.read(plans.plan, episode_id=episode)[0].text == "See my son"


def test_a_need_is_followed_step_by_step_and_waits_in_the_courts_list(workspace, episode) -> None:
    wanted = {"episode_id": episode, "service": Service.HOUSING}
    need = workspace.perform(services.need_service, **wanted, needed_on=ago(45))
    with leaves_nothing(workspace, "service"):
        workspace.perform(services.need_service, **wanted)
    assert said(workspace) == ["Housing: needed for 45 days, not started"]
    (row,) = workspace.read(services.unmet_needs)
    assert (row.name, row.state, row.unmet) == ("Boyd, Sam", "Needed", True)
    assert workspace.read(services.unmet_count, service=Service.DENTAL) == 0

    def follow(**changes: Any) -> None:
        workspace.perform(services.follow_need, need_id=need, changes=changes)

    with leaves_nothing(workspace, "referred_on"):
        follow(referred_on=ago(46))
    with leaves_nothing(workspace, "started_on"):
        follow(referred_on=ago(20), started_on=ago(21))
    follow(referred_on=ago(20), provider="Housing office")
    follow(accepted_on=ago(15), started_on=ago(10))
    assert said(workspace) == []
    assert workspace.read(services.unmet_needs) == []
    every, count = workspace.read(services.service_counts)
    assert (every.label, every.unmet, every.started) == ("All services", 0, 1)
    assert (count.service, count.unmet, count.started) == (Service.HOUSING, 0, 1)
    with leaves_nothing(workspace, "outcome"):
        follow(ended_on=ago(1))
    with leaves_nothing(workspace, "ended_on"):
        follow(outcome=ServiceOutcome.STOPPED)
    follow(ended_on=ago(1), outcome=ServiceOutcome.COMPLETED)
    assert workspace.read(services.needs, episode_id=episode)[0].state == "Completed"
    with pytest.raises(Refusal, match="closed"):
        follow(text="More")


def test_what_was_completed_had_started(workspace, episode) -> None:
    need = workspace.perform(services.need_service, episode_id=episode, service=Service.DENTAL)
    done = {"ended_on": TODAY, "outcome": ServiceOutcome.COMPLETED}
    with leaves_nothing(workspace, "started_on"):
        workspace.perform(services.follow_need, need_id=need, changes=done)
    changes = {"ended_on": TODAY, "outcome": ServiceOutcome.NOT_TO_BE_HAD}
    workspace.perform(services.follow_need, need_id=need, changes=changes)


def test_ten_answers_make_a_sum_and_the_next_is_due_after_ninety_days(workspace, episode) -> None:
    other = courts.participant(workspace, "Diaz", admitted_on=ago(95))
    assert said(workspace) == []  # a court that measures nobody is not reminded of everybody
    about = {"episode_id": episode}
    with leaves_nothing(workspace, "answer_10"):
        workspace.perform(capital.measure, **about, answers=[3] * 9)
    with leaves_nothing(workspace, "answer_2"):
        workspace.perform(capital.measure, **about, answers=[6, 7, *[1] * 8])
    workspace.perform(capital.measure, **about, answers=[3] * 10, measured_on=ago(120))
    assert said(workspace) == [
        "BARC-10 to be filled in, last Jul 27",
        "BARC-10 to be filled in, never since entry",
    ]
    workspace.perform(capital.measure, **about, answers=[4] * 10, measured_on=ago(90))
    assert said(workspace) == ["BARC-10 to be filled in, never since entry"]
    latest, first = workspace.read(capital.measures, episode_id=episode)
    assert (latest.total, latest.change, first.total, first.change) == (40, 10, 30, None)
    with leaves_nothing(workspace, "measured_on"):
        workspace.perform(capital.measure, **about, answers=[4] * 10, measured_on=ago(90))
    assert workspace.read(capital.measures, episode_id=other) == []


def test_entry_is_taken_once_and_what_is_not_said_is_not_known(workspace, episode) -> None:
    def take(**values: Any) -> None:
        workspace.perform(snapshots.take_snapshot, episode_id=episode, values=values)

    take(moment=Moment.ENTRY, taken_on=ago(199), housing=Housing.STREET, children=2)
    with leaves_nothing(workspace, "moment"):
        take(moment=Moment.ENTRY)
    with leaves_nothing(workspace, "children"):
        take(children=31)
    take(housing=Housing.OWN)
    take()
    rows = workspace.read(snapshots.snapshots, episode_id=episode)
    assert [(row.moment, row.housing) for row in rows] == [
        (Moment.REVIEW, Housing.UNKNOWN),
        (Moment.REVIEW, Housing.OWN),
        (Moment.ENTRY, Housing.STREET),
    ]


def test_hours_count_sessions_that_were_kept_and_only_those_of_treatment(workspace, episode):
    def session(days: int, minutes: int | None, **changed: Any) -> None:
        told = {"kind": SessionKind.GROUP, "attendance": Attendance.ATTENDED} | changed
        workspace.perform(
            record_attendance, episode_id=episode, held_on=ago(days), minutes=minutes, **told
        )

    session(60, 90)
    session(27, 120, attendance=Attendance.LATE)
    session(5, 120, attendance=Attendance.ABSENT)
    session(4, 60, kind=SessionKind.SUPPORT_MEETING)
    session(3, None)
    found = workspace.read(dosage.dosage, episode_id=episode, today=TODAY)
    assert (found.hours, found.a_week, found.unknown) == (3.5, 0.5, 1)
    assert found.share == pytest.approx(3.5 / 200)


def test_a_measure_of_nothing_is_refused_though_given_as_words(workspace, episode) -> None:
    with pytest.raises(FieldRefusal, match="1 to 6"):
        workspace.perform(capital.measure, episode_id=episode, answers=[None] * 10)


def test_a_correction_keeps_what_holds_of_every_entry(workspace, episode) -> None:
    def correct(table: str, number: int, **changes: Any) -> None:
        workspace.perform(
            correct_entry, table=table, number=number, changes=changes, reason="Typing error"
        )

    need = workspace.perform(
        services.need_service, episode_id=episode, service=Service.HOUSING, needed_on=ago(30)
    )
    with leaves_nothing(workspace, "started_on"):
        correct("service_need", need, accepted_on=ago(10), started_on=ago(12))
    with leaves_nothing(workspace, "outcome"):
        correct("service_need", need, ended_on=ago(1))
    goal = workspace.perform(plans.add_goal, episode_id=episode, text="A home")
    with leaves_nothing(workspace, "ended_on"):
        correct("plan_goal", goal, outcome=GoalOutcome.MET)
    for days in (90, 1):
        number = workspace.perform(
            capital.measure, episode_id=episode, answers=[3] * 10, measured_on=ago(days)
        )
    with leaves_nothing(workspace, "measured_on"):
        correct("capital_measure", number, measured_on=ago(90))
    for moment in (Moment.ENTRY, Moment.REVIEW):
        taken = workspace.perform(
            snapshots.take_snapshot, episode_id=episode, values={"moment": moment}
        )
    with leaves_nothing(workspace, "moment"):
        correct("life_snapshot", taken, moment=Moment.ENTRY)
    correct("life_snapshot", taken, moment=Moment.EXIT)
