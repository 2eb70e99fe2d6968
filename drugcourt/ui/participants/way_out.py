"""How people leave: each step of termination and graduation, and what follows, as dialogs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from drugcourt.casework.cases import CaseRow
from drugcourt.casework.exits import (
    aftercare,
    ceremonies,
    dispositions,
    exits,
    graduations,
    terminations,
)
from drugcourt.casework.exits.aftercare import FollowUpRow
from drugcourt.casework.exits.dispositions import Particulars
from drugcourt.casework.exits.surveys import record_exit_survey
from drugcourt.casework.exits.terminations import ProceedingRow
from drugcourt.domain.cases import CaseOutcome
from drugcourt.domain.dates import counted, long, short
from drugcourt.domain.episodes import ExitReason
from drugcourt.domain.exits import TerminationDecision
from drugcourt.fields import exits as fields
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.doing import does
from drugcourt.ui.participants.exit_surveys import ask_survey


@dataclass(frozen=True, slots=True)
class WayOut:
    """The dialogs of one participant's way out."""

    ask: Asking
    episode_id: int

    def _read(self, question: Callable[..., Any], **wanted: Any) -> Any:
        return self.ask.shell.workspace.read(question, **wanted)

    # Termination ------------------------------------------------------------------------------

    def proceeding(self) -> ProceedingRow | None:
        """The proceeding that is open."""
        rows = self._read(
            terminations.proceeding_rows, episode_id=self.episode_id, today=self.ask.today
        )
        return next((row for row in rows if row.decision is None), None)

    @does(terminations.amend_termination, terminations.open_termination)
    def termination(self) -> EditDialog:
        """Go on with the open proceeding, or open one."""
        row = self.proceeding()
        return self.open_proceeding() if row is None else self.amend_proceeding(row)

    @does(terminations.open_termination)
    def open_proceeding(self) -> EditDialog:
        """Begin with the grounds."""

        def act(given: dict[str, Any]) -> object:
            return self.ask.perform(
                terminations.open_termination, episode_id=self.episode_id, **given
            )

        return self.ask.open(
            "Open a termination proceeding",
            fields.OPEN_TERMINATION,
            act,
            said="The proceeding is open. What is still missing stands on the tab Way out.",
            detail="A termination needs notice and a hearing, or a signed waiver of both. What is "
            "not known yet can be entered later.",
            confirm="Open",
            columns=2,
            draft=f"termination:{self.episode_id}",
        )

    @does(terminations.amend_termination)
    def amend_proceeding(self, row: ProceedingRow) -> EditDialog:
        """Enter what came since: notice, counsel, hearing, finding, waiver."""
        kept = {field.key: getattr(row, field.key) for field in fields.PROCEEDING}

        def act(given: dict[str, Any]) -> object:
            changed = {key: value for key, value in given.items() if value != kept[key]}
            return self.ask.perform(
                terminations.amend_termination, proceeding_id=row.id, changes=changed
            )

        return self.ask.open(
            "Termination proceeding",
            fields.PROCEEDING,
            act,
            said="The proceeding is saved.",
            values=kept,
            detail=missing_words(row),
            columns=2,
        )

    @does(exits.terminate)
    def terminate(self) -> EditDialog:
        """End the episode on the open proceeding."""
        row = self.proceeding()

        def act(given: dict[str, Any]) -> object:
            given["exit_reason"] = ExitReason(str(given["exit_reason"]))
            return self.ask.perform(exits.terminate, episode_id=self.episode_id, **given)

        return self.ask.open(
            "Terminate",
            fields.TERMINATE,
            act,
            said="The termination is recorded.",
            values={"on": self.ask.today},
            detail=(missing_words(row) if row else "No proceeding is open.")
            + "\nNothing more can be entered afterwards; notes and case outcomes still can.",
            confirm="Terminate",
            danger=True,
        )

    @does(terminations.end_termination)
    def stays(self, row: ProceedingRow) -> EditDialog:
        """Close the proceeding; the participant stays."""

        def act(given: dict[str, Any]) -> object:
            given["decision"] = TerminationDecision(str(given["decision"]))
            return self.ask.perform(terminations.end_termination, proceeding_id=row.id, **given)

        return self.ask.open(
            "Stays in the program",
            fields.STAYS,
            act,
            said="The proceeding is closed; the participant stays in the program.",
            values={"on": self.ask.today},
            confirm="Close the proceeding",
        )

    @does(exits.discharge)
    def discharge(self) -> EditDialog:
        """End neutrally: it counts neither as success nor as failure."""

        def act(given: dict[str, Any]) -> object:
            given["exit_reason"] = ExitReason(str(given["exit_reason"]))
            return self.ask.perform(exits.discharge, episode_id=self.episode_id, **given)

        return self.ask.open(
            "Leave the program for a neutral reason",
            fields.NEUTRAL,
            act,
            said="The episode has ended.",
            values={"on": self.ask.today},
            detail="It counts neither as a success nor as a failure. A termination is recorded on "
            "its own proceeding. Nothing more can be entered afterwards; notes and case outcomes "
            "still can.",
            confirm="End the episode",
            danger=True,
        )

    # Graduation -------------------------------------------------------------------------------

    @does(graduations.prepare_graduation)
    def prepare(self) -> EditDialog:
        """The application, and at which ceremony."""
        kept = self._read(graduations.preparation, episode_id=self.episode_id, today=self.ask.today)
        coming = self._read(ceremonies.ceremonies, today=self.ask.today, coming=True)
        offered = [(str(c.id), _named(c)) for c in coming]
        if kept.ceremony_id is not None and str(kept.ceremony_id) not in dict(offered):
            offered.insert(0, (str(kept.ceremony_id), long(kept.ceremony_on)))
        asked = fields.preparing(offered)
        choices = asked[1].choices or ()
        values = {
            "applied_on": kept.applied_on,
            "application": kept.application,
            "ceremony_id": next((c for c in choices if str(c) == str(kept.ceremony_id)), None),
        }

        def act(given: dict[str, Any]) -> object:
            chosen = given["ceremony_id"]
            given["ceremony_id"] = int(str(chosen)) if chosen is not None else None
            return self.ask.perform(
                graduations.prepare_graduation, episode_id=self.episode_id, changes=given
            )

        none = "No ceremony is planned; plan one on the page Participants, under Graduations."
        return self.ask.open(
            "Graduation preparation",
            asked,
            act,
            said="The preparation is saved.",
            values=values,
            detail="" if offered else none,
        )

    @does(graduations.record_check)
    def check(self) -> EditDialog:
        """A search of the criminal records."""

        def act(given: dict[str, Any]) -> object:
            return self.ask.perform(graduations.record_check, episode_id=self.episode_id, **given)

        kept = self._read(graduations.preparation, episode_id=self.episode_id, today=self.ask.today)
        days = kept.check_days
        rule = f"It counts for {counted(days, 'day')} before the graduation." if days else ""
        return self.ask.open(
            "Record check",
            fields.CHECK,
            act,
            said="The record check is entered.",
            values={"checked_on": self.ask.today, "checked_by": self.ask.shell.workspace.who},
            detail=rule,
        )

    @does(record_exit_survey)
    def survey(self) -> EditDialog:
        """What the participant said about the program."""
        return ask_survey(self.ask, self.episode_id)

    # Afterwards -------------------------------------------------------------------------------

    @does(aftercare.record_follow_up)
    def follow_up(self, row: FollowUpRow) -> EditDialog:
        """What a follow-up came to."""

        def act(given: dict[str, Any]) -> object:
            return self.ask.perform(
                aftercare.record_follow_up,
                episode_id=self.episode_id,
                months=row.months,
                **given,
            )

        return self.ask.open(
            f"Follow-up after {counted(row.months, 'month')}",
            fields.FOLLOW_UP,
            act,
            said="The follow-up is recorded.",
            values={
                "done_on": row.done_on or self.ask.today,
                "outcome": row.outcome,
                "new_arrest": row.new_arrest,
                "text": row.text,
            },
            detail=f"Due {short(row.due_on, self.ask.today)}.",
        )

    @does(dispositions.record_disposition)
    def outcome(self, case: CaseRow) -> EditDialog:
        """What became of a case, in its particulars."""
        kept = self._read(dispositions.disposition_of, case_id=case.id)
        settled = case.outcome is not CaseOutcome.PENDING
        values = {name: getattr(kept, name) for name in dispositions.DispositionRow.__slots__}

        def act(given: dict[str, Any]) -> object:
            outcome, on = given.pop("outcome"), given.pop("on")
            return self.ask.perform(
                dispositions.record_disposition,
                case_id=case.id,
                outcome=outcome,
                on=on,
                particulars=Particulars(**given),
            )

        return self.ask.open(
            "Outcome of a case",
            fields.DISPOSITION,
            act,
            said="The outcome is recorded.",
            values={
                **values,
                "outcome": case.outcome if settled else case.if_graduated,
                "on": case.outcome_on or self.ask.today,
            },
            detail=f"Case {case.number}, with all its charges. With the outcome Pending the "
            "particulars say what was agreed.",
            columns=2,
        )


def missing_words(row: ProceedingRow) -> str:
    """What due process still asks before a termination."""
    if row.waiver_on is not None:
        return "Notice and hearing were waived in writing."
    if not row.missing:
        return "Notice, counsel, hearing and finding are entered."
    return f"Still missing for a termination: {', '.join(row.missing)}."


def _named(ceremony: ceremonies.CeremonyRow) -> str:
    return f"{long(ceremony.held_on)}{f' · {ceremony.place}' if ceremony.place else ''}"
