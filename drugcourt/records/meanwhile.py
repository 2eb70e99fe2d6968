"""What other desks changed while a form stood open, and whether an act would overwrite it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.errors import Overtaken, Refusal
from drugcourt.records.history import HistoryEntry, end_of_history

Record = tuple[str, int]  # its kind and its number


@dataclass(slots=True)
class Seen:
    """How far the history went when a form was filled, and what was saved from that form since."""

    number: int
    own: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What others wrote between the filling of a form and the act that is done from it.

    Nobody else writes while the act's transaction lasts, so what is compared here still holds when
    it is committed.
    """

    seen: Seen
    end: int
    entries: tuple[HistoryEntry, ...]

    @classmethod
    def before(cls, db: Session, seen: Seen) -> Meanwhile:
        """Asked as the act begins."""
        end, _link = end_of_history(db)
        return cls(seen, end, tuple(_between(db, seen.number, end, seen.own)))

    def check(self, db: Session) -> set[int]:
        """Raise Overtaken where the act replaced what others wrote; gives back its own entries."""
        last, _link = end_of_history(db)
        mine = _between(db, self.end, last, ())
        touched = _by_record(mine)
        lost: list[HistoryEntry] = []
        theirs: dict[str, Any] = {}
        for entry in self.entries:
            ours = touched.get(_record(entry))
            if ours is None:
                continue
            values = _read(entry.after)
            shared = set(values) if ours.get(_REMOVED) else set(values) & set(ours)
            if shared:
                lost.append(entry)
                theirs |= {key: values[key] for key in values if key in shared}
        if lost:
            raise self._overtaken(lost[-1], theirs)
        return {entry.id for entry in mine}

    def removed(self, wanted: Mapping[str, Any]) -> Overtaken | None:
        """What to say where an act was refused and others took its record back meanwhile."""
        gone = [entry for entry in self.entries if entry.change == "removed"]
        about = [entry for entry in gone if _names(wanted, entry)]
        return self._overtaken(about[-1], _read(about[-1].before), gone=True) if about else None

    def _overtaken(
        self, entry: HistoryEntry, theirs: Mapping[str, Any], *, gone: bool = False
    ) -> Overtaken:
        told = {key: value for key, value in theirs.items() if not _silent(key)}
        return Overtaken(entry.who, entry.at, told, self.end, removed=gone)


_REMOVED = "record removed"


def _between(db: Session, after: int, until: int, but: Iterable[int]) -> list[HistoryEntry]:
    """The entries about single records, in their order."""
    if until <= after:
        return []
    asked = (
        select(HistoryEntry)
        .where(
            HistoryEntry.id > after,
            HistoryEntry.id <= until,
            HistoryEntry.record_id.is_not(None),
            HistoryEntry.change != "added",
        )
        .order_by(HistoryEntry.id)
    )
    skipped = set(but)
    return [entry for entry in db.scalars(asked) if entry.id not in skipped]


def _by_record(entries: Iterable[HistoryEntry]) -> dict[Record, dict[str, Any]]:
    found: dict[Record, dict[str, Any]] = {}
    for entry in entries:
        values = {_REMOVED: True} if entry.change == "removed" else _read(entry.after)
        found.setdefault(_record(entry), {}).update(values)
    return found


def _record(entry: HistoryEntry) -> Record:
    assert entry.record_id is not None
    return entry.kind, entry.record_id


def _names(wanted: Mapping[str, Any], entry: HistoryEntry) -> bool:
    """Whether an act was asked for this very record: `note_id=7`, or a number and the kind."""
    kinds = {value for value in wanted.values() if isinstance(value, str)}
    return any(
        value == entry.record_id
        and (entry.kind in kinds or entry.kind.endswith(key.removesuffix("_id")))
        for key, value in wanted.items()
        if isinstance(value, int)
    )


def _silent(key: str) -> bool:
    """What no person typed: numbers of records and of their changes."""
    return key in ("id", "revision", "position") or key.endswith("_id")


def _read(written: Any) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(written) if isinstance(written, str) else dict(written)
    return values


def refuse_as(refusal: Refusal, met: Meanwhile | None, wanted: Mapping[str, Any]) -> Refusal:
    """The refusal, or what another desk did that explains it."""
    return (met.removed(wanted) if met is not None else None) or refusal
