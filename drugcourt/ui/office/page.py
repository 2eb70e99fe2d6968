"""The court as an office: who may sign in, and what each role may do."""

from __future__ import annotations

from PySide6.QtWidgets import QTabWidget, QWidget

from drugcourt.ui.kit.page import Page
from drugcourt.ui.office.accounts_tab import AccountsTab
from drugcourt.ui.office.roles_tab import RolesTab
from drugcourt.ui.office.tab import OfficeTab
from drugcourt.ui.shell import Shell

DETAIL = "Who may open this court, and what each role may do in it"


class OfficePage(Page):
    """Its parts as tabs. A new part is made here and takes its place in the row."""

    title = "Office"

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.accounts = AccountsTab(shell)
        self.roles = RolesTab(shell)
        self.parts: tuple[OfficeTab, ...] = (self.accounts, self.roles)
        self.kinds = frozenset().union(*(part.kinds for part in self.parts))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for part in self.parts:
            self.tabs.addTab(part, part.title)
        self.tabs.currentChanged.connect(self._show_part)
        self.setFocusProxy(self.tabs)
        self.body.addWidget(self.tabs, 1)

    def refresh(self) -> None:
        """Ask again for the part that is open."""
        self.set_head(self.title, DETAIL)
        self.part().show_now()

    def part(self) -> OfficeTab:
        """The part that is open."""
        return self.parts[max(0, self.tabs.currentIndex())]

    def starting_place(self) -> QWidget | None:
        """Where the keyboard goes on the first showing."""
        return self.accounts.table if self.part() is self.accounts else super().starting_place()

    def _show_part(self, place: int) -> None:
        self.parts[place].show_now()
