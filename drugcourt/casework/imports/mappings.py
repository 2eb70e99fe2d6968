"""Which column choices the office once confirmed, found again by the headings of the next file."""

from __future__ import annotations

import hashlib
import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.exchange.tables.dates import DateOrder
from drugcourt.exchange.tables.headings import Proposal
from drugcourt.exchange.tables.mapping import Mapping
from drugcourt.fields.imports import ImportKind
from drugcourt.records.courts import SavedMapping
from drugcourt.workspace import Context


def saved_mapping(db: Session, *, proposal: Proposal) -> Mapping | None:
    """The mapping confirmed earlier for a file with these headings, or None."""
    kept = db.scalar(
        select(SavedMapping)
        .where(
            SavedMapping.kind == proposal.kind.value,
            SavedMapping.headings_sha256 == _fingerprint(proposal),
        )
        .order_by(SavedMapping.id.desc())
        .limit(1)
    )
    if kept is None:
        return None
    values = json.loads(kept.text)
    order = values.get("date_order")
    return Mapping(
        kind=ImportKind(kept.kind),
        columns=dict(values["columns"]),
        date_order=DateOrder(order) if order else None,
    )


def keep_mapping(db: Session, context: Context, *, proposal: Proposal, mapping: Mapping) -> None:
    """Keep a confirmed mapping for the next file with the same headings."""
    text = json.dumps(
        {
            "columns": dict(mapping.columns),
            "date_order": mapping.date_order.value if mapping.date_order else None,
        },
        ensure_ascii=False,
    )
    fingerprint = _fingerprint(proposal)
    kept = db.scalar(
        select(SavedMapping).where(
            SavedMapping.kind == proposal.kind.value, SavedMapping.headings_sha256 == fingerprint
        )
    )
    if kept is None:
        db.add(SavedMapping(kind=proposal.kind.value, headings_sha256=fingerprint, text=text))
    elif kept.text != text:
        kept.text = text


def _fingerprint(proposal: Proposal) -> str:
    """A file is known again by its headings alone, in their order."""
    headings = "\n".join(column.heading for column in proposal.columns)
    return hashlib.sha256(headings.encode("utf-8", "surrogatepass")).hexdigest()
