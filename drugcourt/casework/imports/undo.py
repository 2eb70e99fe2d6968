"""How an import is taken back, whole: what it brought leaves, what it changed returns."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from drugcourt.casework.calendar.published import withdraw_imported
from drugcourt.casework.imports import hearings_moved
from drugcourt.casework.readiness.standing import DERIVED
from drugcourt.domain.specimens import AnalyteResult, CollectionStatus, Confirmation, Validity
from drugcourt.errors import Refusal
from drugcourt.records import everything, history
from drugcourt.records.base import Base
from drugcourt.records.cases import Charge, CourtCase
from drugcourt.records.courts import ImportBatch, ImportChange
from drugcourt.records.episodes import Episode, StatusSpan, WorkSpell
from drugcourt.records.fees import FeeEntry
from drugcourt.records.hearings import DocketEntry
from drugcourt.records.laboratories import (
    LaboratoryDocument,
    LaboratoryOriginal,
    LaboratoryReport,
)
from drugcourt.records.medications import Medication
from drugcourt.records.milestones import Milestone
from drugcourt.records.people import Alias, Person, SearchName
from drugcourt.records.phases import PhaseStay
from drugcourt.records.referrals import Referral, ReferralGate
from drugcourt.records.responses import Response
from drugcourt.records.specimens import Specimen, SpecimenNote, SpecimenResult, SupersededResult
from drugcourt.records.supervision import Contact
from drugcourt.records.treatment import AttendanceLine, Provider, TreatmentEpisode
from drugcourt.workspace import Context

LEAVES_FIRST: tuple[type[Base], ...] = (
    Charge,
    CourtCase,
    DocketEntry,
    PhaseStay,
    StatusSpan,
    WorkSpell,
    Milestone,
    FeeEntry,
    Response,
    Contact,
    Medication,
    TreatmentEpisode,
    AttendanceLine,
    ReferralGate,
    Provider,
    Referral,
)


LEAVES_BEFORE_TESTS: tuple[type[Base], ...] = (
    LaboratoryDocument,
    LaboratoryReport,
    LaboratoryOriginal,
    SupersededResult,
    SpecimenNote,
)


def undo_import(db: Session, context: Context, *, batch_id: int) -> int:
    """Take an import back; refused when later work stands on what it brought. Returns the rows."""
    batch = db.get(ImportBatch, batch_id)
    if batch is None:
        raise Refusal("That import is not in this court.")
    if batch.undone_at is not None:
        raise Refusal("That import was taken back already.")
    later = select(ImportBatch.id).where(ImportBatch.id > batch_id, ImportBatch.undone_at.is_(None))
    if db.scalar(later.where(ImportBatch.kind == batch.kind).limit(1)) is not None:
        raise Refusal(
            "A later import of the same kind stands on this one. Take that one back first."
        )
    _put_back(db, batch_id)
    try:
        count = withdraw_imported(db, context, batch_id=batch_id) + _take_out(db, batch_id)
    except IntegrityError as stands:
        raise Refusal(
            "Later entries stand on the people of this import, so it can't be taken back whole. If "
            "they came by import, take those imports back first. Nothing was changed."
        ) from stands
    batch.undone_at = context.now
    return count


def _take_out(db: Session, batch_id: int) -> int:
    count = _take_specimens(db, batch_id)
    for record in LEAVES_FIRST:
        count += history.remove_imported(db, record, batch_id)
    return count + _take_people(db, batch_id)


def _take_specimens(db: Session, batch_id: int) -> int:
    """Results leave with their specimens; the batch stands on the specimen."""
    for record in LEAVES_BEFORE_TESTS:
        history.remove_imported(db, record, batch_id)
    results, specimens = SpecimenResult.__table__, Specimen.__table__
    mine = select(specimens.c.id).where(specimens.c.import_id == batch_id)
    history.remove_rows(db, SpecimenResult, results.c.specimen_id.in_(mine), batch_id)
    return history.remove_imported(db, Specimen, batch_id)


def _take_people(db: Session, batch_id: int) -> int:
    """Derived rows, names and aliases leave first, then episodes and people."""
    people = select(Person.id).where(Person.import_id == batch_id)
    episodes = select(Episode.id).where(Episode.import_id == batch_id)
    gone = set(db.scalars(episodes))
    for derived in DERIVED:
        history.remove_rows(db, derived, derived.__table__.c.episode_id.in_(gone), batch_id)
    history.remove_rows(db, SearchName, SearchName.__table__.c.person_id.in_(people), batch_id)
    history.remove_rows(db, Alias, Alias.__table__.c.person_id.in_(people), batch_id)
    count = history.remove_imported(db, Episode, batch_id)
    db.info["logbook"].episodes -= gone
    return count + history.remove_imported(db, Person, batch_id)


def _put_back(db: Session, batch_id: int) -> None:
    """What the import changed gets its earlier values, newest change first."""
    changes = select(ImportChange).where(ImportChange.batch_id == batch_id)
    for change in db.scalars(changes.order_by(ImportChange.id.desc())):
        if change.kind == "specimen":
            _put_back_test(db, change)
            continue
        if change.kind == hearings_moved.TAKEN_OFF:
            hearings_moved.put_back(db, change)
            continue
        record = db.get(everything.by_table()[change.kind], change.record_id)
        if record is None:
            continue
        for key, value in change.before.items():
            setattr(record, key, _typed(type(record), key, value))
    db.flush()


def _put_back_test(db: Session, change: ImportChange) -> None:
    specimen = db.get(Specimen, change.record_id)
    if specimen is None:
        return
    specimen.status = CollectionStatus(change.before["status"])
    specimen.validity = Validity(change.before["validity"])
    for key, value in change.before.get("columns", {}).items():
        setattr(specimen, key, _typed(Specimen, key, value))
    kept = {str(result.substance): result for result in specimen.results}
    for substance, values in change.before["results"].items():
        if substance not in kept:
            continue
        if values is None:
            specimen.results.remove(kept[substance])
        else:
            kept[substance].result = AnalyteResult(values[0])
            kept[substance].confirmation = Confirmation(values[1])
            for key, value in (values[2] if len(values) > 2 else {}).items():
                setattr(kept[substance], key, _typed(SpecimenResult, key, value))


def _typed(record: type[Any], key: str, value: Any) -> Any:
    """A remembered plain value as the column wants it."""
    column = record.__table__.c[key]
    kind = column.type.python_type
    if isinstance(value, str) and kind in (date, datetime):
        return kind.fromisoformat(value)
    return value
