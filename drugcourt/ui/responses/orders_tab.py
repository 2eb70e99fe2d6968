"""Which orders wait to be done or verified: a list that is worked off with single keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from drugcourt.casework.responses import orders
from drugcourt.casework.responses.orders import OrderRow
from drugcourt.domain.dates import counted
from drugcourt.domain.responses import OrderList, OrderState
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.fields import responses as fields
from drugcourt.ui.kit.buttons import Button, Choice, ChoiceChips, Look
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.ui.responses.tab import ResponsesTab
from drugcourt.ui.shell import Shell
from drugcourt.workspace import Workspace

_EMPTY = {
    OrderList.OPEN: "No order is open.",
    OrderList.OVERDUE: "No order is overdue.",
    OrderList.TO_VERIFY: "Every order that was done has its proof.",
    OrderList.LATELY: "No order was done and verified in the last 30 days.",
}
_TONES = {
    OrderList.OPEN: Tone.WATCH,
    OrderList.OVERDUE: Tone.ALARM,
    OrderList.TO_VERIFY: Tone.INFO,
    OrderList.LATELY: Tone.GOOD,
}


def _state(row: OrderRow) -> Sequence[tuple[str, Tone]]:
    late = f", {counted(row.days_late, 'day')} late" if row.days_late else ""
    overdue = row.state is OrderState.OVERDUE
    words = counted(row.days_late, "day") + " overdue" if overdue else row.state.label + late
    return [(words, fields.STATE_TONES[row.state])]


def _title(row: OrderRow) -> str:
    hours = f", {row.hours:g} hours" if row.hours and "hours" not in row.title else ""
    return f"{row.title}{hours}"


def _for(row: OrderRow) -> str:
    told = [f"for {row.behavior}"] if row.behavior else []
    if row.verified_by:
        told.append(f"proof seen by {row.verified_by}")
    return "; ".join(told)


class _Marks:
    """Which lines are marked; the table holds this and not the page, so both can be freed."""

    def __init__(self) -> None:
        self.rows: dict[int, OrderRow] = {}

    def icon(self, row: OrderRow) -> tuple[str, Tone, str] | None:
        """The sign of a marked line."""
        return ("check", Tone.GOOD, "Marked") if row.id in self.rows else None


@dataclass(frozen=True, slots=True)
class _Source:
    """Where the table asks for its rows; it holds no widget."""

    workspace: Workspace
    which: OrderList

    def fetch(self, offset: int, limit: int, sort: str, descending: bool) -> list[OrderRow]:
        """One window of the list."""
        return self.workspace.read(
            orders.order_rows,
            which=self.which,
            today=self.workspace.today,
            offset=offset,
            limit=limit,
            sort=sort,
            descending=descending,
        )

    def count(self) -> int:
        """How many there are."""
        return self.workspace.read(orders.order_count, which=self.which, today=self.workspace.today)


class OrdersTab(ResponsesTab):
    """Space marks, D says done, V verified; without marks they are about the current line."""

    title = "Open orders"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._marks = _Marks()
        self.choice = ChoiceChips(
            [Choice(which, which.label, _TONES[which]) for which in OrderList], "Which orders"
        )
        self.choice.set_value(OrderList.OPEN)
        self.table = DataTable(
            (
                Column(fields.MARK, icon=self._marks.icon),
                Column(fields.NAME, strong=True),
                Column(fields.ORDER, text=_title, detail=_for, stretch=True),
                Column(fields.ORDER_FAMILY),
                Column(fields.GIVEN_ON),
                Column(fields.DUE_ON),
                Column(fields.DONE_ON),
                Column(fields.ORDER_STATE, pills=_state),
            ),
            "Orders",
            as_of=shell.workspace.today,
            layouts=shell.layouts,
            empty=_EMPTY[OrderList.OPEN],
        )
        self.done_button = Button("Done (D)", self.mark_done, Look.PRIMARY)
        self.verify_button = Button("Proof seen (V)", self.mark_verified)
        self.count = Muted("", wrap=False)
        self._build()
        self.choice.chosen.connect(self._chosen)
        self.table.opened.connect(self._opened)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self.choice, 1)
        head.addWidget(self.count)
        head.addWidget(self.verify_button)
        head.addWidget(self.done_button)
        self.column.addLayout(head)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(
            Muted(
                "Space marks a line, A all of them; D: done, on a day you say; V: proof seen. "
                "Enter opens the participant’s responses.",
                small=True,
            )
        )
        keys = self.shell.shortcuts
        for key, words, slot in (
            ("Space", "Mark the order, or take the mark away", self.toggle_mark),
            ("A", "Mark all orders of the list, or none", self.toggle_all),
            ("D", "The marked orders are done", self.mark_done),
            ("V", "The proof of the marked orders was seen", self.mark_verified),
        ):
            keys.add(key, words, slot, self.table, "Open orders")

    @property
    def which(self) -> OrderList:
        """The list that is chosen."""
        return OrderList(str(self.choice.value()))

    def words(self) -> str:
        """The title with how many are overdue."""
        late = self.workspace.read(
            orders.order_count, which=OrderList.OVERDUE, today=self.workspace.today
        )
        return f"{self.title} ({late:,} overdue)" if late else self.title

    def refresh(self) -> None:
        """Ask again for the list; marks of lines that are gone fall away."""
        source = _Source(self.workspace, self.which)
        self.table.set_source(source.fetch, source.count)
        if self._marks.rows:
            still = self.workspace.read(
                orders.orders_still_in,
                which=self.which,
                today=self.workspace.today,
                response_ids=list(self._marks.rows),
            )
            for gone in self._marks.rows.keys() - still:
                del self._marks.rows[gone]
        self._say_marks()

    def take_keyboard(self) -> None:
        self.table.setFocus()
        if self.table.selected_row() is None:
            self.table.select_place(0)

    def marked_episode(self) -> int | None:
        row = self.table.selected_row()
        return None if row is None else int(row.episode_id)

    def _chosen(self, _which: object) -> None:
        self._marks.rows.clear()
        self.table.set_empty(_EMPTY[self.which])
        self.refresh()

    # Marking ----------------------------------------------------------------------------------

    def toggle_mark(self) -> None:
        """Mark the current line, or not any more, and go on to the next."""
        row = self.table.selected_row()
        if row is None:
            return
        if self._marks.rows.pop(row.id, None) is None:
            self._marks.rows[row.id] = row
        self._say_marks()
        self.table.select_place(self.table.currentIndex().row() + 1)

    def toggle_all(self) -> None:
        """Mark all of the list; all marked, none is."""
        source = _Source(self.workspace, self.which)
        rows = source.fetch(0, orders.MOST_AT_ONCE, "", descending=False)
        every = {row.id: row for row in rows}
        self._marks.rows = {} if self._marks.rows.keys() >= every.keys() else every
        self._say_marks()

    def _say_marks(self) -> None:
        count = len(self._marks.rows)
        self.count.setText(f"{counted(count, 'line')} marked" if count else "")
        waiting = self.which in (OrderList.OPEN, OrderList.OVERDUE)
        self.done_button.setEnabled(waiting)
        self.verify_button.setEnabled(self.which is OrderList.TO_VERIFY)
        self.table.viewport().update()

    def _those(self) -> dict[int, OrderRow]:
        """The marked lines; without marks the current one."""
        row: OrderRow | None = self.table.selected_row()
        return dict(self._marks.rows) or ({} if row is None else {row.id: row})

    # Acting -----------------------------------------------------------------------------------

    @does(orders.complete_orders)
    def mark_done(self) -> None:
        """The marked orders were done on a day."""
        chosen = self._those()
        if not self.done_button.isEnabled():
            return
        if not chosen:
            self.mark_first()
            return
        self.notices.take_back("mark")

        def act(given: dict[str, Any]) -> object:
            return self._perform(orders.complete_orders, response_ids=sorted(chosen), **given)

        first = next(iter(chosen.values()))
        self.asking.open(
            "Orders done" if len(chosen) > 1 else "Order done",
            fields.DONE,
            act,
            said=f"{counted(len(chosen), 'order')} recorded as done.",
            values={"done_on": self.workspace.today},
            detail=f"{first.title}, {first.name}"
            if len(chosen) == 1
            else counted(len(chosen), "order"),
            confirm="Done",
        )

    @does(orders.verify_orders)
    def mark_verified(self) -> None:
        """Somebody saw the proof of the marked orders."""
        chosen = self._those()
        if not self.verify_button.isEnabled():
            return
        if not chosen:
            self.mark_first()
            return
        try:
            self._perform(orders.verify_orders, response_ids=sorted(chosen))
        except Refusal as refusal:
            self.notices.say(str(refusal), Tone.ALARM, key="refused")
            return
        self.notices.take_back("refused")
        self.shell.say(f"{counted(len(chosen), 'proof')} recorded as seen.", Tone.GOOD)

    def _perform(self, act: Callable[..., Any], **wanted: Any) -> Any:
        answer = self.workspace.perform(act, **wanted)
        self._marks.rows.clear()
        self._say_marks()
        return answer

    def _opened(self, row: OrderRow) -> None:
        self.shell.open_participant(row.episode_id, "responses")
