"""What two people made of the same record, side by side, and which of it shall stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from drugcourt.domain.tone import Tone
from drugcourt.fields.field import Field, Kind
from drugcourt.ui.kit.buttons import Choice, ChoiceChips
from drugcourt.ui.kit.celltext import cell_text
from drugcourt.ui.kit.form import Form
from drugcourt.ui.kit.labels import Muted, Text
from drugcourt.ui.kit.signals import weakly
from drugcourt.ui.kit.theme import px

THEIRS, MINE, BOTH = "theirs", "mine", "both"
NOTHING = "(nothing)"
_WRITTEN = (Kind.TEXT, Kind.LONG_TEXT)


@dataclass(frozen=True, slots=True)
class Line:
    """One field of which there are two versions, as values of that field."""

    field: Field
    theirs: Any
    mine: Any


def lines_of(form: Form, theirs: Mapping[str, Any]) -> list[Line]:
    """The fields of the form that others saved otherwise than they stand in it."""
    found = []
    for field in form.fields:
        if field.key in theirs:
            saved = value_from(field, theirs[field.key])
            mine = form.editor(field.key).value()
            if (saved or None) != (mine or None):
                found.append(Line(field, saved, mine))
    return found


def told_of(form: Form, theirs: Mapping[str, Any], *, all_of_it: bool) -> dict[str, str]:
    """What others saved that is no field of the form, or all of it, with its heading."""
    fields = {field.key: field for field in form.fields}
    told: dict[str, str] = {}
    for key, plain in theirs.items():
        if plain in (None, "", [], {}):
            continue
        field = fields.get(key)
        if field is None:
            told[key.replace("_", " ").capitalize()] = str(plain)
        elif all_of_it:
            told[field.label] = _told(field, value_from(field, plain))
    return told


def value_from(field: Field, plain: Any) -> Any:
    """The value of a field, from plain data as the history keeps it."""
    if plain is None or plain == "":
        return None
    if field.kind is Kind.DATE:
        return date.fromisoformat(str(plain))
    if field.choices is not None:
        return next((member for member in field.choices if member.value == plain), None)
    return plain


class Versions(QFrame):
    """A line for each field: what is saved, what was typed here, and the choice between them.

    `chosen` carries the key and the value that shall stand. Both texts can be marked and copied.
    """

    chosen = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kit", "card")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(px(12), px(10), px(12), px(10))
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(6))
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        self.lines: list[Line] = []
        self.choices: dict[str, ChoiceChips] = {}
        self.hide()

    def show_lines(self, who: str, lines: list[Line], more: Mapping[str, str]) -> None:
        """Replace what is shown. Between `more` nothing is to choose; it is there to be read."""
        self.clear()
        self.lines = lines
        heads = ("", f"Saved by {who}", "Typed here") if lines else ("", f"By {who}")
        for column, words in enumerate(heads):
            self._grid.addWidget(Muted(words, wrap=False), 0, column)
        for line in lines:
            self._add(line)
        for heading, words in more.items():
            row = self._grid.rowCount()
            self._grid.addWidget(Muted(heading, wrap=False), row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(_copied(words), row, 1, 1, 2)
        self.setVisible(bool(lines or more))
        if self.choices:
            next(iter(self.choices.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Nobody else changed anything."""
        self.lines, self.choices = [], {}
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.hide()

    def open_question(self) -> Line | None:
        """The first field for which nothing was chosen yet."""
        return next(
            (one for one in self.lines if self.choices[one.field.key].value() is None), None
        )

    def _add(self, line: Line) -> None:
        row = self._grid.rowCount()
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(Muted(line.field.label), row, 0, 2, 1, top)
        self._grid.addWidget(_copied(_told(line.field, line.theirs)), row, 1, top)
        self._grid.addWidget(_copied(_told(line.field, line.mine)), row, 2, top)
        offered = [
            Choice(THEIRS, "Keep what is saved", Tone.INFO),
            Choice(MINE, "Keep what is typed here", Tone.INFO),
        ]
        if line.field.kind in _WRITTEN and line.theirs and line.mine:
            offered.append(Choice(BOTH, "Both, one after the other", Tone.INFO))
        chips = ChoiceChips(offered, line.field.label)
        chips.chosen.connect(weakly(self._choose, line.field.key))
        self.choices[line.field.key] = chips
        self._grid.addWidget(chips, row + 1, 1, 1, 2)

    def _choose(self, key: str, *_sent: object) -> None:
        line = next(one for one in self.lines if one.field.key == key)
        which = self.choices[key].value()
        between = "\n\n" if line.field.kind is Kind.LONG_TEXT else "; "
        values = {
            THEIRS: line.theirs,
            MINE: line.mine,
            BOTH: f"{line.theirs}{between}{line.mine}",
        }
        if which is not None:
            self.chosen.emit(key, values[which])


def _told(field: Field, value: Any) -> str:
    return cell_text(field, value) or NOTHING


def _copied(words: str) -> Text:
    text = Text(words)
    text.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return text
