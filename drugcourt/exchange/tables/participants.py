"""Which people a table brings, one a row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from drugcourt.domain.cases import ChargeLevel, LegalTrack
from drugcourt.domain.people import Ethnicity, Gender, Race, Sex
from drugcourt.exchange.policy import normal, terms_for, words_for
from drugcourt.exchange.tables.cursor import Row, readers_of
from drugcourt.exchange.tables.mapping import Mapping
from drugcourt.exchange.tables.problems import RowProblem, UnreadableError
from drugcourt.exchange.tables.tables import SheetTable
from drugcourt.exchange.tables.values import (
    Cell,
    parse_term,
    parse_whole,
    parse_yes_no,
    text_of,
)
from drugcourt.exchange.tables.who import Person, person_of

_TOTAL = re.compile(r"(?:grand |sub-?)?totals?\b(?! *,)|(?:count|average|sum) *(?:of\b|[:=])", re.I)
_COMMENT = re.compile(
    r":\s|:$|\w+ \w+ \w+ \w+ \w+|^(?:end|page|printed|report|as|run|note|source|prepared)\b(?!,).* "
    r"|^\d+ \w{4,}|^[*#-]",
    re.I,
)  # of a cell that stands alone: a label, a long sentence, “Page 2 of 3”, “14 participants”


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
            if _is_footer(row):
                row.refuse("", "person", "This looks like a title or a total, not like a person.")
                yield from row.problems
                continue
            person = _person_row(row)
            if row.problems:
                yield from row.problems
            else:
                yield person


def _race_and_ethnicity(row: Row) -> tuple[Race | None, Ethnicity | None]:
    """Both, also where the office writes them in one cell: “Hispanic”, “White / Hispanic”."""
    told = row.read("race", "race", _race_cell) or (None, None)
    return told[0], row.term("ethnicity", "ethnicity", Ethnicity) or told[1]


def _race_cell(cell: Cell) -> tuple[Race | None, Ethnicity | None]:
    try:
        return parse_term(cell, "race", Race), None
    except UnreadableError as problem:
        parts = [part for part in re.split(r"[/,;()]|(?: - )", text_of(cell)) if part.strip()]
        races, ethnicities = set(), set()
        for part in parts:
            word = normal(part)
            if word in words_for("race_as_ethnicity"):
                ethnicities.add(Ethnicity(words_for("race_as_ethnicity")[word]))
            elif word in terms_for("race", Race):
                races.add(terms_for("race", Race)[word])
            else:
                raise problem
        if not parts or len(ethnicities) > 1:
            raise
        race = Race.MULTIPLE if len(races) > 1 else next(iter(races), None)
        return race, next(iter(ethnicities), None)


def _is_footer(row: Row) -> bool:
    """Whether a row counts or comments the others instead of naming somebody."""
    said = row.filled
    if len(said) != 1:
        return bool(said) and bool(_TOTAL.match(said[0]))
    return bool(_TOTAL.match(said[0]) or _COMMENT.search(said[0]))


def _person_row(row: Row) -> PersonRow:
    who = person_of(row)
    admitted = row.day("admitted")
    if who.born and admitted and who.born >= admitted:
        row.refuse("born", "date", "The birth date is not before the admission date.")
    phase_since = row.day("phase_since")
    if phase_since and admitted and phase_since < admitted:
        row.refuse("phase_since", "date", "The phase began before the admission date.")
    race, ethnicity = _race_and_ethnicity(row)
    return PersonRow(
        row=row.number,
        who=who,
        preferred_name=row.text("preferred_name"),
        aliases=tuple(a.strip() for a in re.split(r"[;|/]", row.text("aliases")) if a.strip()),
        age=row.read("age", "whole number", lambda cell: parse_whole(cell, 0, 120)),
        sex=row.term("sex", "sex", Sex),
        gender=row.term("gender", "gender", Gender),
        race=race,
        ethnicity=ethnicity,
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
