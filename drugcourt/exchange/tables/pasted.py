"""What a block copied from a spreadsheet says of a day's cups: whom each line names, and what."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Substance,
    Validity,
)
from drugcourt.errors import Refusal
from drugcourt.exchange.policy import normal, substance_words
from drugcourt.exchange.tables.dates import DateOrder, parse_date
from drugcourt.exchange.tables.headings import WHO, field_for
from drugcourt.exchange.tables.mapping import SUBSTANCE
from drugcourt.exchange.tables.names import PersonName, split_name
from drugcourt.exchange.tables.problems import UnreadableError
from drugcourt.exchange.tables.results import ResultWord, result_word
from drugcourt.exchange.tables.values import parse_temperature, parse_term
from drugcourt.fields.imports import ImportKind

MOST_LINES, MOST_COLUMNS = 2_000, 100
STATUS, VALIDITY, TEMPERATURE = "status", "validity", "temperature"
UNUSED = "unused:"
_SEEN_FOR_HEADINGS = 10


@dataclass(slots=True)
class PastedLine:
    """One line. `results` says of each substance what was found and whether the laboratory has it.

    `raw` holds, by column of the grid, cells that say nothing this room can read: they are shown
    as they stand, and never taken for negative. `problem` is why the line can't be taken at all.
    """

    line: int
    number: str = ""
    name: PersonName | None = None
    called: str = ""
    born: tuple[date, ...] = ()
    results: dict[Substance, tuple[AnalyteResult, bool]] = field(default_factory=dict)
    overall_negative: bool = False
    status: CollectionStatus | None = None
    validity: Validity | None = None
    temperature: bool | None = None
    raw: dict[str, str] = field(default_factory=dict)
    problem: str = ""


def cells_of(text: str) -> list[list[str]]:
    """The lines and cells of what a spreadsheet puts on the clipboard; blank lines are left out."""
    tidy = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    rows = [
        [" ".join(cell.split()) for cell in row]
        for row in csv.reader(io.StringIO(tidy), delimiter="\t")
    ]
    rows = [row for row in rows if any(row)]
    if len(rows) > MOST_LINES or any(len(row) > MOST_COLUMNS for row in rows):
        raise Refusal(
            f"The grid takes up to {MOST_LINES:,} lines of {MOST_COLUMNS} columns at once; use "
            "Import for a longer list."
        )
    return rows


def heading_roles(rows: Sequence[Sequence[str]]) -> tuple[int, tuple[str, ...]] | None:
    """Where the headings stand among the first lines and what each means; None without headings.

    A column whose heading means nothing here keeps it, behind `unused:`.
    """
    for place, row in enumerate(rows[:_SEEN_FOR_HEADINGS]):
        keys = [field_for(cell, ImportKind.TESTS) if cell else "" for cell in row]
        known = [key for key in keys if key]
        if WHO & set(known) and (len(known) > 1 or len(row) == 1):
            return place, tuple(
                key or (UNUSED + cell if cell else "") for key, cell in zip(keys, row, strict=True)
            )
    return None


def read_lines(
    rows: Sequence[Sequence[str]], roles: Sequence[str], day: date, first: int = 1
) -> Iterator[PastedLine]:
    """Each line by the roles of its columns; `first` is the number of the first line."""
    for number, row in enumerate(rows, start=first):
        line = PastedLine(number)
        cells = [(role, cell) for role, cell in zip(roles, row, strict=False) if cell]
        _read_whom(line, cells)
        _read_cells(line, cells, day)
        yield line


def _read_whom(line: PastedLine, cells: list[tuple[str, str]]) -> None:
    told = dict(cells)
    line.number = told.get("participant_id", "")
    name = told.get("name", "")
    if told.get("last_name"):
        name = ", ".join(filter(None, (told["last_name"], told.get("first_name", ""))))
    if not name and line.number and not any(sign.isdigit() for sign in line.number):
        name, line.number = line.number, ""  # a name stands below “Participant”
    line.called = name or line.number or f"Line {line.line}"
    if name:
        try:
            line.name = split_name(name)
        except ValueError:
            line.problem = f"“{name}” is not a name."
    if told.get("born"):
        line.born = tuple(days_meant(told["born"]))
        if not line.born:
            line.problem = "The birth date can't be read."
    if not line.number and line.name is None and not line.problem:
        line.problem = "The line names no participant."


def _read_cells(line: PastedLine, cells: list[tuple[str, str]], day: date) -> None:
    named = substance_words().get(normal(dict(cells).get("substance", "")))
    for role, text in cells:
        if role.startswith(SUBSTANCE):
            _read_result(line, Substance(role.removeprefix(SUBSTANCE)), text)
        elif role == "result" and named is not None:
            _read_result(line, named, text)
        elif role == "result":
            _read_overall(line, text)
        elif role == "collected":
            _check_day(line, text, day)
        elif role in {"status", "validity", "temperature_ok"}:
            _read_term(line, role, text)
        elif role == "substance" and named is None:
            _keep(line, STATUS, f"{text}?")
        elif role.startswith(UNUSED) and _tells_of_a_positive(text):
            _keep(line, STATUS, f"{role.removeprefix(UNUSED)} {text}")


def _tells_of_a_positive(text: str) -> bool:
    """A positive below a heading that this program has no name for must not be lost."""
    word = result_word(text)
    return word is not None and word.result is AnalyteResult.POSITIVE and len(normal(text)) > 2


def _keep(line: PastedLine, key: str, text: str) -> None:
    line.raw[key] = f"{line.raw[key]}; {text}" if key in line.raw else text


def _read_result(line: PastedLine, substance: Substance, text: str) -> None:
    word = result_word(text)
    if word is None or word.confirmation in (Confirmation.CONFIRMED, Confirmation.NOT_CONFIRMED):
        _keep(line, str(substance), text)  # the laboratory's answer is entered with its day
        return
    _read_collection(line, word, text)
    if word.result is None:
        return
    found = (word.result, word.confirmation is Confirmation.PENDING)
    if line.results.setdefault(substance, found) != found:
        del line.results[substance]
        _keep(line, str(substance), f"twice, {text}")


def _read_overall(line: PastedLine, text: str) -> None:
    """A result of the whole test: only a negative says something of every substance."""
    word = result_word(text)
    if word is None or word.result not in (None, AnalyteResult.NEGATIVE):
        _keep(line, STATUS, f"{text}: which substance?" if word is not None else text)
        return
    _read_collection(line, word, text)
    line.overall_negative = word.result is AnalyteResult.NEGATIVE


def _read_collection(line: PastedLine, word: ResultWord, text: str) -> None:
    if word.status is not None and line.status not in (None, word.status):
        _keep(line, STATUS, text)
    line.status = line.status or word.status
    if word.validity is not None and line.validity not in (None, word.validity):
        _keep(line, VALIDITY, text)
    line.validity = line.validity or word.validity


def _read_term(line: PastedLine, role: str, text: str) -> None:
    key = TEMPERATURE if role == "temperature_ok" else role
    try:
        if key == TEMPERATURE:
            line.temperature = parse_temperature(text)
        elif key == VALIDITY:
            line.validity = parse_term(text, "validity", Validity)
        else:
            status = parse_term(text, "collection_status", CollectionStatus)
            if status not in (CollectionStatus.COLLECTED, CollectionStatus.SCHEDULED):
                line.status = status
    except UnreadableError:
        _keep(line, key, text)


def _check_day(line: PastedLine, text: str, day: date) -> None:
    days = days_meant(text)
    if not days:
        line.problem = f"“{text}” is not a day; correct it in the sheet and paste again."
    elif day not in days:
        line.problem = f"The line is of another day ({text}); turn to that day and paste it there."


def days_meant(text: str) -> set[date]:
    """Every day that a text may mean; two where nothing says which part is the month."""
    found = set()
    for order in DateOrder:
        try:
            found.add(parse_date(text, order))
        except UnreadableError:
            continue
    return found
