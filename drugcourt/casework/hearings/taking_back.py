"""How what was done on a docket is taken back, by the history, until the session is closed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Date, Select, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from drugcourt.casework.calendar.published import withdraw_entry
from drugcourt.casework.hearings.sittings import known_session
from drugcourt.errors import Refusal
from drugcourt.records import everything
from drugcourt.records.acts import CourtAct
from drugcourt.records.base import Moment, Words
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.history import HistoryEntry
from drugcourt.workspace import Context

# What other acts may have touched without standing on it: order, and what calendars were told.
_NEUTRAL = frozenset({"revision", "position", "uid", "sequence"})
_NOTHING: tuple[Any, ...] = (None, "", [], {})
_UNDER_WAY = "court act under way"


@dataclass(frozen=True, slots=True)
class LastAct:
    """What would be taken back next."""

    text: str
    who: str
    at: datetime
    entry_id: int | None


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What was taken back; `entry_id` is the hearing it was about."""

    sentence: str
    entry_id: int | None


@dataclass(slots=True)
class About:
    """Whose hearing an act on a session is about; None for the session as a whole."""

    entry_id: int | None


@contextmanager
def on_docket(
    db: Session, context: Context, *, session_id: int, text: str, entry_id: int | None = None
) -> Iterator[About]:
    """Notes which lines of the history the act within leaves, so that it can be taken back.

    An act within another belongs to the outer one. Whose hearing it is about may also be said
    within, where the act itself makes it: a sealed person's acts are hidden by it.
    """
    about = About(entry_id)
    if db.info.get(_UNDER_WAY):
        yield about
        return
    db.flush()
    before = _newest_line(db)
    db.info[_UNDER_WAY] = True
    try:
        yield about
        db.flush()
    finally:
        db.info.pop(_UNDER_WAY, None)
    after = _newest_line(db)
    if after > before:
        db.add(
            CourtAct(
                session_id=session_id,
                docket_entry_id=about.entry_id,
                text=text,
                at=context.now,
                who=context.who,
                first_line=before + 1,
                last_line=after,
            )
        )


def last_act(db: Session, *, session_id: int) -> LastAct | None:
    """The latest act on the session that was not taken back; None on a closed one."""
    act = _last(db, session_id)
    if act is None or db.get_one(CourtSession, session_id).closed_at is not None:
        return None
    return LastAct(act.text, act.who, act.at, act.docket_entry_id)


def take_back_last(db: Session, context: Context, *, session_id: int) -> TakenBack:
    """Take back the latest act on the session, whole; the history keeps both.

    Refused on a closed session, where there is nothing, and when later entries stand on it.
    """
    session = known_session(db, session_id)
    if session.closed_at is not None:
        raise Refusal("This session is closed; its minutes can't be changed.")
    act = _last(db, session_id)
    if act is None:
        raise Refusal("Nothing is left to take back on this docket.")
    db.info["logbook"].reason = f"Taken back: {act.text}"
    lines = select(HistoryEntry).where(HistoryEntry.id.between(act.first_line, act.last_line))
    try:
        for line in db.scalars(lines.order_by(HistoryEntry.id.desc())).all():
            _reverse(db, context, line)
            db.flush()
    except IntegrityError as stands:
        raise _stands(act) from stands
    except _ChangedSince as changed:
        raise _stands(act) from changed
    act.undone_at = context.now
    return TakenBack(f"Taken back: {act.text}.", act.docket_entry_id)


def forget_acts(db: Session, session_id: int) -> None:
    """Of a closed session nothing is taken back any more; the history stays."""
    for act in db.scalars(select(CourtAct).where(CourtAct.session_id == session_id)):
        db.delete(act)


class _ChangedSince(Exception):
    """A record is no longer as the act left it."""


def _stands(act: CourtAct) -> Refusal:
    return Refusal(
        f"Something entered later stands on this ({act.text}), so it can't be taken back; take "
        "that back first."
    )


def _newest_line(db: Session) -> int:
    return int(db.scalar(select(func.max(HistoryEntry.id))) or 0)


def _last(db: Session, session_id: int) -> CourtAct | None:
    return db.scalar(_acts(session_id).limit(1))


def _acts(session_id: int) -> Select[CourtAct]:
    return (
        select(CourtAct)
        .where(CourtAct.session_id == session_id, CourtAct.undone_at.is_(None))
        .order_by(CourtAct.id.desc())
    )


def _reverse(db: Session, context: Context, line: HistoryEntry) -> None:
    """Make one change of one record not have been."""
    record_class = everything.by_table()[line.kind]
    before, after = json.loads(line.before), json.loads(line.after)
    if line.record_id is None:
        raise _ChangedSince  # many rows at once; no act of court writes so
    record = db.get(record_class, line.record_id)
    if line.change == "removed":
        back = made_again(record_class, before)
        if record is not None:
            back.id = None  # its number was given to another meanwhile
        db.add(back)
        return
    if record is None:
        raise _ChangedSince
    if line.change == "added" and isinstance(record, CourtSession):
        if not _holds_anybody(db, record.id):
            db.delete(record)
        return
    columns = record_class.__table__.c
    left = after if line.change == "changed" else {c.key: after.get(c.key) for c in columns}
    for key, value in left.items():
        if key not in _NEUTRAL and not _is(record, columns[key], value):
            raise _ChangedSince
    if line.change == "changed":
        for key in after:
            if key != "revision":
                setattr(record, key, _typed(columns[key], before.get(key)))
    elif isinstance(record, DocketEntry):
        withdraw_entry(db, context, record)
    else:
        db.delete(record)


def _holds_anybody(db: Session, session_id: int) -> bool:
    """Whether others were put meanwhile on a session that the act had opened: then it stays."""
    there = select(DocketEntry.id).where(DocketEntry.session_id == session_id)
    return db.scalar(there.limit(1)) is not None


def made_again(record_class: type[Any], values: Mapping[str, Any]) -> Any:
    """A record that was removed, as it stood; of `values` what was empty may be left out."""
    record = record_class()
    for column in record_class.__table__.c:
        if column.key == "revision":
            continue
        value = values.get(column.key)
        setattr(record, column.key, _typed(column, value) if value is not None else _empty(column))
    if isinstance(record, DocketEntry) and record.uid:
        record.sequence += 2  # other calendars were told of the withdrawal with the number between
    return record


def _is(record: Any, column: Column[Any], value: Any) -> bool:
    """Whether a record still holds what the history says; what was empty is left out there."""
    held = getattr(record, column.key)
    return held in _NOTHING if value is None else held == _typed(column, value)


def _empty(column: Column[Any]) -> Any:
    """What an empty column of a record holds."""
    if column.nullable:
        return None
    if isinstance(column.type, JSON):
        default: Any = column.default
        return default.arg(None) if default is not None and default.is_callable else []
    return ""


def _typed(column: Column[Any], value: Any) -> Any:
    """A value of the history as the column wants it."""
    if not isinstance(value, str):
        return value
    if isinstance(column.type, Words):
        return column.type.term(value)
    if isinstance(column.type, Moment):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(column.type, Date) else value
