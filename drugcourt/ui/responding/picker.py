"""Which response the team gives: what it answers, what the matrix suggests, what must be said."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.casework.responses import jail, similar
from drugcourt.casework.responses.advice import Advice, BehaviorAdvice
from drugcourt.casework.responses.responses import NewResponse
from drugcourt.domain.response_policy import CatalogItem
from drugcourt.domain.responses import BehaviorSide, ResponseFamily
from drugcourt.domain.tone import Tone
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.flow import scrolled, side_by_side
from drugcourt.ui.kit.labels import Heading, Muted, Text
from drugcourt.ui.kit.lines import CleanLine
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.theme import px
from drugcourt.ui.responding.details import ResponseDetails
from drugcourt.ui.responding.lines import ANYTHING, behavior_lines, item_lines, place_words
from drugcourt.ui.responding.lists import MarkedList
from drugcourt.workspace import Workspace

SIMILAR_PAUSE = 60


class ResponsePicker(QDialog):
    """Ctrl+arrows choose what is answered, arrows or letters the response, Enter takes it.

    What is still to be said is asked one after the other; `picked` carries the response, and
    nothing is recorded yet. What the catalogue does not have is offered in the words typed.
    """

    picked = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        advice: Advice,
        parent: QWidget | None = None,
        *,
        apart: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Add a response")
        self._workspace = workspace
        self._advice = advice
        self._asking = False
        self._wanted: str | None = None  # what is answered, as it was chosen last
        self.notices = Notices()
        self.behaviors = MarkedList("What it answers")
        self.line = CleanLine(200)
        self.line.setPlaceholderText("Type a few letters of a response")
        self.line.setAccessibleName("Find a response")
        self.list = MarkedList("Responses")
        self.rule, self.basis = Text(""), Muted("", small=True)
        self.similar = Muted("", small=True)
        self.details = ResponseDetails(advice.as_of, apart=apart)
        self._similar_timer = QTimer(self)
        self._similar_timer.setSingleShot(True)
        self._similar_timer.setInterval(SIMILAR_PAUSE)
        self.place = Muted("", wrap=False)
        self._held = QVBoxLayout()
        self._build()
        self._connect()
        self.show_advice(advice)
        self.line.setFocus()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(20), px(14), px(20), px(14))
        outer.setSpacing(px(8))
        head = QHBoxLayout()
        head.setSpacing(px(14))
        head.addWidget(Heading("Add a response"))
        head.addWidget(self.place, 1)
        self._end_head(head)
        outer.addLayout(head)
        outer.addLayout(self._held)
        left, right = QWidget(), QWidget()
        for column, pieces in (
            (left, (Muted("What it answers (Ctrl+↑ ↓)", wrap=False), self.behaviors)),
            (right, (self.line, self.list)),
        ):
            box = QVBoxLayout(column)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(px(6))
            for piece in pieces:
                box.addWidget(piece, 1 if isinstance(piece, MarkedList) else 0)
        outer.addLayout(side_by_side((left, 4), (right, 6), gap=12), 1)
        for words in (self.rule, self.basis, self.similar):
            outer.addWidget(words)
        outer.addWidget(self.notices)
        inner = QWidget()
        wrapped = QVBoxLayout(inner)
        wrapped.setContentsMargins(px(2), px(2), px(8), px(2))
        wrapped.addWidget(self.details)
        wrapped.addStretch(1)
        self._area = scrolled(inner)
        outer.addWidget(self._area)
        feet = QHBoxLayout()
        feet.addWidget(Muted("Enter to add, Esc to leave", wrap=False, small=True))
        feet.addStretch(1)
        feet.addWidget(Button("Cancel", self.close))
        feet.addWidget(Button("Add", self.take, Look.PRIMARY))
        outer.addLayout(feet)
        self.resize(px(880), px(690))

    def _connect(self) -> None:
        self.line.textChanged.connect(self._filter)
        self.list.itemDoubleClicked.connect(self._double_clicked)
        self.list.marked.connect(self._item_marked)
        self.behaviors.marked.connect(self._behavior_marked)
        self.details.answered.connect(self._answered)
        self.details.jail_changed.connect(self._check_jail)
        self._similar_timer.timeout.connect(self._show_similar)
        for keys, slot in (
            ("Ctrl+Down", self.next_behavior),
            ("Ctrl+Up", self.earlier_behavior),
            ("Ctrl+Return", self.take),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def _end_head(self, head: QHBoxLayout) -> None:
        """What stands at the end of the head; on a docket nothing does."""

    # What it answers --------------------------------------------------------------------------

    def show_advice(self, advice: Advice) -> None:
        """Show what there is to answer; what was gone to stays marked where it is still there."""
        self._advice = advice
        self.place.setText(place_words(advice))
        while (item := self._held.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for sentence in advice.held:
            self._held.addWidget(Muted(sentence))
        key, item = self.behaviors.chosen(), self.list.chosen()
        self.behaviors.set_lines(behavior_lines(advice))
        for marks, chosen in ((self.behaviors, key), (self.list, item)):
            if chosen is not None:
                marks.mark(chosen)

    @property
    def behavior(self) -> BehaviorAdvice | None:
        """What is answered; None for what the court's list does not have."""
        key = self.behaviors.value()
        return self._advice.behavior(key) if key else None

    def next_behavior(self) -> None:
        """The next behavior of the list."""
        self.behaviors.step(1)

    def earlier_behavior(self) -> None:
        """The behavior before."""
        self.behaviors.step(-1)

    def _behavior_marked(self, key: object) -> None:
        self._wanted = str(key)
        self.notices.take_back("missing")
        one = self.behavior
        self.details.show_behavior(one)
        self._filter()
        self._say_similar("")
        self._similar_timer.start()

    def _show_similar(self) -> None:
        """The last like case; it is asked for a moment after, so that the keys stay quick."""
        one = self.behavior
        if one is None:
            return
        case = self._workspace.read(
            similar.last_similar,
            episode_id=self._advice.episode_id,
            behavior_key=one.key,
            times=one.times,
            phase=self._advice.phase,
            as_of=self._advice.as_of,
        )
        if case is None:
            self._say_similar("No case like this one is on record.")
            return
        like = "Last similar case" if case.alike else "Last case, in another phase or number"
        self._say_similar(f"{like}: {case.words(self._advice.as_of)}")

    def _say_similar(self, words: str) -> None:
        self.similar.setText(words)
        self.similar.setVisible(bool(words))

    # The responses ----------------------------------------------------------------------------

    def _filter(self) -> None:
        self.list.set_lines(item_lines(self._advice, self.behavior, self.line.text()))

    def _item_marked(self, item: object) -> None:
        self.notices.take_back("missing")
        self._asking = False
        chosen = item if isinstance(item, CatalogItem) else None
        if chosen is not None:
            self._fit_behavior(chosen)
        self.details.show_item(chosen)
        self._show_rule()
        self._size_details()

    def _fit_behavior(self, item: CatalogItem) -> None:
        """What was chosen last, where the family fits it; else what was found and does."""
        if self._wanted == ANYTHING:
            return
        good = item.family is ResponseFamily.INCENTIVE
        keys = (self._wanted, *(one.key for one in self._advice.found))
        fitting = next((key for key in keys if self._fits(key, good=good)), ANYTHING)
        if fitting == self.behaviors.value():
            return
        blocker = QSignalBlocker(self.behaviors)
        self.behaviors.mark(fitting)
        blocker.unblock()
        self.details.show_behavior(self.behavior)
        self._say_similar("")
        self._similar_timer.start()

    def _fits(self, key: str | None, *, good: bool) -> bool:
        one = self._advice.behavior(key) if key else None
        return one is not None and (one.side is BehaviorSide.ACHIEVED) is good

    def _show_rule(self) -> None:
        """The rule that speaks for what is marked, and whether the team would depart from it."""
        one, item = self.behavior, self.list.value()
        departs = one is not None and item is not None and one.departs(item.family, item.title)
        self.details.ask_departure(wanted=departs)
        for label in (self.rule, self.basis):
            label.setVisible(one is not None and item is not None)
        if one is None or item is None:
            return
        suggestion = one.suggestion_for(item.family)
        if suggestion is None:
            self.rule.setText("The matrix suggests nothing for this.")
            self.basis.setText(f"{one.goal.label} in this phase. {self._advice.policy.origin}")
            return
        said = "Departs from the rule: " if departs else ""
        self.rule.setText(f"{said}{suggestion.rule}")
        note = f" {suggestion.note}" if suggestion.note else ""
        self.basis.setText(f"{one.goal.label} in this phase. {suggestion.basis}.{note}")

    def _check_jail(self) -> None:
        """What stands against the days, as they are typed; without days nothing is asked."""
        if not self.details.days:
            self.details.signs.show_findings(())
            self._size_details()
            return
        one = self.behavior
        found = self._workspace.read(
            jail.jail_check,
            episode_id=self._advice.episode_id,
            wish=jail.JailWish(
                days=self.details.days,
                behavior_key=one.key if one is not None else "",
                times=one.times if one is not None else 1,
                awaits_treatment=bool(self.details.awaits.value()),
                hearing_on=self._hearing_on(),
                counsel=self.details.counsel.value(),
            ),
            on=self._advice.as_of,
        )
        self.details.signs.show_findings(found)
        self._size_details()

    def _hearing_on(self) -> date | None:
        """The hearing at which it is given: that of the docket."""
        return self._advice.as_of

    def _size_details(self) -> None:
        """As much room as the questions need, without pushing the lists away."""
        wanted = self.details.sizeHint().height() + px(10)
        self._area.setFixedHeight(min(wanted, px(230)))

    def _double_clicked(self) -> None:
        self.take()

    # Taking -----------------------------------------------------------------------------------

    def take(self) -> None:
        """Give back what is marked with all that was said; what is missing is asked for."""
        item = self.list.value()
        if item is None:
            return
        if missing := self.details.missing():
            sentence, place = missing
            self.notices.say(sentence, Tone.WATCH, key="missing")
            self._asking = True
            place.setFocus()
            self._area.ensureWidgetVisible(place)
            return
        one = self.behavior
        if one is not None and (one.side is BehaviorSide.ACHIEVED) is not (
            item.family is ResponseFamily.INCENTIVE
        ):
            self.notices.say(
                f"“{one.title}” is not answered by {_a_family(item.family)}. Choose what this "
                "response answers, with Ctrl and the arrows.",
                Tone.WATCH,
                key="missing",
            )
            return
        if self._hand_over(self._response(item, one)):
            self.accept()
            self.close()

    def _hand_over(self, response: NewResponse) -> bool:
        """Give it to whoever asked; False where it was not taken and the reason is on screen."""
        self.picked.emit(response)
        return True

    def _response(self, item: CatalogItem, one: BehaviorAdvice | None) -> NewResponse:
        given: dict[str, Any] = {
            "family": item.family,
            "title": item.title,
            "magnitude": item.magnitude,
            "hours": item.hours,
        }
        if one is not None:
            given |= {
                "behavior_key": one.key,
                "behavior_on": one.on,
                "goal": one.goal,
                "times": one.times,
                "suggested": one.suggested,
                "rule": one.rule_for(item.family),
            }
        return NewResponse(**given | self.details.values())

    def _answered(self) -> None:
        """What was asked for is said: go on with taking it."""
        if self._asking:
            self.take()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.line.hasFocus():
            self.list.step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif self._is_enter(event):
            self.take()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    @staticmethod
    def _is_enter(event: QKeyEvent) -> bool:
        return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def _a_family(family: ResponseFamily) -> str:
    return f"{'an' if family is ResponseFamily.INCENTIVE else 'a'} {family.label.lower()}"
