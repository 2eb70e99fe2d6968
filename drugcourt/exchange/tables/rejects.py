"""Which rows were not taken, as a file that can be corrected and brought in again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from drugcourt.exchange.files import atomic_write
from drugcourt.exchange.safe_cells import safe_text
from drugcourt.exchange.tables.problems import RowProblem
from drugcourt.exchange.tables.tables import SheetTable
from drugcourt.exchange.tables.values import text_of


def write_rejects(
    path: Path,
    problems: Iterable[RowProblem],
    table: SheetTable,
    heading_row: int | None = None,
) -> int:
    """One line for each problem: row, column, reason, then the row's own cells; the lines written.

    With `heading_row` the headings of that row stand above the cells. No cell can act as a formula.
    """
    by_number = dict(zip(table.row_numbers, table.rows, strict=True))
    headings = by_number.get(heading_row, []) if heading_row is not None else []
    count = 0
    with atomic_write(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", errors="replace")
        out = csv.writer(text)
        out.writerow(["Row", "Column", "Reason", *(safe_text(text_of(cell)) for cell in headings)])
        for problem in problems:
            cells = by_number.get(problem.row_number, [])
            out.writerow(
                [
                    problem.row_number,
                    safe_text(problem.column),
                    safe_text(problem.reason),
                    *(safe_text(text_of(cell)) for cell in cells),
                ]
            )
            count += 1
        text.flush()
        text.detach()
    return count
