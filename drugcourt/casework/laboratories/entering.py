"""How a report that is clear becomes results: a new test, a test it completes, or a correction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from drugcourt.casework.laboratories.judging import Outcome
from drugcourt.casework.laboratories.weighing import Change, confirmation_of
from drugcourt.casework.moments import moment_of
from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Explanation,
    Matrix,
    SpecimenNoteKind,
    TestReason,
    Validity,
)
from drugcourt.domain.tone import YesNo
from drugcourt.exchange.laboratories.reports import LabReport
from drugcourt.records.courts import ImportChange
from drugcourt.records.specimens import Specimen, SpecimenNote, SpecimenResult, SupersededResult
from drugcourt.workspace import Context

_PLAIN = frozenset(
    {"level", "unit", "cutoff", "reported_as", "code", "comment", "confirmed_on",
     "confirmation_laboratory", "confirmation_level", "confirmation_cutoff", "explanation"}
)  # fmt: skip


def enter_new(
    db: Session,
    report: LabReport,
    outcome: Outcome,
    *,
    episode_id: int,
    day: date,
    import_id: int | None,
) -> Specimen:
    """A test that nobody recorded before."""
    specimen = Specimen(
        episode_id=episode_id,
        collected_on=day,
        collected_at=moment_of(day, report.collected_time),
        matrix=report.matrix or Matrix.URINE,
        laboratory=report.laboratory,
        received_on=report.received_on,
        received_at=moment_of(report.received_on, report.received_time),
        reported_on=report.reported_on,
        reported_at=moment_of(report.reported_on, report.reported_time),
        remarks=_remarks(report, outcome),
        import_id=import_id,
        **{"number" if report.by_court else "order_number": report.accession},
        **_collection(report, outcome),
    )
    for substance, columns in outcome.results.items():
        specimen.results.append(SpecimenResult(substance=substance, **_columns(columns)))
    db.add(specimen)
    db.flush()
    return specimen


def enter_change(
    db: Session,
    context: Context,
    specimen: Specimen,
    report: LabReport,
    outcome: Outcome,
    change: Change,
    *,
    import_id: int | None,
) -> None:
    """Complete or correct a test; what a correction replaces is kept beside it, never lost."""
    before: dict[str, Any] = {
        "status": specimen.status,
        "validity": specimen.validity,
        "results": {},
        "columns": {},
    }
    wanted = {**change.columns, **_filled(specimen, report)}
    for key, value in wanted.items():
        if key != "validity":
            before["columns"][key] = _plain(getattr(specimen, key))
        setattr(specimen, key, value)
    present = {result.substance: result for result in specimen.results}
    for substance in change.added:
        before["results"][substance] = None
        columns = _columns(outcome.results[substance])
        specimen.results.append(SpecimenResult(substance=substance, **columns))
    for substance in change.changed:
        kept = present[substance]
        columns = outcome.results[substance]
        before["results"][substance] = [
            kept.result,
            kept.confirmation,
            {key: _plain(getattr(kept, key)) for key in sorted(_PLAIN)},
        ]
        if kept.result is not columns["result"] and not columns.get("confirms"):
            named = report.message_id or report.accession
            db.add(superseded(context, specimen, kept, named, import_id))
        _rewrite(kept, columns, report)
        if kept.result is not AnalyteResult.POSITIVE:
            kept.explanation = Explanation.NONE  # it explained a positive; what stood is kept
    if change.changed:
        _note(db, context, specimen, change, report, import_id)
    if import_id is not None:
        row = ImportChange(
            batch_id=import_id, kind="specimen", record_id=specimen.id, before=before, after={}
        )
        db.add(row)
    db.flush()


def _note(
    db: Session,
    context: Context,
    specimen: Specimen,
    change: Change,
    report: LabReport,
    import_id: int | None,
) -> None:
    """A line in the test's own history of notes: what was corrected, and by which report."""
    what = ", ".join(substance.label for substance in change.changed)
    number = f" Report {report.message_id}." if report.message_id else ""
    db.add(
        SpecimenNote(
            specimen=specimen,
            kind=SpecimenNoteKind.CORRECTED,
            written_at=context.now,
            by=context.who,
            text=f"{what}: changed by a report of {report.laboratory or 'the laboratory'}.{number}",
            import_id=import_id,
        )
    )


