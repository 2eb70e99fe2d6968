"""Whom an order is about: by name for the two who decide, by marks that name nobody afterwards."""

from __future__ import annotations

import hashlib
import hmac
import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.records.cases import CourtCase
from drugcourt.records.episodes import Episode
from drugcourt.records.history import HistoryEntry, Logbook
from drugcourt.records.people import Person
from drugcourt.records.sealed import HIDES
from drugcourt.records.ties import CASE, PERSON


def seeing(db: Session) -> None:
    """From here on this act, or this question, sees what is sealed: it is about just that."""
    db.info[HIDES] = False


def subject_row(db: Session, root: str, number: int) -> str | None:
    """`Tran, Kevin (26-0041)`, or the case and whose it is; None where there is none."""
    if root == PERSON:
        person = db.get(Person, number)
        return None if person is None else f"{person.name} ({person.reference})"
    case = db.get(CourtCase, number)
    if case is None:
        return None
    asked = select(Person).join(Episode, Episode.person_id == Person.id)
    owner = db.scalar(asked.where(Episode.id == case.episode_id))
    return f"{case.number or 'case without a number'}, {owner.name if owner else ''}".rstrip(", ")


def marks_of(db: Session, root: str, number: int) -> list[str]:
    """What tells the same record in an older backup and names nobody: a code with the court's key
    over its number and each participant or case number that it ever had.
    """
    key = _key(db)
    return sorted({_mark(key, root, number, said) for said in _numbers(db, root, number)})


def marked(db: Session, root: str, marks: set[str]) -> list[int]:
    """The records that these marks tell."""
    key = _key(db)
    if root == PERSON:
        rows = [(row.id, row.reference) for row in db.execute(select(Person.id, Person.reference))]
    else:
        rows = [(row.id, row.number) for row in db.execute(select(CourtCase.id, CourtCase.number))]
    return [number for number, said in rows if _mark(key, root, number, said) in marks]


def _numbers(db: Session, root: str, number: int) -> set[str]:
    name = "reference" if root == PERSON else "number"
    record = db.get(Person if root == PERSON else CourtCase, number)
    found = {str(getattr(record, name))}
    asked = select(HistoryEntry.before).where(
        HistoryEntry.kind == (PERSON if root == PERSON else CASE),
        HistoryEntry.record_id == number,
        HistoryEntry.before != "{}",
    )
    for before in db.scalars(asked):
        said = json.loads(before).get(name)
        if said:
            found.add(str(said))
    return found


def _mark(key: bytes, root: str, number: int, said: str) -> str:
    told = f"{root}\n{number}\n{said}".encode()
    return hmac.new(key, b"whom an order is about\n" + told, hashlib.sha256).hexdigest()


def _key(db: Session) -> bytes:
    book: Logbook = db.info["logbook"]
    return book.key
