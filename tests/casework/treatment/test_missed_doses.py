from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from drugcourt.casework import medications
from drugcourt.casework.medications import MedicationRow
from drugcourt.casework.participants import corrections
from drugcourt.casework.participants.changes import changes
from drugcourt.casework.timeline.strand import Entry
from drugcourt.casework.timeline.timeline import timeline
from drugcourt.casework.treatment import missed_doses
from drugcourt.casework.treatment.missed_doses import MOST_DOSES, MissedDoseRow
from drugcourt.domain.medications import StoppedBy
from drugcourt.errors import Refusal
from drugcourt.workspace import Workspace
from tests.casework.files import TODAY, ago, last_change, leaves_nothing, participant


@pytest.fixture
def episode(workspace: Workspace) -> int:
    return participant(workspace)


@pytest.fixture
def medicine(workspace: Workspace, episode: int) -> int:
    return workspace.perform(
        medications.start_medication, episode_id=episode, name="Suboxone", started_on=ago(50)
    )


def miss(workspace: Workspace, medicine: int, days: int, doses: Any = 1, text: str = "") -> int:
    return workspace.perform(
        missed_doses.record_missed_dose,
        medication_id=medicine,
        missed_on=ago(days),
        doses=doses,
        text=text,
    )


def rows(workspace: Workspace, episode: int) -> list[MissedDoseRow]:
    return workspace.read(missed_doses.missed_dose_rows, episode_id=episode)


def row(workspace: Workspace, episode: int) -> MedicationRow:
    (found,) = workspace.read(medications.medication_rows, episode_id=episode)
    return found


def stop(workspace: Workspace, medicine: int, on: date) -> None:
    workspace.perform(
        medications.stop_medication,
        medication_id=medicine,
        ended_on=on,
        stopped_by=StoppedBy.PRESCRIBER,
    )


def correct(workspace: Workspace, table: str, number: int, **changed: Any) -> None:
    workspace.perform(
        corrections.correct_entry, table=table, number=number, changes=changed, reason="Misread"
    )


def test_missed_doses_are_listed_and_counted_beside_the_medicine(workspace, episode, medicine):
    assert (row(workspace, episode).missed, row(workspace, episode).missed_on) == (0, None)
    miss(workspace, medicine, 12, 2, " No ride to the clinic ")
    miss(workspace, medicine, 30)
    assert [
        (one.missed_on, one.medicine, one.doses, one.text) for one in rows(workspace, episode)
    ] == [
        (ago(12), "Suboxone", 2, "No ride to the clinic"),
        (ago(30), "Suboxone", 1, ""),
    ]
    assert (row(workspace, episode).missed, row(workspace, episode).missed_on) == (3, ago(12))
    line = last_change(workspace, "missed_dose")
    assert (line.act, line.episode_id) == ("record_missed_dose", episode)


def test_another_medicine_keeps_its_own_count(workspace, episode, medicine) -> None:
    other = workspace.perform(
        medications.start_medication, episode_id=episode, name="Sertraline", started_on=ago(40)
    )
    miss(workspace, other, 5, 4)
    counts = {
        one.id: one.missed
        for one in workspace.read(medications.medication_rows, episode_id=episode)
    }
    assert counts == {medicine: 0, other: 4}


@pytest.mark.parametrize("doses", [1, MOST_DOSES])
def test_from_one_dose_to_the_most_may_be_missed(workspace, episode, medicine, doses) -> None:
    miss(workspace, medicine, 3, doses)
    assert rows(workspace, episode)[0].doses == doses


@pytest.mark.parametrize("doses", [0, -1, MOST_DOSES + 1, None])
def test_other_numbers_of_doses_are_refused(workspace, medicine, doses) -> None:
    with leaves_nothing(workspace, "doses"):
        miss(workspace, medicine, 3, doses)


def test_a_dose_is_missed_on_a_day_on_which_the_medicine_is_taken(workspace, episode, medicine):
    stop(workspace, medicine, ago(10))
    for days in (51, 10, 0, -1):
        with leaves_nothing(workspace, "missed_on"):
            miss(workspace, medicine, days)
    miss(workspace, medicine, 50)
    miss(workspace, medicine, 11)
    with leaves_nothing(workspace, "missed_on"):
        miss(workspace, medicine, 11)  # twice the same day
    with leaves_nothing(workspace):
        miss(workspace, medicine + 99, 11)
    assert len(rows(workspace, episode)) == 2


def test_a_missed_dose_is_corrected_and_taken_back_with_the_reason(workspace, episode, medicine):
    number = miss(workspace, medicine, 12)
    miss(workspace, medicine, 20)
    correct(workspace, "missed_dose", number, doses=3, missed_on=ago(13))
    assert (rows(workspace, episode)[0].doses, rows(workspace, episode)[0].missed_on) == (
        3,
        ago(13),
    )
    correct(workspace, "missed_dose", number, text="Rang the clinic")  # its own day is no other
    for field, value in (
        ("doses", 0),
        ("missed_on", ago(60)),
        ("missed_on", ago(20)),
        ("missed_on", TODAY + timedelta(days=1)),
    ):
        with leaves_nothing(workspace, field):
            correct(workspace, "missed_dose", number, **{field: value})
    workspace.perform(
        corrections.take_back_entry, table="missed_dose", number=number, reason="Was taken"
    )
    assert [one.missed_on for one in rows(workspace, episode)] == [ago(20)]
    told = workspace.read(changes, episode_id=episode, today=TODAY)
    assert [one.what for one in told][:2] == ["Missed dose taken back", "Missed dose changed"]
    assert told[2].text == "Missed: Nov 12 → Nov 11; Doses: 1 → 3"


def test_a_medicine_keeps_the_days_on_which_doses_were_missed(workspace, episode, medicine) -> None:
    miss(workspace, medicine, 12)
    with leaves_nothing(workspace, "ended_on"):
        stop(workspace, medicine, ago(12))
    with leaves_nothing(workspace, "started_on"):
        correct(workspace, "medication", medicine, started_on=ago(11))
    with pytest.raises(Refusal, match="Take those back first"):
        workspace.perform(
            corrections.take_back_entry, table="medication", number=medicine, reason="Another's"
        )
    stop(workspace, medicine, ago(11))
    with leaves_nothing(workspace, "ended_on"):
        correct(workspace, "medication", medicine, ended_on=ago(12))


def test_days_on_a_medicine_run_from_the_first_to_its_end_or_to_today(workspace, episode, medicine):
    assert row(workspace, episode).days(TODAY) == 50
    stop(workspace, medicine, ago(10))
    assert row(workspace, episode).days(TODAY) == 40


def test_missed_doses_stand_in_the_timeline_with_the_medicine_and_are_found_by_word(
    workspace, episode, medicine
) -> None:
    miss(workspace, medicine, 12, 2, "No ride")
    for words in ("ride", "missed dose"):
        (line,) = workspace.read(
            timeline, episode_id=episode, entries=frozenset({Entry.MEDICATION}), text=words
        )
        assert line.text == "Suboxone, 2 doses missed · No ride"
