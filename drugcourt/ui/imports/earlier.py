"""Which files came in before, and how one of them is taken back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from drugcourt.casework.imports.batches import BatchRow, batches
from drugcourt.casework.imports.undo import undo_import
from drugcourt.domain.dates import counted
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.fields.field import Field, Kind
from drugcourt.fields.imports import ImportKind
from drugcourt.ui.imports.work import UndoWork
from drugcourt.ui.kit import messages, tasks
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.workspace import Workspace

WHEN = Field("imported_at", "When", Kind.MOMENT, width=18)
WHAT = Field("kind", "What", width=12)
BY = Field("by", "By", width=14)
NEW = Field("new", "New", Kind.WHOLE, width=7)
CHANGED = Field("changed", "Changed", Kind.WHOLE, width=8)
REJECTED = Field("rejected", "Rejected", Kind.WHOLE, width=8)
STATE = Field("undone", "", width=10)
QUESTION = (
    "What this import brought leaves the court, and what it changed returns to what it was. The "
    "history keeps both. This can't be done once later entries stand on it."
)


def _what(row: BatchRow) -> str:
    return ImportKind(row.kind).label


def _new(row: BatchRow) -> str:
    return _number(row, "new")


def _changed(row: BatchRow) -> str:
    return _number(row, "changed")


def _rejected(row: BatchRow) -> str:
    return _number(row, "rejected")


def _number(row: BatchRow, key: str) -> str:
    return f"{row.counts.get(key, 0):,}"


def _state(row: BatchRow) -> list[tuple[str, Tone]]:
    return [("Taken back", Tone.PLAIN)] if row.undone else []


class EarlierImports(Card):
    """The list. `undone` fires with the number of an import that was taken back."""

    undone = Signal(int)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("Earlier imports", "each can be taken back whole")
        self.workspace = workspace
        self.table = DataTable(
            [
                Column(WHEN),
                Column(WHAT, text=_what, strong=True, stretch=True),
                Column(BY, muted=True),
                Column(NEW, text=_new),
                Column(CHANGED, text=_changed),
                Column(REJECTED, text=_rejected),
                Column(STATE, pills=_state),
            ],
            "Earlier imports",
            as_of=workspace.today,
            empty="Nothing has been brought in yet.",
        )
        self.undo_button = Button("Take back…", self.ask_undo, Look.SECONDARY)
        self.notices = Notices()
        self.busy = False
        self._undoing = 0
        self.add(self.notices)
        self.add(self.table, 1)
        row = QHBoxLayout()
        row.addWidget(self.undo_button)
        row.addStretch(1)
        self.add(row)
        self.table.picked.connect(self._picked)
        self.reload()

    def reload(self) -> None:
        """Ask again which imports there are."""
        self.table.set_rows(self.workspace.read(batches))
        self._picked(self.table.selected_row())

    def _picked(self, row: BatchRow | None) -> None:
        self.undo_button.setEnabled(row is not None and not row.undone and not self.busy)

    @does(undo_import)
    def ask_undo(self) -> None:
        """Take the chosen import back, once it is confirmed."""
        row = self.table.selected_row()
        if row is not None and not row.undone:
            self.undo(row.id)

    def undo(self, batch_id: int) -> None:
        """Ask, then take this import back on a worker."""
        if self.busy or not messages.ask(
            self, "Take this import back?", QUESTION, "Take it back", danger=True
        ):
            return
        self.busy = True
        self._undoing = batch_id
        self._picked(self.table.selected_row())
        self.notices.say("The import is being taken back.", key="undo", closable=False)
        tasks.run(UndoWork(self.workspace, batch_id).undo, self._done, self._refused)

    def _done(self, rows: int) -> None:
        self.busy = False
        self.reload()
        said = f"The import is taken back: {counted(rows, 'record')} left the court."
        self.notices.say(said, Tone.GOOD, key="undo")
        self.undone.emit(self._undoing)

    def _refused(self, problem: Exception) -> None:
        self.busy = False
        self.reload()
        if not isinstance(problem, Refusal):
            raise problem
        self.notices.say(str(problem), Tone.ALARM, key="undo")
