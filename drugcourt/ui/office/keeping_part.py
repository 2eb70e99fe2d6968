"""What the parts of the tab Keeping share: their table, their buttons, their dialogs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from drugcourt.ui.asking import Asking
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.ui.shell import Shell


class KeepingPart(QWidget):
    """One list of the tab; `show_now` asks for it again."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.workspace = shell.workspace
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(px(10))

    @property
    def ask(self) -> Asking:
        """Opens dialogs over the window."""
        return Asking(self.shell)

    def show_now(self) -> None:
        """Ask again for what the part shows."""
        raise NotImplementedError

    def a_table(
        self, columns: Sequence[Column], name: str, empty: str, row_id: str = "id"
    ) -> DataTable:
        """A table of this part; `empty` is what it says without rows."""
        return DataTable(
            tuple(columns),
            name,
            row_id=row_id,
            as_of=self.workspace.today,
            layouts=self.shell.layouts,
            empty=empty,
        )
