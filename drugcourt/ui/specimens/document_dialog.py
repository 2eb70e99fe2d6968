"""A PDF that came with a laboratory's report, shown from the court without leaving it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.casework.laboratories.originals import document_bytes
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.labels import Heading
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.pdf_view import PdfPane
from drugcourt.ui.kit.theme import px
from drugcourt.workspace import Workspace

DAMAGED = "This document can't be shown; ask the laboratory to send it again."


class DocumentDialog(QDialog):
    """The document by itself; it is never written to the disk. Esc closes."""

    def __init__(self, workspace: Workspace, number: int, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Document")
        self.notices = Notices()
        self.pane = PdfPane()
        head = QHBoxLayout()
        head.addWidget(Heading(name))
        head.addStretch(1)
        head.addWidget(Button("Close", self.close))
        box = QVBoxLayout(self)
        box.setContentsMargins(px(16), px(12), px(16), px(12))
        box.setSpacing(px(10))
        box.addLayout(head)
        box.addWidget(self.notices)
        box.addWidget(self.pane, 1)
        self.resize(px(760), px(620))
        try:
            self.pane.load(workspace.read(document_bytes, document_id=number))
        except Refusal:
            self.notices.say(DAMAGED, Tone.WATCH, closable=False)
