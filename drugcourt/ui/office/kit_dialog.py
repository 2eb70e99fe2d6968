"""How the recovery kit comes to paper: the code on the screen, its page as a file, a promise."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from drugcourt import settings
from drugcourt.casework.accounts.recovery import Kit, make_kit
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.reports.recovery_kit import WHAT_IT_DOES, print_kit
from drugcourt.ui.kit import messages
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.labels import Heading, Muted
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.theme import px
from drugcourt.workspace import Workspace

PROMISE = "The page is printed, read once against this code, and lies where only two people can go."
LATER = (
    "Without a kit nobody can open this court once its passwords are lost. You can make one later "
    "on the page Office."
)


class KitDialog(QDialog):
    """Makes a kit at once, shows its code, and closes when somebody says that it lies safe."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Recovery kit")
        self.workspace = workspace
        self.kit: Kit | None = None
        self.notices = Notices()
        self.code = QLabel()
        self.code.setProperty("kit", "title")
        self.code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.code.setAccessibleName("Code of the recovery kit")
        self.save_button = Button("Save the page to print…", self.save, Look.PRIMARY)
        self.safe = QCheckBox(PROMISE)
        self.safe.toggled.connect(self._promised)
        self.done_button = Button("Done", self.finish)
        self._build()
        self._make()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(20), px(16), px(20), px(16))
        outer.setSpacing(px(12))
        outer.addWidget(Heading("Recovery kit"))
        outer.addWidget(Muted(f"{WHAT_IT_DOES} An earlier kit opens nothing from now on."))
        outer.addWidget(self.notices)
        outer.addWidget(self.code)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.save_button)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addWidget(self.safe)
        feet = QHBoxLayout()
        feet.addWidget(Button("Later", self.close, Look.QUIET))
        feet.addStretch(1)
        feet.addWidget(self.done_button)
        outer.addLayout(feet)
        self.resize(px(640), px(330))

    def _make(self) -> None:
        try:
            self.kit = make_kit(self.workspace)
        except Refusal as refusal:
            self.notices.say(str(refusal), Tone.ALARM, key="kit", closable=False)
        else:
            groups = self.kit.code.split("-")
            half = len(groups) // 2
            self.code.setText("\n".join("  ".join(g) for g in (groups[:half], groups[half:])))
        self.save_button.setEnabled(self.kit is not None)
        self.safe.setEnabled(self.kit is not None)
        self.done_button.setEnabled(False)

    def save(self) -> None:
        """Write the page where it is chosen."""
        suggested = settings.courts_folder() / "recovery-kit.pdf"
        path = messages.choose_save_path(self, "Save the page", suggested, "PDF (*.pdf)")
        if path is None or self.kit is None:
            return
        path = path if path.suffix else path.with_suffix(".pdf")
        try:
            print_kit(self.kit, Path(path))
        except Refusal as refusal:
            self.notices.say(str(refusal), Tone.ALARM, key="kit")
        else:
            said = f"{path.name} is written. Print it, then delete the file."
            self.notices.say(said, Tone.GOOD, key="kit")

    def finish(self) -> None:
        """The kit lies safe."""
        self.accept()
        self.close()

    def _promised(self) -> None:
        self.done_button.setEnabled(self.safe.isChecked())

    def reject(self) -> None:
        """Esc asks as closing does."""
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        given = self.safe.isChecked() or self.kit is None
        if given or messages.ask(
            self, "Leave the kit for later?", LATER, confirm="Later", cancel="Go back", danger=True
        ):
            event.accept()
        else:
            event.ignore()
