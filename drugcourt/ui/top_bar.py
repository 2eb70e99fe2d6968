"""What stands over every page: which court this is, the search, and who works here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout

from drugcourt.domain.tone import Tone
from drugcourt.ui.kit.icons import icon
from drugcourt.ui.kit.labels import Heading, Muted, Pill
from drugcourt.ui.kit.menus import Menu
from drugcourt.ui.kit.palette_search import SearchBox
from drugcourt.ui.kit.suggest import Search
from drugcourt.ui.kit.theme import colors, px
from drugcourt.ui.sidebar import WIDTH
from drugcourt.ui.welcome.frame import PRODUCT

MenuLine = tuple[str, Callable[[], object], str]  # words, slot, keys


class TopBar(QFrame):
    """Product and court, the search box, the mark of a demonstration, and the menu."""

    def __init__(self, search: Search, parent: QFrame | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(14), px(6), px(14), px(7))
        row.setSpacing(px(14))
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(Heading(PRODUCT))
        self.court = Muted("", wrap=False, small=True)
        self.court.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        names.addWidget(self.court)
        held = QFrame()
        held.setFixedWidth(px(WIDTH - 14))
        names.setContentsMargins(0, 0, 0, 0)
        held.setLayout(names)
        row.addWidget(held)
        self.search = SearchBox(search, "Find a participant, case or command")
        row.addWidget(self.search, 1)
        row.addStretch(1)
        self.demonstration = Pill("Demonstration data", Tone.INFO)
        row.addWidget(self.demonstration)
        self.menu = Menu(self)
        self.menu_button = QToolButton()
        self.menu_button.setIcon(icon("user-circle"))
        self.menu_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu_button.setMenu(self.menu)
        row.addWidget(self.menu_button)

    def show_court(self, name: str, who: str, *, demonstration: bool) -> None:
        """Write the names; a demonstration says so on every page."""
        self.court.setText(name)
        self.court.setToolTip(name)
        self.menu_button.setText(f"{who} ")
        self.menu_button.setAccessibleName(f"Menu of {who}")
        self.demonstration.setVisible(demonstration)

    def add_lines(self, lines: Sequence[MenuLine]) -> None:
        """Put lines under what the menu holds, after a separator."""
        if not self.menu.isEmpty():
            self.menu.addSeparator()
        for words, slot, keys in lines:
            action = QAction(words, self.menu)
            action.triggered.connect(slot)
            if keys:
                action.setText(f"{words}\t{keys}")
            self.menu.addAction(action)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = colors(), QPainter(self)
        painter.fillRect(self.rect(), QColor(look.surface))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(look.line))
