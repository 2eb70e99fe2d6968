"""The one form: a column of fields with labels, editors, help and reasons, all from Field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from drugcourt.errors import FieldRefusal
from drugcourt.fields.field import Field, Kind
from drugcourt.ui.kit.editors import Editor, editor_for
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.suggest import Search
from drugcourt.ui.kit.theme import px


class _Row(QWidget):
    """A label over or beside its editor, the help and the reason under it."""

    def __init__(self, field: Field, editor: Editor) -> None:
        super().__init__()
        self.editor = editor
        self.label = QLabel(field.label.replace("&", "&&"))
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        if field.required:
            self.label.setText(f"{self.label.text()} *")
            self.label.setToolTip("This has to be filled in.")
            editor.inner.setAccessibleName(f"{field.label}, required")
        self.label.setBuddy(editor.inner)
        self.error = Muted("", small=True)
        self.error.setProperty("kit", "error")
        self.error.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(3))
        box.addWidget(self.label)
        box.addWidget(editor)
        if field.help:
            box.addWidget(Muted(field.help, small=True))
        box.addWidget(self.error)
        box.addStretch(1)

    def say(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        self.editor.mark(wrong=bool(sentence))
        told = f"{sentence} {self.editor.field.help}".strip()
        self.editor.inner.setAccessibleDescription(told)


class Form(QWidget):
    """Fields to fill in. `today` is what `today` and `+7` mean in a date.

    `changed` fires on every keystroke. `values()` maps each key to its value, None where nothing
    is given. With two `columns` fields stand side by side; long texts take the whole width.
    """

    changed = Signal()

    def __init__(
        self,
        fields: Sequence[Field],
        today: date,
        *,
        search: Search | None = None,
        columns: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.fields = tuple(fields)
        self._rows: dict[str, _Row] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(20))
        grid.setVerticalSpacing(px(12))
        line, place = 0, 0
        for field in self.fields:
            editor = editor_for(field, today, search)
            editor.changed.connect(self._edited)
            self._rows[field.key] = row = _Row(field, editor)
            wide = field.kind in (Kind.LONG_TEXT, Kind.SEVERAL)
            if wide and place:
                line, place = line + 1, 0
            grid.addWidget(row, line, place, 1, columns if wide else 1)
            place += columns if wide else 1
            if place >= columns:
                line, place = line + 1, 0
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(line + 1, 1)
        self._clean_state = self.kept()

    def editor(self, key: str) -> Editor:
        """The editor of one field, for pages that watch it."""
        return self._rows[key].editor

    def error(self, key: str) -> str:
        """The reason shown under a field, or nothing."""
        row = self._rows[key]
        return row.error.text() if not row.error.isHidden() else ""

    def problems(self) -> dict[str, str]:
        """Why the form can't be taken yet, by field: unreadable, or required and empty."""
        found: dict[str, str] = {}
        for field in self.fields:
            editor = self._rows[field.key].editor
            sentence = editor.problem()
            if not sentence and field.required and editor.value() is None:
                sentence = f"{field.label} is needed."
            if sentence:
                found[field.key] = sentence
        return found

    def values(self) -> dict[str, Any]:
        """What was filled in. Raises FieldRefusal when something typed cannot be read."""
        for key, row in self._rows.items():
            if sentence := row.editor.problem():
                raise FieldRefusal(key, sentence)
        return {key: row.editor.value() for key, row in self._rows.items()}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Fill in the keys given; what stands then counts as untouched."""
        for key, value in values.items():
            if key in self._rows:
                self._rows[key].editor.set_value(value)
        self.set_errors({})
        self._clean_state = self.kept()

    def set_errors(self, errors: Mapping[str, str]) -> None:
        """Show each reason under its field and put the keyboard on the first; {} clears."""
        first: Editor | None = None
        for key, row in self._rows.items():
            row.say(errors.get(key, ""))
            if key in errors and first is None:
                first = row.editor
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def check(self) -> bool:
        """Show all problems beside their fields; True when there are none."""
        problems = self.problems()
        self.set_errors(problems)
        return not problems

    def touched(self) -> bool:
        """Whether anything differs from what was filled in by `set_values`."""
        return self.kept() != self._clean_state

    def kept(self) -> dict[str, Any]:
        """What stands in the form as plain data, for a draft."""
        return {key: row.editor.kept() for key, row in self._rows.items()}

    def restore(self, kept: Mapping[str, Any]) -> None:
        """Put a draft back; it counts as touched."""
        for key, what in kept.items():
            if key in self._rows:
                self._rows[key].editor.restore(what)

    def focus_first(self) -> None:
        """Put the keyboard on the first field."""
        if self._rows:
            next(iter(self._rows.values())).editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edited(self) -> None:
        editor = self.sender()
        for row in self._rows.values():
            if row.editor is editor and not row.error.isHidden():
                row.say("")
        self.changed.emit()
