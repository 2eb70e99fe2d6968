"""Which keys do what: every shortcut is registered with its words, and F1 lists them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from weakref import ReferenceType, ref

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.flow import scrolled
from drugcourt.ui.kit.labels import Heading, KeyHint, Text
from drugcourt.ui.kit.theme import px


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list: keys in the words of this computer, what they do, where."""

    keys: str
    words: str
    group: str


class Shortcuts:
    """The shortcuts of one window; entries of a widget that is gone or hidden drop out."""

    def __init__(self, window: QWidget) -> None:
        self._window = ref(window)
        self._noted: list[tuple[ReferenceType[QWidget], Entry]] = []
        self.add("F1", "Show this list", self.show_list, window)

    def add(
        self,
        keys: str,
        words: str,
        slot: Callable[[], object],
        owner: QWidget,
        group: str = "Everywhere",
    ) -> QShortcut:
        """Let keys call a bound method while the owner, or something in it, has the keyboard."""
        sequence = QKeySequence(keys)
        shortcut = QShortcut(sequence, owner)
        in_window = owner is self._window()
        context = Qt.ShortcutContext
        shortcut.setContext(
            context.WindowShortcut if in_window else context.WidgetWithChildrenShortcut
        )
        shortcut.activated.connect(slot)
        self.note(keys, words, owner, group)
        return shortcut

    def note(self, keys: str, words: str, owner: QWidget, group: str = "Everywhere") -> None:
        """List keys that a widget handles by itself."""
        native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        self._noted.append((ref(owner), Entry(native or keys, words, group)))

    def entries(self) -> list[Entry]:
        """What works now, in the order of registration, without repeats."""
        found: dict[Entry, None] = {}
        for weak, entry in self._noted:
            owner = weak()
            if owner is not None and isValid(owner) and owner.isVisible():
                found[entry] = None
        return list(found)

    def show_list(self) -> None:
        """Open the list over the window."""
        window = self._window()
        if window is not None:
            ShortcutList(self.entries(), window).open()


class ShortcutList(QDialog):
    """The keys that work now, by place."""

    def __init__(self, entries: list[Entry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keyboard shortcuts")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(20), px(16), px(20), px(16))
        outer.setSpacing(px(12))
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(7))
        grid.setColumnStretch(1, 1)
        line, group = 0, ""
        for entry in sorted(entries, key=lambda one: one.group != "Everywhere"):
            if entry.group != group:
                group = entry.group
                grid.addWidget(Heading(group), line, 0, 1, 2)
                line += 1
            grid.addWidget(KeyHint(entry.keys), line, 0)
            grid.addWidget(Text(entry.words), line, 1)
            line += 1
        grid.setRowStretch(line, 1)
        outer.addWidget(scrolled(inner), 1)
        outer.addWidget(Button("Close", self.close), 0, Qt.AlignmentFlag.AlignRight)
        room = self.screen().availableGeometry().height() - px(80)
        self.resize(px(480), min(room, inner.sizeHint().height() + px(100)))
