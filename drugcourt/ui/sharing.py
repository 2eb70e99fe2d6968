"""What others see while this screen is shared or projected: a court calendar, and nothing else."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from drugcourt.casework.docket.docket import session_id_for
from drugcourt.casework.docket.public_docket import DEFAULT_TITLE, public_docket, public_rows
from drugcourt.domain.clock import spoken
from drugcourt.domain.dates import long
from drugcourt.fields import hearings as fields
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.workspace import Workspace

KEY = "F12"
COLUMNS = (
    Column(fields.CASE_NUMBER, strong=True),
    Column(fields.INITIALS),
    Column(fields.HEARING, stretch=True),
)


class SharedScreen(QWidget):
    """The public list of today's or the next session, built from its own questions.

    Every other window is hidden while it stands; F12 or Esc brings them back as they were.
    """

    ended = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(DEFAULT_TITLE)
        self._hidden: list[QWidget] = []
        self.card = Card(DEFAULT_TITLE)
        self.table = DataTable(COLUMNS, DEFAULT_TITLE, empty="No hearing is listed.")
        self.card.add(self.table, 1)
        self.hint = Muted(f"{KEY} or Esc: back to work", small=True, wrap=False)
        box = QVBoxLayout(self)
        box.setContentsMargins(px(40), px(30), px(40), px(16))
        box.addWidget(self.card, 1)
        box.addWidget(self.hint)
        self._show(workspace)
        self.setFocusProxy(self.table)

    def _show(self, workspace: Workspace) -> None:
        number = workspace.read(session_id_for, day=None, today=workspace.today, docket="")
        if number is None:
            return
        listed = workspace.read(public_docket, session_id=number)
        self.card.set_heading(
            listed.title,
            " · ".join(filter(None, (long(listed.held_on), spoken(listed.starts_at)))),
        )
        self.setWindowTitle(listed.title)
        self.table.set_rows(workspace.read(public_rows, session_id=number))

    def cover(self, window: QWidget) -> None:
        """Stand in the window's place; whatever else is open is hidden, dialogs too."""
        self.setGeometry(window.geometry())
        shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
        if window.isMaximized() or window.isFullScreen():
            self.setWindowState(Qt.WindowState.WindowMaximized)
        self.show()
        self._hidden = [one for one in shown if one is not self]
        for one in self._hidden:
            one.hide()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_F12, Qt.Key.Key_Escape):
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Everything as it was left."""
        hidden, self._hidden = self._hidden, []
        for one in hidden:
            if isValid(one):
                one.show()
        self.ended.emit()
        super().closeEvent(event)
