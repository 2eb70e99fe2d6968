"""How one waiting report is answered: the one field that is open, with what is suggested."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from drugcourt.casework.laboratories import settling
from drugcourt.casework.laboratories.waiting import Suggestion, WaitingCard
from drugcourt.domain.dates import short
from drugcourt.fields import laboratories as fields
from drugcourt.fields.field import Field
from drugcourt.fields.laboratories import WaitsFor
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.form import Form
from drugcourt.ui.kit.labels import Muted, Text
from drugcourt.ui.kit.signals import weakly
from drugcourt.ui.kit.suggest import Result
from drugcourt.ui.kit.theme import px
from drugcourt.ui.people_search import PeopleSearch
from drugcourt.workspace import Workspace

ASKED: dict[str, Field] = {
    WaitsFor.PERSON: fields.PERSON,
    WaitsFor.CODE: fields.MEANING,
    WaitsFor.VALUE: fields.RESULT,
    WaitsFor.DAY: fields.DAY,
}
CONFIRM: dict[str, str] = {
    WaitsFor.PERSON: "This is the person",
    WaitsFor.CODE: "Match it, always",
    WaitsFor.VALUE: "This is what it says",
    WaitsFor.DAY: "Collected on this day",
    WaitsFor.CHANGE: "Enter it as it is",
    WaitsFor.WHOLE: "It is whole; enter it",
}


@dataclass(frozen=True, slots=True)
class Settling:
    """One answer, ready to be done on a worker; holds no widget. Returns how many came in."""

    workspace: Workspace
    act: Callable[..., int]
    wanted: dict[str, Any]

    def do(self) -> int:
        """Do it, in one transaction."""
        return self.workspace.perform(self.act, **self.wanted)


class Answer(QWidget):
    """The form of one report. `chosen` fires when a suggestion was taken over, to go on by keys."""

    chosen = Signal()

    def __init__(self, workspace: Workspace, card: WaitingCard) -> None:
        super().__init__()
        self._workspace = workspace
        self._card = card
        self.form: Form | None = None
        self._suggested: list[Suggestion] = list(card.suggestions)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(8))
        asked = ASKED.get(card.row.waits_for)
        if asked is not None:
            search = PeopleSearch(workspace, everybody=True)
            self.form = Form((asked,), workspace.today, search=search)
            self._prefill(card)
            box.addWidget(self.form)
        for place, person in enumerate(self._suggested, 1):
            box.addWidget(self._offer(place, person))
        if card.row.waits_for == WaitsFor.PERSON and not self._suggested:
            box.addWidget(Muted("Nobody in this court has a name like this one."))

    @property
    def confirm_words(self) -> str:
        """What the button says, "" where only leaving out or waiting is possible."""
        return CONFIRM.get(self._card.row.waits_for, "")

    def _offer(self, place: int, person: Suggestion) -> QWidget:
        born = f", born {short(person.born)}" if person.born else ""
        words = f"{place}   {person.name} ({person.reference}){born}"
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        button = Button(words, weakly(self.take, place), Look.QUIET)
        button.setAccessibleName(f"{words}. {person.why}")
        column.addWidget(button)
        column.addWidget(Text(f"      {person.why}"))
        return line

    def take(self, place: int) -> None:
        """Take a suggestion over into the form; a person still has to confirm it."""
        if self.form is None or not 1 <= place <= len(self._suggested):
            return
        person = self._suggested[place - 1]
        born = short(person.born) if person.born else ""
        found = Result(person.name, born, "", person.episode_id)
        self.form.set_values({"person": found})
        self.chosen.emit()

    def _prefill(self, card: WaitingCard) -> None:
        first = card.first
        if first is None or not first.suggestion or self.form is None:
            return
        choices = ASKED[card.row.waits_for].choices
        if choices is not None and first.suggestion in list(choices):
            self.form.set_values({"meaning": choices(first.suggestion)})

    def settling(self) -> Settling | None:
        """The act with its answer; None while something is missing, which the form then says."""
        if self.form is not None and not self.form.check():
            return None
        given = self.form.values() if self.form is not None else {}
        wanted: dict[str, Any] = {"report_id": self._card.row.id}
        waits, first = self._card.row.waits_for, self._card.first
        if waits == WaitsFor.PERSON:
            act: Callable[..., int] = settling.settle_person
            wanted["episode_id"] = given["person"]
        elif waits in (WaitsFor.CODE, WaitsFor.VALUE) and first is not None:
            act = settling.settle_code if waits == WaitsFor.CODE else settling.settle_value
            wanted |= {"place": first.place, "meaning": str(given["meaning"])}
        elif waits == WaitsFor.DAY:
            act, wanted["day"] = settling.settle_day, given["day"]
        elif waits == WaitsFor.CHANGE:
            act = settling.accept_change
        elif waits == WaitsFor.WHOLE:
            act = settling.accept_whole
        else:
            return None
        return Settling(self._workspace, act, wanted)
