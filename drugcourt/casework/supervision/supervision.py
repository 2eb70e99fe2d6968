"""How supervision stands as a whole: what waits on each of its lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from drugcourt.casework.supervision.arrests import ArrestShows, arrest_count
from drugcourt.casework.supervision.contact_dues import DueShows, contact_due_count
from drugcourt.casework.supervision.custody import CustodyShows, custody_count
from drugcourt.casework.supervision.imposed import ConditionShows, imposed_count
from drugcourt.casework.supervision.listing import Whose
from drugcourt.casework.supervision.permission_requests import PermissionShows, permission_count
from drugcourt.casework.supervision.service_orders import ServiceShows, service_order_count


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many lines wait on each list."""

    short: int
    unchecked: int
    asked: int
    untold: int
    held: int
    medicines_untold: int
    overdue: int


def waiting(db: Session, *, today: date, whose: Whose) -> Waiting:
    """What waits: short contacts, unchecked curfews, open requests, arrests, custody, hours."""
    return Waiting(
        short=contact_due_count(db, shows=DueShows.SHORT, whose=whose, today=today),
        unchecked=imposed_count(db, shows=ConditionShows.UNCHECKED, whose=whose, today=today),
        asked=permission_count(db, shows=PermissionShows.WAITING, whose=whose, today=today),
        untold=arrest_count(db, shows=ArrestShows.UNTOLD, whose=whose, today=today),
        held=custody_count(db, shows=CustodyShows.NOW, whose=whose, today=today),
        medicines_untold=custody_count(db, shows=CustodyShows.UNTOLD, whose=whose, today=today),
        overdue=service_order_count(db, shows=ServiceShows.OVERDUE, whose=whose, today=today),
    )
