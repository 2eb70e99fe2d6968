"""How a file comes in: read, tried out, written in one transaction, remembered, and taken back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.imports import (
    medications,
    participants,
    providers,
    referrals,
    specimens,
    treatment,
)
from drugcourt.casework.imports.lines import (
    ImportReport,
    Line,
    Plan,
    Verdict,
    Write,
    report,
    together,
)
from drugcourt.casework.imports.pace import Pace
from drugcourt.casework.imports.whom import Whom
from drugcourt.casework.laboratories.originals import keep_original
from drugcourt.casework.programs.programs import program
from drugcourt.errors import Refusal
from drugcourt.exchange.laboratories.files import LabForm
from drugcourt.exchange.tables.headings import Proposal, propose
from drugcourt.exchange.tables.mapping import SUBSTANCE, Mapping
from drugcourt.exchange.tables.problems import RowProblem
from drugcourt.exchange.tables.readers import READERS, AnyRow
from drugcourt.exchange.tables.tables import SheetTable, bytes_of, tables_of
from drugcourt.fields.imports import ImportKind, import_fields
from drugcourt.records.courts import ImportBatch
from drugcourt.workspace import Context


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as it was read: its proposal (sheet, heading, mapping) and its fingerprint."""

    proposal: Proposal
    sha256: str
    name: str = ""
    data: bytes = b""
    several: bool = False  # sheets: then every reason says which

    @property
    def table(self) -> SheetTable:
        return self.proposal.table


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One earlier import, for the list."""

    id: int
    kind: str
    imported_at: datetime
    by: str
    counts: dict[str, int]
    undone: bool


def read_file(path: Path, kind: ImportKind, saved: Mapping | None = None) -> ReadFile:
    """Read a file for an import; Refusal when it can't be read or holds no such table."""
    data = bytes_of(path)
    tables = tables_of(data, path.name)
    digest = hashlib.sha256(data).hexdigest()
    return ReadFile(propose(tables, kind, saved), digest, path.name, data)


def rows_of(file: ReadFile, mapping: Mapping | None = None) -> Iterator[AnyRow | RowProblem]:
    """The file's rows under a mapping; problems come in their place."""
    used = mapping or file.proposal.mapping
    return READERS[used.kind](file.table, used)


def preview(
    db: Session,
    *,
    file: ReadFile,
    today: date,
    mapping: Mapping | None = None,
    laboratory: str = "",
    pace: Pace | None = None,
) -> tuple[ImportReport, tuple[Line, ...]]:
    """What the import would do, row by row; nothing is written."""
    lines: tuple[Line, ...] = ()
    done: ImportReport | None = None
    for sheet, used in _sheets(file, mapping):
        found, _write = _decide(db, sheet, used, today, laboratory, pace or Pace())
        lines += found
        done = together(done, report(file.proposal.kind.value, found))
    assert done is not None
    return done, lines


def import_file(
    db: Session,
    context: Context,
    *,
    file: ReadFile,
    mapping: Mapping | None = None,
    laboratory: str = "",
    pace: Pace | None = None,
) -> ImportReport:
    """Write the new and the changed rows in one transaction; bad rows do not hold back good ones.

    Repeating an import changes nothing. Returns the counts, with the number to undo it by.
    `laboratory` names the sender of a table of tests, so that its numbers are known again.
    """
    pace = pace or Pace()
    done: ImportReport | None = None
    batch: ImportBatch | None = None
    for sheet, used in _sheets(file, mapping):
        lines, writes = _decide(db, sheet, used, context.today, laboratory, pace)
        counts = report(file.proposal.kind.value, lines)
        done = together(done, counts)
        if counts.new + counts.changed + counts.review:
            batch = batch or _begun(db, context, file, mapping)
            batch.counts = done.kept_counts()
            _keep(db, context, file, done, batch.id)
            pace.watch(db)
            writes(db, context, batch.id)
            db.flush()
    assert done is not None
    if done.problems:
        _keep(db, context, file, done, batch.id if batch else None)
    if batch is None:
        return done
    batch.counts = done.kept_counts()
    return replace(done, batch_id=batch.id)


def _begun(db: Session, context: Context, file: ReadFile, mapping: Mapping | None) -> ImportBatch:
    """The import's own record, by which it can be taken back."""
    used = mapping or file.proposal.mapping
    batch = ImportBatch(
        kind=file.proposal.kind.value,
        file_sha256=file.sha256,
        imported_at=context.now,
        by=context.who,
        mapping={"columns": dict(used.columns)},
        counts={},
    )
    db.add(batch)
    db.flush()
    return batch


def _sheets(file: ReadFile, mapping: Mapping | None) -> Iterator[tuple[ReadFile, Mapping | None]]:
    """The file's sheets one after the other, each with its mapping."""
    file = replace(file, several=bool(file.proposal.others))
    yield file, mapping
    for other in file.proposal.others:
        order = (mapping or file.proposal.mapping).date_order
        used = replace(other.mapping, date_order=other.mapping.date_order or order)
        yield replace(file, proposal=replace(other, mapping=used)), None


