"""Within Supervision: conditions and what was handed in; legal events, infractions and points."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from drugcourt.casework.responses import points
from drugcourt.casework.responses.points import PointRow
from drugcourt.casework.supervision import conditions, conduct
from drugcourt.casework.supervision.conditions import ConditionRow, ItemRow
from drugcourt.casework.supervision.conduct import ConductRow
from drugcourt.domain.dates import short
from drugcourt.domain.tone import Tone
from drugcourt.fields import conditions as condition_fields
from drugcourt.fields import conduct as conduct_fields
from drugcourt.fields import points as point_fields
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.cards import Card, columns
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.theme import px
from drugcourt.ui.participants.change_button import ChangeButton, Entry
from drugcourt.ui.participants.conduct_entries import ConductEntries
from drugcourt.ui.participants.pane import Pane
from drugcourt.ui.shell import Shell


def _approved(row: ConditionRow) -> list[tuple[str, Tone]]:
    if row.efforts:
        return [("Best efforts", Tone.WATCH)]
    return [("Approved", Tone.GOOD)] if row.approved else []


def _checked(row: ItemRow) -> list[tuple[str, Tone]]:
    return [("Looked through", Tone.GOOD)] if row.checked else [("Not yet", Tone.WATCH)]


def _open(row: ConductRow) -> list[tuple[str, Tone]]:
    return [(row.word, Tone.ALARM if row.open else Tone.PLAIN)]


class ConductPane(Pane):
    """Four tables: what holds and what was handed in above, what happened and points below."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        left, right = QWidget(), QWidget()
        for side, cards in (
            (left, (self._conditions(), self._conduct())),
            (right, (self._items(), self._points())),
        ):
            box = QVBoxLayout(side)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(px(12))
            for card in cards:
                box.addWidget(card, 1)
        self.box.addLayout(columns((left, 3), (right, 2)), 1)

    def _conditions(self) -> Card:
        self.begin = Button("New condition…", self.new_condition, icon_name="plus")
        self.end = Button("End…", self.end_condition)
        self.approve = Button("Approved", self.approve_condition)
        self.holding = self.table(
            [
                Column(condition_fields.NAME, strong=True),
                Column(condition_fields.SORT),
                Column(condition_fields.STARTED),
                Column(condition_fields.UNTIL),
                Column(condition_fields.STATE, pills=_approved),
                Column(condition_fields.TEXT, muted=True, stretch=True),
            ],
            "Conditions",
            empty="Housing, a sponsor, a licence: no condition is recorded yet.",
        )
        self.change = ChangeButton(self, self.holding, self._of_condition)
        card = Card("Conditions", actions=(self.begin, self.approve, self.end, self.change))
        card.add(self.holding, 1)
        return card

    def _items(self) -> Card:
        self.hand_in = Button("Handed in…", self.new_item, icon_name="plus")
        self.check = Button("Looked through", self.check_item)
        self.items = self.table(
            [
                Column(condition_fields.HANDED_IN),
                Column(condition_fields.NAME, stretch=True),
                Column(condition_fields.STATE, pills=_checked),
            ],
            "Handed in",
            empty="Nothing was handed in yet.",
        )
        self.change_item = ChangeButton(self, self.items, self._of_item)
        card = Card("Handed in", actions=(self.hand_in, self.check, self.change_item))
        card.add(self.items, 1)
        return card

    def _conduct(self) -> Card:
        self.legal = Button("Legal event…", self.new_legal, icon_name="plus")
        self.breach = Button("Infraction…", self.new_infraction, icon_name="plus")
        self.settle = Button("Ended…", self.end_legal)
        self.events = self.table(
            [
                Column(conduct_fields.HAPPENED),
                Column(conduct_fields.WORD, pills=_open),
                Column(conduct_fields.UNTIL),
                Column(conduct_fields.TEXT, stretch=True),
            ],
            "Legal events and infractions",
            empty="No arrest, charge, warrant or infraction is recorded.",
        )
        self.change_event = ChangeButton(self, self.events, self._of_event)
        card = Card("Conduct", actions=(self.legal, self.breach, self.settle, self.change_event))
        card.add(self.events, 1)
        return card

    def _points(self) -> Card:
        self.give = Button("Points…", self.new_points, icon_name="plus")
        self.given = self.table(
            [
                Column(point_fields.GIVEN),
                Column(point_fields.NUMBER, strong=True),
                Column(point_fields.FOR, stretch=True),
            ],
            "Points",
            empty="No points are recorded.",
        )
        self.change_points = ChangeButton(self, self.given, self._of_points)
        self.totals = Card("Points", actions=(self.give, self.change_points))
        self.totals.add(self.given, 1)
        return self.totals

    def refresh(self) -> None:
        self.holding.set_rows(self.desk.read(conditions.condition_rows))
        self.items.set_rows(self.desk.read(conditions.item_rows, limit=1_000))
        self.events.set_rows(self.desk.read(conduct.conduct_rows))
        self.given.set_source(self._fetch_points, self._count_points)
        count, credits_, demerits = self.desk.read(points.point_totals)
        self.totals.set_heading(
            "Points", f"{credits_:,} earned, {demerits:,} demerits" if count else ""
        )
        for button in (
            *(self.begin, self.end, self.approve, self.hand_in, self.check),
            *(self.legal, self.breach, self.settle, self.give),
        ):
            button.setEnabled(not self.closed)

    def _fetch_points(self, offset: int, limit: int, _sort: str, _down: bool) -> list[PointRow]:
        return self.desk.read(points.point_rows, offset=offset, limit=limit)

    def _count_points(self) -> int:
        return self.desk.read(points.point_totals)[0]

    # Acts -------------------------------------------------------------------------------------

    @does(ConductEntries.condition)
    def new_condition(self) -> None:
        """Record that something holds."""
        self.desk.conduct.condition()

    @does(ConductEntries.end_condition)
    def end_condition(self) -> None:
        """End the chosen condition."""
        row = self.holding.selected_row()
        if row is not None and row.ended_on is None:
            self.desk.conduct.end_condition(row.id, row.name)

    @does(ConductEntries.approve)
    def approve_condition(self) -> None:
        """The court approved of the chosen condition."""
        row = self.holding.selected_row()
        if row is not None and not row.approved:
            self.desk.conduct.approve(row.id)

    @does(ConductEntries.item)
    def new_item(self) -> None:
        """Record something handed in."""
        self.desk.conduct.item()

    @does(ConductEntries.check)
    def check_item(self) -> None:
        """The chosen thing was looked through."""
        row = self.items.selected_row()
        if row is not None and not row.checked:
            self.desk.conduct.check(row.id)

    @does(ConductEntries.legal_event)
    def new_legal(self) -> None:
        """Record a legal event."""
        self.desk.conduct.legal_event()

    @does(ConductEntries.infraction)
    def new_infraction(self) -> None:
        """Record an infraction."""
        self.desk.conduct.infraction()

    @does(ConductEntries.end_legal_event)
    def end_legal(self) -> None:
        """The chosen charge was settled, or the warrant served or recalled."""
        row = self.events.selected_row()
        if row is not None and row.open:
            self.desk.conduct.end_legal_event(row.id, self._said(row))

    @does(ConductEntries.points)
    def new_points(self) -> None:
        """Give points."""
        self.desk.conduct.points()

    # Changed ----------------------------------------------------------------------------------

    def _of_condition(self, row: ConditionRow) -> Entry:
        return "condition", row.id, f"{row.name}, since {short(row.started_on, self.today)}"

    def _of_item(self, row: ItemRow) -> Entry:
        return "item", row.id, f"{row.name}, {short(row.handed_in_on, self.today)}"

    def _of_event(self, row: ConductRow) -> Entry:
        return row.table, row.id, self._said(row)

    def _of_points(self, row: PointRow) -> Entry:
        return "point_entry", row.id, f"{row.points:,}, {short(row.given_on, self.today)}"

    def _said(self, row: ConductRow) -> str:
        return f"{row.word}, {short(row.happened_on, self.today)}"
