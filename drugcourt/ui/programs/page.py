"""The page Program setup: which handbooks are kept, and what the chosen one says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from drugcourt import settings
from drugcourt.casework.paper_texts import keep_words
from drugcourt.casework.programs.handbook import Handbook, kept_handbook, program_text
from drugcourt.casework.programs.programs import ProgramRow, keep_program, program_rows
from drugcourt.casework.programs.versions import move_to_version
from drugcourt.domain.dates import counted, short
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.exchange.files import atomic_write
from drugcourt.exchange.wording import PaperText
from drugcourt.fields.field import Field, Kind
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit import messages, tasks
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.cards import Card, EmptyState
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.flow import scrolled, side_by_side
from drugcourt.ui.kit.labels import Heading, Muted
from drugcourt.ui.kit.menus import Menu
from drugcourt.ui.kit.page import Page
from drugcourt.ui.kit.signals import weakly
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.ui.programs.beginning import ASKED, NEW, another
from drugcourt.ui.programs.draft_save import MoveDialog
from drugcourt.ui.programs.editor import ProgramEditor
from drugcourt.ui.programs.lines import bullets
from drugcourt.ui.programs.mistakes import Checked, MistakesDialog, check_file
from drugcourt.ui.programs.paper_texts import PaperTextDialog
from drugcourt.ui.programs.tabs import graduation_tab, phases_tab, responses_tab, sober_tab
from drugcourt.ui.shell import Shell

TOML = "Program file (*.toml)"
NAME = Field("name", "Handbook", width=22)
PEOPLE = Field("people", "People", Kind.WHOLE, width=7)
TABS = (
    ("Phases", phases_tab),
    ("Graduation and milestones", graduation_tab),
    ("Sober clock", sober_tab),
    ("Responses", responses_tab),
)


@dataclass(frozen=True, slots=True)
class _Check:
    """A file to check on a worker; holds no widget."""

    path: Path

    def check(self) -> Checked:
        return check_file(self.path)


def _version(row: ProgramRow) -> str:
    used = " · for new participants" if row.default else ""
    return f"{row.version}{used}"


class ProgramsPage(Page):
    """Versions on the left, the chosen one laid out for reading on the right."""

    title = "Program setup"
    kinds = frozenset({"program_version", "court", "episode"})

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell = shell
        self.folder = settings.courts_folder()
        self._shown: tuple[int, Handbook] | None = None
        self.editor: ProgramEditor | None = None
        self._touched: frozenset[int] = frozenset()
        self.check_button = Button("Check a program file…", self.ask_check)
        self.keep_button = Button("Add as new version…", self.ask_keep, Look.PRIMARY)
        self.words_button = Button("Words of papers…", self.open_words_menu)
        self.back_button = Button("Back to the kept versions", self.leave_editor)
        self.back_button.hide()
        self.add_action(self.back_button)
        self.add_action(self.words_button)
        self.add_action(self.check_button)
        self.add_action(self.keep_button)
        self.versions = DataTable(
            [
                Column(NAME, detail=_version, strong=True, stretch=True),
                Column(PEOPLE, muted=True),
            ],
            "Handbooks",
            fit=True,
        )
        self.versions.picked.connect(self._picked)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.setAccessibleName("Parts of the handbook")
        self.empty = EmptyState(
            "No handbook yet",
            "Add the court’s own program file, or one that came with the program.",
            icon_name="books",
        )
        self._lay_out()

    def _lay_out(self) -> None:
        kept = Card("Kept versions", "people judged by each")
        kept.add(self.versions)
        self.default_button = Button("Use for new participants", self.use_for_new)
        self.copy_button = Button("Save a copy…", self.ask_copy)
        self.edit_button = Button("Edit as new version…", self.edit, icon_name="pencil-simple")
        self.move_button = Button("Move participants here…", self.ask_move)
        self.another_button = Button("Begin another program…", self.begin_another)
        for button in self._of_version():
            kept.add(_left(button))
        self.about = Card("About this version")
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(14))
        box.addWidget(kept)
        box.addWidget(self.about)
        box.addStretch(1)
        left = scrolled(inner)
        left.setFixedWidth(px(316))
        right = QWidget()
        held = QVBoxLayout(right)
        held.setContentsMargins(0, 0, 0, 0)
        held.addWidget(self.tabs, 1)
        held.addWidget(self.empty, 1)
        self.reading = QWidget()
        row = side_by_side((left, 0), (right, 1))
        self.reading.setLayout(row)
        self.body.addWidget(self.reading, 1)
        self.setFocusProxy(self.versions)

    def _of_version(self) -> tuple[Button, ...]:
        return (
            self.edit_button,
            self.default_button,
            self.move_button,
            self.copy_button,
            self.another_button,
        )

    # Showing ----------------------------------------------------------------------------------

    def refresh(self) -> None:
        rows = self.shell.workspace.read(program_rows)
        chosen = self.versions.selected_id()
        self.versions.set_rows(rows)
        if self.editor is None:
            self.set_head(self.title, "The handbook as data: what each phase asks, and why.")
        self.tabs.setVisible(bool(rows))
        self.about.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        for button in self._of_version():
            button.setVisible(bool(rows))
        if not rows:
            return
        ids = [row.id for row in rows]
        first = next((row.id for row in rows if row.default), ids[0])
        wanted = chosen if chosen in ids else first
        self.versions.select_id(wanted)
        self.show_version(wanted)

    def _picked(self, row: ProgramRow) -> None:
        self.show_version(row.id)

    def show_version(self, program_id: int) -> None:
        """Lay out one version; what is shown already stays as it is."""
        row = next(r for r in self.shell.workspace.read(program_rows) if r.id == program_id)
        self.default_button.setEnabled(not row.default)
        self.default_button.setToolTip(
            "New participants are judged by this version already." if row.default else ""
        )
        if self._shown is not None and self._shown[0] == program_id:
            return
        book = self.shell.workspace.read(kept_handbook, program_id=program_id)
        self._shown = (program_id, book)
        place = max(0, self.tabs.currentIndex())
        while self.tabs.count():
            old = self.tabs.widget(0)
            self.tabs.removeTab(0)
            old.deleteLater()
        for words, make in TABS:
            self.tabs.addTab(make(book), words)
        self.tabs.setCurrentIndex(place)
        self._show_about(book)

    def _show_about(self, book: Handbook) -> None:
        while (item := self.about.body.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        name = Heading(book.name)
        name.setWordWrap(True)
        self.about.add(name)
        self.about.add(Muted(f"Version {book.version}, in force from {short(book.effective)}."))
        for words, sentences in (("Sources", book.sources), ("Remarks", book.remarks)):
            if sentences:
                self.about.add(Heading(words))
                self.about.add(bullets(sentences))

    # Editing ----------------------------------------------------------------------------------

    @does(keep_program)
    def edit(self) -> None:
        """Edit a copy of the chosen version; the version itself never changes."""
        row = self.versions.selected_row()
        if row is None or self.editor is not None:
            return
        text = self.shell.workspace.read(program_text, program_id=row.id)
        detail = f"A copy of {row.version}, which stays as it is; saving makes a new version."
        self._open_editor(row.id, text, f"Editing {row.name}", detail)

    @does(keep_program)
    def begin_another(self) -> EditDialog | None:
        """Begin a program of its own from the chosen handbook, for another docket say."""
        row = self.versions.selected_row()
        if row is None or self.editor is not None:
            return None
        text = self.shell.workspace.read(program_text, program_id=row.id)
        taken = {one.key for one in self.shell.workspace.read(program_rows)}

        def act(given: dict[str, Any]) -> object:
            begun = another(text, given, taken)
            detail = f"Begun from {row.name}. Nobody is judged by it before it is kept and chosen."
            self._open_editor(NEW, begun, f"New program: {given['name']}", detail)
            return begun

        return Asking(self.shell).open(
            "Begin another program",
            ASKED,
            act,
            said="The new program is open to be edited; it is kept when you save it.",
            detail=f"It starts as a copy of {row.name}, {row.version}; change what is different.",
            confirm="Begin",
        )

    def _open_editor(self, program_id: int, text: str, title: str, detail: str) -> None:
        self.notices.clear()
        self.editor = ProgramEditor(self.shell, program_id, text)
        self.editor.saved.connect(self._saved)
        self.editor.left.connect(self.stop_editing)
        self.body.addWidget(self.editor, 1)
        self._show_editing()
        self.set_head(title, detail)
        self.editor.boards[0].focus_card(("phases", 0))

    def _show_editing(self) -> None:
        editing = self.editor is not None
        self.reading.setVisible(not editing)
        for button in (self.words_button, self.check_button, self.keep_button):
            button.setVisible(not editing)
        self.back_button.setVisible(editing)

    def leave_editor(self) -> None:
        """Go back to the kept versions; unsaved edits are kept for the next time."""
        if self.editor is not None:
            self.editor.leave()

    def stop_editing(self) -> None:
        """Take the editor away and show the kept versions again."""
        if self.editor is None:
            return
        self._touched = frozenset(one.episode_id for one in self.editor.people.touched)
        self.editor.hide()
        self.editor.deleteLater()
        self.editor = None
        self._show_editing()
        self.refresh()
        self.versions.setFocus()

    def _saved(self, program_id: int) -> None:
        self.stop_editing()
        self.versions.select_id(program_id)
        self.show_version(program_id)
        said = "The version is kept. Participants stay under their own until they are moved."
        move = ("Move participants to it…", self.ask_move)
        self.notices.say(said, Tone.GOOD, move, key="keep")

    @does(move_to_version)
    def ask_move(self) -> MoveDialog | None:
        """Choose who goes over to the chosen version, and why."""
        row = self.versions.selected_row()
        if row is None:
            return None
        dialog = MoveDialog(self.shell, row.id, self._touched)
        dialog.open()
        return dialog

    # Acts -------------------------------------------------------------------------------------

    @does(keep_words)
    def open_words_menu(self) -> None:
        """Offer the papers whose words the court may make its own."""
        menu = Menu(self)
        menu.setAccessibleName("Words of papers")
        for paper in PaperText:
            menu.addAction(f"{paper.label}…").triggered.connect(weakly(self.edit_words, paper))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.words_button.mapToGlobal(QPoint(0, self.words_button.height())))
        menu.setActiveAction(menu.actions()[0])

    @does(keep_words)
    def edit_words(self, paper: PaperText) -> PaperTextDialog:
        """Edit the words of one paper."""
        dialog = PaperTextDialog(self.shell, paper)
        dialog.open()
        return dialog

    def ask_check(self) -> None:
        """Choose a file and say what is wrong with it; nothing is kept."""
        path = self._choose("Check a program file")
        if path is not None:
            tasks.run(_Check(path).check, self.show_check)

    def show_check(self, checked: Checked) -> None:
        """The verdict, in a window of its own."""
        MistakesDialog(checked, self.shell.window_widget()).open()

    @does(keep_program)
    def ask_keep(self) -> None:
        """Choose a file and keep it as a version of this court."""
        path = self._choose("Add a version of the handbook")
        if path is not None:
            tasks.run(_Check(path).check, self._keep)

    def _keep(self, checked: Checked) -> None:
        if not checked.text:
            self.show_check(checked)
            return
        before = {row.id for row in self.shell.workspace.read(program_rows)}
        try:
            program_id = self.shell.workspace.perform(keep_program, text=checked.text)
        except Refusal as refusal:
            self.notices.say(str(refusal), Tone.ALARM, key="keep")
            return
        if program_id in before:
            said = "This very version was kept already; nothing was changed."
        else:
            said = (
                "The version is kept. Participants stay under their own version; choose “Use for "
                "new participants” when admissions should follow this one."
            )
        self.notices.say(said, Tone.GOOD, key="keep")
        self.refresh()
        self.versions.select_id(program_id)

    @does(keep_program)
    def use_for_new(self) -> None:
        """Let this version judge those admitted from now on."""
        row = self.versions.selected_row()
        if row is None:
            return
        sentence = (
            f"{row.name}, {row.version}, will judge everyone admitted from now on. "
            f"{counted(row.people, 'participant')} under this version and all others stay as "
            "they are."
        )
        if not messages.ask(self, "Use for new participants?", sentence, "Use this version"):
            return
        text = self.shell.workspace.read(program_text, program_id=row.id)
        try:
            self.shell.workspace.perform(keep_program, text=text, default=True)
        except Refusal as refusal:
            self.notices.say(str(refusal), Tone.ALARM, key="keep")
            return
        self.shell.say("New participants are judged by this version from now on.", Tone.GOOD)

    def ask_copy(self) -> None:
        """Write the chosen version as the file it was, with its comments."""
        row = self.versions.selected_row()
        if row is None:
            return
        suggested = self.folder / f"{row.key}-{row.version.replace(' ', '-').lower()}.toml"
        path = messages.choose_save_path(self, "Save a copy of the program", suggested, TOML)
        if path is None:
            return
        path = path if path.suffix else path.with_suffix(".toml")
        text = self.shell.workspace.read(program_text, program_id=row.id)
        try:
            with atomic_write(path) as file:
                file.write(text.encode("utf-8"))
        except Refusal as refusal:
            self.notices.say(str(refusal), Tone.ALARM, key="copy")
            return
        self.folder = path.parent
        self.notices.say(f"“{path.name}” is saved.", Tone.GOOD, key="copy")

    def _choose(self, title: str) -> Path | None:
        self.notices.clear()
        path = messages.choose_open_path(self, title, self.folder, TOML)
        if path is not None:
            self.folder = path.parent
        return path


def _left(button: Button) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(button)
    row.addStretch(1)
    return row
