"""What laboratories sent about one test, as it came: results, notes, originals and documents."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from drugcourt.casework.laboratories.waiting import SentReport, sent_reports
from drugcourt.domain.dates import long
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.labels import Heading, Muted
from drugcourt.ui.kit.signals import weakly
from drugcourt.ui.kit.theme import px
from drugcourt.ui.specimens.document_dialog import DocumentDialog
from drugcourt.workspace import Workspace


class LaboratoryReportsDialog(QDialog):
    """The reports of a test, the newest first. Esc closes."""

    def __init__(self, workspace: Workspace, specimen_id: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("From the laboratory")
        self._workspace = workspace
        self._reports = workspace.read(sent_reports, specimen_id=specimen_id)
        self.content = QPlainTextEdit("\n\n\n".join(told(each) for each in self._reports))
        self.content.setReadOnly(True)
        self.content.setTabChangesFocus(True)
        self.content.setAccessibleName("The reports, with their originals")
        box = QVBoxLayout(self)
        box.setContentsMargins(px(20), px(16), px(20), px(16))
        box.setSpacing(px(10))
        box.addWidget(Heading("From the laboratory"))
        box.addWidget(Muted("As it was sent; corrections come after what they correct."))
        box.addWidget(self.content, 1)
        feet = QHBoxLayout()
        feet.setSpacing(px(8))
        self.documents = [
            Button(
                f"Open “{document.name}”",
                weakly(self.open_document, document.id, document.name),
                icon_name="file-pdf",
            )
            for report in self._reports
            for document in report.documents
        ]
        for button in self.documents:
            feet.addWidget(button)
        feet.addStretch(1)
        feet.addWidget(Button("Close", self.close))
        box.addLayout(feet)
        self.resize(px(760), px(560))

    def open_document(self, number: int, name: str) -> None:
        """Show one PDF, from the court."""
        DocumentDialog(self._workspace, number, name, self).open()


def told(report: SentReport) -> str:
    """One report as text: who sent it when, each result with its notes, then the original."""
    sent = f", reported {long(report.reported_on)}" if report.reported_on else ""
    number = f", specimen {report.accession}" if report.accession else ""
    lines = [f"{report.laboratory or 'Laboratory not named'}{number}{sent}", ""]
    for row in report.findings:
        note = f"   ({row.note})" if row.note else ""
        code = f" [{row.code}]" if row.code else ""
        lines.append(f"{row.name}{code}: {row.value or 'nothing'}, {row.standing}{note}")
    lines += report.notes
    if report.original:
        lines += ["", "Original:", report.original]
    return "\n".join(lines)
