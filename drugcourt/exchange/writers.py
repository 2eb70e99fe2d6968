"""How rows leave the program as plain files that any other program can read."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path

from drugcourt.exchange.files import atomic_write
from drugcourt.exchange.safe_cells import plain_value, safe_text, value_of
from drugcourt.fields.field import Field, Kind

_E164 = re.compile(r"\+[0-9]{5,15}")


@dataclass(frozen=True, slots=True)
class About:
    """Where an export comes from; `made_at` is aware, `zone` is the court's own."""

    title: str
    court: str
    made_by: str
    made_at: datetime
    filters: tuple[tuple[str, str], ...] = ()
    notice: str = ""
    confidentiality: str = ""
    zone: tzinfo = UTC

    def lines(self, counts: Sequence[tuple[str, int]]) -> list[tuple[str, str]]:
        """What the About sheet says, with the number of rows of each sheet."""
        made = self.made_at.astimezone(self.zone)
        return [
            ("Title", self.title),
            ("Court", self.court),
            ("Made by", self.made_by),
            ("Made on", f"{made:%B} {made.day}, {made.year}, {made:%I:%M %p}".replace(", 0", ", ")),
            *((f"Rows in {name}" if name else "Rows", f"{count:,}") for name, count in counts),
            *(self.filters or (("Filter", "none"),)),
            *((("Confidentiality", self.confidentiality),) if self.confidentiality else ()),
            *((("Notice", self.notice),) if self.notice else ()),
        ]


@dataclass(frozen=True, slots=True)
class ExportSheet:
    """One sheet: the fields are its columns; a row is a dict or anything with attributes."""

    name: str
    fields: Sequence[Field]
    rows: Iterable[object]


def write_csv(path: Path, sheet: ExportSheet, about: About) -> int:
    """One sheet as CSV (UTF-8 with a mark, as spreadsheet programs want it); the rows written.

    Text that a spreadsheet would calculate gets an apostrophe; real numbers stay numbers. Nothing
    but headings and rows is in the file, so that programs can read it. DiskTrouble on trouble.
    """
    return _write_csv(path, [sheet], about, named=False)


def write_stacked_csv(path: Path, sheets: Sequence[ExportSheet], about: About) -> int:
    """Several sheets one below the other in one CSV, each under a line with its name.

    A blank line stands between two sheets; the rest is as in `write_csv`.
    """
    return _write_csv(path, sheets, about, named=True)


def _write_csv(path: Path, sheets: Sequence[ExportSheet], about: About, *, named: bool) -> int:
    count = 0
    with atomic_write(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", errors="replace")
        out = csv.writer(text)
        for place, sheet in enumerate(sheets):
            if named:
                out.writerows([[]] * bool(place) + [[safe_text(sheet.name)]])
            out.writerow([safe_text(field.label) for field in sheet.fields])
            for row in sheet.rows:
                out.writerow([_csv_cell(row, field, about.zone) for field in sheet.fields])
                count += 1
        text.flush()
        text.detach()
    return count


def _csv_cell(row: object, field: Field, zone: tzinfo) -> str | int | float:
    value = plain_value(value_of(row, field), field, zone)
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and field.kind is Kind.MONEY:
        return f"{value:.2f}"
    if field.kind is Kind.PHONE and _E164.fullmatch(str(value)):
        return str(value)  # a number for other programs, which an apostrophe would spoil
    return value if isinstance(value, int | float) else safe_text(str(value))


def write_json(path: Path, sheets: Sequence[ExportSheet], about: About) -> int:
    """All sheets as one JSON object, keys as in the fields; the rows written.

    Choices are their keys, money whole cents, moments ISO with zone, days ISO: a program reads
    this file, so nothing is worded.
    """
    count = 0
    with atomic_write(path) as file:
        head = {
            "title": about.title,
            "court": about.court,
            "made_by": about.made_by,
            "made_at": about.made_at.isoformat(),
            "filters": dict(about.filters),
            "confidentiality": about.confidentiality,
            "notice": about.notice,
        }
        file.write(b'{"about": ' + _json(head) + b', "sheets": {')
        for place, sheet in enumerate(sheets):
            file.write((b",\n" if place else b"\n") + _json(sheet.name) + b": [")
            for number, row in enumerate(sheet.rows):
                line = {field.key: _json_value(value_of(row, field)) for field in sheet.fields}
                file.write((b",\n" if number else b"\n") + _json(line))
                count += 1
            file.write(b"]")
        file.write(b"}}\n")
    return count


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")


def _json_value(value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, set | frozenset):
        return sorted((_json_value(item) for item in value), key=str)
    if isinstance(value, list | tuple):
        return [_json_value(item) for item in value]
    return str(value)
