"""Where a court on the office's server is: its address, as the administrator gave it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from drugcourt import settings
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.lines import LabelledLine
from drugcourt.ui.welcome.frame import Column

EXAMPLE = "postgresql://user@server/database"


class ServerCourt(Column):
    """Asks for the address. `named` carries it; whether it can be reached, the sign-in finds."""

    named = Signal(str)
    back = Signal()

    def __init__(self) -> None:
        super().__init__(
            "A court on the office's server",
            "The office's administrator makes the database and gives you its address. The server "
            "has to prove that it is the right one; each person signs in with the court's "
            "password.",
            width=520,
        )
        self.address = LabelledLine("Address", help_text=f"Such as {EXAMPLE}", most=500)
        self.address.line.returnPressed.connect(self.go_on)
        self.card.add(self.address)
        row = QHBoxLayout()
        row.addWidget(Button("Back", self.back.emit))
        row.addStretch(1)
        row.addWidget(Button("Go on", self.go_on, Look.PRIMARY))
        self.card.add(row)
        self.setFocusProxy(self.address)

    def go_on(self) -> None:
        """To the password, once something like an address stands there."""
        written = self.address.text().strip()
        if settings.on_server(written):
            self.named.emit(written)
        else:
            self.address.say(f"Write it as {EXAMPLE}.")
            self.address.line.setFocus()
