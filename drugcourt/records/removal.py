"""How everything that hangs on one person, or one case, is removed from every table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Column, LargeBinary, String, Table, delete, insert, or_, select, update
from sqlalchemy.orm import Session

from drugcourt.domain.keeping import REMOVED
from drugcourt.records.base import Words
from drugcourt.records.everything import METADATA, by_table
from drugcourt.records.guards import unguarded
from drugcourt.records.naming import Naming, naming_of
from drugcourt.records.redaction import take_out
from drugcourt.records.ties import BESIDE, PERSON, loose, owned, row_key

Mine = dict[Table, list[Any]]
DRAWS = {"draw_entry": "draw_id", "fishbowl_draw": "id"}
PEOPLE_NAMED = frozenset({"person", "alias", "search_name"})  # where others have their own names
_NOT_KEPT = {"why": "", "specimen_id": None, "response_id": None}
LONG_ENOUGH = 60  # a shorter column holds a word of a list, a number or a key
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Removed:
    """What went: rows by table, entries of the history, texts of others, laboratory files."""

    rows: dict[str, int]
    entries: int
    texts: int
    originals: int


def rows_of(db: Session, root: str, number: int) -> Mine:
    """The rows that hang on a person or a case, by table, parents first."""
    mine: Mine = {}
    for table, ties in owned(root).items():
        key = row_key(table)
        if not ties:
            mine[table] = [number]
            continue
        found: set[Any] = set()
        for column, parent in ties:
            for chunk in _chunks(mine.get(parent, [])):
                found.update(db.connection().scalars(select(key).where(column.in_(chunk))))
        if found:
            mine[table] = sorted(found)
    return mine


def remove(db: Session, root: str, number: int, *, key: bytes, mark: str) -> Removed:
    """Remove it all within this act: rows, words of the history, names in the text of others.

    Lines of a draw stay without a name, so that the draw can still be made again.
    """
    mine = rows_of(db, root, number)
    naming = naming_of(db, root, number)
    _keep_nameless(db, mine)
    originals = _empty_originals(db, mine)
    with unguarded(db, *DRAWS, "history_entry"):
        entries = take_out(db, key, mark, mine, naming)
        _untie(db, root, mine)
        _forget_beside(db, root, mine)
        for table in reversed(list(mine)):
            for chunk in _chunks(mine[table]):
                db.connection().execute(delete(table).where(row_key(table).in_(chunk)))
    texts = take_out_names(db, naming)
    db.expire_all()
    db.info["logbook"].touched.update(table.name for table in mine)
    return Removed({table.name: len(ids) for table, ids in mine.items()}, entries, texts, originals)


def _keep_nameless(db: Session, mine: Mine) -> None:
    """What the proof of a draw is over, without the reason that a person wrote."""
    lines = METADATA.tables["nameless_line"]
    for name, draw in DRAWS.items():
        table = METADATA.tables[name]
        for chunk in _chunks(mine.get(table, [])):
            rows = db.connection().execute(select(table).where(table.c.id.in_(chunk))).mappings()
            for row in rows.all():
                line = {column.name: _plain(row[column.name]) for column in table.c}
                line |= {key: left for key, left in _NOT_KEPT.items() if key in line}
                kept = {"kind": name, "draw_id": row[draw], "line": line}
                db.connection().execute(insert(lines).values(kept))


def _plain(value: Any) -> Any:
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value


def _empty_originals(db: Session, mine: Mine) -> int:
    """A laboratory's file holds more than one line can be cut from: it goes whole.

    Its hash stays, so that the same file is not taken in again as a new one.
    """
    report, original = (METADATA.tables[f"laboratory_{name}"] for name in ("report", "original"))
    found: set[int] = set()
    for chunk in _chunks(mine.get(report, [])):
        asked = select(report.c.original_id).where(report.c.id.in_(chunk))
        found.update(db.connection().scalars(asked))
    for number in found:
        empty = {"packed": b"", "size": 0, "name": REMOVED, "problems": []}
        db.connection().execute(update(original).where(original.c.id == number).values(**empty))
    return len(found)


def _untie(db: Session, root: str, mine: Mine) -> None:
    """Let go of ties that only point, and of those within one table."""
    within = [
        (key.parent, table)
        for table in mine
        for key in table.foreign_keys
        if key.column.table is table and key.parent.nullable
    ]
    for column, parent in (*loose(root), *within):
        for chunk in _chunks(mine.get(parent, [])):
            table = column.table
            db.connection().execute(
                update(table).where(column.in_(chunk)).values({column.name: None})
            )


def _forget_beside(db: Session, root: str, mine: Mine) -> None:
    """Rows that name a record by kind and number, without a key: changes of imports, drafts."""
    change, act, draft = (METADATA.tables[n] for n in ("import_change", "court_act", "draft"))
    for table, ids in mine.items():
        for chunk in _chunks(ids):
            own = (change.c.kind == table.name) & change.c.record_id.in_(chunk)
            db.connection().execute(delete(change).where(own))
            if table.name == "docket_entry":
                db.connection().execute(delete(act).where(act.c.docket_entry_id.in_(chunk)))
    if root != PERSON:
        return
    for key in list(db.connection().scalars(select(draft.c.key))):
        form, _, number = key.rpartition(":")
        owner = METADATA.tables["person" if form == "person" else "episode"]
        if number.isdigit() and int(number) in mine.get(owner, ()):
            db.connection().execute(delete(draft).where(draft.c.key == key))


def take_out_names(db: Session, naming: Naming) -> int:
    """Take somebody's name out of the text of all other records; returns how many texts."""
    return sum(_in_table(db, table, naming) for table in METADATA.sorted_tables)