def _rewrite(kept: SpecimenResult, columns: Mapping[str, Any], report: LabReport) -> None:
    """The result as it is told now; a second method says only whether the screen was right."""
    if columns.get("confirms"):
        kept.confirmation = confirmation_of(kept, columns)
        kept.confirmed_on = report.reported_on
        kept.confirmation_laboratory = report.laboratory
        kept.confirmation_level = columns["confirmation_level"]
        kept.confirmation_cutoff = columns["confirmation_cutoff"]
        kept.comment = "\n".join(t for t in (kept.comment, columns["comment"]) if t)
        if kept.confirmation is Confirmation.CONFIRMED:
            kept.result = AnalyteResult.POSITIVE
        return
    for key, value in _columns(columns).items():
        setattr(kept, key, value)


def superseded(
    context: Context,
    specimen: Specimen,
    kept: SpecimenResult,
    report: str,
    import_id: int | None,
) -> SupersededResult:
    """What stood before a report corrected it, to be kept beside it."""
    return SupersededResult(
        specimen=specimen,
        substance=kept.substance,
        result=kept.result,
        confirmation=kept.confirmation,
        confirmed_on=kept.confirmed_on,
        explanation=kept.explanation,
        level=kept.level,
        unit=kept.unit,
        cutoff=kept.cutoff,
        reported_as=kept.reported_as,
        code=kept.code,
        confirmation_level=kept.confirmation_level,
        reported_on=specimen.reported_on,
        superseded_on=context.today,
        report=report[:120],
        reason="The laboratory corrected its report.",
        import_id=import_id,
    )


def _filled(specimen: Specimen, report: LabReport) -> dict[str, Any]:
    """What the test did not know of itself and the report does."""
    told: dict[str, Any] = {
        "order_number": report.accession,
        "laboratory": report.laboratory,
        "received_on": report.received_on,
        "received_at": moment_of(report.received_on, report.received_time),
        "collected_at": moment_of(specimen.collected_on, report.collected_time),
    }
    found = {key: value for key, value in told.items() if value and not getattr(specimen, key)}
    if report.reported_on and report.reported_on != specimen.reported_on:
        found["reported_on"] = report.reported_on
        found["reported_at"] = moment_of(report.reported_on, report.reported_time)
    if specimen.status is CollectionStatus.SCHEDULED:
        found["status"] = CollectionStatus.COLLECTED
        found["matrix"] = report.matrix or specimen.matrix
    at, due = found.get("collected_at"), specimen.due_at
    if at is not None and due is not None and at > due:
        found["late"] = True
    return found


def _columns(columns: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in columns.items() if key != "confirms"}


def _collection(report: LabReport, outcome: Outcome) -> dict[str, Any]:
    """What is told of the collection, or what holds where nothing is."""
    told = dict(report.collection)
    found: dict[str, Any] = {
        "status": CollectionStatus(told.pop("status", CollectionStatus.COLLECTED)),
        "reason": TestReason(told.pop("reason", TestReason.NOT_SAID)),
        "validity": Validity(told.pop("validity", Validity.NOT_CHECKED)),
    }
    for key in ("observed", "temperature_in_range"):
        if key in told:
            found[key] = YesNo(told.pop(key))
    return {**found, **told, **outcome.specimen}


def _remarks(report: LabReport, outcome: Outcome) -> str:
    return "\n".join(dict.fromkeys((*report.notes, *outcome.remarks)))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value  # moments are dates as well
