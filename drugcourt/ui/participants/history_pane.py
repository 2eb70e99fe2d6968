"""The tab History: every change of this file with its reason, and who looked at it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QStackedWidget

from drugcourt.casework.oversight.who_looked import who_looked
from drugcourt.casework.participants import changes
from drugcourt.casework.participants.changes import ChangeRow
from drugcourt.casework.participants.dossier import Head
from drugcourt.domain.dates import counted
from drugcourt.fields.field import Field, Kind
from drugcourt.ui.kit.buttons import Choice, ChoiceChips
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.table import Column
from drugcourt.ui.participants.looks import LooksPane
from drugcourt.ui.participants.pane import FileDesk, Pane
from drugcourt.ui.shell import Shell

AT = Field("at", "When", Kind.MOMENT, width=18)
WHO = Field("who", "Who", width=16)
WHAT = Field("what", "What", width=20)
CHANGE = Field("text", "Before → after", width=50)
WHY = Field("reason", "Why", width=20)
CHANGES, LOOKS = "changes", "looks"


class HistoryPane(Pane):
    """The history of one file, newest first; it can be read, never changed."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.entries = self.table(
            [
                Column(AT, muted=True),
                Column(WHO),
                Column(WHAT, strong=True),
                Column(CHANGE, stretch=True),
                Column(WHY, muted=True),
            ],
            "History",
            empty="Nothing has been changed yet.",
        )
        self.card = Card("History")
        self.card.add(self.entries, 1)
        self.looks = LooksPane(shell)
        self.shows = ChoiceChips(
            [Choice(CHANGES, "What was changed"), Choice(LOOKS, "Who looked")], "History shows"
        )
        self.shows.set_value(CHANGES)
        self.shows.chosen.connect(self._chosen)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.card)
        self.stack.addWidget(self.looks)
        self.box.addWidget(self.shows)
        self.box.addWidget(self.stack, 1)

    def show_file(self, desk: FileDesk, head: Head) -> None:
        """Show this episode; who looked is for whoever watches over the desks."""
        may = not self.shell.workspace.why_not(who_looked, acts=False)
        self.shows.setVisible(may)
        if not may:
            self.shows.set_value(CHANGES)
        super().show_file(desk, head)

    def refresh(self) -> None:
        self._chosen(self.shows.value())

    def _chosen(self, shows: Any) -> None:
        if shows == LOOKS and self.head is not None:
            self.stack.setCurrentWidget(self.looks)
            self.looks.show_file(self.desk, self.head)
            return
        self.stack.setCurrentWidget(self.card)
        self.entries.set_source(self._fetch, self._count)
        count = counted(self.entries.rows.rowCount(), "change")
        self.card.set_heading("History", f"{count}; the newest stands first")

    def _fetch(self, offset: int, limit: int, _sort: str, _down: bool) -> list[ChangeRow]:
        return self.desk.read(changes.changes, today=self.today, offset=offset, limit=limit)

    def _count(self) -> int:
        return self.desk.read(changes.changes_count)
