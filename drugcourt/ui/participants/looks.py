"""Within History: who looked at this file, and each look of whoever is chosen."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker

from drugcourt.casework.oversight import who_looked
from drugcourt.casework.oversight.who_looked import Looker, LookRow
from drugcourt.domain.dates import counted
from drugcourt.domain.tone import Tone
from drugcourt.fields import oversight as fields
from drugcourt.ui.kit.cards import Card, columns
from drugcourt.ui.kit.table import Column
from drugcourt.ui.participants.pane import Pane
from drugcourt.ui.shell import Shell


def _caseload(row: LookRow) -> list[tuple[str, Tone]]:
    return [("Outside", Tone.WATCH)] if row.outside else []


class LooksPane(Pane):
    """Staff on the left, who looked last first; their looks on the right."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.people = self.table(
            [
                Column(fields.WHO, strong=True, stretch=True),
                Column(fields.TIMES),
                Column(fields.LAST),
            ],
            "Who looked",
            empty="Nobody has looked at this file yet.",
        )
        self.people.picked.connect(self._picked)
        self.looks = self.table(
            [
                Column(fields.AT, muted=True),
                Column(fields.WHO),
                Column(fields.HOW, strong=True),
                Column(fields.OUTSIDE, pills=_caseload),
                Column(fields.WHY, stretch=True),
            ],
            "Looks",
            empty="No look is kept.",
        )
        self.left, self.right = Card("Who looked"), Card("Looks")
        self.left.add(self.people, 1)
        self.right.add(self.looks, 1)
        self.box.addLayout(columns((self.left, 5), (self.right, 9)), 1)

    def refresh(self) -> None:
        lookers = self.desk.read(who_looked.lookers)
        with QSignalBlocker(self.people):
            self.people.set_rows(lookers)
        self.left.set_heading("Who looked", counted(len(lookers), "person", "people"))
        self._show("")

    def _show(self, who: str) -> None:
        self._who = who
        self.looks.set_source(self._fetch, self._count)
        of = f"of {who}" if who else "of everybody"
        self.right.set_heading("Looks", f"{counted(self._count(), 'look')} {of}, the newest first")

    def _picked(self, row: Looker) -> None:
        self._show(row.who)

    def _fetch(self, offset: int, limit: int, _sort: str, _down: bool) -> list[LookRow]:
        return self.desk.read(who_looked.who_looked, who=self._who, offset=offset, limit=limit)

    def _count(self) -> int:
        return self.desk.read(who_looked.looks_count, who=self._who)
