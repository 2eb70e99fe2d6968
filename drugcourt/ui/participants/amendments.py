"""What may be done with a record that stands in the file already, each by its dialog."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from drugcourt.casework import cases, medications
from drugcourt.casework.cases import CaseRow
from drugcourt.casework.responses import responses
from drugcourt.casework.supervision import work
from drugcourt.casework.treatment import care
from drugcourt.domain.cases import CaseOutcome
from drugcourt.domain.medications import needs_prescriber
from drugcourt.domain.tone import Tone
from drugcourt.domain.treatment import Attendance
from drugcourt.fields import cases as case_fields
from drugcourt.fields import medications as medication_fields
from drugcourt.fields import responses as response_fields
from drugcourt.fields import supervision as supervision_fields
from drugcourt.fields import treatment as treatment_fields
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.doing import does
from drugcourt.ui.specimens.amendments import TestAmendments


def warn_of_court(dialog: EditDialog, *, moud: bool) -> None:
    """Say while it is chosen that a court or team can't end medication for opioid use disorder."""
    editor, notices = dialog.form.editor("stopped_by"), dialog.notices

    def chosen() -> None:
        if needs_prescriber(moud=moud, kept=str(editor.value() or "")):
            notices.say(medication_fields.NOT_THE_COURT, Tone.ALARM, key="court", closable=False)
            dialog.make_room()
        else:
            notices.take_back("court")

    editor.changed.connect(chosen)


@dataclass(frozen=True, slots=True)
class Amendments:
    """The dialogs that amend records of a file."""

    ask: Asking

    def test(self, specimen_id: int) -> TestAmendments:
        """The dialogs of one recorded test."""
        return TestAmendments(self.ask, specimen_id)

    # Treatment and medicines ------------------------------------------------------------------

    @does(care.end_treatment)
    def end_treatment(self, treatment_id: int) -> EditDialog:
        """End a stay with a provider."""

        def act(given: dict[str, Any]) -> object:
            return self.ask.perform(care.end_treatment, treatment_id=treatment_id, **given)

        return self.ask.open(
            "End treatment",
            treatment_fields.END_TREATMENT,
            act,
            said="The treatment has ended.",
            values={"ended_on": self.ask.today},
        )

    @does(care.amend_attendance)
    def correct_attendance(self, line_id: int, attendance: Attendance) -> EditDialog:
        """Correct whether a session was kept."""

        def act(given: dict[str, Any]) -> object:
            return self.ask.perform(care.amend_attendance, line_id=line_id, **given)

        return self.ask.open(
            "Correct attendance",
            treatment_fields.CORRECT_ATTENDANCE,
            act,
            said="The attendance is corrected.",
            values={"attendance": attendance},
        )

    @does(medications.stop_medication)
    def stop_medication(self, medication_id: int, name: str, *, moud: bool = False) -> EditDialog:
        """End a prescription; says beforehand that no court ends a medication that is MOUD."""

        def act(given: dict[str, Any]) -> object:
            return self.ask.perform(
                medications.stop_medication, medication_id=medication_id, **given
            )

        dialog = self.ask.open(
            f"End {name}",
            medication_fields.STOP,
            act,
            said="The medicine has ended.",
            values={"ended_on": self.ask.today},
        )
        warn_of_court(dialog, moud=moud)
        return dialog

    # Responses, work, cases -------------------------------------------------------------------

    @does(responses.complete_response)
    def done(self, response_id: int, title: str) -> EditDialog:
        """An order was done."""

        def act(given: dict[str, Any]) -> object:
            return self.ask.perform(responses.complete_response, response_id=response_id, **given)

        return self.ask.open(
            "Order done",
            response_fields.DONE,
            act,
            said="The order is recorded as done.",
            values={"done_on": self.ask.today},
            detail=title,
        )

    @does(responses.verify_response)
    def proof_seen(self, response_id: int, title: str) -> EditDialog:
        """Somebody saw the proof of an order that is done."""

        def act(given: dict[str, Any]) -> object:
            return self.ask.perform(responses.verify_response, response_id=response_id, **given)

        return self.ask.open(
            "Proof seen",
            response_fields.VERIFIED,
            act,
            said="The proof is recorded.",
            values={"verified_by": self.ask.shell.workspace.who},
            detail=title,
        )

    @does(work.verify_work)
    def verify_work(self, spell_id: int) -> EditDialog:
        """Somebody saw the proof of a job."""

        def act(given: dict[str, Any]) -> object:
            return self.ask.perform(work.verify_work, spell_id=spell_id, **given)

        return self.ask.open(
            "Proof seen",
            supervision_fields.VERIFY,
            act,
            said="The proof is recorded.",
            values={"verified_on": self.ask.today},
        )

    @does(work.end_work)
    def end_work(self, spell_id: int) -> EditDialog:
        """A job or schooling ended."""

        def act(given: dict[str, Any]) -> object:
            return self.ask.perform(work.end_work, spell_id=spell_id, **given)

        return self.ask.open(
            "End job or school",
            supervision_fields.END_WORK,
            act,
            said="The job or schooling has ended.",
            values={"ended_on": self.ask.today},
        )

    @does(cases.amend_case)
    def edit_case(self, case: CaseRow) -> EditDialog:
        """Correct a case."""
        kept = {field.key: getattr(case, field.key) for field in case_fields.CASE}

        def act(given: dict[str, Any]) -> object:
            if given["if_graduated"] is None:
                given["if_graduated"] = CaseOutcome.PENDING
            changed = {key: value for key, value in given.items() if value != kept[key]}
            return self.ask.perform(cases.amend_case, case_id=case.id, changes=changed)

        return self.ask.open(
            "Edit case",
            case_fields.CASE,
            act,
            said="The case is corrected.",
            values=kept,
            columns=2,
        )

    @does(cases.add_charge)
    def add_charge(self, case: CaseRow) -> EditDialog:
        """Add one count."""

        def act(given: dict[str, Any]) -> object:
            return self.ask.perform(cases.add_charge, case_id=case.id, **given)

        return self.ask.open(
            "New charge",
            case_fields.CHARGE,
            act,
            said="The charge is in the file.",
            detail=f"Case {case.number}",
        )
