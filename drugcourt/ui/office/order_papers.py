"""What is shown of an order once: the certificate of what was done, and a sealed file opened."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from drugcourt import settings
from drugcourt.casework.keeping.expunging import Certificate
from drugcourt.casework.keeping.seals import SealedFile
from drugcourt.casework.keeping.words import said_of
from drugcourt.domain.dates import counted
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.fields import keeping as fields
from drugcourt.reports.order_certificate import print_certificate
from drugcourt.ui.kit import messages
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.labels import Heading, Muted, Text
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px

ONCE = (
    "The order’s number and the list of those who received copies stand here for the last time; "
    "print the page before you close this."
)


class _Shown(QDialog):
    """A dialog that shows something and has nothing to save."""

    def __init__(self, title: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.notices = Notices()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(px(20), px(16), px(20), px(16))
        self.column.setSpacing(px(10))
        self.column.addWidget(Heading(title))
        self.column.addWidget(self.notices)

    def add_feet(self, *before: Button) -> None:
        """The buttons below: what can be done, then what closes."""
        feet = QHBoxLayout()
        feet.addStretch(1)
        for button in before:
            feet.addWidget(button)
        feet.addWidget(Button("Close", self.close))
        self.column.addLayout(feet)


class CertificateDialog(_Shown):
    """What was done by an order, in numbers, with its page to print."""

    def __init__(self, made: Certificate, parent: QWidget | None = None) -> None:
        super().__init__(f"Carried out: {made.order.kind.label.lower()}", parent)
        self.made = made
        said = list(said_of(made))
        if made.recipients:
            copies = counted(len(made.recipients), "copy", "copies")
            said.append(f"{copies} about this record left the court earlier.")
        if made.still:
            files = counted(len(made.still), "older copy", "older copies")
            said.append(f"{files} beside the court still hold it, until they go.")
        self.column.addWidget(Text("\n".join(said)))
        if made.pending:
            self.notices.say(made.pending, Tone.ALARM, key="pending", closable=False)
        if made.number:
            self.column.addWidget(Muted(ONCE))
        self.save_button = Button("Save the page to print…", self.save, Look.PRIMARY)
        self.add_feet(self.save_button)
        self.resize(px(560), self.sizeHint().height())

    def save(self) -> None:
        """Write the page where it is chosen."""
        suggested = settings.courts_folder() / "certificate.pdf"
        path = messages.choose_save_path(self, "Save the page", suggested, "PDF (*.pdf)")
        if path is None:
            return
        path = Path(path if path.suffix else path.with_suffix(".pdf"))
        try:
            print_certificate(self.made, path)
        except Refusal as refusal:
            self.notices.say(str(refusal), Tone.ALARM, key="saved")
        else:
            self.notices.say(f"{path.name} is written.", Tone.GOOD, key="saved")


class SealedFileDialog(_Shown):
    """A sealed file read once, row by row; nothing of it can be changed, printed or taken out."""

    def __init__(self, opened: SealedFile, parent: QWidget | None = None) -> None:
        super().__init__("Sealed file", parent)
        self.column.addWidget(Text(opened.about))
        self.table = DataTable(
            (
                Column(fields.RECORD, strong=True),
                Column(fields.TEXT, stretch=True),
            ),
            "Sealed file",
            empty="Nothing stands in it.",
        )
        self.table.set_rows(opened.records)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(
            Muted("It stays sealed. That it was opened, by whom and why, stands in the history.")
        )
        self.add_feet()
        self.resize(px(900), px(560))
