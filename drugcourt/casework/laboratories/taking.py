"""How a file of reports comes in: each decided and entered, kept waiting, or known already."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.imports.lines import ImportReport, Line, Verdict, report
from drugcourt.casework.laboratories.deciding import (
    Answers,
    Decided,
    Desk,
    answers_of,
    decide,
    fingerprint,
    standings,
)
from drugcourt.casework.laboratories.entering import enter_change, enter_new
from drugcourt.casework.laboratories.originals import is_read, keep_original
from drugcourt.domain.specimens import ReportState
from drugcourt.exchange.laboratories.files import LabFile
from drugcourt.exchange.laboratories.reports import LabReport, from_plain, plain
from drugcourt.exchange.tables.problems import RowProblem
from drugcourt.fields.imports import ImportKind
from drugcourt.records.courts import ImportBatch
from drugcourt.records.laboratories import LaboratoryDocument, LaboratoryReport
from drugcourt.workspace import Context

_CHUNK = 500
STATES = {
    ReportState.WAITING: "It waits in Review already.",
    ReportState.ENTERED: "It was entered before.",
    ReportState.LEFT_OUT: "It was left out in Review before.",
}


def take_file(
    db: Session, context: Context, *, file: LabFile, laboratory: str = ""
) -> ImportReport:
    """Bring a file of reports in, in one transaction; repeating it changes nothing.

    `laboratory` names the sender where the file does not. What can't be read is kept with its
    original, what is not clear waits, and the rest is entered.
    """
    taking = _Taking.begin(db, context, file, laboratory)
    for number, each in enumerate(taking.reports):
        taking.take(db, context, each, taking.prints[number])
    taking.desk.on_file.take_snapshots()
    return taking.end()


def try_file(
    db: Session, *, file: LabFile, today: Any, laboratory: str = ""
) -> tuple[ImportReport, tuple[Line, ...]]:
    """What `take_file` would do; nothing is written."""
    desk = Desk.load(db, today)
    lines: list[Line] = []
    reports = _named(file, laboratory)
    prints = [fingerprint(each) for each in reports]
    known = known_reports(db, prints)
    for each, own in zip(reports, prints, strict=True):
        if own in known:
            lines.append(_line(each, Verdict.UNCHANGED, STATES[known[own]]))
            continue
        known[own] = ReportState.ENTERED
        decided = decide(db, desk, each, Answers())
        lines.append(_line(each, decided.verdict, decided.reason))
    lines += [_rejected(problem) for problem in file.problems]
    done = tuple(sorted(lines, key=lambda line: line.row))
    return report(ImportKind.TESTS.value, done), done


def retry(
    db: Session, context: Context, *, laboratory: str | None = None, waits_for: str = ""
) -> int:
    """Decide anew what waits (of one laboratory), after something was settled; how many came in."""
    asked = select(LaboratoryReport).where(LaboratoryReport.state == ReportState.WAITING)
    if waits_for:
        asked = asked.where(LaboratoryReport.waits_for == waits_for)
    if laboratory is not None:
        asked = asked.where(LaboratoryReport.laboratory == laboratory)
    waiting = db.scalars(asked.order_by(LaboratoryReport.id)).all()
    if not waiting:
        return 0
    desk = Desk.load(db, context.today)
    count = sum(try_again(db, context, desk, record) for record in waiting)
    desk.on_file.take_snapshots()
    return count


def try_again(db: Session, context: Context, desk: Desk, record: LaboratoryReport) -> bool:
    """Decide one waiting report by what is known now; True when it is entered."""
    each = from_plain(record.content)
    answers = answers_of(record.settled, record.person_id, record.collected_on)
    decided = decide(db, desk, each, answers)
    if decided.verdict is Verdict.REVIEW:
        if (record.waits_for, record.reason) != (decided.waits_for, decided.reason):
            record.waits_for, record.reason = decided.waits_for, decided.reason
        return False
    enter(db, context, desk, each, decided, record)
    return True


def enter(
    db: Session,
    context: Context,
    desk: Desk,
    each: LabReport,
    decided: Decided,
    record: LaboratoryReport,
) -> None:
    """Write what was decided, and tie the report to its test."""
    if decided.specimen is None:
        assert decided.episode_id is not None
        assert decided.day is not None
        decided.specimen = enter_new(
            db,
            each,
            decided.outcome,
            episode_id=decided.episode_id,
            day=decided.day,
            import_id=record.import_id,
        )
        desk.on_file.add(decided.specimen)
    elif not decided.change.nothing:
        enter_change(
            db,
            context,
            decided.specimen,
            each,
            decided.outcome,
            decided.change,
            import_id=record.import_id,
        )
    record.state = ReportState.ENTERED
    record.waits_for = record.reason = ""
    record.specimen_id = decided.specimen.id
    record.settled = {**record.settled, "standings": standings(decided.outcome)}
    db.flush()


@dataclass(slots=True)
class _Taking:
    """A file on its way in."""

    file: LabFile
    reports: list[LabReport]
    prints: list[str]
    known: dict[str, ReportState]
    desk: Desk
    batch: ImportBatch | None = None
    original_id: int = 0
    lines: list[Line] = field(default_factory=list)

    @classmethod
    def begin(cls, db: Session, context: Context, file: LabFile, laboratory: str) -> _Taking:
        """Look at what is known already; a file that brings nothing new leaves no trace."""
        reports = _named(file, laboratory)
        prints = [fingerprint(each) for each in reports]
        known = known_reports(db, prints)
        taking = cls(file, reports, prints, known, Desk.load(db, context.today))
        fresh = any(own not in known for own in prints)
        if fresh or (file.problems and not is_read(db, sha256=file.sha256)):
            taking.batch = ImportBatch(
                kind=ImportKind.TESTS.value,
                file_sha256=file.sha256,
                imported_at=context.now,
                by=context.who,
                mapping={"form": file.form.value},
            )
            db.add(taking.batch)
            db.flush()
            taking.original_id = keep_original(
                db,
                context,
                name=file.name,
                form=file.form.value,
                data=file.data,
                problems=file.problems,
                import_id=taking.batch.id,
            )
        return taking

    def take(self, db: Session, context: Context, each: LabReport, own: str) -> None:
        """One report."""
        if own in self.known:
            self.lines.append(_line(each, Verdict.UNCHANGED, STATES[self.known[own]]))
            return
        assert self.batch is not None
        decided = decide(db, self.desk, each, Answers())
        record = new_record(each, own, decided, self.original_id, self.batch.id)
        db.add(record)
        db.flush()
        _keep_documents(db, each, record, self.batch.id)
        if decided.verdict is not Verdict.REVIEW:
            enter(db, context, self.desk, each, decided, record)
        self.known[own] = record.state
        self.lines.append(_line(each, decided.verdict, decided.reason))

    def end(self) -> ImportReport:
        """The counts; they are kept with the import."""
        self.lines += [_rejected(problem) for problem in self.file.problems]
        lines = sorted(self.lines, key=lambda line: line.row)
        done = report(ImportKind.TESTS.value, lines, self.batch.id if self.batch else None)
        if self.batch is not None:
            self.batch.counts = done.kept_counts()
        return done


def new_record(
    each: LabReport, own: str, decided: Decided, original_id: int, import_id: int
) -> LaboratoryReport:
    """A report that came in, as it is kept; it waits until it is entered."""
    return LaboratoryReport(
        original_id=original_id,
        line=each.line,
        laboratory=each.laboratory,
        accession=each.accession,
        message_id=each.message_id,
        fingerprint=own,
        content=plain(each),
        state=ReportState.WAITING,
        waits_for=decided.waits_for,
        reason=decided.reason if decided.verdict is Verdict.REVIEW else "",
        settled={},
        import_id=import_id,
    )


def waiting_rows(
    reports: Sequence[LabReport], reasons: Sequence[tuple[str, str]], original_id: int, batch: int
) -> list[dict[str, Any]]:
    """Rows for many reports of a table that wait, to be written in one go."""
    return [
        {
            "original_id": original_id,
            "line": each.line,
            "laboratory": each.laboratory,
            "accession": each.accession,
            "message_id": "",
            "fingerprint": fingerprint(each),
            "content": plain(each),
            "state": ReportState.WAITING,
            "waits_for": waits_for,
            "reason": reason,
            "settled": {},
            "import_id": batch,
        }
        for each, (waits_for, reason) in zip(reports, reasons, strict=True)
    ]


def _keep_documents(db: Session, each: LabReport, record: LaboratoryReport, import_id: int) -> None:
    for document in each.attached:
        db.add(
            LaboratoryDocument(
                report_id=record.id,
                name=document.name,
                sha256=hashlib.sha256(document.data).hexdigest(),
                size=len(document.data),
                content=document.data,
                import_id=import_id,
            )
        )


def known_reports(db: Session, prints: Iterable[str]) -> dict[str, ReportState]:
    """The fingerprints that are on file, each with its report's state."""
    wanted = list(dict.fromkeys(prints))
    found: dict[str, ReportState] = {}
    for start in range(0, len(wanted), _CHUNK):
        asked = select(LaboratoryReport.fingerprint, LaboratoryReport.state).where(
            LaboratoryReport.fingerprint.in_(wanted[start : start + _CHUNK])
        )
        found.update((own, state) for own, state in db.execute(asked))
    return found


def _named(file: LabFile, laboratory: str) -> list[LabReport]:
    if not laboratory:
        return list(file.reports)
    return [
        each if each.laboratory else replace(each, laboratory=laboratory) for each in file.reports
    ]


def _line(each: LabReport, verdict: Verdict, text: str) -> Line:
    problem = None
    if verdict is Verdict.REVIEW:
        problem = RowProblem(each.line, "", "report", text)
    return Line(each.line, verdict, each.accession, text, problem=problem)


def _rejected(problem: RowProblem) -> Line:
    return Line(problem.row_number, Verdict.REJECTED, "", problem.reason, problem=problem)
