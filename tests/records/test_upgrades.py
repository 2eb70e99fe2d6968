"""A court made by the first version is brought up to date with every row as it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, MetaData, Table, create_engine, insert, inspect, select, types

from drugcourt.records import everything, migrate
from drugcourt.records.base import Words

ON = date(2025, 3, 4)
AT = datetime(2025, 3, 4, 12, 30, tzinfo=UTC).replace(tzinfo=None)
NOT_RECORDS = {"alembic_version"}


@pytest.fixture
def first_court(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """A file with the tables of the first step alone."""
    steps = tmp_path / "steps"
    (steps / "versions").mkdir(parents=True)
    for file in (migrate.FOLDER / "versions").glob("0001*.py"):
        (steps / "versions" / file.name).write_text(file.read_text("utf-8"), "utf-8")
    template = "script.py.mako"
    (steps / template).write_text((migrate.FOLDER / template).read_text("utf-8"), "utf-8")
    engine = create_engine(f"sqlite:///{tmp_path / 'old.db'}")
    with monkeypatch.context() as patch:
        patch.setattr(migrate, "FOLDER", steps)
        patch.setattr(migrate, "HEAD", "0001")
        migrate.bring_up_to_date(engine, None, create=True)
    yield engine
    engine.dispose()


def tables_of(engine: Engine) -> list[Table]:
    found = MetaData()
    found.reflect(engine)
    return [table for table in found.sorted_tables if table.name not in NOT_RECORDS]


def filled(table: Table) -> dict[str, Any]:
    """One row with a value in every column; every number is 1, so that rows refer to each other."""
    described = everything.METADATA.tables[table.name].c
    row: dict[str, Any] = {}
    for column in table.c:
        model = described[column.name].type
        if isinstance(model, Words):
            row[column.name] = next(iter(model.term)).value
        elif isinstance(model, types.JSON):
            row[column.name] = '["kept"]'
        elif isinstance(column.type, types.Date):
            row[column.name] = ON
        elif isinstance(column.type, types.DateTime):
            row[column.name] = AT
        elif isinstance(column.type, types.Boolean):
            row[column.name] = True
        elif isinstance(column.type, types.LargeBinary):
            row[column.name] = b"kept"
        elif isinstance(column.type, types.String):
            row[column.name] = "kept"[: column.type.length or 4]
        else:
            row[column.name] = 1
    return row


def rows_of(engine: Engine, tables: list[Table]) -> dict[str, list[dict[str, Any]]]:
    with engine.connect() as connection:
        return {
            table.name: [dict(row._mapping) for row in connection.execute(select(table))]
            for table in tables
        }


def test_every_row_of_a_first_court_is_kept(first_court: Engine) -> None:
    old = tables_of(first_court)
    with first_court.begin() as connection:
        for table in old:
            connection.execute(insert(table), filled(table))
    before = rows_of(first_court, old)
    assert all(len(rows) == 1 for rows in before.values())
    migrate.bring_up_to_date(first_court, None)
    assert migrate.version_of(first_court) == migrate.HEAD
    assert rows_of(first_court, old) == before
    with first_court.connect() as connection:
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    assert broken == []


def test_what_a_step_adds_is_empty_or_has_its_plain_default(first_court: Engine) -> None:
    old = {table.name: table for table in tables_of(first_court)}
    with first_court.begin() as connection:
        for table in old.values():
            connection.execute(insert(table), filled(table))
    migrate.bring_up_to_date(first_court, None)
    specimen = next(t for t in tables_of(first_court) if t.name == "specimen")
    row = rows_of(first_court, [specimen])["specimen"][0]
    added = {key: value for key, value in row.items() if key not in old["specimen"].c}
    assert added["disputed"] is False
    assert added["seal_intact"] == "unknown"
    assert added["order_number"] == ""
    assert added["snapshot_id"] is None
    names = set(inspect(first_court).get_table_names())
    assert {"custody_step", "superseded_result", "specimen_note", "device_alert"} <= names
