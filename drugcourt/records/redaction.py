"""How words are taken out of the history by an order, and the chain still holds over them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Table, and_, delete, insert, or_, select, update
from sqlalchemy.orm import Session

from drugcourt.records.history import HistoryEntry, chained_columns, redaction_proof
from drugcourt.records.keeping import HistoryRedaction
from drugcourt.records.naming import Naming
from drugcourt.records.ties import row_key

Rows = Mapping[Table, Sequence[Any]]
NOTHING_LEFT = {"reason": "", "before": "{}", "after": "{}", "record_id": None, "episode_id": None}
_CHUNK = 500
_ENTRY: Any = HistoryEntry.__table__
_OUT: Any = HistoryRedaction.__table__


def take_out(db: Session, key: bytes, mark: str, mine: Rows, naming: Naming) -> int:
    """Take out what the history says of these rows, and somebody's name wherever else it stands.

    The caller has lifted the guard of the history. Returns how many entries were touched.
    """
    numbers = sorted(_entries_about(db, mine))
    for chunk in _chunks(numbers):
        _leave(db, key, mark, ((entry, NOTHING_LEFT) for entry in _entries(db, chunk)))
    named = [entry for entry in _entries_naming(db, naming) if entry.id not in set(numbers)]
    _leave(db, key, mark, ((entry, _without(entry, naming)) for entry in named))
    return len(numbers) + len(named)


def _entries_about(db: Session, mine: Rows) -> set[int]:
    found: set[int] = set()
    episodes = next((ids for table, ids in mine.items() if table.name == "episode"), ())
    for chunk in _chunks(episodes):
        asked = select(_ENTRY.c.id).where(_ENTRY.c.episode_id.in_(chunk))
        found.update(db.connection().scalars(asked))
    for table, ids in mine.items():
        for chunk in _chunks(ids):
            own = and_(_ENTRY.c.kind == table.name, _ENTRY.c.record_id.in_(chunk))
            of_no_other = or_(_ENTRY.c.episode_id.is_(None), _ENTRY.c.episode_id.in_(episodes))
            found.update(db.connection().scalars(select(_ENTRY.c.id).where(own, of_no_other)))
    return found


def _entries_naming(db: Session, naming: Naming) -> list[Any]:
    """Entries of other records in which the name stands; and those of rows that went before."""
    columns = (_ENTRY.c.reason, _ENTRY.c.before, _ENTRY.c.after)
    conditions = [found for column in columns if (found := naming.condition(column)) is not None]
    if not conditions:
        return []
    rows = db.connection().execute(select(_ENTRY).where(or_(*conditions))).all()
    return [row for row in rows if _without(row, naming) != _kept(row)]


def _entries(db: Session, numbers: Sequence[int]) -> Sequence[Any]:
    return db.connection().execute(select(_ENTRY).where(_ENTRY.c.id.in_(numbers))).all()


def _kept(entry: Any) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in NOTHING_LEFT}


def _without(entry: Any, naming: Naming) -> dict[str, Any]:
    left = _kept(entry)
    left["reason"] = naming.taken_out(entry.reason)
    for name in ("before", "after"):
        values = naming.taken_out_of(json.loads(left[name]))
        left[name] = json.dumps(values, ensure_ascii=False)
    return left


def _leave(
    db: Session, key: bytes, mark: str, entries: Iterable[tuple[Any, Mapping[str, Any]]]
) -> None:
    """Write what is left of each entry, with the proof that an order left it so."""
    for entry, left in entries:
        db.connection().execute(update(_ENTRY).where(_ENTRY.c.id == entry.id).values(**left))
        now = {**chained_columns(entry), **left}
        proof = redaction_proof(key, entry.mac, mark, now)
        db.connection().execute(delete(_OUT).where(row_key(_OUT) == entry.id))
        row = {"entry_id": entry.id, "order_mark": mark, "proof": proof}
        db.connection().execute(insert(_OUT).values(row))


def _chunks(values: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (values[first : first + _CHUNK] for first in range(0, len(values), _CHUNK))
