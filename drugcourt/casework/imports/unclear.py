"""Rows of a table that a person has to look at: they go the way of the laboratories' reports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.imports.lines import Line, Verdict
from drugcourt.casework.imports.whom import Whom
from drugcourt.casework.laboratories.deciding import Answers, Decided, Desk, decide, fingerprint
from drugcourt.casework.laboratories.decisions import Decisions
from drugcourt.casework.laboratories.taking import (
    STATES,
    enter,
    known_reports,
    new_record,
    waiting_rows,
)
from drugcourt.casework.laboratories.weighing import OnFile
from drugcourt.domain.specimens import ReportState
from drugcourt.exchange.laboratories.reports import LabReport
from drugcourt.exchange.laboratories.table_reports import as_report
from drugcourt.exchange.tables.problems import RowProblem
from drugcourt.exchange.tables.readings import TestRow
from drugcourt.records import history
from drugcourt.records.courts import ImportBatch
from drugcourt.records.laboratories import LaboratoryOriginal, LaboratoryPerson, LaboratoryReport
from drugcourt.workspace import Context


class UnclearRows:
    """The rows of one table that could not be told by the table alone.

    `links` is whose a number is, as people decided before, for the laboratory of this table.
    """

    def __init__(self, db: Session, whom: Whom, today: date, laboratory: str) -> None:
        self._whom = whom
        self._today = today
        self._laboratory = laboratory
        self._rows: list[TestRow] = []
        self._columns: dict[int, str] = {}
        self._decided: list[tuple[LabReport, Decided]] = []
        columns = (LaboratoryPerson.lab_number, LaboratoryPerson.person_id)
        asked = select(*columns).where(LaboratoryPerson.laboratory == laboratory)
        self.links: dict[str, int] = {}
        self.links.update((number, person_id) for number, person_id in db.execute(asked))

    def add(self, row: TestRow, column: str) -> None:
        """One row more, with the field that is not clear in it."""
        self._rows.append(row)
        self._columns[row.row] = column

    def lines(self, db: Session) -> Iterator[Line]:
        """What becomes of each: most wait, some since an earlier import; what was settled before
        is entered or known.
        """
        if not self._rows:
            return
        desk = self._desk(db)
        reports = [as_report(row, self._laboratory) for row in self._rows]
        known = known_reports(db, [fingerprint(report) for report in reports])
        for report in reports:
            who = report.patient.lab_number
            column = self._columns[report.line]
            own = fingerprint(report)
            if own in known:
                state = known[own]
                waits = state is ReportState.WAITING
                said = RowProblem(report.line, column, "report", STATES[state]) if waits else None
                yield Line(report.line, Verdict.UNCHANGED, who, STATES[state], problem=said)
                continue
            known[own] = ReportState.WAITING
            decided = decide(db, desk, report, Answers())
            self._decided.append((report, decided))
            problem = None
            if decided.verdict is Verdict.REVIEW:
                problem = RowProblem(report.line, column, "report", decided.reason)
            yield Line(report.line, decided.verdict, who, decided.reason, problem=problem)

    def write(self, db: Session, context: Context, batch_id: int) -> None:
        """Keep what waits in one go, and enter the others."""
        if not self._decided:
            return
        digest = db.get_one(ImportBatch, batch_id).file_sha256
        asked = select(LaboratoryOriginal.id).where(LaboratoryOriginal.sha256 == digest)
        original_id = db.scalars(asked).one()
        waits = [(r, d) for r, d in self._decided if d.verdict is Verdict.REVIEW]
        rows = waiting_rows(
            [report for report, _ in waits],
            [(decided.waits_for, decided.reason) for _, decided in waits],
            original_id,
            batch_id,
        )
        history.add_rows(db, LaboratoryReport, rows)
        clear = [report for report, d in self._decided if d.verdict is not Verdict.REVIEW]
        desk = self._desk(db) if clear else None
        for report in clear:
            assert desk is not None
            decided = decide(db, desk, report, Answers())
            record = new_record(report, fingerprint(report), decided, original_id, batch_id)
            db.add(record)
            db.flush()
            if decided.verdict is not Verdict.REVIEW:
                enter(db, context, desk, report, decided, record)
        if desk is not None:
            desk.on_file.take_snapshots()

    def _desk(self, db: Session) -> Desk:
        return Desk(Decisions.load(db, self._whom), OnFile(db), self._today)
