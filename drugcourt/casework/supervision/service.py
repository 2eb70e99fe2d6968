"""Acts on community service: hours on a day, at a site, and what they are to settle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.casework import entering
from drugcourt.domain.fees import DebtKind
from drugcourt.errors import FieldRefusal
from drugcourt.records.service import ServiceEntry
from drugcourt.workspace import Context

HOURS_OF_A_DAY = 24


def record_service(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    served_on: date,
    hours: float,
    site: str = "",
    sanction: bool = False,
    approved: bool = False,
    pays: DebtKind | None = None,
    verified_by: str = "",
    text: str = "",
) -> int:
    """Record the community service of one day."""
    entering.check_span(db, context, episode_id, ("served_on", served_on))
    if not 0 < hours <= HOURS_OF_A_DAY:
        raise FieldRefusal("hours", f"A day has at most {HOURS_OF_A_DAY} hours of service.")
    if sanction and pays is not None:
        raise FieldRefusal("pays", "Hours imposed as a sanction do not settle a debt.")
    return entering.enter(
        db,
        context,
        ServiceEntry,
        episode_id,
        {
            "served_on": served_on,
            "hours": hours,
            "site": site,
            "sanction": sanction,
            "approved": approved,
            "pays": pays,
            "verified_by": verified_by,
            "text": text,
        },
    )


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """The service of one day, for the list."""

    id: int
    served_on: date
    hours: float
    site: str
    sanction: bool
    approved: bool
    pays: DebtKind | None
    verified_by: str
    text: str


def service_rows(
    db: Session, *, episode_id: int, offset: int = 0, limit: int = 100
) -> list[ServiceRow]:
    """One window of the days served, newest first."""
    found = db.scalars(
        select(ServiceEntry)
        .where(ServiceEntry.episode_id == episode_id)
        .order_by(ServiceEntry.served_on.desc(), ServiceEntry.id.desc())
        .offset(offset)
        .limit(limit)
    )
    return [
        ServiceRow(
            s.id,
            s.served_on,
            s.hours,
            s.site,
            s.sanction,
            s.approved,
            s.pays,
            s.verified_by,
            s.text,
        )
        for s in found
    ]


def service_totals(db: Session, *, episode_id: int) -> tuple[int, float]:
    """How many entries there are, and the hours that are no sanction."""
    mine = select(func.count(), func.sum(ServiceEntry.hours)).where(
        ServiceEntry.episode_id == episode_id
    )
    count = db.execute(mine).one()[0]
    hours = db.execute(mine.where(ServiceEntry.sanction.is_(False))).one()[1]
    return int(count), float(hours or 0)
