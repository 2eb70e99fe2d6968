"""Builders of small tables and workbooks for the tests of exchange."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import xlsxwriter

from drugcourt.exchange.tables.headings import propose
from drugcourt.exchange.tables.problems import RowProblem
from drugcourt.exchange.tables.readers import READERS
from drugcourt.exchange.tables.tables import Cell, SheetTable, read_tables
from drugcourt.fields.imports import ImportKind

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def table(*rows: list[Cell]) -> SheetTable:
    return SheetTable("Sheet1", False, list(rows), list(range(1, len(rows) + 1)))


def csv_table(tmp_path: Path, text: str) -> SheetTable:
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    return read_tables(path)[0]


def read_all(kind: ImportKind, sheet: SheetTable, saved=None) -> tuple[list, list[RowProblem]]:
    """Good rows and problems of a sheet, columns matched by their words."""
    proposal = propose([sheet], kind, saved)
    rows = list(READERS[kind](sheet, proposal.mapping))
    good = [row for row in rows if not isinstance(row, RowProblem)]
    return good, [row for row in rows if isinstance(row, RowProblem)]


def workbook(path: Path, sheets: dict[str, list[list[object]]], hidden: str = "") -> Path:
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    page.write(number, column, cell)
            if name == hidden:
                page.hide()
    return path


def changed_part(path: Path, part: str, text: str) -> bytes:
    """The workbook with one of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            new.writestr(item, text if item.filename == part else old.read(item))
    return out.getvalue()
