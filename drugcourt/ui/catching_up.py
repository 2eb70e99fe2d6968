"""How a new day reaches the lists: what counts days is derived again, behind the painted window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from drugcourt.casework import today
from drugcourt.casework.readiness import standing
from drugcourt.ui.kit import tasks
from drugcourt.workspace import Workspace

AT_ONCE = 100  # episodes in one act, so that a person's own act never waits long for its turn


class CatchingUp(QObject):
    """`done` carries how many episodes were derived again, on the main thread."""

    done = Signal(int)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._work = _Work(workspace)
        self._handle: tasks.Handle | None = None

    def start(self) -> None:
        """Look for what was derived on another day; nothing happens while that is under way."""
        if self._handle is None:
            self._handle = tasks.run(self._work.do, self._finished, self._failed, self._going_on)

    def _finished(self, number: int) -> None:
        self._handle = None
        self.done.emit(number)

    def _failed(self, problem: Exception) -> None:
        """Another desk may hold the file just now: the next minute tries again."""
        self._handle = None

    def _going_on(self, number: int) -> None:
        """Reporting lets the work end early when the window closes."""


@dataclass(frozen=True, slots=True)
class _Work:
    """What is done on the worker; holds no widget."""

    workspace: Workspace

    def do(self, report: Callable[[int], object]) -> int:
        ids = self.workspace.read(standing.stale, today=self.workspace.today)
        count = 0
        for first in range(0, len(ids), AT_ONCE):
            report(count)
            chunk = ids[first : first + AT_ONCE]
            count += self.workspace.perform(today.catch_up, episode_ids=chunk)
        return count
