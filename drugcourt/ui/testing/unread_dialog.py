"""What laboratories sent that could not be read: each line with its reason and its original."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from drugcourt.casework.laboratories.originals import original_text
from drugcourt.casework.laboratories.unread import UnreadLine, see_to, unread_lines
from drugcourt.fields import laboratories as fields
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit.buttons import Button, Choice, ChoiceChips, Look
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.labels import Heading, Muted
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.ui.shell import Shell

WORDS = (
    "Nothing of these lines was entered. Ask the laboratory to send them again, or correct the "
    "file and import it; the good lines of the same file came in."
)
NO_TEXT = "This file is no text that could be shown; it is kept as it came."


def _reason(row: UnreadLine) -> str:
    return row.reason


LIST = (
    Column(fields.UNREAD_FILE, strong=True),
    Column(fields.UNREAD_AT, muted=True),
    Column(fields.UNREAD_LINE),
    Column(fields.UNREAD_REASON, tooltip=_reason, stretch=True),
    Column(fields.UNREAD_DONE, muted=True),
)
OPEN, ALL = "open", "all"


class UnreadDialog(QDialog):
    """The lines, the newest file first, and the marked one in its original.

    Ctrl+Enter marks a line as seen to, so that it leaves the list. Esc closes.
    """

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("What could not be read")
        self._shell = shell
        self._workspace = shell.workspace
        self.choice = ChoiceChips(
            [Choice(OPEN, "To see to"), Choice(ALL, "All that came")], "Which lines", numbered=False
        )
        self.choice.set_value(OPEN)
        self.seen = Button("Seen to…", self.mark, Look.SECONDARY, shortcut="Ctrl+Return")
        self.table = DataTable(
            LIST, "Lines that could not be read", empty="Every line that came was read, or seen to."
        )
        self.original = QPlainTextEdit()
        self.original.setReadOnly(True)
        self.original.setTabChangesFocus(True)
        self.original.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.original.setAccessibleName("The original, as it was sent")
        box = QVBoxLayout(self)
        box.setContentsMargins(px(20), px(16), px(20), px(16))
        box.setSpacing(px(10))
        box.addWidget(Heading("What could not be read"))
        box.addWidget(Muted(WORDS))
        box.addWidget(self.choice)
        box.addWidget(self.table, 3)
        box.addWidget(Muted("The original, as it was sent", wrap=False, small=True))
        box.addWidget(self.original, 2)
        feet = QHBoxLayout()
        feet.addWidget(self.seen)
        feet.addStretch(1)
        feet.addWidget(Button("Close", self.close))
        box.addLayout(feet)
        self.resize(px(860), px(560))
        self.table.picked.connect(self._show)
        self.choice.chosen.connect(self._fill)
        self._fill()
        self.table.setFocus()

    def _fill(self, _chosen: object = None) -> None:
        also_done = self.choice.value() == ALL
        place = max(0, self.table.currentIndex().row())
        rows = self._workspace.read(unread_lines, also_done=also_done)
        self.table.set_rows(rows)
        self.table.select_place(min(place, max(0, len(rows) - 1)))
        self._show(self.table.selected_row())

    @does(see_to)
    def mark(self) -> None:
        """Ask what became of the marked line, and take it off the list."""
        row = self.table.selected_row()
        if row is None or row.done:
            return
        ask = Asking(self._shell)
        ask.open(
            "Seen to",
            (fields.SEEN_HOW,),
            lambda given: ask.perform(
                see_to, original_id=row.original_id, place=row.place, how=given["how"]
            ),
            said="The line is seen to; it stays among all that came.",
            confirm="Seen to",
            parent=self,
        ).finished.connect(self._fill)

    def _show(self, row: UnreadLine | None) -> None:
        self.seen.setEnabled(row is not None and not row.done)
        if row is None:
            self.original.setPlainText("")
            return
        text = self._workspace.read(original_text, original_id=row.original_id, line=row.line)
        self.original.setPlainText(text or NO_TEXT)
