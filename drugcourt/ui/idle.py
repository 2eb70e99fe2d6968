"""Whether somebody is at the desk: keys and moves are seen, and after some minutes none is said."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from drugcourt.exchange.policy import policy_table
from drugcourt.rules.idle import Idle

LOOK = 5_000  # milliseconds between two looks
SEEN = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.TouchBegin,
        QEvent.Type.Wheel,
        QEvent.Type.TabletPress,
    }
)


def idle_seconds() -> float:
    """After how long the desk is locked, by resources/policy/accounts.toml."""
    table = policy_table("accounts")["idle"]
    return 60.0 * min(float(table["minutes"]), float(table["most_minutes"]))


class IdleWatch(QObject):
    """`over` says that nobody is here any more. Only windows are watched, not every widget:
    what the person does comes in there, and painting does not pass."""

    over = Signal()

    def __init__(self, seconds: float | None = None) -> None:
        super().__init__()
        self._idle = Idle(idle_seconds() if seconds is None else seconds)
        self._idle.begin(*_clocks())
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._watch)
        for window in application.topLevelWindows():
            window.installEventFilter(self)

    def look(self) -> None:
        """Whether the time is over."""
        if self._idle.is_over(*_clocks()):
            self.stop()
            self.over.emit()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in SEEN:
            self._idle.touched(*_clocks())
        return False

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)


def _clocks() -> tuple[float, float]:
    """How long the computer runs, and the clock on its wall: no day is made of either."""
    return time.monotonic(), time.time()
