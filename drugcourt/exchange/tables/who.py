"""Whom a row of someone else's table is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from drugcourt.exchange.tables.cursor import Row
from drugcourt.exchange.tables.names import PersonName, split_name
from drugcourt.exchange.tables.problems import UnreadableError
from drugcourt.exchange.tables.values import Cell, text_of


@dataclass(frozen=True, slots=True)
class Person:
    """What the row says of the person: at least a number or a name."""

    participant_id: str
    name: PersonName | None
    born: date | None


def person_of(row: Row) -> Person:
    """The person of a row; a row that names nobody gets a problem.

    Offices write names below “Participant” too, and numbers below “Client”: what has no digit in
    it is a name, and one word with a digit is a number.
    """
    identity = row.text("participant_id")
    if not identity and _is_number(row.text("name")):
        identity, name = row.text("name"), None
    else:
        name = _name(row)
    if name is None and identity and not any(sign.isdigit() for sign in identity):
        name, identity = row.read("participant_id", "name", _split), ""
    born = row.day("born", birth=True)
    if not identity and name is None and not row.problems:
        row.refuse("participant_id", "person", "The row names no participant.")
    return Person(identity, name, born)


def _is_number(text: str) -> bool:
    return " " not in text and "," not in text and any(sign.isdigit() for sign in text)


def _name(row: Row) -> PersonName | None:
    last = row.text("last_name")
    first, middle = row.text("first_name"), row.text("middle_name")
    whole = row.read("name", "name", _split)
    if last or first:
        parts = split_name(f"{last}, {first} {middle}") if last and first else None
        return parts or PersonName(first, last or first, middle)
    return whole


def _split(cell: Cell) -> PersonName:
    try:
        return split_name(text_of(cell))
    except ValueError as problem:
        raise UnreadableError(str(problem)) from problem
