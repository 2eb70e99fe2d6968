"""Which providers a table brings, one a row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from drugcourt.domain.tone import YesNo
from drugcourt.domain.treatment import LevelOfCare
from drugcourt.exchange.policy import normal, terms_for
from drugcourt.exchange.tables.cursor import Row, readers_of
from drugcourt.exchange.tables.mapping import Mapping
from drugcourt.exchange.tables.problems import RowProblem
from drugcourt.exchange.tables.tables import SheetTable
from drugcourt.exchange.tables.values import parse_whole
from drugcourt.fields.courts import Weekday

MOST_WAITING = 3_650  # days; more is a slip of the finger
_PARTS = re.compile(r"[,;/\n]| and | & ")


@dataclass(frozen=True, slots=True)
class ProviderRow:
    """One provider; None, "" and no levels mean that the file does not say."""

    row: int
    name: str
    levels: tuple[LevelOfCare, ...]
    medications: str
    medicaid: YesNo | None
    waiting_days: int | None
    report_day: int | None
    contact: str
    phone: str
    email: str
    address: str
    note: str


def provider_rows(table: SheetTable, mapping: Mapping) -> Iterator[ProviderRow | RowProblem]:
    """Each row as a provider, or the problems that keep it out."""
    for reader in readers_of(table, mapping):
        for row in reader:
            found = _provider_row(row)
            if row.problems:
                yield from row.problems
            else:
                yield found


def _provider_row(row: Row) -> ProviderRow:
    name = row.text("provider")
    row.need("provider", "text", name)
    day = row.term("report_day", "weekday", Weekday)
    return ProviderRow(
        row.number,
        name,
        _levels(row),
        row.text("medications"),
        row.term("medicaid", "yes_no", YesNo),
        row.read("waiting_days", "whole number", lambda cell: parse_whole(cell, 0, MOST_WAITING)),
        None if day is None else int(day.value),
        row.text("contact"),
        row.text("phone"),
        row.text("email"),
        row.text("address"),
        row.text("note"),
    )


def _levels(row: Row) -> tuple[LevelOfCare, ...]:
    """Every level that is named; a word that names none keeps the row out rather than be lost."""
    known = terms_for("level_of_care", LevelOfCare)
    found: list[LevelOfCare] = []
    for part in _PARTS.split(row.text("levels")):
        if not part.strip():
            continue
        level = known.get(normal(part))
        if level is None:
            row.refuse("levels", "word", f"“{part.strip()[:40]}” is no level of care known here.")
        elif level not in found:
            found.append(level)
    return tuple(found)
