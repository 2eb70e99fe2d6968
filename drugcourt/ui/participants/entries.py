"""What may be added to a participant's file, each by its dialog."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from drugcourt.casework import cases, fees, medications, milestones, notes
from drugcourt.casework.responses.responses import give_response
from drugcourt.casework.supervision import work
from drugcourt.casework.treatment import care
from drugcourt.domain.fees import DebtKind, FeeKind
from drugcourt.domain.notes import NoteKind
from drugcourt.domain.rule_terms import DecisionBy
from drugcourt.domain.treatment import Attendance, SessionKind
from drugcourt.errors import FieldRefusal
from drugcourt.fields import cases as case_fields
from drugcourt.fields import fees as fee_fields
from drugcourt.fields import medications as medication_fields
from drugcourt.fields import milestones as milestone_fields
from drugcourt.fields import notes as note_fields
from drugcourt.fields import supervision as supervision_fields
from drugcourt.fields import treatment as treatment_fields
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.doing import does
from drugcourt.ui.responding.giving import ResponseGiver


@dataclass(frozen=True, slots=True)
class Entries:
    """The dialogs that add to one episode."""

    ask: Asking
    episode_id: int

    def _perform(self, act: Callable[..., Any], **wanted: Any) -> Any:
        return self.ask.perform(act, episode_id=self.episode_id, **wanted)

    def _draft(self, name: str) -> str:
        return f"{name}:{self.episode_id}"

    @does(notes.write_note)
    def note(self) -> EditDialog:
        """Write a note."""

        def act(given: dict[str, Any]) -> object:
            return self._perform(notes.write_note, **given)

        return self.ask.open(
            "New note",
            note_fields.NOTE,
            act,
            said="The note is saved.",
            values={"kind": NoteKind.GENERAL, "about": self.ask.today},
            draft=self._draft("note"),
        )

    @does(notes.write_note)
    def addendum(self, note_id: int) -> EditDialog:
        """Add to an earlier note."""

        def act(given: dict[str, Any]) -> object:
            return self._perform(notes.write_note, text=given["text"], addendum_to=note_id)

        return self.ask.open(
            "Addendum",
            note_fields.ADDENDUM,
            act,
            said="The addendum is saved.",
            detail="The note stays as it is; what you write here stands under it.",
            draft=self._draft(f"addendum:{note_id}"),
        )

    @does(care.record_attendance)
    def attendance(self) -> EditDialog:
        """Record one session that was due."""

        def act(given: dict[str, Any]) -> object:
            return self._perform(care.record_attendance, **given)

        return self.ask.open(
            "New session",
            treatment_fields.ATTENDANCE,
            act,
            said="The session is recorded.",
            values={
                "held_on": self.ask.today,
                "kind": SessionKind.GROUP,
                "attendance": Attendance.ATTENDED,
            },
            columns=2,
        )

    @does(care.begin_treatment)
    def treatment(self) -> EditDialog:
        """Begin a stay with a provider."""

        def act(given: dict[str, Any]) -> object:
            return self._perform(care.begin_treatment, **given)

        return self.ask.open(
            "New treatment",
            treatment_fields.TREATMENT,
            act,
            said="The treatment is recorded.",
            values={"started_on": self.ask.today},
        )

    @does(give_response)
    def response(self) -> ResponseGiver:
        """Give a response, with what the court's matrix suggests."""
        giver = ResponseGiver(self.ask, self.episode_id)
        giver.open()
        return giver

    @does(medications.start_medication)
    def medication(self) -> EditDialog:
        """Record a prescription."""

        def act(given: dict[str, Any]) -> object:
            given["controlled"] = bool(given["controlled"])
            return self._perform(medications.start_medication, **given)

        return self.ask.open(
            "New medicine",
            medication_fields.MEDICATION,
            act,
            said="The medicine is recorded; tests of its days are read with it.",
            values={"started_on": self.ask.today, "moud": None},
            detail="A medicine is never a bar to entry, to a phase, or to dismissal.",
        )

    @does(milestones.reach_milestone)
    def milestone(self, key: str = "") -> EditDialog:
        """Record a milestone; with `key` that one is chosen already."""
        kinds = self.ask.shell.workspace.read(
            milestones.milestones_open, episode_id=self.episode_id
        )
        fields = milestone_fields.milestone(kinds)
        choices = fields[0].choices
        chosen = next((m for m in choices or () if m.value == key), None)

        def act(given: dict[str, Any]) -> object:
            given["key"] = str(given["key"])
            return self._perform(milestones.reach_milestone, **given)

        return self.ask.open(
            "Milestone reached",
            fields,
            act,
            said="The milestone is recorded.",
            values={"key": chosen, "done_on": self.ask.today},
        )

    @does(milestones.decide)
    def decision(self, requirement: str, words: str, by: DecisionBy) -> EditDialog:
        """Record a person's decision on one requirement."""

        def act(given: dict[str, Any]) -> object:
            if given["granted"] is None:
                raise FieldRefusal("granted", "Say whether it was granted.")
            return self._perform(milestones.decide, requirement=requirement, **given)

        return self.ask.open(
            "Decision",
            milestone_fields.DECISION,
            act,
            said="The decision is recorded.",
            values={"by": by, "on": self.ask.today, "granted": True},
            detail=words,
        )

    @does(milestones.waive)
    def waiver(self, requirement: str, words: str) -> EditDialog:
        """Let this participant off one requirement."""

        def act(given: dict[str, Any]) -> object:
            return self._perform(milestones.waive, requirement=requirement, **given)

        return self.ask.open(
            "Waive a requirement",
            milestone_fields.WAIVER,
            act,
            said="The waiver is recorded.",
            values={"on": self.ask.today},
            detail=f"{words}. The waiver holds for this participant only.",
            confirm="Waive",
        )

    @does(fees.enter_fee)
    def fee(self) -> EditDialog:
        """Enter one ledger line."""

        def act(given: dict[str, Any]) -> object:
            return self._perform(fees.enter_fee, **given)

        return self.ask.open(
            "New ledger line",
            fee_fields.FEE,
            act,
            said="The ledger line is entered.",
            values={
                "debt": DebtKind.PROGRAM_FEES,
                "kind": FeeKind.PAYMENT,
                "on": self.ask.today,
            },
            columns=2,
        )

    @does(fees.agree_plan)
    def plan(self) -> EditDialog:
        """Agree a payment plan."""

        def act(given: dict[str, Any]) -> object:
            given["every"] = str(given["every"])
            return self._perform(fees.agree_plan, **given)

        return self.ask.open(
            "Payment plan",
            fee_fields.PLAN,
            act,
            said="The plan is recorded.",
            values={
                "debt": DebtKind.PROGRAM_FEES,
                "every": fee_fields.Rhythm.MONTH,
                "started_on": self.ask.today,
            },
            detail="An earlier plan for the same debt ends that day.",
        )

    @does(work.begin_work)
    def work(self) -> EditDialog:
        """Begin a job or schooling."""

        def act(given: dict[str, Any]) -> object:
            return self._perform(work.begin_work, **given)

        return self.ask.open(
            "New job or school",
            supervision_fields.WORK,
            act,
            said="The job or schooling is recorded.",
            values={"started_on": self.ask.today},
        )

    @does(cases.add_case)
    def case(self) -> EditDialog:
        """Add a court case."""

        def act(given: dict[str, Any]) -> object:
            if given["if_graduated"] is None:
                del given["if_graduated"]  # then the program's table for the track decides
            return self._perform(cases.add_case, **given)

        return self.ask.open(
            "New case",
            case_fields.CASE,
            act,
            said="The case is in the file.",
            columns=2,
            draft=self._draft("case"),
        )
