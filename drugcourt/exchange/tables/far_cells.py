"""Which cells of a workbook stand so far from its table that the table is read without them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass

from drugcourt.exchange.tables.formulas import sheet_parts

MOST_PART = 64 * 2**20  # bytes of one unpacked sheet that are taken apart; more stays refused
MOST_TOLD = 20  # cells named one by one
ROW_GAP, COLUMN_GAP = 5_000, 200  # empty rows or columns behind which a cell is a stray one
_CELL = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*?(?:/>|>.*?</c>)', re.S)
_ROW = re.compile(rb'<row\b[^>]*?\br="(\d{1,7})"[^>]*?(?:/>|>.*?</row>)', re.S)
_EXTENT = re.compile(rb"<dimension\b[^>]*/>")


@dataclass(frozen=True, slots=True)
class FarCell:
    """One that was left aside: its row as the spreadsheet shows it, and its column's letters."""

    row: int
    column: str


def without_far_cells(data: bytes) -> tuple[bytes, list[list[FarCell]]] | None:
    """The workbook with its far cells taken out, and for each sheet which those were.

    None where there are none, or where a sheet is too large to be taken apart.
    """
    taken: dict[str, list[FarCell]] = {}
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        order = sheet_parts(parts)
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as kept:
            for part in parts.infolist():
                if part.filename in order and part.file_size > MOST_PART:
                    return None
                content = parts.read(part)
                if part.filename in order:
                    content, taken[part.filename] = _near(content)
                kept.writestr(part.filename, content)
    if not any(taken.values()):
        return None
    return made.getvalue(), [taken.get(part, []) for part in order]


def _near(sheet: bytes) -> tuple[bytes, list[FarCell]]:
    """One sheet without what lies behind a great gap, and what that was."""
    cells = [(int(row), column.decode()) for column, row in _CELL.findall(sheet)]
    last_row = _before_gap((row for row, _ in cells), ROW_GAP)
    near = {column for row, column in cells if row <= last_row}
    last_column = _before_gap((_number(column) for column in near), COLUMN_GAP)
    far = [
        FarCell(row, column)
        for row, column in cells
        if row > last_row or _number(column) > last_column
    ]
    if not far:
        return sheet, []

    def without_row(found: re.Match[bytes]) -> bytes:
        return b"" if int(found[1]) > last_row else found[0]

    def without_cell(found: re.Match[bytes]) -> bytes:
        return b"" if _number(found[1].decode()) > last_column else found[0]

    trimmed = _CELL.sub(without_cell, _ROW.sub(without_row, sheet))
    return _EXTENT.sub(b"", trimmed), far[:MOST_TOLD]


def _before_gap(places: Iterable[int], gap: int) -> int:
    """The last place before the first gap that is wider than this; 0 where there is no place."""
    last = 0
    for place in sorted(set(places)):
        if last and place - last > gap:
            return last
        last = place
    return last


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
