"""How a known court is opened: its password, and ways out when that does not work."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from drugcourt.domain.tone import Tone
from drugcourt.errors import WrongPassword
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.lines import LabelledLine
from drugcourt.ui.kit.theme import px
from drugcourt.ui.welcome.frame import Column

PAUSES = (400, 800, 1_600, 3_200, 6_400)  # milliseconds after each wrong password in a row


class SignIn(Column):
    """Asks for the password of one court file. `given` carries what was typed."""

    given = Signal(str)
    another = Signal()
    choices = Signal()

    def __init__(
        self,
        path: Path | str,
        pauses: tuple[int, ...] = PAUSES,
        *,
        title: str = "",
        sentence: str = "",
        act: str = "Open",
        working: str = "Opening…",
    ) -> None:
        super().__init__(*_heads(path, title, sentence))
        self._working_words = working
        self._pauses = pauses
        self._wrong = 0
        self.sentence.setToolTip(str(path))
        self.password = LabelledLine("Password", password=True)
        self.password.line.returnPressed.connect(self.submit)
        self.password.line.installEventFilter(self)
        self.caps = Muted("Caps Lock is on.", small=True)
        self.caps.hide()
        self.open_button = Button(act, self.submit, Look.PRIMARY)
        self.card.add(self.password)
        self.card.add(self.caps)
        row = QHBoxLayout()
        self.working = Muted("", wrap=False, small=True)
        row.addWidget(self.working, 1)
        row.addWidget(self.open_button)
        self.card.add(row)
        ways = QHBoxLayout()
        ways.setSpacing(px(4))
        ways.addWidget(Button("Open another court…", self.another.emit, Look.QUIET))
        ways.addWidget(Button("Demonstration or new court…", self.choices.emit, Look.QUIET))
        ways.addStretch(1)
        self.foot.addLayout(ways)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self.wake)
        self.setFocusProxy(self.password)

    def submit(self) -> None:
        """Try what was typed."""
        if not self.password.text():
            self.password.say("Type the password of this court.")
            self.password.line.setFocus()
        elif self.open_button.isEnabled():
            self.notices.clear()
            self.password.say("")
            self.given.emit(self.password.text())

    def work(self) -> None:
        """Show that the court is being opened; nothing can be typed meanwhile."""
        self.working.setText(self._working_words)
        self._enable(on=False)

    def refuse(self, problem: Exception) -> None:
        """Say why not: beside the password if it was that, else above with the ways out below."""
        self.working.setText("")
        if isinstance(problem, WrongPassword):
            self.password.say(str(problem))
            pause = self._pauses[min(self._wrong, len(self._pauses) - 1)]
            self._wrong += 1
            self._pause.start(pause)
            return
        self.notices.say(str(problem), Tone.ALARM, key="refused", closable=False)
        self.wake()

    def wake(self) -> None:
        """Let the person type again, over what stands there."""
        self.working.setText("")
        self._enable(on=True)
        self.password.line.setFocus()
        self.password.line.selectAll()

    def _enable(self, *, on: bool) -> None:
        self.password.line.setEnabled(on)
        self.open_button.setEnabled(on)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            letter = event.text()
            if len(letter) == 1 and letter.isalpha() and letter.lower() != letter.upper():
                shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.caps.setVisible(letter.isupper() != shift)
        return super().eventFilter(watched, event)


def _heads(place: Path | str, title: str, sentence: str) -> tuple[str, str]:
    """What stands above the password: the court's name, and where it is."""
    if isinstance(place, Path):
        return title or f"Open {place.stem}", sentence or f"In {place.parent}"
    server, _, court = place.partition("?")[0].rpartition("/")
    return (
        title or f"Open {court}",
        sentence or f"On {server.rpartition('@')[2].rpartition('//')[2]}",
    )
