"""How a response is given apart from a docket: on which day, and on record at once."""

from __future__ import annotations

from datetime import date

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from drugcourt.casework.responses.advice import advice
from drugcourt.casework.responses.responses import NewResponse, give_response
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.fields import responses as fields
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit.editors import DayEditor
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.responding.picker import ResponsePicker


class ResponseGiver(ResponsePicker):
    """The picker with the day on which the response is given; what is suggested is of that day."""

    def __init__(self, ask: Asking, episode_id: int) -> None:
        self._ask = ask
        self._episode_id = episode_id
        workspace = ask.shell.workspace
        found = workspace.read(advice, episode_id=episode_id, as_of=ask.today)
        super().__init__(workspace, found, ask.shell.window_widget(), apart=True)

    def _end_head(self, head: QHBoxLayout) -> None:
        self.given_on = DayEditor(fields.GIVEN_ON, self._ask.today)
        self.given_on.set_value(self._ask.today)
        self.given_on.line.editingFinished.connect(self._day_typed)
        head.addWidget(Muted("Given on", wrap=False))
        head.addWidget(self.given_on)

    def _take_day(self) -> bool:
        """Ask what there is to answer on the day that is typed; True where it is another day."""
        day: date | None = self.given_on.value()
        if day is None or day == self._advice.as_of:
            return False
        self.details.move_to(day)
        self.show_advice(self._workspace.read(advice, episode_id=self._episode_id, as_of=day))
        return True

    def _day_typed(self) -> None:
        self._take_day()

    def take(self) -> None:
        """Give it on the day that is typed; what is suggested for another day is seen first."""
        if self.given_on.value() is None:
            said = self.given_on.problem() or "On which day is it given?"
            self.notices.say(said, Tone.WATCH, key="missing")
            self.given_on.setFocus()
            return
        if self._take_day():
            said = "What it answers and what is suggested are of that day now. Look, then add."
            self.notices.say(said, Tone.INFO, key="missing")
            return
        super().take()

    def _hearing_on(self) -> date | None:
        return self.details.hearing_on

    def _hand_over(self, response: NewResponse) -> bool:
        try:
            self._ask.perform(
                give_response,
                episode_id=self._episode_id,
                response=response,
                on=self._advice.as_of,
            )
        except Refusal as refusal:
            self.notices.say(str(refusal), Tone.ALARM, key="missing")
            return False
        self._ask.shell.say("The response is recorded.", Tone.GOOD)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.given_on.line.hasFocus() and self._is_enter(event):
            self.line.setFocus()
        else:
            super().keyPressEvent(event)
