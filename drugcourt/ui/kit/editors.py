"""How each kind of field is typed: one editor a kind, all with the same few verbs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from drugcourt.domain.dates import short
from drugcourt.domain.money import dollars, parse_cents
from drugcourt.domain.tone import Tone
from drugcourt.fields.field import Field, Kind
from drugcourt.ui.kit.buttons import Choice, ChoiceChips
from drugcourt.ui.kit.celltext import moment_text
from drugcourt.ui.kit.lines import CleanLine
from drugcourt.ui.kit.suggest import Result, Search, SuggestLine
from drugcourt.ui.kit.theme import px
from drugcourt.ui.kit.toggles import ToggleChips
from drugcourt.ui.kit.typed import clean, parse_day, parse_number, parse_phone, parse_whole

_ANSWERS = ((True, "Yes"), (False, "No"), (None, "Unknown"))


class Editor(QWidget):
    """What the form knows of an editor. `value()` is None for nothing typed.

    `problem()` says in a sentence why what stands there can't be taken, or nothing. `kept()` and
    `restore()` are for drafts: plain data that JSON can hold, also of text that is not yet right.
    """

    changed = Signal()

    def __init__(self, field: Field, inner: QWidget) -> None:
        super().__init__()
        self.field = field
        self.inner = inner
        inner.setAccessibleName(field.label)
        inner.setAccessibleDescription(field.help)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(inner, 1)
        self.setFocusProxy(inner)

    def value(self) -> Any:
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        raise NotImplementedError

    def problem(self) -> str:
        return ""

    def kept(self) -> Any:
        raise NotImplementedError

    def restore(self, kept: Any) -> None:
        raise NotImplementedError

    def mark(self, *, wrong: bool) -> None:
        """Show or clear the red edge."""
        self.inner.setProperty("wrong", wrong)
        self.inner.style().unpolish(self.inner)
        self.inner.style().polish(self.inner)

    def _tell(self) -> None:
        self.changed.emit()


class TextEditor(Editor):
    """One line of words."""

    def __init__(self, field: Field) -> None:
        self.line = CleanLine(field.max_length)
        super().__init__(field, self.line)
        self.line.setPlaceholderText(field.placeholder)
        self.line.textChanged.connect(self._tell)

    def value(self) -> Any:
        return self.line.text().strip() or None

    def set_value(self, value: Any) -> None:
        self.line.setText("" if value is None else str(value))

    def kept(self) -> Any:
        return self.line.text()

    def restore(self, kept: Any) -> None:
        self.line.setText(str(kept))


class SecretEditor(Editor):
    """A password: dots, taken exactly as typed; no draft keeps it."""

    def __init__(self, field: Field) -> None:
        self.line = QLineEdit()
        self.line.setMaxLength(field.max_length)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        super().__init__(field, self.line)
        self.line.textChanged.connect(self._tell)

    def value(self) -> Any:
        return self.line.text() or None

    def set_value(self, value: Any) -> None:
        self.line.setText("" if value is None else str(value))

    def kept(self) -> Any:
        return ""

    def restore(self, kept: Any) -> None:
        """Nothing was kept."""


class ParsedEditor(TextEditor):
    """A line whose words mean a number, an amount or a phone; tidied when it is left."""

    def __init__(
        self, field: Field, parse: Callable[[str], Any], write: Callable[[Any], str]
    ) -> None:
        super().__init__(field)
        self._parse, self._write = parse, write
        self.line.editingFinished.connect(self.tidy)
        if field.kind in (Kind.WHOLE, Kind.NUMBER, Kind.MONEY):
            self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
            self.line.setFixedWidth(px(140))
            self.layout().addStretch(1)

    def value(self) -> Any:
        text = self.line.text().strip()
        return self._parse(text) if text and not self.problem() else None

    def problem(self) -> str:
        text = self.line.text().strip()
        if not text:
            return ""
        try:
            self._parse(text)
        except ValueError as problem:
            return str(problem)
        return ""

    def set_value(self, value: Any) -> None:
        self.line.setText("" if value is None else self._write(value))

    def tidy(self) -> None:
        """Write what was understood the way the house writes it."""
        value = self.value()
        if value is not None and self._write(value) != self.line.text():
            self.line.setText(self._write(value))


class DayEditor(ParsedEditor):
    """A day, typed in any usual way; beside it the day as it was understood, in words."""

    def __init__(self, field: Field, today: date) -> None:
        self._today = today
        self.meant = QLabel()
        super().__init__(field, self._read, short)
        self.meant.setProperty("kit", "small")
        widest = QFontMetrics(self.font()).horizontalAdvance("Wed, Sep 30, 2026")
        self.meant.setMinimumWidth(widest)
        self.line.setFixedWidth(px(140))
        if not field.placeholder:
            self.line.setPlaceholderText("month/day/year")
        row = self.layout()
        row.addWidget(self.meant)
        row.addStretch(1)
        self.line.textChanged.connect(self._say)

    def _read(self, text: str) -> date:
        return parse_day(text, self._today)

    def _say(self) -> None:
        value = self.value()
        self.meant.setText(_in_words(value) if value else "")


def _in_words(day: date) -> str:
    return f"{day:%a}, {short(day)}"


class LongEditor(Editor):
    """Several lines of words; Tab leaves it."""

    def __init__(self, field: Field) -> None:
        self.box = QPlainTextEdit()
        super().__init__(field, self.box)
        self.box.setTabChangesFocus(True)
        self.box.setPlaceholderText(field.placeholder)
        lines = QFontMetrics(self.box.font()).lineSpacing()
        self.box.setFixedHeight(lines * 5 + px(20))
        self.box.textChanged.connect(self._clean)

    def _clean(self) -> None:
        text = self.box.toPlainText()
        tidy = clean(text, lines=True)[: self.field.max_length]
        if tidy != text:
            cursor = self.box.textCursor()
            place = min(cursor.position(), len(tidy))
            self.box.setPlainText(tidy)
            cursor.setPosition(place)
            self.box.setTextCursor(cursor)
            return
        self._tell()

    def value(self) -> Any:
        return self.box.toPlainText().strip() or None

    def set_value(self, value: Any) -> None:
        self.box.setPlainText("" if value is None else str(value))

    def write_on(self) -> None:
        """Put the keyboard where the words end."""
        self.setFocus()
        self.box.moveCursor(QTextCursor.MoveOperation.End)

    def kept(self) -> Any:
        return self.box.toPlainText()

    def restore(self, kept: Any) -> None:
        self.box.setPlainText(str(kept))


class ChoiceEditor(Editor):
    """One member of a closed list, found by its place, so it comes back as the member itself.

    Words that were kept before there was a list stay to be chosen as they are.
    """

    def __init__(self, field: Field) -> None:
        if field.choices is None:
            raise ValueError(f"The field {field.key} is a choice and names no choices.")
        self.box = QComboBox()
        super().__init__(field, self.box)
        self._members: list[Any] = [None, *field.choices]
        self.box.addItem(field.placeholder or ("Choose…" if field.required else "Not given"))
        self.box.addItems([member.label for member in field.choices])
        self.box.setMaxVisibleItems(16)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.box.currentIndexChanged.connect(self._tell)
        self.layout().addStretch(1)

    def value(self) -> Any:
        return self._members[max(0, self.box.currentIndex())]

    def set_value(self, value: Any) -> None:
        if isinstance(value, str) and value and value not in self._members:
            self._members.append(value)
            self.box.addItem(value)
        self.box.setCurrentIndex(self._members.index(value) if value in self._members else 0)

    def kept(self) -> Any:
        value = self.value()
        return "" if value is None else str(value)

    def restore(self, kept: Any) -> None:
        found = [m for m in self._members if m is not None and str(m) == kept]
        self.set_value(found[0] if found else None)


class YesNoEditor(Editor):
    """Yes, no, or unknown: three chips, because an unanswered question is not a no."""

    def __init__(self, field: Field) -> None:
        choices = [Choice(value, text, Tone.INFO) for value, text in _ANSWERS]
        self.chips = ChoiceChips(choices, field.label, numbered=False)
        super().__init__(field, self.chips)
        self.chips.set_value(None)
        self.chips.chosen.connect(self._tell)

    def value(self) -> Any:
        return self.chips.value()

    def set_value(self, value: Any) -> None:
        self.chips.set_value(value)

    def kept(self) -> Any:
        return self.chips.value()

    def restore(self, kept: Any) -> None:
        self.chips.set_value(kept)


class PersonEditor(Editor):
    """A person, found by typing part of a name; the value is the payload of what was chosen.

    `set_value` takes a Result, whose title is shown, or None.
    """

    def __init__(self, field: Field, search: Search) -> None:
        self.line = SuggestLine(search, field.label, field.placeholder or "Type part of a name")
        super().__init__(field, self.line)
        self._taken: Result | None = None
        self.line.chosen.connect(self._take)
        self.line.textEdited.connect(self._loosen)

    def _take(self, result: Result) -> None:
        self._taken = result
        self.line.setText(result.title)
        self._tell()

    def _loosen(self) -> None:
        self._taken = None
        self._tell()

    def value(self) -> Any:
        return None if self._taken is None else self._taken.payload

    def set_value(self, value: Any) -> None:
        self._taken = value if isinstance(value, Result) else None
        self.line.setText("" if self._taken is None else self._taken.title)

    def problem(self) -> str:
        if self._taken is None and self.line.text().strip():
            return "Choose one of the people found."
        return ""

    def kept(self) -> Any:
        taken = self._taken
        return [self.line.text(), None if taken is None else taken.payload]

    def restore(self, kept: Any) -> None:
        text, payload = kept
        self._taken = None if payload is None else Result(text, payload=payload)
        self.line.setText(text)


class SeveralEditor(Editor):
    """Several of a closed list, each on or off. Arrows walk, the space bar ticks."""

    def __init__(self, field: Field) -> None:
        self.choices = ToggleChips(
            [Choice(term, term.label) for term in field.choices or ()], field.label
        )
        super().__init__(field, self.choices)
        self.choices.changed.connect(self._tell)

    def value(self) -> Any:
        return self.choices.values() or None

    def set_value(self, value: Any) -> None:
        self.choices.set_values(value or ())

    def sizeHint(self) -> QSize:
        """No wider than a form: the chips flow on."""
        width = px(460)
        return QSize(width, self.choices.heightForWidth(width))

    def kept(self) -> Any:
        return [str(one) for one in self.choices.values()]

    def restore(self, kept: Any) -> None:
        self.choices.set_values(kept if isinstance(kept, list) else ())


class ShownEditor(Editor):
    """A value that can only be read here, such as the moment of an entry."""

    def __init__(self, field: Field) -> None:
        self.label = QLabel()
        super().__init__(field, self.label)
        self._value: Any = None

    def value(self) -> Any:
        return self._value

    def set_value(self, value: Any) -> None:
        self._value = value
        self.label.setText("" if value is None else moment_text(value))

    def kept(self) -> Any:
        return None

    def restore(self, kept: Any) -> None:
        """Nothing was typed, nothing comes back."""

    def sizeHint(self) -> QSize:
        return QSize(px(160), px(30))


def editor_for(field: Field, today: date, search: Search | None = None) -> Editor:
    """The editor of a field's kind. A person field needs a search."""
    makers: dict[Kind, Callable[[], Editor]] = {
        Kind.TEXT: lambda: TextEditor(field),
        Kind.LONG_TEXT: lambda: LongEditor(field),
        Kind.SECRET: lambda: SecretEditor(field),
        Kind.WHOLE: lambda: ParsedEditor(field, parse_whole, "{:,}".format),
        Kind.NUMBER: lambda: ParsedEditor(field, parse_number, "{:g}".format),
        Kind.MONEY: lambda: ParsedEditor(field, parse_cents, dollars),
        Kind.DATE: lambda: DayEditor(field, today),
        Kind.MOMENT: lambda: ShownEditor(field),
        Kind.YES_NO: lambda: YesNoEditor(field),
        Kind.CHOICE: lambda: ChoiceEditor(field),
        Kind.SEVERAL: lambda: SeveralEditor(field),
        Kind.PHONE: lambda: ParsedEditor(field, parse_phone, str),
    }
    if field.kind is Kind.PERSON:
        if search is None:
            raise ValueError(f"The field {field.key} is a person and needs a search.")
        return PersonEditor(field, search)
    return makers[field.kind]()
