from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from drugcourt.casework import cases, milestones, phases
from drugcourt.casework.exits import aftercare, dispositions, exits, graduations
from drugcourt.casework.participants import dossier, participants
from drugcourt.casework.programs import programs
from drugcourt.domain.cases import CaseOutcome
from drugcourt.domain.episodes import EpisodeStatus, ExitReason
from drugcourt.domain.exits import RecordCheckResult
from drugcourt.errors import Refusal
from drugcourt.exchange.resources import resource
from drugcourt.records.milestones import Milestone
from drugcourt.records.phases import PhaseStay
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
from tests.reports import people


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
            exits.terminate,
            episode_id=episode,
            exit_reason=ExitReason.OTHER,
            decided_by="Hon. Whitfield",
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


def test_a_graduation_needs_a_fresh_record_check(workspace: Workspace) -> None:
    episode = ready_but_for_the_check(workspace, checked=ago(40))
    with leaves_nothing(workspace):
        workspace.perform(exits.graduate, episode_id=episode)
    with pytest.raises(Refusal) as refused:
        workspace.perform(exits.graduate, episode_id=episode)
    said = [finding.text for finding in refused.value.findings]
    assert "done Oct 15, more than 30 days ago" in said
    workspace.perform(
        graduations.record_check,
        episode_id=episode,
        checked_on=ago(2),
        checked_by="J. Pike",
        result=RecordCheckResult.CLEAR,
    )
    workspace.perform(exits.graduate, episode_id=episode)
    head = workspace.read(dossier.head, episode_id=episode, today=TODAY)
    assert head.status is EpisodeStatus.GRADUATED


def test_a_new_charge_found_after_a_clear_check_is_in_the_way(workspace: Workspace) -> None:
    episode = ready_but_for_the_check(workspace, checked=ago(10))
    workspace.perform(
        graduations.record_check,
        episode_id=episode,
        checked_on=ago(1),
        checked_by="J. Pike",
        result=RecordCheckResult.NEW_CHARGE,
        text="Theft, county court, cited Nov 20",
    )
    with pytest.raises(Refusal, match="record check does not hold: new charge found on Nov 23"):
        workspace.perform(exits.graduate, episode_id=episode)
    with leaves_nothing(workspace):
        workspace.perform(exits.graduate, episode_id=episode, decided_by="Hon. Whitfield")
    workspace.perform(
        exits.graduate, episode_id=episode, decided_by="Hon. Whitfield", reason="Dismissed today"
    )
    last = select(PhaseStay.decided_by, PhaseStay.reason, PhaseStay.findings)
    stay = workspace.read(lambda db: db.execute(last.order_by(PhaseStay.id.desc())).first())
    assert (stay.decided_by, stay.reason) == ("Hon. Whitfield", "Dismissed today")
    assert "graduation.record_check" in {finding["rule"] for finding in stay.findings}


def test_a_program_without_a_term_asks_for_no_check(workspace: Workspace) -> None:
    text = resource("programs", "five-phase.toml").read_text("utf-8")
    text = text.replace("record_check_days = 30\n", "").replace("five-phase", "no-check")
    workspace.perform(programs.keep_program, text=text, default=True)
    episode = participant(workspace)
    found = workspace.read(graduations.preparation, episode_id=episode, today=TODAY)
    assert (found.check_days, found.check_lacks) == (None, "")


def test_follow_ups_are_planned_by_calendar_months_for_those_who_can_be_asked(
    workspace: Workspace,
) -> None:
    graduate, moved = participant(workspace), participant(workspace, "Moss", "Ira")
    workspace.perform(
        exits.graduate,
        episode_id=graduate,
        on=date(2026, 8, 31),
        decided_by="Hon. Whitfield",
        reason="Transfer",
    )
    workspace.perform(exits.discharge, episode_id=moved, exit_reason=ExitReason.RELOCATED)
    rows = workspace.read(aftercare.follow_up_rows, episode_id=graduate)
    assert [row.due_on for row in rows] == [
        date(2027, 2, 28),
        date(2027, 8, 31),
        date(2028, 8, 31),
        date(2029, 8, 31),
    ]
    assert workspace.read(aftercare.follow_up_rows, episode_id=moved) == []


def test_a_probation_that_graduation_ends_has_its_day(workspace: Workspace) -> None:
    episode = participant(workspace)
    case = workspace.perform(
        cases.add_case,
        episode_id=episode,
        number="CR-1",
        if_graduated=CaseOutcome.PROBATION_ENDED,
    )
    workspace.perform(exits.graduate, episode_id=episode, decided_by="x", reason="y")
    kept = workspace.read(dispositions.disposition_of, case_id=case)
    assert kept.probation_ended_on == TODAY
    assert last_change(workspace, "case_disposition").episode_id == episode


def test_who_left_comes_back_in_a_new_episode_beside_the_old_one(workspace: Workspace) -> None:
    first = participant(workspace)
    proceeding(workspace, first)
    workspace.perform(
        exits.terminate,
        episode_id=first,
        exit_reason=ExitReason.LACK_OF_ENGAGEMENT,
        decided_by="Hon. Whitfield",
    )
    old = workspace.read(dossier.head, episode_id=first, today=TODAY)
    again = workspace.perform(participants.refer, person={}, person_id=old.person_id)
    new = workspace.read(dossier.head, episode_id=again, today=TODAY)
    assert (new.person_id, new.number, new.candidate) == (old.person_id, 2, True)
    assert old.status is EpisodeStatus.TERMINATED


def ready_but_for_the_check(workspace: Workspace, checked: date) -> int:
    """Someone for whom all is met on any reasonable day of the record check but perhaps this."""
    episode = people.done(workspace)
    row = select(Milestone).where(Milestone.episode_id == episode, Milestone.key == "record_check")
    kept = workspace.read(lambda db: db.scalars(row).one().id)
    workspace.perform(milestones.withdraw_milestone, milestone_id=kept, reason="Another day")
    workspace.perform(
        milestones.reach_milestone, episode_id=episode, key="record_check", done_on=checked
    )
    return episode
