"""The button of a table that changes its chosen entry: correct it, take it back, or its history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QDialog

from drugcourt.casework.participants.corrections import correct_entry, take_back_entry
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.doing import Deed
from drugcourt.ui.kit.menus import Menu
from drugcourt.ui.kit.signals import weakly
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.participants.corrections import Corrections
from drugcourt.ui.participants.pane import Pane
from drugcourt.ui.participants.record_history import open_history

Entry = tuple[str, int, str]
"""A table, the record's number in it, and words that say which entry it is."""


class ChangeButton(Button):
    """Change…: C corrects, T takes back, H shows the history; off while nothing is chosen.

    `entry` says of a row which record it shows; None for a row that is not changed here.
    """

    def __init__(self, pane: Pane, table: DataTable, entry: Callable[[Any], Entry | None]) -> None:
        super().__init__("Change…", self.offer)
        self.setToolTip("Correct the chosen entry, or take it back; each with the reason")
        self._pane, self._table, self._entry = pane, table, entry
        table.record_of = entry
        table.picked.connect(self.follow)
        table.rows.reloaded.connect(self.follow)
        self.follow()

    def follow(self, _row: object = None) -> None:
        """Be there for the row that is chosen; in a file that has ended, for its history only."""
        self.setEnabled(self._chosen() is not None)

    def offer(self) -> None:
        """Open the ways to change it, and its history, under the button."""
        chosen = self._chosen()
        if chosen is None:
            return
        menu, about = Menu(self), {"table": chosen[0]}
        if not self._pane.closed:
            menu.offer("&Correct…", weakly(self.correct), Deed(correct_entry, about))
            menu.offer("&Take back…", weakly(self.take_back), Deed(take_back_entry, about))
        menu.addAction("&History of this entry").triggered.connect(weakly(self.history))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        menu.setActiveAction(next(one for one in menu.actions() if one.isEnabled()))

    def correct(self) -> EditDialog | None:
        """Correct the chosen entry."""
        chosen = self._chosen()
        return self._corrections().correct(*chosen) if chosen is not None else None

    def take_back(self) -> EditDialog | None:
        """Take the chosen entry back."""
        chosen = self._chosen()
        return self._corrections().take_back(*chosen) if chosen is not None else None

    def history(self) -> QDialog | None:
        """Show what the history holds of the chosen entry."""
        return open_history(self._pane.shell, self._chosen())

    def _corrections(self) -> Corrections:
        return replace(self._pane.desk.corrections, over=self.window())

    def _chosen(self) -> Entry | None:
        row = self._table.selected_row()
        return self._entry(row) if row is not None else None
