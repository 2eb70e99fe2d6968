"""How several values of a handbook are typed at once: lists, lines, numbers by care or person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QPlainTextEdit,
    QWidget,
)

from drugcourt.casework.programs.draft_slots import Slot, Sort
from drugcourt.exchange.programs.values import WORDS
from drugcourt.ui.kit.theme import px
from drugcourt.ui.kit.typed import clean
from drugcourt.ui.programs.draft_checklist import CheckList
from drugcourt.ui.programs.draft_inputs import AmountInput, Choices, Input


class ChecksInput(Input):
    """Some of a list, as a button that opens it."""

    def __init__(self, slot: Slot, choices: Choices) -> None:
        self.list = CheckList(choices, slot.label)
        super().__init__(slot, self.list)
        self.list.changed.connect(self._tell)

    def value(self) -> Any:
        return self.list.chosen() or None

    def show_value(self, value: Any) -> None:
        self.list.choose(value if isinstance(value, list) else [])


class LongInput(Input):
    """Words over several lines; Tab leaves it. With `by_line` each line is an entry of a list."""

    def __init__(
        self, slot: Slot, lines: int = 3, by_line: Callable[[str], Any] | None = None
    ) -> None:
        self.box = QPlainTextEdit()
        self._by_line = by_line
        super().__init__(slot, self.box)
        self.box.setTabChangesFocus(True)
        height = QFontMetrics(self.box.font()).lineSpacing()
        self.box.setFixedHeight(height * lines + px(18))
        self.box.textChanged.connect(self._tell)

    def value(self) -> Any:
        text = clean(self.box.toPlainText(), lines=True)
        if self._by_line is None:
            return " ".join(text.split()) or None
        found = [self._entry(line.strip()) for line in text.splitlines() if line.strip()]
        return found or None

    def _entry(self, line: str) -> Any:
        assert self._by_line is not None
        try:
            return self._by_line(line)
        except ValueError:
            return line

    def show_value(self, value: Any) -> None:
        if value == self.value():
            return
        shown = value if isinstance(value, list) else [] if value is None else [value]
        with QSignalBlocker(self):
            self.box.setPlainText("\n".join(str(entry) for entry in shown))


class ByCareInput(Input):
    """A length of time for each level of care."""

    def __init__(self, slot: Slot) -> None:
        assert slot.terms is not None
        self.amounts: dict[str, AmountInput] = {}
        held = QWidget()
        grid = QGridLayout(held)
        grid.setContentsMargins(0, 0, 0, 0)
        for line, term in enumerate(slot.terms):
            one = AmountInput(Slot(term.value, f"{slot.label}: {term.label}", Sort.AMOUNT))
            self.amounts[term.value] = one
            grid.addWidget(QLabel(term.label), line, 0)
            grid.addWidget(one, line, 1)
        super().__init__(slot, held)
        self.setFocusProxy(next(iter(self.amounts.values())))
        for one in self.amounts.values():
            one.typed.connect(self._tell)

    def value(self) -> Any:
        found = {key: one.value() for key, one in self.amounts.items()}
        return {key: value for key, value in found.items() if value is not None} or None

    def show_value(self, value: Any) -> None:
        given = value if isinstance(value, dict) else {}
        for key, one in self.amounts.items():
            one.show_value(given.get(key))


class ByWordInput(LongInput):
    """A number for each track, charge level or level of care: `Misdemeanor: 15 months`."""

    def __init__(self, slot: Slot, read: Callable[[str], Any]) -> None:
        super().__init__(slot, 2, str)
        self._read = read

    def value(self) -> Any:
        found: dict[str, Any] = {}
        for line in super().value() or ():
            word, _, number = line.partition(":")
            found[_word_of(word)] = self._number(number.strip())
        return found or None

    def _number(self, text: str) -> Any:
        try:
            return self._read(text)
        except ValueError:
            return text

    def show_value(self, value: Any) -> None:
        if value == self.value():
            return
        given = value.items() if isinstance(value, dict) else ()
        labels = {str(term): term.label for term in WORDS}
        with QSignalBlocker(self):
            self.box.setPlainText(
                "\n".join(f"{labels.get(word, word)}: {number}" for word, number in given)
            )


def _word_of(text: str) -> str:
    """The key of a word as people write it; what is not known stays as it is."""
    wanted = text.strip().lower()
    known = (str(term) for term in WORDS if wanted in (str(term), term.label.lower()))
    return next(known, text.strip())
