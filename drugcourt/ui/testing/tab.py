"""What each part of the Testing page answers to: the day, its name, and what is marked in it."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.ui.kit.theme import px


class TestingTab(QWidget):
    """One part of the Testing page: it asks nothing before it is first shown.

    `column` is where it puts its pieces. The page calls `show_day` whenever the part comes to
    sight, the day changes, or a record that the page shows was touched while it is open.
    """

    __test__ = False
    title = ""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, px(12), 0, 0)
        self.column.setSpacing(px(10))

    def words(self) -> str:
        """What stands on the tab: its title, with a count where work waits in it."""
        return self.title

    def show_day(self, day: date) -> None:
        """Ask again for what the part shows on this day."""
        raise NotImplementedError

    def holds_back(self) -> str:
        """Why the page may not turn to another day now, in one sentence; nothing when it may."""
        return ""

    def take_keyboard(self) -> None:
        """Put the keyboard where work in this part starts."""
        self.setFocus()

    def act(self) -> None:
        """What Ctrl+Enter does here; nothing unless the part says so."""

    def marked_episode(self) -> int | None:
        """Whose line is marked, for opening the participant's file."""
        return None

    def add_line(self, *pieces: QWidget) -> None:
        """Pieces side by side at the right of the part."""
        line = QHBoxLayout()
        line.setSpacing(px(8))
        line.addStretch(1)
        for piece in pieces:
            line.addWidget(piece)
        self.column.addLayout(line)
