"""How the editor of a handbook is laid out: bar, tabs of cards, the form beside them, mistakes."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from drugcourt.casework.programs.drafting import Draft
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.cards import Card, columns
from drugcourt.ui.kit.labels import Pill
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.theme import px
from drugcourt.ui.programs.draft_board import Board
from drugcourt.ui.programs.draft_clock import ClockTable
from drugcourt.ui.programs.draft_form import DraftForm
from drugcourt.ui.programs.draft_mistakes import MistakeList
from drugcourt.ui.programs.draft_people import PeoplePanel
from drugcourt.ui.programs.draft_plans import (
    clock_plan,
    graduation_plan,
    phases_plan,
    program_plan,
    responses_plan,
)
from drugcourt.ui.shell import Shell

PLANS = (
    ("Phases", phases_plan),
    ("Graduation and milestones", graduation_plan),
    ("Sober clock", clock_plan),
    ("Responses", responses_plan),
    ("The program", program_plan),
)
PEOPLE = "Effect on people"


class EditorFace(QWidget):
    """The pieces of the editor in their places; what they do is said in editor.py."""

    def __init__(self, shell: Shell, draft: Draft) -> None:
        super().__init__()
        self.shell, self.draft = shell, draft
        self.notices = Notices()
        self.undo_button = Button("Undo", icon_name="arrow-counter-clockwise")
        self.redo_button = Button("Redo", icon_name="arrow-clockwise")
        self.undo_button.setToolTip("Undo (Ctrl+Z)")
        self.redo_button.setToolTip("Redo (Ctrl+Shift+Z)")
        self.pill = Pill()
        self.import_button = Button("Bring in a file…")
        self.export_button = Button("Write a file…")
        self.people_button = Button("Whom would it change?")
        self.save_button = Button("Save as new version…", look=Look.PRIMARY)
        self.clock = ClockTable(draft)
        self.boards = [Board(words) for words, _plan in PLANS]
        self.people = PeoplePanel(shell)
        self.form = DraftForm(draft, shell.workspace.today)
        self.mistakes = MistakeList()
        self.tabs = self._tabs()
        self._lay_out()

    def _tabs(self) -> QTabWidget:
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.tabBar().setDrawBase(False)
        tabs.setAccessibleName("Parts of the handbook")
        for board, (words, _plan) in zip(self.boards, PLANS, strict=True):
            tabs.addTab(self._with_clock(board) if words == "Sober clock" else board, words)
        tabs.addTab(self.people, PEOPLE)
        return tabs

    def _with_clock(self, board: Board) -> QWidget:
        held = QWidget()
        row = columns((self.clock, 3), (board, 2))
        row.setContentsMargins(0, 0, 0, 0)
        held.setLayout(row)
        return held

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(px(8))
        for piece in (self.undo_button, self.redo_button, self.pill):
            bar.addWidget(piece)
        bar.addStretch(1)
        for button in (self.import_button, self.export_button, self.people_button):
            bar.addWidget(button)
        bar.addWidget(self.save_button)
        self.side = Card()
        self.side.add(self.form, 1)
        self.side.setFixedWidth(px(372))
        middle = QHBoxLayout()
        middle.setSpacing(px(14))
        middle.addWidget(self.tabs, 1)
        middle.addWidget(self.side)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(8))
        box.addWidget(self.notices)
        box.addLayout(bar)
        box.addLayout(middle, 1)
        box.addWidget(self.mistakes)
