"""How some of many are chosen in little room: a button with the choice, and a list under it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.menus import Menu
from drugcourt.ui.kit.signals import weakly

_LONGEST = 34


class _Open(Menu):
    """A menu that stays open while its lines are checked; Esc or Enter closes it."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action = self.actionAt(event.position().toPoint())
        if action is not None and action.isCheckable():
            action.trigger()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self.activeAction()
        if event.key() == Qt.Key.Key_Space and action is not None:
            action.trigger()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close()
        else:
            super().keyPressEvent(event)


class CheckList(Button):
    """Says what is chosen; pressed, it opens the list to check with Space or the mouse."""

    changed = Signal()

    def __init__(
        self, choices: Sequence[tuple[Any, str]], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__("None", self.open_list, parent=parent)
        self._choices = list(choices)
        self._chosen: list[Any] = []
        self._name = name
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._say()

    def chosen(self) -> list[Any]:
        """What is chosen, in the order of the list; what the list does not know comes last."""
        known = [value for value, _words in self._choices if value in self._chosen]
        return known + [value for value in self._chosen if value not in known]

    def choose(self, values: Sequence[Any]) -> None:
        """Choose these, silently."""
        self._chosen = list(values)
        self._say()

    def toggle(self, value: Any) -> None:
        """Choose a value, or choose it no more."""
        if value in self._chosen:
            self._chosen.remove(value)
        else:
            self._chosen.append(value)
        self._say()
        self.changed.emit()

    def open_list(self) -> QMenu:
        """Open the list under the button."""
        menu = _Open(self)
        menu.setAccessibleName(self._name)
        known = [value for value, _words in self._choices]
        unknown = [(value, f"{value} (not known)") for value in self._chosen if value not in known]
        for value, words in (*self._choices, *unknown):
            action = menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(value in self._chosen)
            action.triggered.connect(weakly(self.toggle, value))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        if menu.actions():
            menu.setActiveAction(menu.actions()[0])
        return menu

    def _say(self) -> None:
        words = dict(self._choices)
        said = [words.get(value, str(value)) for value in self.chosen()]
        shown = ", ".join(said)
        if len(shown) > _LONGEST:
            shown = f"{len(said)} chosen"
        self.setText(f"{shown or 'None chosen'} ▾".replace("&", "&&"))
        self.setAccessibleName(f"{self._name}: {', '.join(said) or 'none chosen'}")
        self.setToolTip("\n".join(said))
