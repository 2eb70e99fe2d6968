"""On which panel a day's results are entered, and why those are tested who were not scheduled."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from drugcourt.casework.specimens.result_entry import Panel, panels
from drugcourt.domain.specimens import TestReason
from drugcourt.ui.kit.theme import px

_REASONS = tuple(TestReason)


class EntryChoice(QWidget):
    """Two boxes beside each other; `panel_chosen` goes out when a person takes another panel."""

    panel_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panels = panels()
        self.panel_box, self.reason_box = QComboBox(), QComboBox()
        self.panel_box.setAccessibleName("Panel")
        self.panel_box.addItems([panel.name for panel in self.panels])
        self.reason_box.setAccessibleName("Why those are tested who were not scheduled")
        self.reason_box.setToolTip("Why those are tested who were not scheduled")
        self.reason_box.addItems([reason.label for reason in _REASONS])
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(8))
        line.addWidget(self.panel_box)
        line.addWidget(self.reason_box)
        self.panel_box.currentIndexChanged.connect(self.panel_chosen)

    def panel(self) -> Panel:
        """The panel whose substances stand across."""
        return self.panels[max(0, self.panel_box.currentIndex())]

    def reason(self) -> TestReason:
        """Why those are tested who were not scheduled."""
        return _REASONS[max(0, self.reason_box.currentIndex())]

    def set_panel(self, panel: Panel | None) -> None:
        """Show this panel, where there is one; nobody is told."""
        if panel is not None:
            with QSignalBlocker(self.panel_box):
                self.panel_box.setCurrentIndex(self.panels.index(panel))

    def restore(self, panel: str, reason: str) -> None:
        """Show what was chosen when a draft was left, as far as it is still known."""
        self.set_panel(next((each for each in self.panels if each.name == panel), None))
        if reason in _REASONS:
            self.reason_box.setCurrentIndex(_REASONS.index(TestReason(reason)))
