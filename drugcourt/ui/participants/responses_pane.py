"""The tab Responses: incentives, sanctions and service adjustments apart, and open orders."""

from __future__ import annotations

from drugcourt.casework.responses import responses
from drugcourt.casework.responses.policy import response_policy
from drugcourt.casework.responses.responses import ResponseRow
from drugcourt.domain.dates import counted, short
from drugcourt.domain.responses import Heard, ResponseFamily
from drugcourt.domain.tone import Tone
from drugcourt.fields import responses as fields
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.cards import Card, columns
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.flow import side_by_side
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.participants.amendments import Amendments
from drugcourt.ui.participants.change_button import ChangeButton, Entry
from drugcourt.ui.participants.entries import Entries
from drugcourt.ui.participants.pane import Pane
from drugcourt.ui.shell import Shell

_EMPTY = {
    ResponseFamily.INCENTIVE: "No incentive yet.",
    ResponseFamily.SANCTION: "No sanction.",
    ResponseFamily.SERVICE_ADJUSTMENT: "No service adjustment.",
}
_PLURALS = {
    ResponseFamily.INCENTIVE: "Incentives",
    ResponseFamily.SANCTION: "Sanctions",
    ResponseFamily.SERVICE_ADJUSTMENT: "Service adjustments",
}


def _state(row: ResponseRow) -> list[tuple[str, Tone]]:
    if not row.state:
        return []
    tone = Tone.ALARM if row.overdue else Tone.WATCH if row.open else Tone.GOOD
    return [(row.state, tone)]


def _title(row: ResponseRow) -> str:
    return f"{row.title}, {counted(row.jail_days, 'day')} in jail" if row.jail_days else row.title


class ResponsesPane(Pane):
    """Three families in three tables, never mixed."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.ratio = Muted("", wrap=False)
        self.give = Button("New response…", self.new_response, icon_name="plus")
        self.box.addLayout(side_by_side((self.ratio, 1), (self.give, 0)))
        self.tables: dict[ResponseFamily, DataTable] = {}
        self.cards: dict[ResponseFamily, Card] = {}
        self.changes: dict[ResponseFamily, ChangeButton] = {}
        for family in ResponseFamily:
            table = self.table(
                [
                    Column(fields.TITLE, text=_title, detail=self._detail, stretch=True),
                    Column(fields.STATE, pills=_state),
                ],
                _PLURALS[family],
                empty=_EMPTY[family],
            )
            table.opened.connect(self._done)
            change = ChangeButton(self, table, self._of_response)
            card = Card(_PLURALS[family], actions=(change,))
            card.add(table, 1)
            self.tables[family], self.cards[family] = table, card
            self.changes[family] = change
        self.box.addLayout(columns(*((card, 1) for card in self.cards.values())), 1)
        self.box.addWidget(
            Muted(
                "Enter on an open order records that it was done, on one that was done its proof.",
                small=True,
            )
        )

    def refresh(self) -> None:
        counts = self.desk.read(responses.response_counts)
        for family, table in self.tables.items():
            table.set_rows(self.desk.read(responses.response_rows, family=family, today=self.today))
            self.cards[family].set_heading(_PLURALS[family], str(counts.get(family, 0)))
        aim = self.desk.shell.workspace.read(response_policy, on=self.today).numbers.ratio
        self.ratio.setText(_ratio(counts, aim))
        self.give.setEnabled(not self.closed)

    def _detail(self, row: ResponseRow) -> str:
        told = [short(row.given_on, self.today)]
        if row.behavior:
            told.append(f"for {row.behavior}")
        if row.heard is Heard.CONTESTED:
            told.append("contested")
        if row.departure:
            told.append(f"departs from the matrix: {row.departure}")
        return ", ".join(told)

    def _of_response(self, row: ResponseRow) -> Entry:
        return "response", row.id, f"{row.title}, {short(row.given_on, self.today)}"

    @does(Entries.response)
    def new_response(self) -> None:
        """Give a response."""
        self.desk.entries.response()

    @does(Amendments.done, Amendments.proof_seen)
    def _done(self, row: ResponseRow) -> None:
        if row.open and not self.closed:
            self.desk.amend.done(row.id, row.title)
        elif row.to_verify:
            self.desk.amend.proof_seen(row.id, row.title)


def _ratio(counts: dict[ResponseFamily, int], aim: int) -> str:
    """Incentives to sanctions; adjustments are neither."""
    good = counts.get(ResponseFamily.INCENTIVE, 0)
    hard = counts.get(ResponseFamily.SANCTION, 0)
    if not good and not hard:
        return "No incentive and no sanction yet."
    if not hard:
        return f"{counted(good, 'incentive')}, no sanction."
    per = f"{good / hard:.1f}".removesuffix(".0")
    return (
        f"{counted(good, 'incentive')} to {counted(hard, 'sanction')}: {per} for each sanction. "
        f"The court means to give {aim}."
    )
