"""How a sealed record is hidden: by the session itself, from every question and every act."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    and_,
    false,
    func,
    literal,
    not_,
    or_,
    select,
    true,
)
from sqlalchemy.event import listen
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria

from drugcourt.records.base import Base
from drugcourt.records.everything import METADATA
from drugcourt.records.ties import CASE, PERSON, loose, owned, row_key

HIDES = "hides what is sealed"  # a session that answers somebody; those of the program see all
SEES = "sees_sealed"  # a statement that needs to see it all the same
_SEALS = "is anything sealed"


def watch(session: type[Session] | Any) -> None:
    """Make the sessions of a class leave out what is sealed, where they are told to hide it."""
    listen(session, "do_orm_execute", _leave_out)
    for ended in ("after_commit", "after_soft_rollback"):
        listen(session, ended, _ask_again)


def hidden(table: Table) -> Select[Any]:
    """The rows of a table that are sealed, by their key."""
    return _hidden(table, PERSON) if table.name != CASE else _hidden_cases()


def anything(db: Session) -> bool:
    """Whether anything is sealed in this court; asked once in a transaction."""
    if _SEALS not in db.info:
        seal = METADATA.tables["seal"]
        db.info[_SEALS] = db.connection().execute(select(seal.c.id).limit(1)).first() is not None
    return bool(db.info[_SEALS])


def shown(db: Session, table: Table) -> ColumnElement[bool]:
    """What leaves the sealed rows out, for a question that is asked of a table and not a record."""
    if not db.info.get(HIDES) or not anything(db):
        return true()
    return _criterion(table, table.c)


def emptied(db: Session, table: Table) -> dict[str, frozenset[Any]]:
    """Ties of a table that only point, and the sealed rows they may point to."""
    if not db.info.get(HIDES) or not anything(db):
        return {}
    return {
        column.name: frozenset(db.connection().scalars(hidden(parent)))
        for column, parent in loose(PERSON)
        if column.table is table
    }


def _leave_out(state: ORMExecuteState) -> None:
    db = state.session
    if (
        not state.is_select
        or state.is_column_load
        or state.is_relationship_load
        or not db.info.get(HIDES)
        or state.execution_options.get(SEES)
        or not anything(db)
    ):
        return
    assert state.statement is not None
    state.statement = state.statement.options(_OPTION)


def _of(record: Any) -> ColumnElement[bool]:
    table = getattr(record, "__table__", None)
    return true() if table is None else _criterion(table, record)


_OPTION = with_loader_criteria(
    Base, lambda record: _of(record), include_aliases=True, track_closure_variables=False
)


def _criterion(table: Table, columns: Any) -> ColumnElement[bool]:
    """What leaves the sealed rows of a table out; of the history, what it says of them."""
    if table.name == "history_entry":
        return _no_history(columns)
    if table.name == "court_act":
        return _not_in(columns.docket_entry_id, _hidden(METADATA.tables["docket_entry"], PERSON))
    if table.name == "seal":
        return false()
    if table not in owned(PERSON):
        return true()
    if table.name == PERSON:
        return _not_in(columns.id, _sealed("person_id"), empty=False)
    tie, parent = _tie(table)
    own = getattr(columns, tie.name)
    found = [_not_in(own, _hidden(parent, PERSON), empty=bool(tie.nullable))]
    if table.name == CASE:
        found.append(_not_in(columns.id, _sealed("case_id"), empty=False))
    else:
        found += [
            _not_in(getattr(columns, tie.name), _hidden_cases(), empty=bool(tie.nullable))
            for tie, parent in owned(CASE).get(table, ())
            if parent.name == CASE
        ]
    return and_(*found)


@cache
def _tie(table: Table) -> tuple[Any, Table]:
    """The shortest way to the person."""
    ties = owned(PERSON)[table]
    order = {"person": 0, "episode": 1}
    return min(ties, key=lambda tie: (order.get(tie[1].name, 2), tie[0].nullable, tie[0].name))


@cache
def _hidden(table: Table, root: str) -> Select[Any]:
    if table.name == root:
        return _sealed("person_id")
    tie, parent = _tie(table)
    return select(row_key(table)).where(tie.in_(_hidden(parent, root)))


@cache
def _hidden_cases() -> Select[Any]:
    case = METADATA.tables[CASE]
    by_person = case.c.id.in_(_hidden(case, PERSON))
    return select(case.c.id).where(or_(by_person, case.c.id.in_(_sealed("case_id"))))


@cache
def _sealed(column: str) -> Select[Any]:
    seal = METADATA.tables["seal"]
    return select(seal.c[column]).where(seal.c[column].is_not(None))


def _not_in(column: Any, rows: Select[Any], *, empty: bool = True) -> ColumnElement[bool]:
    """Outside these rows; `empty` says that the column may be."""
    outside: ColumnElement[bool] = column.not_in(rows)
    return or_(column.is_(None), outside) if empty else outside


def _no_history(columns: Any) -> ColumnElement[bool]:
    """Entries of the person's files, and of records that hang on the person past them."""
    episode = METADATA.tables["episode"]
    number = func.coalesce(columns.record_id, literal(0))
    past = [
        and_(columns.kind == table.name, number.in_(hidden(table)))
        for table in owned(PERSON)
        if "episode_id" not in table.c and table.name != "seal"
    ]
    sealed_cases = and_(columns.kind.in_([CASE]), number.in_(_hidden_cases()))
    return and_(
        _not_in(columns.episode_id, _hidden(episode, PERSON)), not_(or_(*past, sealed_cases))
    )


def _ask_again(db: Session, *_ended: object) -> None:
    """Another desk may seal something before the next transaction."""
    db.info.pop(_SEALS, None)
