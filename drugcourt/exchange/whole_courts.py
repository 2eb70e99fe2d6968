"""What an export of everything holds, read row by row, whatever its size."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import ijson

from drugcourt.errors import DiskTrouble, NotACourt
from drugcourt.fields.exports import Export

TITLE = Export.EVERYTHING.label
PlainRow = tuple[str, dict[str, Any]]


def rows_of(path: Path) -> Iterator[PlainRow]:
    """Every row with the name of its table, in the order of the file.

    Raises NotACourt for a file that is no export of everything, is damaged or cut off, and
    DiskTrouble where it can't be read.
    """
    try:
        with path.open("rb") as file:
            _look_at(file)
            yield from _rows(file)
    except OSError as trouble:
        raise DiskTrouble(
            f"The file {path.name} can't be read. Check that it exists and that you may read it."
        ) from trouble
    except (ijson.JSONError, UnicodeDecodeError, RecursionError) as problem:
        raise NotACourt(
            f"The file {path.name} is cut off or damaged, so nothing was brought in. Give the JSON "
            "file of an export of everything, as it was written."
        ) from problem


def _look_at(file: BinaryIO) -> None:
    """Refuse what is no export before anything is made of it."""
    first = file.read(4_096).lstrip(b"\xef\xbb\xbf \t\r\n")
    file.seek(0)
    if not first.startswith(b"{") or b'"about"' not in first:
        raise _other()


def _rows(file: BinaryIO) -> Iterator[PlainRow]:
    table = key = ""
    row: dict[str, Any] = {}
    whole = False
    for prefix, event, value in ijson.parse(file, use_float=True):
        if prefix == "about.title" and value != TITLE:
            raise _other()
        if not prefix.startswith("sheets"):
            continue
        if prefix == "sheets":
            table = value if event == "map_key" else table
            whole = whole or event == "end_map"
        elif prefix == f"sheets.{table}.item":
            if event == "start_map":
                row = {}
            elif event == "map_key":
                key = value
            elif event == "end_map":
                yield table, row
            else:
                raise _other()
        elif prefix == f"sheets.{table}":
            if event not in ("start_array", "end_array"):
                raise _other()
        elif event in ("string", "number", "boolean", "null"):
            row[key] = value
        else:
            raise _other()
    if not whole:
        raise _other()


def _other() -> NotACourt:
    return NotACourt(
        "That file is no whole export, so nothing was brought in. Give the JSON file that the "
        "export of every record writes."
    )
