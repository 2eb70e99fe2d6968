"""What laboratories sent that could not be read: each line with its reason and its original."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from drugcourt.casework.laboratories.originals import original_text
from drugcourt.casework.laboratories.unread import UnreadLine, unread_lines
from drugcourt.fields import laboratories as fields
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.labels import Heading, Muted
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.workspace import Workspace

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
)


class UnreadDialog(QDialog):
    """The lines, the newest file first, and the marked one in its original. Esc closes."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("What could not be read")
        self._workspace = workspace
        self.table = DataTable(
            LIST, "Lines that could not be read", empty="Every line that came could be read."
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
        box.addWidget(self.table, 3)
        box.addWidget(Muted("The original, as it was sent", wrap=False, small=True))
        box.addWidget(self.original, 2)
        feet = QHBoxLayout()
        feet.addStretch(1)
        feet.addWidget(Button("Close", self.close))
        box.addLayout(feet)
        self.resize(px(860), px(560))
        self.table.picked.connect(self._show)
        self.table.set_rows(workspace.read(unread_lines))
        self.table.select_place(0)
        self._show(self.table.selected_row())

    def _show(self, row: UnreadLine | None) -> None:
        if row is None:
            self.original.setPlainText("")
            return
        text = self._workspace.read(original_text, original_id=row.original_id, line=row.line)
        self.original.setPlainText(text or NO_TEXT)
