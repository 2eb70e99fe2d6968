"""Every version of the matrix there was: from when it held, who kept it, and what changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from drugcourt.casework.responses.versions import PolicyVersion
from drugcourt.domain.dates import short
from drugcourt.domain.tone import Tone
from drugcourt.fields.field import Field, Kind
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.labels import Heading, Muted
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px

_TONES = {"In force": Tone.GOOD, "Not yet": Tone.INFO}
STARTED = Field("started_on", "From", Kind.DATE, width=14)
STATE = Field("state", "", width=12)
NOTE = Field("note", "What was decided", width=40)
BY = Field("kept_by", "Kept by", width=16)


class VersionsDialog(QDialog):
    """The versions above, the latest first; below, what the marked one changed."""

    def __init__(
        self, versions: Sequence[PolicyVersion], today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Versions of the matrix")
        self._today = today
        self.table = DataTable(
            (
                Column(STARTED, text=self._from),
                Column(STATE, pills=self._state),
                Column(NOTE, strong=True, stretch=True),
                Column(BY, muted=True),
            ),
            "Versions",
            empty="",
        )
        self.changes = QPlainTextEdit()
        self.changes.setReadOnly(True)
        self.changes.setTabChangesFocus(True)
        self.changes.setAccessibleName("What changed with it")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(20), px(16), px(20), px(16))
        outer.setSpacing(px(10))
        outer.addWidget(Heading("Versions of the matrix"))
        outer.addWidget(
            Muted("What was answered stands under the version of its day. None can be changed.")
        )
        outer.addWidget(self.table, 2)
        outer.addWidget(Muted("What changed with it", wrap=False))
        outer.addWidget(self.changes, 3)
        close = Button("Close", self.close, Look.PRIMARY)
        outer.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.table.picked.connect(self._show)
        self.table.set_rows(list(versions))
        self.resize(px(760), px(560))
        self.table.select_place(0)
        self.table.setFocus()

    def _from(self, row: PolicyVersion) -> str:
        return short(row.started_on) if row.started_on is not None else "At first"

    def _state(self, row: PolicyVersion) -> list[tuple[str, Tone]]:
        state = row.state(self._today)
        return [(state, _TONES.get(state, Tone.PLAIN))]

    def _show(self, row: PolicyVersion) -> None:
        told = "\n".join(row.changes)
        self.changes.setPlainText(told or "It is what the program came with.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
