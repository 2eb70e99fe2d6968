"""How rows become an Excel workbook that reads and prints well without a touch."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from drugcourt.exchange.files import atomic_write
from drugcourt.exchange.safe_cells import plain_value, printable_text, value_of
from drugcourt.exchange.writers import About, ExportSheet
from drugcourt.fields.field import Field, Kind

_LONGEST_CELL = 32_767  # what an Excel cell can hold
_MOST_ROWS = 1_048_575  # what a sheet can hold below its headings; further sheets take the rest
_FOOTER_LIMIT = 255  # what Excel allows for a whole header or footer
_FIRST_DAY = date(1900, 3, 1)  # before it Excel's calendar is a day off: such days stay text


@dataclass(frozen=True, slots=True)
class _Formats:
    heading: Any
    text: Any
    wrapped: Any
    day: Any
    moment: Any
    money: Any
    label: Any


def write_xlsx(
    path: Path, sheets: Sequence[ExportSheet], about: About, *, big: bool = False
) -> int:
    """The sheets and a sheet About as one workbook; the number of rows written.

    Text is written as text whatever it begins with, ids too; numbers, days and money are real.
    `big` keeps only one row in memory, at the price of temporary files beside the target.
    DiskTrouble when the target can't be written; the old file then stays.
    """
    with atomic_write(path) as file, _place_for_parts(Path(path).parent, big=big) as memory:
        options = {
            **memory,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        with _Sink(file) as sink:
            book = xlsxwriter.Workbook(sink, options)
            try:
                counts = _fill(book, sheets, about)
            finally:
                _close(book)
    return sum(count for _, count in counts)


class _Sink:
    """The file the library writes to. Once something failed it takes the rest and keeps nothing.

    The library goes on tidying up after a full disk, which must not fail a second time.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file: BinaryIO | None = file
        self._place = 0  # goes on when nothing is kept any more, for the library counts with it

    def __enter__(self) -> _Sink:
        return self

    def __exit__(self, *problem: object) -> None:
        self._file = None

    def write(self, data: bytes) -> int:
        if self._file is not None:
            self._file.write(data)
        self._place += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        self._place = offset if self._file is None else self._file.seek(offset, whence)
        return self._place

    def tell(self) -> int:
        return self._place

    def flush(self) -> None:
        if self._file is not None:
            self._file.flush()


@contextmanager
def _place_for_parts(folder: Path, *, big: bool) -> Iterator[dict[str, Any]]:
    """Where the library keeps its parts: in memory, or in a folder that is gone afterwards."""
    if not big:
        yield {"in_memory": True}
        return
    with tempfile.TemporaryDirectory(prefix=".writing-", dir=folder) as parts:
        yield {"constant_memory": True, "tmpdir": parts}


def _fill(book: Any, sheets: Sequence[ExportSheet], about: About) -> list[tuple[str, int]]:
    """All sheets with the sheet About; how many rows each got."""
    formats = _formats(book)
    counts: list[tuple[str, int]] = []
    names: set[str] = {"about"}
    for sheet in sheets:
        counts += _write_sheet(book, sheet, about, formats, names)
    _write_about(book, about, counts, formats)
    book.set_properties({"title": printable_text(about.title)[:200], "author": ""})
    book.set_calc_mode("manual")
    return counts


def _close(book: Any) -> None:
    """Write the workbook out; the library wraps what the disk says, which is unwrapped here."""
    try:
        book.close()
    except FileCreateError as problem:
        cause = problem.args[0] if problem.args else None
        raise cause if isinstance(cause, OSError) else OSError(str(problem)) from problem


def _formats(book: Any) -> _Formats:
    top = {"valign": "top"}
    return _Formats(
        heading=book.add_format(
            {"bold": True, "bg_color": "#E2EBEA", "bottom": 1, "text_wrap": True, **top}
        ),
        text=book.add_format({"num_format": "@", **top}),
        wrapped=book.add_format({"num_format": "@", "text_wrap": True, **top}),
        day=book.add_format({"num_format": "mmm d, yyyy", "align": "left", **top}),
        moment=book.add_format({"num_format": "mmm d, yyyy h:mm AM/PM", "align": "left", **top}),
        money=book.add_format({"num_format": "#,##0.00", **top}),
        label=book.add_format({"bold": True, **top}),
    )


