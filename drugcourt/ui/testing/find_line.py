"""Where a participant is asked for while results are typed: a line that gives the keyboard back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from drugcourt.ui.kit.suggest import Search, SuggestLine

ADD = "Find or add by name, number or birth date"


class FindLine(SuggestLine):
    """`left` goes out when the person wants back to the grid, `pasted` when what stands on the
    clipboard is no name but lines of a spreadsheet. `about` names the pasted line in question.
    """

    left = Signal()
    pasted = Signal(str)

    def __init__(self, search: Search) -> None:
        super().__init__(search, "Find or add a participant", f"{ADD}   /")
        self.about = ""

    def ask_for(self, about: str) -> None:
        """Take the keyboard; with `about`, to say who a line that was not taken is."""
        self.clear()
        self.about = about
        self.setPlaceholderText(f"Who is “{about}”?" if about else f"{ADD}   /")
        self.setFocus()

    def clear(self) -> None:
        """Empty the line, for whatever is asked next."""
        super().clear()
        self.about = ""
        self.setPlaceholderText(f"{ADD}   /")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and (lines := _copied_lines()):
            self.pasted.emit(lines)
        elif event.key() == Qt.Key.Key_Escape and not self.suggestions.isVisible():
            self.clear()
            self.left.emit()
        elif event.key() == Qt.Key.Key_Down and not self.text().strip():
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _copied_lines() -> str:
    """What stands on the clipboard, where it is lines of a spreadsheet."""
    clip = QGuiApplication.clipboard().text()
    return clip if "\t" in clip.strip() or "\n" in clip.strip() else ""
