"""The tab History: every change of this file, who made it, when, what it was before, and why."""

from __future__ import annotations

from drugcourt.casework.participants import changes
from drugcourt.casework.participants.changes import ChangeRow
from drugcourt.domain.dates import counted
from drugcourt.fields.field import Field, Kind
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.table import Column
from drugcourt.ui.participants.pane import Pane
from drugcourt.ui.shell import Shell

AT = Field("at", "When", Kind.MOMENT, width=18)
WHO = Field("who", "Who", width=16)
WHAT = Field("what", "What", width=20)
CHANGE = Field("text", "Before → after", width=50)
WHY = Field("reason", "Why", width=20)


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
        self.box.addWidget(self.card, 1)

    def refresh(self) -> None:
        self.entries.set_source(self._fetch, self._count)
        count = counted(self.entries.rows.rowCount(), "change")
        self.card.set_heading("History", f"{count}; the newest stands first")

    def _fetch(self, offset: int, limit: int, _sort: str, _down: bool) -> list[ChangeRow]:
        return self.desk.read(changes.changes, today=self.today, offset=offset, limit=limit)

    def _count(self) -> int:
        return self.desk.read(changes.changes_count)
