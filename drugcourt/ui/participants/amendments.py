"""What may be done with a record that stands in the file already, each by its dialog."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from drugcourt.casework import cases, medications, responses, specimens, supervision, testing
from drugcourt.casework import treatment as care
from drugcourt.casework.cases import CaseRow
from drugcourt.casework.file_tests import TestRow
from drugcourt.domain.terms import Attendance, CaseOutcome, Explanation, Substance
from drugcourt.domain.tone import Term
from drugcourt.fields import cases as case_fields
from drugcourt.fields import medications as medication_fields
from drugcourt.fields import responses as response_fields
from drugcourt.fields import specimens as specimen_fields
from drugcourt.fields import supervision as supervision_fields
from drugcourt.fields import treatment as treatment_fields
from drugcourt.fields.choices import closed_list
from drugcourt.fields.field import Field, Kind
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.participants.asking import Asking


def _substances(found: tuple[Substance, ...]) -> Field:
    """Which substance of the test is meant."""
    pairs = [(one.value, one.label) for one in found]
    return Field(
        "substance", "Substance", Kind.CHOICE, choices=closed_list("Found", pairs), required=True
    )


class Answer(Term):
    """What the laboratory may answer."""

    CONFIRMED = "confirmed", "Confirmed"
    NOT_CONFIRMED = "not_confirmed", "Not confirmed"


ANSWER = Field("answer", "The laboratory says", Kind.CHOICE, choices=Answer, required=True)


@dataclass(frozen=True, slots=True)
class Amendments:
    """The dialogs that amend records of a file."""

    ask: Asking

    def _perform(self, act: Callable[..., Any], **wanted: Any) -> Any:
        return self.ask.shell.workspace.perform(act, **wanted)

    @property
    def _today(self) -> Any:
        return self.ask.shell.workspace.today

    # Tests ------------------------------------------------------------------------------------

    def send(self, test: TestRow) -> EditDialog:
        """Send a positive to the laboratory."""
        field = _substances(tuple(s for s in test.positives if s not in test.pending))

        def act(given: dict[str, Any]) -> object:
            substance = Substance(str(given["substance"]))
            return self._perform(
                specimens.send_for_confirmation, specimen_id=test.id, substance=substance
            )

        return self.ask.open(
            "Send for confirmation",
            (field,),
            act,
            said="It is with the laboratory; the sober date is provisional until it answers.",
            values={"substance": next(iter(field.choices or ()), None)},
            confirm="Send",
        )

    def answer(self, test: TestRow) -> EditDialog:
        """Enter what the laboratory says."""
        field = _substances(test.pending)

        def act(given: dict[str, Any]) -> object:
            return self._perform(
                specimens.confirm,
                specimen_id=test.id,
                substance=Substance(str(given["substance"])),
                confirmed=given["answer"] is Answer.CONFIRMED,
                on=given["on"],
            )

        return self.ask.open(
            "Laboratory answer",
            (field, ANSWER, specimen_fields.ANSWERED_ON),
            act,
            said="The answer is entered.",
            values={"substance": next(iter(field.choices or ()), None), "on": self._today},
        )

    def explain(self, test: TestRow) -> EditDialog:
        """Say why a positive stands or does not count."""
        field = _substances(test.positives)

        def act(given: dict[str, Any]) -> object:
            return self._perform(
                specimens.explain_result,
                specimen_id=test.id,
                substance=Substance(str(given["substance"])),
                explanation=given["explanation"],
                reason=given["basis"],
            )

        return self.ask.open(
            "Explain a positive",
            (field, specimen_fields.EXPLANATION, specimen_fields.BASIS),
            act,
            said="The explanation is recorded.",
            values={
                "substance": next(iter(field.choices or ()), None),
                "explanation": Explanation.PRESCRIPTION,
            },
        )

    def excuse(self, test: TestRow) -> EditDialog:
        """Excuse a missed test."""

        def act(given: dict[str, Any]) -> object:
            return self._perform(
                specimens.excuse, specimen_id=test.id, reason=given["excused_reason"]
            )

        return self.ask.open(
            "Excuse a missed test",
            (specimen_fields.EXCUSED_REASON,),
            act,
            said="The test is excused.",
            confirm="Excuse",
        )

    def correct(self, test: TestRow) -> EditDialog:
        """Correct how a test was recorded, with the reason; the results are on the card."""
        kept = self.ask.shell.workspace.read(testing.one_test, specimen_id=test.id).values
        fields = (*specimen_fields.RECORD, specimen_fields.WHY)

        def act(given: dict[str, Any]) -> object:
            why = given.pop("why")
            changed = {key: value for key, value in given.items() if value != kept[key]}
            return self._perform(
                specimens.amend_test, specimen_id=test.id, changes=changed, reason=why
            )

        return self.ask.open(
            "Correct a test",
            fields,
            act,
            said="The test is corrected; the history keeps what stood before.",
            values=kept,
            columns=2,
        )

    # Treatment and medicines ------------------------------------------------------------------

    def end_treatment(self, treatment_id: int) -> EditDialog:
        """End a stay with a provider."""

        def act(given: dict[str, Any]) -> object:
            return self._perform(care.end_treatment, treatment_id=treatment_id, **given)

        return self.ask.open(
            "End treatment",
            treatment_fields.END_TREATMENT,
            act,
            said="The treatment has ended.",
            values={"ended_on": self._today},
        )

    def correct_attendance(self, line_id: int, attendance: Attendance) -> EditDialog:
        """Correct whether a session was kept."""

        def act(given: dict[str, Any]) -> object:
            return self._perform(care.amend_attendance, line_id=line_id, **given)

        return self.ask.open(
            "Correct attendance",
            treatment_fields.CORRECT_ATTENDANCE,
            act,
            said="The attendance is corrected.",
            values={"attendance": attendance},
        )

    def stop_medication(self, medication_id: int, name: str) -> EditDialog:
        """End a prescription."""

        def act(given: dict[str, Any]) -> object:
            return self._perform(medications.stop_medication, medication_id=medication_id, **given)

        return self.ask.open(
            f"End {name}",
            medication_fields.STOP,
            act,
            said="The medicine has ended.",
            values={"ended_on": self._today},
            detail="Only the prescriber and the participant end a medicine; the court records it.",
        )

    # Responses, work, cases -------------------------------------------------------------------

    def done(self, response_id: int, title: str) -> EditDialog:
        """An order was done."""

        def act(given: dict[str, Any]) -> object:
            return self._perform(responses.complete_response, response_id=response_id, **given)

        return self.ask.open(
            "Order done",
            response_fields.DONE,
            act,
            said="The order is recorded as done.",
            values={"done_on": self._today, "verified_by": self.ask.shell.workspace.who},
            detail=title,
        )

    def verify_work(self, spell_id: int) -> EditDialog:
        """Somebody saw the proof of a job."""

        def act(given: dict[str, Any]) -> object:
            return self._perform(supervision.verify_work, spell_id=spell_id, **given)

        return self.ask.open(
            "Proof seen",
            supervision_fields.VERIFY,
            act,
            said="The proof is recorded.",
            values={"verified_on": self._today},
        )

    def end_work(self, spell_id: int) -> EditDialog:
        """A job or schooling ended."""

        def act(given: dict[str, Any]) -> object:
            return self._perform(supervision.end_work, spell_id=spell_id, **given)

        return self.ask.open(
            "End job or school",
            supervision_fields.END_WORK,
            act,
            said="The job or schooling has ended.",
            values={"ended_on": self._today},
        )

    def edit_case(self, case: CaseRow) -> EditDialog:
        """Correct a case."""
        kept = {field.key: getattr(case, field.key) for field in case_fields.CASE}

        def act(given: dict[str, Any]) -> object:
            if given["if_graduated"] is None:
                given["if_graduated"] = CaseOutcome.PENDING
            changed = {key: value for key, value in given.items() if value != kept[key]}
            return self._perform(cases.amend_case, case_id=case.id, changes=changed)

        return self.ask.open(
            "Edit case",
            case_fields.CASE,
            act,
            said="The case is corrected.",
            values=kept,
            columns=2,
        )

    def add_charge(self, case: CaseRow) -> EditDialog:
        """Add one count."""

        def act(given: dict[str, Any]) -> object:
            return self._perform(cases.add_charge, case_id=case.id, **given)

        return self.ask.open(
            "New charge",
            case_fields.CHARGE,
            act,
            said="The charge is in the file.",
            detail=f"Case {case.number}",
        )

    def case_outcome(self, case: CaseRow) -> EditDialog:
        """Record what became of a case."""

        def act(given: dict[str, Any]) -> object:
            return self._perform(cases.record_outcome, case_id=case.id, **given)

        return self.ask.open(
            "Outcome of a case",
            case_fields.RECORD_OUTCOME,
            act,
            said="The outcome is recorded.",
            values={"outcome": case.if_graduated, "on": self._today},
            detail=f"Case {case.number}, with all its charges",
        )
