from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from drugcourt.casework.bulk import record_attendance_in_bulk, record_tests_in_bulk
from drugcourt.casework.facts.facts import gather_one
from drugcourt.domain.specimens import AnalyteResult, CollectionStatus, Matrix, Substance, Validity
from drugcourt.domain.treatment import Attendance, SessionKind
from drugcourt.errors import Refusal
from drugcourt.records import history
from drugcourt.records.history import HistoryEntry
from drugcourt.records.specimens import Specimen, SpecimenResult
from drugcourt.workspace import Workspace
from tests.courts import participant


def test_tests_in_bulk_read_like_tests_entered_one_by_one(workspace: Workspace) -> None:
    episode_id = participant(workspace)
    day = workspace.today - timedelta(days=3)
    found = [{"substance": Substance.FENTANYL, "result": AnalyteResult.POSITIVE}]
    rows = [
        {
            "episode_id": episode_id,
            "collected_on": day,
            "status": CollectionStatus.COLLECTED,
            "results": found,
        },
        {"episode_id": episode_id, "collected_on": day, "status": CollectionStatus.MISSED},
    ]
    numbers = workspace.perform(record_tests_in_bulk, rows=rows)
    facts = workspace.read(gather_one, episode_id)
    assert facts is not None
    collected, missed = sorted(facts.specimens, key=lambda s: s.id)
    assert [collected.id, missed.id] == list(numbers)
    assert collected.results[0].result is AnalyteResult.POSITIVE
    assert (missed.validity, missed.matrix) == (Validity.NOT_CHECKED, Matrix.URINE)
    assert missed.results == ()


def test_a_batch_has_one_line_of_history_a_table_and_keeps_the_chain(workspace: Workspace) -> None:
    episode_id = participant(workspace)
    count = select(func.count()).select_from(HistoryEntry)
    before = workspace.read(lambda db: db.scalar(count))
    row = {
        "episode_id": episode_id,
        "collected_on": workspace.today,
        "status": CollectionStatus.COLLECTED,
        "results": [{"substance": Substance.THC, "result": AnalyteResult.NEGATIVE}],
    }
    workspace.perform(record_tests_in_bulk, rows=[row] * 50)
    assert workspace.read(lambda db: db.scalar(count)) == before + 2
    assert workspace.read(history.check_chain, key=workspace.database.history_key) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"episode_id": 999},
        {"collected_on": None},
        {"status": CollectionStatus.MISSED},
    ],
    ids=["unknown participant", "tomorrow", "results without a specimen"],
)
def test_one_wrong_row_refuses_the_whole_batch(
    workspace: Workspace, wrong: dict[str, object]
) -> None:
    good = {
        "episode_id": participant(workspace),
        "collected_on": workspace.today,
        "status": CollectionStatus.COLLECTED,
        "results": [{"substance": Substance.THC, "result": AnalyteResult.NEGATIVE}],
    }
    if "collected_on" in wrong:
        wrong = {"collected_on": workspace.today + timedelta(days=1)}
    with pytest.raises(Refusal):
        workspace.perform(record_tests_in_bulk, rows=[good, {**good, **wrong}])
    for record in (Specimen, SpecimenResult):
        kept = select(func.count()).select_from(record)
        assert workspace.read(lambda db, asked=kept: db.scalar(asked)) == 0


def test_sessions_in_bulk_count_for_the_participant_they_belong_to(workspace: Workspace) -> None:
    first, second = participant(workspace), participant(workspace)
    rows = [
        {
            "episode_id": episode_id,
            "held_on": workspace.today,
            "kind": SessionKind.GROUP,
            "attendance": attendance,
        }
        for episode_id, attendance in ((first, Attendance.ABSENT), (second, Attendance.LATE))
    ]
    workspace.perform(record_attendance_in_bulk, rows=rows)
    facts = workspace.read(gather_one, first)
    assert facts is not None
    assert [session.attendance for session in facts.sessions] == [Attendance.ABSENT]
