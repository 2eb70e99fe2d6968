"""The tab Supervision: work and contacts, what is supervised, conduct, orders for one person."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget

from drugcourt.casework.supervision import contact_dues, contacts, work
from drugcourt.casework.supervision.contact_dues import DueShows
from drugcourt.casework.supervision.contacts import ContactRow
from drugcourt.casework.supervision.work import WorkRow
from drugcourt.domain.dates import counted, short
from drugcourt.domain.tone import Term, Tone
from drugcourt.fields import supervision as fields
from drugcourt.ui.kit.buttons import Button, Choice, ChoiceChips
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.table import Column
from drugcourt.ui.participants.amendments import Amendments
from drugcourt.ui.participants.change_button import ChangeButton, Entry
from drugcourt.ui.participants.conduct_pane import ConductPane
from drugcourt.ui.participants.entries import Entries
from drugcourt.ui.participants.held_pane import HeldPane
from drugcourt.ui.participants.orders_pane import OrdersPane
from drugcourt.ui.participants.pane import Pane
from drugcourt.ui.participants.supervised_pane import SupervisedPane
from drugcourt.ui.shell import Shell
from drugcourt.ui.supervising import Supervising


def _mode(row: ContactRow) -> list[tuple[str, Tone]]:
    chips = [(row.mode.label, Tone.PLAIN)]
    return chips if row.reached else [*chips, ("Not reached", Tone.WATCH)]


def _text(row: ContactRow) -> str:
    return " ".join(row.text.split())


def _place(row: WorkRow) -> str:
    return row.place or "No place given"


class Part(Term):
    """What the tab shows at a time."""

    WORK = "work", "Work and contacts"
    SUPERVISED = "supervised", "Conditions and leave"
    HELD = "held", "Custody and service"
    CONDUCT = "conduct", "Conduct and what holds"
    ORDERS = "orders", "Orders for this participant"


class SupervisionPane(Pane):
    """Its parts, one at a time; the others ask only once they are looked at."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.part = ChoiceChips([Choice(p, p.label) for p in Part], "Show", numbered=False)
        self.part.set_value(Part.WORK)
        self.part.chosen.connect(self._part_chosen)
        self.box.addWidget(self.part)
        self.stack = QStackedWidget()
        self.parts: dict[Part, Pane] = {
            Part.WORK: WorkPane(shell),
            Part.SUPERVISED: SupervisedPane(shell),
            Part.HELD: HeldPane(shell),
            Part.CONDUCT: ConductPane(shell),
            Part.ORDERS: OrdersPane(shell),
        }
        for pane in self.parts.values():
            self.stack.addWidget(pane)
        self.box.addWidget(self.stack, 1)

    @property
    def pane(self) -> Pane:
        """The part that is shown."""
        return self.parts[self.part.value() or Part.WORK]

    def refresh(self) -> None:
        self.stack.setCurrentWidget(self.pane)
        if self.head is not None:
            self.pane.show_file(self.desk, self.head)

    def show_part(self, part: Part) -> None:
        """Show a part, as a click on its chip does."""
        self.part.set_value(part)
        self.refresh()

    def _part_chosen(self, _part: Part) -> None:
        self.refresh()


class WorkPane(Pane):
    """Work above, contacts below."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.begin = Button("New job or school…", self.new_work, icon_name="plus")
        self.proof = Button("Proof seen…", self.verify)
        self.end = Button("End…", self.end_work)
        self.work = self.table(
            [
                Column(fields.KIND),
                Column(fields.PLACE, text=_place, stretch=True),
                Column(fields.HOURS),
                Column(fields.STARTED),
                Column(fields.UNTIL),
                Column(fields.VERIFIED, pills=self._verified),
            ],
            "Work and school",
            empty="No job or schooling is recorded yet.",
        )
        self.work.opened.connect(self._verify_row)
        self.change_work = ChangeButton(self, self.work, self._of_work)
        work = Card("Work and school", actions=(self.begin, self.proof, self.end, self.change_work))
        work.add(self.work, 1)
        self.box.addWidget(work, 2)
        self.add_contact = Button("New contact…", self.new_contact, icon_name="plus")
        self.contacts = self.table(
            [
                Column(fields.CONTACTED),
                Column(fields.MODE, pills=_mode),
                Column(fields.BY, muted=True),
                Column(fields.TEXT, text=_text, stretch=True),
            ],
            "Contacts",
            empty="No contact is recorded yet. Press A, then C.",
        )
        self.change_contact = ChangeButton(self, self.contacts, self._of_contact)
        self.card = Card("Contacts", actions=(self.add_contact, self.change_contact))
        self.card.add(self.contacts, 1)
        self.box.addWidget(self.card, 3)

    def _verified(self, row: WorkRow) -> list[tuple[str, Tone]]:
        if row.verified_on is None:
            return [("Not verified", Tone.WATCH)]
        return [(f"Verified {short(row.verified_on, self.today)}", Tone.GOOD)]

    def refresh(self) -> None:
        self.work.set_rows(self.desk.read(work.work_rows))
        self.contacts.set_source(self._fetch, self._count)
        self.card.set_heading("Contacts", self._due_words())
        for button in (self.begin, self.proof, self.end, self.add_contact):
            button.setEnabled(not self.closed)

    def _due_words(self) -> str:
        """How many contacts there are, and by when the next one is asked."""
        said = [counted(self.contacts.rows.rowCount(), "contact")]
        for row in self.desk.lines(contact_dues.contact_dues, DueShows.ALL):
            due = "" if row.due_on is None else f", next by {short(row.due_on, self.today)}"
            said.append(f"{row.asked}: {row.said}{due}")
        return "; ".join(said)

    def _fetch(self, offset: int, limit: int, _sort: str, _down: bool) -> list[ContactRow]:
        return self.desk.read(contacts.contact_rows, offset=offset, limit=limit)

    def _count(self) -> int:
        return self.desk.read(contacts.contact_count)

    def _of_work(self, row: WorkRow) -> Entry:
        return "work_spell", row.id, f"{row.kind.label}, since {short(row.started_on, self.today)}"

    def _of_contact(self, row: ContactRow) -> Entry:
        return "contact", row.id, f"{row.mode.label}, {short(row.contacted_on, self.today)}"

    @does(Supervising.contact)
    def new_contact(self) -> None:
        """Record a contact."""
        self.desk.supervising.contact()

    @does(Entries.work)
    def new_work(self) -> None:
        """Begin a job or schooling."""
        self.desk.entries.work()

    @does(Amendments.verify_work)
    def verify(self) -> None:
        """Record that the proof of the chosen job was seen."""
        self._verify_row(self.work.selected_row())

    @does(Amendments.verify_work)
    def _verify_row(self, row: WorkRow | None) -> None:
        if row is not None and not self.closed:
            self.desk.amend.verify_work(row.id)

    @does(Amendments.end_work)
    def end_work(self) -> None:
        """End the chosen job."""
        row = self.work.selected_row()
        if row is not None and row.ended_on is None:
            self.desk.amend.end_work(row.id)
