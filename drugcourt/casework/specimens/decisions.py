"""What a person decides about a recorded test: sent, answered, explained, excused."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from drugcourt.casework.participants.participants import not_after
from drugcourt.casework.specimens.notes import write_note
from drugcourt.casework.specimens.specimens import result_of, specimen_of
from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Explanation,
    SpecimenNoteKind,
    Substance,
    Validity,
)
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.workspace import Context

_NOT_GIVEN = frozenset({CollectionStatus.MISSED, CollectionStatus.REFUSED, CollectionStatus.UNABLE})
_DOUBTFUL = frozenset({Validity.DILUTE, Validity.INVALID, Validity.REJECTED})


def send_for_confirmation(
    db: Session,
    context: Context,
    *,
    specimen_id: int,
    substance: Substance,
    laboratory: str = "",
    sent_on: date | None = None,
) -> None:
    """Send one positive to a laboratory; until it answers, the sober date is provisional."""
    result = result_of(db, specimen_id, substance)
    day = sent_on or context.today
    not_after(context, "sent_on", day)
    if day < result.specimen.collected_on:
        raise FieldRefusal("sent_on", "It can't be sent before the test was collected.")
    if result.result is not AnalyteResult.POSITIVE:
        raise Refusal("Only a positive can be sent for confirmation.")
    if result.confirmation is not Confirmation.NONE:
        raise Refusal("The laboratory has this one already, or has answered.")
    result.confirmation, result.sent_on = Confirmation.PENDING, day
    result.confirmation_laboratory = laboratory or result.specimen.laboratory


def confirm(
    db: Session,
    context: Context,
    *,
    specimen_id: int,
    substance: Substance,
    confirmed: bool,
    on: date | None = None,
    laboratory: str = "",
    method: str = "",
    level: float | None = None,
    cutoff: float | None = None,
) -> None:
    """Enter the laboratory's answer; not confirmed gives the sober date back.

    `level` and `cutoff` are those of the second method, in the unit of the result.
    """
    result = result_of(db, specimen_id, substance)
    if result.result is not AnalyteResult.POSITIVE:
        raise Refusal("Only a positive can be confirmed.")
    day = on or context.today
    not_after(context, "on", day)
    if day < result.specimen.collected_on:
        raise FieldRefusal("on", "The laboratory can't answer before the test was collected.")
    if result.sent_on is not None and day < result.sent_on:
        raise FieldRefusal("on", "The laboratory can't answer before the positive was sent.")
    result.confirmation = Confirmation.CONFIRMED if confirmed else Confirmation.NOT_CONFIRMED
    result.confirmed_on = day
    if laboratory:
        result.confirmation_laboratory = laboratory
    if method:
        result.confirmation_method = method
    if level is not None:
        result.confirmation_level = level
    if cutoff is not None:
        result.confirmation_cutoff = cutoff


def explain_result(
    db: Session,
    context: Context,
    *,
    specimen_id: int,
    substance: Substance,
    explanation: Explanation,
    reason: str,
) -> None:
    """Say why a positive stands or does not count, with the reason."""
    if not reason.strip():
        raise FieldRefusal("reason", "Say what the explanation rests on.")
    db.info["logbook"].reason = reason
    result = result_of(db, specimen_id, substance)
    if result.result is not AnalyteResult.POSITIVE and explanation is not Explanation.NONE:
        raise Refusal("Only a positive needs an explanation.")
    result.explanation = explanation


def excuse(db: Session, context: Context, *, specimen_id: int, reason: str) -> None:
    """Excuse what is wrong with a test, with the reason: missed, refused, unable, late, doubtful.

    A finding is not excused but explained, and an altered specimen is disputed.
    """
    specimen = specimen_of(db, specimen_id)
    if specimen.status is CollectionStatus.SCHEDULED:
        raise Refusal("This test has not come yet. Record it as missed first, then excuse it.")
    if not excusable(specimen.status, specimen.validity, late=specimen.late):
        raise Refusal("There is nothing to excuse in this test.")
    if not reason.strip():
        raise FieldRefusal("reason", "Say why the test is excused.")
    specimen.excused, specimen.excused_reason = True, reason
    write_note(db, context, specimen, SpecimenNoteKind.EXCUSED, reason)


def excusable(status: CollectionStatus, validity: Validity, *, late: bool) -> bool:
    """Whether a test is one that a person may excuse."""
    if status is CollectionStatus.COLLECTED:
        return late or validity in _DOUBTFUL
    return status in _NOT_GIVEN
