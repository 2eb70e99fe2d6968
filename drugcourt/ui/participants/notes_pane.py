"""The tab Notes: what was written, with later words under the note they belong to."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit

from drugcourt.casework import notes
from drugcourt.casework.notes import NoteRow
from drugcourt.domain.dates import counted
from drugcourt.fields import notes as fields
from drugcourt.fields.field import Field
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.cards import Card, columns
from drugcourt.ui.kit.celltext import moment_text
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.editors import CleanLine
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.theme import px
from drugcourt.ui.participants.entries import Entries
from drugcourt.ui.participants.pane import Pane
from drugcourt.ui.shell import Shell

FIRST_LINE = Field("text", "Note", width=40)


def _line(row: NoteRow) -> str:
    return " ".join(row.text.split())[:300]


def _by(row: NoteRow) -> str:
    later = f" · {counted(len(row.addenda), 'addendum', 'addenda')}" if row.addenda else ""
    return f"{row.author}{later}"


class NotesPane(Pane):
    """The list on the left, the whole note with its addenda on the right."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.words = CleanLine(80)
        self.words.setPlaceholderText("Find words in the notes")
        self.words.setAccessibleName("Find words in the notes")
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumWidth(px(200))
        self.words.setMaximumWidth(px(280))
        self.write = Button("New note…", self.new_note, icon_name="plus")
        self.list = self.table(
            [
                Column(fields.ABOUT),
                Column(fields.KIND),
                Column(FIRST_LINE, text=_line, detail=_by, stretch=True),
            ],
            "Notes",
            empty="No note to show. Press A, then N, to write one.",
        )
        self.list.picked.connect(self._show)
        self.list.opened.connect(self._add_to)
        self.list.record_of = self._record
        head = QHBoxLayout()
        head.addWidget(self.words)
        head.addStretch(1)
        head.addWidget(self.write)
        self.card = Card()
        self.card.add(head)
        self.card.add(self.list, 1)
        self.reader = QPlainTextEdit()
        self.reader.setReadOnly(True)
        self.reader.setTabChangesFocus(True)
        self.reader.setAccessibleName("The whole note")
        self.add = Button("Addendum…", self.add_to_note)
        self.whole = Card("Note", actions=(self.add,))
        self.whole.add(self.reader, 1)
        self.box.addLayout(columns((self.card, 3), (self.whole, 2)), 1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(120)
        self._pause.timeout.connect(self.refresh)
        self.words.textChanged.connect(self._typed)

    def refresh(self) -> None:
        self.list.set_source(self._fetch, self._count)
        if self.list.selected_row() is None:
            self.list.select_place(0)
        self._show(self.list.selected_row())

    def _record(self, row: NoteRow) -> tuple[str, int, str]:
        return "note", row.id, f"{row.kind.label} note"

    def _typed(self, _text: str) -> None:
        self._pause.start()

    def _fetch(self, offset: int, limit: int, _sort: str, _down: bool) -> list[NoteRow]:
        return self.desk.read(notes.note_rows, text=self.words.text(), offset=offset, limit=limit)

    def _count(self) -> int:
        return self.desk.read(notes.note_count, text=self.words.text())

    def _show(self, row: NoteRow | None) -> None:
        self.add.setEnabled(row is not None)
        if row is None:
            self.whole.set_heading("Note")
            self.reader.setPlainText("")
            self.reader.setPlaceholderText("Choose a note to read all of it.")
            return
        self.whole.set_heading(
            f"{row.kind.label} note", f"{row.author}, {moment_text(row.written_at, self.today)}"
        )
        parts = [row.text]
        for later in row.addenda:
            when = moment_text(later.written_at, self.today)
            parts.append(f"Addendum, {later.author}, {when}\n{later.text}")
        self.reader.setPlainText("\n\n".join(parts))

    @does(Entries.note)
    def new_note(self) -> None:
        """Write a note."""
        self.desk.entries.note()

    @does(Entries.addendum)
    def add_to_note(self) -> None:
        """Add to the chosen note."""
        self._add_to(self.list.selected_row())

    @does(Entries.addendum)
    def _add_to(self, row: NoteRow | None) -> None:
        if row is not None:
            self.desk.entries.addendum(row.id)
