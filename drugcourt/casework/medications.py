"""Acts on medicines: start, amend, stop. A medicine is never a bar to entry, phase or dismissal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.participants.participants import not_after, open_episode
from drugcourt.domain.specimens import Substance
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.tables.medications import medicine
from drugcourt.records.medications import Medication
from drugcourt.workspace import Context


def start_medication(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    name: str,
    started_on: date,
    detected_as: Iterable[Substance] | None = None,
    moud: bool | None = None,
    dose: str = "",
    prescriber: str = "",
    reason: str = "",
    controlled: bool = False,
) -> int:
    """Record a prescription; what a test may show follows from the medicine unless it is given."""
    open_episode(db, episode_id)
    not_after(context, "started_on", started_on)
    if not name.strip():
        raise FieldRefusal("name", "Enter the name of the medicine.")
    known = medicine(name)
    substances = known.detected_as if detected_as is None else frozenset(detected_as)
    medication = Medication(
        episode_id=episode_id,
        name=name.strip(),
        dose=dose,
        prescriber=prescriber,
        reason=reason,
        controlled=controlled,
        moud=known.moud if moud is None else moud,
        detected_as=sorted(str(substance) for substance in substances),
        started_on=started_on,
    )
    db.add(medication)
    db.flush()
    return medication.id


def stop_medication(
    db: Session,
    context: Context,
    *,
    medication_id: int,
    ended_on: date,
    stopped_by: str,
    remarks: str = "",
) -> None:
    """End a prescription; `ended_on` is the first day without it. Who decided is kept."""
    medication = db.get(Medication, medication_id)
    if medication is None:
        raise Refusal("That medicine is not recorded.")
    if medication.ended_on is not None:
        raise Refusal("That medicine has ended already.")
    not_after(context, "ended_on", ended_on)
    if ended_on < medication.started_on:
        raise FieldRefusal("ended_on", "It can't end before it began.")
    if not stopped_by.strip():
        raise FieldRefusal("stopped_by", "Say who decided: participant, prescriber, or another.")
    medication.ended_on, medication.stopped_by = ended_on, stopped_by
    medication.remarks = remarks


@dataclass(frozen=True, slots=True)
class MedicationRow:
    """One medicine, for the list; `detected` says in words what a test may show of it."""

    id: int
    name: str
    dose: str
    prescriber: str
    reason: str
    moud: bool
    controlled: bool
    detected: str
    started_on: date
    ended_on: date | None
    stopped_by: str


def medication_rows(db: Session, *, episode_id: int) -> list[MedicationRow]:
    """The medicines, those taken now first, then the latest."""
    found = db.scalars(
        select(Medication)
        .where(Medication.episode_id == episode_id)
        .order_by(
            Medication.ended_on.is_not(None), Medication.started_on.desc(), Medication.id.desc()
        )
    )
    return [
        MedicationRow(
            m.id,
            m.name,
            m.dose,
            m.prescriber,
            m.reason,
            m.moud,
            m.controlled,
            ", ".join(Substance(key).label for key in m.detected_as or ()),
            m.started_on,
            m.ended_on,
            m.stopped_by,
        )
        for m in found
    ]
