"""Rejected rows leave as a file that can be corrected."""

from __future__ import annotations

import csv
from pathlib import Path

from drugcourt.exchange.tables.problems import RowProblem
from drugcourt.exchange.tables.rejects import write_rejects
from tests.exchange.books import table


def test_each_problem_stands_with_its_row_and_no_cell_is_a_formula(tmp_path: Path) -> None:
    sheet = table(["ID", "Admitted"], ["=1+1", "soon"], ["8", "2026-01-01"])
    problems = [RowProblem(2, "Admitted", "date", "This is not a date.")]
    assert write_rejects(tmp_path / "rejects.csv", problems, sheet, 1) == 1
    with (tmp_path / "rejects.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [
            ["Row", "Column", "Reason", "ID", "Admitted"],
            ["2", "Admitted", "This is not a date.", "'=1+1", "soon"],
        ]
