"""600 real people's tables are read whole: no row is lost, none is refused."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from drugcourt.domain.specimens import AnalyteResult
from drugcourt.domain.treatment import Attendance
from drugcourt.exchange.tables.headings import propose
from drugcourt.exchange.tables.problems import RowProblem
from drugcourt.exchange.tables.readers import READERS
from drugcourt.exchange.tables.tables import read_tables
from drugcourt.fields.imports import ImportKind
from tests.trial_data import present

CASES = [
    (path, kind, rows, heading)
    for name, kind, rows, heading in (
        ("trial/people.csv", ImportKind.PEOPLE, 600, 1),
        ("trial/specimens.csv", ImportKind.TESTS, 6576, 1),
        ("trial/lab_portal_export.xlsx", ImportKind.TESTS, 2500, 4),
        ("trial/visits.csv", ImportKind.ATTENDANCE, 7340, 1),
        ("trial/medications.csv", ImportKind.MEDICATIONS, 817, 1),
    )
    for path in present(name)
]


@pytest.mark.parametrize(
    ("path", "kind", "rows", "heading"), CASES, ids=[case[0].name for case in CASES]
)
def test_every_row_is_read_once(path: Path, kind: ImportKind, rows: int, heading: int) -> None:
    proposal = propose(read_tables(path), kind)
    assert proposal.ready
    assert proposal.heading_row == heading
    assert set(proposal.unknown) <= {"arm"}
    read = list(READERS[kind](proposal.table, proposal.mapping))
    assert [row for row in read if isinstance(row, RowProblem)] == []
    assert [row.row for row in read] == list(range(heading + 1, heading + 1 + rows))


@pytest.mark.parametrize(
    ("table", "portal"),
    list(
        zip(present("trial/specimens.csv"), present("trial/lab_portal_export.xlsx"), strict=False)
    ),
    ids=lambda path: path.name,
)
def test_the_portals_words_say_the_same_as_the_plain_table(table: Path, portal: Path) -> None:
    def said(path: Path) -> list[tuple]:
        proposal = propose(read_tables(path), ImportKind.TESTS)
        return [
            (t.who, t.collected_on, t.temperature_ok, {(r.substance, r.result) for r in t.results})
            for t in READERS[ImportKind.TESTS](proposal.table, proposal.mapping)
        ]

    assert said(portal) == said(table)[:2500]


@pytest.mark.parametrize("path", present("trial/specimens.csv"), ids=lambda path: path.name)
def test_positives_are_counted_as_the_file_counts_them(path: Path) -> None:
    proposal = propose(read_tables(path), ImportKind.TESTS)
    read = READERS[ImportKind.TESTS](proposal.table, proposal.mapping)
    positive = [r for t in read for r in t.results if r.result is AnalyteResult.POSITIVE]
    with path.open(encoding="utf-8") as file:
        assert len(positive) == sum(row.count("POS") for row in csv.reader(file))


@pytest.mark.parametrize("path", present("trial/visits.csv"), ids=lambda path: path.name)
def test_absences_and_the_one_in_jail_are_told_apart(path: Path) -> None:
    proposal = propose(read_tables(path), ImportKind.ATTENDANCE)
    read = list(READERS[ImportKind.ATTENDANCE](proposal.table, proposal.mapping))
    count = {kind: sum(1 for row in read if row.attendance is kind) for kind in Attendance}
    assert (count[Attendance.ATTENDED], count[Attendance.ABSENT]) == (7312, 27)
    assert count[Attendance.EXCUSED] == 1
