"""Who has how many hours of community service left, until when, and where they were done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from drugcourt.casework.supervision import service_orders
from drugcourt.casework.supervision.service_orders import (
    ORDER,
    ServiceOrderRow,
    ServiceShows,
    record_hours,
)
from drugcourt.domain.dates import counted, short
from drugcourt.domain.tone import Tone
from drugcourt.exchange.supervision_policy import supervision_policy
from drugcourt.fields import supervision_lists as fields
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.table import Column
from drugcourt.ui.supervising import Supervising
from drugcourt.ui.supervision.listing import SupervisionList, act_button, whose
from drugcourt.ui.supervision.service_batch import ServiceBatch

SANCTION = "Hours of a sanction are closed on the tab Responses of the file."


def _site(row: ServiceOrderRow) -> str:
    return row.site or row.source


def _detail(row: ServiceOrderRow) -> str:
    said = row.closed_why or " ".join(row.text.split())
    return said if not row.site else ", ".join(part for part in (row.source, said) if part)


class ServiceList(SupervisionList):
    """What is due first; orders, and sanctions that ask for hours."""

    name = "Community service"
    noun = "order"
    shows = ServiceShows
    first = ServiceShows.OPEN
    hint = (
        "Enter opens the file, N orders hours, B enters the hours of a day, "
        "X closes the chosen order."
    )
    empty = "No hours here. Press N to order some."

    def columns(self) -> Sequence[Column]:
        return (
            Column(fields.NAME, strong=True, detail=whose),
            Column(fields.SITE, text=_site, detail=_detail, stretch=True),
            Column(fields.HOURS_ORDERED),
            Column(fields.DONE),
            Column(fields.LEFT),
            Column(fields.SERVED),
            Column(fields.BY),
            Column(fields.STATE, pills=self._state),
        )

    def buttons(self) -> Sequence[Button]:
        return (
            act_button("Order hours…", self.new, "N"),
            act_button("Close…", self.close_one, "X"),
            act_button("Enter hours…", self.batch, "B", first=True),
        )

    def act_keys(self) -> dict[str, Callable[[], object]]:
        return {"n": self.new, "b": self.batch, "x": self.close_one}

    def questions(self) -> tuple[Callable[..., Any], Callable[..., Any]]:
        return service_orders.service_orders, service_orders.service_order_count

    @does(Supervising.order)
    def new(self) -> None:
        """Order hours."""
        self.entries.order()

    @does(Supervising.close_order)
    def close_one(self) -> None:
        """Nothing more is asked of the chosen order."""
        row: ServiceOrderRow | None = self.chosen()
        if row is None:
            return
        source, number = row.id
        if source != ORDER:
            self.notices.say(SANCTION, Tone.INFO, key="mark")
            return
        self.entries.close_order(number, f"{row.name}: {row.left:g} of {row.hours:g} hours left")

    @does(record_hours)
    def batch(self) -> ServiceBatch:
        """Enter the hours of one day for many."""
        dialog = ServiceBatch(self.shell, self.whose)
        dialog.open()
        return dialog

    def _state(self, row: ServiceOrderRow) -> list[tuple[str, Tone]]:
        return [order_state(row, self.today)]


def order_state(row: ServiceOrderRow, today: date) -> tuple[str, Tone]:
    """`Overdue, 12 days`, `Due Dec 1`, `Done`."""
    if row.closed_on is not None or row.left <= 0:
        return ("Done" if row.done >= row.hours else "Closed"), Tone.GOOD
    if row.due_on is None:
        return "No date", Tone.PLAIN
    late = (today - row.due_on).days
    if late > 0:
        return f"Overdue, {counted(late, 'day')}", Tone.ALARM
    near = -late <= supervision_policy().service_soon_days
    return f"Due {short(row.due_on, today)}", Tone.WATCH if near else Tone.INFO
