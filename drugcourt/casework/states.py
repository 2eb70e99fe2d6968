"""Which state the court lies in, however it is written, and so which clock and holidays it has."""

from __future__ import annotations

from datetime import tzinfo
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.calendar_policy import (
    Zone,
    state_codes,
    zone_named,
    zone_of_state,
    zones,
)
from drugcourt.records.courts import Court
from drugcourt.workspace import Context


def state_code(written: str) -> str:
    """`OH` for `Ohio`, `oh` and `OH`; empty for what is no state."""
    codes, bare = state_codes(), written.strip()
    if bare.upper() in codes.values():
        return bare.upper()
    return codes.get(bare.casefold(), "")


def court_zone(db: Session) -> Zone:
    """The court's clock: its own, else that of its state. Refusal that asks for it where neither
    says.
    """
    zone = _known_zone(db)
    if zone is None:
        names = ", ".join(one.name for one in zones())
        raise Refusal(
            "Say first in which time zone the court sits: its state keeps more than one, or is not "
            f"recorded. Set it in the court details, or with --zone and one of these: {names}."
        )
    return zone


def wall_clock(db: Session) -> tzinfo | None:
    """The clock on the court's wall; None, this computer's, where nothing says which it is."""
    zone = _known_zone(db)
    return None if zone is None else ZoneInfo(zone.name)


def _known_zone(db: Session) -> Zone | None:
    kept, state = db.execute(select(Court.time_zone, Court.state)).one()
    return zone_named(kept) if kept else zone_of_state(state_code(state))


def set_court_zone(db: Session, context: Context, *, name: str) -> None:
    """Keep the court's clock."""
    if name and zone_named(name) is None:
        names = ", ".join(one.name for one in zones())
        raise FieldRefusal("time_zone", f"Choose one of these time zones: {names}.")
    court = db.scalars(select(Court)).one()
    if court.time_zone != name:
        court.time_zone = name
