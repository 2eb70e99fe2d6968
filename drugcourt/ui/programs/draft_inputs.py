"""How one value of a handbook is typed: a number with its unit, a choice, a list, a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from drugcourt.casework.programs.draft_slots import Slot, Sort
from drugcourt.domain.dates import Amount, Unit, parse_amount
from drugcourt.domain.money import dollars, parse_cents
from drugcourt.exchange.programs.values import WORDS
from drugcourt.ui.kit.lines import CleanLine
from drugcourt.ui.kit.theme import px
from drugcourt.ui.kit.typed import clean, parse_day, parse_number, parse_whole
from drugcourt.ui.programs.draft_checklist import CheckList

Choices = Sequence[tuple[Any, str]]
_NARROW, _MONEY, _DAY = 56, 90, 110


class UndoElsewhere(QObject):
    """Lets Ctrl+Z in a line undo the handbook's last change, not the line's own."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        over = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride
        keys = QKeySequence.StandardKey
        if over and (event.matches(keys.Undo) or event.matches(keys.Redo)):
            event.ignore()
            return True
        return False


class Input(QWidget):
    """What the form knows of an input: values as the file writes them, None for nothing.

    What can't be understood is handed on as it was typed, so that the check says what is wrong.
    """

    typed = Signal(object)
    left = Signal()

    def __init__(self, slot: Slot, *inner: QWidget) -> None:
        super().__init__()
        self.slot = slot
        self.inner = inner
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(4))
        for piece in inner:
            piece.setAccessibleName(slot.label)
            row.addWidget(piece)
        self.setFocusProxy(inner[0])

    def value(self) -> Any:
        raise NotImplementedError

    def show_value(self, value: Any) -> None:
        """Show a value without announcing it."""
        raise NotImplementedError

    def _wanted(self, value: Any) -> Any:
        """The value, or what holds where the file does not say."""
        return self.slot.default if value is None else value

    def mark(self, sentence: str) -> None:
        """Show or clear the red edge; the sentence is for screen readers."""
        for piece in self.inner:
            piece.setProperty("wrong", bool(sentence))
            piece.setAccessibleDescription(sentence)
            piece.style().unpolish(piece)
            piece.style().polish(piece)

    def _tell(self, *_sent: object) -> None:
        if not self.signalsBlocked():
            self.typed.emit(self.value())

    def _leave(self) -> None:
        self.left.emit()


class LineInput(Input):
    """One line; `read` makes a value of what was typed, `write` the words of a value."""

    def __init__(
        self,
        slot: Slot,
        read: Callable[[str], Any] = str,
        write: Callable[[Any], str] = str,
        *,
        width: int = 0,
        hint: str = "",
        most: int = 2_000,
    ) -> None:
        self.line = CleanLine(most)
        self._read, self._write = read, write
        super().__init__(slot, self.line)
        self.line.setPlaceholderText(hint)
        if width:
            self.line.setFixedWidth(px(width))
        self.line.textChanged.connect(self._tell)
        self.line.editingFinished.connect(self._leave)

    def value(self) -> Any:
        text = self.line.text().strip()
        if not text:
            return None
        try:
            return self._read(text)
        except ValueError:
            return text

    def show_value(self, value: Any) -> None:
        wanted = self._wanted(value)
        cleared = value is None and self.line.hasFocus() and not self.line.text()
        if wanted == self.value() or cleared:
            return
        with QSignalBlocker(self):
            self.line.setText("" if wanted is None else self._words(wanted))
        if not self.line.hasFocus():
            self.line.setCursorPosition(0)

    def _words(self, value: Any) -> str:
        try:
            return self._write(value)
        except (TypeError, ValueError):
            return str(value)


class AmountInput(Input):
    """A length of time: a number and its unit."""

    def __init__(self, slot: Slot) -> None:
        self.number = CleanLine(20)
        self.number.setFixedWidth(px(_NARROW))
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.unit = QComboBox()
        self.unit.addItems([f"{unit}s" for unit in Unit])
        super().__init__(slot, self.number, self.unit)
        self.unit.setAccessibleName(f"{slot.label}: unit")
        self.number.textChanged.connect(self._tell)
        self.number.editingFinished.connect(self._leave)
        self.unit.currentIndexChanged.connect(self._tell)

    def value(self) -> Any:
        text = self.number.text().strip()
        unit = list(Unit)[self.unit.currentIndex()]
        if not text:
            return None
        return str(Amount(int(text), unit)) if text.isdecimal() else text

    def show_value(self, value: Any) -> None:
        wanted = self._wanted(value)
        cleared = value is None and self.number.hasFocus() and not self.number.text()
        if wanted == self.value() or cleared:
            return
        with QSignalBlocker(self):
            try:
                amount = parse_amount(wanted)
            except ValueError:
                self.number.setText("" if wanted is None else str(wanted))
            else:
                self.number.setText(str(amount.n))
                self.unit.setCurrentIndex(list(Unit).index(amount.unit))


