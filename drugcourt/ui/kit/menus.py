"""What drops down under a button: a menu whose letters are its own while it is open."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from drugcourt.ui.kit.doing import Deed, deeds_of, refusal, window_of


class Menu(QMenu):
    """R in an open menu marks its own line; without this the page's shortcut would take the key."""

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def offer(self, words: str, slot: Callable[..., object], *deeds: Deed) -> QAction:
        """A line that does something; where the desk may do nothing of it, it is off and says so.

        `slot` is a method, also one with its words given; `deeds` are what it does where it is
        not marked with that.
        """
        action = self.addAction(words)
        action.triggered.connect(_Once(slot))
        close_where_refused(self, action, deeds or deeds_of(slot))
        return action


def close_where_refused(menu: QMenu, action: QAction, deeds: tuple[Deed, ...]) -> None:
    """Turn a line off, with the reason, where the desk may do nothing of what it does."""
    reason = refusal(window_of(menu), deeds)
    if reason:
        menu.setToolTipsVisible(True)
        action.setEnabled(False)
        action.setToolTip(reason)


class _Once:
    """Calls a slot without the signal's own argument."""

    def __init__(self, slot: Callable[..., object]) -> None:
        self._slot = slot

    def __call__(self, *_sent: object) -> None:
        self._slot()
