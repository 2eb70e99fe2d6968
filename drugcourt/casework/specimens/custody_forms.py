"""What stands on the chain-of-custody form of a specimen before the first hand has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.specimens.custody import CustodyRow, custody_steps
from drugcourt.domain.collection import ValidityPolicy
from drugcourt.domain.specimens import CollectionStatus, Substance
from drugcourt.errors import Refusal
from drugcourt.exchange.collection import collection_policy, validity_policies
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person
from drugcourt.records.specimens import Specimen


@dataclass(frozen=True, slots=True)
class CustodyForm:
    """One specimen for one sheet; `values` are what is recorded of it by field key.

    It goes to a laboratory: whose it is is said by number only. Nothing of the program stands on
    it, and no medicine: the laboratory needs neither.
    """

    specimen_id: int
    reference: str
    values: dict[str, Any]
    substances: tuple[Substance, ...]
    steps: tuple[CustodyRow, ...]
    hours: float | None
    warm: ValidityPolicy | None


def custody_forms(db: Session, *, day: date, episode_ids: Sequence[int] = ()) -> list[CustodyForm]:
    """The forms of a day's tests, or of these participants' tests of it; Refusal without any."""
    asked = select(Specimen, Person.reference).where(
        Specimen.collected_on == day,
        Specimen.status.in_((CollectionStatus.SCHEDULED, CollectionStatus.COLLECTED)),
    )
    if episode_ids:
        asked = asked.where(Specimen.episode_id.in_(episode_ids))
    found = db.execute(
        asked.join(Episode, Episode.id == Specimen.episode_id)
        .join(Person, Person.id == Episode.person_id)
        .order_by(Specimen.number, Specimen.id)
    ).all()
    if not found:
        raise Refusal(
            "No test is scheduled or collected on that day, so there is no form to print. Choose "
            "another day."
        )
    steps = custody_steps(db, [specimen.id for specimen, _ in found])
    return [
        _form(specimen, reference, tuple(steps.get(specimen.id, ())))
        for specimen, reference in found
    ]


def _form(specimen: Specimen, reference: str, steps: tuple[CustodyRow, ...]) -> CustodyForm:
    keys = [c.key for c in Specimen.__mapper__.column_attrs]
    return CustodyForm(
        specimen.id,
        reference,
        {key: getattr(specimen, key) for key in keys},
        tuple(sorted(result.substance for result in specimen.results)),
        steps,
        collection_policy().hours(specimen.matrix),
        validity_policies().get(specimen.matrix),
    )
