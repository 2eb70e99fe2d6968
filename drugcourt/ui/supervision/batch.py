"""How many people are entered at once: what is the same for all above, a line a person below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from drugcourt.casework.supervision.listing import Whose
from drugcourt.domain.dates import counted
from drugcourt.domain.tone import Tone
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.fields.answers import answers
from drugcourt.fields.field import Field, Kind
from drugcourt.ui.kit import messages
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.editors import CleanLine
from drugcourt.ui.kit.form import Form
from drugcourt.ui.kit.labels import Heading, Muted
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.ui.shell import Shell

NAME = Field("name", "Participant", width=24)
MARK = Field("mark", "Entered", width=18)
WORDS = Field("text", "Words", width=20)
NOTE = (Field("text", "Words to this line", Kind.LONG_TEXT, max_length=2000),)


@dataclass(frozen=True, slots=True)
class Line:
    """One person: the row that was asked, the mark it has, and words to it."""

    row: Any
    mark: Any = None
    text: str = ""

    @property
    def id(self) -> Any:
        return self.row.id

    @property
    def name(self) -> str:
        return str(self.row.name)


def phase_of(line: Line) -> str:
    """The phase of whom the line is about."""
    return str(line.row.phase)


def manager_of(line: Line) -> str:
    """The case manager of whom the line is about."""
    return str(line.row.case_manager)


def away_pill(line: Line) -> list[tuple[str, Tone]]:
    """Why somebody could not be seen on that day, where something was in the way."""
    return [(line.row.away.label, Tone.PLAIN)] if line.row.away is not None else []


class BatchDialog(QDialog):
    """What is the same for all above, who below; Ctrl+Enter records all that is marked.

    Ctrl+F narrows the lines by name. Marks stay when the lines are asked again.
    """

    title = ""
    help = ""
    said = ""
    noun = "participant"

    def __init__(self, shell: Shell, whose: Whose) -> None:
        super().__init__(shell.window_widget())
        self.setWindowTitle(self.title)
        self.shell, self.whose = shell, whose
        self.marks: dict[Any, Any] = {}
        self.texts: dict[Any, str] = {}
        self.rows: Sequence[Any] = ()
        self._asked: Any = None
        self._saved = False
        self.notices = Notices()
        self.form = Form(self.fields(), shell.workspace.today, columns=4)
        self.form.set_values(self.values())
        self.find = CleanLine(60)
        self.find.setPlaceholderText("Find a name (Ctrl+F)")
        self.find.setAccessibleName("Find a name")
        self.table = self.make_table()
        self.count = Muted("", wrap=False)
        self._build()
        self.form.changed.connect(self.refresh)
        self.find.textChanged.connect(self.show_lines)
        self.find.returnPressed.connect(self.go_to_lines)
        self.refresh()
        self.form.focus_first()

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(px(20), px(16), px(20), px(16))
        box.setSpacing(px(10))
        box.addWidget(Heading(self.title))
        box.addWidget(Muted(self.help))
        box.addWidget(self.notices)
        box.addWidget(self.form)
        box.addWidget(self.find)
        box.addWidget(self.table, 1)
        feet = QHBoxLayout()
        self.save = Button("Record", self.record, Look.PRIMARY)
        self.save.setToolTip("Record all that is marked (Ctrl+Enter)")
        for button in self.buttons():
            feet.addWidget(button)
        feet.addWidget(self.count)
        feet.addStretch(1)
        feet.addWidget(Button("Cancel", self.close))
        feet.addWidget(self.save)
        box.addLayout(feet)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.record)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.find_name)
        QShortcut(QKeySequence("F2"), self).activated.connect(self.write_words)
        self.resize(px(940), px(660))

    # What a batch is made of ------------------------------------------------------------------

    def fields(self) -> tuple[Field, ...]:
        """What is the same for all."""
        raise NotImplementedError

    def values(self) -> dict[str, Any]:
        """What stands in it at first."""
        raise NotImplementedError

    def make_table(self) -> DataTable:
        """The table of lines; it sends its marks to `mark`."""
        raise NotImplementedError

    def buttons(self) -> Sequence[Button]:
        """What may be done to all lines at once."""
        return ()

    def asked_for(self, given: dict[str, Any]) -> Any:
        """What of the form decides which lines there are; None while that is not known."""
        raise NotImplementedError

    def ask_rows(self, asked: Any) -> Sequence[Any]:
        """The rows for it."""
        raise NotImplementedError

    def may_mark(self, row: Any) -> bool:
        """Whether a line may be marked."""
        return True

    def perform(self, given: dict[str, Any], lines: Sequence[Line]) -> int:
        """Record; returns how many."""
        raise NotImplementedError

    # Showing ----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask again who may be entered when what decides it changed."""
        try:
            asked = self.asked_for(self.form.values())
        except FieldRefusal:
            return  # a day half typed
        if asked is None or asked == self._asked:
            return
        self._asked = asked
        self.rows = self.ask_rows(asked)
        self.show_lines()

    def show_lines(self, _typed: str = "", place: int = 0) -> None:
        """Show the lines whose name holds what is typed, with their marks."""
        wanted = self.find.text().strip().casefold()
        lines = [
            Line(row, self.marks.get(row.id), self.texts.get(row.id, ""))
            for row in self.rows
            if wanted in row.name.casefold()
        ]
        self.table.set_rows(lines)
        if lines:
            self.table.select_place(min(place, len(lines) - 1))
        chosen = len(self.marked())
        self.count.setText(f"{counted(chosen, 'line')} marked of {len(self.rows):,}")
        self.save.setEnabled(chosen > 0)

    def marked(self) -> list[Line]:
        """The lines that are marked, also those that the search leaves out of sight."""
        return [
            Line(row, self.marks[row.id], self.texts.get(row.id, ""))
            for row in self.rows
            if self.marks.get(row.id) is not None and self.may_mark(row)
        ]

    def find_name(self) -> None:
        """Put the keyboard into the search."""
        self.find.setFocus()
        self.find.selectAll()

    def go_to_lines(self) -> None:
        """From the search to the lines."""
        self.table.setFocus()

    # Marking ----------------------------------------------------------------------------------

    def mark(self, mark: Any, *, go_on: bool = True) -> None:
        """Mark the chosen line, or clear it, and go to the next."""
        line: Line | None = self.table.selected_row()
        if line is None or not self.may_mark(line.row):
            return
        place = self.table.currentIndex().row()
        if mark is None:
            self.marks.pop(line.id, None)
        else:
            self.marks[line.id] = mark
        self.show_lines(place=place + 1 if go_on else place)

    def mark_others(self, mark: Any) -> None:
        """Mark everybody in sight who has neither a mark nor an entry of that day.

        Those who were in custody, absconded or on leave are left to a letter of their own.
        """
        for place in range(self.table.rows.rowCount()):
            line: Line = self.table.rows.row_at(place)
            if not line.row.recorded and line.row.away is None:
                self.marks.setdefault(line.id, mark)
        self.show_lines()
        self.table.setFocus()

    def write_words(self) -> None:
        """Words to the chosen line alone."""
        line: Line | None = self.table.selected_row()
        if line is None:
            return
        form = Form(NOTE, self.shell.workspace.today)
        form.set_values({"text": line.text})
        number, place = line.id, self.table.currentIndex().row()

        def keep(given: dict[str, Any]) -> object:
            self.texts[number] = given["text"] or ""
            self.show_lines(place=place)
            return None

        EditDialog(line.name, form, keep, "Keep", self).open()

    def record(self) -> None:
        """Record every marked line in one act."""
        self.notices.clear()
        if not self.form.check():
            return
        lines = self.marked()
        if not lines:
            self.notices.say("Mark the lines first.", Tone.WATCH, key="refusal")
            return
        given = answers(self.form.fields, self.form.values())
        try:
            count = self.perform(given, lines)
        except Refusal as refusal:
            self.notices.say(str(refusal), Tone.ALARM, key="refusal")
            return
        self._saved = True
        self.shell.say(f"{self.said} {counted(count, self.noun)}.", Tone.GOOD)
        self.close()

    def reject(self) -> None:
        """Esc leaves, and asks first when something was marked."""
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._saved and self.marks:
            leave = messages.ask(
                self,
                "Leave without recording?",
                "What you marked here has not been recorded and will be thrown away.",
                confirm="Throw away",
                cancel="Keep marking",
                danger=True,
            )
            if not leave:
                event.ignore()
                return
        event.accept()
        self.deleteLater()
