"""How what other desks of the office change reaches this window, without asking again and again."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

from drugcourt.ui.kit import tasks
from drugcourt.workspace import Workspace

log = logging.getLogger(__name__)
QUEUE = "other desks"  # a server that is away must not hold up the court's own questions
AGAIN = 3_000  # milliseconds between two tries to reach a server that is away


class OtherDesks(QObject):
    """Listens while the window stands; a court file has no other desks, and nothing happens.

    `lost`: the way to the server broke. `back`: it is there again, and what was missed was told.
    """

    lost = Signal()
    back = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._notifier: QSocketNotifier | None = None
        self._beginning: tasks.Handle | None = None
        self.away = False
        self.again = QTimer(self)
        self.again.setInterval(AGAIN)
        self.again.timeout.connect(self.start)

    def start(self) -> None:
        """Begin to listen, unless that is so already; asked again each minute."""
        if self._notifier is None and self._beginning is None:
            self._beginning = tasks.run(
                self._workspace.ear, self._listening, self._deaf, queue=QUEUE
            )

    def stop(self) -> None:
        """Listen no more."""
        self.again.stop()
        self._stop_hearing()

    def _stop_hearing(self) -> None:
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None

    def _listening(self, socket: int | None) -> None:
        self._beginning = None
        if socket is None:
            return
        self._notifier = QSocketNotifier(socket, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._spoken)
        if self.away:
            self.away = False
            self.again.stop()
            self.back.emit()
            self._workspace.announce_everything()

    def _deaf(self, problem: Exception) -> None:
        self._beginning = None
        log.warning("other desks are not heard: %s", type(problem).__name__)
        self._be_away()

    def _spoken(self) -> None:
        """Somebody spoke, or the connection broke: then it is tried anew until it is back."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)  # its socket may close while it is asked
        self._workspace.hear_others()
        if self._workspace.listens:
            if self._notifier is not None:
                self._notifier.setEnabled(True)
        else:
            self._stop_hearing()
            self._be_away()
            self.start()

    def _be_away(self) -> None:
        if not self.away:
            self.away = True
            self.lost.emit()
            self.again.start()
