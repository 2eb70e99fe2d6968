"""What every tab of a participant's file is: it shows one episode, and asks again when told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from drugcourt.casework.participants.dossier import Head
from drugcourt.casework.supervision.listing import Whose, Window
from drugcourt.domain.tone import Term
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit.flow import scrolled
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.ui.participants.amendments import Amendments
from drugcourt.ui.participants.conduct_entries import ConductEntries
from drugcourt.ui.participants.corrections import Corrections
from drugcourt.ui.participants.entries import Entries
from drugcourt.ui.participants.moves import Moves
from drugcourt.ui.participants.order_entries import OrderEntries
from drugcourt.ui.participants.way_out import WayOut
from drugcourt.ui.shell import Shell
from drugcourt.ui.supervising import Supervising

MOST = Window(0, 500)


@dataclass(frozen=True, slots=True)
class FileDesk:
    """What the tabs of one file share: the shell, and the dialogs for this episode."""

    shell: Shell
    episode_id: int

    @property
    def ask(self) -> Asking:
        return Asking(self.shell)

    @property
    def entries(self) -> Entries:
        return Entries(self.ask, self.episode_id)

    @property
    def amend(self) -> Amendments:
        return Amendments(self.ask)

    @property
    def moves(self) -> Moves:
        return Moves(self.ask)

    @property
    def conduct(self) -> ConductEntries:
        return ConductEntries(self.ask, self.episode_id)

    @property
    def orders(self) -> OrderEntries:
        return OrderEntries(self.ask, self.episode_id)

    @property
    def corrections(self) -> Corrections:
        return Corrections(self.ask)

    @property
    def way_out(self) -> WayOut:
        return WayOut(self.ask, self.episode_id)

    @property
    def supervising(self) -> Supervising:
        return Supervising(self.ask, self.episode_id)

    def read(self, question: Callable[..., Any], **wanted: Any) -> Any:
        """Ask a question about this episode."""
        return self.shell.workspace.read(question, episode_id=self.episode_id, **wanted)

    def lines(self, question: Callable[..., Any], shows: Term) -> Any:
        """The lines of one of supervision's lists that are about this episode."""
        return self.shell.workspace.read(
            question,
            shows=shows,
            whose=Whose(episode_id=self.episode_id),
            today=self.ask.today,
            window=MOST,
        )


class Pane(QWidget):
    """One tab. `desk` and `head` are given before `refresh` is called for the first time.

    `go` asks the page for another tab by its name.
    """

    go = Signal(str)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.today = shell.workspace.today
        self.desk = FileDesk(shell, 0)
        self.head: Head | None = None
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(px(12))

    def show_file(self, desk: FileDesk, head: Head) -> None:
        """Show this episode, or the same one again after something changed."""
        self.desk, self.head = desk, head
        self.refresh()

    def refresh(self) -> None:
        """Ask again; each tab writes its own."""
        raise NotImplementedError

    @property
    def closed(self) -> bool:
        """The episode has ended: nothing more may be entered but notes and outcomes."""
        return self.head is not None and self.head.exited_on is not None

    def table(
        self,
        columns: list[Column],
        name: str,
        *,
        empty: str,
        fit: bool = False,
        row_id: str = "id",
    ) -> DataTable:
        """A table of this tab that remembers its columns."""
        return DataTable(
            columns,
            name,
            row_id=row_id,
            as_of=self.today,
            layouts=self.shell.layouts if not fit else None,
            fit=fit,
            empty=empty,
        )

    def scroll(self) -> QVBoxLayout:
        """Let the tab scroll as a whole; gives the layout to put its pieces into."""
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, 0, px(4), 0)
        box.setSpacing(px(12))
        self.box.addWidget(scrolled(inner), 1)
        return box
