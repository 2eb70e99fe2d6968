"""Which people a table brings, one a row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from drugcourt.domain.cases import ChargeLevel, LegalTrack
from drugcourt.domain.people import Ethnicity, Gender, Race, Sex
from drugcourt.exchange.tables.cursor import Row, readers_of
from drugcourt.exchange.tables.mapping import Mapping
from drugcourt.exchange.tables.problems import RowProblem
from drugcourt.exchange.tables.tables import SheetTable
from drugcourt.exchange.tables.values import parse_whole, parse_yes_no
from drugcourt.exchange.tables.who import Person, person_of


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One participant; None and "" mean that the file does not say."""

    row: int
    who: Person
    preferred_name: str
    aliases: tuple[str, ...]
    age: int | None
    sex: Sex | None
    gender: Gender | None
    race: Race | None
    ethnicity: Ethnicity | None
    language: str
    veteran: bool | None
    phone: str
    address: str
    email: str
    admitted: date | None
    case_number: str
    charge: str
    charge_level: ChargeLevel | None
    track: LegalTrack | None
    phase: str
    phase_since: date | None
    employment: str
    housing: str
    education: str
    marital: str
    next_court_date: date | None


def people_rows(table: SheetTable, mapping: Mapping) -> Iterator[PersonRow | RowProblem]:
    """Each row as a participant, or the problems that keep it out."""
    for reader in readers_of(table, mapping):
        for row in reader:
            person = _person_row(row)
            if row.problems:
                yield from row.problems
            else:
                yield person


def _person_row(row: Row) -> PersonRow:
    who = person_of(row)
    admitted = row.day("admitted")
    if who.born and admitted and who.born >= admitted:
        row.refuse("born", "date", "The birth date is not before the admission date.")
    phase_since = row.day("phase_since")
    if phase_since and admitted and phase_since < admitted:
        row.refuse("phase_since", "date", "The phase began before the admission date.")
    return PersonRow(
        row=row.number,
        who=who,
        preferred_name=row.text("preferred_name"),
        aliases=tuple(a.strip() for a in re.split(r"[;|/]", row.text("aliases")) if a.strip()),
        age=row.read("age", "whole number", lambda cell: parse_whole(cell, 0, 120)),
        sex=row.term("sex", "sex", Sex),
        gender=row.term("gender", "gender", Gender),
        race=row.term("race", "race", Race),
        ethnicity=row.term("ethnicity", "ethnicity", Ethnicity),
        language=row.text("language"),
        veteran=row.read("veteran", "yes or no", parse_yes_no),
        phone=row.text("phone"),
        address=row.text("address"),
        email=row.text("email"),
        admitted=admitted,
        case_number=row.text("case_number"),
        charge=row.text("charge"),
        charge_level=row.term("charge_level", "charge_level", ChargeLevel),
        track=row.term("track", "track", LegalTrack),
        phase=row.text("phase"),
        phase_since=phase_since,
        employment=row.text("employment"),
        housing=row.text("housing"),
        education=row.text("education"),
        marital=row.text("marital"),
        next_court_date=row.day("next_court_date"),
    )
