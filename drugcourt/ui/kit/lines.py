"""How one line is typed where a whole form would be too much, such as at sign-in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.theme import px
from drugcourt.ui.kit.typed import clean

LONGEST_PASSWORD = 4_096  # a line that cut off a long sentence would change the password


class CleanLine(QLineEdit):
    """A line that never holds control characters or marks that turn text around."""

    def __init__(self, most: int = 200, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(most)
        self.textChanged.connect(self._clean)

    def _clean(self, text: str) -> None:
        tidy = clean(text)
        if tidy != text:
            place = self.cursorPosition() - (len(text) - len(tidy))
            self.setText(tidy)
            self.setCursorPosition(max(0, place))
        self.style().polish(self)


class LabelledLine(QWidget):
    """A label over a line, with help and the reason for a refusal under it.

    A password is shown as dots and taken exactly as typed.
    """

    def __init__(
        self,
        label: str,
        *,
        password: bool = False,
        help_text: str = "",
        most: int = 200,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._help = help_text
        if password:
            self.line: QLineEdit = QLineEdit()
            self.line.setMaxLength(LONGEST_PASSWORD)
            self.line.setEchoMode(QLineEdit.EchoMode.Password)
        else:
            self.line = CleanLine(most)
        self.line.setAccessibleName(label)
        self.line.setAccessibleDescription(help_text)
        words = QLabel(label.replace("&", "&&"))
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setBuddy(self.line)
        self.error = Muted("", small=True)
        self.error.setProperty("kit", "error")
        self.error.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(3))
        box.addWidget(words)
        box.addWidget(self.line)
        if help_text:
            box.addWidget(Muted(help_text, small=True))
        box.addWidget(self.error)
        box.addStretch(1)  # beside a taller neighbour the line stays under its label
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self.forgive)

    def text(self) -> str:
        """What was typed."""
        return self.line.text()

    def say(self, sentence: str) -> None:
        """Show why it can't be taken; nothing clears."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        self.line.setProperty("wrong", bool(sentence))
        self.line.style().unpolish(self.line)
        self.line.style().polish(self.line)
        self.line.setAccessibleDescription(f"{sentence} {self._help}".strip())

    def forgive(self) -> None:
        """Take the reason away, because typing goes on."""
        if not self.error.isHidden():
            self.say("")
