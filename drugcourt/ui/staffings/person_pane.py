"""One participant in the meeting: what is known, what is decided, and the draft of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from drugcourt.casework.hearings.file import HearingFile, hearing_file
from drugcourt.casework.staffings import staffings
from drugcourt.casework.staffings.agenda import AgendaLine
from drugcourt.casework.staffings.decisions import decisions_of
from drugcourt.casework.staffings.guide import Guide, guide
from drugcourt.domain.staffings import Reason
from drugcourt.errors import Refusal
from drugcourt.ui.hearings.person_head import PersonHead
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.editors import LongEditor
from drugcourt.ui.kit.flow import FoldingRow, scrolled
from drugcourt.ui.kit.theme import px
from drugcourt.ui.shell import Shell
from drugcourt.ui.staffings.decision_card import DecisionCard
from drugcourt.ui.staffings.option_picker import OptionPicker
from drugcourt.ui.staffings.person_cards import ChangesCard, OpenCard, SinceCard

FOLDS = 560  # below this width what is known stands above what is open
# What a team answers to; good news and things to look at are no behavior.
ANSWERED = frozenset({Reason.POSITIVE, Reason.MISSED, Reason.ARREST, Reason.NO_CONTACT})


def behavior_of(line: AgendaLine) -> str:
    """What the decision starts with: the most urgent thing that asks for an answer, if any.

    In the words that the bench may read, for they go into the minutes.
    """
    found = [change.bench for change in line.changes if change.reason in ANSWERED]
    return found[0].removesuffix(".") if found else ""


class PersonPane(QWidget):
    """The right side of the meeting; built once, filled anew for each participant."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._workspace = shell.workspace
        self.entry_id: int | None = None
        self._file: HearingFile | None = None
        self._found = Guide((), (), ())
        self._clean: dict[str, object] = {}
        self.head = PersonHead("decision")
        self.changes = ChangesCard()
        self.since = SinceCard()
        self.open = OpenCard()
        self.decision = DecisionCard(shell.workspace)
        self.head.file_wanted.connect(self.open_file)
        self.decision.options.add_wanted.connect(self.ask_option)
        self._build()

    def _build(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, px(4), 0)
        column.setSpacing(px(12))
        column.addWidget(self.changes)
        column.addWidget(self.decision)
        column.addWidget(FoldingRow((self.since, 1), (self.open, 1), under=FOLDS, gap=12))
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(12))
        outer.addWidget(self.head)
        self._area = scrolled(inner)
        outer.addWidget(self._area, 1)

    # Filling ----------------------------------------------------------------------------------

    def show_line(self, line: AgendaLine, *, closed: bool) -> None:
        """Show one participant with the draft of the decision."""
        workspace = self._workspace
        file = workspace.read(hearing_file, entry_id=line.id, today=workspace.today)
        decided = workspace.read(
            decisions_of, session_id=file.entry.session_id, episode_id=line.episode_id
        ).get(line.episode_id)
        draft = None if closed else self._shell.drafts.load(self.draft_name(line.id))
        another = line.id != self.entry_id
        self.entry_id, self._file = line.id, file
        self.head.show_file(file)
        self.changes.show_line(line, file)
        self.since.show_file(file)
        self.open.show_file(file)
        decision = decided.decision if decided is not None else None
        found = workspace.read(guide, entry_id=line.id, today=workspace.today)
        self.decision.show_file(file, found, decision, behavior_of(line), draft)
        self._found = found
        if draft and another:
            self._shell.say("What was typed here before is back. It is not recorded yet.")
        self.decision.setEnabled(not closed)
        self.head.record_button.setEnabled(not closed)
        self._clean = self.decision.kept()
        if another:
            self._area.verticalScrollBar().setValue(0)

    def clear(self) -> None:
        """Nobody is open."""
        self.entry_id, self._file, self._clean = None, None, {}

    # Drafts -----------------------------------------------------------------------------------

    def draft_name(self, entry_id: int) -> str:
        """The name under which one decision's typed words are kept."""
        return f"staffing:{entry_id}"

    def keep_draft(self) -> None:
        """Keep what was entered since the last time, if anything was."""
        if self.entry_id is None or not self._clean:
            return
        typed = self.decision.kept()
        if typed != self._clean:
            self._shell.drafts.save(self.draft_name(self.entry_id), typed)
            self._clean = typed

    # Recording --------------------------------------------------------------------------------

    @does(staffings.decide)
    def record(self) -> bool:
        """Record the decision; a refusal stands beside what was typed, and nothing is lost."""
        if self.entry_id is None or not self.head.record_button.isEnabled():
            return False
        try:
            self._workspace.perform(
                staffings.decide, entry_id=self.entry_id, decision=self.decision.decision()
            )
        except Refusal as refusal:
            self.decision.refuse(refusal)
            self._show_refusal()
            self.keep_draft()
            return False
        self._shell.drafts.clear(self.draft_name(self.entry_id))
        self.clear()
        return True

    @does(staffings.take_back_decision)
    def take_back(self) -> bool:
        """Take back what was decided, with what was typed of it; a refusal stands beside it."""
        if self.entry_id is None:
            return False
        try:
            self._workspace.perform(staffings.take_back_decision, entry_id=self.entry_id)
        except Refusal as refusal:
            self.decision.refuse(refusal)
            self._show_refusal()
            return False
        self._shell.drafts.clear(self.draft_name(self.entry_id))
        self._clean = {}
        return True

    def _show_refusal(self) -> None:
        """The sentence in sight, and whatever it asks for."""
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        self._area.ensureWidgetVisible(self.decision.notices)
        asked = self.focusWidget()
        if asked is not None and self._area.isAncestorOf(asked):
            self._area.ensureWidgetVisible(asked)

    # Keys -------------------------------------------------------------------------------------

    def goal_slots(self) -> list[Callable[[], None]]:
        """One slot for each of the digits 1 to 3."""
        return [self.press_1, self.press_2, self.press_3]

    def press_1(self) -> None:
        self._press(1)

    def press_2(self) -> None:
        self._press(2)

    def press_3(self) -> None:
        self._press(3)

    def _press(self, digit: int) -> None:
        if self._open_now():
            self.decision.goal.press_digit(digit)

    def _open_now(self) -> bool:
        return self.entry_id is not None and self.isVisible() and self.decision.isEnabled()

    def ask_option(self) -> None:
        """Weigh a response from the program's catalog."""
        if self._open_now() and self._file is not None:
            picker = OptionPicker(self._found, self._workspace.today, self.window())
            picker.picked.connect(self.decision.options.add_option)
            picker.open()

    def toggle_advance(self) -> None:
        """Advance, or stay after all."""
        if self._open_now():
            self.decision.toggle_advance()

    def take_suggested(self) -> None:
        """Recommend what the guide suggests first in each family."""
        if self._open_now():
            self.decision.guide.take()

    def toggle_contested(self) -> None:
        """The participant disputes it, or does not."""
        if self._open_now():
            self.decision.toggle_contested()

    def write_behavior(self) -> None:
        """Put the keyboard into the behavior."""
        self._write_in(self.decision.behavior)

    def write_account(self) -> None:
        """Put the keyboard into the participant's account."""
        self._write_in(self.decision.account)

    def write_said(self) -> None:
        """Put the keyboard into the team's own words."""
        self._write_in(self.decision.said)

    def write_dissent(self) -> None:
        """Put the keyboard on who dissents."""
        if self._open_now():
            self.decision.dissents.take_keyboard()
            self._area.ensureWidgetVisible(self.decision.dissents)

    def _write_in(self, place: QWidget) -> None:
        if self._open_now():
            if isinstance(place, LongEditor):
                place.write_on()
            else:
                place.setFocus()
            self._area.ensureWidgetVisible(place)

    def open_file(self) -> None:
        """Show the participant's file."""
        if self._file is not None:
            self._shell.open_participant(self._file.entry.episode_id)
