"""Within Supervision: when and why one person was held, and the hours of service ordered."""

from __future__ import annotations

from drugcourt.casework.supervision import custody, service_orders
from drugcourt.casework.supervision.custody import CustodyRow, CustodyShows
from drugcourt.casework.supervision.service_orders import (
    ORDER,
    ServiceOrderRow,
    ServiceShows,
)
from drugcourt.domain.dates import counted, short
from drugcourt.domain.tone import Tone, YesNo
from drugcourt.fields import supervision_lists as fields
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.cards import Card, columns
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.table import Column
from drugcourt.ui.participants.change_button import ChangeButton, Entry
from drugcourt.ui.participants.pane import Pane
from drugcourt.ui.shell import Shell
from drugcourt.ui.supervising import Supervising


def _reason(row: CustodyRow) -> str:
    return ", ".join(part for part in (row.reason.label, row.facility) if part)


def _medicines(row: CustodyRow) -> list[tuple[str, Tone]]:
    if not row.medicines:
        return []
    told = row.medication_told is YesNo.YES
    return [("Jail told", Tone.GOOD) if told else ("Jail not told", Tone.ALARM)]


def _source(row: ServiceOrderRow) -> str:
    return row.site or row.source


class HeldPane(Pane):
    """Custody on the left, ordered hours on the right."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.box.addLayout(columns((self._custody(), 1), (self._service(), 1)), 1)

    def _custody(self) -> Card:
        self.booked = Button("Booked…", self.new_stay, icon_name="plus")
        self.log = Button("Log…", self.write_log)
        self.out = Button("Released…", self.release)
        self.stays = self.table(
            [
                Column(fields.REASON, text=_reason, strong=True, stretch=True),
                Column(fields.BOOKED),
                Column(fields.OUT),
                Column(fields.DAYS),
                Column(fields.MEDICINES, pills=_medicines),
            ],
            "Custody log",
            empty="Never in custody.",
        )
        self.card_of_custody = Card("Custody", actions=(self.booked, self.log, self.out))
        self.card_of_custody.add(self.stays, 1)
        self.stays.record_of = self._record
        return self.card_of_custody

    def _service(self) -> Card:
        self.order = Button("Order hours…", self.new_order, icon_name="plus")
        self.close_order = Button("Close…", self.close_one)
        self.orders = self.table(
            [
                Column(fields.SITE, text=_source, strong=True, stretch=True),
                Column(fields.HOURS_ORDERED),
                Column(fields.LEFT),
                Column(fields.BY),
            ],
            "Ordered community service",
            empty="No hours are ordered.",
        )
        self.change_order = ChangeButton(self, self.orders, self._of_order)
        self.hours = Card(
            "Community service", actions=(self.order, self.close_order, self.change_order)
        )
        self.hours.add(self.orders, 1)
        return self.hours

    # Showing ----------------------------------------------------------------------------------

    def refresh(self) -> None:
        stays: list[CustodyRow] = self.desk.lines(custody.custody_rows, CustodyShows.ALL)
        self.stays.set_rows(stays)
        days = sum(row.days for row in stays)
        said = f"{counted(days, 'day')} in {counted(len(stays), 'stay')}" if stays else ""
        self.card_of_custody.set_heading("Custody", said)
        orders: list[ServiceOrderRow] = self.desk.lines(
            service_orders.service_orders, ServiceShows.ALL
        )
        self.orders.set_rows(orders)
        left = sum(row.left for row in orders)
        self.hours.set_heading("Community service", f"{left:g} hours left" if left else "")
        for button in (self.booked, self.log, self.out, self.order, self.close_order):
            button.setEnabled(not self.closed)

    def _record(self, row: CustodyRow) -> tuple[str, int, str]:
        return "custody_stay", row.id, self._stay(row)

    # Acts -------------------------------------------------------------------------------------

    @does(Supervising.book)
    def new_stay(self) -> None:
        """The participant was taken into custody."""
        self.desk.supervising.book()

    @does(Supervising.log)
    def write_log(self) -> None:
        """Say more of the chosen stay."""
        row: CustodyRow | None = self.stays.selected_row()
        if row is not None:
            self.desk.supervising.log(row.id, self._stay(row), custody.log_values(row))

    @does(Supervising.release)
    def release(self) -> None:
        """The participant came out."""
        row: CustodyRow | None = self.stays.selected_row()
        if row is not None and row.ended_on is None:
            self.desk.supervising.release(row.id, self._stay(row))

    @does(Supervising.order)
    def new_order(self) -> None:
        """Order hours."""
        self.desk.supervising.order()

    @does(Supervising.close_order)
    def close_one(self) -> None:
        """Nothing more is asked of the chosen order."""
        row: ServiceOrderRow | None = self.orders.selected_row()
        if row is not None and row.id[0] == ORDER and row.closed_on is None:
            self.desk.supervising.close_order(
                row.id[1], f"{row.left:g} of {row.hours:g} hours left"
            )

    def _of_order(self, row: ServiceOrderRow) -> Entry:
        source, number = row.id
        table = "service_order" if source == ORDER else "response"
        return table, number, f"{row.hours:g} hours, {short(row.ordered_on, self.today)}"

    def _stay(self, row: CustodyRow) -> str:
        return f"In custody since {short(row.started_on, self.today)}"
