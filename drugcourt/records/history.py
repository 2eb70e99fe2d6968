"""Who changed what, when and why: written by the database session itself, chained, append-only."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Index,
    String,
    Table,
    Text,
    delete,
    event,
    func,
    insert,
    inspect,
    select,
)
from sqlalchemy.orm import InstanceState, Mapped, ORMExecuteState, Session, mapped_column

from drugcourt.errors import NotACourt
from drugcourt.records.base import Base, Numbered
from drugcourt.records.keeping import HistoryRedaction
from drugcourt.records.people import Alias, Person, SearchName
from drugcourt.records.search import folded_names

FIRST_LINK = b"drugcourt history"


class HistoryEntry(Numbered, Base):
    """One change of one record. `before` and `after` hold the columns that changed."""

    __tablename__ = "history_entry"
    __table_args__ = (Index("ix_history_record", "kind", "record_id"),)
    tracked = False

    at: Mapped[datetime] = mapped_column(index=True)
    who: Mapped[str] = mapped_column(String(100))
    act: Mapped[str] = mapped_column(String(60))
    reason: Mapped[str] = mapped_column(Text, default="")
    change: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(60))
    record_id: Mapped[int | None]
    episode_id: Mapped[int | None] = mapped_column(index=True)
    before: Mapped[str] = mapped_column(Text, default="{}")
    after: Mapped[str] = mapped_column(Text, default="{}")
    mac: Mapped[str] = mapped_column(String(64))


@dataclass(slots=True)
class Logbook:
    """What one database session knows of the act it carries: kept in `db.info["logbook"]`.

    `touched` collects the kinds of record changed and `episodes` whose they are; both are what the
    workspace announces and re-derives after the act.
    """

    key: bytes
    at: datetime
    who: str
    act: str
    reason: str = ""
    touched: set[str] = field(default_factory=set)
    episodes: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain does not hold: the entry's number and what is wrong with it."""

    entry: int
    sentence: str


def watch(session: type[Session] | Any) -> None:
    """Make a session class write history for every flush, and refuse changes past it."""
    event.listen(session, "after_flush", _after_flush)
    event.listen(session, "do_orm_execute", _on_execute)
    for ended in ("after_commit", "after_soft_rollback"):
        event.listen(session, ended, _forget_the_end)


def remove_imported(db: Session, record: type[Base], batch_id: int) -> int:
    """Take back all rows of a table that one import brought in; returns how many."""
    return remove_rows(db, record, _table(record).c.import_id == batch_id, batch_id)


def remove_rows(db: Session, record: type[Base], mine: ColumnElement[bool], batch_id: int) -> int:
    """Take back the rows of one import that a condition names, with one entry; returns how many."""
    book: Logbook = db.info["logbook"]
    table = _table(record)
    if "episode_id" in table.c:
        book.episodes.update(db.scalars(select(table.c.episode_id).where(mine).distinct()))
    count = int(db.scalar(select(func.count()).select_from(table).where(mine)) or 0)
    if count:
        db.connection().execute(delete(table).where(mine))
    if count and record.tracked:
        book.touched.add(table.name)
        before = {"rows": count, "import": [batch_id]}
        change = {"change": "removed", "kind": table.name, "record_id": None, "episode_id": None}
        _write(db, book, [{**change, "before": before, "after": {}}])
    return count


def check_chain(db: Session, key: bytes) -> Break | None:
    """The first entry that was edited, removed or slipped in; None when the chain holds."""
    link, expected = FIRST_LINK.hex(), 1
    taken_out = _redactions(db)
    rows = select(_table(HistoryEntry)).order_by(HistoryEntry.id)
    # past the session: a seal hides entries from questions, and no link of the chain
    found = db.connection().execute(rows.execution_options(yield_per=2000))
    for entry in found:
        if entry.id != expected:
            return Break(expected, f"Entry {expected:,} of the history is missing.")
        out = taken_out.get(entry.id)
        if out is None:
            link = _mac(key, link, _body(_columns(entry)))
            same = hmac.compare_digest(link, entry.mac)
        else:  # the words are gone by an order; the link they left is what goes on
            link = entry.mac
            said = redaction_proof(key, link, out.order_mark, _columns(entry))
            same = hmac.compare_digest(said, out.proof)
        if not same:
            return Break(entry.id, f"Entry {entry.id:,} of the history was changed.")
        expected += 1
    return None


def redaction_proof(key: bytes, link: str, mark: str, left: Mapping[str, Any]) -> str:
    """What binds an entry to the order by which its words were taken out, and to what is left."""
    return _mac(key, f"words taken out\n{mark}\n{link}", _body(left))


