"""Where the next hearing's file comes from so fast: asked for in the background, then kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject

from drugcourt.casework.facts.rooms import FACT_KINDS
from drugcourt.casework.hearings.file import HearingFile, hearing_file
from drugcourt.ui.kit import tasks
from drugcourt.workspace import Workspace

# The kinds of record that a docket and its files are made from.
KINDS = FACT_KINDS | {
    "closure",
    "court_case",
    "court_session",
    "docket",
    "person",
    "recurrence",
}


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question for the worker; holds no widget."""

    workspace: Workspace
    entry_id: int
    today: date
    generation: int

    def ask(self) -> tuple[int, HearingFile]:
        found = self.workspace.read(hearing_file, entry_id=self.entry_id, today=self.today)
        return self.generation, found


class HearingFiles(QObject):
    """The files of one session. `forget` drops them all, because something changed."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._kept: dict[int, HearingFile] = {}
        self._under_way: set[int] = set()
        self._generation = 0

    def get(self, entry_id: int) -> HearingFile:
        """The file of one entry, asked now if it is not here yet."""
        if entry_id not in self._kept:
            self._kept[entry_id] = self._workspace.read(
                hearing_file, entry_id=entry_id, today=self._workspace.today
            )
        return self._kept[entry_id]

    def prefetch(self, entry_ids: Iterable[int]) -> None:
        """Ask for these in the background."""
        for entry_id in entry_ids:
            if entry_id not in self._kept and entry_id not in self._under_way:
                self._under_way.add(entry_id)
                asked = _Asked(self._workspace, entry_id, self._workspace.today, self._generation)
                tasks.run(asked.ask, self._arrived, self._failed)

    def forget(self) -> None:
        """Answers that are still on their way are thrown away too."""
        self._generation += 1
        self._kept.clear()
        self._under_way.clear()

    def _arrived(self, answer: tuple[int, HearingFile]) -> None:
        generation, found = answer
        if generation == self._generation:
            self._under_way.discard(found.entry.id)
            self._kept.setdefault(found.entry.id, found)

    def _failed(self, problem: Exception) -> None:
        """Asked again, and told, when the entry is opened."""
        self._under_way.clear()
