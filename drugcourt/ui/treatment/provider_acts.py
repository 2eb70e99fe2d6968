"""How a provider is entered, changed and closed, and how its sheet is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from drugcourt.casework.treatment import providers, sheets
from drugcourt.casework.treatment.providers import ProviderRow
from drugcourt.domain.dates import counted
from drugcourt.errors import Refusal
from drugcourt.fields import providers as fields
from drugcourt.fields.courts import Weekday
from drugcourt.reports.provider_sheet import HOW, write_provider_sheet
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit import messages
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.doing import Deed, does

WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class ProviderActs:
    """The dialogs of the directory."""

    ask: Asking

    @does(providers.add_provider)
    def add(self) -> EditDialog:
        """A new provider."""

        def act(given: dict[str, Any]) -> object:
            return self.ask.perform(providers.add_provider, values=given)

        return self._open("Provider", act, "The provider is in the directory.", {})

    @does(providers.amend_provider)
    def change(self, row: ProviderRow) -> EditDialog:
        """What is known of the provider."""
        kept = self.ask.shell.workspace.read(providers.provider_values, provider_id=row.id)
        day = kept["report_day"]
        kept["report_day"] = None if day is None else Weekday(str(day))

        def act(given: dict[str, Any]) -> object:
            return self.ask.perform(providers.amend_provider, provider_id=row.id, values=given)

        return self._open("Provider", act, "The provider is changed.", kept)

    @does(providers.close_provider)
    def close(self, row: ProviderRow) -> EditDialog:
        """Nobody is sent there any more."""

        def act(given: dict[str, Any]) -> object:
            return self.ask.perform(providers.close_provider, provider_id=row.id, **given)

        return self.ask.open(
            "Close a provider",
            fields.CLOSE,
            act,
            said="Nobody is sent there any more; what was done there stays.",
            values={"closed_on": self.ask.today},
            detail=row.name,
        )

    @does(providers.open_provider)
    def open_again(self, row: ProviderRow) -> None:
        """People are sent there again."""
        self.ask.perform(providers.open_provider, provider_id=row.id)

    @does(Deed(sheets.provider_sheet, acts=False))
    def sheet(self, row: ProviderRow) -> EditDialog:
        """The sheet of attendance that the provider fills in and sends back."""

        def act(given: dict[str, Any]) -> object:
            name = f"attendance-{given['first']:%Y-%m-%d}.xlsx"
            target = messages.choose_save_path(
                self.ask.shell.window_widget(), "Sheet to fill in", Path(name), "Excel (*.xlsx)"
            )
            if target is None:
                raise Refusal("Nothing was written. Choose where the sheet goes.")
            made = write_provider_sheet(
                self.ask.shell.workspace, target, provider_id=row.id, **given
            )
            return counted(len(made.people), "person", "people")

        monday = self.ask.today - timedelta(days=self.ask.today.weekday())
        return self.ask.open(
            f"Sheet for {row.name}",
            fields.PERIOD,
            act,
            said="The sheet is written. What comes back is read under Import, Attendance.",
            values={"first": monday, "last": monday + WEEK},
            detail=HOW,
            confirm="Write the sheet…",
        )

    def _open(self, title: str, act: Any, said: str, values: dict[str, Any]) -> EditDialog:
        return self.ask.open(title, fields.PROVIDER, act, said=said, values=values, columns=2)