def _write_sheet(
    book: Any, sheet: ExportSheet, about: About, formats: _Formats, names: set[str]
) -> list[tuple[str, int]]:
    counts: list[tuple[str, int]] = []
    page, name, line = None, "", 0
    for row in sheet.rows:
        if page is None or line == _MOST_ROWS:
            if page is not None:
                counts.append(_finish(page, name, line, sheet.fields))
            page, name = _start(book, sheet, about, formats, names)
            line = 0
        line += 1
        for column, field in enumerate(sheet.fields):
            _write_cell(page, line, column, row, field, about.zone, formats)
    if page is None:
        page, name = _start(book, sheet, about, formats, names)
    return [*counts, _finish(page, name, line, sheet.fields)]


def _start(
    book: Any, sheet: ExportSheet, about: About, formats: _Formats, names: set[str]
) -> tuple[Any, str]:
    name = _sheet_name(sheet.name, names)
    page = book.add_worksheet(name)
    for column, field in enumerate(sheet.fields):
        page.set_column(column, column, max(4, min(80, field.width)))
        page.write_string(0, column, printable_text(field.label), formats.heading)
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    page.set_landscape()
    page.set_paper(1)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.8)
    page.set_footer(_footer(about))
    return page, name


def _finish(page: Any, name: str, rows: int, fields: Sequence[Field]) -> tuple[str, int]:
    if fields:
        page.autofilter(0, 0, max(rows, 1), len(fields) - 1)
    return name, rows


def _write_cell(
    page: Any,
    line: int,
    column: int,
    row: object,
    field: Field,
    zone: tzinfo,
    formats: _Formats,
) -> None:
    value = value_of(row, field)
    if type(value) is str:  # most of a large export: no look at the other kinds
        _write_text(page, line, column, value, field, formats)
        return
    value = plain_value(value, field, zone)
    if value is None:
        return
    if isinstance(value, datetime) and value.date() >= _FIRST_DAY:
        page.write_datetime(line, column, value, formats.moment)
    elif isinstance(value, date) and not isinstance(value, datetime) and value >= _FIRST_DAY:
        page.write_datetime(line, column, value, formats.day)
    elif isinstance(value, int | float) and not isinstance(value, bool) and _fits(value, field):
        page.write_number(line, column, value, formats.money if field.kind is Kind.MONEY else None)
    else:
        _write_text(page, line, column, str(value), field, formats)


def _write_text(
    page: Any, line: int, column: int, text: str, field: Field, formats: _Formats
) -> None:
    if text:
        wrapped = field.kind is Kind.LONG_TEXT
        page.write_string(
            line,
            column,
            printable_text(text)[:_LONGEST_CELL],
            formats.wrapped if wrapped else formats.text,
        )


def _fits(value: float, field: Field) -> bool:
    """Whether a number is written as one: ids and phone numbers are text whatever they hold."""
    if field.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.PHONE):
        return False
    return value == value and abs(value) < 1e15


def _sheet_name(wanted: str, names: set[str]) -> str:
    base = re.sub(r"[\[\]:*?/\\]", " ", printable_text(wanted)).strip(" '") or "Rows"
    name, number = base[:31], 1
    while name.casefold() in names or name.casefold() == "history":
        number += 1
        name = f"{base[:26]} ({number})"
    names.add(name.casefold())
    return name


def _footer(about: About) -> str:
    def text(words: str, most: int) -> str:
        return printable_text(words)[:most].replace("&", "&&")

    left = f"&L&8{text(about.court, 60)}"
    center = f"&C&8{text(about.confidentiality, 110)}"
    right = "&R&8Page &P of &N"
    whole = left + center + right
    return whole if len(whole) <= _FOOTER_LIMIT else left + right


def _write_about(
    book: Any, about: About, counts: Sequence[tuple[str, int]], formats: _Formats
) -> None:
    page = book.add_worksheet("About")
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 90)
    for line, (label, text) in enumerate(about.lines(counts)):
        page.write_string(line, 0, printable_text(label)[:_LONGEST_CELL], formats.label)
        page.write_string(line, 1, printable_text(text)[:_LONGEST_CELL], formats.wrapped)
    page.set_portrait()
    page.set_paper(1)
    page.fit_to_pages(1, 0)
    page.set_footer(_footer(about))
