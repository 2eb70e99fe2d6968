"""How long the participant has been before the judge."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.labels import TwoTone
from drugcourt.ui.kit.theme import px

AT_LEAST = 180  # seconds; three minutes before the judge go with better outcomes (best practice)


def clock(seconds: int) -> str:
    """`2:51`."""
    return f"{seconds // 60}:{seconds % 60:02d}"


class HearingTimer(QWidget):
    """Counts seconds while it runs; the count can be set when a hearing is taken up again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before = 0
        self._running = QElapsedTimer()
        self.words = TwoTone()
        self.button = Button("Start", self.toggle, Look.QUIET)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(4))
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._write)
        self._write()

    def seconds(self) -> int:
        """Whole seconds so far."""
        passed = self._running.elapsed() // 1000 if self._running.isValid() else 0
        return self._before + passed

    def set_seconds(self, seconds: int) -> None:
        """Stop, and stand at this count."""
        self._before = seconds
        self._running.invalidate()
        self._tick.stop()
        self._write()

    def start(self) -> None:
        """Go on counting."""
        if not self._running.isValid():
            self._running.start()
            self._tick.start()
            self._write()

    def pause(self) -> None:
        """Stand still."""
        self.set_seconds(self.seconds())

    def toggle(self) -> None:
        """Go on or stand still."""
        if self._running.isValid():
            self.pause()
        else:
            self.start()

    def _write(self) -> None:
        self.words.set_words(clock(self.seconds()), f"of at least {clock(AT_LEAST)}")
        self.button.setText("Pause (T)" if self._running.isValid() else "Start (T)")
