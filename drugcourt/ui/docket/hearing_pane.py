"""One participant at one hearing: what is known, what is decided, and the draft of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from drugcourt.casework.hearings import hearings
from drugcourt.casework.hearings.file import HearingFile
from drugcourt.casework.responses.advice import advice_at
from drugcourt.casework.staffings.recommended import recommended
from drugcourt.domain.hearings import HearingAttendance, PhaseMove
from drugcourt.errors import Overtaken, Refusal
from drugcourt.ui.docket import two_versions
from drugcourt.ui.docket.files import HearingFiles
from drugcourt.ui.docket.outcome_card import OutcomeCard
from drugcourt.ui.docket.person_panel import (
    OrdersCard,
    RatioCard,
    RulesCard,
    SinceCard,
)
from drugcourt.ui.hearings.person_head import PersonHead
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.editors import LongEditor
from drugcourt.ui.kit.flow import FoldingRow, scrolled
from drugcourt.ui.kit.signals import weakly
from drugcourt.ui.kit.theme import px
from drugcourt.ui.responding.picker import ResponsePicker
from drugcourt.ui.shell import Shell
from drugcourt.workspace import Seen

FOLDS = 560  # below this width what is known stands above what the rules say


class HearingPane(QWidget):
    """The right side of the docket; built once, filled anew for each participant."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._workspace = shell.workspace
        self.entry_id: int | None = None
        self._file: HearingFile | None = None
        self._clean: dict[str, object] = {}
        self._seen: Seen | None = None
        self._recorded: dict[int, dict[str, Any]] = {}
        self._running = False
        self.files = HearingFiles(shell.workspace, self)
        self.head = PersonHead("hearing")
        self.since = SinceCard()
        self.rules = RulesCard()
        self.outcome = OutcomeCard(shell.workspace.today, self.since.account)
        self.ratio = RatioCard()
        self.orders = OrdersCard()
        self.head.file_wanted.connect(self.open_file)
        self.outcome.responses.add_wanted.connect(self.ask_response)
        self.outcome.versions.chosen.connect(self._take_version)
        self.outcome.attendance.chosen.connect(self._attended)
        self._build()

    def _build(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, px(4), 0)
        column.setSpacing(px(12))
        column.addWidget(FoldingRow((self.since, 1), (self.rules, 1), under=FOLDS, gap=12))
        column.addWidget(self.outcome)
        column.addWidget(FoldingRow((self.ratio, 1), (self.orders, 1), under=FOLDS, gap=12))
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(12))
        outer.addWidget(self.head)
        self._area = scrolled(inner)
        outer.addWidget(self._area, 1)

    # Filling ----------------------------------------------------------------------------------

    def open_entry(self, entry_id: int, *, closed: bool, running: bool, going: bool = True) -> None:
        """Show one hearing with its draft. `running` says that its session is held today, `going`
        that somebody was heard already: then the timer starts by itself, before that it waits for
        the attendance, so that preparing the docket counts as no hearing.
        """
        file = self.files.get(entry_id)
        draft = None if closed else self._shell.drafts.load(self.draft_name(entry_id))
        another = entry_id != self.entry_id
        if another or not draft:  # what is typed is compared with what it was typed over
            self._seen = self._workspace.seen()
        going_on = self.outcome.timer.seconds() if not another else 0
        self.entry_id, self._file = entry_id, file
        for part in (self.head, self.since, self.rules, self.ratio, self.orders):
            part.show_file(file)
        self.outcome.show_file(file, draft)
        if draft and another:
            self._shell.say("What was typed here before is back. It is not recorded yet.")
        self.outcome.setEnabled(not closed)
        self.head.record_button.setEnabled(not closed)
        self._clean = self._typed()
        if going_on > self.outcome.timer.seconds():
            self.outcome.timer.set_seconds(going_on)
        self._running = running
        if running and going and file.entry.attendance is None:
            self.outcome.timer.start()
        if another:
            self._area.verticalScrollBar().setValue(0)

    def clear(self) -> None:
        """Nobody is open."""
        self.entry_id, self._file, self._clean = None, None, {}

    # Drafts -----------------------------------------------------------------------------------

    def draft_name(self, entry_id: int) -> str:
        """The name under which one hearing's typed words are kept."""
        return f"hearing:{entry_id}"

    def _typed(self) -> dict[str, object]:
        """What a person entered; the running timer alone makes no draft."""
        return {key: what for key, what in self.outcome.kept().items() if key != "seconds"}

    def keep_draft(self) -> None:
        """Keep what was entered since the last time, if anything was."""
        if self.entry_id is None or not self._clean:
            return
        typed = self._typed()
        if typed != self._clean:
            self._shell.drafts.save(self.draft_name(self.entry_id), self.outcome.kept())
            self._clean = typed

    # Recording --------------------------------------------------------------------------------

    @does(hearings.record_hearing)
    def record(self) -> bool:
        """Record the hearing; a refusal stands beside what was typed, and nothing is lost."""
        if self.entry_id is None or not self.head.record_button.isEnabled():
            return False
        if not self._all_chosen():
            return False
        entered = self.outcome.kept()
        try:
            with self._workspace.saving(self._seen):
                self._workspace.perform(
                    hearings.record_hearing, entry_id=self.entry_id, outcome=self.outcome.outcome()
                )
        except Overtaken as overtaken:
            self._show_versions(overtaken)
            self.keep_draft()
            return False
        except Refusal as refusal:
            self.outcome.refuse(refusal)
            self._show_refusal()
            self.keep_draft()
            return False
        self._shell.drafts.clear(self.draft_name(self.entry_id))
        self._recorded[self.entry_id] = entered
        self.clear()
        return True

    def _show_versions(self, overtaken: Overtaken) -> None:
        """Another desk recorded this hearing meanwhile: both versions, field by field."""
        lines = two_versions.lines_of(self.outcome, overtaken.theirs)
        self.outcome.refuse(overtaken)
        self.outcome.versions.show_lines(overtaken.who, lines, {})
        if self._seen is not None:
            self._seen.number = overtaken.number
        self._show_refusal()

    def _take_version(self, key: str, value: object) -> None:
        two_versions.take(self.outcome, key, value)

    def _all_chosen(self) -> bool:
        """Whether a version stands for each field of which there are two."""
        asked = self.outcome.versions.open_question()
        if asked is None:
            self.outcome.versions.clear()
            return True
        self.outcome.refuse(Refusal(f"{asked.field.label}: choose first which version stays."))
        self.outcome.versions.choices[asked.field.key].setFocus()
        return False

    def offer_again(self, entry_id: int) -> None:
        """Its recording was taken back: what was entered is a draft again."""
        entered = self._recorded.pop(entry_id, None)
        if entered is not None:
            self._shell.drafts.save(self.draft_name(entry_id), entered)

    def _show_refusal(self) -> None:
        """The sentence in sight, and whatever it asks for: nobody types where they can't see."""
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        self._area.ensureWidgetVisible(self.outcome.notices)
        asked = self.focusWidget()
        if asked is not None and self._area.isAncestorOf(asked):
            self._area.ensureWidgetVisible(asked)

    # Keys -------------------------------------------------------------------------------------

    def attendance_slots(self) -> list[Callable[[], None]]:
        """One slot for each of the digits 1 to 6."""
        return [weakly(self._press, digit) for digit in range(1, len(HearingAttendance) + 1)]

    def date_slots(self) -> list[Callable[[], None]]:
        """One slot for each of the digits 7 to 9: the suggested days."""
        return [weakly(self._choose_day, place) for place in range(3)]

    def _choose_day(self, place: int) -> None:
        if self._open_now():
            self.outcome.next.choose(place)

    def _attended(self, attendance: object) -> None:
        """Who is called is being heard: the timer runs from then on."""
        fresh = self._file is not None and self._file.entry.attendance is None
        if self._running and fresh and not self.outcome.timer.seconds():
            self.outcome.timer.start()

    def _press(self, digit: int) -> None:
        if self._open_now():
            self.outcome.attendance.press_digit(digit)

    def _open_now(self) -> bool:
        return self.entry_id is not None and self.isVisible() and self.outcome.isEnabled()

    def focus_attendance(self) -> None:
        """Put the keyboard on the attendance."""
        self.outcome.attendance.setFocus()

    def ask_response(self) -> None:
        """Pick a response from the program's catalog."""
        if self._open_now() and self._file is not None:
            found = self._workspace.read(
                advice_at, entry_id=self._file.entry.id, today=self._workspace.today
            )
            picker = ResponsePicker(self._workspace, found, self.window())
            picker.picked.connect(self.outcome.responses.add_response)
            picker.open()

    def type_date(self) -> None:
        """Type another next date."""
        if self._open_now():
            self.outcome.next.type_other()
            self._area.ensureWidgetVisible(self.outcome.next)

    def take_recommended(self) -> None:
        """Put in what the team recommends: its responses, and a step forward."""
        if not self._open_now() or self.entry_id is None:
            return
        found = self._workspace.read(recommended, entry_id=self.entry_id)
        if found is None:
            self._shell.say("The team has not decided about this participant.")
            return
        there = {(r.family, r.title.casefold()) for r in self.outcome.responses.new()}
        for response in found.responses:
            if (response.family, response.title.casefold()) not in there:
                self.outcome.responses.add_response(response)
        if found.move in (PhaseMove.ADVANCE, PhaseMove.GRADUATE):
            self.outcome.move.set_move(found.move)
        if found.asked:
            titles = "; ".join(found.asked)
            self._shell.say(f"Say first whether the participant was heard, with R: {titles}.")

    def toggle_advance(self) -> None:
        """Advance, or graduate from the last phase; or stay after all."""
        if self._open_now():
            moved = self.outcome.move.move() is not PhaseMove.STAY
            self.outcome.move.set_move(PhaseMove.STAY if moved else self.outcome.move.forward())

    def step_warrant(self) -> None:
        """Choose the next step of a warrant, where there are any, and put the keyboard on it."""
        if self._open_now() and self.outcome.warrant.isVisible():
            self.outcome.step_warrant()
            self._write_in(self.outcome.warrant)

    def write_orders(self) -> None:
        """Put the keyboard into the orders."""
        if self._open_now():
            self._write_in(self.outcome.orders)

    def write_note(self) -> None:
        """Put the keyboard into the note."""
        if self._open_now():
            self._write_in(self.outcome.note)

    def _write_in(self, place: QWidget) -> None:
        if isinstance(place, LongEditor):
            place.write_on()
        else:
            place.setFocus()
        self._area.ensureWidgetVisible(place)

    def open_file(self) -> None:
        """Show the participant's file."""
        if self._file is not None:
            self._shell.open_participant(self._file.entry.episode_id)
