"""How any entry of a file is corrected or taken back: one dialog for all, with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from drugcourt.casework.participants import corrections
from drugcourt.fields import orders as order_fields
from drugcourt.fields.corrections import CORRECTIONS, WHY, WORDS
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit.dialogs import EditDialog

LONG = 5  # fields; more stand in two columns


def may_correct(table: str) -> bool:
    """Whether entries of this sort are corrected by the dialog for all."""
    return table in CORRECTIONS


@dataclass(frozen=True, slots=True)
class Corrections:
    """The two dialogs for an entry that stands in the file already."""

    ask: Asking
    over: QWidget | None = None  # the window that the dialogs stand over, where it is not the main

    def correct(self, table: str, number: int, words: str = "") -> EditDialog:
        """Correct what was entered; `words` say which entry it is."""
        fields = CORRECTIONS[table]
        kept = self.ask.shell.workspace.read(corrections.entry_values, table=table, number=number)

        def act(given: dict[str, Any]) -> object:
            reason = given.pop("why")
            changed = {key: value for key, value in given.items() if value != kept[key]}
            return self.ask.perform(
                corrections.correct_entry,
                table=table,
                number=number,
                changes=changed,
                reason=reason,
            )

        return self.ask.open(
            f"Correct {WORDS[table]}",
            (*fields, WHY),
            act,
            said="The entry is corrected; the history keeps what stood before.",
            values=kept,
            detail=words,
            confirm="Correct",
            columns=2 if len(fields) > LONG else 1,
            parent=self.over,
        )

    def take_back(self, table: str, number: int, words: str = "") -> EditDialog:
        """Take back an entry that was made by mistake."""

        def act(given: dict[str, Any]) -> object:
            return self.ask.perform(
                corrections.take_back_entry, table=table, number=number, **given
            )

        return self.ask.open(
            "Take back an entry",
            order_fields.TAKE_BACK,
            act,
            said="The entry is taken back; the history keeps it.",
            detail=words,
            confirm="Take back",
            danger=True,
            parent=self.over,
        )