def _redactions(db: Session) -> dict[int, HistoryRedaction]:
    """The entries whose words are gone; a backup of an earlier version has no table of them."""
    if not inspect(db.connection()).has_table(HistoryRedaction.__tablename__):
        return {}
    return {out.entry_id: out for out in db.scalars(select(HistoryRedaction))}


def links_at(db: Session, numbers: Iterable[int]) -> dict[int, str]:
    """The links of these entries of the history, as far as there are such entries."""
    asked = select(HistoryEntry.id, HistoryEntry.mac).where(HistoryEntry.id.in_(list(numbers)))
    return {row.id: row.mac for row in db.connection().execute(asked)}


def end_of_history(db: Session) -> tuple[int, str]:
    """Number and link of the newest entry; 0 and nothing where there is none."""
    last = db.connection().execute(_NEWEST).first()
    return (last.id, last.mac) if last else (0, "")


def chained(rows: Iterable[dict[str, Any]], key: bytes) -> Iterator[dict[str, Any]]:
    """The rows of a whole history, from its first entry on, linked anew under this court's key.

    Raises NotACourt where an entry is missing or comes out of its order.
    """
    link = FIRST_LINK.hex()
    for number, row in enumerate(rows, 1):
        if row["id"] != number:
            raise NotACourt(
                f"Entry {number:,} of the history is missing from the export. Nothing was kept."
            )
        body = {name: row[name] for name in _CHAINED}
        link = _mac(key, link, _body(body))
        yield {**row, "mac": link}


def index_everybody(db: Session) -> None:
    """Write the search index of every person; for a court that was filled row by row."""
    everybody = select(Person).order_by(Person.id).execution_options(yield_per=1_000)
    _index_names(db, db.scalars(everybody))


def note_arrival(db: Session, rows: int) -> None:
    """One entry that says how many rows the court was filled with, and so was linked anew."""
    book: Logbook = db.info["logbook"]
    change = {"change": "added", "kind": "court", "record_id": None, "episode_id": None}
    _write(db, book, [{**change, "before": {}, "after": {"rows": rows}}])


def note_line(db: Session, kind: str, record_id: int | None, after: Mapping[str, Any]) -> None:
    """One entry in words of the act's own, where the usual one would keep what is to go."""
    book: Logbook = db.info["logbook"]
    book.touched.add(kind)
    change = {"change": "changed", "kind": kind, "record_id": record_id, "episode_id": None}
    _write(db, book, [{**change, "before": {}, "after": dict(after)}])


_CHAINED = (
    "at", "who", "act", "reason", "change", "kind", "record_id", "episode_id", "before", "after",
)  # fmt: skip


def chained_columns(entry: Any) -> dict[str, Any]:
    """What of an entry the chain is over."""
    return _columns(entry)


def _columns(entry: Any) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in _CHAINED}


def _body(columns: Mapping[str, Any]) -> bytes:
    parts = {name: _plain(value) for name, value in columns.items()}
    return json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()


def _mac(key: bytes, link: str, body: bytes) -> str:
    return hmac.new(key, link.encode() + b"\n" + body, hashlib.sha256).hexdigest()


