from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from drugcourt.casework import medications
from drugcourt.casework.follow_ups import follow_ups
from drugcourt.casework.participants import corrections, dossier
from drugcourt.casework.participants.changes import changes
from drugcourt.casework.timeline.strand import Entry
from drugcourt.casework.timeline.timeline import timeline
from drugcourt.domain.medications import StoppedBy
from drugcourt.records.medications import Medication
from drugcourt.workspace import Context, Workspace
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
            medications.stop_medication,
            medication_id=number,
            ended_on=ago(60),
            stopped_by=StoppedBy.PRESCRIBER,
        )
    workspace.perform(
        medications.stop_medication,
        medication_id=number,
        ended_on=ago(1),
        stopped_by=StoppedBy.PRESCRIBER,
    )
    (row,) = workspace.read(medications.medication_rows, episode_id=episode)
    assert (row.ended_on, row.stopped_by) == (ago(1), "prescriber")
    assert workspace.read(dossier.head, episode_id=episode, today=TODAY).moud == ()
    with leaves_nothing(workspace):
        workspace.perform(
            medications.stop_medication,
            medication_id=number,
            ended_on=TODAY,
            stopped_by=StoppedBy.PRESCRIBER,
        )


def begin(workspace: Workspace, episode: int, name: str = "Suboxone", days: int = 50) -> int:
    return workspace.perform(
        medications.start_medication, episode_id=episode, name=name, started_on=ago(days)
    )


def stop(workspace: Workspace, number: int, by: Any, days: int = 3) -> None:
    workspace.perform(
        medications.stop_medication, medication_id=number, ended_on=ago(days), stopped_by=by
    )


def correct(workspace: Workspace, number: int, **changed: Any) -> None:
    workspace.perform(
        corrections.correct_entry,
        table="medication",
        number=number,
        changes=changed,
        reason="Asked again",
    )


def told(workspace: Workspace) -> list[str]:
    found = workspace.read(follow_ups, today=TODAY, each=99).shown
    return [one.text for one in found if "prescriber" in one.text and one.tab == "treatment"]


TOLD = "Suboxone ended by the court or team Nov 21; a prescriber has to decide"


@pytest.mark.parametrize("by", ["", "Dr. Lee", "judge"])
def test_who_decided_is_one_of_the_list(workspace: Workspace, by: str) -> None:
    number = begin(workspace, participant(workspace))
    with leaves_nothing(workspace, "stopped_by"):
        stop(workspace, number, by)


@pytest.mark.parametrize("by", list(StoppedBy))
def test_a_court_alone_never_ends_medication_for_opioid_use_disorder_unseen(
    workspace: Workspace, by: StoppedBy
) -> None:
    stop(workspace, begin(workspace, participant(workspace)), by)
    assert told(workspace) == ([TOLD] if by is StoppedBy.COURT else [])


def test_other_medicines_are_not_followed_up(workspace: Workspace) -> None:
    episode = participant(workspace)
    stop(workspace, begin(workspace, episode, "Sertraline"), StoppedBy.COURT)
    assert told(workspace) == []
    (row,) = workspace.read(medications.medication_rows, episode_id=episode)
    assert not row.needs_prescriber


def test_the_follow_up_ends_with_the_prescribers_word_or_with_the_medicine(
    workspace: Workspace,
) -> None:
    episode = participant(workspace)
    number = begin(workspace, episode)
    stop(workspace, number, StoppedBy.COURT)
    (row,) = workspace.read(medications.medication_rows, episode_id=episode)
    assert row.needs_prescriber
    correct(workspace, number, stopped_by=StoppedBy.COURT_AGREED)
    assert told(workspace) == []
    (line,) = workspace.read(changes, episode_id=episode, today=TODAY, limit=1)
    assert line.text == "Stopped by: Court or team → Court or team, the prescriber agrees"
    correct(workspace, number, stopped_by=StoppedBy.COURT)
    assert told(workspace) == [TOLD]
    again = begin(workspace, episode, "Methadone", 1)
    assert told(workspace) == []
    stop(workspace, again, StoppedBy.PARTICIPANT, 0)
    assert told(workspace) == [TOLD]


def test_who_decided_goes_with_the_end_when_it_is_corrected(workspace: Workspace) -> None:
    episode = participant(workspace)
    number = begin(workspace, episode)
    for field, changed in (
        ("ended_on", {"stopped_by": StoppedBy.JAIL}),
        ("stopped_by", {"ended_on": ago(2)}),
        ("stopped_by", {"ended_on": ago(2), "stopped_by": "judge"}),
    ):
        with leaves_nothing(workspace, field):
            correct(workspace, number, **changed)
    correct(workspace, number, ended_on=ago(2), stopped_by=StoppedBy.JAIL)
    correct(workspace, number, ended_on=None)
    (row,) = workspace.read(medications.medication_rows, episode_id=episode)
    assert (row.ended_on, row.stopped_by) == (None, "")


def test_words_of_before_the_list_stay_as_they_were(workspace: Workspace) -> None:
    episode = participant(workspace)
    number = begin(workspace, episode)
    stop(workspace, number, StoppedBy.PRESCRIBER)

    def of_before(db: Session, context: Context) -> None:
        medicine = db.get(Medication, number)
        assert medicine is not None
        medicine.stopped_by = "Dr. Lee, by phone"

    workspace.perform(of_before)
    correct(workspace, number, dose="8 mg", stopped_by="Dr. Lee, by phone")
    (row,) = workspace.read(medications.medication_rows, episode_id=episode)
    assert (row.dose, row.stopped_by) == ("8 mg", "Dr. Lee, by phone")
    assert row.told_end == "decided by Dr. Lee, by phone"
    (line, _) = workspace.read(timeline, episode_id=episode, entries=frozenset({Entry.MEDICATION}))
    assert line.text == "Suboxone ended · decided by Dr. Lee, by phone"
