"""What is supposed: a sort of thing, which one of them, and how it were."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from drugcourt.casework.readiness.what_if import Supposable
from drugcourt.domain.sober import POLICY_EVENTS, Effect
from drugcourt.domain.suppositions import (
    ActDone,
    Answer,
    Coming,
    ConfirmationIs,
    EffectIs,
    HearingIs,
    LetOff,
    NumberIs,
    SessionIs,
    Supposition,
    TestBeing,
    TestIs,
)
from drugcourt.domain.tone import Term, Tone
from drugcourt.ui.kit.buttons import Choice, ChoiceChips
from drugcourt.ui.kit.theme import px

WIDEST = 64  # letters of a record or a requirement in a list of choices


class Kind(Term):
    """What sort of thing is supposed."""

    TEST = "test", "A test"
    CONFIRMATION = "confirmation", "A confirmation"
    SESSION = "session", "A session"
    HEARING = "hearing", "A hearing"
    NUMBER = "number", "A number"
    EFFECT = "effect", "The sober clock"
    DONE = "done", "An act"
    WAIVED = "waived", "A waiver"


_LEADS = {
    Kind.TEST: ("What if", "were"),
    Kind.CONFIRMATION: ("What if the confirmation of", "came back"),
    Kind.SESSION: ("What if the session of", "were"),
    Kind.HEARING: ("What if the hearing of", "were"),
    Kind.NUMBER: ("What if", "were"),
    Kind.EFFECT: ("What if this event", "did this"),
    Kind.DONE: ("What if this were done today", ""),
    Kind.WAIVED: ("What if this were waived today", ""),
}


class SuppositionChoice(QWidget):
    """The sentence that is filled in: what if [this one] were [that]. `changed` as it is."""

    changed = Signal()

    def __init__(self, offered: Supposable, today: date) -> None:
        super().__init__()
        self._offered, self._today = offered, today
        self._things_meant: list[Any] = []
        self._beings_meant: list[Any] = []
        kinds = [Choice(kind, kind.label, Tone.INFO) for kind in Kind if self._has(kind)]
        self.kind = ChoiceChips(kinds, "What is supposed")
        self.kind.set_value(kinds[0].value)
        self.kind.chosen.connect(self._kind_chosen)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(10))
        box.addWidget(self.kind)
        box.addLayout(self._choosing())
        self._kind_chosen(self.kind.value())

    def _choosing(self) -> QHBoxLayout:
        self.lead, self.verb = QLabel(), QLabel()
        self.which, self.being = QComboBox(), QComboBox()
        self.which.setAccessibleName("Which one")
        self.which.setMaxVisibleItems(16)
        self.which.setMinimumContentsLength(24)
        self.which.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.being.setAccessibleName("How it were")
        self.value = QLineEdit()
        self.value.setAccessibleName("The other number")
        self.value.setPlaceholderText("30 days, 4, $50.00")
        self.value.setMaximumWidth(px(160))
        self.which.currentIndexChanged.connect(self._told)
        self.being.currentIndexChanged.connect(self._told)
        self.value.textChanged.connect(self._told)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.lead)
        row.addWidget(self.which, 1)
        for piece in (self.verb, self.being, self.value):
            row.addWidget(piece)
        return row

    def _told(self, _changed: object = None) -> None:
        self.changed.emit()

    def _has(self, kind: Kind) -> bool:
        offered = self._offered
        there = {
            Kind.CONFIRMATION: offered.pending,
            Kind.SESSION: offered.sessions,
            Kind.HEARING: offered.hearings,
            Kind.NUMBER: offered.numbers,
            Kind.DONE: offered.acts,
            Kind.WAIVED: offered.waivable,
        }
        return bool(there.get(kind, True))

    def begin_with(self, requirement: str) -> None:
        """Begin with a number of this requirement, else with its being done or waived."""
        keys = {
            Kind.NUMBER: [key for key, _field, _words in self._offered.numbers],
            Kind.DONE: [key for key, _words in self._offered.acts],
            Kind.WAIVED: [key for key, _words in self._offered.waivable],
        }
        for kind, known in keys.items():
            if requirement in known:
                self.choose(kind, known.index(requirement))
                return

    def choose(self, kind: Kind, place: int = 0) -> None:
        """Choose a sort and one of its things by its place in the list."""
        self.kind.set_value(kind)
        self._kind_chosen(kind)
        self.which.setCurrentIndex(place)

    def _kind_chosen(self, kind: Kind) -> None:
        lead, verb = _LEADS[kind]
        self.lead.setText(lead)
        self.verb.setText(verb)
        self.verb.setVisible(bool(verb))
        things, beings = self._things(kind), _BEINGS[kind]()
        _fill(self.which, things)
        _fill(self.being, beings)
        self._things_meant = [meant for _words, meant in things]
        self._beings_meant = [meant for _words, meant in beings]
        self.being.setVisible(self.being.count() > 0)
        self.value.setVisible(kind is Kind.NUMBER)
        self.changed.emit()

    def _things(self, kind: Kind) -> list[tuple[str, Any]]:
        offered, day = self._offered, self._today
        if kind is Kind.TEST:
            more = [("one more test, today", (0, day))]
            return [*more, *((thing.words, (thing.id, thing.on)) for thing in offered.tests)]
        if kind in (Kind.CONFIRMATION, Kind.SESSION, Kind.HEARING):
            things = {
                Kind.CONFIRMATION: offered.pending,
                Kind.SESSION: offered.sessions,
                Kind.HEARING: offered.hearings,
            }[kind]
            return [(thing.words, (thing.id, thing.on)) for thing in things]
        if kind is Kind.NUMBER:
            return [(words, (key, field)) for key, field, words in offered.numbers]
        if kind is Kind.EFFECT:
            return [(event.label, event) for event in POLICY_EVENTS]
        acts = offered.acts if kind is Kind.DONE else offered.waivable
        return [(words, key) for key, words in acts]

    def supposition(self) -> Supposition | None:
        """What is chosen; None while a number is missing."""
        kind = self.kind.value()
        which = _at(self._things_meant, self.which)
        being = _at(self._beings_meant, self.being)
        if which is None:
            return None
        if kind is Kind.NUMBER:
            value = self.value.text().strip()
            return NumberIs(which[0], which[1], value) if value else None
        makers: dict[Kind, Callable[[], Supposition]] = {
            Kind.TEST: lambda: TestIs(which[1], being, id=which[0]),
            Kind.CONFIRMATION: lambda: ConfirmationIs(which[1], being, which[0]),
            Kind.SESSION: lambda: SessionIs(which[1], being, which[0]),
            Kind.HEARING: lambda: HearingIs(which[1], being, which[0]),
            Kind.EFFECT: lambda: EffectIs(which, being),
            Kind.DONE: lambda: ActDone(which),
            Kind.WAIVED: lambda: LetOff(which),
        }
        return makers[kind]()


def _fill(box: QComboBox, choices: list[tuple[str, Any]]) -> None:
    with QSignalBlocker(box):
        box.clear()
        for words, _meant in choices:
            box.addItem(words if len(words) <= WIDEST else f"{words[: WIDEST - 1]}…")


def _at(meant: list[Any], box: QComboBox) -> Any:
    """What the chosen line means; a box keeps words alone, the values stay here."""
    place = box.currentIndex()
    return meant[place] if 0 <= place < len(meant) else None


def _terms(term: type[Term]) -> list[tuple[str, Any]]:
    return [(word.label.lower(), word) for word in term]


_BEINGS: dict[Kind, Callable[[], list[tuple[str, Any]]]] = {
    Kind.TEST: lambda: [
        *((b.label.lower(), b) for b in TestBeing if b is TestBeing.POSITIVE),
        *((b.label.lower(), b) for b in TestBeing if b is not TestBeing.POSITIVE),
    ],
    Kind.CONFIRMATION: lambda: _terms(Answer),
    Kind.SESSION: lambda: _terms(Coming),
    Kind.HEARING: lambda: _terms(Coming),
    Kind.NUMBER: list,
    Kind.EFFECT: lambda: [(e.label, e) for e in Effect if e is not Effect.SET_BACK],
    Kind.DONE: list,
    Kind.WAIVED: list,
}
