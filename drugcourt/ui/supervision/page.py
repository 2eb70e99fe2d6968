"""Supervision: contacts, conditions, leave, custody, community service; and who is short of it."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QTabWidget, QVBoxLayout, QWidget

from drugcourt.casework.supervision import listing, supervision
from drugcourt.casework.supervision.listing import NO_MANAGER, Whose
from drugcourt.casework.supervision.supervision import Waiting
from drugcourt.domain.dates import counted
from drugcourt.exchange.supervision_policy import supervision_policy
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.page import Page
from drugcourt.ui.kit.theme import px
from drugcourt.ui.papers import paper
from drugcourt.ui.shell import Shell
from drugcourt.ui.supervision.conditions import ConditionsList
from drugcourt.ui.supervision.contacts import ContactsList
from drugcourt.ui.supervision.custody import ArrestsList, CustodyList
from drugcourt.ui.supervision.listing import SupervisionList
from drugcourt.ui.supervision.permissions import PermissionsList
from drugcourt.ui.supervision.service import ServiceList

GROUP = "Supervision"
EVERYBODY = "Everybody"


class Part(QWidget):
    """One tab: one list, or two in cards under each other."""

    def __init__(self, title: str, *lists: SupervisionList) -> None:
        super().__init__()
        self.title, self.lists = title, lists
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(12), 0, 0)
        column.setSpacing(px(12))
        for one in lists:
            if len(lists) == 1:
                column.addWidget(one, 1)
                continue
            card = Card(one.name)
            card.add(one, 1)
            column.addWidget(card, 1)

    @property
    def list(self) -> SupervisionList:
        """The list that has the keyboard, else the first."""
        return next((one for one in self.lists if one.table.hasFocus()), self.lists[0])


class SupervisionPage(Page):
    """Its lists under one case manager, or for everybody. Enter opens a file."""

    title = "Supervision"
    kinds: ClassVar[frozenset[str]] = frozenset(
        {
            "contact",
            "imposed_condition",
            "condition_check",
            "permission_request",
            "custody_stay",
            "status_span",
            "legal_event",
            "service_entry",
            "service_order",
            "response",
            "medication",
            "episode",
            "person",
            "phase_stay",
            "program_version",
        }
    )

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.workspace = shell.workspace
        self.contacts = ContactsList(shell)
        self.conditions = ConditionsList(shell)
        self.permissions = PermissionsList(shell)
        self.custody = CustodyList(shell)
        self.arrests = ArrestsList(shell)
        self.service = ServiceList(shell)
        self.parts = (
            Part("Contacts", self.contacts),
            Part("Conditions and curfew", self.conditions),
            Part("Permissions", self.permissions),
            Part("Arrests and custody", self.custody, self.arrests),
            Part("Community service", self.service),
        )
        self.manager = QComboBox()
        self.manager.setAccessibleName("Whose participants")
        self._managers: list[str] = [""]
        self._first = True
        self.tabs = QTabWidget()
        self._build()
        self._add_keys()

    def _build(self) -> None:
        self.add_action(self.manager)
        self.add_action(Button("Print the list", self.print_list, icon_name="printer"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for part in self.parts:
            self.tabs.addTab(part, part.title)
        self.tabs.currentChanged.connect(self._show_part)
        self.manager.activated.connect(self._manager_chosen)
        self.setFocusProxy(self.tabs)
        self.body.addWidget(self.tabs, 1)

    def _add_keys(self) -> None:
        keys = self.shell.shortcuts
        for key, words, slot in (
            ("Ctrl+N", "A new entry of the list that is open", self.new),
            ("Ctrl+B", "Enter many at once: contacts, curfews, hours", self.batch),
            ("Ctrl+P", "Print the shortfall list", self.print_list),
            ("Ctrl+PgUp", "The list before", self.go_before),
            ("Ctrl+PgDown", "The next list", self.go_after),
        ):
            keys.add(key, words, slot, self, GROUP)
        keys.note("1", "Choose which lines a list shows, by its digit", self, GROUP)

    # Showing ----------------------------------------------------------------------------------

    @property
    def whose(self) -> Whose:
        """Whose participants are shown."""
        return Whose(self._managers[max(0, self.manager.currentIndex())])

    def refresh(self) -> None:
        """Ask again for the list that is open, and for the words on the tabs."""
        self._offer_managers()
        waiting = self.workspace.read(
            supervision.waiting, today=self.workspace.today, whose=self.whose
        )
        self.set_head(self.title, waiting_words(waiting))
        for place, words in enumerate(tab_words(waiting)):
            self.tabs.setTabText(place, words)
        self._ask(self.part)

    @property
    def part(self) -> Part:
        """The tab that is open."""
        return self.parts[max(0, self.tabs.currentIndex())]

    def show_part(self, part: Part) -> None:
        """Open one tab, with the keyboard in its list."""
        self.tabs.setCurrentWidget(part)
        part.list.take_keyboard()

    def starting_place(self) -> QWidget | None:
        """Where the keyboard goes on the first showing: the list of those who are short."""
        return self.contacts.table

    def go_before(self) -> None:
        """One tab to the left."""
        self._step(-1)

    def go_after(self) -> None:
        """One tab to the right."""
        self._step(1)

    def _step(self, step: int) -> None:
        self.show_part(self.parts[(self.tabs.currentIndex() + step) % len(self.parts)])

    def _show_part(self, _place: int) -> None:
        self._ask(self.part)

    def _ask(self, part: Part) -> None:
        for one in part.lists:
            one.show_of(self.whose)

    def _offer_managers(self) -> None:
        """Everybody, then each case manager; whoever signs in as one sees their own first."""
        names = self.workspace.read(listing.managers)
        wanted = self.whose.manager
        if self._first and self.workspace.who in names:
            wanted = self.workspace.who
        self._first = False
        self._managers = ["", *(name or NO_MANAGER for name in names)]
        with QSignalBlocker(self.manager):
            self.manager.clear()
            self.manager.addItem(EVERYBODY)
            self.manager.addItems([name or "No case manager" for name in names])
            place = self._managers.index(wanted) if wanted in self._managers else 0
            self.manager.setCurrentIndex(place)

    def _manager_chosen(self, _place: int) -> None:
        self.refresh()

    # Acting -----------------------------------------------------------------------------------

    def new(self) -> None:
        """A new entry of the list that is open."""
        self.part.list.new()

    def batch(self) -> None:
        """Enter many at once, where the list that is open has that."""
        if isinstance(one := self.part.list, ContactsList | ConditionsList | ServiceList):
            one.batch()

    @does(paper("supervision"))
    def print_list(self) -> None:
        """The shortfall list as a paper."""
        self.shell.open_report("supervision")


def tab_words(waiting: Waiting) -> tuple[str, ...]:
    """The tabs with what waits in each."""
    counts = (
        ("Contacts", waiting.short),
        ("Conditions and curfew", waiting.unchecked),
        ("Permissions", waiting.asked),
        ("Arrests and custody", waiting.untold + waiting.held),
        ("Community service", waiting.overdue),
    )
    return tuple(f"{title} ({count:,})" if count else title for title, count in counts)


def waiting_words(waiting: Waiting) -> str:
    """`12 short of contact, 3 requests wait, 2 in custody`: what waits, in a line."""
    week = counted(supervision_policy().unchecked_days, "day")
    said = (
        (waiting.short, f"{waiting.short:,} short of contact"),
        (waiting.unchecked, f"{counted(waiting.unchecked, 'curfew')} not checked for {week}"),
        (waiting.asked, f"{counted(waiting.asked, 'request')} to answer"),
        (waiting.untold, f"{counted(waiting.untold, 'arrest')} the team has not heard of"),
        (waiting.held, f"{waiting.held:,} in custody"),
        (waiting.medicines_untold, f"{waiting.medicines_untold:,} with medicines not told"),
        (waiting.overdue, f"{counted(waiting.overdue, 'service order')} overdue"),
    )
    return ", ".join(words for count, words in said if count) or "Nothing waits."
