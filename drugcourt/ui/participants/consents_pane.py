"""The tab Consents: what the participant consented to, what was disclosed, who demands records."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from drugcourt.casework.disclosures.accounting import accounting, first_day
from drugcourt.casework.disclosures.consent_rows import TONES, ConsentRow, Standing, consent_rows
from drugcourt.casework.disclosures.legal_process import ProcessRow, process_rows
from drugcourt.domain.dates import counted, short
from drugcourt.domain.disclosures import ConsentKind
from drugcourt.domain.tone import Tone
from drugcourt.fields import disclosures as fields
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.menus import Menu
from drugcourt.ui.kit.signals import weakly
from drugcourt.ui.kit.table import Column
from drugcourt.ui.participants.consent_entries import ConsentEntries
from drugcourt.ui.participants.pane import Pane
from drugcourt.ui.shell import Shell


def standing_pill(row: ConsentRow) -> list[tuple[str, Tone]]:
    """How a consent stands, as a word in its tone."""
    return [(row.standing.label, TONES[row.standing])]


class ConsentsPane(Pane):
    """Three tables: consents, demands for records, and the accounting of disclosures."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.new = Button("New consent…", self.offer_kinds, Look.PRIMARY, icon_name="plus")
        self.more = Button("Change…", self.offer_changes)
        self.more.setToolTip("Revoke, note a request or an event, sign or take back a draft")
        self.demand = Button("A demand came…", self.new_process, icon_name="plus")
        self.order = Button("Court order…", self.enter_order)
        self.answered = Button("Answered…", self.answer_process)
        self.print = Button("Print accounting", self.print_accounting, icon_name="printer")
        self.rows = self.table(
            [
                Column(fields.STANDING, pills=standing_pill),
                Column(fields.KIND, strong=True),
                Column(fields.COVERS, stretch=True),
                Column(fields.TO, stretch=True),
                Column(fields.SIGNED_ON),
                Column(fields.UNTIL),
                Column(fields.NOTE, muted=True),
            ],
            "Consents",
            empty="No consent is recorded. Nothing may go out about this participant without one.",
        )
        self.processes = self.table(
            [
                Column(fields.RECEIVED),
                Column(fields.WHAT, strong=True),
                Column(fields.FROM),
                Column(fields.DUE),
                Column(fields.ORDER),
                Column(fields.STATE, stretch=True),
            ],
            "Demands for records",
            empty="Nobody has demanded records.",
        )
        self.copies = self.table(
            [
                Column(fields.MADE_ON),
                Column(fields.COPY),
                Column(fields.TITLE, strong=True),
                Column(fields.RECIPIENT),
                Column(fields.FOR, stretch=True),
                Column(fields.BASIS),
                Column(fields.CONSENT, muted=True),
                Column(fields.BY, muted=True),
            ],
            "Accounting of disclosures",
            empty="Nothing was disclosed in these years.",
        )
        self._lay_out()

    def _lay_out(self) -> None:
        box = self.scroll()
        for title, buttons, table, height in (
            ("Consents", (self.new, self.more), self.rows, 170),
            ("Demands for records", (self.demand, self.order, self.answered), self.processes, 110),
            ("Accounting of disclosures", (self.print,), self.copies, 190),
        ):
            card = Card(title, actions=buttons)
            table.setMinimumHeight(height)
            card.add(table, 1)
            box.addWidget(card, 1)
            if table is self.copies:
                self.accounted = card
        self.rows.opened.connect(self._open)
        self.rows.picked.connect(self._follow)
        self.processes.picked.connect(self._follow)
        self.setFocusProxy(self.rows)

    @property
    def entries(self) -> ConsentEntries:
        """The dialogs for this file."""
        return ConsentEntries(self.desk.ask, self.desk.episode_id)

    def refresh(self) -> None:
        self.rows.set_rows(self.desk.read(consent_rows, today=self.today))
        self.processes.set_rows(self.desk.read(process_rows))
        copies = self.desk.read(accounting, today=self.today)
        self.copies.set_rows(list(reversed(copies)))
        since = short(first_day(self.today), self.today)
        self.accounted.set_heading(
            "Accounting of disclosures", f"{counted(len(copies), 'copy', 'copies')} since {since}"
        )
        self._follow()

    def _follow(self, _row: object = None) -> None:
        self.more.setEnabled(self.rows.selected_row() is not None)
        process: ProcessRow | None = self.processes.selected_row()
        waits = process is not None and process.answered_on is None
        self.order.setEnabled(waits)
        self.answered.setEnabled(waits)

    def _open(self, row: ConsentRow) -> None:
        if row.standing is Standing.DRAFT and row.kind is not None:
            self.entries.draft(row.id, row.kind)

    # Consents ---------------------------------------------------------------------------------

    def offer_kinds(self) -> None:
        """Which kind of consent; each is a form of its own."""
        menu = Menu(self)
        for place, kind in enumerate(_KINDS, start=1):
            line = menu.addAction(f"&{place}  {kind.label}")
            line.triggered.connect(weakly(self.new_consent, kind.value))
        _pop(menu, self.new)

    def new_consent(self, kind: str) -> None:
        """Record a consent of this kind."""
        self.entries.consent(ConsentKind(kind))

    def offer_changes(self) -> None:
        """What may be done about the chosen consent."""
        row: ConsentRow | None = self.rows.selected_row()
        if row is None or row.kind is None:
            return
        menu = Menu(self)
        if row.standing is Standing.DRAFT:
            menu.addAction("&Fill in or sign…").triggered.connect(weakly(self._open, row))
            menu.addAction("&Take the draft back…").triggered.connect(weakly(self.withdraw, row.id))
        else:
            menu.addAction("&Revoke…").triggered.connect(weakly(self.revoke, row.id))
            menu.addAction("Participant &asked to revoke…").triggered.connect(
                weakly(self.asked_to_revoke, row.id)
            )
            menu.addAction("Its &event came…").triggered.connect(weakly(self.event_came, row.id))
        _pop(menu, self.more)

    def withdraw(self, consent_id: int) -> None:
        """Take the chosen draft back."""
        self.entries.withdraw(consent_id)

    def revoke(self, consent_id: int) -> None:
        """Revoke the chosen consent."""
        self.entries.revoke(consent_id)

    def asked_to_revoke(self, consent_id: int) -> None:
        """Note a request to revoke it."""
        self.entries.asked_to_revoke(consent_id)

    def event_came(self, consent_id: int) -> None:
        """Note the event with which it ends."""
        self.entries.event(consent_id)

    # Demands and accounting -------------------------------------------------------------------

    def new_process(self) -> None:
        """A subpoena or another demand came."""
        self.entries.process()

    def enter_order(self) -> None:
        """Put the court order beside the chosen demand."""
        row: ProcessRow | None = self.processes.selected_row()
        if row is not None:
            self.entries.order(row.id)

    def answer_process(self) -> None:
        """The chosen demand was answered."""
        row: ProcessRow | None = self.processes.selected_row()
        if row is not None:
            self.entries.answer(row.id)

    def print_accounting(self) -> None:
        """The accounting as a paper for the participant."""
        self.shell.open_report("accounting", episode_id=self.desk.episode_id)


_KINDS = (
    ConsentKind.CRIMINAL_JUSTICE,
    ConsentKind.TREATMENT,
    ConsentKind.PROCEEDINGS,
    ConsentKind.COUNSELLING,
)


def _pop(menu: Menu, under: QWidget) -> None:
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(under.mapToGlobal(QPoint(0, under.height())))
    menu.setActiveAction(menu.actions()[0])
