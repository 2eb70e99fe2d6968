from __future__ import annotations

import json
from datetime import date

import pytest

from drugcourt.casework.exits import exits
from drugcourt.casework.participants import dossier, participants, particulars, roster
from drugcourt.casework.participants.participants import Admission
from drugcourt.casework.participants.roster import RosterFilter, View
from drugcourt.casework.timeline import timeline
from drugcourt.domain.episodes import EpisodeStatus, ExitReason, RiskNeed
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


def test_a_referral_makes_a_candidate_with_the_next_free_number(workspace: Workspace) -> None:
    first, second = candidate(workspace), candidate(workspace, "Moss", "Ira")
    rows = workspace.read(roster.roster, wanted=RosterFilter(view=View.CANDIDATES), today=TODAY)
    assert [(row.id, row.reference) for row in rows] == [(second, "26-0002"), (first, "26-0001")]
    assert {row.status for row in rows} == {EpisodeStatus.REFERRED}
    assert last_change(workspace, "episode").act == "refer"


def test_a_person_without_name_and_number_is_refused(workspace: Workspace) -> None:
    with leaves_nothing(workspace, "family_name"):
        workspace.perform(participants.refer, person={"family_name": " "})


@pytest.mark.parametrize("born", [date(2026, 11, 24), date(1850, 1, 1)])
def test_a_birth_date_that_cant_be_right_is_refused(workspace: Workspace, born: date) -> None:
    with leaves_nothing(workspace, "birth_date"):
        candidate(workspace, birth_date=born)


def test_a_number_that_is_taken_is_refused(workspace: Workspace) -> None:
    candidate(workspace, reference="A-1")
    with leaves_nothing(workspace, "reference"):
        candidate(workspace, "Moss", "Ira", reference="A-1")


def test_someone_with_an_open_episode_is_not_referred_again(workspace: Workspace) -> None:
    episode = participant(workspace)
    person = workspace.read(dossier.head, episode_id=episode, today=TODAY).person_id
    with leaves_nothing(workspace):
        workspace.perform(participants.refer, person={}, person_id=person)


def test_someone_who_left_comes_back_with_a_second_episode(workspace: Workspace) -> None:
    episode = participant(workspace)
    person = workspace.read(dossier.head, episode_id=episode, today=TODAY).person_id
    workspace.perform(exits.discharge, episode_id=episode, exit_reason=ExitReason.RELOCATED)
    again = workspace.perform(participants.refer, person={}, person_id=person)
    head = workspace.read(dossier.head, episode_id=again, today=TODAY)
    assert (head.person_id, head.number, head.candidate) == (person, 2, True)


def test_admission_begins_the_first_phase(workspace: Workspace) -> None:
    episode = candidate(workspace)
    workspace.perform(
        participants.admit,
        episode_id=episode,
        admission=Admission(ADMITTED, risk_need=RiskNeed.HIGH_HIGH),
    )
    head = workspace.read(dossier.head, episode_id=episode, today=TODAY)
    assert (head.status, head.phase_number) == (EpisodeStatus.ACTIVE, 1)
    assert head.risk_need is RiskNeed.HIGH_HIGH
    assert last_change(workspace, "phase_stay").act == "admit"


@pytest.mark.parametrize(
    ("admission", "field"),
    [
        (Admission(date(2026, 11, 25)), "admitted_on"),
        (Admission(date(2026, 1, 1)), "admitted_on"),
        (Admission(ADMITTED, phase="phase-99"), "phase"),
    ],
    ids=["tomorrow", "before the referral", "unknown phase"],
)
def test_an_admission_that_cant_be_is_refused(
    workspace: Workspace, admission: Admission, field: str
) -> None:
    episode = candidate(workspace)
    with leaves_nothing(workspace, field):
        workspace.perform(participants.admit, episode_id=episode, admission=admission)


def test_nobody_is_admitted_twice(workspace: Workspace) -> None:
    episode = participant(workspace)
    with leaves_nothing(workspace):
        workspace.perform(participants.admit, episode_id=episode, admission=Admission(ADMITTED))


