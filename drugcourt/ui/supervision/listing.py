"""What every list of supervision is: chips that choose the lines, acts, keys, and one table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.casework.supervision.listing import Whose, Window, choice_words
from drugcourt.domain.dates import counted
from drugcourt.domain.tone import Term, Tone
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit.buttons import Button, Choice, ChoiceChips, Look
from drugcourt.ui.kit.key_table import KeyTable
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.suggest import Result
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.theme import px
from drugcourt.ui.shell import Shell
from drugcourt.ui.supervising import Supervising

MARK_FIRST = "Choose a line first, with the arrows or a click."


class SupervisionList(QWidget):
    """One list. A subclass names its questions, columns and acts; `act_keys` maps letters to acts.

    Digits choose which lines are shown. Enter opens the participant's file at Supervision.
    """

    name: ClassVar[str]
    noun: ClassVar[str]
    shows: ClassVar[type[Term]]
    first: ClassVar[Term]
    hint: ClassVar[str]
    empty: ClassVar[str]

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.workspace = shell.workspace
        self.today = shell.workspace.today
        self.whose = Whose()
        self.notices = Notices()
        choices = [Choice(one, choice_words(one)) for one in self.shows]
        self.chips = ChoiceChips(choices, f"Which of the {self.noun}s")
        self.chips.set_value(self.first)
        self.count = Muted("", wrap=False)
        self.table = KeyTable(
            self.columns(),
            self.name,
            as_of=self.today,
            layouts=shell.layouts,
            empty=self.empty,
        )
        self._build()
        self.chips.chosen.connect(self._chosen)
        self.table.opened.connect(self.open_row)
        self.table.pressed.connect(self._pressed)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(self.notices)
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self.chips, 1)
        for button in self.buttons():
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.addWidget(Muted(self.hint, small=True, wrap=False), 1)
        foot.addWidget(self.count)
        column.addLayout(foot)

    # What a list is made of -------------------------------------------------------------------

    def columns(self) -> Sequence[Column]:
        """The columns of the table."""
        raise NotImplementedError

    def buttons(self) -> Sequence[Button]:
        """The acts, to the right of the chips."""
        raise NotImplementedError

    def act_keys(self) -> dict[str, Callable[[], object]]:
        """Which letters act."""
        raise NotImplementedError

    def questions(self) -> tuple[Callable[..., Any], Callable[..., Any]]:
        """The question for a window of rows, and the one for their number."""
        raise NotImplementedError

    def new(self) -> None:
        """A new entry of this list."""
        raise NotImplementedError

    # Showing ----------------------------------------------------------------------------------

    def show_of(self, whose: Whose) -> None:
        """Ask again, for these people."""
        self.whose = whose
        self.ask()

    def ask(self) -> None:
        """Ask again for the lines that are chosen."""
        self.table.set_source(self._fetch, self._count)
        self.count.setText(counted(self.table.rows.rowCount(), self.noun))

    def take_keyboard(self) -> None:
        """The keyboard goes to the table, on its first line."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.table.selected_row() is None:
            self.table.select_place(0)

    @property
    def entries(self) -> Supervising:
        """The dialogs; a new entry is about whoever is chosen, unless somebody else is named."""
        row = self.table.selected_row()
        about = None if row is None else Result(row.name, payload=row.episode_id)
        return Supervising(Asking(self.shell), about=about)

    def chosen(self) -> Any:
        """The row that is chosen; without one the list says what to do."""
        row = self.table.selected_row()
        if row is None:
            self.notices.say(MARK_FIRST, Tone.INFO, key="mark")
        else:
            self.notices.take_back("mark")
        return row

    def open_row(self, row: Any) -> None:
        """Show the file of whom the line is about."""
        self.shell.open_participant(row.episode_id, "supervision")

    def _fetch(self, offset: int, limit: int, sort: str, descending: bool) -> Sequence[Any]:
        rows, _ = self.questions()
        window = Window(offset, limit, sort, descending)
        return self.workspace.read(rows, **self._wanted(), window=window)

    def _count(self) -> int:
        _, count = self.questions()
        return int(self.workspace.read(count, **self._wanted()))

    def _wanted(self) -> dict[str, Any]:
        shows = self.shows(str(self.chips.value()))
        return {"shows": shows, "whose": self.whose, "today": self.today}

    def _chosen(self, _which: object) -> None:
        self.ask()

    def _pressed(self, letter: str) -> None:
        if letter.isdigit():
            self.chips.press_digit(int(letter))
            return
        act = self.act_keys().get(letter)
        if act is not None:
            act()


def whose(row: Any) -> str:
    """Under the name: the phase and the case manager."""
    return " · ".join(part for part in (row.phase, row.case_manager) if part)


def act_button(
    text: str, slot: Callable[[], object], letter: str, *, first: bool = False
) -> Button:
    """A button whose letter is in its tooltip; the first one stands out."""
    button = Button(text, slot, Look.PRIMARY if first else Look.SECONDARY)
    button.setToolTip(f"{text} ({letter} in the list)")
    return button
