"""What a row of people says, and what is on file of each person, by the same keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.cases import case_numbers
from drugcourt.casework.hearings.days import next_hearings
from drugcourt.domain.tone import YesNo
from drugcourt.exchange.tables.participants import PersonRow
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person

PERSON_LABELS = {
    "family_name": "Family name",
    "given_name": "Given name",
    "middle_name": "Middle name",
    "preferred_name": "Preferred name",
    "birth_date": "Birth date",
    "sex": "Sex",
    "gender": "Gender",
    "race": "Race",
    "ethnicity": "Ethnicity",
    "language": "Language",
    "veteran": "Veteran",
    "phone": "Phone",
    "address": "Address",
    "email": "Email",
}
BASELINE_LABELS = {
    "age": "Age at admission",
    "employment": "Employment at admission",
    "housing": "Housing at admission",
    "education": "Education at admission",
    "marital": "Marital status at admission",
}
EPISODE_LABELS = {"track": "Track", "charge_level": "Charge level"}
LABELS = {
    **PERSON_LABELS,
    **BASELINE_LABELS,
    **EPISODE_LABELS,
    "case": "Case number",
    "next": "Next court date",
}


@dataclass(frozen=True, slots=True)
class OnFile:
    """What is on file of a person, flat, by the same keys as a row's values."""

    person_id: int
    episode_id: int | None
    admitted_on: date | None
    values: dict[str, Any]


def name_of(row: PersonRow) -> str:
    """The spoken name of a row, "" when it has none."""
    name = row.who.name
    return f"{name.first} {name.last}" if name else ""


def values_of(row: PersonRow) -> dict[str, Any]:
    """What the row says, by the keys of the records; what it does not say is absent."""
    name = row.who.name
    values: dict[str, Any] = {
        "family_name": " ".join(part for part in (name.last, name.suffix) if part) if name else "",
        "given_name": name.first if name else "",
        "middle_name": name.middle if name else "",
        "preferred_name": row.preferred_name,
        "birth_date": row.who.born,
        "sex": row.sex,
        "gender": row.gender,
        "race": row.race,
        "ethnicity": row.ethnicity,
        "language": row.language,
        "veteran": None if row.veteran is None else (YesNo.YES if row.veteran else YesNo.NO),
        "phone": row.phone,
        "address": row.address,
        "email": row.email,
        "age": row.age,
        "employment": row.employment,
        "housing": row.housing,
        "education": row.education,
        "marital": row.marital,
        "track": row.track,
        "charge_level": row.charge_level,
        "case": row.case_number,
        "next": row.next_court_date,
    }
    return {key: value for key, value in values.items() if value not in (None, "")}


def people_on_file(db: Session, today: date) -> dict[int, OnFile]:
    """Everybody, with the latest episode, its first case and its next court date."""
    columns = [getattr(Person, key) for key in PERSON_LABELS]
    people = {
        number: OnFile(number, None, None, dict(zip(PERSON_LABELS, values, strict=True)))
        for number, *values in db.execute(select(Person.id, *columns))
    }
    cases, coming = case_numbers(db), next_hearings(db, today=today)
    asked = select(
        Episode.id,
        Episode.person_id,
        Episode.admitted_on,
        Episode.track,
        Episode.charge_level,
        Episode.baseline,
    ).order_by(Episode.id)
    for episode in db.execute(asked):
        flat: dict[str, Any] = {
            **people[episode.person_id].values,
            **(episode.baseline or {}),
            "track": episode.track,
            "charge_level": episode.charge_level,
            "case": next(iter(cases.get(episode.id, ())), ""),
            "next": coming.get(episode.id),
        }
        people[episode.person_id] = OnFile(episode.person_id, episode.id, episode.admitted_on, flat)
    return people
