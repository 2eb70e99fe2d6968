"""What if: something is supposed, and each requirement stands there now and then; all unsaved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from drugcourt.casework.readiness.what_if import (
    Goal,
    NowAndThen,
    Supposable,
    WhatIf,
    supposable,
    suppose,
)
from drugcourt.domain.dates import short
from drugcourt.domain.findings import Finding
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
from drugcourt.errors import Refusal
from drugcourt.fields.field import Field
from drugcourt.ui.kit.buttons import Button, Choice, ChoiceChips
from drugcourt.ui.kit.labels import Heading, Muted, Text
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.ui.participants.requirement_table import MARKS
from drugcourt.ui.shell import Shell

CHANGES = Field("changes", "", width=3)
ASKED = Field("requirement", "Requirement", width=24)
NOW = Field("now", "Now", width=26)
THEN = Field("then", "Then", width=26)
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


class WhatIfDialog(QDialog):
    """A sort of thing, which one, and how it were; under it every requirement now and then."""

    def __init__(self, shell: Shell, episode_id: int, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("What if")
        self._shell, self._episode_id = shell, episode_id
        self._today = shell.workspace.today
        self._offered: Supposable = shell.workspace.read(
            supposable, episode_id=episode_id, as_of=self._today
        )
        self._things_meant: list[Any] = []
        self._beings_meant: list[Any] = []
        self.answer: WhatIf | None = None
        self._build()
        self._kind_chosen(self.kind.value())
        self.kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(20), px(16), px(20), px(16))
        outer.setSpacing(px(10))
        outer.addWidget(Heading("What if"))
        outer.addWidget(Muted("Choose what were otherwise. Nothing of it is saved."))
        kinds = [Choice(kind, kind.label, Tone.INFO) for kind in Kind if self._has(kind)]
        self.kind = ChoiceChips(kinds, "What is supposed")
        self.kind.set_value(kinds[0].value)
        self.kind.chosen.connect(self._kind_chosen)
        outer.addWidget(self.kind)
        outer.addLayout(self._choosing())
        self.refused = Muted("")
        self.refused.setProperty("kit", "error")
        self.refused.hide()
        outer.addWidget(self.refused)
        self.sober, self.dates = Text(""), Text("")
        outer.addWidget(self.dates)
        outer.addWidget(self.sober)
        self.goal = ChoiceChips(
            [Choice("phase", "Next phase"), Choice("dismissal", "Dismissal")],
            "What it takes for",
            numbered=False,
        )
        self.goal.set_value("phase")
        self.goal.chosen.connect(self._show_lines)
        outer.addWidget(self.goal)
        self.lines = DataTable(
            [
                Column(CHANGES, icon=_changes),
                Column(ASKED, tooltip=_in_full, stretch=True),
                Column(NOW, text=_now, icon=_mark_now, tooltip=_now, muted=True, stretch=True),
                Column(THEN, text=_then, icon=_mark_then, tooltip=_then, stretch=True),
            ],
            "Now and then",
            as_of=self._today,
            empty="Nothing is asked.",
        )
        outer.addWidget(self.lines, 1)
        feet = QHBoxLayout()
        feet.addWidget(Muted("Digits choose the sort, Esc closes", wrap=False, small=True))
        feet.addStretch(1)
        feet.addWidget(Button("Close", self.close))
        outer.addLayout(feet)
        self.resize(px(980), px(640))

    def _choosing(self) -> QHBoxLayout:
        """The sentence that is filled in: what if [this one] were [that]."""
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
        self.which.currentIndexChanged.connect(self._ask)
        self.being.currentIndexChanged.connect(self._ask)
        self.value.textChanged.connect(self._ask)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.lead)
        row.addWidget(self.which, 1)
        for piece in (self.verb, self.being, self.value):
            row.addWidget(piece)
        return row

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

    # Choosing ---------------------------------------------------------------------------------

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
        self._ask()

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

    # Showing ----------------------------------------------------------------------------------

    def _ask(self, _changed: object = None) -> None:
        chosen = self.supposition()
        self.refused.hide()
        try:
            self.answer = self._shell.workspace.read(
                suppose,
                episode_id=self._episode_id,
                as_of=self._today,
                supposed=() if chosen is None else (chosen,),
            )
        except Refusal as refusal:
            self.refused.setText(str(refusal))
            self.refused.show()
            return
        answer = self.answer
        self.sober.setText(answer.sober)
        goals = [answer.dismissal]
        if not answer.before.in_last_phase:
            goals.insert(0, answer.phase)
        self.goal.setVisible(len(goals) > 1)
        self.dates.setText(
            "\n".join(f"{goal.title}: {goal.sentence}" for goal in goals if goal.sentence)
        )
        self._show_lines()

    def _show_lines(self, _chosen: object = None) -> None:
        if self.answer is None:
            return
        last = self.answer.before.in_last_phase
        wanted = self.goal.value() == "dismissal" or last
        goal: Goal = self.answer.dismissal if wanted else self.answer.phase
        self.lines.set_rows(goal.lines)


def _now(row: NowAndThen) -> str:
    return _told(row.now, row.as_of)


def _then(row: NowAndThen) -> str:
    return _told(row.then, row.as_of) if row.changes else "the same"


def _fill(box: QComboBox, choices: list[tuple[str, Any]]) -> None:
    with QSignalBlocker(box):
        box.clear()
        for words, _meant in choices:
            box.addItem(words if len(words) <= WIDEST else f"{words[: WIDEST - 1]}…")


def _at(meant: list[Any], box: QComboBox) -> Any:
    """What the chosen line means; a box keeps words alone, the values stay here."""
    place = box.currentIndex()
    return meant[place] if 0 <= place < len(meant) else None


def _told(finding: Finding | None, day: date) -> str:
    """Verdict, what is found, and from when it would be met."""
    if finding is None:
        return "Not asked"
    coming = finding.met_from if not finding.verdict.satisfied else None
    when = f"; from {short(coming, day)}" if coming is not None else ""
    return f"{finding.verdict.label}: {finding.told}{when}"


def _changes(row: NowAndThen) -> tuple[str, Tone, str] | None:
    return ("arrows-clockwise", Tone.WATCH, "Changes") if row.changes else None


def _mark_now(row: NowAndThen) -> tuple[str, Tone, str] | None:
    return _mark(row.now)


def _mark_then(row: NowAndThen) -> tuple[str, Tone, str] | None:
    return _mark(row.then) if row.changes else None


def _mark(finding: Finding | None) -> tuple[str, Tone, str] | None:
    if finding is None:
        return None
    return MARKS[finding.verdict], finding.verdict.tone, finding.verdict.label


def _in_full(row: NowAndThen) -> str:
    return row.requirement


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


def open_what_if(shell: Shell, episode_id: int, requirement: str = "") -> WhatIfDialog:
    """Open it over the window, with one requirement chosen already if it is named."""
    dialog = WhatIfDialog(shell, episode_id, shell.window_widget())
    if requirement:
        dialog.begin_with(requirement)
    dialog.open()
    return dialog
