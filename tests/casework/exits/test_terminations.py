from __future__ import annotations

import pytest

from drugcourt.casework import follow_ups
from drugcourt.casework.exits import aftercare, exits, terminations
from drugcourt.casework.participants import dossier, participants
from drugcourt.domain.episodes import EpisodeStatus, ExitReason
from drugcourt.domain.exits import TerminationDecision, TerminationFinding
from drugcourt.errors import Refusal
from drugcourt.workspace import Workspace
from tests.casework.files import (
    TODAY,
    ago,
    candidate,
    last_change,
    leaves_nothing,
    participant,
    proceeding,
)

BLANK = {"notice_on": None, "notice_to": "", "hearing_on": None, "finding": None}


def terminate(workspace: Workspace, episode: int, **values: object) -> None:
    given = {"exit_reason": ExitReason.TECHNICAL, "decided_by": "Hon. Whitfield", **values}
    workspace.perform(exits.terminate, episode_id=episode, **given)


def status(workspace: Workspace, episode: int) -> EpisodeStatus:
    return workspace.read(dossier.head, episode_id=episode, today=TODAY).status


def test_without_a_proceeding_nobody_is_terminated(workspace: Workspace) -> None:
    episode = participant(workspace)
    with leaves_nothing(workspace):
        terminate(workspace, episode)
    with pytest.raises(Refusal, match="needs notice and a hearing, or a signed waiver"):
        terminate(workspace, episode)


@pytest.mark.parametrize(
    ("lacking", "named"),
    [
        ({"notice_on": None}, "the day of the notice"),
        ({"notice_to": " "}, "whom the notice went to"),
        ({"counsel": ""}, "counsel, or that counsel was declined"),
        ({"hearing_on": None, "finding": None}, "the hearing, the finding"),
        ({"finding": None}, "the finding"),
        ({"hearing_on": ago(-7), "finding": None}, "the hearing, set for Dec 1"),
    ],
)
def test_what_is_missing_is_named_and_nothing_changes(
    workspace: Workspace, lacking: dict[str, object], named: str
) -> None:
    episode = participant(workspace)
    proceeding(workspace, episode, **lacking)
    with leaves_nothing(workspace):
        terminate(workspace, episode)
    with pytest.raises(Refusal, match=f"Still missing: .*{named}"):
        terminate(workspace, episode)


def test_notice_hearing_and_finding_end_the_episode(workspace: Workspace) -> None:
    episode = participant(workspace)
    number = proceeding(workspace, episode)
    assert status(workspace, episode) is EpisodeStatus.PENDING_TERMINATION
    terminate(workspace, episode, note="Sentencing set for January")
    assert status(workspace, episode) is EpisodeStatus.TERMINATED
    (row,) = workspace.read(terminations.proceeding_rows, episode_id=episode, today=TODAY)
    assert (row.id, row.decision) == (number, TerminationDecision.TERMINATED)
    assert (row.decided_on, row.decided_by) == (TODAY, "Hon. Whitfield")
    assert last_change(workspace, "termination_proceeding").act == "terminate"
    assert len(workspace.read(aftercare.follow_up_rows, episode_id=episode)) == 4


def test_a_signed_waiver_stands_in_the_place_of_notice_and_hearing(workspace: Workspace) -> None:
    episode = participant(workspace)
    number = proceeding(workspace, episode, **BLANK)
    with leaves_nothing(workspace, "waiver_text"):
        workspace.perform(
            terminations.amend_termination,
            proceeding_id=number,
            changes={"waiver_on": ago(1)},
        )
    signed = {"waiver_on": ago(1), "waiver_text": "Participant, with A. Winters"}
    workspace.perform(terminations.amend_termination, proceeding_id=number, changes=signed)
    terminate(workspace, episode)
    assert status(workspace, episode) is EpisodeStatus.TERMINATED


