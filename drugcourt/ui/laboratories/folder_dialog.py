"""Which folder of this computer is looked at for a laboratory's files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from drugcourt import settings
from drugcourt.ui.kit import messages
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.labels import Heading, Muted, Text
from drugcourt.ui.kit.theme import px
from drugcourt.ui.laboratories.watching import LaboratoryWatch

WORDS = (
    "Files that fall into this folder come in by themselves while this court is open: HL7, FHIR, "
    "tables and report forms. Each is taken once and stays where it is; the court keeps an "
    "encrypted copy. What is not clear waits under Testing, Review."
)
NONE = "No folder is looked at on this computer."


class FolderDialog(QDialog):
    """The folder, and whether there is one. Esc closes."""

    def __init__(self, watch: LaboratoryWatch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Laboratory folder")
        self._watch = watch
        self.now = Text()
        self.choose_button = Button("Choose a folder…", self.ask_folder, Look.PRIMARY)
        self.stop_button = Button("Look at none", self.stop)
        box = QVBoxLayout(self)
        box.setContentsMargins(px(20), px(16), px(20), px(16))
        box.setSpacing(px(12))
        box.addWidget(Heading("Laboratory folder"))
        box.addWidget(Muted(WORDS))
        box.addWidget(self.now)
        feet = QHBoxLayout()
        feet.addWidget(self.choose_button)
        feet.addWidget(self.stop_button)
        feet.addStretch(1)
        feet.addWidget(Button("Close", self.close))
        box.addLayout(feet)
        self.setMinimumWidth(px(520))
        self._say()

    def ask_folder(self) -> None:
        """Choose it."""
        start = self._watch.folder or settings.courts_folder()
        folder = messages.choose_folder(self, "Choose the laboratory folder", start)
        if folder is not None:
            self.take(folder)

    def take(self, folder: Path) -> None:
        """Look at this folder from now on."""
        self._watch.choose(folder)
        self._say()

    def stop(self) -> None:
        """Look at none any more; what came in stays."""
        self._watch.choose(None)
        self._say()

    def _say(self) -> None:
        folder = self._watch.folder
        self.now.setText(f"Looked at now: {folder}" if folder else NONE)
        self.stop_button.setVisible(folder is not None)
