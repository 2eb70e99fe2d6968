"""The responses on the table: three families apart, those recommended marked, each can go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from drugcourt.casework.staffings.sentences import Option, option_words
from drugcourt.domain.responses import Magnitude, ResponseFamily
from drugcourt.domain.tone import Tone
from drugcourt.fields.responses import FAMILY_TONES
from drugcourt.ui.kit.buttons import Chip
from drugcourt.ui.kit.flow import FlowLayout
from drugcourt.ui.kit.signals import weakly


class OptionChip(Chip):
    """One option; a press recommends it or only weighs it, Delete takes it off the table."""

    removed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class Options(QWidget):
    """What is weighed. A filled chip is recommended, a plain one is weighed only."""

    changed = Signal()
    add_wanted = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._options: list[Option] = []
        self.setAccessibleName("Options")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._lines: QWidget | None = None
        self.chips: list[OptionChip] = []
        self._write()

    def options(self) -> tuple[Option, ...]:
        """What is on the table."""
        return tuple(self._options)

    def show_options(self, options: Sequence[Option]) -> None:
        """Begin with these, silently."""
        wanted = _by_family(options)
        if wanted != self._options:
            self._options = wanted
            self._write()

    def add_option(self, option: Option) -> None:
        """One more; the same one again is taken as it is now."""
        same = [n for n, o in enumerate(self._options) if _same(o, option)]
        if same:
            self._options[same[0]] = option
        else:
            self._options = _by_family([*self._options, option])
        self._write()
        self.changed.emit()

    def _toggle(self, place: int) -> None:
        option = self._options[place]
        self._options[place] = replace(option, chosen=not option.chosen)
        self._write(place)
        self.changed.emit()

    def _remove(self, place: int) -> None:
        del self._options[place]
        self._write(min(place, len(self._options) - 1))
        self.changed.emit()

    def _write(self, keyboard: int = -1) -> None:
        if self._lines is not None:
            self._box.removeWidget(self._lines)
            self._lines.hide()
            self._lines.deleteLater()
        self._lines = QWidget()
        flow = FlowLayout(self._lines)
        self.chips = []
        for place, option in enumerate(self._options):
            flow.addWidget(self._chip(place, option))
        adding = Chip("+ Weigh a response (R)", Tone.PLAIN)
        adding.setAccessibleName("Weigh a response")
        adding.clicked.connect(self.add_wanted)
        flow.addWidget(adding)
        self._box.addWidget(self._lines)
        if 0 <= keyboard < len(self.chips):
            self.chips[keyboard].setFocus(Qt.FocusReason.TabFocusReason)

    def _chip(self, place: int, option: Option) -> OptionChip:
        words = option_words(option, self._today)
        chip = OptionChip(words if option.chosen else f"{words}  (weighed)")
        chip.tone = FAMILY_TONES[option.family]
        chip.setCheckable(True)
        chip.setChecked(option.chosen)
        state = "recommended" if option.chosen else "weighed only"
        chip.setAccessibleName(f"{words}: {state}. Press to change, Delete to take it away.")
        chip.setToolTip(f"{words}: {state}. Press to change, Delete to take it away.")
        chip.clicked.connect(weakly(self._toggle, place))
        chip.removed.connect(weakly(self._remove, place))
        self.chips.append(chip)
        return chip

    def kept(self) -> list[dict[str, Any]]:
        """Plain data for a draft."""
        return [
            {
                "family": option.family.value,
                "title": option.title,
                "magnitude": option.magnitude.value,
                "jail_days": option.jail_days,
                "due_on": option.due_on.isoformat() if option.due_on else None,
                "chosen": option.chosen,
            }
            for option in self._options
        ]


def _by_family(options: Iterable[Option]) -> list[Option]:
    """The families apart; within one in the order in which they were named."""
    families = list(ResponseFamily)
    return sorted(options, key=lambda option: families.index(option.family))


def _same(one: Option, other: Option) -> bool:
    return (one.family, one.title.casefold()) == (other.family, other.title.casefold())


def restored(kept: Sequence[dict[str, Any]]) -> list[Option]:
    """The options of a draft."""
    return [
        Option(
            family=ResponseFamily(line["family"]),
            title=line["title"],
            magnitude=Magnitude(line["magnitude"]),
            jail_days=line["jail_days"],
            due_on=date.fromisoformat(line["due_on"]) if line["due_on"] else None,
            chosen=line["chosen"],
        )
        for line in kept
    ]
