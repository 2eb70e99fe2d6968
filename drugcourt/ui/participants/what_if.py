"""What if: things are supposed, and each requirement stands there now and then; all unsaved."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

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
from drugcourt.domain.suppositions import Supposition
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.fields.field import Field
from drugcourt.ui.kit.buttons import Button, Choice, ChoiceChips, Look
from drugcourt.ui.kit.flow import FlowLayout
from drugcourt.ui.kit.labels import Heading, Muted, Text
from drugcourt.ui.kit.signals import weakly
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.ui.participants.requirement_table import MARKS
from drugcourt.ui.participants.supposition_choice import SuppositionChoice
from drugcourt.ui.shell import Shell

CHANGES = Field("changes", "", width=3)
ASKED = Field("requirement", "Requirement", width=24)
NOW = Field("now", "Now", width=26)
THEN = Field("then", "Then", width=26)


class WhatIfDialog(QDialog):
    """What is supposed, one thing or several; under it every requirement now and then."""

    def __init__(self, shell: Shell, episode_id: int, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("What if")
        self._shell, self._episode_id = shell, episode_id
        self._today = shell.workspace.today
        self._offered: Supposable = shell.workspace.read(
            supposable, episode_id=episode_id, as_of=self._today
        )
        self.kept: list[Supposition] = []
        self.answer: WhatIf | None = None
        self._build()
        self._ask()
        self.choice.kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(20), px(16), px(20), px(16))
        outer.setSpacing(px(10))
        outer.addWidget(Heading("What if"))
        outer.addWidget(
            Muted("Choose what were otherwise; several things at once if you add them.")
        )
        self.choice = SuppositionChoice(self._offered, self._today)
        self.choice.changed.connect(self._ask)
        outer.addWidget(self.choice)
        outer.addWidget(self._several())
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
        feet.addWidget(
            Muted("Digits choose the sort, Ctrl+Return adds it, Esc closes", wrap=False, small=True)
        )
        feet.addStretch(1)
        feet.addWidget(Button("Close", self.close))
        outer.addLayout(feet)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.add)
        self.resize(px(980), px(640))

    def _several(self) -> QWidget:
        """What is supposed beside the choice; each is taken out again by its button."""
        held = QWidget()
        self._row = FlowLayout(held)
        self.add_button = Button("Add, and suppose more", self.add)
        self._row.addWidget(self.add_button)
        return held

    def begin_with(self, requirement: str) -> None:
        """Begin with a number of this requirement, else with its being done or waived."""
        self.choice.begin_with(requirement)

    def add(self) -> None:
        """Keep what is chosen, so that more can be supposed with it."""
        chosen = self.choice.supposition()
        if chosen is None or chosen in self.kept or not self.refused.isHidden():
            return
        self.kept.append(chosen)
        self._ask()
        assert self.answer is not None, "what was refused is not added"
        words = self.answer.supposed[len(self.kept) - 1]
        piece = Button(words, look=Look.QUIET, icon_name="x")
        piece.setToolTip("Take it out")
        piece.clicked.connect(weakly(self._take_out, chosen, piece))
        self._row.addWidget(piece)
        self.choice.kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_out(self, supposed: Supposition, piece: QWidget) -> None:
        self.kept.remove(supposed)
        self._row.removeWidget(piece)
        piece.deleteLater()
        self.choice.kind.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ask()

    # Showing ----------------------------------------------------------------------------------

    def _ask(self, _changed: object = None) -> None:
        chosen = self.choice.supposition()
        more = () if chosen is None or chosen in self.kept else (chosen,)
        self.refused.hide()
        try:
            self.answer = self._shell.workspace.read(
                suppose,
                episode_id=self._episode_id,
                as_of=self._today,
                supposed=(*self.kept, *more),
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


def open_what_if(shell: Shell, episode_id: int, requirement: str = "") -> WhatIfDialog:
    """Open it over the window, with one requirement chosen already if it is named."""
    dialog = WhatIfDialog(shell, episode_id, shell.window_widget())
    if requirement:
        dialog.begin_with(requirement)
    dialog.open()
    return dialog
