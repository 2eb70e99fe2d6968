"""Acts that correct an entry or take it back, with the reason; history keeps what stood before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from drugcourt.casework import entering
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.base import Base
from drugcourt.records.conditions import Condition, Item
from drugcourt.records.conduct import Infraction, LegalEvent
from drugcourt.records.orders import AbilityFinding, Extension, Override
from drugcourt.records.points import PointEntry
from drugcourt.records.service import ServiceEntry
from drugcourt.workspace import Context


@dataclass(frozen=True, slots=True)
class Correctable:
    """What of a record may be corrected; `begun` is its day, `ended` the day it ended, if any.

    The number or term of an order is never corrected: another order is given, or it is taken back.
    """

    record: type[Base]
    begun: str
    fields: frozenset[str]
    ended: str = ""


CORRECTABLE: dict[str, Correctable] = {
    "legal_event": Correctable(
        LegalEvent,
        "happened_on",
        frozenset({"happened_on", "ended_on", "level", "program_case", "case_number", "text"}),
        "ended_on",
    ),
    "infraction": Correctable(
        Infraction, "happened_on", frozenset({"kind", "happened_on", "by", "text"})
    ),
    "service_entry": Correctable(
        ServiceEntry,
        "served_on",
        frozenset({"served_on", "site", "approved", "verified_by", "text"}),
    ),
    "condition": Correctable(
        Condition,
        "started_on",
        frozenset({"kind", "started_on", "ended_on", "approved", "efforts", "text"}),
        "ended_on",
    ),
    "item": Correctable(Item, "handed_in_on", frozenset({"handed_in_on", "text"})),
    "point_entry": Correctable(PointEntry, "given_on", frozenset({"given_on", "by", "text"})),
    "override": Correctable(Override, "ordered_on", frozenset({"ordered_on", "by", "reason"})),
    "extension": Correctable(Extension, "ordered_on", frozenset({"ordered_on", "by", "reason"})),
    "ability_finding": Correctable(
        AbilityFinding,
        "started_on",
        frozenset({"started_on", "ended_on", "by", "reason"}),
        "ended_on",
    ),
}


def correct_entry(
    db: Session,
    context: Context,
    *,
    table: str,
    number: int,
    changes: Mapping[str, Any],
    reason: str,
) -> None:
    """Correct an entry, with the reason; days stay within the episode and in their order."""
    kind, entry = _entry(db, table, number)
    entering.check_reason(reason)
    values = {name: getattr(entry, name) for name in kind.fields}
    for name, value in changes.items():
        if name not in kind.fields:
            raise FieldRefusal(name, "That can't be corrected. Take the entry back, enter it anew.")
        values[name] = value
    begun: date | None = values[kind.begun]
    if begun is None:
        raise FieldRefusal(kind.begun, "Enter the day.")
    ended = (kind.ended, values[kind.ended]) if kind.ended else None
    entering.check_span(db, context, entry.episode_id, (kind.begun, begun), ended)
    db.info["logbook"].reason = reason
    for name, value in values.items():
        if getattr(entry, name) != value:
            setattr(entry, name, value)


def take_back_entry(db: Session, context: Context, *, table: str, number: int, reason: str) -> None:
    """Take back an entry that was made by mistake; history keeps it, with the reason."""
    _kind, entry = _entry(db, table, number)
    entering.check_reason(reason)
    db.info["logbook"].reason = reason
    db.delete(entry)


def _entry(db: Session, table: str, number: int) -> tuple[Correctable, Any]:
    kind = CORRECTABLE.get(table)
    if kind is None:
        raise Refusal("Entries of that sort are corrected on their own tab.")
    return kind, entering.known(db, kind.record, number)
