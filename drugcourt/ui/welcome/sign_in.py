"""How a known court is opened: who it is, the password, and what else the account asks for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from drugcourt.domain.tone import Tone
from drugcourt.errors import FieldRefusal, WrongPassword
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.lines import LabelledLine
from drugcourt.ui.kit.theme import px
from drugcourt.ui.welcome.frame import Column

CODE_HELP = "The second factor of this account asks for it."
NEW_HELP = "At least 12 characters. A short sentence is easiest to remember."
LINES = {  # in their order: label, whether it is a secret, help, most characters
    "user": ("User name", False, "", 60),
    "password": ("Password", True, "", 0),
    "code": ("Code of your telephone", False, CODE_HELP, 12),
    "new": ("A password of your own", True, NEW_HELP, 0),
    "again": ("The same once more", True, "", 0),
}
MISSING = {
    "user": "Type your user name.",
    "password": "Type the password of this court.",
    "code": "Type the six digits that your telephone shows.",
    "new": "Choose a password that nobody else knows.",
    "again": "Type it once more, so that no slip of a finger is in it.",
}
PAUSES = (400, 800, 1_600, 3_200, 6_400)  # milliseconds after each wrong password in a row


class Given:
    """What was typed at a sign-in. Not a dataclass: the sign-in starts sooner without."""

    def __init__(
        self, password: str, user: str = "", code: str = "", new_password: str = ""
    ) -> None:
        self.password, self.user = password, user
        self.code, self.new_password = code, new_password

    def __repr__(self) -> str:
        return "Given(…)"


class SignIn(Column):
    """Asks for the password of one court, and who it is where several have one.

    `given` carries what was typed. A second factor and a password of one's own are asked for once
    the account is known to need them.
    """

    given = Signal(object)
    another = Signal()
    choices = Signal()
    forgotten = Signal()

    def __init__(
        self,
        path: Path | str,
        pauses: tuple[int, ...] = PAUSES,
        *,
        title: str = "",
        sentence: str = "",
        act: str = "Open",
        working: str = "Opening…",
        user: str = "",
        asks_who: bool = False,
        ways: bool = True,
    ) -> None:
        super().__init__(*_heads(path, title, sentence))
        self._working_words = working
        self._pauses = pauses
        self._wrong = 0
        self.sentence.setToolTip(str(path))
        self.lines: dict[str, LabelledLine] = {}
        self.caps = Muted("Caps Lock is on.", small=True)
        self.caps.hide()
        self.open_button = Button(act, self.submit, Look.PRIMARY)
        self.card.add(self.caps)
        if asks_who or user:
            self.ask("user").line.setText(user)
        self.password = self.ask("password")
        self.password.line.installEventFilter(self)
        row = QHBoxLayout()
        self.working = Muted("", wrap=False, small=True)
        if ways:
            row.addWidget(Button("Forgotten password…", self.forgotten.emit, Look.QUIET))
        row.addWidget(self.working, 1)
        row.addWidget(self.open_button)
        self.card.add(row)
        if ways:
            self._add_ways()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self.wake)
        self.setFocusProxy(self.lines["user" if asks_who and not user else "password"])

    def _add_ways(self) -> None:
        ways = QHBoxLayout()
        ways.setSpacing(px(4))
        ways.addWidget(Button("Open another court…", self.another.emit, Look.QUIET))
        ways.addWidget(Button("Demonstration or new court…", self.choices.emit, Look.QUIET))
        ways.addStretch(1)
        self.foot.addLayout(ways)

    def ask(self, name: str) -> LabelledLine:
        """The line of this name in its place; made when first needed: a start waits for each."""
        if name not in self.lines:
            label, secret, told, most = LINES[name]
            line = LabelledLine(label, password=secret, help_text=told, most=most)
            line.line.returnPressed.connect(self.submit)
            order = list(LINES)
            before = sum(order.index(other) < order.index(name) for other in self.lines)
            self.card.body.insertWidget(1 + before, line)  # under the sentence
            self.lines[name] = line
        return self.lines[name]

    def _typed(self, name: str) -> str:
        return self.lines[name].text() if name in self.lines else ""

    def submit(self) -> None:
        """Try what was typed, once nothing of it is missing."""
        for name, line in self.lines.items():
            if not line.text().strip(" ") and not (name == "user" and self.user_may_stay_empty):
                line.say(MISSING[name])
                line.line.setFocus()
                return
        if self._typed("new") != self._typed("again"):
            self.lines["again"].say("The two passwords differ. Type them once more.")
            self.lines["again"].line.setFocus()
        elif self.open_button.isEnabled():
            self.notices.clear()
            for line in self.lines.values():
                line.say("")
            self.given.emit(
                Given(
                    self._typed("password"),
                    self._typed("user").strip(),
                    self._typed("code").strip(),
                    self._typed("new"),
                )
            )

    user_may_stay_empty = False  # on a server nobody knows yet how many have an account

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
        asked = getattr(problem, "asks_for", "")
        if asked:
            self._ask_for(asked, problem)
            return
        if isinstance(problem, FieldRefusal) and "new" in self.lines:
            self._enable(on=True)
            self.lines["new"].say(str(problem))
            self.lines["new"].line.setFocus()
            return
        self.notices.say(str(problem), Tone.ALARM, key="refused", closable=False)
        self.wake()

    def _ask_for(self, asked: str, problem: Exception) -> None:
        """The password was right; show the line for what is missing."""
        self._enable(on=True)
        name = {"password": "new"}.get(asked, asked)
        again = name in self.lines
        line = self.ask(name)
        if name == "new":
            self.ask("again")
            self.notices.say(str(problem), Tone.INFO, key="refused", closable=False)
        elif again:
            line.say(str(problem))
        line.line.setFocus()
        line.line.selectAll()

    def wake(self) -> None:
        """Let the person type again, over what stands there."""
        self.working.setText("")
        self._enable(on=True)
        self.password.line.setFocus()
        self.password.line.selectAll()

    def _enable(self, *, on: bool) -> None:
        for line in self.lines.values():
            line.line.setEnabled(on)
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
