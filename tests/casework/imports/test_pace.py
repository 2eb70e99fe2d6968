"""A long import says how far it is, and stopping it leaves nothing behind."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from drugcourt.casework.imports import batches
from drugcourt.casework.imports.batches import ReadFile
from drugcourt.casework.imports.pace import EVERY, Pace, Step, StoppedRefusal
from drugcourt.fields.imports import ImportKind
from drugcourt.records.courts import ImportBatch
from drugcourt.records.history import check_chain
from drugcourt.records.specimens import Specimen
from drugcourt.workspace import Workspace
from tests.court_day import TODAY, days_ago

ROWS = 2 * EVERY + 10


@pytest.fixture
def long_file(workspace: Workspace, tmp_path: Path) -> ReadFile:
    people = tmp_path / "people.csv"
    people.write_text(
        f"Participant,Name,Admitted\nP-1,Tran Kevin,{days_ago(ROWS + 30):%Y-%m-%d}\n", "utf-8"
    )
    workspace.perform(batches.import_file, file=batches.read_file(people, ImportKind.PEOPLE))
    path = tmp_path / "tests.csv"
    lines = [f"P-1,{TODAY - timedelta(days=n):%Y-%m-%d},neg" for n in range(ROWS)]
    path.write_text("\n".join(["Donor ID,Collected,THC", *lines]), "utf-8")
    return batches.read_file(path, ImportKind.TESTS)


def count(court: Workspace, record: type[Specimen | ImportBatch]) -> int:
    return court.read(lambda db: db.scalar(select(func.count()).select_from(record))) or 0


def test_an_import_tells_how_many_rows_are_read_and_written(
    workspace: Workspace, long_file: ReadFile
) -> None:
    steps: list[Step] = []
    workspace.perform(batches.import_file, file=long_file, pace=Pace(steps.append))
    reading = [step for step in steps if "read" in step.sentence]
    assert [step.done for step in reading] == [0, EVERY, 2 * EVERY]
    assert {step.total for step in reading} == {ROWS + 1}
    assert steps[-1].sentence == f"{ROWS:,} of {ROWS:,} records written, all or none"
    assert count(workspace, Specimen) == ROWS


@pytest.mark.parametrize("word", ["read", "written"])
def test_an_import_that_is_stopped_leaves_nothing(
    workspace: Workspace, long_file: ReadFile, word: str
) -> None:
    pace = Pace()
    before = count(workspace, ImportBatch)

    def tell(step: Step) -> None:
        if word in step.sentence and step.done:
            pace.stop()

    pace.tell = tell
    with pytest.raises(StoppedRefusal, match="Nothing of the file"):
        workspace.perform(batches.import_file, file=long_file, pace=pace)
    assert count(workspace, Specimen) == 0
    assert count(workspace, ImportBatch) == before
    assert workspace.read(check_chain, key=workspace.database.history_key) is None
    report = workspace.perform(batches.import_file, file=long_file)
    assert report.new == ROWS
