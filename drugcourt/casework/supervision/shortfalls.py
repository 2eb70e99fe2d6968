"""All that supervision lacks on one day, list by list, as the shortfall paper tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from drugcourt.casework.supervision.arrests import ArrestRow, ArrestShows, arrest_rows
from drugcourt.casework.supervision.contact_dues import DueRow, DueShows, contact_dues
from drugcourt.casework.supervision.custody import CustodyRow, CustodyShows, custody_rows
from drugcourt.casework.supervision.imposed import ConditionShows, ImposedRow, imposed_rows
from drugcourt.casework.supervision.listing import Whose, Window
from drugcourt.casework.supervision.permission_requests import (
    PermissionRow,
    PermissionShows,
    permission_rows,
)
from drugcourt.casework.supervision.service_orders import (
    ServiceOrderRow,
    ServiceShows,
    service_orders,
)

EVERY_LINE = Window(0, 100_000)


@dataclass(frozen=True, slots=True)
class Shortfalls:
    """What is lacking, each list in its own order."""

    contacts: tuple[DueRow, ...]
    curfews: tuple[ImposedRow, ...]
    requests: tuple[PermissionRow, ...]
    arrests: tuple[ArrestRow, ...]
    held: tuple[CustodyRow, ...]
    service: tuple[ServiceOrderRow, ...]

    @property
    def people(self) -> int:
        """How many participants are on any of the lists."""
        return len(self.episode_ids)

    @property
    def episode_ids(self) -> tuple[int, ...]:
        """Whoever is on any of the lists."""
        lists = (
            self.contacts,
            self.curfews,
            self.requests,
            self.arrests,
            self.held,
            self.service,
        )
        return tuple(dict.fromkeys(row.episode_id for rows in lists for row in rows))


def shortfalls(db: Session, *, today: date, whose: Whose) -> Shortfalls:
    """Short contacts, unchecked curfews, open requests, untold arrests, custody, late hours."""
    asked: dict[str, Any] = {"whose": whose, "today": today, "window": EVERY_LINE}
    return Shortfalls(
        contacts=tuple(contact_dues(db, shows=DueShows.SHORT, **asked)),
        curfews=tuple(imposed_rows(db, shows=ConditionShows.UNCHECKED, **asked)),
        requests=tuple(permission_rows(db, shows=PermissionShows.WAITING, **asked)),
        arrests=tuple(arrest_rows(db, shows=ArrestShows.UNTOLD, **asked)),
        held=tuple(custody_rows(db, shows=CustodyShows.NOW, **asked)),
        service=tuple(service_orders(db, shows=ServiceShows.OVERDUE, **asked)),
    )
