"""How a report that is clear becomes results: a new test, a test it completes, or a correction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.laboratories.judging import Outcome
from drugcourt.casework.snapshots import take_snapshots
from drugcourt.domain.terms import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Explanation,
    Matrix,
    ReportState,
    SpecimenNoteKind,
    Substance,
    TestReason,
    Validity,
    YesNo,
)
from drugcourt.exchange.lab_reports import LabReport, Standing
from drugcourt.records.courts import ImportChange
from drugcourt.records.laboratories import LaboratoryReport
from drugcourt.records.specimens import Specimen, SpecimenNote, SpecimenResult, SupersededResult
from drugcourt.workspace import Context

_EMPTY_HANDED = frozenset(CollectionStatus) - {
    CollectionStatus.COLLECTED,
    CollectionStatus.SCHEDULED,
}
_PLAIN = frozenset(
    {"level", "unit", "cutoff", "reported_as", "code", "comment", "confirmed_on",
     "confirmation_laboratory", "confirmation_level", "confirmation_cutoff", "explanation"}
)  # fmt: skip


@dataclass(slots=True)
class Change:
    """What a report would do to a test on file; `doubt` is why a person has to look first."""

    doubt: str = ""
    added: list[Substance] = field(default_factory=list)
    changed: list[Substance] = field(default_factory=list)
    columns: dict[str, Any] = field(default_factory=dict)

    @property
    def nothing(self) -> bool:
        return not (self.added or self.changed or self.columns)


class OnFile:
    """The tests of the people that a file is about, asked for once a person."""

    def __init__(self, db: Session) -> None:
        self._db = db
        self._of: dict[int, list[Specimen]] = {}
        self._fresh: list[Specimen] = []

    def of_episode(self, episode_id: int) -> list[Specimen]:
        """Every test of an episode."""
        if episode_id not in self._of:
            asked = select(Specimen).where(Specimen.episode_id == episode_id)
            self._of[episode_id] = list(self._db.scalars(asked.order_by(Specimen.id)))
        return self._of[episode_id]

    def add(self, specimen: Specimen) -> None:
        """One that this file brought."""
        self.of_episode(specimen.episode_id).append(specimen)
        self._fresh.append(specimen)

    def take_snapshots(self) -> None:
        """Keep the medicines in force with every test that was brought, for all of them at once."""
        if self._fresh:
            take_snapshots(self._db, self._fresh)
            self._fresh = []

    def holder_of(self, numbers: tuple[str, ...], laboratory: str) -> int | None:
        """The episode that a number stands for already, with this laboratory or with none."""
        if not numbers:
            return None
        asked = select(Specimen.episode_id).where(
            Specimen.order_number.in_(numbers), Specimen.laboratory.in_((laboratory, ""))
        )
        return self._db.scalar(asked.limit(1))


def find_specimen(
    on_file: OnFile, report: LabReport, episode_id: int, day: date
) -> tuple[Specimen | None, str]:
    """The test a report is about, None for a new one; or the reason why a person has to say.

    A number names a test; else the one test of that day and matrix that has no number yet does.
    """
    tests = on_file.of_episode(episode_id)
    numbers = set(report.specimens)
    for test in tests:
        if numbers & {test.number, test.order_number, test.laboratory_number} - {""}:
            return test, ""
    holder = on_file.holder_of(report.specimens[:1], report.laboratory)
    if holder is not None and holder != episode_id:
        return None, "This specimen number stands on another participant's test."
    matrix = report.matrix or Matrix.URINE
    same_day = [t for t in tests if t.collected_on == day and t.matrix is matrix]
    if report.collected_time is not None:
        same_day = [
            t
            for t in same_day
            if t.collected_at is None or t.collected_at.time() == report.collected_time
        ]
    free = [t for t in same_day if not (report.specimens and (t.order_number or t.number))]
    if len(free) > 1:
        return None, "Several tests of that day could be this one."
    if free and free[0].status in _EMPTY_HANDED:
        said = free[0].status.label.lower()
        return None, f"The test of that day is on file as: {said}."
    return (free[0], "") if free else (None, "")


def weigh(db: Session, specimen: Specimen, outcome: Outcome, *, accepted: bool) -> Change:
    """What the report changes in a test on file; a silent change is doubted, not made."""
    change = Change()
    present = {result.substance: result for result in specimen.results}
    earlier = _standings(db, specimen.id)
    for substance, columns in outcome.results.items():
        kept = present.get(substance)
        said = outcome.standings.get(substance, Standing.FINAL)
        if kept is None:
            change.added.append(substance)
        elif not _same(kept, columns):
            doubt = _doubt(db, specimen, kept, columns, said, earlier.get(substance))
            if doubt == "old":
                continue
            if doubt and not accepted:
                change.doubt = change.doubt or doubt
            change.changed.append(substance)
    for key, value in outcome.specimen.items():
        before = getattr(specimen, key)
        if value != before and value != Validity.NOT_CHECKED:
            change.columns[key] = value
    return change


def enter_new(
    db: Session,
    context: Context,
    report: LabReport,
    outcome: Outcome,
    *,
    episode_id: int,
    day: date,
    import_id: int | None,
) -> Specimen:
    """A test that nobody recorded before."""
    at = None
    if report.collected_time is not None:
        at = datetime.combine(day, report.collected_time, tzinfo=UTC)
    specimen = Specimen(
        episode_id=episode_id,
        collected_on=day,
        collected_at=at,
        matrix=report.matrix or Matrix.URINE,
        laboratory=report.laboratory,
        received_on=report.received_on,
        reported_on=report.reported_on,
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
        kept.confirmation = _confirmation(kept, columns)
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


def _confirmation(kept: SpecimenResult, columns: Mapping[str, Any]) -> Confirmation:
    if columns["result"] is AnalyteResult.POSITIVE:
        return Confirmation.CONFIRMED
    if columns["result"] is AnalyteResult.NEGATIVE and kept.result is AnalyteResult.POSITIVE:
        return Confirmation.NOT_CONFIRMED
    return kept.confirmation


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


def _same(kept: SpecimenResult, columns: Mapping[str, Any]) -> bool:
    """Whether the report says what is on file."""
    if columns.get("confirms"):
        return (
            _confirmation(kept, columns) is kept.confirmation
            and not (columns["result"] is AnalyteResult.POSITIVE
                     and kept.result is not AnalyteResult.POSITIVE)
        )  # fmt: skip
    if kept.result is not columns["result"]:
        return False
    return columns["confirmation"] in (Confirmation.NONE, kept.confirmation)


def _doubt(
    db: Session,
    specimen: Specimen,
    kept: SpecimenResult,
    columns: Mapping[str, Any],
    said: Standing,
    earlier: Standing | None,
) -> str:
    """Why a changed value is not simply entered: "" to enter it, "old" for one left behind."""
    if columns.get("confirms") or kept.result is columns["result"]:
        return ""
    if said in (Standing.CORRECTED, Standing.WITHDRAWN):
        return ""  # what is taken back was settled by a person already
    if kept.result is AnalyteResult.NOT_REPORTED:
        return ""
    if said is Standing.PRELIMINARY:
        return "old" if earlier not in (None, Standing.PRELIMINARY) else ""
    if earlier is Standing.PRELIMINARY:
        return ""
    if columns["result"] in _earlier_values(db, specimen.id, kept.substance):
        return "old"
    label = kept.substance.label
    return (
        f"{label} is {kept.result.label.lower()} on file and {columns['result'].label.lower()} "
        "here, and the laboratory does not call it a correction."
    )


def _earlier_values(db: Session, specimen_id: int, substance: Substance) -> set[AnalyteResult]:
    """What was on file before it was corrected: a late repeat of it is no news."""
    asked = select(SupersededResult.result).where(
        SupersededResult.specimen_id == specimen_id, SupersededResult.substance == substance
    )
    return {result for result in db.scalars(asked) if result is not None}


def _standings(db: Session, specimen_id: int) -> dict[Substance, Standing]:
    """How sure the laboratory was of each substance when it last spoke of it."""
    asked = (
        select(LaboratoryReport.settled)
        .where(
            LaboratoryReport.specimen_id == specimen_id,
            LaboratoryReport.state == ReportState.ENTERED,
        )
        .order_by(LaboratoryReport.id)
    )
    found: dict[Substance, Standing] = {}
    for settled in db.scalars(asked):
        for substance, said in settled.get("standings", {}).items():
            found[Substance(substance)] = Standing(said)
    return found


def _filled(specimen: Specimen, report: LabReport) -> dict[str, Any]:
    """What the test did not know of itself and the report does."""
    told = {
        "order_number": report.accession,
        "laboratory": report.laboratory,
        "received_on": report.received_on,
    }
    found = {key: value for key, value in told.items() if value and not getattr(specimen, key)}
    if report.reported_on and report.reported_on != specimen.reported_on:
        found["reported_on"] = report.reported_on
    if specimen.status is CollectionStatus.SCHEDULED:
        found["status"] = CollectionStatus.COLLECTED
    return found


def _columns(columns: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in columns.items() if key != "confirms"}


def _collection(report: LabReport, outcome: Outcome) -> dict[str, Any]:
    """What is told of the collection, or what holds where nothing is."""
    told = dict(report.collection)
    found: dict[str, Any] = {
        "status": CollectionStatus(told.pop("status", CollectionStatus.COLLECTED)),
        "reason": TestReason(told.pop("reason", TestReason.RANDOM)),
        "validity": Validity(told.pop("validity", Validity.NOT_CHECKED)),
    }
    for key in ("observed", "temperature_in_range"):
        if key in told:
            found[key] = YesNo(told.pop(key))
    return {**found, **told, **outcome.specimen}


def _remarks(report: LabReport, outcome: Outcome) -> str:
    return "\n".join(dict.fromkeys((*report.notes, *outcome.remarks)))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
