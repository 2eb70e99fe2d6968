"""Which response the team gives: what it answers, what the matrix suggests, what must be said."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.casework.responses import jail, similar
from drugcourt.casework.responses.advice import Advice, BehaviorAdvice
from drugcourt.casework.responses.responses import NewResponse
from drugcourt.domain.dates import counted, short
from drugcourt.domain.response_policy import CatalogItem
from drugcourt.domain.responses import BehaviorSide, Magnitude, ResponseFamily
from drugcourt.domain.tone import Tone
from drugcourt.ui.docket.response_details import ResponseDetails
from drugcourt.ui.docket.response_lists import Line, MarkedList
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.flow import scrolled, side_by_side
from drugcourt.ui.kit.labels import Heading, Muted, Text
from drugcourt.ui.kit.lines import CleanLine
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.theme import px
from drugcourt.workspace import Workspace

ANYTHING = "*"  # the line for what the court's list does not have
SIMILAR_PAUSE = 60


class ResponsePicker(QDialog):
    """Ctrl+arrows choose what is answered, arrows or letters the response, Enter takes it.

    What is still to be said is asked one after the other; `picked` carries the response, and
    nothing is recorded yet. What the catalogue does not have is offered in the words typed.
    """

    picked = Signal(object)

    def __init__(self, workspace: Workspace, advice: Advice, parent: QWidget | None = None) -> None:
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
        self.details = ResponseDetails(advice.as_of)
        self._similar_timer = QTimer(self)
        self._similar_timer.setSingleShot(True)
        self._similar_timer.setInterval(SIMILAR_PAUSE)
        self._build()
        self._connect()
        self.behaviors.set_lines(self._behavior_lines())
        self.line.setFocus()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(20), px(14), px(20), px(14))
        outer.setSpacing(px(8))
        head = QHBoxLayout()
        head.addWidget(Heading("Add a response"))
        head.addWidget(Muted(_place_words(self._advice), wrap=False), 1)
        outer.addLayout(head)
        for sentence in self._advice.held:
            outer.addWidget(Muted(sentence))
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

    # What it answers --------------------------------------------------------------------------

    def _behavior_lines(self) -> Iterator[Line]:
        found = self._advice.found
        if found:
            yield Line(None, f"Since {short(self._advice.since, self._advice.as_of)}")
        for one in found:
            yield Line(one.key, f"{one.title}: {one.text}")
        if not found:
            yield Line(ANYTHING, "Nothing in the records; in your own words")
        for side in (BehaviorSide.MISSED, BehaviorSide.ACHIEVED):
            rest = [b for b in self._advice.behaviors if b.on is None and b.side is side]
            if rest:
                yield Line(None, side.label)
            for one in rest:
                yield Line(one.key, one.title)
        if found:
            yield Line(None, "Another")
            yield Line(ANYTHING, "In your own words")

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
        self.details.show_behavior(one.title if one is not None else "")
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
        words = self.line.text().casefold().split()
        self.list.set_lines(self._item_lines(words))

    def _item_lines(self, words: list[str]) -> Iterator[Line]:
        def fits(item: CatalogItem) -> bool:
            return all(word in item.title.casefold() for word in words)

        suggested: set[tuple[str, str]] = set()
        one = self.behavior
        for suggestion in one.suggestions if one is not None else ():
            fitting = [item for item in suggestion.items if fits(item)]
            if fitting:
                yield Line(None, f"Suggested {suggestion.family.label.lower()}")
            for item in fitting:
                suggested.add((item.family, item.title))
                yield _item_line(item)
        for family in ResponseFamily:
            rest = [
                item
                for item in self._advice.items
                if item.family is family
                and (item.family, item.title) not in suggested
                and fits(item)
            ]
            if rest:
                yield Line(None, family.label)
            yield from (_item_line(item) for item in rest)
        if words:
            typed = self.line.text().strip()
            yield Line(None, "In these words")
            for family in ResponseFamily:
                own = CatalogItem(family, typed)
                yield Line(own, f"{family.label}: {typed}")

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
        good = item.family is ResponseFamily.INCENTIVE
        keys = (self._wanted, *(one.key for one in self._advice.found))
        fitting = next((key for key in keys if self._fits(key, good=good)), ANYTHING)
        if self._wanted == ANYTHING:
            return
        if fitting == self.behaviors.value():
            return
        blocker = QSignalBlocker(self.behaviors)
        self.behaviors.mark(fitting)
        blocker.unblock()
        one = self.behavior
        self.details.show_behavior(one.title if one is not None else "")
        self._say_similar("")
        self._similar_timer.start()

    def _fits(self, key: str | None, *, good: bool) -> bool:
        one = self._advice.behavior(key) if key else None
        return one is not None and (one.side is BehaviorSide.ACHIEVED) is good

    def _show_rule(self) -> None:
        """The rule that speaks for what is marked, and whether the team would depart from it."""
        one, item = self.behavior, self.list.value()
        departs = self._departs(one, item)
        self.details.ask_departure(wanted=departs)
        for label in (self.rule, self.basis):
            label.setVisible(one is not None and item is not None)
        if one is None or item is None:
            return
        suggestion = next((s for s in one.suggestions if s.family is item.family), None) or next(
            iter(one.suggestions), None
        )
        if suggestion is None:
            self.rule.setText("The matrix suggests nothing for this.")
            self.basis.setText(f"{one.goal.label} in this phase. {self._advice.source}")
            return
        said = "Departs from the rule: " if departs else ""
        self.rule.setText(f"{said}{suggestion.rule}")
        note = f" {suggestion.note}" if suggestion.note else ""
        self.basis.setText(f"{one.goal.label} in this phase. {suggestion.basis}.{note}")

    @staticmethod
    def _departs(one: BehaviorAdvice | None, item: CatalogItem | None) -> bool:
        if one is None or item is None or not one.suggested:
            return False
        return (str(item.family), item.title) not in one.suggested

    def _check_jail(self) -> None:
        """What stands against the days, as they are typed."""
        one = self.behavior
        found = self._workspace.read(
            jail.jail_check,
            episode_id=self._advice.episode_id,
            wish=jail.JailWish(
                days=self.details.days,
                behavior_key=one.key if one is not None else "",
                times=one.times if one is not None else 1,
                awaits_treatment=bool(self.details.awaits.value()),
                hearing_on=self._advice.as_of,
                counsel=self.details.counsel.value(),
            ),
            on=self._advice.as_of,
        )
        self.details.signs.show_findings(found)
        self._size_details()

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
        self.picked.emit(self._response(item, one))
        self.accept()
        self.close()

    def _response(self, item: CatalogItem, one: BehaviorAdvice | None) -> NewResponse:
        said = self.details.values()
        return NewResponse(
            family=item.family,
            title=item.title,
            magnitude=item.magnitude,
            hours=item.hours,
            behavior_key=one.key if one is not None else "",
            behavior_on=one.on if one is not None else None,
            goal=one.goal if one is not None else None,
            times=one.times if one is not None else None,
            suggested=one.suggested if one is not None else (),
            rule=one.rule_for(item.family) if one is not None else "",
            **said,
        )

    def _answered(self) -> None:
        """What was asked for is said: go on with taking it."""
        if self._asking:
            self.take()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.line.hasFocus():
            self.list.step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


def _item_line(item: CatalogItem) -> Line:
    detail = [Magnitude(item.magnitude).label.lower()]
    if item.due_days is not None:
        detail.append(f"due in {counted(item.due_days, 'day')}")
    if item.draws:
        detail.append(counted(item.draws, "draw"))
    if item.points:
        detail.append(counted(item.points, "point"))
    words = f"{item.title}    {', '.join(detail)}"
    return Line(item, words, f"{item.family.label}: {words}")


def _place_words(advice: Advice) -> str:
    phase = f"Phase {advice.phase}, {advice.phase_name}" if advice.phase else "Before phase 1"
    return f"   {phase}"


def _a_family(family: ResponseFamily) -> str:
    return f"{'an' if family is ResponseFamily.INCENTIVE else 'a'} {family.label.lower()}"
