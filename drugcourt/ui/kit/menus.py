"""What drops down under a button: a menu whose letters are its own while it is open."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QMenu


class Menu(QMenu):
    """R in an open menu marks its own line; without this the page's shortcut would take the key."""

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)
