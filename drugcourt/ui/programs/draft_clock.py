"""What each event does to the sober count, as a table in which the effect is chosen."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from drugcourt.casework.programs.drafting import Draft, Path, Verdict
from drugcourt.domain.sober import BROADER, POLICY_EVENTS, Effect, SoberEvent
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.flow import scrolled
from drugcourt.ui.kit.labels import Muted, Text
from drugcourt.ui.kit.signals import weakly
from drugcourt.ui.kit.theme import px

EFFECTS: Path = ("sober", "effects")
_SHORT = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon


class ClockTable(QWidget):
    """One line an event; not naming one means what its broader event does, or nothing."""

    typed = Signal(object, object)

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draft = draft
        self.boxes: dict[SoberEvent, QComboBox] = {}
        card = Card("What each event does", "to the count of sober days")
        held = QWidget()
        grid = QGridLayout(held)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(px(3))
        grid.setColumnStretch(0, 1)
        for line, event in enumerate(POLICY_EVENTS):
            box = QComboBox()
            broader = BROADER.get(event)
            box.addItem(f"Not named: as “{broader.label}”" if broader else "Not named: nothing")
            box.addItems([effect.label[:1].upper() + effect.label[1:] for effect in Effect])
            box.setAccessibleName(f"{event.label}: what it does")
            box.setSizeAdjustPolicy(_SHORT)
            box.setFixedWidth(px(236))
            box.currentIndexChanged.connect(weakly(self._chosen, event))
            self.boxes[event] = box
            words = Text(event.label)
            words.setMinimumWidth(px(150))
            grid.addWidget(words, line, 0)
            grid.addWidget(box, line, 1)
        card.add(held)
        self.wrong = Muted("", small=True)
        self.wrong.setProperty("kit", "error")
        card.add(self.wrong)
        card.add_space()
        inner = QWidget()
        box_of = QVBoxLayout(inner)
        box_of.setContentsMargins(0, px(10), 0, px(6))
        box_of.addWidget(card)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inner))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def refresh(self, verdict: Verdict) -> None:
        """Show the effects as they stand."""
        said = self.draft.at(EFFECTS) or {}
        for event, box in self.boxes.items():
            with QSignalBlocker(box):
                box.setCurrentIndex(self._place(said.get(event.value)))
        wrong = [str(mistake) for mistake in verdict.under(EFFECTS)]
        self.wrong.setText(" ".join(wrong))
        self.wrong.setVisible(bool(wrong))

    def _place(self, value: object) -> int:
        known = [effect.value for effect in Effect]
        return known.index(value) + 1 if isinstance(value, str) and value in known else 0

    def _chosen(self, event: SoberEvent) -> None:
        place = self.boxes[event].currentIndex()
        value = list(Effect)[place - 1].value if place > 0 else None
        self.typed.emit((*EFFECTS, event.value), value)
