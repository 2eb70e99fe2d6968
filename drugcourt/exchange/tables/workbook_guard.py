"""Whether a workbook is safe to open: a small file can ask for more memory than a computer has."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from enum import Enum
from xml.parsers import expat

from drugcourt.errors import Refusal

MOST_PARTS = 2_000  # parts of one workbook; an office file of 200 sheets has under 1,000
MOST_PART_BYTES = 400 * 2**20  # one sheet of a million filled rows unpacks to some 300 MB
MOST_TOTAL_BYTES = 600 * 2**20  # everything unpacked; it has to fit an ordinary office PC
MOST_RATIO = 250  # repetitive sheets pack 20 to 60 times; bombs 1,000 times and more
SMALL_PART = 4 * 2**20  # below this a high ratio is harmless
MOST_CELLS = 10_000_000  # the reader keeps the whole rectangle, some 40 bytes a cell: 400 MB. The
# old XLS form cannot hold more than 65,536 rows of 256 cells, so it needs no scan
MOST_EXPANDED_ROWS = 1_048_576  # what a spreadsheet can show

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"SQLite format 3", b"\x1f\x8b", b"MZ",
            b"\x7fELF", b"{\\rtf", b"7z\xbc\xaf", b"Rar!")  # fmt: skip


_CELL = re.compile(rb"<(?:[\w.-]+:)?c[\s/>]")
_PLACE = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')
_OTHER_ENCODING = re.compile(rb"<\?xml[^>]*encoding=[\"'](?!utf-8[\"'])", re.IGNORECASE)
_FINAL = True
_DAMAGE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,  # also NotImplementedError: a way of packing nobody uses
    LookupError,
)


class TooWide(Refusal):
    """Cells of a workbook stand so far apart that it would not fit into memory."""


class FileForm(Enum):
    TEXT = "text"
    XLSX = "xlsx"
    ODS = "ods"
    XLS = "xls"


def form_of(data: bytes) -> FileForm:
    """What kind of file the bytes are; a Refusal for what is no table at all."""
    if data.startswith(_OLE):
        return FileForm.XLS
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _form_of_zip(data)
    if data.startswith(_FOREIGN):
        raise Refusal("This file is not a table; choose a CSV, Excel or OpenDocument file.")
    return FileForm.TEXT


def _form_of_zip(data: bytes) -> FileForm:
    with _opened(data) as parts:
        names = set(parts.namelist())
    if "xl/workbook.bin" in names:
        raise Refusal("This is a binary Excel file (.xlsb); save it as .xlsx and choose that.")
    if any(name.startswith("xl/") for name in names):
        return FileForm.XLSX
    if "content.xml" in names:
        return FileForm.ODS
    raise Refusal("This file is not a spreadsheet; choose a CSV, Excel or OpenDocument file.")


def _opened(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as problem:
        raise _cut_off() from problem


def check_workbook(data: bytes, form: FileForm, name: str) -> None:
    """Refuse a workbook that would unpack or spread out beyond the limits, before it is opened."""
    if form is FileForm.XLS:
        if b"E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e" in data:
            raise Refusal(
                f"“{name}” is locked with a password; save a copy without one and choose that."
            )
        return
    with _opened(data) as parts:
        _check_sizes(parts, name)
        for part in parts.infolist():
            if form is FileForm.XLSX and _harmless(parts, part, name):
                continue
            watcher = _SheetWatcher(name) if form is FileForm.XLSX else _OdsWatcher(name)
            _scan(parts, part, watcher, name)


def _check_sizes(parts: zipfile.ZipFile, name: str) -> None:
    listed = parts.infolist()
    too_many = len(listed) > MOST_PARTS or len({part.filename for part in listed}) < len(listed)
    too_large = sum(part.file_size for part in listed) > MOST_TOTAL_BYTES
    for part in listed:
        ratio = part.file_size / max(1, part.compress_size)
        too_large |= part.file_size > MOST_PART_BYTES
        too_large |= part.file_size > SMALL_PART and ratio > MOST_RATIO
        if part.flag_bits & 1:
            raise Refusal(f"“{name}” is locked with a password; save a copy without one.")
    if too_many or too_large:
        raise Refusal(
            f"“{name}” would unpack to far more than a table needs and was not opened; "
            "save only the rows you need as CSV."
        )


def _harmless(parts: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> bool:
    """Whether a glance at the bytes of a part already shows that it is small enough.

    True only for plain UTF-8 without declarations in which every cell names its place as every
    spreadsheet program writes it, and the rectangle of all these places is within the limit.
    All else is followed element by element, which takes ten times as long.
    """
    cells = 0
    columns: set[bytes] = set()
    rows: set[bytes] = set()
    rest = b""
    try:
        with parts.open(part) as stream:
            while piece := stream.read(1 << 18):
                text = rest + piece
                cut = text.rfind(b"<")
                if cut < 0 or b"<!" in text or b"\x00" in text or _OTHER_ENCODING.search(text):
                    return False
                rest, text = text[cut:], text[:cut]
                cells += len(_CELL.findall(text))
                places = _PLACE.findall(text)
                cells -= len(places)
                columns.update(column for column, _row in places)
                rows.update(row for _column, row in places)
    except _DAMAGE as problem:
        raise _cut_off(name) from problem
    # What is left is the end of the part: its last tag, which is never a cell in a whole sheet.
    if cells or len(rest) > 1_000 or _CELL.search(rest):
        return False
    widest = max((_place(f"{column.decode()}1", name)[1] for column in columns), default=0)
    return widest * max(map(int, rows), default=0) <= MOST_CELLS


class _SheetWatcher:
    """The rectangle of filled cells of one XLSX sheet: the reader keeps all of it."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._root = ""
        self._row = self._column = 0
        self._top = self._left = 1 << 40
        self._bottom = self._right = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Hear of one element; only a part whose outermost element is a worksheet is followed."""
        if not self._root:
            self._root = tag
        if self._root != "worksheet":
            return
        if tag == "c":
            where = attributes.get("r")
            if where:
                self._row, self._column = _place(where, self._name)
            else:
                self._column += 1
        elif tag == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isdecimal() and len(number) < 9 else self._row + 1
            self._column = 0
        elif tag in ("v", "is", "f"):
            self._filled()

    def _filled(self) -> None:
        self._top, self._bottom = min(self._top, self._row), max(self._bottom, self._row)
        self._left, self._right = min(self._left, self._column), max(self._right, self._column)
        if (self._bottom - self._top + 1) * (self._right - self._left + 1) > MOST_CELLS:
            raise _too_wide(self._name)


class _OdsWatcher:
    """The rectangle of one ODS table, whose rows and cells may say how often they repeat."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._rows = self._columns = self._widest = 0
        self._repeat = 1

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Hear of one element and count what its repeats add up to."""
        if tag == "table":
            self._rows = self._columns = self._widest = 0
        elif tag == "table-row":
            self._repeat = _times(attributes.get("table:number-rows-repeated", "1"), self._name)
            self._columns = 0
            self._rows += self._repeat
        elif tag in ("table-cell", "covered-table-cell"):
            times = _times(attributes.get("table:number-columns-repeated", "1"), self._name)
            self._columns += times
            filled = any(key.startswith("office:") for key in attributes)
            if filled and self._repeat > MOST_EXPANDED_ROWS // 2:
                raise _too_wide(self._name)
            if filled:
                self._widest = max(self._widest, self._columns)
                if self._rows * self._widest > MOST_CELLS:
                    raise _too_wide(self._name)


def _place(reference: str, name: str) -> tuple[int, int]:
    found = re.fullmatch(r"([A-Za-z]{1,3})(\d{1,7})", reference)
    if not found:
        raise _too_wide(name)
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def _times(text: str, name: str) -> int:
    if not text.isdecimal() or len(text) > 8:
        raise _too_wide(name)
    return int(text)


def _scan(
    parts: zipfile.ZipFile, part: zipfile.ZipInfo, watcher: _SheetWatcher | _OdsWatcher, name: str
) -> None:
    """Read one part in pieces; whatever its name, a part that begins like XML is followed."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = _bare(watcher.start)
    parser.StartDoctypeDeclHandler = _refuse_doctype(name)
    left = MOST_PART_BYTES
    try:
        with parts.open(part) as stream:
            piece = stream.read(1 << 18)
            if not piece.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<"):
                return
            while piece:
                left -= len(piece)
                if left < 0:
                    raise _too_wide(name)
                parser.Parse(piece)
                piece = stream.read(1 << 18)
        parser.Parse(b"", _FINAL)
    except Refusal:
        raise
    except _DAMAGE as problem:
        if part.filename.casefold().endswith(".vml"):
            return  # drawings of comments, often no proper XML and never read by us
        raise _cut_off(name) from problem


def _bare(start: Callable[[str, dict[str, str]], None]) -> Callable[[str, dict[str, str]], None]:
    bare: dict[str, str] = {}

    def heard(tag: str, attributes: dict[str, str]) -> None:
        name = bare.get(tag)
        if name is None:
            name = bare[tag] = tag.rpartition(":")[2]
        start(name, attributes)

    return heard


def _refuse_doctype(name: str) -> Callable[..., None]:
    def refuse(*_declared: object) -> None:
        raise Refusal(
            f"“{name}” declares document types of its own, which no spreadsheet does; "
            "it was not opened. Save it again from your spreadsheet program."
        )

    return refuse


def _too_wide(name: str) -> TooWide:
    return TooWide(
        f"“{name}” has cells so far apart that it would fill this computer's memory; delete the "
        "stray cell at the far end or save only the rows you need as CSV."
    )


def _cut_off(name: str = "") -> Refusal:
    what = f"“{name}”" if name else "This file"
    return Refusal(
        f"{what} is damaged or cut off and can't be read; open it in the program that made it and "
        "save it again."
    )
