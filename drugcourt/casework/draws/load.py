"""How many tests the coming weeks will bring, and on which days there are too few places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from drugcourt.casework.draws.policy import (
    DayRow,
    day_plan,
    days_ahead,
    draw_settings,
    is_drawn,
)
from drugcourt.casework.draws.pool import pool
from drugcourt.domain.draws import DayType
from drugcourt.domain.specimens import CollectionStatus
from drugcourt.records.specimens import Specimen
from drugcourt.rules.draw_load import LoadDay, expected_load

FOUR_WEEKS = 28
NO_SHOW_DAYS = 90


@dataclass(frozen=True, slots=True)
class AheadDay:
    """One coming day: what is done, what it will bring, and how many may be called."""

    row: DayRow
    load: LoadDay
    limit: int | None

    @property
    def day(self) -> date:
        """The day."""
        return self.row.day

    @property
    def tight(self) -> bool:
        """Whether the day will often bring more than may be called."""
        return self.limit is not None and self.load.high > self.limit


def load_ahead(db: Session, *, today: date, days: int = FOUR_WEEKS) -> list[AheadDay]:
    """The coming days, from today on while today is not drawn, else from tomorrow on."""
    first = today + timedelta(days=1) if is_drawn(db, today) else today
    settings = draw_settings(db)
    rows = days_ahead(db, first=first, count=days)
    shut = [row.day for row in rows if row.kind in (DayType.CLOSED, DayType.CHECK_IN)]
    people = [one.eligible for one in pool(db, day=first, ahead=days)]
    loads = expected_load(people, first, days, shut)
    return [
        AheadDay(row, load, day_plan(row, settings).limit)
        for row, load in zip(rows, loads, strict=True)
    ]


def no_show_share(db: Session, *, today: date, days: int = NO_SHOW_DAYS) -> float | None:
    """The share of tests in the last weeks to which nobody came; None where there were none."""
    missed = func.sum(case((Specimen.status == CollectionStatus.MISSED, 1), else_=0))
    asked = select(func.count(), missed).where(
        Specimen.collected_on >= today - timedelta(days=days),
        Specimen.collected_on < today,
        Specimen.status.not_in((CollectionStatus.SCHEDULED, CollectionStatus.CANCELLED)),
    )
    total, stayed_away = db.execute(asked).one()
    return int(stayed_away or 0) / total if total else None
