"""Whether a court file is whole: its pages, its tables and the ties between its records."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session


def file_problems(db: Session) -> list[str]:
    """What the database engine finds wrong, a sentence each; empty when the file is whole.

    Every row of every report is read: the first alone once hid the rest of the damage. On a
    server the pages are the server's care; there only the ties are checked by its constraints.
    """
    if db.get_bind().dialect.name != "sqlite":
        return []
    problems = [
        f"A page of the file does not prove its contents ({row[0]})."
        for row in db.execute(text("PRAGMA cipher_integrity_check"))
    ]
    problems += [
        f"The tables do not hold together ({row[0]})."
        for row in db.execute(text("PRAGMA integrity_check"))
        if row[0] != "ok"
    ]
    problems += [
        f"A record of {row[0]} (number {row[1]}) points to one that is missing in {row[2]}."
        for row in db.execute(text("PRAGMA foreign_key_check"))
    ]
    return problems
