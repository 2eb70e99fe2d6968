"""Which doses of a medicine were not taken; a matter for the prescriber and no violation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework import entering
from drugcourt.domain.dates import short
from drugcourt.errors import FieldRefusal
from drugcourt.records.medications import Medication
from drugcourt.records.treatment import MissedDose
from drugcourt.workspace import Context

# Three doses a day for a month: whoever missed more than that has stopped, and the medicine ends.
MOST_DOSES = 90


def record_missed_dose(
    db: Session,
    context: Context,
    *,
    medication_id: int,
    missed_on: date,
    doses: int = 1,
    text: str = "",
) -> int:
    """Record doses that were missed from a day on, of a medicine taken that day; its number."""
    medicine: Medication = entering.known(db, Medication, medication_id)
    entering.check_span(db, context, medicine.episode_id, ("missed_on", missed_on))
    _check_dose(db, medicine, missed_on, doses, but=0)
    values = {"medication_id": medication_id, "missed_on": missed_on, "doses": doses}
    return entering.enter(
        db, context, MissedDose, medicine.episode_id, {**values, "text": text.strip()}
    )


def check_missed_dose(db: Session, dose: MissedDose, values: dict[str, Any]) -> None:
    """The same, where an entry is corrected."""
    medicine: Medication = entering.known(db, Medication, dose.medication_id)
    _check_dose(db, medicine, values["missed_on"], values["doses"], but=dose.id)


def _check_dose(db: Session, medicine: Medication, day: date, doses: int, *, but: int) -> None:
    if day < medicine.started_on:
        raise FieldRefusal("missed_on", f"{medicine.name} began {short(medicine.started_on)}.")
    if medicine.ended_on is not None and day >= medicine.ended_on:
        raise FieldRefusal("missed_on", f"{medicine.name} ended {short(medicine.ended_on)}.")
    if doses is None or not 1 <= doses <= MOST_DOSES:
        raise FieldRefusal("doses", f"Enter a number from 1 to {MOST_DOSES}.")
    there = select(MissedDose.id).where(
        MissedDose.medication_id == medicine.id, MissedDose.missed_on == day, MissedDose.id != but
    )
    if db.scalar(there.limit(1)) is not None:
        raise FieldRefusal("missed_on", "That day is on record already. Correct it there.")


@dataclass(frozen=True, slots=True)
class MissedDoseRow:
    """One entry, for the list."""

    id: int
    missed_on: date
    medicine: str
    doses: int
    text: str


def missed_dose_rows(db: Session, *, episode_id: int) -> list[MissedDoseRow]:
    """The missed doses of a file, the latest first."""
    asked = (
        select(
            MissedDose.id, MissedDose.missed_on, Medication.name, MissedDose.doses, MissedDose.text
        )
        .join(Medication, Medication.id == MissedDose.medication_id)
        .where(MissedDose.episode_id == episode_id)
        .order_by(MissedDose.missed_on.desc(), MissedDose.id.desc())
    )
    return [MissedDoseRow(*row) for row in db.execute(asked)]
