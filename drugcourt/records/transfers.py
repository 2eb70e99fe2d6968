"""How a whole court goes from one place to another, file or server, every row as it was."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from drugcourt.errors import NotACourt
from drugcourt.records.court_keys import CourtKeys
from drugcourt.records.database import OpenCourt
from drugcourt.records.everything import METADATA

AT_ONCE = 2_000  # rows in one statement
Report = Callable[[int, int], object]


def copy_rows(source: OpenCourt, target: OpenCourt, report: Report) -> int:
    """Copy every row of every table into the empty tables of the target; returns how many.

    One moment of the source, one transaction in the target. The history comes as it is, with its
    links. Every row is read back and compared before the target keeps it. `report` hears the rows
    done and to do, and may raise to stop. Raises NotACourt when what arrived is not what was sent;
    then nothing stays in the target.
    """
    try:
        with source.reading().connection() as old:
            whole = sum(_count(old, table) for table in _tables())
            parts = ((table, rows) for table in _tables() for rows in _rows(old, table))
            return fill(target, parts, lambda done: report(done, whole))
    except DBAPIError as trouble:
        failed = source if source.raised(trouble) else target
        raise failed.explain(trouble) from trouble


def fill(
    target: OpenCourt,
    parts: Iterable[tuple[Table, list[dict[str, Any]]]],
    report: Callable[[int], object],
) -> int:
    """Put rows into the empty tables of the target, all or none; returns how many.

    Rows of one table may come in several parts. Every row is read back and compared before the
    target keeps it. Raises NotACourt when what arrived is not what was sent, DBAPIError as it is.
    """
    sent: dict[str, int] = {}
    done = 0
    with target.engine.execution_options(writes=True).begin() as new:
        _wait_with_ties(new)
        for table, rows in parts:
            sent[table.name] = _add(sent.get(table.name, 0), rows)
            done += len(rows)
            _put(new, table, rows)
            report(done)
        for table in _tables():
            _number_on(new, table)
            _compare(new, table, sent.get(table.name, 0))
    return done


def _tables() -> list[Table]:
    """Every table, those that others point to first; the keys are put there by themselves."""
    return [table for table in METADATA.sorted_tables if table.name != CourtKeys.__tablename__]


def _wait_with_ties(new: Connection) -> None:
    """Within this transaction a row may come before the one it points to."""
    if new.dialect.name == "sqlite":
        new.execute(text("PRAGMA defer_foreign_keys = ON"))


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _rows(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    """The rows in the order of their key, some thousands at once."""
    asked = select(table).order_by(*table.primary_key.columns)
    result = connection.execute(asked.execution_options(yield_per=AT_ONCE))
    for part in result.mappings().partitions():
        yield [dict(row) for row in part]


def _put(new: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Insert rows; ties to a later row of the same table are tied afterwards."""
    own = [key.parent.name for key in table.foreign_keys if key.column.table is table]
    later = []
    for row in rows:
        ahead = {name: row[name] for name in own if row[name] is not None and row[name] > row["id"]}
        if ahead:
            later.append((row["id"], ahead))
            row.update(dict.fromkeys(ahead))
    new.execute(insert(table), rows)
    for number, ahead in later:
        new.execute(update(table).where(table.c.id == number).values(**ahead))


def _number_on(new: Connection, table: Table) -> None:
    """Let a server count on from the highest number; a file does so by itself."""
    if new.dialect.name != "postgresql" or "id" not in table.c:
        return
    highest = new.scalar(select(func.max(table.c.id)))
    sequence = new.scalar(select(func.pg_get_serial_sequence(table.name, "id")))
    if highest is not None and sequence is not None:
        new.execute(select(func.setval(sequence, highest)))


def _compare(new: Connection, table: Table, sent: int) -> None:
    arrived = 0
    for rows in _rows(new, table):
        arrived = _add(arrived, rows)
    if arrived != sent:
        raise NotACourt(
            f"The rows of {table.name} did not arrive as they were sent, so nothing was kept. "
            "Where they came from, all is as it was."
        )


def _add(so_far: int, rows: list[dict[str, Any]]) -> int:
    """A sum over fingerprints: the same for the same rows in whatever order they come."""
    for row in rows:
        told = repr([(name, _plain(value)) for name, value in sorted(row.items())])
        so_far += int.from_bytes(hashlib.sha256(told.encode("utf-8", "surrogatepass")).digest())
    return so_far % 2**256


def _plain(value: Any) -> Any:
    """A value as both kinds of database give it: words as text, numbers by their size."""
    if isinstance(value, str):
        return str(value)
    return float(value) if isinstance(value, int | float) else value
