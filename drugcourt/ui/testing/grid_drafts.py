"""What is typed in the grid of a day and not saved: kept in the court file against a crash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from drugcourt.ui.kit.grid_model import Cell, GridRow
from drugcourt.ui.shell import Shell
from drugcourt.ui.testing.pasted_rows import stranger

BEGINS = "results:"


@dataclass(frozen=True, slots=True)
class GridDraft:
    """The grid as it was left: under which panel, for which reason, whose rows, which cells.

    Rows of participants are kept by their number; a pasted line nobody was found for with its
    words.
    """

    panel: str
    reason: str
    people: tuple[int, ...]
    strangers: tuple[GridRow, ...]
    cells: Mapping[Cell, str]


class GridDrafts:
    """The drafts of the person at this keyboard, one a day."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell

    def save(
        self, day: date, panel: str, reason: str, rows: Sequence[GridRow], cells: Mapping[Cell, str]
    ) -> None:
        """Keep what is typed; with nothing typed, forget what was kept."""
        if not cells:
            self.clear(day)
            return
        typed = {row_id for row_id, _ in cells}
        kept: dict[str, Any] = {
            "panel": panel,
            "reason": reason,
            "people": [row.id for row in rows if isinstance(row.id, int) and row.id in typed],
            "strangers": [
                [row.id, row.label, row.problem] for row in rows if isinstance(row.id, str)
            ],
            "cells": [[row_id, key, text] for (row_id, key), text in cells.items()],
        }
        self._shell.drafts.save(BEGINS + day.isoformat(), kept)

    def load(self, day: date) -> GridDraft | None:
        """What was typed for a day and not saved."""
        kept = self._shell.drafts.load(BEGINS + day.isoformat())
        if kept is None:
            return None
        return GridDraft(
            kept["panel"],
            kept["reason"],
            tuple(kept["people"]),
            tuple(stranger(*parts) for parts in kept["strangers"]),
            {(row_id, key): text for row_id, key, text in kept["cells"]},
        )

    def clear(self, day: date) -> None:
        """Forget a day's: it was saved, or thrown away."""
        self._shell.drafts.clear(BEGINS + day.isoformat())

    def days(self) -> list[date]:
        """The days for which something typed was not saved."""
        names = self._shell.drafts.names(BEGINS)
        return [date.fromisoformat(name.removeprefix(BEGINS)) for name in names]
