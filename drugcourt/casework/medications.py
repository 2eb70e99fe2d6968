"""Acts on medicines: start, stop, who decided. A medicine is no bar to entry, phase or exit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from drugcourt.casework.participants.participants import not_after, open_episode
from drugcourt.domain.dates import short
from drugcourt.domain.episodes import OPEN_STATUSES
from drugcourt.domain.medications import StoppedBy, needs_prescriber, told_of_end
from drugcourt.domain.specimens import Substance
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.tables.medications import medicine
from drugcourt.records.episodes import Episode
from drugcourt.records.medications import Medication
from drugcourt.records.treatment import MissedDose
from drugcourt.workspace import Context

WHO_DECIDED = "Say who decided: choose from the list."


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
    stopped_by: StoppedBy,
    remarks: str = "",
) -> None:
    """End a prescription; `ended_on` is the first day without it. Who decided is kept.

    Where the court or team alone ended a medication for opioid use disorder, it is followed up
    until a prescriber decided (see `unconfirmed_stops`).
    """
    medication = db.get(Medication, medication_id)
    if medication is None:
        raise Refusal("That medicine is not recorded.")
    if medication.ended_on is not None:
        raise Refusal("That medicine has ended already.")
    not_after(context, "ended_on", ended_on)
    if ended_on < medication.started_on:
        raise FieldRefusal("ended_on", "It can't end before it began.")
    if stopped_by not in tuple(StoppedBy):
        raise FieldRefusal("stopped_by", WHO_DECIDED)
    _no_dose_outside(db, medication_id, medication.started_on, ended_on)
    medication.ended_on, medication.stopped_by = ended_on, str(stopped_by)
    medication.remarks = remarks


def check_medicine(db: Session, medicine: Medication, values: dict[str, Any]) -> None:
    """What a correction of a medicine has to keep: who decided goes with the end, doses inside."""
    by = values["stopped_by"]
    if values["ended_on"] is None:
        if by and medicine.ended_on is None:
            raise FieldRefusal("ended_on", "Enter the day on which it ended too.")
        values["stopped_by"] = ""
    elif by != medicine.stopped_by or medicine.ended_on is None:
        if by not in tuple(StoppedBy):
            raise FieldRefusal("stopped_by", WHO_DECIDED)
        values["stopped_by"] = str(by)
    _no_dose_outside(db, medicine.id, values["started_on"], values["ended_on"])


def _no_dose_outside(db: Session, medication_id: int, begun: date, ended: date | None) -> None:
    """Refuse days of a medicine that leave out a day on which a dose of it was missed."""
    asked = select(func.min(MissedDose.missed_on), func.max(MissedDose.missed_on))
    first, last = db.execute(asked.where(MissedDose.medication_id == medication_id)).one()
    if first is not None and first < begun:
        told = f"A dose missed on {short(first)} is on record. It can't begin after that."
        raise FieldRefusal("started_on", told)
    if last is not None and ended is not None and last >= ended:
        told = f"A dose missed on {short(last)} is on record. It can't end before that."
        raise FieldRefusal("ended_on", told)


def unconfirmed_stops(today: date) -> Select[*tuple[Any, ...]]:
    """Medication for opioid use disorder that a court or team ended, with no prescriber's word.

    It is settled once another who decided is entered, or a prescriber began such a medicine again.
    """
    again = aliased(Medication)
    taken = select(again.id).where(
        again.episode_id == Medication.episode_id,
        again.moud,
        again.started_on <= today,
        again.ended_on.is_(None) | (again.ended_on > today),
    )
    return (
        select(Episode.id, Medication.ended_on, Medication.name)
        .select_from(Medication)
        .join(Episode, Episode.id == Medication.episode_id)
        .where(
            Medication.moud,
            Medication.stopped_by == str(StoppedBy.COURT),
            Medication.ended_on <= today,
            ~taken.exists(),
            Episode.status.in_(OPEN_STATUSES),
        )
        .order_by(Medication.ended_on, Medication.id)
    )


def say_unconfirmed(row: tuple[Any, Any], today: date) -> str:
    """That a prescriber has to decide."""
    ended_on, name = row
    return f"{name} ended by the court or team {short(ended_on, today)}; a prescriber has to decide"


@dataclass(frozen=True, slots=True)
class MedicationRow:
    """One medicine, for the list; `detected` says in words what a test may show of it.

    `missed` counts the doses that are known to be missed, `missed_on` is the last such day.
    """

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
    missed: int = 0
    missed_on: date | None = None

    @property
    def told_end(self) -> str:
        """Who decided that it ends, inside a sentence; empty while it goes on."""
        return told_of_end(self.stopped_by)

    @property
    def needs_prescriber(self) -> bool:
        """Whether a court or team alone ended it, which is no court's to decide."""
        return needs_prescriber(moud=self.moud, kept=self.stopped_by)

    def days(self, today: date) -> int:
        """Days on it: from the day it began up to the first day without it, or to today."""
        return max(0, ((self.ended_on or today) - self.started_on).days)


def medication_rows(db: Session, *, episode_id: int) -> list[MedicationRow]:
    """The medicines, those taken now first, then the latest."""
    missed = {
        number: (doses, last)
        for number, doses, last in db.execute(
            select(
                MissedDose.medication_id, func.sum(MissedDose.doses), func.max(MissedDose.missed_on)
            )
            .where(MissedDose.episode_id == episode_id)
            .group_by(MissedDose.medication_id)
        )
    }
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
            *missed.get(m.id, (0, None)),
        )
        for m in found
    ]
