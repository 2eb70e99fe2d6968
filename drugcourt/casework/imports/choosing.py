"""Which columns an import reads: the proposal as the office changes it before rows are read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from drugcourt.casework.imports.batches import ReadFile, read_file
from drugcourt.casework.imports.mappings import saved_mapping
from drugcourt.errors import Refusal
from drugcourt.exchange.tables.dates import DateOrder, parse_date
from drugcourt.exchange.tables.headings import propose_again
from drugcourt.exchange.tables.mapping import Mapping, field_keys, field_label
from drugcourt.exchange.tables.problems import UnreadableError
from drugcourt.exchange.tables.values import text_of
from drugcourt.fields.imports import ImportKind, import_fields
from drugcourt.workspace import Workspace

_SAMPLES = 3
_LOOKED_AT = 200  # rows in which sample values are sought


@dataclass(frozen=True, slots=True)
class ChosenFile:
    """A file with its columns as they are chosen now; `known` when they were chosen before."""

    path: Path
    read: ReadFile
    known: bool = False

    @property
    def kind(self) -> ImportKind:
        return self.read.proposal.kind

    @property
    def mapping(self) -> Mapping:
        return self.read.proposal.mapping


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """One column of the file, what it holds, and the field it is read as ("" = left out)."""

    heading: str
    field: str
    samples: tuple[str, ...]


def choose_file(
    workspace: Workspace, path: Path, kind: ImportKind, saved: Mapping | None = None
) -> ChosenFile:
    """Read a file; columns are as `saved` says, as chosen for these headings before, or by words.

    Refusal when the file can't be read or holds no table of the kind.
    """
    read = read_file(path, kind, saved)
    if saved is not None:
        return ChosenFile(path, read, known=True)
    known = workspace.read(saved_mapping, proposal=read.proposal)
    if known is None:
        return ChosenFile(path, read)
    return replace(change_mapping(ChosenFile(path, read), known), known=True)


def change_mapping(chosen: ChosenFile, mapping: Mapping) -> ChosenFile:
    """The same file read with other choices; what is missing or asked is found anew."""
    fresh = propose_again(chosen.read.proposal, mapping)
    return replace(chosen, read=replace(chosen.read, proposal=fresh))


def column_choices(chosen: ChosenFile) -> tuple[ColumnChoice, ...]:
    """The columns in the order of the file, each with a few of its values."""
    proposal = chosen.read.proposal
    start = proposal.table.row_numbers.index(proposal.heading_row) + 1
    rows = proposal.table.rows[start : start + _LOOKED_AT]
    found = []
    for column in proposal.columns:
        values: dict[str, None] = {}
        for row in rows:
            text = text_of(row[column.index]) if column.index < len(row) else ""
            if text:
                values[text] = None
            if len(values) == _SAMPLES:
                break
        found.append(ColumnChoice(column.heading, column.field, tuple(values)))
    return tuple(found)


def field_choices(kind: ImportKind) -> list[tuple[str, str]]:
    """Every field a column may be given: key and words, needed ones marked with a star."""
    needed = {item.key for item in import_fields(kind) if item.required}
    return [
        (key, field_label(kind, key) + (" *" if key in needed else "")) for key in field_keys(kind)
    ]


def both_ways(example: str) -> tuple[tuple[DateOrder, date], ...]:
    """How a date reads with the month first and with the day first."""
    found = []
    for order in DateOrder:
        try:
            found.append((order, parse_date(example, order)))
        except UnreadableError as problem:
            raise Refusal("This date reads one way only; choose the file again.") from problem
    return tuple(found)