def _plain(value: Any) -> Any:
    """A JSON value for a column value; words by key, days and moments in ISO."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, str):
        return str(value)
    return value


def _after_flush(db: Session, _context: object) -> None:
    """Write one entry for each record of this flush, while it still knows what changed."""
    book: Logbook | None = db.info.get("logbook")
    touched = (*db.new, *db.dirty, *db.deleted)
    changes = [change for record in touched if (change := _change(db, record))]
    people = {r for r in (*db.new, *db.dirty) if isinstance(r, Person)}
    people |= {r.person for r in touched if isinstance(r, Alias) and r.person}
    if book is None:
        if changes:
            raise RuntimeError("a record changed outside an act: no logbook in this session")
        return
    for change in changes:
        _note_touched(book, change)
    _write(db, book, changes)
    _index_names(db, people)


def _change(db: Session, record: Any) -> dict[str, Any] | None:
    if not getattr(type(record), "tracked", False):
        return None
    state: InstanceState[Any] = inspect(record)
    if record in db.new:
        before, after, change = {}, _values(state), "added"
    elif record in db.deleted:
        before, after, change = _values(state), {}, "removed"
    else:
        before, after = _differences(state)
        change = "changed"
        if not after:
            return None
    return {
        "change": change,
        "kind": record.__tablename__,
        "record_id": record.id,
        "episode_id": _episode_of(record),
        "before": before,
        "after": after,
    }


def _episode_of(record: Any) -> int | None:
    if record.beside_the_file:
        return None
    if record.__tablename__ == "episode":
        return int(record.id)
    owner = getattr(record, "episode_id", None)
    if owner is None:
        for parent in ("specimen", "case"):
            holder = getattr(record, parent, None)
            owner = getattr(holder, "episode_id", None) if holder is not None else owner
    return owner


def _values(state: InstanceState[Any]) -> dict[str, Any]:
    values = {key: _plain(state.dict.get(key)) for key in _column_keys(state)}
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def _column_keys(state: InstanceState[Any]) -> list[str]:
    return [attribute.key for attribute in state.mapper.column_attrs]


def _differences(state: InstanceState[Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    before, after = {}, {}
    for attribute in state.mapper.column_attrs:
        if attribute.key == "revision":
            continue
        past = state.attrs[attribute.key].history
        if past.has_changes():
            before[attribute.key] = _plain(past.deleted[0]) if past.deleted else None
            after[attribute.key] = _plain(past.added[0]) if past.added else None
    return before, after


def _note_touched(book: Logbook, change: Mapping[str, Any]) -> None:
    book.touched.add(change["kind"])
    if change["episode_id"] is not None:
        book.episodes.add(change["episode_id"])


def _write(db: Session, book: Logbook, changes: Iterable[Mapping[str, Any]]) -> None:
    changes = list(changes)
    if not changes:
        return
    number, link = _end_of_chain(db)
    rows = []
    for change in changes:
        number += 1
        columns = {
            "at": book.at,
            "who": book.who,
            "act": book.act,
            "reason": book.reason,
            **change,
            "before": json.dumps(change["before"], ensure_ascii=False),
            "after": json.dumps(change["after"], ensure_ascii=False),
        }
        link = _mac(book.key, link, _body(columns))
        rows.append({"id": number, **columns, "mac": link})
    db.connection().execute(_ADD_ENTRIES, rows)
    db.info[_END] = (number, link)


def _end_of_chain(db: Session) -> tuple[int, str]:
    """Number and link of the newest entry. Within a transaction nobody else writes: asked once."""
    if _END not in db.info:
        last = db.connection().execute(_NEWEST).first()
        db.info[_END] = (last.id, last.mac) if last else (0, FIRST_LINK.hex())
    end: tuple[int, str] = db.info[_END]
    return end


def _forget_the_end(db: Session, *_ended: object) -> None:
    """Another desk may write before this session's next transaction begins."""
    db.info.pop(_END, None)


def _table(record: type[Base]) -> Table:
    """The record's table: its rows are written past the session, which is busy flushing."""
    table = record.__table__
    assert isinstance(table, Table)
    return table


_END = "end of the history"
_ADD_ENTRIES = insert(_table(HistoryEntry))
_NEWEST = select(HistoryEntry.id, HistoryEntry.mac).order_by(HistoryEntry.id.desc()).limit(1)


def _index_names(db: Session, people: Iterable[Person]) -> None:
    """Keep the search index of each person in step, in the same transaction."""
    names = _table(SearchName)
    for person in people:
        db.connection().execute(delete(names).where(names.c.person_id == person.id))
        rows = [{"person_id": person.id, **row} for row in folded_names(person)]
        if rows:
            db.connection().execute(insert(names), rows)


_PART = 5_000  # rows between two words to whoever watches the writing


def add_rows(db: Session, record: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Write many rows of one record in one go, past the unit of work, with one entry for all.

    Rows carry all columns but those with a default; `revision` starts at 1. Where the session's
    info has `went_on`, it hears after every part how many of the rows are down; it may raise.
    """
    if not rows:
        return
    table = _table(record)
    if "revision" in table.c:
        rows = [{"revision": 1, **row} for row in rows]
    went_on = db.info.get("went_on")
    part = _PART if went_on is not None else len(rows)
    for first in range(0, len(rows), part):
        db.connection().execute(insert(table), rows[first : first + part])
        if went_on is not None:
            went_on(min(first + part, len(rows)), len(rows))
    if record.tracked:
        _note_bulk(db, record, rows)


def _note_bulk(db: Session, record: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    book: Logbook | None = db.info.get("logbook")
    if book is None:
        raise RuntimeError("a record changed outside an act: no logbook in this session")
    book.touched.add(record.__tablename__)
    book.episodes.update(row["episode_id"] for row in rows if row.get("episode_id") is not None)
    imports = sorted({row["import_id"] for row in rows if row.get("import_id") is not None})
    change = {
        "change": "added",
        "kind": record.__tablename__,
        "record_id": None,
        "episode_id": None,
        "before": {},
        "after": {"rows": len(rows), "import": imports},
    }
    _write(db, book, [change])


def _on_execute(state: ORMExecuteState) -> None:
    """Statements that would change court records past the session's sight are refused."""
    if state.is_select or not state.is_orm_statement:
        return
    mapper = state.bind_mapper
    record = mapper.class_ if mapper is not None else None
    if record is not None and getattr(record, "tracked", False):
        raise RuntimeError("court records are amended one by one, so that history can keep both")
