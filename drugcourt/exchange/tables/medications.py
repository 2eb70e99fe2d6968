"""Which medicines a table brings, and what a test may show because of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from drugcourt.domain.specimens import Substance
from drugcourt.errors import Refusal
from drugcourt.exchange.policy import policy_table
from drugcourt.exchange.tables.cursor import Row, readers_of
from drugcourt.exchange.tables.mapping import Mapping
from drugcourt.exchange.tables.problems import RowProblem
from drugcourt.exchange.tables.tables import SheetTable
from drugcourt.exchange.tables.who import Person, person_of


@dataclass(frozen=True, slots=True)
class Medicine:
    """A prescribed medicine by the name given, and the substances it is detected as.

    `known` is False when no word of medicines.toml is in the name; then a person must say what
    it may show. `moud` marks medication for opioid use disorder.
    """

    name: str
    detected_as: frozenset[Substance]
    moud: bool
    known: bool


@dataclass(frozen=True, slots=True)
class MedicationRow:
    """One prescription; `ended` None while it lasts."""

    row: int
    who: Person
    name: str
    started: date
    ended: date | None
    dose: str
    prescriber: str
    setting: str
    detected_as: frozenset[Substance]
    moud: bool
    known: bool


@dataclass(frozen=True, slots=True)
class _Entry:
    pattern: re.Pattern[str]
    detected_as: frozenset[Substance]
    moud: bool


@lru_cache(maxsize=2_000)
def medicine(name: str) -> Medicine:
    """What resources/policy/medicines.toml says of a medicine; a mixture is all of its parts."""
    entries = [entry for entry in _entries() if entry.pattern.search(name)]
    return Medicine(
        name,
        frozenset().union(*(entry.detected_as for entry in entries)),
        any(entry.moud for entry in entries),
        bool(entries),
    )


@cache
def _entries() -> tuple[_Entry, ...]:
    try:
        return tuple(
            _Entry(
                re.compile(
                    r"(?<![^\W_])(?:" + "|".join(re.escape(str(w)) for w in entry["words"])
                    + r")(?![^\W_])",
                    re.IGNORECASE,
                ),
                frozenset(Substance(key) for key in entry["detected_as"]),
                bool(entry.get("moud", False)),
            )
            for entry in policy_table("medicines")["medicine"]
        )  # fmt: skip
    except (KeyError, TypeError, ValueError) as problem:
        raise Refusal(
            "An entry of resources/policy/medicines.toml lacks its words or names no known "
            "substance; correct it."
        ) from problem


def medication_rows(table: SheetTable, mapping: Mapping) -> Iterator[MedicationRow | RowProblem]:
    """Each prescription, or the problems that keep its row out."""
    for reader in readers_of(table, mapping):
        for row in reader:
            prescription = _medication_row(row)
            if prescription is None or row.problems:
                yield from row.problems
            else:
                yield prescription


def _medication_row(row: Row) -> MedicationRow | None:
    who = person_of(row)
    name = row.text("medicine")
    row.need("medicine", "medicine", name)
    started, ended = row.day("started"), row.day("ended")
    row.need("started", "date", started)
    if started and ended and ended < started:
        row.refuse("ended", "date", "The last day lies before the first.")
    dose, prescriber, setting = row.text("dose"), row.text("prescriber"), row.text("setting")
    if started is None:
        return None
    found = medicine(name)
    return MedicationRow(
        row=row.number,
        who=who,
        name=name,
        started=started,
        ended=ended,
        dose=dose,
        prescriber=prescriber,
        setting=setting,
        detected_as=found.detected_as,
        moud=found.moud,
        known=found.known,
    )
