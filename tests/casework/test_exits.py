from __future__ import annotations

from datetime import date

import pytest

from drugcourt.casework import cases, dossier, exits, participants, phases
from drugcourt.domain.terms import CaseOutcome, EpisodeStatus, ExitReason
from drugcourt.errors import Refusal
from drugcourt.workspace import Workspace
from tests.casework.files import (
    TODAY,
    ago,
    candidate,
    last_change,
    leaves_nothing,
    participant,
)


def test_graduation_gives_each_pending_case_what_was_promised(workspace: Workspace) -> None:
    episode = participant(workspace)
    workspace.perform(cases.add_case, episode_id=episode, number="CR-1")
    settled = workspace.perform(cases.add_case, episode_id=episode, number="CR-2")
    workspace.perform(
        cases.record_outcome, case_id=settled, outcome=CaseOutcome.REDUCED, on=ago(30)
    )
    workspace.perform(
        exits.graduate, episode_id=episode, decided_by="Hon. Whitfield", reason="Transfer"
    )
    outcomes = [row.outcome for row in workspace.read(cases.case_rows, episode_id=episode)]
    assert outcomes == [CaseOutcome.PLEA_VACATED, CaseOutcome.REDUCED]
    head = workspace.read(dossier.head, episode_id=episode, today=TODAY)
    assert (head.status, head.exited_on) == (EpisodeStatus.GRADUATED, TODAY)
    assert last_change(workspace, "court_case").act == "graduate"


def test_graduation_against_open_findings_needs_a_name_and_a_reason(workspace: Workspace) -> None:
    episode = participant(workspace)
    with leaves_nothing(workspace):
        workspace.perform(exits.graduate, episode_id=episode, decided_by="Hon. Whitfield")
    with pytest.raises(Refusal) as refused:
        workspace.perform(exits.graduate, episode_id=episode)
    assert "phase.last" in {finding.rule for finding in refused.value.findings}


def test_a_termination_says_what_it_rests_on(workspace: Workspace) -> None:
    episode = participant(workspace)
    with leaves_nothing(workspace, "note"):
        workspace.perform(
            exits.terminate, episode_id=episode, exit_reason=ExitReason.TECHNICAL, note=" "
        )
    with leaves_nothing(workspace, "exit_reason"):
        workspace.perform(
            exits.terminate, episode_id=episode, exit_reason=ExitReason.COMPLETED, note="Hearing"
        )
    workspace.perform(
        exits.terminate, episode_id=episode, exit_reason=ExitReason.TECHNICAL, note="Hearing"
    )
    head = workspace.read(dossier.head, episode_id=episode, today=TODAY)
    assert (head.status, head.exit_reason) == (EpisodeStatus.TERMINATED, ExitReason.TECHNICAL)


def test_a_neutral_end_has_a_neutral_reason(workspace: Workspace) -> None:
    episode = participant(workspace)
    with leaves_nothing(workspace, "exit_reason"):
        workspace.perform(exits.discharge, episode_id=episode, exit_reason=ExitReason.ABSCONDED)
    workspace.perform(
        exits.discharge, episode_id=episode, exit_reason=ExitReason.RELOCATED, on=ago(2)
    )
    head = workspace.read(dossier.head, episode_id=episode, today=TODAY)
    assert (head.status, head.exited_on) == (EpisodeStatus.NEUTRAL_DISCHARGE, ago(2))


def test_nothing_more_is_entered_after_the_end(workspace: Workspace) -> None:
    episode = participant(workspace)
    workspace.perform(exits.discharge, episode_id=episode, exit_reason=ExitReason.DEATH)
    with leaves_nothing(workspace):
        workspace.perform(
            participants.set_status, episode_id=episode, status=EpisodeStatus.IN_CUSTODY
        )
    with leaves_nothing(workspace):
        workspace.perform(phases.advance, episode_id=episode, decided_by="x", reason="y")
    with leaves_nothing(workspace):
        workspace.perform(exits.discharge, episode_id=episode, exit_reason=ExitReason.DEATH)


def test_a_candidate_is_declined_never_terminated(workspace: Workspace) -> None:
    episode = candidate(workspace)
    with leaves_nothing(workspace):
        workspace.perform(
            exits.terminate, episode_id=episode, exit_reason=ExitReason.OTHER, note="n"
        )
    with leaves_nothing(workspace):
        workspace.perform(exits.graduate, episode_id=episode, decided_by="x", reason="y")


def test_nobody_leaves_tomorrow(workspace: Workspace) -> None:
    episode = participant(workspace)
    with leaves_nothing(workspace, "on"):
        workspace.perform(
            exits.discharge,
            episode_id=episode,
            exit_reason=ExitReason.OTHER,
            on=date(2026, 11, 25),
        )
