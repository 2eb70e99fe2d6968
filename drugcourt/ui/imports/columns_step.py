"""The second step of an import: which column of the file means which field."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.casework.imports.choosing import (
    ChosenFile,
    ColumnChoice,
    both_ways,
    column_choices,
    field_choices,
)
from drugcourt.domain.dates import counted, short
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.exchange.tables.mapping import SESSION, SUBSTANCE, Mapping, save_mapping
from drugcourt.ui.kit import messages
from drugcourt.ui.kit.buttons import Button, Choice, ChoiceChips, Look
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.flow import rule, scrolled
from drugcourt.ui.kit.labels import Heading, Muted, Pill, Text
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.signals import weakly
from drugcourt.ui.kit.theme import px

LEAVE_OUT = "Leave out"
MAPS = "Column map (*.toml)"


class FieldBox(QComboBox):
    """The field that one column is read as."""

    def __init__(self, heading: str, choices: list[tuple[str, str]]) -> None:
        super().__init__()
        self._keys = ["", *(key for key, _ in choices)]
        self.addItems([LEAVE_OUT, *(words for _, words in choices)])
        self.setAccessibleName(f"Column {heading} is read as")
        self.setMaxVisibleItems(20)
        self.setFixedWidth(px(240))

    def value(self) -> str:
        """The field's key, "" when the column is left out."""
        return self._keys[max(0, self.currentIndex())]

    def set_value(self, key: str) -> None:
        """Choose without announcing."""
        with QSignalBlocker(self):
            self.setCurrentIndex(self._keys.index(key) if key in self._keys else 0)


