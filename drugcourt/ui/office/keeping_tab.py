"""What is sealed, expunged, held or due: orders, holds and the schedule, a list each."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from drugcourt.domain.tone import Term
from drugcourt.ui.kit.buttons import ChoiceChips, term_choices
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.office.keeping_holds import KeepingHolds
from drugcourt.ui.office.keeping_orders import KeepingOrders
from drugcourt.ui.office.keeping_part import KeepingPart
from drugcourt.ui.office.keeping_schedule import KeepingSchedule
from drugcourt.ui.office.tab import OfficeTab
from drugcourt.ui.shell import Shell


class Shows(Term):
    """Which of the lists is in sight."""

    ORDERS = "orders", "Orders"
    HOLDS = "holds", "Holds"
    SCHEDULE = "schedule", "Schedule"


MEANING = (
    "An order is entered by one person and confirmed by another, who reads its number off the "
    "paper. Sealed people vanish from lists, searches and papers; what is expunged can’t be "
    "brought back, also not from an older backup."
)


class KeepingTab(OfficeTab):
    """Three lists under one row of chips."""

    title = "Keeping"
    areas = ("people",)
    kinds: ClassVar[frozenset[str]] = frozenset(
        {"keeping_order", "legal_hold", "seal", "person", "episode", "retention_rule"}
    )

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.orders = KeepingOrders(shell)
        self.holds = KeepingHolds(shell)
        self.schedule = KeepingSchedule(shell)
        self.chips = ChoiceChips(term_choices(Shows), "Which list")
        self.chips.set_value(Shows.ORDERS)
        self.chips.chosen.connect(self._chosen)
        self.stack = QStackedWidget()
        for part in (self.orders, self.holds, self.schedule):
            self.stack.addWidget(part)
        head = QHBoxLayout()
        head.addWidget(self.chips, 1)
        self.column.addLayout(head)
        self.column.addWidget(self.stack, 1)
        self.column.addWidget(Muted(MEANING))

    def show_part(self, which: Shows) -> None:
        """Turn to one of the lists."""
        self.chips.set_value(which)
        self._chosen()

    def show_now(self) -> None:
        """Ask again for the list in sight."""
        part = self.stack.currentWidget()
        assert isinstance(part, KeepingPart)
        part.show_now()

    def take_keyboard(self) -> None:
        """Into the list in sight."""
        self.stack.currentWidget().setFocus()

    def _chosen(self, _value: object = None) -> None:
        parts = {
            Shows.ORDERS: self.orders,
            Shows.HOLDS: self.holds,
            Shows.SCHEDULE: self.schedule,
        }
        self.stack.setCurrentWidget(parts[Shows(self.chips.value())])
        self.show_now()
