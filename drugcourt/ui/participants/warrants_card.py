"""The warrants of one participant, and the next step of the one that stands."""

from __future__ import annotations

from typing import Any

from drugcourt.casework.hearings import returns, warrants
from drugcourt.casework.hearings.warrant_rows import WarrantRow, file_warrants
from drugcourt.domain.hearings import WarrantReason, WarrantStep
from drugcourt.domain.tone import Tone
from drugcourt.fields import warrants as fields
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.table import Column
from drugcourt.ui.participants.pane import Pane


def _step(row: WarrantRow) -> list[tuple[str, Tone]]:
    return [(row.step.label, fields.TONES[row.step])]


def _record(row: WarrantRow) -> tuple[str, int, str]:
    return "warrant", row.id, f"Warrant, {row.step.label.lower()}"


class WarrantsCard(Card):
    """Hidden while there is nothing to show; the buttons are the steps that can follow."""

    def __init__(self, pane: Pane) -> None:
        self.request = Button("Ask for a warrant…")
        self.issue = Button("Issued…")
        self.serve = Button("Served…")
        self.recall = Button("Recalled…")
        self.back = Button("Return hearing…")
        super().__init__(
            "Warrants", actions=(self.request, self.issue, self.serve, self.recall, self.back)
        )
        self._pane = pane
        self.rows: list[WarrantRow] = []
        self.table = pane.table(
            [
                Column(fields.STEP, pills=_step),
                Column(fields.TOLD, stretch=True),
                Column(fields.NUMBER),
            ],
            "Warrants",
            empty="No warrant.",
            fit=True,
        )
        self.table.record_of = _record
        self.add(self.table)
        self.request.clicked.connect(self.ask_request)
        self.request.does(self.ask_request)
        self.issue.clicked.connect(self.ask_issue)
        self.issue.does(self.ask_issue)
        self.serve.clicked.connect(self.ask_serve)
        self.serve.does(self.ask_serve)
        self.recall.clicked.connect(self.ask_recall)
        self.recall.does(self.ask_recall)
        self.back.clicked.connect(self.ask_return)
        self.back.does(self.ask_return)

    def refresh(self) -> None:
        """Ask again."""
        pane = self._pane
        self.rows = pane.desk.read(file_warrants, today=pane.today)
        self.table.set_rows(self.rows)
        self.table.setVisible(bool(self.rows))
        step = self.rows[0].step if self.rows else None
        standing = step in (WarrantStep.REQUESTED, WarrantStep.ISSUED)
        unheard = step is WarrantStep.SERVED and self.rows[0].return_on is None
        for button, shown in (
            (self.request, not standing),
            (self.issue, step is WarrantStep.REQUESTED),
            (self.serve, step is WarrantStep.ISSUED),
            (self.recall, standing),
            (self.back, unheard),
        ):
            button.setVisible(shown and not pane.closed)

    @does(warrants.request_warrant)
    def ask_request(self) -> None:
        """Ask the judge for a warrant."""
        acts = _Acts(self._pane.desk.ask, self._pane.desk.episode_id)
        self._open(
            "Ask for a warrant",
            fields.REQUEST,
            acts.request,
            "The warrant is asked for.",
            {"requested_on": self._pane.today, "reason": WarrantReason.FAILED_TO_APPEAR},
        )

    @does(warrants.issue_warrant)
    def ask_issue(self) -> None:
        """The judge signed it."""
        self._open(
            "The warrant is issued",
            fields.ISSUE,
            _Acts(self._pane.desk.ask, self.rows[0].id).issue,
            "The warrant is recorded as issued.",
            {"issued_on": self._pane.today},
        )

    @does(returns.serve_and_return)
    def ask_serve(self) -> None:
        """It was served; the return hearing can be set at once."""
        self._open(
            "The warrant is served",
            fields.SERVE,
            _Acts(self._pane.desk.ask, self.rows[0].id).serve,
            "The warrant is recorded as served.",
            {"served_on": self._pane.today, "booked": True},
        )

    @does(warrants.recall_warrant)
    def ask_recall(self) -> None:
        """The judge took it back."""
        self._open(
            "The warrant is recalled",
            fields.RECALL,
            _Acts(self._pane.desk.ask, self.rows[0].id).recall,
            "The warrant is recorded as recalled.",
            {"recalled_on": self._pane.today},
        )

    @does(returns.set_return_hearing)
    def ask_return(self) -> None:
        """Set the hearing that follows a served warrant."""
        self._open(
            "Return hearing",
            fields.RETURN,
            _Acts(self._pane.desk.ask, self.rows[0].id).set_return,
            "The return hearing is set.",
            {},
        )

    def _open(self, title: str, asked: Any, act: Any, said: str, values: dict[str, Any]) -> None:
        self._pane.desk.ask.open(title, asked, act, said=said, values=values)


class _Acts:
    """What the dialogs do; holds the shell and no card."""

    def __init__(self, ask: Asking, number: int) -> None:
        self._ask, self._number = ask, number

    def request(self, values: dict[str, Any]) -> object:
        return self._ask.perform(warrants.request_warrant, episode_id=self._number, **values)

    def issue(self, values: dict[str, Any]) -> object:
        return self._ask.perform(warrants.issue_warrant, warrant_id=self._number, **values)

    def serve(self, values: dict[str, Any]) -> object:
        values["booked"] = bool(values["booked"])
        return self._ask.perform(returns.serve_and_return, warrant_id=self._number, **values)

    def recall(self, values: dict[str, Any]) -> object:
        return self._ask.perform(warrants.recall_warrant, warrant_id=self._number, **values)

    def set_return(self, values: dict[str, Any]) -> object:
        return self._ask.perform(returns.set_return_hearing, warrant_id=self._number, **values)