def _keep(
    db: Session, context: Context, file: ReadFile, counts: ImportReport, import_id: int | None
) -> None:
    """A table of tests stays as it came, with the rows that could not be read."""
    if file.proposal.kind is ImportKind.TESTS:
        keep_original(
            db,
            context,
            name=file.name,
            form=LabForm.TABLE.value,
            data=file.data,
            problems=counts.problems,
            import_id=import_id,
        )


def batches(db: Session) -> list[BatchRow]:
    """Earlier imports, newest first."""
    return [
        BatchRow(b.id, b.kind, b.imported_at, b.by, dict(b.counts), b.undone_at is not None)
        for b in db.scalars(select(ImportBatch).order_by(ImportBatch.id.desc()))
    ]


def _decide(
    db: Session,
    file: ReadFile,
    mapping: Mapping | None,
    today: date,
    laboratory: str,
    pace: Pace,
) -> tuple[tuple[Line, ...], Write]:
    """Every row's verdict in the order of the file, and the act that writes them."""
    _answered(file.proposal, mapping)
    good: list[AnyRow] = []
    bad: list[Line] = []
    for row in pace.over(rows_of(file, mapping), len(file.table.rows), "rows read"):
        if isinstance(row, RowProblem):
            bad.append(Line(row.row_number, Verdict.REJECTED, "", row.reason, problem=row))
        else:
            good.append(row)
    for cell in file.table.far:
        reason = f"The cell {cell.column}{cell.row} stands far from the table and was left aside."
        problem = RowProblem(cell.row, cell.column, "cell", reason)
        bad.append(Line(cell.row, Verdict.REJECTED, "", reason, problem=problem))
    plan = _plan(db, file.proposal.kind, good, today, laboratory)
    named = _with_headings((*plan.lines, *bad), file.proposal)
    if file.proposal.table.name and file.several:
        named = _with_sheet(named, file.proposal.table.name)
    return tuple(sorted(named, key=lambda line: line.row)), plan.write


def _answered(proposal: Proposal, mapping: Mapping | None) -> None:
    """Refuse while a date column reads two ways, or a needed column has no heading."""
    order = (mapping or proposal.mapping).date_order
    if proposal.questions and order is None:
        column = proposal.questions[0].column
        raise Refusal(
            f"The dates in the column “{column}” read two ways; say which part comes first: "
            "--dates month-first or --dates day-first; a mapping file can say it too."
        )
    if proposal.missing and mapping is None:
        missing = ", ".join(proposal.missing)
        raise Refusal(
            f"The file has no column for: {missing}; say in a mapping file which column it is."
        )


def _plan(db: Session, kind: ImportKind, rows: list[Any], today: date, laboratory: str) -> Plan:
    whom = Whom.load(db)
    if kind is ImportKind.TESTS:
        return specimens.plan(db, rows, whom, today=today, laboratory=laboratory)
    if kind is ImportKind.PEOPLE:
        program_id = participants.default_program(db)
        if program_id is None:
            raise Refusal("This court has no program yet; keep one in Program setup first.")
        kept = program(db, program_id)
        return participants.plan(db, rows, whom, program=kept, program_id=program_id, today=today)
    planner: Any = {
        ImportKind.ATTENDANCE: treatment.plan,
        ImportKind.MEDICATIONS: medications.plan,
        ImportKind.REFERRALS: referrals.plan,
        ImportKind.PROVIDERS: providers.plan,
    }[kind]
    chosen: Plan = planner(db, rows, whom, today=today)
    return chosen


def _with_headings(lines: tuple[Line, ...], proposal: Proposal) -> Iterator[Line]:
    """Name the file's own heading where a reason names a field, else the field's label."""
    headings = {field.key: field.label for field in import_fields(proposal.kind)}
    headings |= {column.field: column.heading for column in proposal.columns if column.field}
    for line in lines:
        problem = line.problem
        if problem is None:
            yield line
            continue
        key = problem.column
        if key.startswith(SUBSTANCE) and key not in headings:
            key = "result"  # a table with a row for each substance has one column for all results
        if key not in headings:
            yield line
            continue
        named = RowProblem(problem.row_number, headings[key], problem.value_kind, problem.reason)
        yield replace(line, problem=named)


def _with_sheet(lines: Iterable[Line], name: str) -> Iterator[Line]:
    """Say which of several sheets a row stands on."""
    for line in lines:
        problem = line.problem
        if problem is not None:
            problem = replace(problem, reason=f"Sheet “{name}”: {problem.reason}")
        yield replace(line, text=f"Sheet “{name}”: {line.text}", problem=problem)
