"""How a person settles what waits: whom, which drug, which value, which day, or not at all."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.laboratories.decisions import CODE, VALUE, word_of
from drugcourt.casework.laboratories.taking import retry
from drugcourt.domain.specimens import AnalyteResult, ReportState, Substance, Validity
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.laboratories.analytes import LEFT_OUT, MEASURED, code_key
from drugcourt.exchange.laboratories.reports import Finding, Standing, from_plain
from drugcourt.exchange.laboratories.values import meaning_of, value_key
from drugcourt.records.episodes import Episode
from drugcourt.records.laboratories import (
    LaboratoryMeaning,
    LaboratoryPerson,
    LaboratoryReport,
)
from drugcourt.workspace import Context


def settle_person(db: Session, context: Context, *, report_id: int, episode_id: int | None) -> int:
    """Say whom a report is about; the laboratory's number is remembered. Returns what came in.

    Which of the person's episodes the test belongs to follows from its day.
    """
    record = _waiting(db, report_id)
    episode = db.get(Episode, episode_id) if episode_id is not None else None
    if episode is None:
        raise FieldRefusal("person", "Choose the participant whom this report is about.")
    person_id = episode.person_id
    number = from_plain(record.content).patient.lab_number
    record.person_id = person_id
    if number:
        _remember_person(db, record.laboratory, number, person_id)
    return _again(db, context, record)


def settle_code(db: Session, context: Context, *, report_id: int, place: int, meaning: str) -> int:
    """Say what a laboratory's code stands for, for all its reports; returns how many came in.

    `place` is the finding's place in the report; `meaning` a substance, "creatinine" and the like,
    or "left_out".
    """
    record = _waiting(db, report_id)
    if meaning not in {LEFT_OUT, *MEASURED, *(item.value for item in Substance)}:
        raise FieldRefusal("meaning", "Choose a substance, or leave this out.")
    finding = _finding(record, place)
    shown = " · ".join(t for c in finding.codes for t in (c.code, c.text) if t)
    _remember(db, record.laboratory, CODE, code_key(finding.codes), shown, meaning)
    return _again(db, context, record)


def settle_value(db: Session, context: Context, *, report_id: int, place: int, meaning: str) -> int:
    """Say what a value means, for all reports of the laboratory; returns how many came in.

    Only a word that nobody knew is remembered. A bare number hangs on its cut-off, and a value
    taken back or at odds with its own code on this report, so they are settled for it alone.
    """
    record = _waiting(db, report_id)
    words = {item.value for item in AnalyteResult} | {item.value for item in Validity}
    if meaning not in words:
        raise FieldRefusal("meaning", "Choose what this value means.")
    finding = _finding(record, place)
    known = any(meaning_of(word) for word in finding.words)
    if finding.number is not None or known or finding.standing is Standing.WITHDRAWN:
        _say_here(record, place, meaning)
    else:
        key = value_key(finding.value)
        _remember(db, record.laboratory, VALUE, key, finding.value[:200], meaning)
    return _again(db, context, record)


def settle_day(db: Session, context: Context, *, report_id: int, day: date | None) -> int:
    """Say on which day a specimen was collected; returns how many reports came in."""
    record = _waiting(db, report_id)
    if day is None or day > context.today:
        raise FieldRefusal("day", "Give the day of collection; it can't lie ahead.")
    record.collected_on = day
    return _again(db, context, record)


def accept_change(db: Session, context: Context, *, report_id: int) -> int:
    """Enter a report that changes what is on file, as it is; what was there before is kept."""
    record = _waiting(db, report_id)
    record.settled = {**record.settled, "accepted": True}
    return _again(db, context, record)


def accept_whole(db: Session, context: Context, *, report_id: int) -> int:
    """Say that nothing is missing of a report that looked cut off; returns how many came in."""
    record = _waiting(db, report_id)
    record.settled = {**record.settled, "whole": True}
    return _again(db, context, record)


def leave_out(db: Session, context: Context, *, report_id: int, reason: str) -> None:
    """Enter nothing of a report, with the reason; it stays with its original."""
    record = _waiting(db, report_id)
    if not reason.strip():
        raise FieldRefusal("reason", "Say why this report is left out.")
    db.info["logbook"].reason = reason.strip()
    record.state = ReportState.LEFT_OUT
    record.waits_for, record.reason = "", reason.strip()


def look_again(db: Session, context: Context) -> int:
    """Decide anew everything that waits: people may have been admitted since."""
    return retry(db, context)


def _waiting(db: Session, report_id: int) -> LaboratoryReport:
    record = db.get(LaboratoryReport, report_id)
    if record is None or record.state is not ReportState.WAITING:
        raise Refusal("This report does not wait any more; look at the list again.")
    return record


def _finding(record: LaboratoryReport, place: int) -> Finding:
    findings = from_plain(record.content).findings
    if not 0 <= place < len(findings):
        raise Refusal("This report holds no such result; look at it again.")
    return findings[place]


def _again(db: Session, context: Context, record: LaboratoryReport) -> int:
    db.flush()
    return retry(db, context, laboratory=record.laboratory)


def _remember_person(db: Session, laboratory: str, number: str, person_id: int) -> None:
    asked = select(LaboratoryPerson).where(
        LaboratoryPerson.laboratory == laboratory, LaboratoryPerson.lab_number == number
    )
    kept = db.scalar(asked)
    if kept is None:
        row = LaboratoryPerson(laboratory=laboratory, lab_number=number, person_id=person_id)
        db.add(row)
    elif kept.person_id != person_id:
        kept.person_id = person_id


def _remember(db: Session, laboratory: str, kind: str, key: str, shown: str, meaning: str) -> None:
    if kind == VALUE:
        word_of(meaning)
    asked = select(LaboratoryMeaning).where(
        LaboratoryMeaning.laboratory == laboratory,
        LaboratoryMeaning.kind == kind,
        LaboratoryMeaning.key == key,
    )
    kept = db.scalar(asked)
    if kept is None:
        wanted: dict[str, Any] = {"laboratory": laboratory, "kind": kind, "key": key}
        db.add(LaboratoryMeaning(**wanted, shown=shown[:200], meaning=meaning))
    elif kept.meaning != meaning:
        kept.meaning = meaning


def _say_here(record: LaboratoryReport, place: int, meaning: str) -> None:
    said = {**record.settled.get("values", {}), str(place): meaning}
    record.settled = {**record.settled, "values": said}