class ColumnsStep(QWidget):
    """The map. `changed` carries the mapping as it stands after a choice."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.chosen: ChosenFile | None = None
        self.boxes: dict[str, FieldBox] = {}
        self._pills: dict[str, Pill] = {}
        self.about = Text()
        self.notices = Notices()
        self.question = Card()
        self.orders: ChoiceChips | None = None
        self.map_button = Button("Save this column map…", self.ask_save, Look.QUIET)
        head = QHBoxLayout()
        head.addWidget(self.about, 1)
        head.addWidget(self.map_button)
        self._held = QVBoxLayout()
        card = Card()
        card.add(self._held, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(12))
        box.addLayout(head)
        box.addWidget(self.notices)
        box.addWidget(self.question)
        box.addWidget(card, 1)

    @property
    def ready(self) -> bool:
        """Whether rows can be read with these columns."""
        return self.chosen is not None and self.chosen.read.proposal.ready

    def show_file(self, chosen: ChosenFile) -> None:
        """The file with its columns; called again after every change of the map."""
        fresh = self.chosen is None or self.chosen.path != chosen.path
        headings = [column.heading for column in chosen.read.proposal.columns]
        self.chosen = chosen
        if fresh or headings != list(self.boxes):
            self._build(chosen)
        for column in chosen.read.proposal.columns:
            self.boxes[column.heading].set_value(column.field)
            used = bool(column.field)
            pill = self._pills[column.heading]
            pill.set_pill("Used" if used else "Left out", Tone.GOOD if used else Tone.PLAIN)
        self._tell(chosen)
        self._ask_dates(chosen)

    def mapping(self) -> Mapping | None:
        """The columns as they stand in the boxes, with the order of dates that was chosen."""
        if self.chosen is None:
            return None
        columns = {heading: box.value() for heading, box in self.boxes.items()}
        return replace(self.chosen.mapping, columns=columns)

    def focus_first(self) -> None:
        """Put the keyboard where an answer is missing."""
        if self.orders is not None and self.orders.value() is None:
            self.orders.setFocus()
        elif not self.ready and self.boxes:
            next(iter(self.boxes.values())).setFocus()

    # The map ----------------------------------------------------------------------------------

    def _build(self, chosen: ChosenFile) -> None:
        while (item := self._held.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, px(8), 0)
        grid.setHorizontalSpacing(px(14))
        grid.setVerticalSpacing(px(6))
        grid.setColumnStretch(1, 1)
        for place, words in enumerate(("Column in the file", "Holds", "Is read as", "")):
            grid.addWidget(Muted(words, wrap=False, small=True), 0, place)
        fields = field_choices(chosen.kind)
        self.boxes, self._pills = {}, {}
        for line, column in enumerate(column_choices(chosen)):
            self._add_line(grid, 2 * line + 1, column, fields)
        grid.setRowStretch(grid.rowCount(), 1)
        self._held.addWidget(scrolled(inner))

    def _add_line(
        self, grid: QGridLayout, at: int, column: ColumnChoice, fields: list[tuple[str, str]]
    ) -> None:
        box = FieldBox(column.heading, fields)
        box.currentIndexChanged.connect(weakly(self._picked, column.heading))
        pill = Pill("Left out", Tone.PLAIN)
        name = Text(column.heading)
        name.setMinimumWidth(px(170))
        samples = Muted(" · ".join(column.samples) or "nothing", small=True)
        for place, piece in enumerate((name, samples, box, pill)):
            grid.addWidget(piece, at, place, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(rule(), at + 1, 0, 1, 4)
        grid.setColumnMinimumWidth(3, px(76))
        self.boxes[column.heading] = box
        self._pills[column.heading] = pill

    def _picked(self, heading: str) -> None:
        """A field goes to one column only; the column that had it is left out."""
        key = self.boxes[heading].value()
        if key and key != SESSION and not key.startswith(SUBSTANCE):
            for other, box in self.boxes.items():
                if other != heading and box.value() == key:
                    box.set_value("")
        self.changed.emit(self.mapping())

    # What is said -----------------------------------------------------------------------------

    def _tell(self, chosen: ChosenFile) -> None:
        proposal = chosen.read.proposal
        table = proposal.table
        rows = sum(number > proposal.heading_row for number in table.row_numbers)
        sheet = f"sheet “{table.name}”, " if table.name else ""
        words = (
            f"“{chosen.path.name}”, {sheet}headings in row {proposal.heading_row:,}, "
            f"{counted(rows, 'row')}."
        )
        if chosen.known:
            words += " The columns are as you chose them before."
        if proposal.hidden:
            words += f" Hidden sheets were not read: {', '.join(proposal.hidden)}."
        if proposal.others:
            names = ", ".join(f"“{other.table.name}”" for other in proposal.others)
            words += f" Read with it: {names}."
        if proposal.unused:
            names = ", ".join(f"“{name}”" for name in proposal.unused)
            words += f" No table of tests: {names}."
        self.about.setText(words)
        if proposal.missing:
            missing = ", ".join(proposal.missing)
            self.notices.say(
                f"Still needed: {missing}. Choose the column that holds it under “Is read as”.",
                Tone.WATCH,
                key="missing",
                closable=False,
            )
        else:
            self.notices.take_back("missing")

    def _ask_dates(self, chosen: ChosenFile) -> None:
        """Dates that read two ways are asked about; the answer can be changed."""
        questions = chosen.read.proposal.questions
        if not questions:
            if self.orders is None or chosen.mapping.date_order is None:
                self._forget_question()
            return
        self._forget_question()
        example = questions[0].example
        columns = ", ".join(f"“{question.column}”" for question in questions)
        self.question.add(Heading(f"The dates in {columns} can be read two ways"))
        self.question.add(Muted(f"Which day is {example}?"))
        choices = [
            Choice(order, f"{short(day)} ({'month' if order.value[0] == 'm' else 'day'} first)")
            for order, day in both_ways(example)
        ]
        self.orders = ChoiceChips(choices, f"{example} is")
        self.orders.chosen.connect(self._order_chosen)
        self.question.add(self.orders)
        self.question.show()

    def _forget_question(self) -> None:
        self.orders = None
        self.question.hide()
        while (item := self.question.body.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()

    def _order_chosen(self, order: Any) -> None:
        mapping = self.mapping()
        if mapping is not None:
            self.changed.emit(replace(mapping, date_order=order))

    def ask_save(self) -> None:
        """Write the map as a file that the command line takes with --map."""
        mapping = self.mapping()
        if mapping is None or self.chosen is None:
            return
        suggested = self.chosen.path.with_name(f"{mapping.kind.value}-columns.toml")
        path = messages.choose_save_path(self, "Save this column map", suggested, MAPS)
        if path is None:
            return
        path = path if path.suffix else path.with_suffix(".toml")
        try:
            save_mapping(path, mapping)
        except Refusal as refusal:
            self.notices.say(str(refusal), Tone.ALARM, key="map")
            return
        self.notices.say(f"The column map is saved as “{path.name}”.", Tone.GOOD, key="map")
