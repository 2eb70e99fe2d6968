"""The list of days on which court is closed, as the office edits it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.casework.calendar import closures
from drugcourt.casework.calendar.closures import ClosureRow
from drugcourt.domain.dates import counted
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.fields import calendar as fields
from drugcourt.reports.letterhead import weekday
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.ui.shell import Shell

YEARS_SHOWN = 2


def _weekday(row: ClosureRow) -> str:
    return weekday(row.closed_on)


def _sits(row: ClosureRow) -> Sequence[tuple[str, Tone]]:
    return [("Sits all the same", Tone.PLAIN)] if row.sits else [("Closed", Tone.WATCH)]


def _booked(row: ClosureRow) -> Sequence[tuple[str, Tone]]:
    if row.sits or not row.people:
        return []
    return [(f"{counted(row.people, 'person', 'people')} booked", Tone.ALARM)]


class ClosuresTab(QWidget):
    """Holidays and the court's own closures from this year on."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self.table = DataTable(
            (
                Column(fields.CLOSED_ON, text=_weekday, strong=True),
                Column(fields.CLOSURE_NAME, stretch=True),
                Column(fields.SOURCE),
                Column(fields.SITS, pills=_sits),
                Column(fields.BOOKED, pills=_booked),
            ),
            "Closures",
            empty="No closure is recorded. Fill the list with the public holidays, then edit it.",
        )
        self.seed_button = Button("Fill with holidays…", self.ask_seed, icon_name="calendar-plus")
        self.close_button = Button("Close a day…", self.ask_close, Look.PRIMARY)
        self.toggle_button = Button("Open or close again", self.toggle)
        self.toggle_button.setToolTip("Sit on the marked day all the same, or close it again")
        row = QHBoxLayout()
        row.addWidget(
            Muted(
                "Federal and state public holidays are a start; the list is the court’s own. "
                "Rules of dockets and suggested dates keep clear of closed days."
            ),
            1,
        )
        for button in (self.seed_button, self.toggle_button, self.close_button):
            row.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, px(12), 0, 0)
        box.setSpacing(px(10))
        box.addLayout(row)
        box.addWidget(self.table, 1)

    def refresh(self) -> None:
        """Ask again; the marked day stays marked."""
        today = self._shell.workspace.today
        first = date(today.year, 1, 1)
        rows = self._shell.workspace.read(
            closures.closures, first=first, last=date(today.year + YEARS_SHOWN, 12, 31)
        )
        kept = self.table.selected_id()
        self.table.set_rows(rows)
        if not self.table.select_id(kept):
            ahead = [n for n, row in enumerate(rows) if row.closed_on >= today]
            self.table.select_place(ahead[0] if ahead else 0)

    @does(closures.seed_closures)
    def ask_seed(self) -> None:
        """Write public holidays down as closures."""
        year = self._shell.workspace.today.year
        Asking(self._shell).open(
            "Fill with holidays",
            (fields.FIRST_YEAR, fields.LAST_YEAR),
            self._seed,
            said="The holidays stand on the list. Take off those on which the court sits.",
            values={"first_year": year, "last_year": year + 1},
            detail="Federal holidays, and the public ones of the court’s state if it is recorded. "
            "Days that stand on the list already are left as they are.",
            confirm="Fill",
        )

    def _seed(self, values: dict[str, Any]) -> object:
        return self._shell.workspace.perform(closures.seed_closures, **values)

    @does(closures.close_day)
    def ask_close(self) -> None:
        """Close the court on a day or several."""
        Asking(self._shell).open(
            "Close the court",
            (fields.ON, fields.UNTIL, fields.CLOSURE_NAME),
            self._close,
            said="The court is closed then. Sessions that stand on it are still to be moved.",
            detail="Sessions that stand already stay where they are, marked, until you move them.",
            confirm="Close",
        )

    def _close(self, values: dict[str, Any]) -> object:
        return self._shell.workspace.perform(closures.close_day, **values)

    @does(closures.close_day, closures.open_day)
    def toggle(self) -> None:
        """Sit on the marked day all the same, or close it again."""
        row = self.table.selected_row()
        if not isinstance(row, ClosureRow):
            self._shell.say("Mark a day of the list first.")
            return
        try:
            if row.sits:
                self._shell.workspace.perform(closures.close_day, on=row.closed_on, name=row.name)
                self._shell.say("The court is closed on that day again.", Tone.GOOD)
            else:
                self._shell.workspace.perform(closures.open_day, closure_id=row.id)
                self._shell.say("The court sits on that day all the same.", Tone.GOOD)
        except Refusal as refusal:
            self._shell.say(str(refusal), Tone.ALARM)
