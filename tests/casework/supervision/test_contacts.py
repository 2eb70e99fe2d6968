from __future__ import annotations

from datetime import date

import pytest

from drugcourt.casework.supervision import contacts, work
from drugcourt.domain.supervision import ContactMode, WorkKind
from drugcourt.workspace import Workspace
from tests.casework.files import TODAY, ago, last_change, leaves_nothing, participant


def test_a_contact_is_signed_by_whoever_records_it(workspace: Workspace) -> None:
    episode = participant(workspace)
    workspace.perform(
        contacts.record_contact,
        episode_id=episode,
        contacted_on=ago(2),
        mode=ContactMode.HOME,
        text="All well",
    )
    (row,) = workspace.read(contacts.contact_rows, episode_id=episode)
    assert (row.by, row.reached, row.text) == ("R. Alvarez", True, "All well")
    assert last_change(workspace, "contact").who == "R. Alvarez"
    with leaves_nothing(workspace, "contacted_on"):
        workspace.perform(
            contacts.record_contact,
            episode_id=episode,
            contacted_on=date(2026, 11, 25),
            mode=ContactMode.HOME,
        )


def _job(workspace: Workspace, episode: int, **more: object) -> int:
    return workspace.perform(
        work.begin_work,
        episode_id=episode,
        kind=WorkKind.JOB,
        started_on=ago(30),
        place="Harbor Lumber",
        **more,
    )


def test_a_job_is_verified_and_ends_once(workspace: Workspace) -> None:
    episode = participant(workspace)
    spell = _job(workspace, episode, hours=24)
    workspace.perform(work.verify_work, spell_id=spell, verified_on=ago(5))
    workspace.perform(work.end_work, spell_id=spell, ended_on=ago(1))
    (row,) = workspace.read(work.work_rows, episode_id=episode)
    assert (row.hours, row.verified_on, row.ended_on) == (24, ago(5), ago(1))
    assert last_change(workspace, "work_spell").act == "end_work"
    with leaves_nothing(workspace):
        workspace.perform(work.end_work, spell_id=spell, ended_on=TODAY)


@pytest.mark.parametrize("hours", [-1, 169])
def test_a_week_has_no_more_hours(workspace: Workspace, hours: float) -> None:
    episode = participant(workspace)
    with leaves_nothing(workspace, "hours"):
        _job(workspace, episode, hours=hours)


@pytest.mark.parametrize("on", [ago(31), date(2026, 11, 25)])
def test_proof_and_end_lie_within_the_job(workspace: Workspace, on: date) -> None:
    spell = _job(workspace, participant(workspace))
    with leaves_nothing(workspace, "verified_on"):
        workspace.perform(work.verify_work, spell_id=spell, verified_on=on)
    with leaves_nothing(workspace, "ended_on"):
        workspace.perform(work.end_work, spell_id=spell, ended_on=on)
