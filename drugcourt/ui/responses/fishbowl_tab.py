"""The fishbowl and the prize shelf: draws that wait, prizes with odds and stock, and points."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.casework.responses import fishbowl, prizes
from drugcourt.casework.responses.fishbowl import DrawRow, WaitingDraw
from drugcourt.casework.responses.prizes import PointsRow, PrizeRow
from drugcourt.domain.dates import counted
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.fields import response_policy as fields
from drugcourt.fields.choices import closed_list
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.flow import side_by_side
from drugcourt.ui.kit.labels import Muted, Text
from drugcourt.ui.kit.suggest import Result
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.ui.people_search import PeopleSearch
from drugcourt.ui.responses.proof_dialog import ProofDialog
from drugcourt.ui.responses.tab import ResponsesTab
from drugcourt.ui.shell import Shell

MOST_SHOWN = 100


def _stock(row: PrizeRow) -> str:
    return "–" if row.stock is None else f"{row.stock:,}"


def _state(row: PrizeRow) -> Sequence[tuple[str, Tone]]:
    return [(row.state, Tone.WATCH)] if row.state else []


def _price(row: PrizeRow) -> str:
    return "" if row.points is None else f"{row.points:,}"


def _odds(row: PrizeRow) -> str:
    return row.odds if row.slips else "not drawn"


class FishbowlTab(ResponsesTab):
    """Enter on a draw that waits makes it; Enter on one that was made shows its proof."""

    title = "Fishbowl and points"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        today = shell.workspace.today
        self.result = Text("")
        self.waiting = DataTable(
            (
                Column(fields.NAME, strong=True, stretch=True),
                Column(fields.WAITING_FOR, stretch=True),
                Column(fields.GIVEN_ON),
            ),
            "Draws that wait",
            row_id="response_id",
            as_of=today,
            empty="No draw waits. An incentive that brings one puts it here.",
        )
        self.made = DataTable(
            (
                Column(fields.DRAWN_ON),
                Column(fields.NAME, strong=True, stretch=True),
                Column(fields.DRAWN, stretch=True),
                Column(fields.ODDS),
            ),
            "Drawn",
            as_of=today,
            empty="Nothing was drawn yet.",
        )
        self.prizes = DataTable(
            (
                Column(fields.PRIZE_TITLE, strong=True, stretch=True),
                Column(fields.SLIPS),
                Column(fields.ODDS, text=_odds),
                Column(fields.LEFT, text=_stock),
                Column(fields.PRICE, text=_price),
                Column(fields.PRIZE_STATE, pills=_state),
            ),
            "Prizes",
            empty="No prize yet. Start with the usual slips, or add your own.",
        )
        self.points = DataTable(
            (
                Column(fields.NAME, strong=True, stretch=True),
                Column(fields.EARNED),
                Column(fields.SPENT),
                Column(fields.LEFT_POINTS),
            ),
            "Points",
            row_id="episode_id",
            empty="Nobody has points.",
        )
        self.start_button = Button("Start with the usual slips", self.start)
        self._build()
        self.waiting.opened.connect(self._waiting_opened)
        self.made.opened.connect(self._made_opened)
        self.prizes.opened.connect(self._prize_opened)
        self.points.opened.connect(self._points_opened)

    def _build(self) -> None:
        left, right = QWidget(), QWidget()
        waiting = _card(
            "Draws that wait",
            self.waiting,
            (
                Button("Draw", self.draw, Look.PRIMARY),
                Button("Draw for another…", self.draw_for_another),
            ),
        )
        waiting.body.insertWidget(0, self.result)
        self.result.hide()
        made = _card("Drawn", self.made, (Button("Proof", self.show_proof),))
        shelf = _card(
            "Prizes",
            self.prizes,
            (
                Button("Stock…", self.stock, Look.SECONDARY),
                Button("New prize…", self.new_prize, Look.QUIET),
                Button("Change…", self.change_prize, Look.QUIET),
                Button("Take out", self.end_prize, Look.QUIET),
                self.start_button,
            ),
        )
        saved = _card("Points", self.points, (Button("Spend…", self.spend),))
        for side, cards in ((left, (waiting, made)), (right, (shelf, saved))):
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(px(12))
            for card in cards:
                column.addWidget(card, 1)
        self.column.addLayout(side_by_side((left, 1), (right, 1)), 1)
        self.column.addWidget(
            Muted(
                "Each slip is drawn by a number that anybody can work out again from its proof; "
                "docs/draws.md says how. “Check the court” draws all of them again.",
                small=True,
            )
        )
        keys = self.shell.shortcuts
        keys.add("Ctrl+D", "Draw a slip", self.draw, self, self.title)

    def words(self) -> str:
        """The title with how many draws wait."""
        waiting = len(self.workspace.read(fishbowl.waiting_draws, today=self.workspace.today))
        return f"{self.title} ({waiting:,})" if waiting else self.title

    def refresh(self) -> None:
        """Ask again for all four lists."""
        today = self.workspace.today
        self.waiting.set_rows(self.workspace.read(fishbowl.waiting_draws, today=today))
        self.made.set_rows(self.workspace.read(fishbowl.draw_rows, limit=MOST_SHOWN))
        kept = self.workspace.read(prizes.prizes, today=today)
        self.prizes.set_rows(kept)
        self.start_button.setVisible(not kept)
        self.points.set_rows(self.workspace.read(prizes.points_rows))

    def take_keyboard(self) -> None:
        self.waiting.setFocus()
        if self.waiting.selected_row() is None:
            self.waiting.select_place(0)

    def marked_episode(self) -> int | None:
        for table in (self.waiting, self.made, self.points):
            row = table.selected_row()
            if row is not None and table.hasFocus():
                return int(row.episode_id)
        return None

    # Drawing ----------------------------------------------------------------------------------

    @does(fishbowl.draw_for)
    def draw(self) -> None:
        """Draw for the incentive that is marked."""
        row = self.waiting.selected_row()
        if row is None:
            self.mark_first()
            return
        self._drawn(row.name, fishbowl.draw_for, response_id=row.response_id)

    @does(fishbowl.reward_and_draw)
    def draw_for_another(self) -> None:
        """Give a draw as an incentive to somebody, and make it."""

        def act(given: dict[str, Any]) -> object:
            drawn = self.workspace.perform(
                fishbowl.reward_and_draw,
                episode_id=given["person"],
                behavior=given["behavior"],
            )
            self._say_drawn(int(drawn))
            return drawn

        self.asking.open(
            "Draw from the fishbowl",
            (fields.PERSON, fields.FOR_WHAT),
            act,
            said="The incentive is recorded, and its slip is drawn.",
            detail="A draw is an incentive: it is recorded with what it is for.",
            confirm="Draw",
            search=PeopleSearch(self.workspace),
        )

    def _drawn(self, name: str, act: Callable[..., int], **wanted: Any) -> None:
        try:
            drawn = self.workspace.perform(act, **wanted)
        except Refusal as refusal:
            self.notices.say(str(refusal), Tone.ALARM, key="refused")
            return
        self.notices.take_back("refused")
        self._say_drawn(drawn)

    def _say_drawn(self, draw_id: int) -> None:
        proof = self.workspace.read(fishbowl.proof, draw_id=draw_id)
        total = sum(slips.count for slips in proof.bowl)
        self.result.setText(f"{proof.name} draws slip {proof.place:,} of {total:,}: {proof.title}")
        self.result.show()
        self.shell.say(f"Drawn: {proof.title}", Tone.GOOD)

    def show_proof(self) -> None:
        """The proof of the marked draw."""
        row = self.made.selected_row()
        if row is None:
            self.mark_first()
        else:
            self._made_opened(row)

    @does(fishbowl.draw_for)
    def _waiting_opened(self, row: WaitingDraw) -> None:
        self.draw()

    def _made_opened(self, row: DrawRow) -> None:
        found = self.workspace.read(fishbowl.proof, draw_id=row.id)
        ProofDialog(found, self.shell.window_widget()).open()

    # Prizes and points ------------------------------------------------------------------------

    @does(prizes.start_bowl)
    def start(self) -> None:
        """Fill a first bowl."""
        self._try(prizes.start_bowl)

    @does(prizes.set_prize)
    def new_prize(self) -> None:
        """Add a prize."""
        self._ask_prize(None)

    @does(prizes.set_prize)
    def change_prize(self) -> None:
        """Change the marked prize."""
        row = self.prizes.selected_row()
        if row is None:
            self.mark_first()
        else:
            self._ask_prize(row)

    def _ask_prize(self, row: PrizeRow | None) -> None:
        values: dict[str, Any] = {"slips": 10, "counted": True}
        if row is not None:
            values = {field.key: getattr(row, field.key) for field in fields.PRIZE}

        def act(given: dict[str, Any]) -> object:
            return self.workspace.perform(
                prizes.set_prize, values=given, prize_id=None if row is None else row.id
            )

        self.asking.open(
            "New prize" if row is None else "Change the prize",
            fields.PRIZE,
            act,
            said="The prize is kept.",
            values=values,
            columns=2,
            detail="Draws that were made keep the slips as they lay.",
        )

    @does(prizes.change_stock)
    def stock(self) -> None:
        """More or fewer of the marked prize."""
        row = self.prizes.selected_row()
        if row is None:
            self.mark_first()
            return

        def act(given: dict[str, Any]) -> object:
            return self.workspace.perform(prizes.change_stock, prize_id=row.id, **given)

        left = "" if row.stock is None else f"{counted(row.stock, 'piece')} left"
        self.asking.open(
            f"Stock of {row.title}", fields.STOCK, act, said="The stock is changed.", detail=left
        )

    @does(prizes.end_prize)
    def end_prize(self) -> None:
        """Take the marked prize out from today on."""
        row = self.prizes.selected_row()
        if row is None:
            self.mark_first()
        else:
            self._try(prizes.end_prize, prize_id=row.id)

    @does(prizes.spend_points)
    def spend(self) -> None:
        """Buy a prize for points, for the marked participant or another."""
        row = self.points.selected_row()
        if row is None:
            self.mark_first()
        else:
            self._points_opened(row)

    @does(prizes.spend_points)
    def _points_opened(self, row: PointsRow) -> None:
        kept = self.workspace.read(prizes.prizes, today=self.workspace.today)
        shelf = [p for p in kept if p.points is not None and not p.state]
        if not shelf:
            self.notices.say(
                "No prize can be bought now. Give one a price in points first.",
                Tone.INFO,
                key="mark",
            )
            return
        named = closed_list("Prize", [(str(p.id), f"{p.title}, {p.points:,}") for p in shelf])

        def act(given: dict[str, Any]) -> object:
            return self.workspace.perform(
                prizes.spend_points,
                episode_id=given["person"],
                prize_id=int(given["prize_id"]),
            )

        self.asking.open(
            "Spend points",
            (fields.PERSON, replace(fields.BUY, choices=named)),
            act,
            said="The prize is given, and the points are spent.",
            values={"person": Result(row.name, payload=row.episode_id)},
            detail=f"{counted(row.left, 'point')} left",
            confirm="Give",
            search=PeopleSearch(self.workspace),
        )

    @does(prizes.set_prize)
    def _prize_opened(self, row: PrizeRow) -> None:
        self._ask_prize(row)

    def _try(self, act: Callable[..., Any], **wanted: Any) -> None:
        try:
            self.workspace.perform(act, **wanted)
        except Refusal as refusal:
            self.notices.say(str(refusal), Tone.ALARM, key="refused")
        else:
            self.notices.take_back("refused")


def _card(title: str, table: DataTable, buttons: Sequence[Button]) -> Card:
    card = Card(title)
    card.add(table, 1)
    feet = QHBoxLayout()
    feet.setSpacing(px(8))
    for button in buttons:
        feet.addWidget(button)
    feet.addStretch(1)
    card.add(feet)
    return card
