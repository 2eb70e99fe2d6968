"""Which rows the entries about a planned life would have written: one method for each act.

Tests, treatment, medicine, work, fees, contacts and notes; what moves an episode is in rows.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from drugcourt.demo.deeds import moment
from drugcourt.demo.sheet import Row, Sheet
from drugcourt.domain.specimens import Confirmation
from drugcourt.exchange.tables.medications import medicine
from drugcourt.records.episodes import WorkSpell
from drugcourt.records.fees import FeeEntry, PaymentPlan
from drugcourt.records.medications import Medication
from drugcourt.records.milestones import Decision, Milestone
from drugcourt.records.notes import Note
from drugcourt.records.specimens import Specimen, SpecimenResult
from drugcourt.records.supervision import Contact
from drugcourt.records.treatment import AttendanceLine, TreatmentEpisode


class EntryRows:
    """Acts that add to a sheet, and change only what they added."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    # Tests, treatment, medicine -------------------------------------------------------------------

    def record_tests_in_bulk(self, results: Sequence[Row], **values: Any) -> list[Row]:
        specimen = self._sheet.add(Specimen, **values, excused=False, excused_reason="")
        number = specimen["id"]
        made = [
            {
                "id": self._sheet.number(SpecimenResult),
                "specimen_id": number,
                **result,
                "confirmed_on": None,
                "explanation": "none",
            }
            for result in results
        ]
        self._sheet.rows[SpecimenResult] += made
        return [specimen, *made]

    def confirm(
        self, specimen_id: list[Row], substance: object, on: date, *, confirmed: bool
    ) -> None:
        found = Confirmation.CONFIRMED if confirmed else Confirmation.NOT_CONFIRMED
        _result(specimen_id, substance).update(confirmation=found, confirmed_on=on)

    def explain_result(
        self, specimen_id: list[Row], substance: object, explanation: object, reason: str
    ) -> None:
        _result(specimen_id, substance)["explanation"] = explanation

    def excuse(self, specimen_id: list[Row], reason: str) -> None:
        specimen_id[0].update(excused=True, excused_reason=reason)

    def record_attendance_in_bulk(self, **values: Any) -> None:
        self._sheet.add(AttendanceLine, **values)

    def begin_treatment(self, **values: Any) -> Row:
        return self._sheet.add(TreatmentEpisode, **values, ended_on=None, discharge_reason="")

    def end_treatment(self, treatment_id: Row, ended_on: date, discharge_reason: str) -> None:
        treatment_id.update(ended_on=ended_on, discharge_reason=discharge_reason)

    def start_medication(self, name: str, **values: Any) -> Row:
        known = medicine(name)
        return self._sheet.add(
            Medication,
            name=name,
            **values,
            moud=known.moud,
            detected_as=sorted(str(substance) for substance in known.detected_as),
            ended_on=None,
            stopped_by="",
            remarks="",
        )

    def stop_medication(self, medication_id: Row, **values: Any) -> None:
        medication_id.update(values)

    def begin_work(self, **values: Any) -> Row:
        return self._sheet.add(WorkSpell, **values, ended_on=None, verified_on=None)

    def verify_work(self, spell_id: Row, verified_on: date) -> None:
        spell_id["verified_on"] = verified_on

    def end_work(self, spell_id: Row, ended_on: date) -> None:
        spell_id["ended_on"] = ended_on

    def reach_milestone(self, **values: Any) -> None:
        self._sheet.add(Milestone, **values)

    def decide(self, on: date, **values: Any) -> None:
        self._sheet.add(Decision, **values, decided_on=on)

    def enter_fee(self, on: date, **values: Any) -> None:
        self._sheet.add(FeeEntry, **values, entered_on=on)

    def agree_plan(self, **values: Any) -> None:
        self._sheet.add(PaymentPlan, **values)

    def record_contact(self, **values: Any) -> None:
        self._sheet.add(Contact, **values)

    def write_note(
        self, kind: object, text: str, about: date | None = None, addendum_to: int | None = None
    ) -> int:
        note = self._sheet.add(
            Note,
            kind=kind,
            text=text,
            about=about or self._sheet.deed.on,
            author=self._sheet.deed.who,
            written_at=moment(self._sheet.deed.on, self._sheet.deed.minute),
            addendum_to=addendum_to,
        )
        return int(note["id"])


def _result(specimen: list[Row], substance: object) -> Row:
    return next(row for row in specimen[1:] if row["substance"] == substance)
