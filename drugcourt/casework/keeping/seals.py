"""What is sealed, for whoever may know: the list, and one file opened with its order's number."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.casework.keeping.keeping import ROOTS, digest_of
from drugcourt.casework.keeping.subjects import seeing, subject_row
from drugcourt.casework.participants.changes import kind_words
from drugcourt.domain.keeping import Reach
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.episodes import Episode
from drugcourt.records.history import Logbook, note_line
from drugcourt.records.keeping import KeepingOrder, Seal
from drugcourt.records.plain_rows import plain
from drugcourt.records.removal import rows_of
from drugcourt.records.ties import row_key
from drugcourt.workspace import Context

_CHUNK = 500
_LEFT_OUT = frozenset({"revision", "import_id"})
_NOT_SHOWN = frozenset({"search_name", "standing", "attention_item", "contact_due", "seal"})
SEALED_MEANWHILE = (
    "A record on this was sealed or removed while it was being made, so it was not kept; make it "
    "again."
)


@dataclass(frozen=True, slots=True)
class SealRow:
    """One seal: what it hides, by number alone."""

    id: int
    subject: int
    reach: Reach


@dataclass(frozen=True, slots=True)
class SealedRecord:
    """One row of a sealed file: the kind of record, and what stands in it."""

    id: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class SealedFile:
    """A sealed file, opened once."""

    about: str
    records: tuple[SealedRecord, ...]


def seal_of(db: Session, *, order_id: int) -> SealRow:
    """The seal that an order put on; Refusal where the record was opened again since."""
    seeing(db)
    asked = select(Seal, KeepingOrder).join(KeepingOrder, KeepingOrder.id == Seal.order_id)
    found = db.execute(asked.where(KeepingOrder.id == order_id)).one_or_none()
    if found is None:
        raise Refusal("That record is not sealed any more; look at the list again.")
    seal, order = found
    return SealRow(seal.id, seal.person_id or seal.case_id or 0, order.reach)


def open_sealed(
    db: Session, context: Context, *, seal_id: int, number: str, reason: str
) -> SealedFile:
    """Read a sealed file, with the number of the order that sealed it; it stays sealed.

    Who opened it and why stands in the history. Raises FieldRefusal for another number.
    """
    seeing(db)
    seal = db.get(Seal, seal_id)
    order = db.get(KeepingOrder, seal.order_id) if seal is not None else None
    if seal is None or order is None:
        raise Refusal("That record is not sealed any more; look at the list again.")
    if not reason.strip():
        raise FieldRefusal("reason", "Say why the sealed file is opened; it stays in the history.")
    book: Logbook = db.info["logbook"]
    kept = digest_of(book.key, order.number) if order.number else order.digest
    if not hmac.compare_digest(digest_of(book.key, number), kept):
        raise FieldRefusal("number", "That is not the number of the order that sealed this file.")
    note_line(db, "keeping_order", order.id, {"state": "opened", "reason": reason.strip()[:300]})
    root = ROOTS[order.reach]
    subject = seal.person_id or seal.case_id or 0
    return SealedFile(subject_row(db, root, subject) or "", tuple(_records(db, root, subject)))


def still_there(db: Session, episode_ids: Iterable[int]) -> None:
    """Refuse what was made about somebody who was sealed or removed meanwhile."""
    ids = list(dict.fromkeys(episode_ids))
    count = 0
    for first in range(0, len(ids), _CHUNK):
        chunk = ids[first : first + _CHUNK]
        asked = select(func.count()).select_from(Episode).where(Episode.id.in_(chunk))
        count += int(db.scalar(asked) or 0)
    if count != len(ids):
        raise Refusal(SEALED_MEANWHILE)


def _records(db: Session, root: str, subject: int) -> Iterable[SealedRecord]:
    number = 0
    for table, ids in rows_of(db, root, subject).items():
        if table.name in _NOT_SHOWN:
            continue
        for first in range(0, len(ids), _CHUNK):
            key = row_key(table)
            chunk = ids[first : first + _CHUNK]
            for row in db.connection().execute(select(table).where(key.in_(chunk))).mappings():
                number += 1
                yield SealedRecord(number, kind_words(table.name), _said(row))


def _said(row: Any) -> str:
    told = (
        f"{name.replace('_', ' ')}: {plain(value, native=False)}"
        for name, value in row.items()
        if name not in _LEFT_OUT
        and not name.endswith("id")
        and not isinstance(value, bytes)
        and value not in (None, "", [], {}, False)
    )
    return "; ".join(told)
