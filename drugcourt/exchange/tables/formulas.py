"""Which cells of a workbook hold a formula that was never worked out: read, they look empty."""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile

_UNCOMPUTED = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"(?![^>]*\bt="(?:str|e|b)")[^>]*>\s*'
    rb"<f\b(?:[^>]*/>|[^>]*>([^<]*)</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>"
)
_SHEET = re.compile(rb'<(?:\w+:)?sheet\s[^>]*?\w+:id="([^"]+)"')
_LINK = re.compile(rb"<Relationship\s[^>]*>")
_LONGEST = 20_000  # bytes of one cell with its formula; a spreadsheet allows 8,192 signs
_MOST = 100_000  # formulas; every further one stays empty
Places = dict[tuple[int, int], str]


def uncomputed(data: bytes) -> list[Places]:
    """For each sheet of an XLSX file, in its order: (row from 1, column from 0) -> `=FORMULA`.

    Only programs that write a workbook without opening it leave such cells.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        names = set(parts.namelist())
        return [_of_part(parts, part) if part in names else {} for part in sheet_parts(parts)]


def sheet_parts(parts: zipfile.ZipFile) -> list[str]:
    """The part in which each sheet stands, in the order of the sheets."""
    book, links = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    if not {book, links} <= set(parts.namelist()):
        return []
    targets: dict[bytes, str] = {}
    for link in _LINK.findall(parts.read(links)):
        said = dict(re.findall(rb'(\w+)="([^"]*)"', link))
        target = said.get(b"Target", b"").decode("utf-8", "replace")
        targets[said.get(b"Id", b"")] = posixpath.normpath(posixpath.join("/xl", target))[1:]
    return [targets.get(number, "") for number in _SHEET.findall(parts.read(book))]


def _of_part(parts: zipfile.ZipFile, part: str) -> Places:
    found: Places = {}
    rest = b""
    with parts.open(part) as stream:
        while (piece := stream.read(1 << 18)) and len(found) < _MOST:
            text = rest + piece
            if b"<f" in text:
                for column, row, said in _UNCOMPUTED.findall(text):
                    words = html.unescape(said.decode("utf-8", "replace"))
                    found[(int(row), _column(column))] = f"={words}"
            rest = text[-_LONGEST:]
    return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
