"""A test keeps the medicines of its day, whatever becomes of the list afterwards."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from drugcourt.casework import medications
from drugcourt.casework.facts.facts import gather_one
from drugcourt.casework.specimens import snapshots, specimens
from drugcourt.casework.specimens.card import beside
from drugcourt.casework.specimens.file_tests import file_tests
from drugcourt.casework.specimens.testing import one_test
from drugcourt.domain.medications import StoppedBy
from drugcourt.domain.specimens import CollectionStatus, Interpretation, Reading, Substance
from drugcourt.errors import FieldRefusal
from drugcourt.records.specimens import MedicationSnapshot, Specimen
from drugcourt.rules.sobriety import read_all
from drugcourt.workspace import Workspace
from tests.court_day import TODAY, admitted, cup, days_ago, kept, kept_all, no_cup

BUP = Substance.BUPRENORPHINE


def suboxone(court: Workspace, episode_id: int, ago: int) -> int:
    return court.perform(
        medications.start_medication,
        episode_id=episode_id,
        name="Suboxone",
        started_on=days_ago(ago),
    )


def reading(court: Workspace, number: int) -> Reading:
    return court.read(one_test, specimen_id=number).row.reading


def test_a_medicine_entered_later_does_not_rewrite_a_test(workspace: Workspace) -> None:
    episode = admitted(workspace)
    number = cup(workspace, episode, days_ago(3), BUP)
    assert reading(workspace, number) is Reading.UNEXPECTED_POSITIVE
    suboxone(workspace, episode, 10)
    assert reading(workspace, number) is Reading.UNEXPECTED_POSITIVE
    shown = workspace.read(beside, specimen_id=number)
    assert (shown.medicines_then, shown.medicines_now, shown.differs) == ((), ("Suboxone",), True)
    assert shown.interpretation is Interpretation.UNEXPECTED_POSITIVE


def test_the_same_reading_stands_in_lists_file_and_facts(workspace: Workspace) -> None:
    episode = admitted(workspace)
    number = cup(workspace, episode, days_ago(3), BUP)
    suboxone(workspace, episode, 10)
    facts = workspace.read(gather_one, episode)
    assert facts is not None
    said = {test.id: reading.reading for test, reading in read_all(facts)}
    assert said[number] is Reading.UNEXPECTED_POSITIVE
    row = workspace.read(file_tests, episode_id=episode)[0]
    assert row.reading is Reading.UNEXPECTED_POSITIVE


def test_a_medicine_stopped_later_leaves_the_test_expected(workspace: Workspace) -> None:
    episode = admitted(workspace)
    medicine = suboxone(workspace, episode, 20)
    number = cup(workspace, episode, days_ago(3), BUP)
    workspace.perform(
        medications.stop_medication,
        medication_id=medicine,
        ended_on=days_ago(8),
        stopped_by=StoppedBy.PRESCRIBER,
    )
    assert reading(workspace, number) is Reading.EXPECTED_POSITIVE
    assert workspace.read(beside, specimen_id=number).differs


def test_read_again_by_todays_list_with_a_reason(workspace: Workspace) -> None:
    episode = admitted(workspace)
    number = cup(workspace, episode, days_ago(3), BUP)
    suboxone(workspace, episode, 10)
    with pytest.raises(FieldRefusal):
        workspace.perform(snapshots.take_again, specimen_id=number, reason=" ")
    workspace.perform(snapshots.take_again, specimen_id=number, reason="The letter came late")
    assert reading(workspace, number) is Reading.EXPECTED_POSITIVE
    shown = workspace.read(beside, specimen_id=number)
    assert not shown.differs
    assert [note.text for note in shown.notes] == ["The letter came late"]


def test_tests_with_the_same_medicines_share_one_snapshot(workspace: Workspace) -> None:
    episode = admitted(workspace)
    suboxone(workspace, episode, 20)
    numbers = [cup(workspace, episode, days_ago(ago), BUP) for ago in (9, 5, 2)]
    made = [kept(workspace, Specimen, number).snapshot_id for number in numbers]
    assert len(set(made)) == 1
    counted = workspace.read(lambda db: db.scalar(select(func.count(MedicationSnapshot.id))))
    assert counted == 1


def test_another_dose_is_another_snapshot_that_reads_the_same(workspace: Workspace) -> None:
    then = [{"name": "Suboxone", "detected_as": ["buprenorphine"], "started_on": "2026-11-01"}]
    assert not snapshots.reads_otherwise(
        [{**then[0], "dose": "4 mg"}], [{**then[0], "dose": "8 mg"}]
    )
    assert snapshots.reads_otherwise(then, [])


def test_a_test_ahead_has_none_until_it_is_given(workspace: Workspace) -> None:
    episode = admitted(workspace)
    ahead = no_cup(workspace, episode, TODAY, CollectionStatus.SCHEDULED)
    assert kept(workspace, Specimen, ahead).snapshot_id is None
    cup(workspace, episode, TODAY)
    assert kept(workspace, Specimen, ahead).snapshot_id is not None


def test_another_collection_day_is_read_by_the_medicines_of_that_day(workspace: Workspace) -> None:
    episode = admitted(workspace)
    suboxone(workspace, episode, 5)
    number = cup(workspace, episode, days_ago(8), BUP)
    assert reading(workspace, number) is Reading.UNEXPECTED_POSITIVE
    workspace.perform(
        specimens.amend_test,
        specimen_id=number,
        changes={"collected_on": days_ago(3)},
        reason="The date was read wrongly",
    )
    assert reading(workspace, number) is Reading.EXPECTED_POSITIVE


def test_many_days_are_asked_at_once(workspace: Workspace) -> None:
    first, second = admitted(workspace), admitted(workspace, "Ames")
    suboxone(workspace, first, 5)
    wanted = [(first, days_ago(8)), (first, days_ago(3)), (second, days_ago(3))]

    def act(db, context):
        return snapshots.snapshot_ids(db, [*wanted, wanted[0]])

    found = workspace.perform(act)
    assert set(found) == set(wanted)
    held = {s.id: s.medicines for s in kept_all(workspace, select(MedicationSnapshot))}
    assert [len(held[found[key]]) for key in wanted] == [0, 1, 0]
    assert workspace.perform(act) == found
    assert days_ago(3) - days_ago(8) == timedelta(days=5)
