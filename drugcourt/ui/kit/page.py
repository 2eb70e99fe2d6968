"""What every page of the main window is: a title, the kinds it shows, and when it reloads."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from drugcourt.ui.kit.labels import Muted, Title
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.theme import px


class Page(QWidget):
    """A page declares `title` and the record `kinds` it shows, and fills itself in `refresh`.

    A page that can't be seen only notes that it is stale and reloads when it is shown next, so
    `refresh` also runs on the first showing and never before. `body` is where the page puts its
    pieces; `set_head` writes the line above it, `add_action` puts buttons to the right of it.
    """

    title = ""
    kinds: frozenset[str] = frozenset()
    title_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stale = True
        self.setAccessibleName(self.title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(22), px(16), px(22), px(16))
        outer.setSpacing(px(14))
        self.head_title = Title(self.title)
        self.head_title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.head_detail = Muted("")
        self.head_detail.hide()
        words = QVBoxLayout()
        words.setSpacing(px(4))
        words.addWidget(self.head_title)
        words.addWidget(self.head_detail)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(px(8))
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addLayout(words, 1)
        head.addLayout(self._actions)
        outer.addLayout(head)
        self.notices = Notices()
        outer.addWidget(self.notices)
        self.body = QVBoxLayout()
        self.body.setSpacing(px(14))
        outer.addLayout(self.body, 1)

    def refresh(self) -> None:
        """Ask again for what the page shows; each page writes its own."""
        raise NotImplementedError

    def set_head(self, title: str, detail: str = "") -> None:
        """The line above the page; a title too long for the window is in the tooltip too."""
        self.head_title.setText(title)
        self.head_title.setToolTip(title)
        self.head_detail.setText(detail)
        self.head_detail.setVisible(bool(detail))
        self.setAccessibleName(title)
        self.title_changed.emit(title)

    def add_action(self, button: QWidget) -> None:
        """Put a button to the right of the title."""
        self._actions.addWidget(button)

    def take_keyboard(self, last: QWidget | None = None) -> None:
        """Let the page's own keys work: the keyboard goes where it `last` was on this page, on
        the first showing to where work starts.
        """
        if last is None or not (self.isAncestorOf(last) and last.isVisible() and last.isEnabled()):
            last = self.starting_place()
        if last is not None:
            last.setFocus(Qt.FocusReason.OtherFocusReason)

    def starting_place(self) -> QWidget | None:
        """Where the keyboard stands first: the focus proxy, else the first piece that takes it."""
        piece = self.focusProxy() or self.nextInFocusChain()
        while piece is not None and piece is not self:
            tab = bool(piece.focusPolicy() & Qt.FocusPolicy.TabFocus)
            if tab and piece.isVisible() and piece.isEnabled() and self.isAncestorOf(piece):
                return piece
            piece = piece.nextInFocusChain()
        return None

    def touched(self, kinds: Iterable[str]) -> None:
        """Records changed: reload if seen and concerned, else remember to."""
        if self.kinds.isdisjoint(kinds):
            return
        self.stale = True
        if self.isVisible():
            self.bring_up_to_date()

    def bring_up_to_date(self) -> None:
        """Reload if something changed since the last time."""
        if self.stale:
            self.stale = False
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.bring_up_to_date()