def test_a_status_change_ends_the_one_before_on_that_day(workspace: Workspace) -> None:
    episode = participant(workspace)
    workspace.perform(
        participants.set_status,
        episode_id=episode,
        status=EpisodeStatus.IN_CUSTODY,
        on=ago(5),
        reason="Booked",
    )
    head = workspace.read(dossier.head, episode_id=episode, today=TODAY)
    assert (head.status, head.status_since) == (EpisodeStatus.IN_CUSTODY, ago(5))
    assert json.loads(last_change(workspace, "status_span").after) == {
        "ended_on": ago(5).isoformat()
    }
    told = workspace.read(timeline.timeline, episode_id=episode, text="booked")
    assert [(row.on, row.text) for row in told] == [(ago(5), "In custody · Booked")]


@pytest.mark.parametrize(
    "status",
    [
        EpisodeStatus.ACTIVE,
        EpisodeStatus.GRADUATED,
        EpisodeStatus.SCREENING,
        EpisodeStatus.DECLINED,
    ],
)
def test_a_participant_takes_no_status_that_does_not_fit(
    workspace: Workspace, status: EpisodeStatus
) -> None:
    episode = participant(workspace)
    with leaves_nothing(workspace, "status"):
        workspace.perform(participants.set_status, episode_id=episode, status=status)


def test_a_candidate_becomes_active_by_admission_only(workspace: Workspace) -> None:
    episode = candidate(workspace)
    with leaves_nothing(workspace, "status"):
        workspace.perform(participants.set_status, episode_id=episode, status=EpisodeStatus.ACTIVE)


def test_a_declined_candidate_has_left(workspace: Workspace) -> None:
    episode = candidate(workspace)
    workspace.perform(
        participants.set_status, episode_id=episode, status=EpisodeStatus.DECLINED, on=ago(1)
    )
    assert workspace.read(dossier.head, episode_id=episode, today=TODAY).exited_on == ago(1)


def test_a_status_cant_begin_before_the_one_it_ends(workspace: Workspace) -> None:
    episode = participant(workspace)
    with leaves_nothing(workspace, "on"):
        workspace.perform(
            participants.set_status,
            episode_id=episode,
            status=EpisodeStatus.ABSCONDED,
            on=date(2026, 1, 1),
        )


def test_amending_a_person_keeps_what_stood_before(workspace: Workspace) -> None:
    episode = participant(workspace)
    person = workspace.read(dossier.head, episode_id=episode, today=TODAY).person_id
    changes = {"given_name": "Kevyn", "aliases": ["Kev", "", "Kev"]}
    workspace.perform(participants.amend_person, person_id=person, changes=changes)
    kept = workspace.read(particulars.person_values, person_id=person)
    assert (kept["given_name"], kept["aliases"]) == ("Kevyn", "Kev")
    line = last_change(workspace, "person")
    assert json.loads(line.before) == {"given_name": "Kevin"}
    found = workspace.read(roster.roster, wanted=RosterFilter(text="kevyn"), today=TODAY)
    assert [row.id for row in found] == [episode]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reference": ""}, "reference"),
        ({"shoe_size": 44}, "shoe_size"),
        ({"birth_date": date(2027, 1, 1)}, "birth_date"),
    ],
)
def test_an_amendment_that_cant_be_is_refused(
    workspace: Workspace, changes: dict[str, object], field: str
) -> None:
    episode = participant(workspace)
    person = workspace.read(dossier.head, episode_id=episode, today=TODAY).person_id
    with leaves_nothing(workspace, field):
        workspace.perform(participants.amend_person, person_id=person, changes=changes)


def test_one_name_may_be_taken_away_while_another_stands(workspace: Workspace) -> None:
    episode = participant(workspace)
    person = workspace.read(dossier.head, episode_id=episode, today=TODAY).person_id
    workspace.perform(participants.amend_person, person_id=person, changes={"family_name": ""})
    assert workspace.read(dossier.name_of, episode_id=episode) == "Kevin"


def test_the_frame_of_an_episode_is_amended_even_after_it_ended(workspace: Workspace) -> None:
    episode = participant(workspace)
    workspace.perform(exits.discharge, episode_id=episode, exit_reason=ExitReason.ILLNESS)
    workspace.perform(
        participants.amend_episode, episode_id=episode, changes={"case_manager": "S. Novak"}
    )
    kept = workspace.read(particulars.episode_values, episode_id=episode)
    assert kept["case_manager"] == "S. Novak"
    with leaves_nothing(workspace, "phase"):
        workspace.perform(
            participants.amend_episode, episode_id=episode, changes={"phase": "phase-2"}
        )
