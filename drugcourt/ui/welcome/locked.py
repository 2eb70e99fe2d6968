"""What covers a locked desk: whose it is, and the password to go on. Nothing of the court."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.ui.kit import tasks
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.welcome.frame import PRODUCT
from drugcourt.ui.welcome.opening import GoingOn
from drugcourt.ui.welcome.sign_in import Given, SignIn
from drugcourt.workspace import Workspace


class LockedDesk(QWidget):
    """`opened` says that the same person is back; `given_up` that the court is closed instead."""

    opened = Signal()
    given_up = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(PRODUCT)
        self._workspace = workspace
        self._handle: tasks.Handle | None = None
        self._done = False
        place = workspace.place if isinstance(workspace.place, Path) else str(workspace.place)
        self.page = SignIn(
            place,
            title="The desk is locked",
            sentence=f"{workspace.who} works here. What was typed and not saved still stands.",
            act="Go on",
            ways=False,
        )
        self.page.given.connect(self._given)
        row = QHBoxLayout()
        row.addWidget(Button("Close the court instead", self.give_up, Look.QUIET))
        row.addStretch(1)
        self.page.foot.addLayout(row)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.page)

    def give_up(self) -> None:
        """Leave it closed: somebody else signs in, or nobody."""
        self._done = True
        self.given_up.emit()

    def _given(self, given: Given) -> None:
        self.page.work()
        work = GoingOn(self._workspace, given.password, given.code, given.new_password)
        self._handle = tasks.run(work.open, self._came, self._refused)

    def _came(self, _workspace: Any) -> None:
        self._handle = None
        self._done = True
        self.opened.emit()

    def _refused(self, problem: Exception) -> None:
        self._handle = None
        self.page.refuse(problem)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._handle is not None:
            self._handle.cancel()
        super().closeEvent(event)
        if not self._done:
            self.give_up()
