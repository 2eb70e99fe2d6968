"""How the list of a court day and the participant beside it share the width."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from drugcourt.ui.kit.theme import px

NARROW = 860  # below this width the list leaves out what stands beside it anyway
LEAST, LEAST_NARROW = 424, 300  # of the list


class SetNarrow(Protocol):
    """How a list is told to leave out what has no room."""

    def __call__(self, *, narrow: bool) -> None: ...


class Halves(QWidget):
    """The list takes a third; in a narrow window it is told so, and is less wide."""

    def __init__(self, listed: QWidget, beside: QWidget, set_narrow: SetNarrow) -> None:
        super().__init__()
        self._listed, self._set_narrow = listed, set_narrow
        # by its share alone: the list keeps its width when there is more to show beside it
        beside.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(14))
        row.addWidget(listed, 1)
        row.addWidget(beside, 2)
        self._share(narrow=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share(narrow=self.width() < px(NARROW))

    def _share(self, *, narrow: bool) -> None:
        self._listed.setMinimumWidth(px(LEAST_NARROW if narrow else LEAST))
        self._set_narrow(narrow=narrow)
