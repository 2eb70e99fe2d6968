"""The tab Way out: the termination proceeding, the graduation's preparation, and what follows."""

from __future__ import annotations

from PySide6.QtCore import Qt

from drugcourt.casework.exits import aftercare, graduations, terminations
from drugcourt.casework.exits import surveys as exit_surveys
from drugcourt.casework.exits.aftercare import FollowUpRow
from drugcourt.casework.exits.graduations import CheckRow, Preparation
from drugcourt.casework.exits.terminations import ProceedingRow
from drugcourt.domain.dates import counted, long, short
from drugcourt.domain.episodes import EpisodeStatus, ExitReason
from drugcourt.domain.exits import TerminationDecision
from drugcourt.domain.tone import Tone
from drugcourt.fields import exits as fields
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.cards import Card, columns
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.flow import scrolled
from drugcourt.ui.kit.labels import Muted, Pill, Text
from drugcourt.ui.kit.table import Column
from drugcourt.ui.participants.change_button import ChangeButton, Entry
from drugcourt.ui.participants.pane import Pane
from drugcourt.ui.participants.way_out import WayOut, missing_words
from drugcourt.ui.shell import Shell


class ExitPane(Pane):
    """Graduation on the left, termination on the right, the follow-ups below."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.proceeding: ProceedingRow | None = None
        self.box.addLayout(columns((self._graduation(), 1), (self._termination(), 1)), 1)
        self.box.addWidget(self._aftercare(), 1)

    # Its pieces -------------------------------------------------------------------------------

    def _graduation(self) -> Card:
        self.prepare = Button("Prepare…", self.ask_prepare)
        self.check = Button("Record check…", self.ask_check, icon_name="plus")
        self.applied = Text("")
        self.lacks = Pill("", Tone.WATCH)
        self.check_note = Muted("")
        self.checks = self.table(
            [
                Column(fields.CHECKED_ON),
                Column(fields.CHECK_RESULT),
                Column(fields.CHECKED_BY, muted=True, stretch=True),
            ],
            "Record checks",
            empty="No record check is entered here yet.",
        )
        self.change_check = ChangeButton(self, self.checks, self._of_check)
        self.of_graduation = Card(
            "Graduation", actions=(self.prepare, self.check, self.change_check)
        )
        self.of_graduation.add(self.applied)
        self.of_graduation.add(self.lacks)
        self.of_graduation.add(self.check_note)
        self.of_graduation.add(self.checks, 1)
        return self.of_graduation

    def _termination(self) -> Card:
        self.go_on = Button("Open a proceeding…", self.ask_go_on)
        self.stays = Button("Stays…", self.ask_stays)
        self.end = Button("Terminate…", self.ask_terminate, Look.DANGER)
        self.state = Pill("", Tone.PLAIN)
        self.told = Text("")
        self.missing = Muted("")
        self.of_termination = Card("Termination", actions=(self.go_on, self.stays, self.end))
        self.of_termination.add(self.state)
        self.of_termination.add(self.missing)
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        reading = scrolled(self.told)  # grounds and findings may be long
        reading.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.of_termination.add(reading, 1)
        return self.of_termination

    def _aftercare(self) -> Card:
        self.record = Button("Record…", self.ask_follow_up)
        self.plan = Button("Plan follow-ups", self.plan_now)
        self.follow_ups = self.table(
            [
                Column(fields.MONTHS, text=_after),
                Column(fields.DUE_ON),
                Column(fields.DONE_ON, pills=self._done),
                Column(fields.FOLLOW_UP_OUTCOME),
                Column(fields.NEW_ARREST, text=_arrest),
                Column(fields.FOLLOW_UP[-1], text=_text, muted=True, stretch=True),
            ],
            "Follow-ups",
            empty="Follow-ups are planned when someone graduates or is terminated: after 6, 12, "
            "24 and 36 months.",
        )
        self.follow_ups.picked.connect(self._picked)
        self.follow_ups.opened.connect(self._open)
        self.survey = Button("Exit survey…", self.ask_survey, icon_name="plus")
        self.after = Card(
            "Follow-ups after the program", actions=(self.survey, self.plan, self.record)
        )
        self.after.add(self.follow_ups, 1)
        return self.after

    # Showing ----------------------------------------------------------------------------------

    def refresh(self) -> None:
        rows = self.desk.read(terminations.proceeding_rows, today=self.today)
        self.proceeding = next((row for row in rows if row.decision is None), None)
        self._show_termination(self.proceeding or next(iter(rows), None), len(rows))
        self._show_graduation(self.desk.read(graduations.preparation, today=self.today))
        planned = self.desk.read(aftercare.follow_up_rows)
        self.follow_ups.set_rows(planned)
        self.plan.setVisible(self.closed and not planned and self._left())
        self.survey.setVisible(self.head is not None and not self.head.candidate and self._left())
        taken = self.desk.read(exit_surveys.survey_rows)
        said = f"{taken[0].kind.label} of {short(taken[0].taken_on, self.today)}" if taken else ""
        self.after.set_heading("Follow-ups after the program", said)
        self._picked(self.follow_ups.selected_row())

    def _left(self) -> bool:
        """Someone to ask: who was in the program, not a declined candidate, and has not died."""
        head = self.head
        declined = head is None or head.status is EpisodeStatus.DECLINED
        return not declined and head.exit_reason is not ExitReason.DEATH

    def _show_termination(self, row: ProceedingRow | None, count: int) -> None:
        running = not self.closed and self.head is not None and not self.head.candidate
        is_open = row is not None and row.decision is None
        self.go_on.setVisible(running)
        words = "Go on…" if is_open else "Open a proceeding…"
        self.go_on.setText(words)
        self.go_on.setAccessibleName(words)
        self.stays.setVisible(running and is_open)
        self.end.setVisible(running and is_open)
        earlier = f"{counted(count, 'proceeding')} on record" if count > 1 else ""
        self.of_termination.set_heading("Termination", earlier)
        self.state.setVisible(row is not None)
        self.missing.setVisible(row is None or row.decision is None)
        if row is None:
            self.told.setText("")
            needs = " A termination needs notice and a hearing, or a signed waiver."
            self.missing.setText(f"No proceeding.{needs if running else ''}")
            return
        self.state.set_pill(*_state(row))
        self.missing.setText(missing_words(row))
        self.told.setText("\n".join(self._steps(row)))

    def _steps(self, row: ProceedingRow) -> list[str]:
        """The proceeding in sentences, in the order of its days."""
        day = self.today
        to = f" to {row.notice_to}" if row.notice_to else ""
        at = "Hearing held" if row.hearing_on and row.hearing_on <= day else "Hearing set for"
        found = row.finding_text and f": {row.finding_text}"
        said = row.decision_text and f": {row.decision_text}"
        steps = (
            f"Grounds: {row.grounds}",
            f"Notice of {short(row.notice_on, day)}{to}" if row.notice_on else "",
            f"Counsel: {row.counsel}" if row.counsel else "",
            f"{at} {short(row.hearing_on, day)}" if row.hearing_on else "",
            f"Waiver signed {short(row.waiver_on, day)}: {row.waiver_text}"
            if row.waiver_on
            else "",
            f"{row.finding.label}{found}" if row.finding else "",
            f"{row.decision.label} {short(row.decided_on, day)} by {row.decided_by}{said}"
            if row.decision and row.decided_on
            else "",
        )
        return [step for step in steps if step]

    def _show_graduation(self, kept: Preparation) -> None:
        head = self.head
        running = not self.closed and head is not None and not head.candidate
        for button in (self.prepare, self.check, self.change_check):
            button.setVisible(running)
        self.applied.setText(self._applied(kept))
        near = running and (head is not None and not head.next_phase_number)
        near = near or (running and (kept.applied_on or kept.ceremony_on) is not None)
        self.lacks.setVisible(bool(kept.check_lacks) and near)
        self.lacks.set_pill("Record check does not hold today", Tone.WATCH)
        self.check_note.setText(self._check_words(kept, near=near))
        self.checks.set_rows(kept.checks)

    def _applied(self, kept: Preparation) -> str:
        """The graduation, or the application and the ceremony, in sentences."""
        head, day = self.head, self.today
        if head is not None and head.status is EpisodeStatus.GRADUATED and head.exited_on:
            return f"Graduated {short(head.exited_on, day)}."
        applied = "No application." if self.closed else "No application yet."
        if kept.applied_on:
            applied = f"Application received {short(kept.applied_on, day)}."
        ceremony = f" Ceremony of {long(kept.ceremony_on)}." if kept.ceremony_on else ""
        text = f"\n{kept.application}" if kept.application else ""
        return f"{applied}{ceremony}{text}"

    def _check_words(self, kept: Preparation, *, near: bool) -> str:
        """What the record check lacks, the one that holds, or the program's rule."""
        if not kept.check_days:
            return "The program asks for no record check."
        if kept.check_lacks:
            counts = f"counts for {counted(kept.check_days, 'day')} before the graduation"
            return kept.check_lacks if near else f"A record check {counts}."
        verb = "held" if self.closed else "holds today"
        on = f" of {short(kept.checked_on, self.today)}" if kept.checked_on else ""
        if kept.checked_on not in {row.checked_on for row in kept.checks}:
            on += ", entered as a milestone,"
        return f"The record check{on} {verb}."

    def _done(self, row: FollowUpRow) -> list[tuple[str, Tone]]:
        if row.done_on is not None:
            return [(f"Done {short(row.done_on, self.today)}", Tone.GOOD)]
        return [("Due", Tone.WATCH)] if row.due_on <= self.today else [("Planned", Tone.PLAIN)]

    def _picked(self, row: FollowUpRow | None) -> None:
        self.record.setEnabled(row is not None)

    def _of_check(self, row: CheckRow) -> Entry:
        return "record_check", row.id, f"{row.result.label}, {short(row.checked_on, self.today)}"

    # Acts -------------------------------------------------------------------------------------

    @does(WayOut.prepare)
    def ask_prepare(self) -> None:
        """Application and ceremony."""
        self.desk.way_out.prepare()

    @does(WayOut.check)
    def ask_check(self) -> None:
        """Enter a record check."""
        self.desk.way_out.check()

    @does(WayOut.termination)
    def ask_go_on(self) -> None:
        """Open a proceeding, or go on with the open one."""
        self.desk.way_out.termination()

    @does(WayOut.stays)
    def ask_stays(self) -> None:
        """Close the open proceeding without terminating."""
        if self.proceeding is not None:
            self.desk.way_out.stays(self.proceeding)

    @does(WayOut.terminate)
    def ask_terminate(self) -> None:
        """End the episode on the open proceeding."""
        self.desk.way_out.terminate()

    @does(WayOut.follow_up)
    def ask_follow_up(self) -> None:
        """Record the chosen follow-up."""
        self._open(self.follow_ups.selected_row())

    @does(WayOut.follow_up)
    def _open(self, row: FollowUpRow | None) -> None:
        if row is not None:
            self.desk.way_out.follow_up(row)

    @does(WayOut.survey)
    def ask_survey(self) -> None:
        """Enter what the participant said about the program."""
        self.desk.way_out.survey()

    @does(aftercare.plan_follow_ups)
    def plan_now(self) -> None:
        """Plan the follow-ups of someone who left before this court kept any."""
        self.shell.workspace.perform(aftercare.plan_follow_ups, episode_id=self.desk.episode_id)


def _after(row: FollowUpRow) -> str:
    return counted(row.months, "month")


def _arrest(row: FollowUpRow) -> str:
    return row.new_arrest.label if row.done_on is not None else ""


def _text(row: FollowUpRow) -> str:
    return " ".join(row.text.split())


def _state(row: ProceedingRow) -> tuple[str, Tone]:
    if row.decision is None:
        return "Proceeding open", Tone.WATCH
    tone = Tone.ALARM if row.decision is TerminationDecision.TERMINATED else Tone.GOOD
    return row.decision.label, tone
