"""How the docket's list and the participant beside it share the width."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from drugcourt.ui.docket.session_card import SessionCard
from drugcourt.ui.kit.theme import px

NARROW = 860  # below this width the list leaves out what stands beside it anyway


class Halves(QWidget):
    """The list takes a third; in a narrow window only names and flags of it."""

    def __init__(self, session: SessionCard, beside: QWidget) -> None:
        super().__init__()
        self._session = session
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(14))
        row.addWidget(session, 1)
        row.addWidget(beside, 2)
        session.set_narrow(narrow=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._session.set_narrow(narrow=self.width() < px(NARROW))
