"""Which session of court is open, and the way to those beside it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from drugcourt.casework.docket.docket import SessionHead
from drugcourt.domain.clock import spoken
from drugcourt.ui.kit.buttons import IconButton
from drugcourt.ui.kit.labels import Heading
from drugcourt.ui.kit.theme import px


def session_words(head: SessionHead, *, narrow: bool = False) -> str:
    """`Tue Nov 24, 2026, 1:30 PM`; without the year where there is no room for it."""
    day = head.held_on
    year = "" if narrow else f", {day.year}"
    return f"{day:%a %b} {day.day}{year}, {spoken(head.starts_at)}"


class DayBar(QWidget):
    """The session's day between two arrows. `what` is what they lead to, `lead` begins the words.

    Further buttons are put into `row`.
    """

    earlier = Signal()
    later = Signal()

    def __init__(self, what: str, lead: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lead = lead
        self._head: SessionHead | None = None
        self._narrow = False
        self.day = Heading("")
        self.back = IconButton("caret-left", f"{what} before", self.earlier)
        self.forth = IconButton("caret-right", f"{what} after", self.later)
        self.back.setToolTip(f"{what} before (Ctrl+PgUp)")
        self.forth.setToolTip(f"{what} after (Ctrl+PgDown)")
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(px(4))
        self.row.addWidget(self.day, 1)
        self.row.addWidget(self.back)
        self.row.addWidget(self.forth)

    def show_head(self, head: SessionHead | None) -> None:
        """The words and which ways are open."""
        self._head = head
        self._write()
        self.back.setEnabled(head is not None and head.previous_id is not None)
        self.forth.setEnabled(head is not None and head.next_id is not None)

    def set_narrow(self, *, narrow: bool) -> None:
        """Leave out the year where there is no room for it."""
        self._narrow = narrow
        self._write()

    def _write(self) -> None:
        head = self._head
        words = f"{self._lead}{session_words(head, narrow=self._narrow)}" if head else ""
        self.day.setText(words or "No session yet")
