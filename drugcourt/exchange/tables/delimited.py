"""What stands in a file of separated values, whichever encoding and separator it uses."""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata
from collections import Counter

from charset_normalizer import from_bytes

from drugcourt.errors import Refusal
from drugcourt.exchange.tables.values import Cell, clean_text

MOST_FIELD = 1_000_000  # characters of one cell; the longest note of a court is under 100,000
MOST_COLUMNS = 2_000  # a matrix of a year of sessions has under 400
_SEPARATORS = ",;\t|"
_SAMPLE_LINES = 60


def read_delimited(data: bytes, name: str) -> list[list[Cell]]:
    """The rows of the file, one list for each row, ragged as they are; cells are text.

    A row keeps the number of its place among the rows. Raises a Refusal for bytes that are no
    text and for a quotation mark that is opened and never closed.
    """
    text = _decoded(data, name)
    text = text.replace("\x00", "")
    separator = _separator(text)
    if _unclosed(text, separator):
        raise Refusal(
            f"“{name}” opens a quotation mark that is never closed, so rows run into each other; "
            "correct it in a spreadsheet program and save it again."
        )
    try:
        limit = csv.field_size_limit(MOST_FIELD)
        try:
            reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
            rows: list[list[Cell]] = [[clean_text(cell) for cell in row] for row in reader]
        finally:
            csv.field_size_limit(limit)
    except csv.Error as problem:
        raise Refusal(
            f"“{name}” is not a table of separated values; save it as CSV and try again."
        ) from problem
    if any(len(row) > MOST_COLUMNS for row in rows):
        raise Refusal(f"“{name}” has more than {MOST_COLUMNS:,} columns; it is not a table.")
    if rows and rows[0] and str(rows[0][0]).casefold().startswith("sep="):
        rows[0] = [""]  # Excel's own line that names the separator
    return rows


def _decoded(data: bytes, name: str) -> str:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _strictly(data, encoding, name)
    if _looks_like_utf16(data):
        half = data[: 2 * (len(data) // 2)]
        return _strictly(half, "utf-16-le" if half[1::2].count(0) else "utf-16-be", name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _guessed(data, name)
    if _is_binary(text):
        raise _no_text(name)
    return text


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as problem:
        raise _no_text(name) from problem


def _looks_like_utf16(data: bytes) -> bool:
    sample = data[:4000]
    zeros = (sample[0::2].count(0), sample[1::2].count(0))
    return len(sample) >= 4 and max(zeros) > len(sample) * 0.35 and min(zeros) * 20 < max(zeros)


def _guessed(data: bytes, name: str) -> str:
    """Windows text of western Europe unless its letters say otherwise."""
    try:
        western = data.decode("cp1252")
    except UnicodeDecodeError:
        western = ""
    if western and _reads_western(western):
        return western
    best = from_bytes(data[:200_000]).best()
    if best is not None:
        try:
            return data.decode(best.encoding)
        except (UnicodeDecodeError, LookupError):
            pass
    if western:
        return western
    raise _no_text(name)


def _reads_western(text: str) -> bool:
    """Whether the signs beyond ASCII are letters and typographic marks amid ASCII text."""
    beyond = [sign for sign in text if ord(sign) > 127]
    letters = sum(1 for sign in beyond if sign.isalpha() or sign in "’‘“”–—…€ \u00a0°½")
    return letters >= len(beyond) * 0.9 and len(beyond) < len(text) * 0.2


def _is_binary(text: str) -> bool:
    sample = text[:20_000]
    odd = sum(1 for s in sample if unicodedata.category(s) == "Cc" and s not in "\r\n\t\x00")
    return odd > 4 and odd > len(sample) * 0.02


def _separator(text: str) -> str:
    """The sign that cuts most lines into the same number of cells; a comma where none does."""
    lines = [line for line in text[:100_000].splitlines() if line.strip()][:_SAMPLE_LINES]
    if lines and lines[0].casefold().startswith("sep=") and len(lines[0].strip()) == 5:
        return lines[0].strip()[4]
    best, best_score = ",", 0.0
    for sign in _SEPARATORS:
        counts = Counter(_outside_quotes(line, sign) for line in lines)
        counts.pop(0, None)
        if not counts:
            continue
        cells, agreeing = max(counts.items(), key=lambda item: (item[1], item[0]))
        score = agreeing + min(cells, 50) / 1000
        if score > best_score:
            best, best_score = sign, score
    return best


def _outside_quotes(line: str, sign: str) -> int:
    return sum(part.count(sign) for part in line.split('"')[::2])


def _unclosed(text: str, separator: str) -> bool:
    """Whether the last quoted cell never ends; quotes inside an unquoted cell mean nothing."""
    if '"' not in text:
        return False
    try:
        for _row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            pass
    except csv.Error as problem:
        return "unexpected end of data" in str(problem)
    return False


def _no_text(name: str) -> Refusal:
    return Refusal(f"“{name}” is not a table of text; choose a CSV or Excel file.")
