"""What everybody does with their own account, from the menu beside their name."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.casework.accounts import own
from drugcourt.domain.tone import Tone
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.fields import accounts as fields
from drugcourt.reports.squares import squares_of
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.form import Form
from drugcourt.ui.kit.labels import Heading, Muted, Text
from drugcourt.ui.kit.lines import LabelledLine
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.theme import px
from drugcourt.ui.shell import Shell

DIFFER = "The two passwords differ. Type them once more."
STEPS = (
    "Point the telephone’s authenticator at the picture, or type the letters beside it. It then "
    "shows six digits that change every half minute; the court asks for them after the password."
)


def change_password(shell: Shell) -> EditDialog:
    """Another password for the account at this desk."""
    workspace = shell.workspace

    def act(given: dict[str, Any]) -> object:
        if given["password"] != given["again"]:
            raise FieldRefusal("again", DIFFER)
        own.change_own_password(workspace, before=given["before"], password=given["password"])
        shell.say("Your new password opens the court from now on.", Tone.GOOD)
        return None

    form = Form(fields.NEW_PASSWORD, workspace.today)
    dialog = EditDialog("Change your password", form, act, "Change", shell.window_widget())
    dialog.open()
    return dialog


def drop_factor(shell: Shell) -> EditDialog:
    """Sign in with the password alone again."""
    workspace = shell.workspace

    def act(given: dict[str, Any]) -> object:
        own.drop_second_factor(workspace, password=given["password"])
        shell.say("Your password alone opens the court again.", Tone.GOOD)
        return None

    form = Form((fields.OWN_PASSWORD,), workspace.today)
    dialog = EditDialog(
        "Take your second factor away", form, act, "Take it away", shell.window_widget()
    )
    dialog.open()
    return dialog


def ask_second_factor(shell: Shell) -> QDialog:
    """Set a second factor up, or take it away where there is one."""
    workspace = shell.workspace
    try:
        secret, address = own.begin_second_factor(workspace)
    except Refusal:
        return drop_factor(shell)
    dialog = SecondFactorDialog(shell, secret, address)
    dialog.open()
    return dialog


class Squares(QWidget):
    """The picture that a telephone reads: always dark on white, with its quiet edge."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._side, self._dark = squares_of(words)
        self.setFixedSize(QSize(px(220), px(220)))
        self.setAccessibleName("Picture for the telephone; the letters beside it say the same")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("white"))
        one = self.width() / self._side
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("black"))
        for x, y in self._dark:
            painter.drawRect(QRectF(x * one, y * one, one + 0.4, one + 0.4))


class SecondFactorDialog(QDialog):
    """Shows the secret once, and asks for a code of it before it counts."""

    def __init__(self, shell: Shell, secret: str, address: str) -> None:
        super().__init__(shell.window_widget())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Second factor")
        self.shell = shell
        self.notices = Notices()
        self.code = LabelledLine("Code that the telephone shows", most=12)
        self.code.line.returnPressed.connect(self.confirm)
        self._build(secret, address)

    def _build(self, secret: str, address: str) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(20), px(16), px(20), px(16))
        outer.setSpacing(px(12))
        outer.addWidget(Heading("Second factor"))
        outer.addWidget(Muted(STEPS))
        outer.addWidget(self.notices)
        row = QHBoxLayout()
        row.setSpacing(px(18))
        row.addWidget(Squares(address))
        words = QVBoxLayout()
        words.addWidget(Muted("The letters, if there is no camera", small=True))
        groups = [secret[place : place + 4] for place in range(0, len(secret), 4)]
        letters = Text("\n".join("  ".join(groups[n : n + 4]) for n in range(0, len(groups), 4)))
        letters.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        words.addWidget(letters)
        words.addSpacing(px(12))
        words.addWidget(self.code)
        words.addStretch(1)
        row.addLayout(words, 1)
        outer.addLayout(row)
        feet = QHBoxLayout()
        feet.addStretch(1)
        feet.addWidget(Button("Cancel", self.close))
        feet.addWidget(Button("Set up", self.confirm, Look.PRIMARY))
        outer.addLayout(feet)
        self.resize(px(600), px(390))
        self.code.setFocus()

    def confirm(self) -> None:
        """Let it count, if the telephone shows the right code."""
        try:
            own.confirm_second_factor(self.shell.workspace, code=self.code.text())
        except FieldRefusal as refusal:
            self.code.say(str(refusal))
            self.code.line.setFocus()
        except Refusal as refusal:
            self.notices.say(str(refusal), Tone.ALARM, key="refused")
        else:
            self.shell.say("From now on the court asks you for a code as well.", Tone.GOOD)
            self.accept()
            self.close()
