from __future__ import annotations

import json

import pytest

from drugcourt.casework import phases
from drugcourt.casework.hearings.file import hearing_file
from drugcourt.casework.participants import dossier
from drugcourt.casework.participants.participants import amend_episode
from drugcourt.casework.phases import advance, demote
from drugcourt.casework.programs.programs import keep_program
from drugcourt.errors import Refusal
from drugcourt.exchange.programs.files import load_program
from drugcourt.exchange.resources import resource
from drugcourt.workspace import Workspace
from tests.casework.files import (
    ADMITTED,
    TODAY,
    ago,
    candidate,
    last_change,
    leaves_nothing,
    participant,
)
from tests.court_day import on_docket


def test_advancing_against_open_findings_needs_a_name_and_a_reason(workspace: Workspace) -> None:
    episode = participant(workspace)
    with leaves_nothing(workspace):
        workspace.perform(advance, episode_id=episode)
    with pytest.raises(Refusal) as refused:
        workspace.perform(advance, episode_id=episode, reason="She is doing well")
    assert "p1.plan" in {finding.rule for finding in refused.value.findings}


def test_an_advance_keeps_the_findings_as_they_stood(workspace: Workspace) -> None:
    episode = participant(workspace)
    entered = workspace.perform(
        advance, episode_id=episode, on=ago(3), decided_by="Hon. Whitfield", reason="Plan is ready"
    )
    head = workspace.read(dossier.head, episode_id=episode, today=TODAY)
    assert (entered, head.phase_number) == ("phase-2", 2)
    line = last_change(workspace, "phase_stay")
    assert line.act == "advance"
    track = head.overview.track if head.overview else ()
    assert [step.current for step in track] == [False, True, False, False, False]


OPTIONAL = (
    '[[phases]]\nkey = "retreat"\nname = "Retreat"\noptional = true\n\n'
    '[[phases.advance]]\nkey = "retreat.days"\ntext = "Ten days"\nbasis = "Page 9"\n'
    'kind = "elapsed"\nleast = "10 days"\n\n'
)


@pytest.mark.parametrize(
    ("assigned", "entered", "number", "steps"),
    [([], "phase-2", 3, 5), (["retreat"], "retreat", 2, 6)],
    ids=["not assigned", "assigned"],
)
def test_an_optional_phase_is_passed_by_unless_it_is_assigned(
    workspace: Workspace, assigned: list[str], entered: str, number: int, steps: int
) -> None:
    """Whoever passes it by: phases keep the number that the handbook gives them."""
    text = resource("programs", "five-phase.toml").read_text("utf-8")
    second = text.index("[[phases]]", text.index("[[phases]]") + 1)
    text = (text[:second] + OPTIONAL + text[second:]).replace('version = "', 'version = "Own ', 1)
    workspace.perform(keep_program, text=text, default=True)
    episode = participant(workspace)
    workspace.perform(amend_episode, episode_id=episode, changes={"assigned": assigned})
    before = workspace.read(dossier.head, episode_id=episode, today=TODAY)
    assert (before.next_phase_number, before.phase_count) == (number, 6)
    entry = on_docket(workspace, episode)
    ahead = workspace.read(hearing_file, entry_id=entry, today=TODAY).place
    assert (ahead.number, ahead.next_number) == (1, number)
    moved = workspace.perform(advance, episode_id=episode, decided_by="Hon. W.", reason="Ready")
    head = workspace.read(dossier.head, episode_id=episode, today=TODAY)
    assert head.overview is not None
    assert (moved, head.phase, head.phase_number) == (entered, entered, number)
    named = load_program(text).phase(entered)
    assert named is not None
    assert before.next_phase == named.name
    assert len(head.overview.track) == steps
    assert workspace.read(hearing_file, entry_id=entry, today=TODAY).place.number == number


def test_candidates_neither_advance_nor_go_back(workspace: Workspace) -> None:
    episode = candidate(workspace)
    with leaves_nothing(workspace):
        workspace.perform(advance, episode_id=episode, decided_by="x", reason="y")
    with leaves_nothing(workspace):
        workspace.perform(
            demote, episode_id=episode, phase="phase-1", reason="y", remedial_plan="z"
        )


def test_a_move_before_the_present_phase_began_is_refused(workspace: Workspace) -> None:
    episode = participant(workspace)
    workspace.perform(advance, episode_id=episode, on=ago(10), decided_by="Team", reason="Ready")
    with leaves_nothing(workspace, "on"):
        workspace.perform(
            advance, episode_id=episode, on=ago(20), decided_by="Team", reason="Ready"
        )


def test_a_step_back_keeps_reason_and_plan(workspace: Workspace) -> None:
    episode = participant(workspace)
    workspace.perform(advance, episode_id=episode, on=ago(10), decided_by="Team", reason="Ready")
    workspace.perform(
        demote,
        episode_id=episode,
        phase="phase-1",
        reason="Three missed groups",
        remedial_plan="Two groups a week with a ride",
    )
    head = workspace.read(dossier.head, episode_id=episode, today=TODAY)
    assert head.phase_number == 1
    assert json.loads(last_change(workspace, "episode").before) == {"phase": "phase-2"}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"phase": "phase-2"}, "phase"),
        ({"phase": "phase-3"}, "phase"),
        ({"reason": " "}, "reason"),
        ({"remedial_plan": ""}, "remedial_plan"),
    ],
)
def test_a_step_back_that_says_too_little_is_refused(
    workspace: Workspace, given: dict[str, str], field: str
) -> None:
    episode = participant(workspace)
    workspace.perform(advance, episode_id=episode, on=ago(10), decided_by="Team", reason="Ready")
    wanted = {"phase": "phase-1", "reason": "why", "remedial_plan": "plan", **given}
    with leaves_nothing(workspace, field):
        workspace.perform(demote, episode_id=episode, **wanted)


def test_the_last_phase_leads_to_graduation_only(workspace: Workspace) -> None:
    episode = participant(workspace)
    for days in (40, 30, 20, 10):
        workspace.perform(
            advance, episode_id=episode, on=ago(days), decided_by="Team", reason="Transfer"
        )
    with leaves_nothing(workspace):
        workspace.perform(advance, episode_id=episode, decided_by="Team", reason="Ready")


def test_what_the_rules_say_is_asked_for_any_day(workspace: Workspace) -> None:
    episode = participant(workspace)
    early = workspace.read(phases.judged, episode_id=episode, as_of=ADMITTED)
    late = workspace.read(phases.judged, episode_id=episode, as_of=TODAY)
    assert early.clock.days == 0
    assert late.clock.days == (TODAY - ADMITTED).days
