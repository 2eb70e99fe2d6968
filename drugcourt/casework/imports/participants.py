"""How rows of people become participants: new ones admitted, known ones amended, none erased."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.imports.gate import Gate
from drugcourt.casework.imports.lines import Plan, differences
from drugcourt.casework.imports.person_values import (
    LABELS,
    OnFile,
    name_of,
    people_on_file,
    values_of,
)
from drugcourt.casework.imports.person_writing import Writing
from drugcourt.casework.imports.whom import Whom
from drugcourt.domain.program import Program
from drugcourt.exchange.tables.participants import PersonRow
from drugcourt.records.courts import Court
from drugcourt.records.search import fold
from drugcourt.workspace import Context


def plan(
    db: Session,
    rows: Iterable[PersonRow],
    whom: Whom,
    *,
    program: Program,
    program_id: int,
    today: date,
) -> Plan:
    """Decide for each row; a person met twice in the file is a duplicate."""
    gate = Gate(whom, today, "participant_id", "person")
    sorting = _Sorting(gate, program, program_id, people_on_file(db, today))
    for row in rows:
        sorting.take(row)
    return Plan(tuple(gate.lines), sorting.write)


@dataclass(slots=True)
class _Sorting:
    """Rows sorted into people to add and people to amend."""

    gate: Gate
    program: Program
    program_id: int
    on_file: dict[int, OnFile]
    additions: list[tuple[PersonRow, dict[str, Any], str]] = field(default_factory=list)
    amendments: list[tuple[PersonRow, OnFile, dict[str, Any]]] = field(default_factory=list)

    def take(self, row: PersonRow) -> None:
        """Sort one row in, or turn it away."""
        if not all(self.gate.first_time(row.row, row.who, key) for key in _keys(row)):
            return
        if row.admitted is not None and row.admitted > self.gate.today:
            reason = "The admission date has not come yet."
            self.gate.refuse(row.row, row.who, "admitted", "date", reason)
            return
        if row.phase_since is not None and row.phase_since > self.gate.today:
            reason = "The date of this phase has not come yet."
            self.gate.refuse(row.row, row.who, "phase_since", "date", reason)
            return
        phase = _phase(self.program, row.phase)
        if phase is None:
            reason = "The program has no such phase."
            self.gate.refuse(row.row, row.who, "phase", "phase", reason)
            return
        match = self.gate.whom.find(row.who, row.case_number)
        if match.person_id is None and row.who.participant_id and not match.doubtful:
            match = self.gate.whom.namesake(row.who) or match
        if match.person_id is not None:
            self._known(row, self.on_file[match.person_id])
        elif match.doubtful:
            self.gate.refuse(row.row, row.who, match.column, "person", match.reason)
        else:
            self.additions.append((row, values_of(row), phase))
            self.gate.new(row.row, row.who, self._said_of(row, phase))

    def _said_of(self, row: PersonRow, phase: str) -> str:
        """What the preview says of a new person: a phase without its date is told."""
        later = phase != self.program.first.key
        if row.admitted and later and row.phase_since is None:
            return "A new participant; the file does not say since when in this phase: from today"
        return "A new participant"

    def _known(self, row: PersonRow, kept: OnFile) -> None:
        if row.admitted and kept.admitted_on and row.admitted != kept.admitted_on:
            reason = "The admission date differs from the one on file; correct it in that file."
            self.gate.refuse(row.row, row.who, "admitted", "date", reason)
            return
        values = values_of(row)
        found = differences(LABELS, kept.values, values)
        if self.gate.known(row.row, row.who, "A participant on file", found):
            self.amendments.append((row, kept, values))

    def write(self, db: Session, context: Context, batch_id: int) -> None:
        """Enter the new people, amend those on file."""
        writing = Writing(db, context, batch_id)
        for row, values, phase in self.additions:
            writing.add(row, values, phase, self.program.first.key, self.program_id)
        for row, kept, values in self.amendments:
            writing.amend(row, kept, values)


_PHASE_NUMBER = re.compile(
    r"(?:phase |ph |p |level |ph|p)?([0-9]|[ivx]+|[a-z]{3,5})(?: 0| of \d+)?"
)
_NUMBERS = {
    said: number
    for number, names in enumerate(
        ("1 i one", "2 ii two", "3 iii three", "4 iv four", "5 v five", "6 vi six", "7 vii seven",
         "8 viii eight", "9 ix nine"),
        start=1,
    )
    for said in names.split()
}  # fmt: skip


def _keys(row: PersonRow) -> list[str]:
    """What no other row of the file may say: the number, and a name with its birth date."""
    keys = [f"number {fold(row.who.participant_id)}"] if row.who.participant_id else []
    if name_of(row) and (row.who.born is not None or not keys):
        suffix = row.who.name.suffix if row.who.name else ""
        keys.append(f"name {fold(f'{name_of(row)} {suffix}')} {row.who.born}")
    return keys


def _phase(program: Program, words: str) -> str | None:
    """The phase a file means by key, name, number or `Phase 2`; "" is the first; None is none."""
    if not words.strip():
        return program.first.key
    asked = fold(words)
    own = {fold(said): phase.key for phase in program.phases for said in (phase.key, phase.name)}
    if asked in own:
        return own[asked]
    found = _PHASE_NUMBER.fullmatch(asked)
    number = _NUMBERS.get(found[1]) if found else None
    if number is None or number > len(program.phases):
        return None
    return program.phases[number - 1].key


def default_program(db: Session) -> int | None:
    """The program new participants are judged by."""
    return db.scalar(select(Court.program_id))
