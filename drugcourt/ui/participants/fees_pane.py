"""The tab Fees, hours: what is owed by debt, the plan, the ledger, and the hours served."""

from __future__ import annotations

from drugcourt.casework import fees
from drugcourt.casework.fees import FeeRow
from drugcourt.casework.supervision import service
from drugcourt.casework.supervision.service import ServiceRow
from drugcourt.domain.dates import short
from drugcourt.domain.money import dollars
from drugcourt.domain.tone import Tone
from drugcourt.fields import fees as fields
from drugcourt.fields import service as service_fields
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.cards import Card, columns
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.table import Column
from drugcourt.ui.participants.change_button import ChangeButton, Entry
from drugcourt.ui.participants.conduct_entries import ConductEntries
from drugcourt.ui.participants.entries import Entries
from drugcourt.ui.participants.pane import Pane
from drugcourt.ui.shell import Shell


def _state(row: ServiceRow) -> list[tuple[str, Tone]]:
    if row.sanction:
        return [("Sanction", Tone.WATCH)]
    if row.pays is not None:
        return [(f"For {row.pays.label.lower()}", Tone.INFO)]
    return [("Approved site", Tone.GOOD)] if row.approved else []


class FeesPane(Pane):
    """Balances above, the ledger and community service below."""

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
        self.change_line = ChangeButton(self, self.lines, self._of_line)
        ledger = Card("Ledger", actions=(self.enter, self.change_line))
        ledger.add(self.lines, 1)
        self.box.addLayout(columns((ledger, 3), (self._service(), 2)), 3)

    def _service(self) -> Card:
        self.serve = Button("Hours…", self.new_service, icon_name="plus")
        self.served = self.table(
            [
                Column(service_fields.SERVED),
                Column(service_fields.HOURS, strong=True),
                Column(service_fields.SITE, stretch=True),
                Column(service_fields.STATE, pills=_state),
            ],
            "Community service",
            empty="No community service is recorded yet.",
        )
        self.change = ChangeButton(self, self.served, self._of_service)
        self.service = Card("Community service", actions=(self.serve, self.change))
        self.service.add(self.served, 1)
        return self.service

    def refresh(self) -> None:
        rows = self.desk.read(fees.debt_rows, today=self.today)
        self.debts.set_rows(rows)
        owed = sum(row.owed for row in rows)
        self.balances.set_heading("Balances", f"{dollars(owed)} owed in all" if rows else "")
        self.lines.set_source(self._fetch, self._count)
        self.served.set_source(self._fetch_service, self._count_service)
        count, hours = self.desk.read(service.service_totals)
        self.service.set_heading("Community service", f"{hours:g} hours" if count else "")
        self.serve.setEnabled(not self.closed)
        self.agree.setEnabled(not self.closed)
        self.enter.setEnabled(not self.closed)

    def _fetch(self, offset: int, limit: int, _sort: str, _down: bool) -> list[FeeRow]:
        return self.desk.read(fees.fee_rows, offset=offset, limit=limit)

    def _count(self) -> int:
        return self.desk.read(fees.fee_count)

    def _fetch_service(self, offset: int, limit: int, _sort: str, _down: bool) -> list[ServiceRow]:
        return self.desk.read(service.service_rows, offset=offset, limit=limit)

    def _count_service(self) -> int:
        return self.desk.read(service.service_totals)[0]

    @does(ConductEntries.service)
    def new_service(self) -> None:
        """Record community service."""
        self.desk.conduct.service()

    def _of_service(self, row: ServiceRow) -> Entry:
        words = f"{row.hours:g} hours on {short(row.served_on, self.today)}"
        return "service_entry", row.id, words

    def _of_line(self, row: FeeRow) -> Entry:
        words = f"{row.kind.label} of {dollars(row.cents)}, {short(row.entered_on, self.today)}"
        return "fee_entry", row.id, words

    @does(Entries.plan)
    def new_plan(self) -> None:
        """Agree a payment plan."""
        self.desk.entries.plan()

    @does(Entries.fee)
    def new_line(self) -> None:
        """Enter a ledger line."""
        self.desk.entries.fee()
