"""Legal holds: while one stands, nothing of the person is sealed or destroyed."""

from __future__ import annotations

from typing import Any

from drugcourt.casework.keeping import holds, keeping
from drugcourt.casework.keeping.holds import HoldRow
from drugcourt.fields import keeping as fields
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.table import Column
from drugcourt.ui.office.keeping_part import KeepingPart
from drugcourt.ui.people_search import PeopleSearch
from drugcourt.ui.shell import Shell


class KeepingHolds(KeepingPart):
    """The holds that stand, newest first."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.hold = Button("New hold…", self.ask_hold, Look.PRIMARY)
        self.release = Button("Release…", self.ask_release)
        self.table = self.a_table(
            [
                Column(fields.NAME, strong=True),
                Column(fields.REASON, stretch=True),
                Column(fields.PLACED_ON),
                Column(fields.PLACED_BY, muted=True),
            ],
            "Holds",
            "Nothing is on hold.",
        )
        card = Card("Holds", actions=(self.release, self.hold))
        card.add(self.table, 1)
        self.column.addWidget(card, 1)
        self.table.picked.connect(self._picked)
        self.setFocusProxy(self.table)

    def show_now(self) -> None:
        """Ask again for the holds."""
        self.table.set_rows(self.workspace.read(holds.holds))
        self._picked()

    def _picked(self, _row: object = None) -> None:
        self.release.setEnabled(self.table.selected_row() is not None)

    @does(holds.place_hold)
    def ask_hold(self) -> EditDialog:
        """Keep everything of somebody as it is."""

        def act(given: dict[str, Any]) -> object:
            who = given["episode_id"]
            _reach, person = self.workspace.read(keeping.subject_of, episode_id=who)
            return self.ask.perform(holds.place_hold, person_id=person, reason=given["reason"])

        return self.ask.open(
            "Hold",
            fields.HOLD,
            act,
            said="Nothing of this file can be sealed away or destroyed until the hold ends.",
            search=PeopleSearch(self.workspace, everybody=True),
        )

    @does(holds.release_hold)
    def ask_release(self) -> EditDialog | None:
        """Let the chosen hold go."""
        row: HoldRow | None = self.table.selected_row()
        if row is None:
            return None

        def act(given: dict[str, Any]) -> object:
            return self.ask.perform(holds.release_hold, hold_id=row.id, **given)

        return self.ask.open(
            "Release the hold", fields.RELEASE, act, said="The hold has ended.", detail=row.name
        )
