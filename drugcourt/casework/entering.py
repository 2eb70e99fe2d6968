"""What every entry into a participant's file has in common: its day, its words, its reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from drugcourt.casework.participants.participants import open_episode, within_episode
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.base import Base
from drugcourt.workspace import Context

Record = TypeVar("Record", bound=Base)


def enter(
    db: Session, context: Context, record: type[Record], episode_id: int, values: Mapping[str, Any]
) -> int:
    """Add one record to an open episode; returns its number."""
    entered: Any = record(episode_id=episode_id, **values)
    db.add(entered)
    db.flush()
    return int(entered.id)


def known(db: Session, record: type[Record], number: int) -> Any:
    """The record with this number; Refusal where it is not in the file."""
    found = db.get(record, number)
    if found is None:
        raise Refusal("That entry is not in the file any more. Look at the file again.")
    return found


def check_span(
    db: Session,
    context: Context,
    episode_id: int,
    begun: tuple[str, date],
    ended: tuple[str, date | None] | None = None,
) -> None:
    """Refuse days that have not come, an end before the beginning, and a closed episode."""
    episode = open_episode(db, episode_id)
    within_episode(context, episode, *begun)
    if ended is not None and ended[1] is not None:
        within_episode(context, episode, ended[0], ended[1])
        if ended[1] < begun[1]:
            raise FieldRefusal(ended[0], "It can't end before it began.")


def check_named(by: str, reason: str) -> None:
    """An order for one person needs the name of whoever gave it, and why."""
    if not by.strip():
        raise FieldRefusal("by", "Name the person who ordered it.")
    check_reason(reason)


def check_reason(reason: str) -> None:
    """Refuse a correction or an order without its reason."""
    if not reason.strip():
        raise FieldRefusal("reason", "Say why, so that the record can be understood later.")
