"""What stands on the chain-of-custody form of a specimen before the first hand has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.custody import CustodyRow, custody_rows, specimens_of_day
from drugcourt.domain.collection import ValidityPolicy
from drugcourt.domain.terms import Sex, Substance
from drugcourt.errors import Refusal
from drugcourt.exchange.collection import collection_policy, validity_policies
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person
from drugcourt.records.specimens import Specimen


@dataclass(frozen=True, slots=True)
class CustodyForm:
    """One specimen for one sheet; `values` are what is recorded of it by field key.

    Nothing of the program stands on it, and no medicine: the laboratory needs neither.
    """

    specimen_id: int
    reference: str
    name: str
    born_on: date | None
    sex: Sex
    values: dict[str, Any]
    substances: tuple[Substance, ...]
    steps: tuple[CustodyRow, ...]
    hours: float | None
    warm: ValidityPolicy | None


def custody_forms(db: Session, *, day: date, episode_ids: Sequence[int] = ()) -> list[CustodyForm]:
    """The forms of a day's tests, or of these participants' tests of it; Refusal without any."""
    numbers = specimens_of_day(db, day=day)
    specimens = [db.get_one(Specimen, number) for number in numbers]
    if episode_ids:
        specimens = [s for s in specimens if s.episode_id in set(episode_ids)]
    if not specimens:
        raise Refusal(
            "No test is scheduled or collected on that day, so there is no form to print. Choose "
            "another day."
        )
    people = _people(db, [s.episode_id for s in specimens])
    return [_form(db, specimen, people[specimen.episode_id]) for specimen in specimens]


def _people(db: Session, episode_ids: Sequence[int]) -> dict[int, Person]:
    found: dict[int, Person] = {}
    for first in range(0, len(episode_ids), 500):
        asked = (
            select(Episode.id, Person)
            .join(Person, Person.id == Episode.person_id)
            .where(Episode.id.in_(episode_ids[first : first + 500]))
        )
        found.update({row[0]: row[1] for row in db.execute(asked)})
    return found


def _form(db: Session, specimen: Specimen, person: Person) -> CustodyForm:
    keys = [c.key for c in Specimen.__mapper__.column_attrs]
    return CustodyForm(
        specimen.id,
        person.reference,
        person.name,
        person.birth_date,
        person.sex,
        {key: getattr(specimen, key) for key in keys},
        tuple(sorted(result.substance for result in specimen.results)),
        tuple(custody_rows(db, specimen_id=specimen.id)),
        collection_policy().hours(specimen.matrix),
        validity_policies().get(specimen.matrix),
    )
