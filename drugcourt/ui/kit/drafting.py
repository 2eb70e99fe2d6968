"""When what is typed is kept: a moment after the first key, and at once when a field is left."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

PAUSE = 150  # milliseconds of typing that a crash may cost; keeping a draft takes about one


class DraftTimer(QObject):
    """`due` fires that long after the first edit, however quickly more keys follow, and before
    another field has the keyboard.
    """

    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.due)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._left)

    def start(self) -> None:
        """Something was edited. Who goes on typing does not put it off."""
        if not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """It is kept, or not wanted any more."""
        self._timer.stop()

    def isActive(self) -> bool:
        """Whether something typed is not kept yet."""
        return self._timer.isActive()

    def _left(self, _old: QWidget | None, _now: QWidget | None) -> None:
        if self._timer.isActive():
            self._timer.stop()
            self.due.emit()
