"""How rows of tests become specimens: matched, compared with what is on file, written in bulk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.bulk import record_tests_in_bulk
from drugcourt.casework.imports.gate import Gate
from drugcourt.casework.imports.lines import Difference, Line, Plan
from drugcourt.casework.imports.unclear import UnclearRows
from drugcourt.casework.imports.whom import Whom
from drugcourt.casework.laboratories.entering import superseded
from drugcourt.casework.moments import clock_of, moment_of
from drugcourt.casework.specimens.times import after_its_time
from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Matrix,
    Substance,
    TestReason,
    Validity,
)
from drugcourt.domain.tone import YesNo
from drugcourt.exchange.tables.mapping import SUBSTANCE
from drugcourt.exchange.tables.readings import SubstanceReading, TestRow, as_entered
from drugcourt.records.courts import ImportChange
from drugcourt.records.specimens import Specimen, SpecimenResult
from drugcourt.workspace import Context

Results = dict[Substance, tuple[AnalyteResult, Confirmation]]
Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _OnFile:
    """A recorded test, as far as a row can change it."""

    id: int
    status: CollectionStatus
    validity: Validity
    results: Results


def plan(
    db: Session, rows: Iterable[TestRow], whom: Whom, *, today: date, laboratory: str = ""
) -> Plan:
    """Decide for each row: a laboratory number names a test; else person, day and matrix do.

    A test that is scheduled for the day is completed by its row, however that is numbered. A
    recorded test whose values differ is corrected, with the earlier values kept in the history.
    Rows about nobody known, with a substance nobody named yet, or with a word nobody knows, go the
    way of the laboratories' reports: they wait for a person.
    """
    unclear = UnclearRows(db, whom, today, laboratory)
    gate = Gate(whom, today, "collected", "test", links=unclear.links)
    sorting = _Sorting(gate, unclear, *_on_file(db))
    for row in rows:
        sorting.take(row)
    sorting.gate.lines += unclear.lines(db)
    return Plan(tuple(sorting.lines()), sorting.write)


@dataclass(slots=True)
class _Sorting:
    """Rows sorted into tests to add and tests to correct."""

    gate: Gate
    unclear: UnclearRows
    by_number: dict[str, _OnFile]
    by_day: dict[Key, _OnFile]
    scheduled: dict[tuple[int, date], _OnFile]
    additions: list[dict[str, Any]] = field(default_factory=list)
    corrections: list[tuple[int, TestRow, Results]] = field(default_factory=list)
    also: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def take(self, row: TestRow) -> None:
        """Sort one row in, or turn it away."""
        if len(row.rows) > 1:
            self.also[row.row] = row.rows[1:]
        episode_id = self.gate.episode(row.row, row.who, row.collected_on)
        if episode_id is None:
            if row.row in self.gate.unmatched:
                self.unclear.add(row, self.gate.unmatched[row.row])
            return
        if not all(reading.clear for reading in row.results):
            self.unclear.add(row, _unclear_field(row))
            return
        row = replace(row, results=as_entered(row.results))
        key = _key(row, episode_id)
        if not self.gate.first_time(row.row, row.who, key):
            return
        results = {r.substance: (r.result, r.confirmation) for r in row.results}
        text = f"Test of {row.collected_on:%Y-%m-%d}"
        if any(not reading.named for reading in row.results):
            text += "; the file names no substance"
        found = self.by_number.get(row.specimen_id) if row.specimen_id else self.by_day.get(key)
        found = found or self.scheduled.pop((episode_id, row.collected_on), None)
        if found is None:
            self.additions.append(_new(row, episode_id))
            self.gate.new(row.row, row.who, text)
        elif self.gate.known(row.row, row.who, text, _differing(found, row, results)):
            self.corrections.append((found.id, row, results))

    def lines(self) -> Iterator[Line]:
        """The verdicts, each for all the rows of its test: none of them may come in by itself."""
        for line in self.gate.lines:
            also = self.also.get(line.row)
            yield replace(line, also=also) if also else line

    def write(self, db: Session, context: Context, batch_id: int) -> None:
        """Enter the new tests in bulk, correct the others one by one."""
        rows = [{**values, "import_id": batch_id} for values in self.additions]
        record_tests_in_bulk(db, context, rows=rows)
        for specimen_id, row, results in self.corrections:
            _correct(db, context, batch_id, specimen_id, row, results)
        self.unclear.write(db, context, batch_id)


def _unclear_field(row: TestRow) -> str:
    """Which field a person has to look at: an unknown name of a substance, else its result."""
    first = next(reading for reading in row.results if not reading.clear)
    return "substance" if not first.sure else f"{SUBSTANCE}{first.substance}"


def _key(row: TestRow, episode_id: int) -> Key:
    """What makes two rows the same test."""
    if row.specimen_id:
        return ("number", row.specimen_id)
    return (episode_id, row.collected_on, row.matrix or Matrix.URINE, row.collected_time)


def _on_file(
    db: Session,
) -> tuple[dict[str, _OnFile], dict[Key, _OnFile], dict[tuple[int, date], _OnFile]]:
    results: dict[int, Results] = {}
    asked = select(
        SpecimenResult.specimen_id,
        SpecimenResult.substance,
        SpecimenResult.result,
        SpecimenResult.confirmation,
    )
    for specimen_id, substance, result, confirmation in db.execute(asked):
        results.setdefault(specimen_id, {})[substance] = (result, confirmation)
    by_number: dict[str, _OnFile] = {}
    by_day: dict[Key, _OnFile] = {}
    scheduled: dict[tuple[int, date], _OnFile] = {}
    columns = (
        Specimen.id,
        Specimen.status,
        Specimen.validity,
        Specimen.number,
        Specimen.episode_id,
        Specimen.collected_on,
        Specimen.matrix,
        Specimen.collected_at,
        Specimen.order_number,
        Specimen.laboratory_number,
    )
    for number, status, validity, label, episode_id, day, matrix, at, *laboratory in db.execute(
        select(*columns)
    ):
        kept = _OnFile(number, status, validity, results.get(number, {}))
        if label:
            by_number[label] = kept
        for own in laboratory:
            if own:
                by_number.setdefault(own, kept)
        if status is CollectionStatus.SCHEDULED:
            scheduled.setdefault((episode_id, day), kept)
        else:
            by_day.setdefault((episode_id, day, matrix, clock_of(at)), kept)
    return by_number, by_day, scheduled


def _new(row: TestRow, episode_id: int) -> dict[str, Any]:
    return {
        "episode_id": episode_id,
        "number": row.specimen_id,
        "collected_on": row.collected_on,
        "collected_at": moment_of(row.collected_on, row.collected_time),
        "status": row.status,
        "validity": row.validity,
        "matrix": row.matrix or Matrix.URINE,
        "reason": row.reason or TestReason.NOT_SAID,
        "collector": row.collector,
        "observed": _answer(row.observed),
        "temperature_in_range": _answer(row.temperature_ok),
        "creatinine": row.creatinine,
        "specific_gravity": row.specific_gravity,
        "results": [_new_result(reading) for reading in row.results],
        **row.more,
    }


def _new_result(reading: SubstanceReading) -> dict[str, Any]:
    """The columns of one result; the same for all, so that they go down in one go."""
    found: dict[str, Any] = {
        "substance": reading.substance,
        "result": reading.result,
        "confirmation": reading.confirmation,
    }
    unnamed = reading.substance is Substance.OTHER and reading.named
    if reading.code or reading.level is not None or reading.cutoff is not None or unnamed:
        found |= {
            "code": reading.code[:20],
            "level": reading.level,
            "unit": reading.unit,
            "cutoff": reading.cutoff,
            "reported_as": reading.named[:120],
        }
    return found


def _answer(said: bool | None) -> YesNo:
    return YesNo.UNKNOWN if said is None else (YesNo.YES if said else YesNo.NO)


def _differing(found: _OnFile, row: TestRow, results: Results) -> tuple[Difference, ...]:
    """What the row says otherwise; what it does not say is no difference."""
    differing = []
    if row.status is not found.status:
        differing.append(Difference("Collection", found.status.label, row.status.label))
    if row.validity not in (Validity.NOT_CHECKED, found.validity):
        differing.append(Difference("Validity", found.validity.label, row.validity.label))
    for substance, (result, confirmation) in results.items():
        before = found.results.get(substance)
        if before is None:
            differing.append(Difference(substance.label, "—", result.label))
        elif before[0] is not result:
            differing.append(Difference(substance.label, before[0].label, result.label))
        elif confirmation not in (Confirmation.NONE, before[1]):
            differing.append(Difference(substance.label, before[1].label, confirmation.label))
    return tuple(differing)


def _correct(
    db: Session,
    context: Context,
    batch_id: int,
    specimen_id: int,
    row: TestRow,
    results: Results,
) -> None:
    specimen = db.get_one(Specimen, specimen_id)
    before: dict[str, Any] = {
        "status": specimen.status,
        "validity": specimen.validity,
        "results": {},
    }
    if specimen.status is CollectionStatus.SCHEDULED:
        before["columns"] = _fill_in(specimen, row)
    specimen.status = row.status
    if row.validity is not Validity.NOT_CHECKED:
        specimen.validity = row.validity
    present = {result.substance: result for result in specimen.results}
    readings = {reading.substance: reading for reading in row.results}
    for substance, (result, confirmation) in results.items():
        kept = present.get(substance)
        if kept is None:
            before["results"][substance] = None
            told = _new_result(readings[substance])
            specimen.results.append(SpecimenResult(**told))
            continue
        before["results"][substance] = [kept.result, kept.confirmation]
        if kept.result is not result:
            db.add(superseded(context, specimen, kept, "", batch_id))
        kept.result = result
        if confirmation is not Confirmation.NONE:
            kept.confirmation = confirmation
    db.add(
        ImportChange(
            batch_id=batch_id, kind="specimen", record_id=specimen_id, before=before, after={}
        )
    )


def _fill_in(specimen: Specimen, row: TestRow) -> dict[str, Any]:
    """What a row tells of a test that was only scheduled; returns what stood there before.

    Why it was scheduled stays. A number of its own stays too: the row's is then the laboratory's.
    """
    told = _new(row, specimen.episode_id)
    for key in ("episode_id", "results", "status", "validity", "reason"):
        del told[key]
    if row.matrix is None:
        del told["matrix"]
    if specimen.number and row.specimen_id not in ("", specimen.number):
        told["order_number"] = told.pop("number")
    before: dict[str, Any] = {}
    for key, value in told.items():
        kept = getattr(specimen, key)
        if value in (None, "", YesNo.UNKNOWN, kept):
            continue
        before[key] = kept.isoformat() if isinstance(kept, date) else kept
        setattr(specimen, key, value)
    if after_its_time(specimen) and not specimen.late:
        before["late"], specimen.late = specimen.late, True
    return before
