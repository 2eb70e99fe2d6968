"""Which responses the team weighs: found by a few letters in the court's own catalog."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from drugcourt.casework.staffings.sentences import Option
from drugcourt.domain.response_policy import CatalogItem
from drugcourt.domain.responses import Magnitude, ResponseFamily
from drugcourt.fields import staffings as fields
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.form import Form
from drugcourt.ui.kit.labels import Heading, Muted
from drugcourt.ui.kit.lines import CleanLine
from drugcourt.ui.kit.theme import px

ITEM = Qt.ItemDataRole.UserRole


class OptionPicker(QDialog):
    """Enter recommends what is marked, Ctrl+Enter only weighs it. `picked` carries the option."""

    picked = Signal(object)

    def __init__(
        self, catalog: Sequence[CatalogItem], today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Weigh a response")
        self._catalog = tuple(catalog)
        self.line = CleanLine(200)
        self.line.setPlaceholderText("Type a few letters of a response")
        self.line.setAccessibleName("Find a response")
        self.line.textChanged.connect(self._filter)
        self.list = QListWidget()
        self.list.setAccessibleName("Responses")
        self.list.setSpacing(px(2))
        self.list.itemDoubleClicked.connect(self.recommend)
        self.list.currentItemChanged.connect(self._current_changed)
        self.form = Form((fields.DUE_ON, fields.JAIL_DAYS), today, columns=2)
        self._build()
        self._filter("")
        self.line.setFocus()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(20), px(16), px(20), px(16))
        outer.setSpacing(px(10))
        outer.addWidget(Heading("Weigh a response"))
        outer.addWidget(self.line)
        outer.addWidget(self.list, 1)
        outer.addWidget(self.form)
        feet = QHBoxLayout()
        hint = "Enter recommends, Ctrl+Enter only weighs, Esc leaves"
        feet.addWidget(Muted(hint, wrap=False, small=True))
        feet.addStretch(1)
        feet.addWidget(Button("Cancel", self.close))
        feet.addWidget(Button("Weigh only", self.weigh))
        feet.addWidget(Button("Recommend", self.recommend, Look.PRIMARY))
        outer.addLayout(feet)
        self.resize(px(620), px(500))

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        self.list.clear()
        for family in ResponseFamily:
            fitting = [
                item
                for item in self._catalog
                if item.family == family and all(word in item.title.casefold() for word in words)
            ]
            if fitting:
                self._add_heading(family.label)
            for item in fitting:
                self._add_item(f"{item.title}    {item.magnitude.label.lower()}", item)
        if words:
            self._add_heading("In these words")
            for family in ResponseFamily:
                own = CatalogItem(family, text.strip(), Magnitude.LOW)
                self._add_item(f"{family.label}: {text.strip()}", own)
        self._step(1, from_start=True)

    def _add_heading(self, words: str) -> None:
        item = QListWidgetItem(words, self.list)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = QFont(self.list.font())
        font.setBold(True)
        item.setFont(font)

    def _add_item(self, words: str, what: CatalogItem) -> None:
        item = QListWidgetItem(words, self.list)
        item.setData(ITEM, what)
        family = what.family.label
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{family}: {words}")

    def _step(self, by: int, *, from_start: bool = False) -> None:
        places = [n for n in range(self.list.count()) if self.list.item(n).data(ITEM) is not None]
        if not places:
            return
        row = self.list.currentRow()
        at = places.index(row) if row in places and not from_start else (-1 if by > 0 else 0)
        self.list.setCurrentRow(places[(at + by) % len(places)])

    def _current_changed(self) -> None:
        item = self._current()
        jail = self.form.editor("jail_days")
        jail.setEnabled(item is not None and item.family == ResponseFamily.SANCTION)

    def _current(self) -> CatalogItem | None:
        item = self.list.currentItem()
        return item.data(ITEM) if item is not None else None

    def recommend(self) -> None:
        """Take what is marked as what the team recommends."""
        self._take(chosen=True)

    def weigh(self) -> None:
        """Take what is marked as weighed, and not chosen."""
        self._take(chosen=False)

    def _take(self, *, chosen: bool) -> None:
        item = self._current()
        if item is None or not self.form.check():
            return
        values = self.form.values()
        sanction = item.family == ResponseFamily.SANCTION
        option = Option(
            family=item.family,
            title=item.title,
            magnitude=item.magnitude,
            jail_days=(values["jail_days"] or 0) if sanction else 0,
            due_on=values["due_on"],
            chosen=chosen,
        )
        self.picked.emit(option)
        self.accept()
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.line.hasFocus():
            self._step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(chosen=not control)
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
