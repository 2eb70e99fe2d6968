"""What comes of saving a day's grid: all of it recorded, or which cell and row stand in the way."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from drugcourt.casework.specimens import result_entry
from drugcourt.casework.specimens.result_entry import Panel, SecondTestRefusal
from drugcourt.casework.specimens.specimens import TestsRefusal
from drugcourt.domain.dates import counted
from drugcourt.domain.specimens import TestReason
from drugcourt.errors import Refusal
from drugcourt.ui.kit.grid_model import Cell
from drugcourt.ui.testing.result_grid import ResultGrid
from drugcourt.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Saved:
    """How many tests were recorded, and whose."""

    count: int
    done: frozenset[int]


@dataclass(frozen=True, slots=True)
class NotSaved:
    """Why nothing was: a sentence, the cells it is about, and who has a test of the day already."""

    sentence: str
    cells: Mapping[Cell, str] = field(default_factory=dict)
    recorded: int | None = None


@dataclass(frozen=True, slots=True)
class DayEntry:
    """The day's grid with what holds for all its rows."""

    workspace: Workspace
    day: date
    panel: Panel
    reason: TestReason
    scheduled: frozenset[int]

    def save(self, grid: ResultGrid, second: Collection[int] = ()) -> Saved | NotSaved:
        """Record every row that was typed, or none; `second` may have another test that day."""
        values = {
            "collected_on": self.day,
            "panel": self.panel.name,
            "matrix": self.panel.matrix,
            "reason": self.reason,
            "collector": self.workspace.who,
        }
        entered = grid.entered(values, self.scheduled)
        if entered.problems:
            many = counted(len(entered.problems), "cell")
            sentence = f"{many} can't be read, so nothing was saved. The reason stands below."
            return NotSaved(sentence, entered.problems)
        try:
            numbers = self.workspace.perform(
                result_entry.enter_day, day=self.day, tests=entered.tests, second=second
            )
        except SecondTestRefusal as refusal:
            return NotSaved(str(refusal), recorded=next(iter(refusal.recorded)))
        except TestsRefusal as refusal:
            return NotSaved(str(refusal), _cells(grid, refusal))
        except Refusal as refusal:
            return NotSaved(str(refusal))
        return Saved(len(numbers), frozenset(test.episode_id for test in entered.tests))


def _cells(grid: ResultGrid, refusal: TestsRefusal) -> dict[Cell, str]:
    """Where each reason belongs: its own column, or the collection."""
    columns = {column.key for column in grid.cells.columns}
    return {
        (episode_id, place if place in columns else "status"): sentence
        for episode_id, (place, sentence) in refusal.reasons.items()
    }
