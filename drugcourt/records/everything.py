"""All record classes by table name: one import that completes the metadata."""

from __future__ import annotations

from typing import Any

from drugcourt.records import (
    calendar,
    cases,
    conditions,
    conduct,
    court_keys,
    courts,
    devices,
    draws,
    episodes,
    exits,
    fees,
    hearings,
    history,
    laboratories,
    medications,
    milestones,
    notes,
    orders,
    people,
    phases,
    points,
    programs,
    responses,
    service,
    specimens,
    supervision,
    treatment,
)
from drugcourt.records.base import Base

ROOMS = (
    calendar,
    cases,
    conditions,
    conduct,
    court_keys,
    courts,
    devices,
    draws,
    episodes,
    exits,
    fees,
    hearings,
    history,
    laboratories,
    medications,
    milestones,
    notes,
    orders,
    people,
    phases,
    points,
    programs,
    responses,
    service,
    specimens,
    supervision,
    treatment,
)


METADATA = Base.metadata


def by_table() -> dict[str, type[Any]]:
    """Record class for each table name."""
    return {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
