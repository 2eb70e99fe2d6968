"""What a program file is found to be when it is checked: every mistake at once, or none."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.casework.programs.handbook import read_program
from drugcourt.domain.dates import counted
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.exchange.programs.files import program_text
from drugcourt.exchange.programs.problems import ProgramProblem, ProgramRefusal
from drugcourt.fields.field import Field, Kind
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.labels import Heading
from drugcourt.ui.kit.notices import Banner
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px

LINE = Field("line", "Line", Kind.WHOLE, width=6)
KEY = Field("key", "Entry", width=18)
SENTENCE = Field("sentence", "What is wrong", width=40)


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of reading a file: its text and a sentence, or its mistakes."""

    name: str
    text: str
    sentence: str
    mistakes: tuple[ProgramProblem, ...] = ()
    readable: bool = True


def check_file(path: Path) -> Checked:
    """Read a program file and find every mistake in it."""
    try:
        text = program_text(path)
        book = read_program(text)
    except ProgramRefusal as refusal:
        count = counted(len(refusal.problems), "mistake")
        return Checked(
            path.name, "", f"“{path.name}” has {count}; nothing was taken.", refusal.problems
        )
    except Refusal as refusal:
        return Checked(path.name, "", str(refusal), readable=False)
    phases = counted(len(book.phases), "phase")
    return Checked(
        path.name,
        text,
        f"“{path.name}” has no mistakes: {book.name}, {book.version}, {phases}.",
    )


@dataclass(frozen=True, slots=True)
class MistakeRow:
    """One mistake with the place it has in the list."""

    id: int
    line: int | None
    key: str
    sentence: str
    suggestion: str


def _suggestion(row: MistakeRow) -> str:
    return row.suggestion


def _tip(row: MistakeRow) -> str:
    return f"{row.sentence} {row.suggestion}".strip()


class MistakesDialog(QDialog):
    """The verdict on a file, with all of its mistakes where it has any."""

    def __init__(self, checked: Checked, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Program file")
        self.checked = checked
        good = checked.readable and not checked.mistakes
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(20), px(16), px(20), px(16))
        outer.setSpacing(px(12))
        outer.addWidget(Heading("Check of a program file"))
        tone = Tone.GOOD if good else Tone.ALARM
        outer.addWidget(Banner(checked.sentence, tone, closable=False))
        self.table = DataTable(
            [
                Column(LINE),
                Column(KEY, muted=True),
                Column(SENTENCE, detail=_suggestion, tooltip=_tip, stretch=True),
            ],
            "Mistakes",
        )
        self.table.set_rows(
            [
                MistakeRow(n, m.line, m.key, m.sentence, m.suggestion)
                for n, m in enumerate(checked.mistakes)
            ]
        )
        self.table.setVisible(bool(checked.mistakes))
        outer.addWidget(self.table, 1)
        outer.addStretch(0 if checked.mistakes else 1)
        feet = QHBoxLayout()
        feet.addStretch(1)
        self.done_button = Button("Close", self.close, Look.PRIMARY)
        self.done_button.setDefault(True)
        feet.addWidget(self.done_button)
        outer.addLayout(feet)
        self.done_button.setFocus()  # Enter closes, whether or not there is a list
        self.resize(px(820), px(440) if checked.mistakes else px(180))
