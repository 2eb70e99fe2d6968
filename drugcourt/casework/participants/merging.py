"""How two entries of one person become one: what hangs on either, and nothing lost of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from drugcourt.casework.participants.participants import PERSON_FIELDS, set_aliases
from drugcourt.domain.tone import YesNo
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.episodes import Episode
from drugcourt.records.everything import by_table
from drugcourt.records.people import Person, SearchName
from drugcourt.workspace import Context

_OWN = {"alias", "search_name"}  # these follow the names
_BLANK = (None, "", False, "unknown")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two entries, for the person who compares them."""

    person_id: int
    name: str
    reference: str
    birth_date: date | None
    phone: str
    episodes: int
    open: bool


@dataclass(frozen=True, slots=True)
class Differing:
    """A field in which both entries say something, and not the same; the kept one's stands."""

    key: str
    kept: str
    given_up: str


def side(db: Session, *, person_id: int) -> Side:
    """One entry with how many episodes hang on it."""
    person = _person(db, person_id)
    asked = select(func.count(), func.count().filter(Episode.exited_on.is_(None))).where(
        Episode.person_id == person_id
    )
    episodes, open_ = db.execute(asked).one()
    return Side(
        person_id,
        person.name,
        person.reference,
        person.birth_date,
        person.phone,
        episodes,
        bool(open_),
    )


def differing(db: Session, *, keep_id: int, other_id: int) -> list[Differing]:
    """Where the two entries contradict each other."""
    kept, other = _person(db, keep_id), _person(db, other_id)
    pairs = ((key, getattr(kept, key), getattr(other, key)) for key in sorted(PERSON_FIELDS))
    return [
        Differing(key, _told(mine), _told(theirs))
        for key, mine, theirs in pairs
        if key != "reference" and mine not in _BLANK and theirs not in _BLANK and mine != theirs
    ]


def merge_people(
    db: Session, context: Context, *, keep_id: int, other_id: int, reason: str
) -> None:
    """Make one person of two: `other` is given up, and all that hung on it hangs on `keep`.

    Blank fields are filled from the other; its name and number stay as other names, so that a
    search finds the person by them. Refused while both have an open episode: two courts of the same
    day would be two files of one person, and somebody has to end one first.
    """
    if not reason.strip():
        raise FieldRefusal("reason", "Say how it is known that both are the same person.")
    if keep_id == other_id:
        raise Refusal("That is one and the same entry.")
    kept, other = _person(db, keep_id), _person(db, other_id)
    if side(db, person_id=keep_id).open and side(db, person_id=other_id).open:
        raise Refusal("Both entries have an open episode. End one of them first, with its reason.")
    names = [alias.name for alias in (*kept.aliases, *other.aliases)]
    spoken = " ".join(part for part in (other.given_name, other.family_name) if part)
    names += [name for name in (spoken, other.reference) if name]
    _fill(kept, other)
    _rehang(db, keep_id, other_id)
    set_aliases(other, ())
    db.flush()
    db.execute(delete(SearchName).where(SearchName.person_id == other_id))
    db.delete(other)
    db.flush()
    set_aliases(kept, [name for name in names if name != f"{kept.given_name} {kept.family_name}"])
    _number_episodes(db, keep_id)


def _fill(kept: Person, other: Person) -> None:
    for key in PERSON_FIELDS - {"reference"}:
        if getattr(kept, key) in _BLANK and getattr(other, key) not in _BLANK:
            setattr(kept, key, getattr(other, key))


def _rehang(db: Session, keep_id: int, other_id: int) -> None:
    """Every record that points at the person given up points at the one kept."""
    for table, record in by_table().items():
        if table in _OWN or not any(
            key.column.table.name == "person" for key in record.__table__.foreign_keys
        ):
            continue
        found: list[Any] = list(db.scalars(select(record).where(record.person_id == other_id)))
        for one in found:
            one.person_id = keep_id
    db.flush()
    db.expire_all()


def _number_episodes(db: Session, person_id: int) -> None:
    """The episodes of one person count from 1 in the order in which they began."""
    began = func.coalesce(Episode.referred_on, Episode.admitted_on)
    asked = select(Episode).where(Episode.person_id == person_id).order_by(began, Episode.id)
    for number, episode in enumerate(db.scalars(asked), start=1):
        if episode.number != number:
            episode.number = number


def _person(db: Session, person_id: int) -> Person:
    found = db.get(Person, person_id)
    if found is None:
        raise Refusal("That person is not in this court.")
    return found


def _told(value: Any) -> str:
    if isinstance(value, YesNo) or hasattr(value, "label"):
        return str(value.label)
    return "yes" if value is True else str(value)
