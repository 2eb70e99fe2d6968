"""A process that starts a window, ends once it was painted, and says nothing: `bare` or `ours`."""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

PATIENCE_MS = 20_000


class Watch(QObject):
    """Sees every event go by and remembers that a widget was painted."""

    painted = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and isinstance(watched, QWidget):
            self.painted = True
        return False


def run_until_painted() -> int:
    """In place of the event loop: go on until a visible window has painted itself."""
    watch = Watch()
    QApplication.instance().installEventFilter(watch)
    clock = QElapsedTimer()
    clock.start()
    while clock.elapsed() < PATIENCE_MS and not watch.painted:
        QCoreApplication.processEvents()
    return 0 if watch.painted else 1


def bare() -> int:
    """The floor: what any PySide6 window costs."""
    application = QApplication(sys.argv[:1])
    window = QWidget()
    QVBoxLayout(window).addWidget(QLabel("A window"))
    window.resize(1000, 700)
    window.show()
    assert application is not None
    return run_until_painted()


def ours() -> int:
    """The program as the README starts it, with a court opened before: its sign-in."""
    from drugcourt.start import main  # what the floor must not pay for

    QApplication.exec = staticmethod(run_until_painted)  # type: ignore[method-assign]  # ends by itself
    return main([])


if __name__ == "__main__":
    sys.exit({"bare": bare, "ours": ours}[sys.argv[1]]())
