from __future__ import annotations

from datetime import date

import pytest

from drugcourt.casework import medications
from drugcourt.casework.participants import dossier
from drugcourt.workspace import Workspace
from tests.casework.files import TODAY, ago, last_change, leaves_nothing, participant


def test_what_a_test_may_show_follows_from_the_medicine(workspace: Workspace) -> None:
    episode = participant(workspace)
    workspace.perform(
        medications.start_medication, episode_id=episode, name=" Suboxone ", started_on=ago(100)
    )
    (row,) = workspace.read(medications.medication_rows, episode_id=episode)
    assert (row.name, row.moud, row.detected) == ("Suboxone", True, "Buprenorphine")
    head = workspace.read(dossier.head, episode_id=episode, today=TODAY)
    assert head.moud == (("Suboxone", ago(100)),)
    assert last_change(workspace, "medication").act == "start_medication"


def test_what_is_said_outright_prevails_over_the_name(workspace: Workspace) -> None:
    episode = participant(workspace)
    workspace.perform(
        medications.start_medication,
        episode_id=episode,
        name="Suboxone",
        started_on=ago(9),
        detected_as=(),
        moud=False,
    )
    (row,) = workspace.read(medications.medication_rows, episode_id=episode)
    assert (row.moud, row.detected) == (False, "")


@pytest.mark.parametrize(
    ("name", "on", "field"),
    [(" ", ago(1), "name"), ("Suboxone", date(2026, 11, 25), "started_on")],
)
def test_a_medicine_has_a_name_and_has_begun(
    workspace: Workspace, name: str, on: date, field: str
) -> None:
    episode = participant(workspace)
    with leaves_nothing(workspace, field):
        workspace.perform(
            medications.start_medication, episode_id=episode, name=name, started_on=on
        )


def test_a_medicine_ends_once_and_who_decided_is_kept(workspace: Workspace) -> None:
    episode = participant(workspace)
    number = workspace.perform(
        medications.start_medication, episode_id=episode, name="Suboxone", started_on=ago(50)
    )
    with leaves_nothing(workspace, "stopped_by"):
        workspace.perform(
            medications.stop_medication, medication_id=number, ended_on=TODAY, stopped_by=""
        )
    with leaves_nothing(workspace, "ended_on"):
        workspace.perform(
            medications.stop_medication, medication_id=number, ended_on=ago(60), stopped_by="Dr."
        )
    workspace.perform(
        medications.stop_medication, medication_id=number, ended_on=ago(1), stopped_by="Prescriber"
    )
    (row,) = workspace.read(medications.medication_rows, episode_id=episode)
    assert (row.ended_on, row.stopped_by) == (ago(1), "Prescriber")
    assert workspace.read(dossier.head, episode_id=episode, today=TODAY).moud == ()
    with leaves_nothing(workspace):
        workspace.perform(
            medications.stop_medication, medication_id=number, ended_on=TODAY, stopped_by="Dr."
        )
