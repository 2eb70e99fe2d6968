"""How an order reaches into tables that are otherwise never changed, and the guard stands again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

_TRIGGERS = text(
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN :tables"
).bindparams(bindparam("tables", expanding=True))


@contextmanager
def unguarded(db: Session, *tables: str) -> Iterator[None]:
    """Lift the guards of these tables within this transaction; only an order does so.

    What fails takes the whole transaction back, and with it the lifting.
    """
    connection = db.connection()
    if connection.dialect.name == "postgresql":
        for table in tables:
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        yield
        for table in tables:
            connection.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))
        return
    guards = connection.execute(_TRIGGERS, {"tables": list(tables)}).all()
    for guard in guards:
        connection.exec_driver_sql(f"DROP TRIGGER {guard.name}")
    yield
    for guard in guards:
        connection.exec_driver_sql(guard.sql)
