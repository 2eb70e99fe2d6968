"""Through whose hands a specimen went: each hand-over, and whether the seal was whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.facts.facts import CHUNK
from drugcourt.casework.specimens.specimens import specimen_of
from drugcourt.domain.tone import YesNo
from drugcourt.errors import FieldRefusal
from drugcourt.records.specimens import CustodyStep
from drugcourt.workspace import Context

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CustodyRow:
    """One hand-over."""

    id: int
    handed_at: datetime
    from_whom: str
    to_whom: str
    purpose: str
    seal_intact: YesNo
    remarks: str


def hand_over(
    db: Session,
    context: Context,
    *,
    specimen_id: int,
    handed_at: datetime,
    to_whom: str,
    from_whom: str = "",
    purpose: str = "",
    seal_intact: YesNo = YesNo.UNKNOWN,
    remarks: str = "",
) -> int:
    """Record that a specimen went from one hand to the next; returns the step's number.

    Steps are in the order of their moments: one before the last, or ahead of now, is refused. A
    seal that was found broken is said of the specimen too.
    """
    specimen = specimen_of(db, specimen_id)
    if not to_whom.strip():
        raise FieldRefusal("to_whom", "Say who took the specimen.")
    if handed_at > context.now + _A_DAY:
        raise FieldRefusal("handed_at", "That moment has not come yet.")
    if handed_at.date() < specimen.collected_on - _A_DAY:
        raise FieldRefusal("handed_at", "That lies before the test was collected.")
    steps = custody_rows(db, specimen_id=specimen_id)
    if steps and handed_at < steps[-1].handed_at:
        raise FieldRefusal("handed_at", "A later hand-over is recorded already.")
    giver = from_whom.strip() or (steps[-1].to_whom if steps else specimen.collector)
    step = CustodyStep(
        specimen=specimen,
        handed_at=handed_at,
        from_whom=giver,
        to_whom=to_whom.strip(),
        purpose=purpose.strip(),
        seal_intact=seal_intact,
        remarks=remarks.strip(),
    )
    if seal_intact is not YesNo.UNKNOWN and specimen.seal_intact is not YesNo.NO:
        specimen.seal_intact = seal_intact
    db.add(step)
    db.flush()
    return step.id


def custody_rows(db: Session, *, specimen_id: int) -> list[CustodyRow]:
    """The hand-overs of a specimen, in their order."""
    return custody_steps(db, [specimen_id]).get(specimen_id, [])


def custody_steps(db: Session, specimen_ids: Sequence[int]) -> dict[int, list[CustodyRow]]:
    """The hand-overs of many specimens, each in their order; one without any is left out."""
    found: dict[int, list[CustodyRow]] = defaultdict(list)
    for first in range(0, len(specimen_ids), CHUNK):
        asked = (
            select(
                CustodyStep.specimen_id,
                CustodyStep.id,
                CustodyStep.handed_at,
                CustodyStep.from_whom,
                CustodyStep.to_whom,
                CustodyStep.purpose,
                CustodyStep.seal_intact,
                CustodyStep.remarks,
            )
            .where(CustodyStep.specimen_id.in_(specimen_ids[first : first + CHUNK]))
            .order_by(CustodyStep.handed_at, CustodyStep.id)
        )
        rows: Any = db.execute(asked)
        for specimen_id, *values in rows:
            found[specimen_id].append(CustodyRow(*values))
    return found
