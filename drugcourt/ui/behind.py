"""What goes on behind the window: the new day, the backup, other desks, the laboratory's folder."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from drugcourt import settings
from drugcourt.casework.oversight.watch import keep_waiting_looks, looks_wait
from drugcourt.ui.backups.backing_up import BackingUp
from drugcourt.ui.catching_up import CatchingUp
from drugcourt.ui.kit import tasks
from drugcourt.ui.laboratories.watching import LaboratoryWatch
from drugcourt.ui.other_desks import OtherDesks
from drugcourt.workspace import Workspace

A_MINUTE = 60_000
LOOKS_AFTER = 1_500  # milliseconds after a page was opened
BACKED_UP = "Today's backup is made and checked."


class Behind(QObject):
    """`new_day`: the date changed. `derived`: lists were derived anew. `backed_up`,
    `not_backed_up` and `laboratory_told` carry a sentence."""

    new_day = Signal()
    derived = Signal()
    backed_up = Signal(str)
    not_backed_up = Signal(str)
    laboratory_told = Signal(str)

    def __init__(self, workspace: Workspace, kept: settings.Settings, window: QObject) -> None:
        super().__init__(window)  # what was put off does not begin once the window is gone
        self._workspace = workspace
        self._day = workspace.today
        self.catching_up = CatchingUp(workspace)
        self.backing_up = BackingUp(workspace)
        self.other_desks = OtherDesks(workspace)
        self.laboratory = LaboratoryWatch(workspace, kept)
        self.catching_up.done.connect(self._caught_up)
        self.backing_up.made.connect(self._backed_up)
        self.backing_up.failed.connect(self.not_backed_up)
        self.laboratory.told.connect(self.laboratory_told)
        self._clock = QTimer(self)
        self._clock.setInterval(A_MINUTE)
        self._clock.timeout.connect(self.look_at_the_day)
        self._clock.timeout.connect(self.backing_up.start)
        self._clock.start()
        self._looks = QTimer(self)
        self._looks.setSingleShot(True)
        self._looks.setInterval(LOOKS_AFTER)
        self._looks.timeout.connect(self._keep_looks)

    def keep_looks_soon(self) -> None:
        """A page was opened: who looked at whom is written down once it stands."""
        if looks_wait(self._workspace):
            self._looks.start()

    def _keep_looks(self) -> None:
        keep_waiting_looks(self._workspace)

    def begin(self) -> None:
        """The window stands: what it should not wait for may start."""
        tasks.later(self.look_at_the_day, 50)
        tasks.later(self.laboratory.start, 200)

    def look_at_the_day(self) -> None:
        """Each minute, and at the first painting: whether it is another day, and what it asks."""
        if self._workspace.today != self._day:
            self._day = self._workspace.today
            self.new_day.emit()
        self.catching_up.start()
        self.other_desks.start()

    def stop(self) -> None:
        """The court is being closed; work under way is ended by the window."""
        self._clock.stop()
        self.other_desks.stop()

    def go_on(self) -> None:
        """The desk is open again after it was locked."""
        self._clock.start()
        self.begin()

    def _caught_up(self, number: int) -> None:
        if number:
            self.derived.emit()

    def _backed_up(self, _backup: object) -> None:
        self.backed_up.emit(BACKED_UP)
