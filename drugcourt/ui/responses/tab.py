"""What each part of the Responses page answers to: its name, its keyboard, what is marked."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from drugcourt.domain.tone import Tone
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.theme import px
from drugcourt.ui.shell import Shell


class ResponsesTab(QWidget):
    """One part of the page; it asks nothing before it is first shown.

    The page calls `refresh` whenever the part comes to sight, and when a record was touched.
    """

    title = ""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.workspace = shell.workspace
        self.asking = Asking(shell)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, px(12), 0, 0)
        self.column.setSpacing(px(10))
        self.notices = Notices()
        self.column.addWidget(self.notices)

    def words(self) -> str:
        """What stands on the tab: its title, with a count where work waits in it."""
        return self.title

    def refresh(self) -> None:
        """Ask again for what the part shows."""
        raise NotImplementedError

    def take_keyboard(self) -> None:
        """Put the keyboard where work in this part starts."""
        self.setFocus()

    def marked_episode(self) -> int | None:
        """Whose line is marked, for opening the participant's file."""
        return None

    def mark_first(self) -> None:
        """Ask for a line to be marked."""
        self.notices.say("Mark a line of the list first.", Tone.INFO, key="mark")