def test_grounds_that_were_not_found_terminate_nobody(workspace: Workspace) -> None:
    episode = participant(workspace)
    number = proceeding(workspace, episode, finding=TerminationFinding.NOT_FOUND)
    with pytest.raises(Refusal, match="grounds were not found"):
        terminate(workspace, episode)
    workspace.perform(
        terminations.end_termination,
        proceeding_id=number,
        decision=TerminationDecision.CONTINUES,
        decided_by="Hon. Whitfield",
    )
    assert status(workspace, episode) is EpisodeStatus.ACTIVE
    with leaves_nothing(workspace):
        workspace.perform(
            terminations.amend_termination, proceeding_id=number, changes={"grounds": "Others"}
        )


def test_days_stand_in_their_order(workspace: Workspace) -> None:
    episode = participant(workspace)
    with leaves_nothing(workspace, "hearing_on"):
        proceeding(workspace, episode, hearing_on=ago(20))
    with leaves_nothing(workspace, "notice_on"):
        proceeding(workspace, episode, notice_on=ago(-1))
    with leaves_nothing(workspace, "notice_on"):
        proceeding(workspace, episode, notice_on=ago(900))
    with leaves_nothing(workspace, "finding"):
        proceeding(workspace, episode, hearing_on=None)
    with leaves_nothing(workspace, "grounds"):
        proceeding(workspace, episode, grounds=" ")
    number = proceeding(workspace, episode)
    with leaves_nothing(workspace, "finding"):
        workspace.perform(
            terminations.amend_termination,
            proceeding_id=number,
            changes={"hearing_on": ago(-3)},
        )


def test_only_one_proceeding_is_open_and_candidates_have_none(workspace: Workspace) -> None:
    episode = participant(workspace)
    proceeding(workspace, episode)
    with leaves_nothing(workspace):
        proceeding(workspace, episode)
    waiting = candidate(workspace, "Moss", "Ira")
    with leaves_nothing(workspace):
        proceeding(workspace, waiting)


def test_who_is_absconded_stays_so_through_the_proceeding(workspace: Workspace) -> None:
    episode = participant(workspace)
    workspace.perform(
        participants.set_status, episode_id=episode, status=EpisodeStatus.ABSCONDED, on=ago(30)
    )
    proceeding(workspace, episode)
    assert status(workspace, episode) is EpisodeStatus.ABSCONDED


def test_names_and_reasons_are_asked_for(workspace: Workspace) -> None:
    episode = participant(workspace)
    number = proceeding(workspace, episode)
    with leaves_nothing(workspace, "decided_by"):
        terminate(workspace, episode, decided_by=" ")
    for reason in (ExitReason.COMPLETED, ExitReason.DEATH, ExitReason.ILLNESS):
        with leaves_nothing(workspace, "exit_reason"):
            terminate(workspace, episode, exit_reason=reason)
    for day in (ago(15), ago(2)):
        with leaves_nothing(workspace):
            terminate(workspace, episode, on=day)
    with leaves_nothing(workspace, "decision"):
        workspace.perform(
            terminations.end_termination,
            proceeding_id=number,
            decision=TerminationDecision.TERMINATED,
            decided_by="x",
        )


def test_another_exit_withdraws_what_was_open(workspace: Workspace) -> None:
    episode = participant(workspace)
    proceeding(workspace, episode)
    workspace.perform(exits.discharge, episode_id=episode, exit_reason=ExitReason.DEATH)
    (row,) = workspace.read(terminations.proceeding_rows, episode_id=episode, today=TODAY)
    assert row.decision is TerminationDecision.WITHDRAWN
    assert row.missing == ()


def test_an_open_proceeding_stands_on_today(workspace: Workspace) -> None:
    for family, values in (
        ("Adams", {}),
        ("Boyd", {"notice_on": None, "hearing_on": None, "finding": None}),
        ("Cole", {"hearing_on": ago(-5), "finding": None}),
        ("Dunn", {"hearing_on": ago(-60), "finding": None}),
    ):
        proceeding(workspace, participant(workspace, family), **values)
    due = workspace.read(follow_ups.follow_ups, today=TODAY, each=9)
    said = {row.who.split(",")[0]: row.text for row in due.shown if row.text.startswith("Termin")}
    assert said == {
        "Adams": "Termination: decision open since Nov 23",
        "Boyd": "Termination: notice has not been entered",
        "Cole": "Termination hearing on Nov 29",
    }
