"""How the court answers behavior: its open orders, its balance, its prizes and its own matrix."""

from __future__ import annotations

from PySide6.QtWidgets import QTabWidget, QWidget

from drugcourt.domain.dates import long
from drugcourt.ui.kit.page import Page
from drugcourt.ui.responses.balance_tab import BalanceTab
from drugcourt.ui.responses.consistency_tab import ConsistencyTab
from drugcourt.ui.responses.fishbowl_tab import FishbowlTab
from drugcourt.ui.responses.matrix_tab import MatrixTab
from drugcourt.ui.responses.orders_tab import OrdersTab
from drugcourt.ui.responses.tab import ResponsesTab
from drugcourt.ui.shell import Shell


class ResponsesPage(Page):
    """Its parts in the order of a week's work; Ctrl+P leads to the marked participant."""

    title = "Responses"
    kinds = frozenset(
        {
            "response",
            "response_policy",
            "episode",
            "person",
            "phase_stay",
            "prize",
            "stock_entry",
            "fishbowl_draw",
            "point_entry",
            "points_spent",
        }
    )

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.workspace = shell.workspace
        self.orders = OrdersTab(shell)
        self.balance = BalanceTab(shell)
        self.consistency = ConsistencyTab(shell)
        self.fishbowl = FishbowlTab(shell)
        self.matrix = MatrixTab(shell)
        self.parts: tuple[ResponsesTab, ...] = (
            self.orders,
            self.balance,
            self.consistency,
            self.fishbowl,
            self.matrix,
        )
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.setFocusProxy(self.tabs)
        for part in self.parts:
            self.tabs.addTab(part, part.title)
        self.tabs.currentChanged.connect(self._show_part)
        self.body.addWidget(self.tabs, 1)
        keys = shell.shortcuts
        for key, words, slot in (
            ("Ctrl+PgDown", "The next part", self.next_part),
            ("Ctrl+PgUp", "The part before", self.part_before),
            ("Ctrl+P", "Open the participant of the marked line", self.open_participant),
        ):
            keys.add(key, words, slot, self, "Responses")

    def refresh(self) -> None:
        """Ask again for the part that is open, and for the words on the tabs."""
        self.set_head(self.title, long(self.workspace.today))
        for place, part in enumerate(self.parts):
            self.tabs.setTabText(place, part.words())
        self.part().refresh()

    def starting_place(self) -> QWidget | None:
        """Where the keyboard goes on the first showing: the list of open orders."""
        table = self.orders.table
        if not table.isVisible():
            return super().starting_place()
        if table.selected_row() is None:
            table.select_place(0)
        return table

    def part(self) -> ResponsesTab:
        """The part that is open."""
        return self.parts[max(0, self.tabs.currentIndex())]

    def _show_part(self, place: int) -> None:
        self.parts[place].refresh()

    def next_part(self) -> None:
        """Show the next part, with the keyboard in it."""
        self._go(1)

    def part_before(self) -> None:
        """Show the part before, with the keyboard in it."""
        self._go(-1)

    def _go(self, by: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % len(self.parts))
        self.part().take_keyboard()

    def open_participant(self) -> None:
        """Show the file of whom the marked line is about."""
        episode_id = self.part().marked_episode()
        if episode_id is not None:
            self.shell.open_participant(episode_id, "responses")
