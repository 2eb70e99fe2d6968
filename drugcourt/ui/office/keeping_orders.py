"""Orders to seal or expunge: entered by one person, confirmed by another, certified on paper."""

from __future__ import annotations

from typing import Any

from drugcourt.casework.keeping import expunging, keeping, seals
from drugcourt.casework.keeping.keeping import Order, OrderRow
from drugcourt.casework.keeping.words import going
from drugcourt.domain.keeping import REMOVES, OrderKind, OrderState
from drugcourt.domain.tone import Tone
from drugcourt.fields import keeping as fields
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.flow import FlowLayout
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.table import Column
from drugcourt.ui.office.keeping_part import KeepingPart
from drugcourt.ui.office.order_papers import CertificateDialog, SealedFileDialog
from drugcourt.ui.people_search import PeopleSearch
from drugcourt.ui.shell import Shell


class KeepingOrders(KeepingPart):
    """The orders of the court, newest first, and what can be done with the marked one."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.new = Button("New order…", self.ask_order, Look.PRIMARY)
        self.confirm = Button("Confirm…", self.ask_confirm)
        self.withdraw = Button("Withdraw", self.withdraw_order)
        self.certificate = Button("Certificate…", self.show_certificate)
        self.look = Button("Open the sealed file…", self.ask_look)
        self.further = Button("Order on it…", self.ask_further)
        self.wipe = Button("Wipe again", self.wipe_again)
        self.table = self.a_table(
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
        self.missing = Muted("")
        card = Card("Orders", actions=(self.new,))
        card.add(self.table, 1)
        line = FlowLayout(gap=8)
        for button in (
            self.confirm,
            self.withdraw,
            self.certificate,
            self.look,
            self.further,
            self.wipe,
        ):
            line.addWidget(button)
        card.add(line)
        card.add(self.missing)
        self.column.addWidget(card, 1)
        self.table.picked.connect(self._picked)
        self.table.opened.connect(self._opened)
        self.setFocusProxy(self.table)

    def show_now(self) -> None:
        """Ask again for the orders."""
        self.table.set_rows(self.workspace.read(keeping.orders))
        said = self.workspace.read(keeping.nobody_to_confirm, login=self.workspace.database.login)
        self.missing.setText(said)
        self.missing.setVisible(bool(said))
        self._picked()

    def _picked(self, _row: object = None) -> None:
        row: OrderRow | None = self.table.selected_row()
        waits = self._waiting() is not None
        done = row is not None and row.state is OrderState.DONE
        self.confirm.setEnabled(waits)
        self.withdraw.setEnabled(waits)
        self.certificate.setEnabled(done)
        sealed = bool(done and row and row.kind is OrderKind.SEAL)
        self.look.setEnabled(sealed)
        self.further.setEnabled(sealed)
        self.wipe.setVisible(bool(done and row and row.kind in REMOVES and row.wiped_at is None))

    def _opened(self, _row: object = None) -> None:
        if self._waiting() is not None:
            self.ask_confirm()
        elif self.certificate.isEnabled():
            self.show_certificate()

    def _waiting(self) -> OrderRow | None:
        row: OrderRow | None = self.table.selected_row()
        return row if row is not None and row.state is OrderState.ASKED else None

    @does(keeping.ask_order)
    def ask_order(self) -> EditDialog:
        """Enter an order; it waits for a second person."""

        def act(given: dict[str, Any]) -> object:
            reach, subject = self.workspace.read(
                keeping.subject_of,
                episode_id=given.pop("episode_id"),
                case_number=given.pop("case_number"),
            )
            order = Order(reach=reach, **given)
            return self.ask.perform(keeping.ask_order, order=order, subject=subject)

        return self.ask.open(
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
        """Confirm the chosen order as the second person; it is carried out and certified."""
        row = self._waiting()
        if row is None:
            return None
        removes = row.kind in REMOVES
        detail = f"{row.about}. Read the number off the paper."
        if removes:
            told = going(self.workspace.read(keeping.what_would_go, order_id=row.id))
            detail = f"{detail} {told} What goes can’t be brought back."

        def act(given: dict[str, Any]) -> object:
            made = expunging.confirm(self.workspace, order_id=row.id, number=given["number"])
            CertificateDialog(made, self.shell.window_widget()).open()
            return made

        return self.ask.open(
            f"Confirm: {row.kind.label.lower()}",
            fields.CONFIRM,
            act,
            said="The order is carried out.",
            detail=detail,
            confirm=row.kind.label,
            danger=removes,
        )

    @does(keeping.withdraw_order)
    def withdraw_order(self) -> None:
        """Let the chosen order go that nobody confirmed."""
        row = self._waiting()
        if row is not None:
            self.ask.perform(keeping.withdraw_order, order_id=row.id)
            self.shell.say("The order is withdrawn.", Tone.GOOD)

    @does(keeping.orders)
    def show_certificate(self) -> None:
        """What the chosen order did, with its page."""
        row: OrderRow | None = self.table.selected_row()
        if row is not None and row.state is OrderState.DONE:
            made = expunging.certificate(self.workspace, order_id=row.id)
            CertificateDialog(made, self.shell.window_widget()).open()

    @does(keeping.confirm_order)
    def wipe_again(self) -> None:
        """Write the pages anew after an order for which that could not be done."""
        row: OrderRow | None = self.table.selected_row()
        if row is not None:
            made = expunging.wipe_again(self.workspace, order_id=row.id)
            CertificateDialog(made, self.shell.window_widget()).open()

    @does(keeping.ask_order)
    def ask_further(self) -> EditDialog | None:
        """Enter an order about the sealed record of the chosen order, which no search finds."""
        row: OrderRow | None = self.table.selected_row()
        if row is None or row.kind is not OrderKind.SEAL:
            return None

        def act(given: dict[str, Any]) -> object:
            seal = self.workspace.read(seals.seal_of, order_id=row.id)
            order = Order(reach=seal.reach, **given)
            return self.ask.perform(keeping.ask_order, order=order, subject=seal.subject)

        return self.ask.open(
            "Order on a sealed record",
            fields.ON_SEALED,
            act,
            said="The order is entered; somebody else has to confirm it.",
            values={"kind": OrderKind.UNSEAL, "ordered_on": self.workspace.today},
            columns=2,
        )

    @does(seals.open_sealed)
    def ask_look(self) -> EditDialog | None:
        """Read the sealed file of the chosen order, with the order's number and a reason."""
        row: OrderRow | None = self.table.selected_row()
        if row is None or row.kind is not OrderKind.SEAL:
            return None

        def act(given: dict[str, Any]) -> object:
            seal = self.workspace.read(seals.seal_of, order_id=row.id)
            opened = self.ask.perform(seals.open_sealed, seal_id=seal.id, **given)
            SealedFileDialog(opened, self.shell.window_widget()).open()
            return opened

        return self.ask.open(
            "Open a sealed file",
            fields.OPENING,
            act,
            said="The sealed file was opened; it stays sealed.",
            detail="The number stands on the order that sealed it.",
            confirm="Open",
        )


def _judge(row: OrderRow) -> str:
    return row.judge
