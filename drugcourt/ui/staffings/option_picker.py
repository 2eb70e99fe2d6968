"""Which responses the team weighs: found by a few letters in the court's own catalog."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.casework.staffings.guide import Guide
from drugcourt.casework.staffings.sentences import Option
from drugcourt.domain.response_policy import CatalogItem
from drugcourt.domain.responses import ResponseFamily
from drugcourt.fields import staffings as fields
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.form import Form
from drugcourt.ui.kit.labels import Heading, Muted
from drugcourt.ui.kit.lines import CleanLine
from drugcourt.ui.kit.theme import px
from drugcourt.ui.responding.lists import Line, MarkedList


class OptionPicker(QDialog):
    """Enter recommends what is marked, Ctrl+Enter only weighs it. `picked` carries the option."""

    picked = Signal(object)

    def __init__(self, guide: Guide, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Weigh a response")
        self._guide = guide
        self.line = CleanLine(200)
        self.line.setPlaceholderText("Type a few letters of a response")
        self.line.setAccessibleName("Find a response")
        self.line.textChanged.connect(self._filter)
        self.list = MarkedList("Responses")
        self.list.itemDoubleClicked.connect(self.recommend)
        self.list.marked.connect(self._marked)
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
        self.list.set_lines(self._lines(text.strip()))

    def _lines(self, typed: str) -> Iterator[Line]:
        """What fits of each family, then the words typed as a response of their own."""
        words = typed.casefold().split()
        for family in ResponseFamily:
            fitting = [
                item
                for item in self._guide.items
                if item.family is family and all(word in item.title.casefold() for word in words)
            ]
            if fitting:
                yield Line(None, family.label)
            for item in fitting:
                said = f"{item.title}    {item.magnitude.label.lower()}"
                yield Line(item, said, f"{family.label}: {said}")
        if words and self._guide.policy is not None:
            yield Line(None, "In these words")
            for own in self._guide.policy.offered(typed):
                yield Line(own, f"{own.family.label}: {typed}")

    def _marked(self, item: CatalogItem | None) -> None:
        """Only a sanction can carry days in jail; those of its title are filled in."""
        jail = self.form.editor("jail_days")
        jail.setEnabled(item is not None and item.family is ResponseFamily.SANCTION)
        jail.set_value(item.jail_days if item is not None else None)
        self.form.set_errors({})

    def recommend(self) -> None:
        """Take what is marked as what the team recommends."""
        self._take(chosen=True)

    def weigh(self) -> None:
        """Take what is marked as weighed, and not chosen."""
        self._take(chosen=False)

    def _take(self, *, chosen: bool) -> None:
        item = self.list.value()
        if item is None or not self.form.check():
            return
        values = self.form.values()
        sanction = item.family is ResponseFamily.SANCTION
        if chosen and item.jail and not values["jail_days"]:
            self.form.set_errors({"jail_days": "How many days in jail?"})
            return
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
            self.list.step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(chosen=not control)
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
