"""Every mistake of the edited handbook, each a line that leads to its place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from drugcourt.casework.programs.drafting import Draft, Verdict, title_of
from drugcourt.ui.kit.theme import px
from drugcourt.ui.programs.draft_plans import where

_ROLE = Qt.ItemDataRole.UserRole
_SHOWN = 4


class MistakeList(QListWidget):
    """Takes no room while there are none. `opened(path)` asks to go to a place."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Mistakes")
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemActivated.connect(self._open)
        self.itemClicked.connect(self._open)
        self.hide()

    def show_mistakes(self, draft: Draft, verdict: Verdict) -> None:
        """List what is wrong now."""
        kept = self.currentRow()
        self.clear()
        for mistake in verdict.mistakes:
            entry = draft.at(draft.entry_of(mistake.path))
            name = title_of(entry) if isinstance(entry, dict) else ""
            told = [where(mistake.path), name, str(mistake)]
            item = QListWidgetItem(" · ".join(part for part in told if part))
            item.setData(_ROLE, mistake.path)
            self.addItem(item)
        self.setCurrentRow(min(kept, self.count() - 1))
        lines = min(_SHOWN, self.count())
        self.setFixedHeight(lines * px(19) + px(10))
        self.setVisible(bool(lines))

    def open_next(self) -> None:
        """Go to the next mistake, round and round."""
        if self.count():
            self.setCurrentRow((self.currentRow() + 1) % self.count())
            self._open(self.currentItem())

    def _open(self, item: QListWidgetItem) -> None:
        self.opened.emit(item.data(_ROLE))
