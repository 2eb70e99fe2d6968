"""How the court is backed up by itself, once a day, behind the window."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, Signal

from drugcourt.casework import courts
from drugcourt.casework.backups import Backup, back_up_when_due
from drugcourt.errors import Refusal
from drugcourt.ui.kit import tasks
from drugcourt.workspace import Workspace

log = logging.getLogger(__name__)
QUEUE = "backups"  # apart from the court's questions, which should not wait for it
FAILED = "The daily backup could not be made because of a fault in the program."


class BackingUp(QObject):
    """`failed` carries the sentence why there is no backup of today; `made` the backup."""

    made = Signal(object)
    failed = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._looked_on: date | None = None

    def start(self) -> None:
        """Look once on each day whether a backup is due, and make it."""
        if self._looked_on == self._workspace.today:
            return
        self._looked_on = self._workspace.today
        tasks.run(_Work(self._workspace).do, self._finished, self._refused, queue=QUEUE)

    def _finished(self, backup: Backup | None) -> None:
        if backup is not None:
            self.made.emit(backup)

    def _refused(self, problem: Exception) -> None:
        log.warning("the daily backup failed: %s", type(problem).__name__)
        self.failed.emit(str(problem) if isinstance(problem, Refusal) else FAILED)


@dataclass(frozen=True, slots=True)
class _Work:
    """What is done on the worker; holds no widget.

    Invented people need no backup, and a server is backed up where it stands.
    """

    workspace: Workspace

    def do(self) -> Backup | None:
        if not self.workspace.is_file or self.workspace.read(courts.court_facts).demonstration:
            return None
        return back_up_when_due(self.workspace)
