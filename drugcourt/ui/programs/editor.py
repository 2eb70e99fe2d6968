"""The editor of a handbook: columns of cards, the form of one, every mistake, undo and redo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from drugcourt.casework.programs.draft_views import Views
from drugcourt.casework.programs.drafting import Draft, Path, Verdict
from drugcourt.casework.programs.programs import keep_program
from drugcourt.casework.programs.versions import people_in_phase
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.ui.kit import messages
from drugcourt.ui.kit.doing import deeds_of, does
from drugcourt.ui.kit.signals import weakly
from drugcourt.ui.programs.draft_adding import kinds_menu, new_entry, new_requirement, phase_goes
from drugcourt.ui.programs.draft_files import bring_file, write_file
from drugcourt.ui.programs.draft_plans import (
    said_of,
)
from drugcourt.ui.programs.draft_save import SaveDialog
from drugcourt.ui.programs.editor_face import PLANS, EditorFace
from drugcourt.ui.shell import Shell

CHECK_PAUSE, DRAFT_PAUSE = 120, 600
GROUP = "Editing a handbook"
_TABS = {"phases": 0, "graduation": 1, "milestones": 1, "outcomes": 1, "sober": 2, "responses": 3}


def draft_name(program_id: int) -> str:
    """Under which name the unsaved edits of a version are kept."""
    return f"program:{program_id}"


def _has_keyboard(piece: QWidget) -> bool:
    inside = piece.focusWidget()
    return inside is not None and inside.hasFocus()


class ProgramEditor(EditorFace):
    """Edits a copy of one kept version. `saved(number)` when it became a version of its own."""

    saved = Signal(int)
    left = Signal()

    def __init__(self, shell: Shell, program_id: int, text: str) -> None:
        kept = shell.drafts.load(draft_name(program_id)) or {}
        super().__init__(shell, Draft(str(kept.get("text", text))))
        self.program_id, self._base = program_id, text
        self.verdict: Verdict = self.draft.check()
        self.path: Path = ("phases", 0)
        self._turning = False
        self._connect()
        self._bind_keys()
        self._check_timer = self._timer(CHECK_PAUSE, self.check_now)
        self._draft_timer = self._timer(DRAFT_PAUSE, self.keep_draft)
        if kept:
            again = ("Start over", self.start_over)
            self.notices.say("Here are your edits that were not saved.", Tone.INFO, again, key="d")
        self.show_all()
        self.go(("phases", 0))

    def _timer(self, pause: int, slot: Any) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(pause)
        timer.timeout.connect(slot)
        return timer

    def _connect(self) -> None:
        for button, act in (
            (self.undo_button, self.undo),
            (self.redo_button, self.redo),
            (self.import_button, self.ask_import),
            (self.export_button, self.ask_export),
            (self.people_button, self.show_people),
            (self.save_button, self.ask_save),
        ):
            button.clicked.connect(act)
            button.does(*deeds_of(act))
        for board in self.boards:
            board.picked.connect(self._picked)
            board.wanted.connect(self._wanted)
        self.clock.typed.connect(self._typed)
        self.tabs.currentChanged.connect(self._tab_shown)
        self.form.typed.connect(self._typed)
        self.form.left.connect(self._rest)
        self.form.wanted.connect(self._wanted)
        self.form.given_up.connect(self._back_to_card)
        self.mistakes.opened.connect(self._edit)

    def _bind_keys(self) -> None:
        keys = self.shell.shortcuts
        for sign, words, slot in (
            ("Ctrl+Z", "Undo the last change", self.undo),
            ("Ctrl+Shift+Z", "Do it again", self.redo),
            ("Ctrl+S", "Save as new version", self.ask_save),
            ("Ctrl+I", "Whom would it change?", self.show_people),
            ("F8", "Next mistake", self.mistakes.open_next),
            ("Ctrl+PgDown", "Next part of the handbook", self.next_tab),
        ):
            keys.add(sign, words, slot, self, GROUP)
        for sign, words in (
            ("Arrows", "From card to card"),
            ("Enter", "Change the card’s entry; Esc goes back to the card"),
            ("Ctrl+Up", "Move the entry earlier in its list; a phase too"),
            ("Ctrl+Down", "Move the entry later"),
            ("Del", "Remove the entry"),
        ):
            keys.note(sign, words, self, GROUP)

    # Showing ----------------------------------------------------------------------------------

    def show_all(self) -> None:
        """Lay out cards, form, mistakes and buttons by the draft as it stands."""
        views = Views(self.draft, self.verdict.program)
        for board, (_words, plan) in zip(self.boards, PLANS, strict=True):
            board.show_plan(plan(self.draft), views, self.verdict)
            board.set_current(self.path)
        self.clock.refresh(self.verdict)
        self.form.show_entry(self.path, self.verdict)
        self.undo_button.setEnabled(self.draft.can_undo)
        self.redo_button.setEnabled(self.draft.can_redo)
        count = len(self.verdict.mistakes)
        self.pill.set_pill(said_of(count), Tone.ALARM if count else Tone.GOOD)
        self.mistakes.show_mistakes(self.draft, self.verdict)

    def go(self, path: Path, *, value: bool = False) -> None:
        """Show an entry in the form, and its card; with `value` the keyboard goes to the input."""
        entry = self.draft.entry_of(path)
        if self.draft.at(entry) is None and entry not in (("sober",), ("program",), ("options",)):
            entry = ("phases", 0)
        self.path = entry
        self.draft.rest()
        tab = _TABS.get(str(entry[0]), 4)
        if self.tabs.currentIndex() != tab:
            self._turning = True  # the tab gives the keyboard to a card that nobody picked
            self.tabs.setCurrentIndex(tab)
            self._turning = False
        for board in self.boards:
            board.set_current(entry)
        self.form.show_entry(entry, self.verdict)
        if value:
            self.form.focus_value(path)

    # Changing ---------------------------------------------------------------------------------

    def _typed(self, path: Path, value: Any) -> None:
        self.draft.put(path, value)
        self._changed()

    def _changed(self, *, shape: bool = False) -> None:
        self.undo_button.setEnabled(self.draft.can_undo)
        self.redo_button.setEnabled(self.draft.can_redo)
        self._draft_timer.start()
        if shape:
            self.check_now()
        else:
            self._check_timer.start()

    def _rest(self) -> None:
        self.draft.rest()

    def check_now(self) -> None:
        """Read the draft as the file it would be, and show what came of it."""
        self._check_timer.stop()
        self.verdict = self.draft.check()
        self.show_all()
        if self.tabs.currentWidget() is self.people:
            self.people.judge(self.verdict.program)

    def undo(self) -> None:
        """One step back."""
        self._stepped(self.draft.undo())

    def redo(self) -> None:
        """One step forward again."""
        self._stepped(self.draft.redo())

    def _stepped(self, path: Path | None) -> None:
        on_card = any(_has_keyboard(board) for board in self.boards)
        wanted = self.draft.entry_of(path) if path else self.path
        self.verdict = self.draft.check()
        if self.draft.at(wanted) is None:
            wanted = ("phases", 0)
        self.path = wanted
        self._changed(shape=True)
        if path:
            self.go(path)
        if on_card:
            self._back_to_card()  # the card that had the keyboard was laid out anew

    def _picked(self, path: Path) -> None:
        if path != self.path and not self._turning:
            self.go(path)

    def _wanted(self, verb: str, path: Path) -> None:
        verbs = {
            "up": weakly(self.move, path, -1),
            "down": weakly(self.move, path, 1),
            "remove": weakly(self.remove, path),
            "edit": weakly(self._edit, path),
            "add": weakly(self.add, path),
            "part": weakly(self.add, (*path, "parts")),
            "go": weakly(self.go, path),
        }
        verbs[verb]()

    def _edit(self, path: Path) -> None:
        self.go(path, value=True)

    def _back_to_card(self) -> None:
        place = self.tabs.currentIndex()
        if place < len(self.boards):
            self.boards[place].focus_card(self.path)

    def move(self, path: Path, step: int) -> None:
        """Move an entry within its list."""
        if not isinstance(path[-1], int):
            return
        self.path = self.draft.move(path, step)
        self._changed(shape=True)
        self.go(self.path)
        self._back_to_card()

    def add(self, path: Path) -> None:
        """Add an entry to a list; for a requirement its kind is asked first."""
        if path[-1] in ("advance", "graduation", "parts"):
            place = self.mapToGlobal(self.rect().center())
            kinds_menu(self, place, self.add_requirement, path)
            return
        home: Path = ("responses",) if path[0] == "responses" else path
        self._added(self.draft.add(home, new_entry(self.draft, path)))

    def add_requirement(self, path: Path, kind: str) -> None:
        """Add a requirement of a kind to a list."""
        self._added(self.draft.add(path, new_requirement(self.draft, path, kind)))

    def _added(self, path: Path) -> None:
        self.path = path
        self._changed(shape=True)
        self.go(path, value=True)

    def remove(self, path: Path) -> None:
        """Take an entry out; a phase only after saying what goes with it and who is in it."""
        if not isinstance(path[-1], int) or self.draft.at(path) is None:
            return
        if len(path) == 2 and path[0] == "phases" and not self._may_remove_phase(path):
            return
        self.draft.remove(path)
        self.path = self._neighbour(path)
        self._changed(shape=True)
        self.go(self.path)
        self._back_to_card()

    def _neighbour(self, path: Path) -> Path:
        for place in (int(path[-1]), int(path[-1]) - 1):
            if place >= 0 and self.draft.at((*path[:-1], place)) is not None:
                return (*path[:-1], place)
        return path[:-2] if path[-2] in ("advance", "parts") else ("phases", 0)

    def _may_remove_phase(self, path: Path) -> bool:
        if len(self.draft.at(("phases",))) == 1:
            self.notices.say("A program has at least one phase.", Tone.WATCH, key="phase")
            return False
        phase = self.draft.at(path)
        inside = self.shell.workspace.read(
            people_in_phase,
            key=str(self.draft.at(("program", "key")) or ""),
            phase=str(phase.get("key", "")),
        )
        said = phase_goes(phase, inside)
        return messages.ask(self, "Remove this phase?", said, "Remove it", danger=bool(inside))

    # Mistakes, people, files ------------------------------------------------------------------

    def next_tab(self) -> None:
        """The next part of the handbook, round and round."""
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + 1) % self.tabs.count())

    def show_people(self) -> None:
        """Judge the real court by both versions."""
        self.check_now()
        self.tabs.setCurrentWidget(self.people)
        self.people.setFocus()

    def _tab_shown(self, _place: int) -> None:
        shown = self.tabs.currentWidget() is self.people
        if shown and _has_keyboard(self.side):
            self.people.setFocus()  # else the keyboard would leave the editor with the form
        self.side.setVisible(not shown)
        if shown:
            self.people.judge(self.verdict.program)

    @does(keep_program)
    def ask_save(self) -> None:
        """Keep the draft as a version of its own; mistakes come first."""
        self.check_now()
        self.notices.take_back("save")
        if self.verdict.program is None:
            count = said_of(len(self.verdict.mistakes))
            self.notices.say(f"{count} to be mended before it is saved.", Tone.ALARM, key="save")
            self.mistakes.open_next()
            return
        dialog = SaveDialog(self.shell, self.draft, self.shell.window_widget())
        dialog.done_with.connect(self._saved)
        dialog.open()

    def _saved(self, program_id: int) -> None:
        self.forget_draft()
        self.saved.emit(program_id)

    def ask_export(self) -> None:
        """Write the draft as a program file."""
        self._say_of_file(write_file, Tone.GOOD)

    def ask_import(self) -> None:
        """Take a program file in place of what stands here; undo brings it back."""
        if self._say_of_file(bring_file, Tone.INFO):
            self._all_new()

    def _say_of_file(self, act: Callable[[QWidget, Draft], str], tone: Tone) -> bool:
        try:
            said = act(self, self.draft)
        except Refusal as refusal:
            self.notices.say(str(refusal), Tone.ALARM, key="file")
            return False
        if said:
            self.notices.say(said, tone, key="file")
        return bool(said)

    def _all_new(self) -> None:
        self.path = ("phases", 0)
        self._changed(shape=True)
        self.go(self.path)

    # Unsaved edits ----------------------------------------------------------------------------

    def keep_draft(self) -> None:
        """Keep the edits in the court file, so that a crash loses nothing."""
        self._draft_timer.stop()
        if self.draft.data == Draft(self._base).data:
            self.shell.drafts.clear(draft_name(self.program_id))
        elif self.draft.can_undo or self.draft.can_redo:
            self.shell.drafts.save(draft_name(self.program_id), {"text": self.draft.text()})

    def forget_draft(self) -> None:
        """The edits were saved, or thrown away."""
        self._draft_timer.stop()
        self._check_timer.stop()
        self.shell.drafts.clear(draft_name(self.program_id))

    def start_over(self) -> None:
        """Take the kept version again; undo brings the edits back."""
        self.notices.take_back("d")
        self.draft.replace(self._base)
        self._all_new()

    def leave(self) -> None:
        """Go back to the kept versions; unsaved edits are kept for the next time."""
        self.keep_draft()
        self.left.emit()
