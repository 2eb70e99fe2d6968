"""How somebody lives at entry, in between and at exit, so that what changed can be seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework import entering
from drugcourt.domain.tone import YesNo
from drugcourt.domain.treatment import Education, Employment, Housing, Moment
from drugcourt.errors import FieldRefusal
from drugcourt.records.treatment import LifeSnapshot
from drugcourt.workspace import Context

MOST_CHILDREN = 30


@dataclass(frozen=True, slots=True)
class SnapshotRow:
    """One snapshot."""

    id: int
    moment: Moment
    taken_on: date
    housing: Housing
    employment: Employment
    education: Education
    health_cover: YesNo
    licence: YesNo
    transport: YesNo
    children: int | None
    text: str


def take_snapshot(
    db: Session, context: Context, *, episode_id: int, values: Mapping[str, Any]
) -> int:
    """Keep how somebody lives on a day. Entry and exit are taken once."""
    day = values.get("taken_on") or context.today
    moment = values.get("moment") or Moment.REVIEW
    entering.check_span(db, context, episode_id, ("taken_on", day))
    children = values.get("children")
    if children is not None and not 0 <= children <= MOST_CHILDREN:
        raise FieldRefusal("children", f"Enter a number from 0 to {MOST_CHILDREN}.")
    _once(db, episode_id, moment)
    kept = {
        "moment": moment,
        "taken_on": day,
        "housing": values.get("housing") or Housing.UNKNOWN,
        "employment": values.get("employment") or Employment.UNKNOWN,
        "education": values.get("education") or Education.UNKNOWN,
        "health_cover": values.get("health_cover") or YesNo.UNKNOWN,
        "licence": values.get("licence") or YesNo.UNKNOWN,
        "transport": values.get("transport") or YesNo.UNKNOWN,
        "children": children,
        "text": str(values.get("text") or "").strip(),
    }
    return entering.enter(db, context, LifeSnapshot, episode_id, kept)


def check_snapshot(db: Session, snapshot: LifeSnapshot, values: Mapping[str, Any]) -> None:
    """Entry and exit are taken once, also where another snapshot is corrected to be one."""
    if values["moment"] is not snapshot.moment:
        _once(db, snapshot.episode_id, values["moment"])


def _once(db: Session, episode_id: int, moment: Moment) -> None:
    same = select(LifeSnapshot.id).where(
        LifeSnapshot.episode_id == episode_id, LifeSnapshot.moment == moment
    )
    if moment is not Moment.REVIEW and db.scalar(same.limit(1)) is not None:
        raise FieldRefusal("moment", "That was taken already; correct it instead.")


def snapshots(db: Session, *, episode_id: int) -> list[SnapshotRow]:
    """The snapshots of one file, the latest first."""
    asked = (
        select(LifeSnapshot)
        .where(LifeSnapshot.episode_id == episode_id)
        .order_by(LifeSnapshot.taken_on.desc(), LifeSnapshot.id.desc())
    )
    names = SnapshotRow.__dataclass_fields__
    return [
        SnapshotRow(**{key: getattr(found, key) for key in names}) for found in db.scalars(asked)
    ]
