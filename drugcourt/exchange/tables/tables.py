"""What stands in someone else's spreadsheet, as plain rows with the numbers their owner sees."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from pathlib import Path

from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from drugcourt.errors import Refusal
from drugcourt.exchange.tables.delimited import read_delimited
from drugcourt.exchange.tables.far_cells import FarCell, without_far_cells
from drugcourt.exchange.tables.formulas import Places, uncomputed
from drugcourt.exchange.tables.values import Cell, clean_text
from drugcourt.exchange.tables.workbook_guard import FileForm, TooWide, check_workbook, form_of

MOST_FILE_BYTES = 64 * 2**20
"""A caseload of 100,000 tests is a file of some 10 MB; what is far larger is not one."""


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One sheet. `row_numbers[i]` is the number of `rows[i]` as a spreadsheet shows it.

    Wholly blank rows are left out. An empty cell is "". A hidden sheet is named but not read. `far`
    are cells that were left aside, for they stood far from all others.
    """

    name: str
    hidden: bool
    rows: list[list[Cell]]
    row_numbers: list[int]
    far: tuple[FarCell, ...] = ()


def read_tables(path: Path) -> list[SheetTable]:
    """All sheets of a CSV, TSV, XLSX, XLS or ODS file; what it is is told by its content.

    Raises a Refusal, with what to do, for a file that is missing, blank, cut off, foreign,
    locked with a password, or that would not fit into memory.
    """
    path = Path(path)
    return tables_of(bytes_of(path), path.name)


def tables_of(data: bytes, name: str) -> list[SheetTable]:
    """As `read_tables`, for the bytes of a file that was read already."""
    form = form_of(data)
    if form is FileForm.TEXT:
        rows = read_delimited(data, name)
        tables = [_numbered("", list(enumerate(rows, start=1)))]
    else:
        data, far = _checked(data, form, name)
        tables = _read_workbook(data, form, name)
        if len(far) == len(tables):
            tables = [replace(t, far=tuple(f)) for t, f in zip(tables, far, strict=True)]
    if not any(table.rows for table in tables):
        raise Refusal(f"“{name}” holds no rows; choose a file that has been filled in.")
    return tables


def _checked(data: bytes, form: FileForm, name: str) -> tuple[bytes, list[list[FarCell]]]:
    """A workbook that is safe to open; one with a stray cell at the far end is, without it."""
    try:
        check_workbook(data, form, name)
    except TooWide:
        near = without_far_cells(data) if form is FileForm.XLSX else None
        if near is None:
            raise
        check_workbook(near[0], form, name)
        return near
    return data, []


def bytes_of(path: Path) -> bytes:
    """The whole file; a Refusal when it is missing, no file, too large, blank or unreadable."""
    try:
        if path.is_dir():
            raise Refusal(f"“{path.name}” is a folder; choose a file inside it.")
        if not path.exists():
            raise Refusal(f"There is no file “{path.name}” there; choose the file again.")
        if not path.is_file():  # reading a pipe would wait for ever
            raise Refusal(f"“{path.name}” is a device, not a file; choose a file.")
        if path.stat().st_size > MOST_FILE_BYTES:
            raise Refusal(
                f"“{path.name}” is larger than {MOST_FILE_BYTES // 2**20} MB; "
                "split it into smaller files."
            )
        data = path.read_bytes()
    except (OSError, ValueError) as problem:
        raise Refusal(
            f"“{path.name}” can't be read; close it in other programs and try again."
        ) from problem
    if not data.strip(b"\x00 \t\r\n"):
        raise Refusal(f"“{path.name}” is blank; choose a file that has been filled in.")
    return data


def _read_workbook(data: bytes, form: FileForm, name: str) -> list[SheetTable]:
    try:
        formulas = uncomputed(data) if form is FileForm.XLSX else []
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            sheets = book.sheets_metadata
            if len(formulas) != len(sheets):
                formulas = [{}] * len(sheets)
            return [
                _read_sheet(book, info, places)
                for info, places in zip(sheets, formulas, strict=True)
                if info.typ is SheetTypeEnum.WorkSheet
            ]
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    # A panic in the reader's Rust code is no Exception; a damaged file must still be a sentence.
    except BaseException as problem:
        if "password" in str(problem).casefold():
            raise Refusal(
                f"“{name}” is locked with a password; save a copy without one and choose that."
            ) from problem
        raise Refusal(
            f"“{name}” is damaged or cut off and can't be read; open it in the program that made "
            "it and save it again."
        ) from problem


def _read_sheet(book: CalamineWorkbook, info: SheetMetadata, formulas: Places) -> SheetTable:
    if info.visible is not SheetVisibleEnum.Visible:
        return SheetTable(info.name, hidden=True, rows=[], row_numbers=[])
    sheet: CalamineSheet = book.get_sheet_by_name(info.name)
    # Row by row: a sheet of a few cells far apart would be millions of empty Python cells at once.
    rows = (
        (n, row) for n, row in enumerate(sheet.iter_rows(), start=1) if any(c != "" for c in row)
    )
    plain = [(n, [_plain(cell) for cell in row]) for n, row in rows]
    _fill_merged(plain, sheet.merged_cell_ranges or [])
    return _numbered(info.name, _with_formulas(plain, formulas) if formulas else plain)


def _fill_merged(
    rows: list[tuple[int, list[Cell]]],
    ranges: list[tuple[tuple[int, int], tuple[int, int]]],
) -> None:
    """A cell that spans several rows says the same of each of them; across columns it says it once.

    Rows that are blank but for the span stay away: a tall box of a title is no row.
    """
    found = dict(rows)
    for (top, left), (bottom, _right) in ranges:
        value = _at(found.get(top + 1, []), left)
        if value == "":
            continue
        for number in range(top + 2, bottom + 2):
            row = found.get(number)
            if row is not None and _at(row, left) == "":
                row += [""] * (left + 1 - len(row))
                row[left] = value


def _at(row: list[Cell], place: int) -> Cell:
    return row[place] if place < len(row) else ""


def _with_formulas(
    rows: list[tuple[int, list[Cell]]], formulas: Places
) -> list[tuple[int, list[Cell]]]:
    """A formula nobody worked out stands as its own text: its cell must not look empty."""
    found = dict(rows)
    for (number, place), formula in formulas.items():
        row = found.setdefault(number, [])
        row += [""] * (place + 1 - len(row))
        row[place] = clean_text(formula)
    return sorted(found.items())


def _numbered(name: str, rows: list[tuple[int, list[Cell]]]) -> SheetTable:
    kept = [(n, row) for n, row in rows if any(cell != "" for cell in row)]
    return SheetTable(
        name, hidden=False, rows=[row for _, row in kept], row_numbers=[n for n, _ in kept]
    )


def _plain(cell: Cell) -> Cell:
    """Whole numbers as such (spreadsheets keep 5 as 5.0), text without control characters."""
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and abs(cell) < 1e15 else cell
    return clean_text(cell) if isinstance(cell, str) else cell
