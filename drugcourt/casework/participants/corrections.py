"""Acts that correct an entry or take it back, with the reason; history keeps what stood before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Boolean, select
from sqlalchemy.orm import Session

from drugcourt.casework import entering
from drugcourt.casework.participants.correctable import CORRECTABLE, Correctable
from drugcourt.casework.participants.participants import open_episode
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.workspace import Context


def correct_entry(
    db: Session,
    context: Context,
    *,
    table: str,
    number: int,
    changes: Mapping[str, Any],
    reason: str,
) -> None:
    """Correct an entry, with the reason; days stay within the episode and in their order."""
    kind, entry = _entry(db, table, number)
    entering.check_reason(reason)
    values = {name: getattr(entry, name) for name in kind.fields}
    for name, value in changes.items():
        if name not in kind.fields:
            raise FieldRefusal(name, "That can't be corrected. Take the entry back, enter it anew.")
        values[name] = value
    _check(kind, values)
    if kind.check is not None:
        kind.check(db, entry, values)
    _fill_unanswered(kind, values)
    ended = (kind.ended, values[kind.ended]) if kind.ended else None
    begun: date = values[kind.begun]
    entering.check_span(db, context, entry.episode_id, (kind.begun, begun), ended)
    changed = {name: value for name, value in values.items() if getattr(entry, name) != value}
    if not changed:
        raise Refusal("Nothing here differs from what is recorded.")
    db.info["logbook"].reason = reason
    at = getattr(entry, kind.moment) if kind.moment else None
    if at is not None:
        setattr(entry, kind.moment, at + (begun - getattr(entry, kind.begun)))
    for name, value in changed.items():
        setattr(entry, name, value)
    if kind.follow is not None:
        kind.follow(db, entry)


def take_back_entry(db: Session, context: Context, *, table: str, number: int, reason: str) -> None:
    """Take back an entry that was made by mistake; history keeps it, with the reason."""
    kind, entry = _entry(db, table, number)
    open_episode(db, entry.episode_id)
    entering.check_reason(reason)
    named = kind.named_by
    if named is not None and db.scalar(select(named).where(named == number).limit(1)) is not None:
        raise Refusal("Other entries rest on this one. Take those back first.")
    db.info["logbook"].reason = reason
    db.delete(entry)
    if kind.with_it is not None:
        db.flush()
        kind.with_it(db, entry)


def entry_values(db: Session, *, table: str, number: int) -> dict[str, Any]:
    """What stands in an entry now, of all that may be corrected."""
    kind, entry = _entry(db, table, number)
    return {name: getattr(entry, name) for name in kind.fields}


def _check(kind: Correctable, values: Mapping[str, Any]) -> None:
    if values[kind.begun] is None:
        raise FieldRefusal(kind.begun, "Enter the day.")
    for name in sorted(kind.needed):
        value = values[name]
        if value is None or (isinstance(value, str) and not value.strip()):
            raise FieldRefusal(name, "This can't be left empty.")
    for name, (least, most) in kind.bounds.items():
        if values[name] is not None and not least <= values[name] <= most:
            raise FieldRefusal(name, f"Enter a number up to {most:,g}.")


def _fill_unanswered(kind: Correctable, values: dict[str, Any]) -> None:
    """What is left unanswered is what the record holds without an answer; yes or no is a no."""
    for name in kind.fields:
        column = kind.record.__table__.c[name]
        if values[name] is not None or column.nullable:
            continue
        if isinstance(column.type, Boolean):
            values[name] = False
        elif column.default is not None and column.default.is_scalar:
            values[name] = column.default.arg


def _entry(db: Session, table: str, number: int) -> tuple[Correctable, Any]:
    kind = CORRECTABLE.get(table)
    if kind is None:
        raise Refusal("Entries of that sort are corrected on their own tab.")
    return kind, entering.known(db, kind.record, number)
