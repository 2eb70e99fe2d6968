"""The tab Fees and service: what is owed by debt, the plan, and every line of the ledger."""

from __future__ import annotations

from drugcourt.casework import fees
from drugcourt.casework.fees import FeeRow
from drugcourt.domain.money import dollars
from drugcourt.fields import fees as fields
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.table import Column
from drugcourt.ui.participants.pane import Pane
from drugcourt.ui.shell import Shell


class FeesPane(Pane):
    """Balances above, the ledger below."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.agree = Button("Payment plan…", self.new_plan)
        self.debts = self.table(
            [
                Column(fields.DEBT, stretch=True),
                Column(fields.CHARGED),
                Column(fields.PAID),
                Column(fields.WAIVED),
                Column(fields.OWED, strong=True),
                Column(fields.PLAN_TEXT, muted=True, stretch=True),
            ],
            "Balances",
            empty="Nothing was charged.",
        )
        self.balances = Card("Balances", actions=(self.agree,))
        self.balances.add(self.debts, 1)
        self.box.addWidget(self.balances, 2)
        self.enter = Button("New line…", self.new_line, icon_name="plus")
        self.lines = self.table(
            [
                Column(fields.ENTERED),
                Column(fields.DEBT),
                Column(fields.KIND),
                Column(fields.CENTS),
                Column(fields.METHOD),
                Column(fields.REASON, muted=True, stretch=True),
            ],
            "Ledger",
            empty="The ledger is empty. Press A, then F, for the first charge.",
        )
        ledger = Card("Ledger", actions=(self.enter,))
        ledger.add(self.lines, 1)
        self.box.addWidget(ledger, 3)

    def refresh(self) -> None:
        rows = self.desk.read(fees.debt_rows, today=self.today)
        self.debts.set_rows(rows)
        owed = sum(row.owed for row in rows)
        self.balances.set_heading("Balances", f"{dollars(owed)} owed in all" if rows else "")
        self.lines.set_source(self._fetch, self._count)
        self.agree.setEnabled(not self.closed)
        self.enter.setEnabled(not self.closed)

    def _fetch(self, offset: int, limit: int, _sort: str, _down: bool) -> list[FeeRow]:
        return self.desk.read(fees.fee_rows, offset=offset, limit=limit)

    def _count(self) -> int:
        return self.desk.read(fees.fee_count)

    def new_plan(self) -> None:
        """Agree a payment plan."""
        self.desk.entries.plan()

    def new_line(self) -> None:
        """Enter a ledger line."""
        self.desk.entries.fee()
