"""The one box that finds everything: people, cases and commands, reached by Ctrl+K."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from drugcourt.ui.kit.icons import Picture
from drugcourt.ui.kit.labels import KeyHint
from drugcourt.ui.kit.suggest import Result, Search, SuggestLine
from drugcourt.ui.kit.theme import px


class SearchBox(SuggestLine):
    """The line in the head of the window; the shortcut works from anywhere in that window.

    `chosen` carries the Result; the line is then empty and ready for the next search. Escape
    closes the list, and once more empties the line and says `given_up`.
    """

    given_up = Signal()

    def __init__(
        self,
        search: Search,
        placeholder: str = "Find a participant, case, hearing or command",
        shortcut: str = "Ctrl+K",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(search, "Search", placeholder, parent)
        keys = QKeySequence(shortcut)
        self._hint = KeyHint(keys.toString(QKeySequence.SequenceFormat.NativeText), self)
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._glass = Picture("magnifying-glass", parent=self)
        self.setTextMargins(px(20), 0, self._hint.sizeHint().width() + px(8), 0)
        self.setMinimumWidth(px(280))
        self.setMaximumWidth(px(460))
        self._shortcut = QShortcut(keys, self)
        self._shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        self._shortcut.activated.connect(self.begin)
        self.setToolTip(f"{placeholder} ({self._hint.text()})")

    def begin(self) -> None:
        """Take the keyboard with everything selected."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def take(self, result: Result | None) -> None:
        if result is not None:
            self.clear()
        super().take(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.suggestions.isVisible():
            self.clear()
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(px(420), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._glass.move(px(9), (self.height() - self._glass.height()) // 2)
        self._hint.adjustSize()
        right = self.width() - self._hint.width() - px(8)
        self._hint.move(right, (self.height() - self._hint.height()) // 2)
