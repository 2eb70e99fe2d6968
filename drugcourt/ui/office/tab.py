"""What each part of the Office page answers to."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from drugcourt.ui.kit.theme import px


class OfficeTab(QWidget):
    """One part of the Office page: it asks nothing before it is first shown.

    `column` is where it puts its pieces; the page calls `show_now` whenever the part comes to
    sight, or a record of `kinds` was touched while it is open. `areas` are those that a role has to
    be able to read beside the office, to see the part.
    """

    title = ""
    kinds: frozenset[str] = frozenset()
    areas: tuple[str, ...] = ()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, px(12), 0, 0)
        self.column.setSpacing(px(10))

    def show_now(self) -> None:
        """Ask again for what the part shows."""
        raise NotImplementedError

    def take_keyboard(self) -> None:
        """Put the keyboard where work in this part starts."""
        self.setFocus()