class _Words(QLabel):
    """The words beside a box; they wrap, and pressing them checks it."""

    def __init__(self, box: QCheckBox, words: str) -> None:
        super().__init__(words.replace("&", "&&"))
        self._box = box
        self.setBuddy(box)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._box.toggle()
        event.accept()


class YesNoInput(Input):
    """Yes or no, with the words beside the box."""

    def __init__(self, slot: Slot) -> None:
        self.box = QCheckBox()
        super().__init__(slot, self.box)
        self.box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = self.layout()
        assert isinstance(row, QHBoxLayout)
        row.addWidget(_Words(self.box, slot.label), 1)
        self.box.toggled.connect(self._tell)

    def value(self) -> Any:
        return self.box.isChecked()

    def show_value(self, value: Any) -> None:
        with QSignalBlocker(self):
            self.box.setChecked(bool(self._wanted(value)))


class ChoiceInput(Input):
    """One of a list; a value that is not in the list is shown as it stands."""

    def __init__(self, slot: Slot, choices: Choices) -> None:
        self.box = QComboBox()
        super().__init__(slot, self.box)
        free = slot.default is None and not slot.needed
        none = [(None, "Not given")] if free else []
        self._values = [value for value, _words in (*none, *choices)]
        for _value, words in (*none, *choices):
            self.box.addItem(words)
        self.box.setMaxVisibleItems(16)
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        longest = max((len(words) for _value, words in choices), default=8)
        self.box.setMinimumContentsLength(min(24, longest))
        self.box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.box.currentIndexChanged.connect(self._tell)

    def value(self) -> Any:
        place = self.box.currentIndex()
        return self._values[place] if place >= 0 else None

    def show_value(self, value: Any) -> None:
        wanted = self._wanted(value)
        with QSignalBlocker(self):
            if wanted is not None and wanted not in self._values:
                self._values.append(wanted)
                self.box.addItem(f"{wanted} (not known)")
            known = wanted in self._values
            self.box.setCurrentIndex(self._values.index(wanted) if known else -1)


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


def input_for(slot: Slot, today: date, keys: Choices) -> Input:
    """The input of a slot; `keys` are what may stand in one that names other entries."""

    def day(text: str) -> date:
        return parse_day(text, today)

    def money(text: str) -> str:
        return dollars(parse_cents(text))

    terms = [*slot.choices, *((term.value, term.label) for term in slot.terms or ())]
    numbers = {Sort.WHOLE: parse_whole, Sort.NUMBER: _number, Sort.MONEY: money}
    months = [(n, f"{date(2000, n, 1):%B}") for n in range(1, 13)]
    makers: dict[Sort, Callable[[], Input]] = {
        Sort.AMOUNT: lambda: AmountInput(slot),
        Sort.WHOLE: lambda: LineInput(slot, parse_whole, width=_NARROW),
        Sort.NUMBER: lambda: LineInput(slot, _number, "{:g}".format, width=_NARROW),
        Sort.MONEY: lambda: LineInput(slot, money, width=_MONEY, hint="$"),
        Sort.YES_NO: lambda: YesNoInput(slot),
        Sort.CHOICE: lambda: ChoiceInput(slot, terms),
        Sort.CHOICES: lambda: ChecksInput(slot, terms),
        Sort.TEXT: lambda: LongInput(slot) if slot.name in _LONG else LineInput(slot),
        Sort.LINES: lambda: LongInput(slot, 4, str),
        Sort.WORDS: lambda: LineInput(slot, _words, ", ".join),
        Sort.KEY: lambda: ChoiceInput(slot, keys),
        Sort.KEYS: lambda: ChecksInput(slot, keys),
        Sort.DAY: lambda: LineInput(slot, day, width=_DAY, hint="month/day/year"),
        Sort.DAYS: lambda: LongInput(slot, 3, day),
        Sort.MONTHS: lambda: ChecksInput(slot, months),
        Sort.WEEKDAY: lambda: LineInput(slot, width=_DAY, hint="2nd friday"),
        Sort.WEEKDAYS: lambda: LineInput(slot, _words, ", ".join, hint="1st friday, 3rd friday"),
        Sort.BY_CARE: lambda: ByCareInput(slot),
        Sort.BY_WORD: lambda: ByWordInput(slot, numbers.get(slot.each or Sort.AMOUNT, str)),
    }
    return makers[slot.sort]()


_LONG = frozenset({"text", "purpose", "origin", "contacts"})


def _number(text: str) -> int | float:
    number = parse_number(text)
    return int(number) if number == int(number) else number


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]
