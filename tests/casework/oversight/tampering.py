"""What somebody with the data key can do to a closed court file, past the program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from drugcourt.records import keys
from drugcourt.records.court_files import CourtFile
from drugcourt.records.history import HistoryEntry, chained
from tests.courts import PASSWORD

COLUMNS = [column.name for column in HistoryEntry.__table__.columns]


def tamper(court: Path, forge: Callable[[Any], object]) -> None:
    """Open the file with its key, take the triggers away, forge, and put them back."""
    database = CourtFile(court, keys.unlock(court, PASSWORD))
    connection = database.connect()
    kept = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'history_entry'"
    ).fetchall()
    for name, _ in kept:
        connection.execute(f"DROP TRIGGER {name}")
    forge(connection)
    for _, sql in kept:
        connection.execute(sql)
    connection.close()
    database.close()


def rewrite(court: Path, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Write the whole history anew under the court's own key, as if it had always been so."""
    database = CourtFile(court, keys.unlock(court, PASSWORD))
    with database.engine.connect() as asked:
        rows = [dict(row) for row in asked.execute(HistoryEntry.__table__.select()).mappings()]
    fresh = list(chained([change(row) for row in rows], database.history_key))
    database.close()

    def forge(connection: Any) -> None:
        for row in fresh:
            connection.execute(
                "UPDATE history_entry SET who = ?, after = ?, mac = ? WHERE id = ?",
                (row["who"], row["after"], row["mac"], row["id"]),
            )

    tamper(court, forge)
