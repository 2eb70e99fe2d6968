"""What is said with a response: when it is due, whether one was heard, days in jail, and why."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.casework.responses.advice import BehaviorAdvice
from drugcourt.domain.findings import Finding, Verdict
from drugcourt.domain.response_policy import CatalogItem
from drugcourt.domain.responses import Heard, Magnitude, ResponseFamily
from drugcourt.domain.tone import Tone
from drugcourt.fields import responses as fields
from drugcourt.ui.kit.buttons import Choice, ChoiceChips
from drugcourt.ui.kit.editors import DayEditor, TextEditor, editor_for
from drugcourt.ui.kit.form import Form
from drugcourt.ui.kit.icons import TONE_ICONS, Picture
from drugcourt.ui.kit.labels import Muted, Text
from drugcourt.ui.kit.theme import px

_HEARD = (
    Choice(Heard.AGREED, Heard.AGREED.label),
    Choice(Heard.CONTESTED, Heard.CONTESTED.label, Tone.WATCH),
    Choice(Heard.DECLINED, Heard.DECLINED.label),
)
_ANSWERS = (Choice(value=True, text="Yes"), Choice(value=False, text="No", tone=Tone.WATCH))
_RATHER_NOT = (Choice(value=True, text="Yes", tone=Tone.ALARM), Choice(value=False, text="No"))
_SIGNS = {
    Verdict.FAILED: Tone.ALARM,
    Verdict.UNMET: Tone.ALARM,
    Verdict.UNKNOWN: Tone.WATCH,
    Verdict.MET: Tone.GOOD,
}


class JailSigns(QWidget):
    """What stands against days in jail: the rule, what was found, and where the rule is from."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(px(4))
        self.findings: tuple[Finding, ...] = ()
        self.hide()

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Replace what is said."""
        self.findings = findings
        while (item := self._box.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for finding in findings:
            self._box.addWidget(_sign(finding))
        self.setVisible(bool(findings))


def _sign(finding: Finding) -> QWidget:
    line = QWidget()
    tone = _SIGNS[finding.verdict]
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(8))
    row.addWidget(Picture(TONE_ICONS[tone], tone.label, tone=tone))
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(Text(f"{finding.requirement}: {finding.text}"))
    words.addWidget(Muted(finding.basis, small=True))
    row.addLayout(words, 1)
    line.setAccessibleName(f"{tone.label}: {finding.requirement}. {finding.text}")
    return line


class ResponseDetails(QWidget):
    """Shows what the marked response needs and nothing else. `answered` fires when a question that
    stood open was answered by a key, so that one can go on. `apart` from a docket more is asked:
    no hearing of that day says it.
    """

    answered = Signal()
    jail_changed = Signal()

    def __init__(self, as_of: date, parent: QWidget | None = None, *, apart: bool = False) -> None:
        super().__init__(parent)
        self._as_of = as_of
        self._apart = apart
        self.item: CatalogItem | None = None
        asked = fields.APART if apart else fields.ON_DOCKET
        self.form = Form(asked, as_of, columns=3 if apart else 2)
        self.heard = ChoiceChips(_HEARD, "Heard before the sanction")
        self.heard_row = _asked("Heard before it?", self.heard)
        self.explanation = TextEditor(fields.EXPLANATION)
        self.explanation.line.setPlaceholderText("What the participant said, in their own words")
        self.hearing = DayEditor(fields.HEARING_ON, as_of)
        self.hearing_row = _asked("On a hearing of", self.hearing)
        self.jail_row = QWidget()
        self.jail_days = editor_for(fields.JAIL_DAYS, as_of)
        self.counsel = ChoiceChips(_ANSWERS, "Counsel present", numbered=False)
        self.awaits = ChoiceChips(
            _RATHER_NOT,
            "Held until a treatment place is free",
            numbered=False,
        )
        self.jail_from, self.jail_until = (
            DayEditor(fields.JAIL_FROM, as_of),
            DayEditor(fields.JAIL_UNTIL, as_of),
        )
        self.signs = JailSigns()
        self.departure = TextEditor(fields.DEPARTURE)
        self.departure_row = _asked("Why not as the matrix has it?", self.departure)
        self._build()

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(8))
        box.addWidget(self.form)
        heard = QVBoxLayout()
        heard.setSpacing(px(4))
        heard.addWidget(self.heard_row)
        heard.addWidget(self.explanation)
        heard.addWidget(self.hearing_row)
        box.addLayout(heard)
        grid = QGridLayout(self.jail_row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(4))
        for place, (words, piece) in enumerate(
            (
                ("Days in jail", self.jail_days),
                ("From", self.jail_from),
                ("Released on", self.jail_until),
                ("Counsel present?", self.counsel),
                ("Instead of treatment?", self.awaits),
            )
        ):
            grid.addWidget(Muted(words, wrap=False), 0, place)
            grid.addWidget(piece, 1, place)
        for day in (self.jail_from, self.jail_until):
            day.meant.hide()
        grid.setColumnStretch(5, 1)
        box.addWidget(self.jail_row)
        box.addWidget(self.signs)
        box.addWidget(self.departure_row)
        self.heard.chosen.connect(self._heard_chosen)
        for piece in (self.jail_days, self.jail_from, self.hearing):
            piece.changed.connect(self._jail_edited)
        for chips in (self.counsel, self.awaits):
            chips.chosen.connect(self._jail_chosen)
        self.show_item(None)

    # Showing ----------------------------------------------------------------------------------

    def show_item(self, item: CatalogItem | None) -> None:
        """Ask what this response needs; its usual day, hours and days are filled in."""
        self.item = item
        sanction = item is not None and item.family is ResponseFamily.SANCTION
        self.heard_row.setVisible(sanction)
        self.explanation.setVisible(sanction)
        self.hearing_row.setVisible(sanction and self._apart)
        jail = item is not None and item.jail
        self.jail_row.setVisible(jail)
        due = item.due_days if item is not None else None
        self.form.set_values(
            {
                "due_on": self._as_of + timedelta(days=due) if due is not None else None,
                "magnitude": item.magnitude if item is not None else Magnitude.LOW,
                "hours": item.hours if item is not None else None,
            }
        )
        # One word on the whole at the end: each would ask again what stands against the days.
        with QSignalBlocker(self.jail_days), QSignalBlocker(self.jail_from):
            self.jail_days.set_value(item.jail_days if item is not None else None)
            self.jail_from.set_value(self._as_of if jail else None)
        self.jail_until.set_value(None)
        if jail and self.awaits.value() is None:
            self.awaits.set_value(False)
        self._jail_edited()

    def show_behavior(self, one: BehaviorAdvice | None) -> None:
        """What it answers, in words that may be changed; nothing for what is in nobody's list."""
        self.form.set_values(
            {
                "behavior": one.title if one is not None else "",
                "behavior_on": one.on if one is not None else None,
            }
        )

    def move_to(self, day: date) -> None:
        """The day on which it is given, from which an order and a stay in jail are counted."""
        self._as_of = day

    def ask_departure(self, *, wanted: bool) -> None:
        """Ask why it departs from the matrix, or ask no more."""
        self.departure_row.setVisible(wanted)

    # Reading ----------------------------------------------------------------------------------

    @property
    def days(self) -> int:
        """Days in jail that are proposed."""
        jail = self.item is not None and self.item.jail
        return int(self.jail_days.value() or 0) if jail else 0

    @property
    def hearing_on(self) -> date | None:
        """The day of a hearing apart from the docket, where one is asked for."""
        day: date | None = self.hearing.value()
        return day if self.hearing_row.isVisibleTo(self) else None

    def values(self) -> dict[str, Any]:
        """Everything that was said, by the names of a new response."""
        given = self.form.values()
        sanction = self.heard_row.isVisibleTo(self)
        jail = self.jail_row.isVisibleTo(self)
        for words in {"behavior", "reason"} & given.keys():
            given[words] = given[words] or ""
        return {
            **given,
            "heard": (self.heard.value() or Heard.UNSAID) if sanction else Heard.UNSAID,
            "explanation": (self.explanation.value() or "") if sanction else "",
            "hearing_on": self.hearing_on,
            "jail_days": self.days,
            "counsel": self.counsel.value() if jail else None,
            "awaits_treatment": bool(self.awaits.value()) if jail else False,
            "jail_from": self.jail_from.value() if jail else None,
            "jail_until": self.jail_until.value() if jail else None,
            "departure": (self.departure.value() or "")
            if self.departure_row.isVisibleTo(self)
            else "",
        }

    def missing(self) -> tuple[str, QWidget] | None:
        """The first thing that has to be said yet, in a sentence, and where."""
        if not self.form.check():
            return "Correct what is marked below.", self.form
        if self.heard_row.isVisibleTo(self) and self.heard.value() is None:
            said = "Was the participant heard before this sanction? Press 1, 2 or 3."
            return said, self.heard
        if problem := self.hearing.problem():
            return problem, self.hearing
        heard_nowhere = self.hearing_row.isVisibleTo(self) and self.hearing_on is None
        if heard_nowhere and self.heard.value() is Heard.CONTESTED:
            return "A sanction that is contested needs a hearing. Give its day.", self.hearing
        if self.jail_row.isVisibleTo(self) and self.days <= 0:
            return "How many days in jail?", self.jail_days
        if any(f.verdict is Verdict.FAILED for f in self.signs.findings):
            return "This can’t be given. Choose another response.", self.jail_days
        if any(f.verdict is Verdict.UNMET for f in self.signs.findings):
            said = "So many days need a hearing with counsel."
            if heard_nowhere:
                return f"{said} Give the day of the hearing.", self.hearing
            return f"{said} Was counsel present?", self.counsel
        if self.departure_row.isVisibleTo(self) and not self.departure.value():
            return "The matrix suggests another response. Say why the team departs.", self.departure
        return None

    def _heard_chosen(self, _heard: object) -> None:
        self.answered.emit()

    def _jail_chosen(self, _answer: object) -> None:
        self._jail_edited()

    def _jail_edited(self) -> None:
        start, days = self.jail_from.value(), self.days
        if start is not None and days:
            self.jail_until.set_value(start + timedelta(days=days))
        self.jail_changed.emit()


def _asked(words: str, piece: QWidget) -> QWidget:
    row = QWidget()
    box = QHBoxLayout(row)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(px(10))
    box.addWidget(Muted(words, wrap=False))
    box.addWidget(piece, 1)
    return row
