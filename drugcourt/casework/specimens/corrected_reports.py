"""What becomes of a test whose laboratory corrects its report: the old result stays on record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.participants.participants import not_after
from drugcourt.casework.specimens.notes import write_note
from drugcourt.casework.specimens.specimens import NewResult, made_result, specimen_of
from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Explanation,
    SpecimenNoteKind,
    Substance,
)
from drugcourt.errors import Refusal
from drugcourt.records.specimens import Specimen, SpecimenResult, SupersededResult
from drugcourt.workspace import Context

_KEPT = ("level", "unit", "cutoff", "reported_as", "code", "confirmation_level")
_SILENT = (None, "", Confirmation.NONE)


@dataclass(frozen=True, slots=True)
class SupersededRow:
    """What was said of a substance before; `result` None: nothing was."""

    id: int
    substance: Substance
    result: AnalyteResult | None
    confirmation: Confirmation
    level: float | None
    unit: str
    reported_on: date | None
    superseded_on: date
    report: str
    reason: str


def supersede_results(
    db: Session,
    context: Context,
    *,
    specimen_id: int,
    results: Mapping[Substance, NewResult],
    reported_on: date | None = None,
    report: str = "",
    reason: str = "",
    import_id: int | None = None,
) -> int:
    """Take a laboratory's corrected report; returns how many substances it changed.

    What stood before is kept as a record of its own. A substance that the report does not name is
    left alone; the same report a second time changes nothing. A person's explanation of a positive
    stays as long as the substance stays positive.
    """
    specimen = specimen_of(db, specimen_id)
    if specimen.status is not CollectionStatus.COLLECTED:
        raise Refusal("This test was not collected, so no laboratory can have corrected it.")
    day = reported_on or context.today
    not_after(context, "reported_on", day)
    present = {result.substance: result for result in specimen.results}
    changed = [
        substance
        for substance, said in results.items()
        if substance not in present or _says_otherwise(present[substance], said)
    ]
    about = {"report": report, "reason": reason, "import_id": import_id, "superseded_on": day}
    for substance in changed:
        db.add(_before(specimen, substance, present.get(substance), about))
        _put(specimen, present.get(substance), substance, results[substance])
    if changed:
        specimen.reported_on = day
        said = ", ".join(substance.label for substance in changed)
        text = f"{said}. {reason}".strip()
        write_note(db, context, specimen, SpecimenNoteKind.CORRECTED, text)
    return len(changed)


def superseded_rows(db: Session, *, specimen_id: int) -> list[SupersededRow]:
    """What the laboratory had said before, the latest correction first."""
    asked = (
        select(
            SupersededResult.id,
            SupersededResult.substance,
            SupersededResult.result,
            SupersededResult.confirmation,
            SupersededResult.level,
            SupersededResult.unit,
            SupersededResult.reported_on,
            SupersededResult.superseded_on,
            SupersededResult.report,
            SupersededResult.reason,
        )
        .where(SupersededResult.specimen_id == specimen_id)
        .order_by(SupersededResult.superseded_on.desc(), SupersededResult.id.desc())
    )
    rows: Any = db.execute(asked)
    return [SupersededRow(*row) for row in rows]


def _says_otherwise(kept: SpecimenResult, said: NewResult) -> bool:
    """Whether the report says another thing; what it leaves empty is no other thing."""
    return any(
        value not in _SILENT and getattr(kept, name) != value
        for name, value in asdict(said).items()
    )


def _before(
    specimen: Specimen,
    substance: Substance,
    kept: SpecimenResult | None,
    about: Mapping[str, Any],
) -> SupersededResult:
    made = SupersededResult(
        specimen=specimen, substance=substance, reported_on=specimen.reported_on, **about
    )
    if kept is not None:
        for name in ("result", "confirmation", "confirmed_on", "explanation", *_KEPT):
            setattr(made, name, getattr(kept, name))
    return made


def _put(
    specimen: Specimen, kept: SpecimenResult | None, substance: Substance, said: NewResult
) -> None:
    if kept is None:
        specimen.results.append(made_result(substance, said))
        return
    before = kept.result
    for name, value in asdict(said).items():
        if value not in _SILENT:
            setattr(kept, name, value)
    if kept.result is not before:  # what was said of the old result does not pass to the new one
        for name in ("level", "confirmation", "sent_on", "confirmed_on", "confirmation_level"):
            setattr(kept, name, getattr(said, name))
    if kept.result is not AnalyteResult.POSITIVE:
        kept.explanation = Explanation.NONE
