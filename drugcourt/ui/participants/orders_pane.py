"""Within Supervision: what was ordered for this participant alone, by whom and why."""

from __future__ import annotations

from drugcourt.casework import orders
from drugcourt.casework.orders import OrderRow
from drugcourt.fields import orders as fields
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.table import Column
from drugcourt.ui.participants.change_button import ChangeButton, Entry
from drugcourt.ui.participants.order_entries import OrderEntries
from drugcourt.ui.participants.pane import Pane
from drugcourt.ui.shell import Shell

ABILITY = "ability_finding"


class OrdersPane(Pane):
    """One table: other numbers, more time, ability to pay."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.number = Button("Another number…", self.new_override, icon_name="plus")
        self.time = Button("More time…", self.new_extension, icon_name="plus")
        self.ability = Button("Ability to pay…", self.new_ability, icon_name="plus")
        self.end = Button("End…", self.end_finding)
        self.rows = self.table(
            [
                Column(fields.ORDERED),
                Column(fields.WHAT),
                Column(fields.TEXT, strong=True, stretch=True),
                Column(fields.UNTIL),
                Column(fields.BY),
                Column(fields.REASON, muted=True, stretch=True),
            ],
            "Orders for this participant",
            empty="The program holds for this participant as it is written.",
        )
        self.change = ChangeButton(self, self.rows, self._of_order)
        card = Card(
            "Orders for this participant",
            actions=(self.number, self.time, self.ability, self.end, self.change),
        )
        card.add(self.rows, 1)
        self.box.addWidget(card, 1)

    def refresh(self) -> None:
        self.rows.set_rows(self.desk.read(orders.order_rows))
        for button in (self.number, self.time, self.ability, self.end):
            button.setEnabled(not self.closed)

    @does(OrderEntries.override)
    def new_override(self) -> None:
        """Set one number for this participant."""
        self.desk.orders.override()

    @does(OrderEntries.extension)
    def new_extension(self) -> None:
        """Order more time in a phase."""
        self.desk.orders.extension()

    @does(OrderEntries.ability)
    def new_ability(self) -> None:
        """Record a finding on ability to pay."""
        self.desk.orders.ability()

    @does(OrderEntries.end_ability)
    def end_finding(self) -> None:
        """The chosen finding on ability to pay holds no more."""
        row: OrderRow | None = self.rows.selected_row()
        if row is not None and row.table == ABILITY and row.ended_on is None:
            self.desk.orders.end_ability(row.id, row.text)

    def _of_order(self, row: OrderRow) -> Entry:
        return row.table, row.id, row.text
