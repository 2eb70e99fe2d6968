"""Acts on a test in dispute: who doubts it and why, and how it was settled; excuses taken back."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from drugcourt.casework.specimens.notes import write_note
from drugcourt.casework.specimens.specimens import specimen_of
from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Explanation,
    SpecimenNoteKind,
    Validity,
)
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.specimens import Specimen
from drugcourt.workspace import Context

_EXCUSABLE = frozenset({CollectionStatus.MISSED, CollectionStatus.UNABLE})
_SOUND = frozenset({Validity.NOT_CHECKED, Validity.VALID})


def dispute(db: Session, context: Context, *, specimen_id: int, reason: str) -> None:
    """Put a test in dispute: nothing follows from it by itself until the dispute is settled."""
    specimen = specimen_of(db, specimen_id)
    if specimen.disputed:
        raise Refusal("This test is in dispute already. Add a note to it.")
    if specimen.status in (CollectionStatus.SCHEDULED, CollectionStatus.CANCELLED):
        raise Refusal("Nothing came of this test yet, so there is nothing to dispute.")
    _said(reason, "Say who disputes it and why.")
    specimen.disputed, specimen.disputed_on = True, context.today
    specimen.disputed_reason = reason.strip()
    _write(db, context, specimen, SpecimenNoteKind.DISPUTED, reason)


def settle(db: Session, context: Context, *, specimen_id: int, stands: bool, reason: str) -> None:
    """End a dispute. What does not stand is taken back; the sober date follows by itself.

    A positive is then not confirmed, unless the participant admitted the use; a missed test is
    excused; one that was refused or called an admission is cancelled; a doubtful specimen is valid.
    """
    specimen = specimen_of(db, specimen_id)
    if not specimen.disputed:
        raise Refusal("This test is not in dispute.")
    _said(reason, "Say how the dispute was settled.")
    specimen.disputed, specimen.disputed_reason, specimen.disputed_on = False, "", None
    if not stands:
        _take_back(specimen, context.today, reason)
    word = "It stands" if stands else "It does not stand"
    _write(db, context, specimen, SpecimenNoteKind.SETTLED, f"{word}: {reason}")


def _take_back(specimen: Specimen, today: date, reason: str) -> None:
    if specimen.status in _EXCUSABLE:
        specimen.excused, specimen.excused_reason = True, reason.strip()
        return
    if specimen.status is not CollectionStatus.COLLECTED:
        specimen.status = CollectionStatus.CANCELLED
        return
    if specimen.validity not in _SOUND:
        specimen.validity = Validity.VALID
    for result in specimen.results:
        if (
            result.result is AnalyteResult.POSITIVE
            and result.explanation is Explanation.NONE
            and result.confirmation is not Confirmation.NOT_CONFIRMED
        ):
            result.confirmation, result.confirmed_on = Confirmation.NOT_CONFIRMED, today


def reopen(db: Session, context: Context, *, specimen_id: int, reason: str) -> None:
    """Take an excuse back: the test counts again by the program's policy."""
    specimen = specimen_of(db, specimen_id)
    if not specimen.excused:
        raise Refusal("This test is not excused.")
    _said(reason, "Say why the excuse is taken back.")
    specimen.excused, specimen.excused_reason = False, ""
    _write(db, context, specimen, SpecimenNoteKind.REOPENED, reason)


def _said(reason: str, sentence: str) -> None:
    if not reason.strip():
        raise FieldRefusal("reason", sentence)


def _write(
    db: Session, context: Context, specimen: Specimen, kind: SpecimenNoteKind, reason: str
) -> None:
    db.info["logbook"].reason = reason
    write_note(db, context, specimen, kind, reason)
