"""The history of one record as a list of sentences, beside the record."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from drugcourt.casework.participants.record_changes import record_changes
from drugcourt.domain.dates import counted
from drugcourt.errors import Refusal
from drugcourt.fields import oversight as fields
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.labels import Heading, Muted
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.ui.shell import Shell

IN_ONE_GO = "It came in with many others; the history keeps that as one entry."
Record = tuple[str, int, str]
"""A kind of record, its number, and words that say which one it is."""


class RecordHistory(QDialog):
    """Who entered it, what was changed, and why; it can be read, never changed."""

    def __init__(self, shell: Shell, record: Record) -> None:
        super().__init__(shell.window_widget())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("History of this record")
        kind, number, words = record
        today = shell.workspace.today
        rows = shell.workspace.read(record_changes, kind=kind, number=number, today=today)
        self.table = DataTable(
            (
                Column(fields.AT, muted=True),
                Column(fields.WHO),
                Column(fields.WHAT, strong=True),
                Column(fields.CHANGE, stretch=True),
                Column(fields.REASON, muted=True),
            ),
            "History of this record",
            as_of=today,
            empty=IN_ONE_GO,
        )
        self.table.set_rows(rows)
        made = any(row.what.endswith("added") for row in rows)
        told = counted(len(rows), "entry", "entries") if rows else "No entry of its own"
        box = QVBoxLayout(self)
        box.setContentsMargins(px(20), px(16), px(20), px(16))
        box.setSpacing(px(10))
        box.addWidget(Heading(words or "History of this record"))
        box.addWidget(Muted(told if made else f"{told}. {IN_ONE_GO}"))
        box.addWidget(self.table, 1)
        feet = QHBoxLayout()
        feet.addWidget(Muted("Esc to leave", wrap=False, small=True))
        feet.addStretch(1)
        feet.addWidget(Button("Close", self.close, Look.PRIMARY))
        box.addLayout(feet)
        QShortcut(QKeySequence("Ctrl+W"), self).activated.connect(self.close)
        self.resize(px(980), px(420))
        self.table.setFocus()


def open_history(shell: Shell, record: Record | None) -> RecordHistory | None:
    """Show the history of a record; nothing where none is chosen, a word where it is closed."""
    if record is None:
        shell.say("Choose a line first; then H shows its history.")
        return None
    try:
        dialog = RecordHistory(shell, record)
    except Refusal as refusal:
        shell.say(str(refusal))
        return None
    dialog.open()
    return dialog