def places_named(db: Session, naming: Naming) -> dict[str, int]:
    """In how many rows of each table a name still stands, the history and drafts with them."""
    found = {}
    for table in METADATA.sorted_tables:
        columns = [column for column in table.c if _holds_text(column.type)]
        conditions = [met for column in columns if (met := naming.condition(column)) is not None]
        if conditions:
            rows = db.connection().execute(select(*columns).where(or_(*conditions))).all()
            count = sum(any(naming.taken_out_of(cell) != cell for cell in row) for row in rows)
            if count:
                found[table.name] = count
    return found


def _holds_text(kind: Any) -> bool:
    """Words of a closed list are no text that somebody typed."""
    return isinstance(kind, String | JSON) and not isinstance(kind, Words)


def _in_table(db: Session, table: Table, naming: Naming) -> int:
    columns = _texts(table)
    conditions = [met for column in columns if (met := naming.condition(column)) is not None]
    if not conditions:
        return 0
    key, count = row_key(table), 0
    asked = select(key, *(column for column in columns if column is not key))
    for row in db.connection().execute(asked.where(or_(*conditions))).mappings().all():
        was = {column.name: row[column.name] for column in columns}
        now = {name: naming.taken_out_of(value) for name, value in was.items()}
        changed = {name: value for name, value in now.items() if value != was[name]}
        if changed:
            count += len(changed)
            db.connection().execute(update(table).where(key == row[key.name]).values(changed))
            if by_table()[table.name].tracked:
                db.info["logbook"].touched.add(table.name)
    return count


def _texts(table: Table) -> list[Column[Any]]:
    """The columns in which people write, or into which what they wrote is gathered."""
    if table.name in PEOPLE_NAMED or BESIDE.get(table.name) is False or table.name in DRAWS:
        return []
    return [column for column in table.c if _is_text(column)]


def _is_text(column: Column[Any]) -> bool:
    kind = column.type
    if column.primary_key or column.unique or isinstance(kind, Words | LargeBinary):
        return False
    if isinstance(kind, JSON):
        return True
    return isinstance(kind, String) and (kind.length is None or kind.length >= LONG_ENOUGH)


def _chunks(values: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return [values[first : first + _CHUNK] for first in range(0, len(values), _CHUNK)]


def counts(mine: Mapping[Table, Sequence[Any]]) -> dict[str, int]:
    """How many rows of each table hang on somebody."""
    return {table.name: len(ids) for table, ids in mine.items()}
