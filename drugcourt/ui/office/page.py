"""The court as an office: who may sign in, what each role may do, and the weekly review."""

from __future__ import annotations

from PySide6.QtWidgets import QTabWidget, QWidget

from drugcourt.casework.accounts.rights import closed_because
from drugcourt.ui.kit.page import Page
from drugcourt.ui.office.accounts_tab import AccountsTab
from drugcourt.ui.office.disclosures_tab import DisclosuresTab
from drugcourt.ui.office.keeping_tab import KeepingTab
from drugcourt.ui.office.review_tab import ReviewTab
from drugcourt.ui.office.roles_tab import RolesTab
from drugcourt.ui.office.tab import OfficeTab
from drugcourt.ui.shell import Shell

DETAIL = "Who may open this court, what each role may do in it, and what the week brought"


class OfficePage(Page):
    """Its parts as tabs. A new part is made here and takes its place in the row."""

    title = "Office"

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.accounts = AccountsTab(shell)
        self.roles = RolesTab(shell)
        self.review = ReviewTab(shell)
        self.disclosures = DisclosuresTab(shell)
        self.keeping = KeepingTab(shell)
        self.parts: tuple[OfficeTab, ...] = (
            self.accounts,
            self.roles,
            self.disclosures,
            self.keeping,
            self.review,
        )
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
        self._close_parts()
        self.part().show_now()

    def _close_parts(self) -> None:
        """Parts that the account's role may not read stay in sight, with the reason."""
        for place, part in enumerate(self.parts):
            reason = closed_because(self.shell.workspace, part.areas)
            self.tabs.setTabEnabled(place, not reason)
            self.tabs.setTabToolTip(place, reason)

    def open_review(self) -> None:
        """Show the weekly review."""
        self.tabs.setCurrentWidget(self.review)
        self.stale = True

    def part(self) -> OfficeTab:
        """The part that is open."""
        return self.parts[max(0, self.tabs.currentIndex())]

    def starting_place(self) -> QWidget | None:
        """Where the keyboard goes on the first showing."""
        return self.accounts.table if self.part() is self.accounts else super().starting_place()

    def _show_part(self, place: int) -> None:
        self.parts[place].show_now()
