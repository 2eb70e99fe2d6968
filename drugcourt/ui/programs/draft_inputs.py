"""How one value of a handbook is typed: a number with its unit, a choice, a list, a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QWidget,
)

from drugcourt.casework.programs.draft_slots import Slot
from drugcourt.domain.dates import Amount, Unit, parse_amount
from drugcourt.ui.kit.lines import CleanLine
from drugcourt.ui.kit.theme import px

Choices = Sequence[tuple[Any, str]]
NARROW = 56


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
        self.number.setFixedWidth(px(NARROW))
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
