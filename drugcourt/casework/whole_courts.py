"""How a whole court comes back from the plain file that an export of everything wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain, dropwhile, groupby, takewhile
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from drugcourt.casework import courts
from drugcourt.casework.accounts.passwords import check_password
from drugcourt.casework.readiness import standing
from drugcourt.domain.accounts import FIRST_LOGIN, AccountState, Role
from drugcourt.errors import NotACourt
from drugcourt.exchange.whole_courts import PlainRow, rows_of
from drugcourt.opening import create_court
from drugcourt.records.accounts import Staff
from drugcourt.records.addresses import Place
from drugcourt.records.episodes import Episode
from drugcourt.records.everything import by_table
from drugcourt.records.history import HistoryEntry, chained, index_everybody, note_arrival
from drugcourt.records.plain_rows import row_of
from drugcourt.records.transfers import AT_ONCE, fill
from drugcourt.workspace import Context, Workspace

ARRIVAL = "The whole court was brought in from a plain file and its history linked anew"
Parts = Iterator[tuple[Table, list[dict[str, Any]]]]


def make_court_of(
    path: Path,
    place: Place,
    password: str,
    report: Callable[[int], object],
    *,
    as_of: date | None = None,
) -> int:
    """Make a new court of an export's file; returns its rows. Nothing is left when that fails.

    Every row is read back and compared. The history keeps all its words; its links are made anew
    with the key of this court, since the old key is not in a plain file, and one more entry says
    so. The password is that of the first coordinator, or administrator, of the export; passwords
    and second factors do not travel, so everybody else is given a new first password. Raises
    NotACourt, Refusal or DiskTrouble.
    """
    rows = rows_of(path)
    first = next(rows, None)  # a file that is no export is refused before anything is made
    if first is None:
        raise NotACourt("That export holds no rows, so there is no court to bring in.")
    check_password(password)
    workspace = create_court(
        place, password, login=_keeper(path), as_of=as_of, derive=standing.derive
    )
    try:
        done = _fill(workspace, chain((first,), rows), report)
    except BaseException:
        workspace.discard()
        raise
    workspace.close()
    return done


def _keeper(path: Path) -> str:
    """The login of who opens the new court."""
    staff = Staff.__tablename__
    later = dropwhile(lambda row: row[0] != staff, rows_of(path))
    people = [row for _, row in takewhile(lambda row: row[0] == staff, later)]
    people = [row for row in people if row.get("state") in (None, AccountState.OPEN.value)]
    people.sort(key=lambda row: row.get("id") or 0)
    for role in (Role.COORDINATOR, Role.ADMINISTRATOR):
        for row in people:
            if row.get("role") == role.value and isinstance(row.get("login"), str):
                return str(row["login"])
    return FIRST_LOGIN


def _fill(workspace: Workspace, rows: Iterable[PlainRow], report: Callable[[int], object]) -> int:
    parts = _parts(rows, workspace.database.history_key)
    try:
        done = fill(workspace.database, parts, report)
    except DBAPIError as trouble:
        raise workspace.database.explain(trouble) from trouble
    workspace.who = workspace.read(courts.staff_name, login=workspace.database.login)[0]
    workspace.perform_because(ARRIVAL, _settle, rows=done)
    return done


def _parts(rows: Iterable[PlainRow], key: bytes) -> Parts:
    known = by_table()
    for name, group in groupby(rows, key=itemgetter(0)):
        if name not in known or known[name].derived:
            raise NotACourt(
                f"This program knows no table “{name}”: the export is from a newer version, or was "
                "changed. Nothing was kept."
            )
        table = known[name].__table__
        kept: Iterable[dict[str, Any]] = (row_of(table, row) for _, row in group)
        if name == HistoryEntry.__tablename__:
            kept = chained(kept, key)
        yield from ((table, part) for part in _by(AT_ONCE, kept))


def _by(size: int, rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    part: list[dict[str, Any]] = []
    for row in rows:
        part.append(row)
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part


def _settle(db: Session, context: Context, *, rows: int) -> None:
    """Derive what no export holds: the search index and where everybody stands."""
    note_arrival(db, rows)
    index_everybody(db)
    for person in db.scalars(select(Staff).where(Staff.second_factor)):
        person.second_factor = False
    standing.refresh(db, list(db.scalars(select(Episode.id))), context.today)
