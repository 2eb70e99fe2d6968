"""All record classes by table name: one import that completes the metadata."""

from __future__ import annotations

from typing import Any

from drugcourt.records import (
    accounts,
    acts,
    calendar,
    cases,
    conditions,
    conduct,
    court_keys,
    courts,
    custody,
    devices,
    disclosures,
    draws,
    episodes,
    exits,
    fees,
    hearings,
    history,
    keeping,
    laboratories,
    medications,
    milestones,
    minutes,
    notes,
    orders,
    oversight,
    people,
    permission_requests,
    phases,
    points,
    programs,
    referrals,
    responses,
    safety,
    service,
    specimens,
    staffings,
    supervision,
    tasks,
    treatment,
    warrants,
)
from drugcourt.records.base import Base

ROOMS = (
    accounts,
    acts,
    calendar,
    cases,
    conditions,
    conduct,
    court_keys,
    courts,
    custody,
    devices,
    disclosures,
    draws,
    episodes,
    exits,
    fees,
    hearings,
    history,
    keeping,
    laboratories,
    medications,
    milestones,
    minutes,
    notes,
    orders,
    oversight,
    people,
    permission_requests,
    phases,
    points,
    programs,
    referrals,
    responses,
    safety,
    service,
    specimens,
    staffings,
    supervision,
    tasks,
    treatment,
    warrants,
)


METADATA = Base.metadata


def by_table() -> dict[str, type[Any]]:
    """Record class for each table name."""
    return {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
