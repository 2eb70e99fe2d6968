"""Watches begin by themselves from what the records say, and end only with a reason."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from drugcourt.casework import medications
from drugcourt.casework.follow_ups import follow_ups
from drugcourt.casework.participants.participants import set_status
from drugcourt.casework.safety import continuity, kits, overdoses, watches
from drugcourt.casework.safety.watches import Watch
from drugcourt.casework.treatment import care
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.medications import StoppedBy
from drugcourt.domain.safety import KitHolder, WatchCause
from drugcourt.domain.treatment import LevelOfCare
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.workspace import Workspace
from tests import courts

TODAY = date(2026, 11, 24)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def seen(workspace: Workspace, episode: int) -> list[Watch]:
    return workspace.read(watches.watches, today=TODAY, episode_id=episode)


def released(workspace: Workspace, episode: int, days: int, held: int = 4) -> None:
    for status, on in ((EpisodeStatus.IN_CUSTODY, days + held), (EpisodeStatus.ACTIVE, days)):
        workspace.perform(set_status, episode_id=episode, status=status, on=ago(on))


def on_methadone(workspace: Workspace, episode: int, days: int = 60) -> int:
    return workspace.perform(
        medications.start_medication,
        episode_id=episode,
        name="Methadone",
        started_on=ago(days),
        moud=True,
    )


@pytest.fixture
def episode(workspace: Workspace) -> int:
    return courts.participant(workspace, "Boyd")


def test_release_begins_fourteen_days_and_the_fifteenth_has_none(workspace, episode) -> None:
    released(workspace, episode, 14)
    (watch,) = seen(workspace, episode)
    assert (watch.cause, watch.since, watch.day) == (WatchCause.RELEASE, ago(14), 14)
    later = workspace.read(watches.watches, today=TODAY + timedelta(days=1), episode_id=episode)
    assert later == []


def test_only_somebody_on_medication_is_asked_for_bridge_doses(workspace, episode) -> None:
    released(workspace, episode, 2)
    assert "bridge" not in {task.key for task in seen(workspace, episode)[0].tasks}
    on_methadone(workspace, episode)
    assert "bridge" in {task.key for task in seen(workspace, episode)[0].tasks}


def test_residential_discharge_and_a_stopped_medication_begin_one_too(workspace, episode) -> None:
    stay = workspace.perform(
        care.begin_treatment,
        episode_id=episode,
        provider="Pine Ridge",
        level=LevelOfCare.RESIDENTIAL,
        started_on=ago(40),
    )
    workspace.perform(care.end_treatment, treatment_id=stay, ended_on=ago(6))
    medicine = on_methadone(workspace, episode)
    workspace.perform(
        medications.stop_medication,
        medication_id=medicine,
        ended_on=ago(3),
        remarks="Own wish",
        stopped_by=StoppedBy.PARTICIPANT,
    )
    found = [(watch.cause, watch.since) for watch in seen(workspace, episode)]
    assert found == [(WatchCause.RESIDENTIAL, ago(6)), (WatchCause.MEDICATION, ago(3))]


def test_going_over_to_another_medication_is_no_stop(workspace, episode) -> None:
    medicine = on_methadone(workspace, episode)
    workspace.perform(
        medications.start_medication,
        episode_id=episode,
        name="Buprenorphine",
        started_on=ago(4),
        moud=True,
    )
    workspace.perform(
        medications.stop_medication,
        medication_id=medicine,
        ended_on=ago(3),
        remarks="Changed",
        stopped_by=StoppedBy.PRESCRIBER,
    )
    assert seen(workspace, episode) == []


def test_a_fatal_overdose_begins_no_watch_and_another_does(workspace, episode) -> None:
    wanted = {"episode_id": episode, "happened_on": ago(1)}
    workspace.perform(overdoses.record_overdose, fatal=True, **wanted)
    assert seen(workspace, episode) == []
    workspace.perform(overdoses.record_overdose, **wanted)
    assert [watch.cause for watch in seen(workspace, episode)] == [WatchCause.OVERDOSE]


def test_a_task_is_done_and_open_again_and_a_kit_in_date_does_its_own(workspace, episode) -> None:
    released(workspace, episode, 5)
    about = {"episode_id": episode, "cause": WatchCause.RELEASE, "since": ago(5)}
    workspace.perform(watches.do_task, key="ride", done_on=ago(5), text="Sister drove", **about)
    workspace.perform(kits.issue_kit, episode_id=episode, holder=KitHolder.FAMILY)
    tasks = {task.key: task for task in seen(workspace, episode)[0].tasks}
    assert (tasks["ride"].done_on, tasks["ride"].note) == (ago(5), "Sister drove")
    assert tasks["naloxone"].note == "A kit in date is on record"
    assert tasks["contact_4"].late(TODAY)
    assert not tasks["contact_7"].late(TODAY)
    workspace.perform(watches.undo_task, key="ride", **about)
    assert {t.key: t for t in seen(workspace, episode)[0].tasks}["ride"].done_on is None
    with pytest.raises(Refusal, match="no such task"):
        workspace.perform(watches.do_task, key="dance", **about)
    with pytest.raises(Refusal, match="over, or what began it"):
        workspace.perform(watches.do_task, key="ride", **{**about, "since": ago(4)})


def test_a_watch_ends_with_its_reason_and_leaves_the_list(workspace, episode) -> None:
    released(workspace, episode, 5)
    about = {"episode_id": episode, "cause": WatchCause.RELEASE, "since": ago(5)}
    with pytest.raises(FieldRefusal, match="how the watch ends"):
        workspace.perform(watches.end_watch, reason=" ", **about)
    workspace.perform(watches.end_watch, reason="In residential care", **about)
    (watch,) = seen(workspace, episode)
    assert watch.closed_because == "In residential care"
    assert workspace.read(watches.watches, today=TODAY) == []


def test_what_is_due_is_followed_up_and_nothing_nags_after_it_is_done(workspace, episode) -> None:
    released(workspace, episode, 1)
    about = {"episode_id": episode, "cause": WatchCause.RELEASE, "since": ago(1)}

    def said() -> list[str]:
        found = workspace.read(follow_ups, today=TODAY, each=99).shown
        return [one.text for one in found if one.tab == "safety"]

    assert "Release from custody, day 1: Peer has called; due Nov 24" in said()
    for task in seen(workspace, episode)[0].tasks:
        workspace.perform(watches.do_task, key=task.key, done_on=TODAY, **about)
    assert said() == []


def test_custody_on_medication_opens_the_checklist_until_each_step_is_done(workspace) -> None:
    episode = courts.participant(workspace, "Hale")
    workspace.perform(set_status, episode_id=episode, status=EpisodeStatus.IN_CUSTODY, on=ago(2))
    assert workspace.read(continuity.continuity, episode_id=episode) is None
    with pytest.raises(Refusal, match="takes no medication"):
        workspace.perform(continuity.do_step, episode_id=episode, key="jail_told")
    on_methadone(workspace, episode)
    found = workspace.read(continuity.continuity, episode_id=episode)
    assert (found.since, found.medicines) == (ago(2), ("Methadone",))
    told = workspace.read(follow_ups, today=TODAY, each=9).shown
    assert "In custody since Nov 22 on medication: 5 steps open" in [one.text for one in told]
    for step in found.steps:
        workspace.perform(continuity.do_step, episode_id=episode, key=step.key)
    workspace.perform(continuity.undo_step, episode_id=episode, key="last_dose")
    found = workspace.read(continuity.continuity, episode_id=episode)
    assert [step.key for step in found.steps if step.done_on is None] == ["last_dose"]
    workspace.perform(set_status, episode_id=episode, status=EpisodeStatus.ACTIVE, on=TODAY)
    assert workspace.read(continuity.continuity, episode_id=episode) is None
