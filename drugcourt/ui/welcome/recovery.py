"""How a court is opened when its passwords are lost: the printed code, and a new password."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from drugcourt.domain.tone import Tone
from drugcourt.errors import FieldRefusal
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.flow import side_by_side
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.lines import LabelledLine
from drugcourt.ui.welcome.frame import Column

SENTENCE = (
    "Whoever administers the court can give you a new first password on the page Office. When "
    "nobody can sign in any more, the recovery kit opens the court: the printed page from when it "
    "was made. Its use stands in the history."
)


class Recovery(Column):
    """Asks for the code of the kit and for a new password. `given` carries both."""

    given = Signal(str, str)
    back = Signal()

    def __init__(self, path: Path | str) -> None:
        super().__init__("Forgotten password", SENTENCE, width=560)
        self.sentence.setToolTip(str(path))
        self.code = LabelledLine(
            "Code of the recovery kit", help_text="Eight groups of four letters and digits."
        )
        self.password = LabelledLine("New password", password=True)
        self.again = LabelledLine("The same once more", password=True)
        self.card.add(self.code)
        self.card.add(side_by_side((self.password, 1), (self.again, 1), gap=20))
        self.working = Muted("", wrap=False, small=True)
        self.open_button = Button("Open with the kit", self.submit, Look.PRIMARY)
        row = QHBoxLayout()
        row.addWidget(Button("Back", self.back.emit, Look.QUIET))
        row.addWidget(self.working, 1)
        row.addWidget(self.open_button)
        self.card.add(row)
        for line in (self.code, self.password, self.again):
            line.line.returnPressed.connect(self.submit)
        self.setFocusProxy(self.code)

    def submit(self) -> None:
        """Try what was typed."""
        self.notices.clear()
        if not self.code.text().strip():
            self.code.say("Type the code as it is printed.")
            self.code.line.setFocus()
        elif not self.password.text():
            self.password.say("Choose a new password.")
            self.password.line.setFocus()
        elif self.password.text() != self.again.text():
            self.again.say("The two passwords differ. Type them once more.")
            self.again.line.setFocus()
        elif self.open_button.isEnabled():
            self.given.emit(self.code.text(), self.password.text())

    def work(self) -> None:
        """Show that the court is being opened."""
        self.working.setText("Opening…")
        self.open_button.setEnabled(False)

    def refuse(self, problem: Exception) -> None:
        """Say why not, beside what it is about."""
        self.working.setText("")
        self.open_button.setEnabled(True)
        line = {"code": self.code, "password": self.password}.get(getattr(problem, "field", ""))
        if isinstance(problem, FieldRefusal) and line is not None:
            line.say(str(problem))
            line.line.setFocus()
        else:
            self.notices.say(str(problem), Tone.ALARM, key="refused")
