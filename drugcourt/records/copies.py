"""How a court file is copied whole while people work in it, and how a copy is proved."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import sqlcipher3.dbapi2 as cipher
from sqlalchemy import Table, func, inspect, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from drugcourt.errors import NotACourt, Refusal
from drugcourt.records import migrate
from drugcourt.records.court_files import CourtFile, explain, forget_file
from drugcourt.records.everything import METADATA
from drugcourt.records.history import HistoryEntry, check_chain
from drugcourt.records.integrity import file_problems
from drugcourt.records.keys import Unlocked


@dataclass(frozen=True, slots=True)
class Contents:
    """What a court file holds, as numbers: its schema, rows by table, and the history's end."""

    version: str
    rows: dict[str, int]
    last_entry: int
    last_link: str


def contents(database: CourtFile) -> Contents:
    """Count everything, in one consistent view. Raises NotACourt where the file is damaged."""
    try:
        version = migrate.version_of(database.engine) or ""
        with database.reading() as db:
            rows = {table.name: _count(db, table) for table in _tables(db)}
            last = db.execute(
                select(HistoryEntry.id, HistoryEntry.mac).order_by(HistoryEntry.id.desc()).limit(1)
            ).first()
            db.rollback()
    except DBAPIError as trouble:
        raise explain(trouble, database.path.name) from trouble
    return Contents(version, rows, last.id if last else 0, last.mac if last else "")


def _tables(db: Session) -> list[Table]:
    """The tables that the file has: a backup may be older than this program."""
    known = set(inspect(db.connection()).get_table_names())
    return [table for table in METADATA.sorted_tables if table.name in known]


def _count(db: Session, table: Table) -> int:
    return db.scalar(select(func.count()).select_from(table)) or 0


def copy_whole(database: CourtFile, target: Path) -> None:
    """Copy the open court to a new file, encrypted with the same key.

    A plain copy of the file would miss what still stands in its write-ahead log. Others may go on
    writing; the copy holds one moment. Raises DiskTrouble or NotACourt; then no copy is left.
    """
    connection = database.connect()
    try:
        # pages of an index are not read for a copy: their damage would stay unsaid
        damage = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        if damage:
            raise NotACourt(f"A page of the file does not prove its contents ({damage[0][0]}).")
        connection.execute("VACUUM INTO ?", (str(target),))
    except cipher.Error as trouble:
        forget_file(target)
        raise explain(trouble, database.path.name) from trouble
    finally:
        connection.close()


def prove(path: Path, key: Unlocked) -> Contents:
    """Open a copy, check its pages, ties and history, and count it.

    Raises NotACourt with the first thing that does not hold.
    """
    database = CourtFile(path, key)
    try:
        with database.reading() as db:
            problem = _first_problem(db, database.history_key)
            db.rollback()
        if problem:
            raise NotACourt(problem)
        return contents(database)
    except DBAPIError as trouble:
        raise explain(trouble, path.name) from trouble
    finally:
        database.close()


def counted_at(path: Path, key: Unlocked) -> Contents:
    """What a court file that nobody has open holds. Raises NotACourt where it is damaged."""
    database = CourtFile(path, key)
    try:
        return contents(database)
    finally:
        database.close()


def is_of_a_moment(copy: Contents, before: Contents, after: Contents) -> bool:
    """Whether a copy agrees with its court, which was counted before and after it was made."""
    if before == after:
        return copy == before
    return before.last_entry <= copy.last_entry <= after.last_entry


def check_version(found: Contents) -> None:
    """Refuse the contents of a newer program."""
    if found.version not in migrate.known_revisions():
        raise Refusal(
            "That backup was made by a newer version of the program, so nothing was changed; "
            "install the new version on this computer, then restore it."
        )


def _first_problem(db: Session, history_key: bytes) -> str:
    problems = file_problems(db)
    if problems:
        return problems[0]
    broken = check_chain(db, history_key)
    return broken.sentence if broken is not None else ""
