"""What is sealed, expunged or held: orders that two people carry out, and holds that stop them."""

from __future__ import annotations

from typing import Any, ClassVar

from drugcourt.casework.keeping import expunging, holds, keeping
from drugcourt.casework.keeping.holds import HoldRow
from drugcourt.casework.keeping.keeping import Order, OrderRow
from drugcourt.casework.participants import dossier
from drugcourt.domain.keeping import REMOVES, OrderState
from drugcourt.domain.tone import Tone
from drugcourt.fields import keeping as fields
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.office.tab import OfficeTab
from drugcourt.ui.people_search import PeopleSearch
from drugcourt.ui.shell import Shell

MEANING = (
    "An order is entered by one person and confirmed by another, who reads its number off the "
    "paper. Sealed people vanish from lists, searches and papers; what is expunged can’t be "
    "brought back, also not from an older backup."
)


class KeepingTab(OfficeTab):
    """Orders above, holds below."""

    title = "Keeping"
    areas = ("people",)
    kinds: ClassVar[frozenset[str]] = frozenset({"keeping_order", "legal_hold", "seal", "person"})

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.workspace = shell.workspace
        self.new = Button("New order…", self.ask_order, Look.PRIMARY)
        self.confirm = Button("Confirm…", self.ask_confirm)
        self.withdraw = Button("Withdraw", self.withdraw_order)
        self.hold = Button("New hold…", self.ask_hold)
        self.release = Button("Release…", self.ask_release)
        self.orders = self._table(
            [
                Column(fields.KIND, strong=True),
                Column(fields.ABOUT, stretch=True),
                Column(fields.COURT, detail=_judge),
                Column(fields.NUMBER),
                Column(fields.ORDERED_ON),
                Column(fields.ASKED_BY, muted=True),
                Column(fields.STATE),
            ],
            "Orders",
            "No order was entered.",
        )
        self.holds = self._table(
            [
                Column(fields.NAME, strong=True),
                Column(fields.REASON, stretch=True),
                Column(fields.PLACED_ON),
                Column(fields.PLACED_BY, muted=True),
            ],
            "Holds",
            "Nothing is on hold.",
        )
        self._build()

    def _table(self, columns: list[Column], name: str, empty: str) -> DataTable:
        return DataTable(
            columns, name, as_of=self.workspace.today, layouts=self.shell.layouts, empty=empty
        )

    def _build(self) -> None:
        self.missing = Muted("")
        of_orders = Card("Orders", actions=(self.withdraw, self.confirm, self.new))
        of_orders.add(self.orders, 1)
        of_orders.add(self.missing)
        of_holds = Card("Holds", actions=(self.release, self.hold))
        of_holds.add(self.holds, 1)
        self.column.addWidget(of_orders, 3)
        self.column.addWidget(of_holds, 2)
        self.column.addWidget(Muted(MEANING))
        self.orders.picked.connect(self._picked)
        self.orders.opened.connect(self.ask_confirm)
        self.holds.picked.connect(self._picked)

    def show_now(self) -> None:
        """Ask again for orders and holds."""
        self.orders.set_rows(self.workspace.read(keeping.orders))
        self.holds.set_rows(self.workspace.read(holds.holds))
        said = self.workspace.read(keeping.nobody_to_confirm, login=self.workspace.database.login)
        self.missing.setText(said)
        self.missing.setVisible(bool(said))
        self._picked()

    def _picked(self, _row: object = None) -> None:
        waits = self._waiting() is not None
        self.confirm.setEnabled(waits)
        self.withdraw.setEnabled(waits)
        self.release.setEnabled(self.holds.selected_row() is not None)

    def _waiting(self) -> OrderRow | None:
        row: OrderRow | None = self.orders.selected_row()
        return row if row is not None and row.state is OrderState.ASKED else None

    def _person(self, episode_id: int) -> int:
        head = self.workspace.read(dossier.head, episode_id=episode_id, today=self.workspace.today)
        return int(head.person_id)

    @property
    def _ask(self) -> Asking:
        return Asking(self.shell)

    # Acts -------------------------------------------------------------------------------------

    @does(keeping.ask_order)
    def ask_order(self) -> EditDialog:
        """Enter an order; it waits for a second person."""

        def act(given: dict[str, Any]) -> object:
            subject = self._person(given.pop("episode_id"))
            return self._ask.perform(keeping.ask_order, order=Order(**given), subject=subject)

        return self._ask.open(
            "Order to seal or expunge",
            fields.ORDER,
            act,
            said="The order is entered; somebody else has to confirm it.",
            values={"ordered_on": self.workspace.today},
            columns=2,
            search=PeopleSearch(self.workspace, everybody=True),
        )

    @does(keeping.confirm_order)
    def ask_confirm(self, _row: object = None) -> EditDialog | None:
        """Confirm the chosen order as the second person; it is carried out."""
        row = self._waiting()
        if row is None:
            return None

        def act(given: dict[str, Any]) -> object:
            made = expunging.confirm(self.workspace, order_id=row.id, number=given["number"])
            if made.pending:
                self.shell.say(made.pending, Tone.WATCH)
            return made

        removes = row.kind in REMOVES
        return self._ask.open(
            f"Confirm: {row.kind.label.lower()}",
            fields.CONFIRM,
            act,
            said="The order is carried out.",
            detail=f"{row.about}. Read the number off the paper."
            + (" What goes can’t be brought back." if removes else ""),
            confirm=row.kind.label,
            danger=removes,
        )

    @does(keeping.withdraw_order)
    def withdraw_order(self) -> None:
        """Let the chosen order go that nobody confirmed."""
        row = self._waiting()
        if row is not None:
            self._ask.perform(keeping.withdraw_order, order_id=row.id)
            self.shell.say("The order is withdrawn.", Tone.GOOD)

    @does(holds.place_hold)
    def ask_hold(self) -> EditDialog:
        """Keep everything of somebody as it is."""

        def act(given: dict[str, Any]) -> object:
            person = self._person(given["episode_id"])
            return self._ask.perform(holds.place_hold, person_id=person, reason=given["reason"])

        return self._ask.open(
            "Hold",
            fields.HOLD,
            act,
            said="Nothing of this file can be sealed away or destroyed until the hold ends.",
            search=PeopleSearch(self.workspace, everybody=True),
        )

    @does(holds.release_hold)
    def ask_release(self) -> EditDialog | None:
        """Let the chosen hold go."""
        row: HoldRow | None = self.holds.selected_row()
        if row is None:
            return None

        def act(given: dict[str, Any]) -> object:
            return self._ask.perform(holds.release_hold, hold_id=row.id, **given)

        return self._ask.open(
            "Release the hold", fields.RELEASE, act, said="The hold has ended.", detail=row.name
        )


def _judge(row: OrderRow) -> str:
    return row.judge
