"""The page Treatment: the directory of providers, and what people need and do not have yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from drugcourt.casework.treatment import providers, services
from drugcourt.casework.treatment.providers import ProviderRow
from drugcourt.casework.treatment.services import NeedRow, ServiceCount
from drugcourt.domain.dates import counted, short
from drugcourt.domain.tone import Term, Tone, YesNo
from drugcourt.domain.treatment import Service
from drugcourt.fields import providers as fields
from drugcourt.fields import recovery as need_fields
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit.buttons import Button, ChoiceChips, Look, term_choices
from drugcourt.ui.kit.cards import Card, columns
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.flow import FlowLayout
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.page import Page
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.shell import Shell
from drugcourt.ui.treatment.provider_acts import ProviderActs


class Shows(Term):
    """Which part of the page is in sight."""

    PROVIDERS = "providers", "Providers"
    NEEDS = "needs", "Services needed"
    CLOSED = "closed", "Also closed providers"


class TreatmentPage(Page):
    """Chips choose the list; the directory opens its dialog, a need its file."""

    title = "Treatment"
    kinds: ClassVar[frozenset[str]] = frozenset(
        {"provider", "treatment_episode", "report_request", "service_need", "episode", "person"}
    )

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.today = shell.workspace.today
        self.service: Service | None = None
        self.new = Button("New provider…", self.add_provider, Look.PRIMARY)
        self.add_action(self.new)
        self.chips = ChoiceChips(term_choices(Shows), "Which list")
        self.chips.set_value(Shows.PROVIDERS)
        self.chips.chosen.connect(self._chosen)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._directory())
        self.stack.addWidget(self._unmet())
        head = QHBoxLayout()
        head.addWidget(self.chips, 1)
        self.body.addLayout(head)
        self.body.addWidget(self.stack, 1)
        self.setFocusProxy(self.table)

    def _directory(self) -> Card:
        self.table = DataTable(
            (
                Column(fields.NAME, strong=True, detail=_contact, stretch=True),
                Column(fields.OFFERS, detail=_medications, stretch=True),
                Column(fields.MEDICAID, pills=_medicaid),
                Column(fields.WAITING, detail=self._asked_on),
                Column(fields.HERE),
                Column(fields.REPORTS, pills=_reports),
            ),
            "Providers",
            as_of=self.today,
            layouts=self.shell.layouts,
            empty="No provider is in the directory. Enter those the court sends people to.",
        )
        self.table.opened.connect(self._open)
        self.table.picked.connect(self._picked)
        self.change = Button("Change…", self.change_provider)
        self.sheet = Button("Sheet to fill in…", self.write_sheet)
        self.sheet.setToolTip("Days across, people down, for the provider to send back")
        self.read_back = Button("Read a sheet…", self.read_sheet)
        self.close_it = Button("Close…", self.close_provider)
        self.again = Button("Open again", self.open_again)
        line = FlowLayout(gap=8)
        for button in (self.change, self.sheet, self.read_back, self.close_it, self.again):
            line.addWidget(button)
        card = Card()
        card.add(self.table, 1)
        card.add(line)
        return card

    def _unmet(self) -> Card:
        self.counts = DataTable(
            (
                Column(need_fields.SERVICE, text=_service, strong=True, stretch=True),
                Column(need_fields.STATE, pills=_count),
            ),
            "Services",
            as_of=self.today,
            row_id="label",
            empty="Nobody needs anything that is on record.",
        )
        self.people = DataTable(
            (
                Column(need_fields.NAME, strong=True, detail=_need_note, stretch=True),
                Column(need_fields.SERVICE),
                Column(need_fields.NEEDED),
                Column(need_fields.STATE, pills=_state),
            ),
            "People who need it",
            as_of=self.today,
            layouts=self.shell.layouts,
            empty="Nobody.",
        )
        self.counts.picked.connect(self._service_picked)
        self.people.opened.connect(self._open_person)
        left, self.right = Card("Services"), Card("Not met yet")
        left.add(self.counts, 1)
        self.right.add(self.people, 1)
        self.right.add(Muted("Enter opens the file at its tab Recovery.", small=True))
        card = Card()
        card.add(columns((left, 2), (self.right, 3)), 1)
        return card

    def refresh(self) -> None:
        """Ask again for the list in sight."""
        self.today = self.shell.workspace.today
        read = self.shell.workspace.read
        unmet = read(services.unmet_count)
        self.set_head(self.title, f"{counted(unmet, 'need')} not met")
        chosen = self.chips.value()
        if chosen is Shows.NEEDS:
            self.counts.set_rows(read(services.service_counts))
            self._show_people()
        else:
            self.table.set_rows(read(providers.providers, also_closed=chosen is Shows.CLOSED))
            self._picked()

    def _show_people(self) -> None:
        service = self.service

        def fetch(offset: int, limit: int, *_sort: object) -> Sequence[NeedRow]:
            return self.shell.workspace.read(
                services.unmet_needs, service=service, offset=offset, limit=limit
            )

        def count() -> int:
            return self.shell.workspace.read(services.unmet_count, service=service)

        self.people.set_source(fetch, count)
        self.right.set_heading("Not met yet", service.label if service is not None else "")

    def starting_place(self) -> DataTable:
        """Into the list in sight."""
        return self.people if self.chips.value() is Shows.NEEDS else self.table

    def _chosen(self, shows: Shows) -> None:
        self.stack.setCurrentIndex(1 if shows is Shows.NEEDS else 0)
        self.refresh()

    def _picked(self, _row: object = None) -> None:
        row: ProviderRow | None = self.table.selected_row()
        there = row is not None
        self.change.setEnabled(there)
        self.sheet.setEnabled(there and row.here > 0)
        self.close_it.setVisible(not there or row.closed_on is None)
        self.close_it.setEnabled(there)
        self.again.setVisible(there and row.closed_on is not None)

    def _service_picked(self, row: ServiceCount | None) -> None:
        self.service = row.service if row is not None else None
        self._show_people()

    def _open_person(self, row: NeedRow) -> None:
        self.shell.open_participant(row.episode_id, "recovery")

    def _asked_on(self, row: ProviderRow) -> str:
        return f"asked {short(row.waiting_on, self.today)}" if row.waiting_on else ""

    @property
    def _acts(self) -> ProviderActs:
        return ProviderActs(Asking(self.shell))

    # Acts -------------------------------------------------------------------------------------

    @does(ProviderActs.add)
    def add_provider(self) -> None:
        """Enter a provider."""
        self._acts.add()

    @does(ProviderActs.change)
    def change_provider(self) -> None:
        """Change the chosen provider."""
        if (row := self.table.selected_row()) is not None:
            self._acts.change(row)

    def _open(self, _row: ProviderRow) -> None:
        self.change_provider()

    @does(ProviderActs.sheet)
    def write_sheet(self) -> None:
        """Write the sheet for the chosen provider."""
        if (row := self.table.selected_row()) is not None:
            self._acts.sheet(row)

    def read_sheet(self) -> None:
        """Bring in what a provider sent back."""
        self.shell.open_import("attendance")

    @does(ProviderActs.close)
    def close_provider(self) -> None:
        """Nobody is sent to the chosen provider any more."""
        if (row := self.table.selected_row()) is not None:
            self._acts.close(row)

    @does(ProviderActs.open_again)
    def open_again(self) -> None:
        """People are sent to the chosen provider again."""
        if (row := self.table.selected_row()) is not None:
            self._acts.open_again(row)


def _contact(row: ProviderRow) -> str:
    if row.closed_on is not None:
        return f"closed {row.closed_on:%m/%d/%Y}"
    return " · ".join(part for part in (row.contact, row.phone) if part)


def _medications(row: ProviderRow) -> str:
    return row.medications


def _medicaid(row: ProviderRow) -> list[tuple[str, Tone]]:
    tones = {YesNo.YES: Tone.GOOD, YesNo.NO: Tone.WATCH}
    return [(row.medicaid.label, tones.get(row.medicaid, Tone.PLAIN))]


def _reports(row: ProviderRow) -> list[tuple[str, Tone]]:
    if not row.asked:
        return []
    all_in = row.on_time == row.asked
    return [(f"{row.on_time} of {row.asked}", Tone.GOOD if all_in else Tone.WATCH)]


def _service(row: ServiceCount) -> str:
    return row.label


def _count(row: ServiceCount) -> list[tuple[str, Tone]]:
    return [
        (f"{row.unmet} wait", Tone.WATCH if row.unmet else Tone.PLAIN),
        (f"{row.started} have it", Tone.GOOD if row.started else Tone.PLAIN),
    ]


def _need_note(row: NeedRow) -> str:
    return " · ".join(part for part in (row.provider, row.text) if part)


def _state(row: NeedRow) -> list[tuple[str, Tone]]:
    return [(row.state, Tone.WATCH)]
