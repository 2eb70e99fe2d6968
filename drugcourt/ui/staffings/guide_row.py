"""What the court's matrix suggests, beside the decision: what was done or left, and the answer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from drugcourt.casework.staffings.guide import Guide, GuideLine
from drugcourt.casework.staffings.sentences import Option
from drugcourt.domain.tone import Tone
from drugcourt.ui.kit.buttons import Chip
from drugcourt.ui.kit.flow import FlowLayout
from drugcourt.ui.kit.labels import TwoTone
from drugcourt.ui.kit.signals import weakly
from drugcourt.ui.kit.theme import px


class GuideRow(QWidget):
    """The behaviors that the records show, and what is suggested for the one chosen.

    `chosen` carries the line of a behavior or None, `wanted` an option to be put on the table.
    """

    chosen = Signal(object)
    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("What the court's matrix says")
        self.guide = Guide((), (), ())
        self._key = ""
        self.behaviors: list[Chip] = []
        self.rule = TwoTone()
        self.similar = TwoTone()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(px(4))
        self._chips: QWidget | None = None
        self._box.addWidget(self.rule)
        self._box.addWidget(self.similar)

    def show_guide(self, guide: Guide, key: str) -> None:
        """What was found, standing at the behavior with this key, silently."""
        self.guide, self._key = guide, key
        self._write()

    @property
    def line(self) -> GuideLine | None:
        """The behavior that stands."""
        return next((line for line in self.guide.lines if line.key == self._key), None)

    def take(self) -> None:
        """Put the first suggestion of each family on the table."""
        if self.line is not None:
            for option in self.line.options:
                if option.chosen:
                    self.wanted.emit(option)

    def _write(self) -> None:
        if self._chips is not None:
            self._box.removeWidget(self._chips)
            self._chips.hide()
            self._chips.deleteLater()
        self._chips = QWidget()
        flow = FlowLayout(self._chips)
        self.behaviors = []
        for line in self.guide.lines:
            chip = Chip(line.title, Tone.INFO)
            chip.setCheckable(True)
            chip.setChecked(line.key == self._key)
            chip.setToolTip(line.words)
            chip.clicked.connect(weakly(self._pressed, line.key))
            flow.addWidget(chip)
            self.behaviors.append(chip)
        self._box.insertWidget(0, self._chips)  # first: shown alone it would be a window
        self._chips.setVisible(bool(self.guide.lines))
        self._write_words()

    def _write_words(self) -> None:
        line = self.line
        told = _suggested(line.options) if line is not None else ""
        held = " ".join(self.guide.held)
        lead = f"{line.rule}." if line is not None and line.rule else ""
        nothing = "" if self.guide.lines or held else "Nothing that the matrix knows."
        self.rule.set_words(lead, " ".join(part for part in (told, held, nothing) if part))
        self.rule.setVisible(bool(told or held or nothing))
        self.similar.set_words("Like case:", line.similar if line is not None else "")
        self.similar.setVisible(line is not None and bool(line.similar))

    def _pressed(self, key: str) -> None:
        """Answer this behavior, or, where it is answered already, none of those found."""
        self._key = "" if key == self._key else key
        self._write()
        self.chosen.emit(self.line)


def _suggested(options: Sequence[Option]) -> str:
    """What the matrix suggests, and the key that takes it."""
    if not options:
        return ""
    titles = "; ".join(option.title for option in options)
    return f"{titles}. G recommends the first of each family."
