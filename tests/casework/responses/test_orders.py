from __future__ import annotations

from datetime import timedelta
from typing import Any

from drugcourt.casework.exits import exits
from drugcourt.casework.responses import orders
from drugcourt.casework.responses.orders import OrderRow
from drugcourt.domain.episodes import ExitReason
from drugcourt.domain.responses import OrderList, OrderState
from drugcourt.workspace import Workspace
from tests.casework.files import TODAY, ago, last_change, leaves_nothing, participant
from tests.casework.responses.answering import answer

OPEN, OVERDUE, TO_VERIFY, LATELY = OrderList


def listed(workspace: Workspace, which: OrderList, **wanted: Any) -> list[OrderRow]:
    return workspace.read(orders.order_rows, which=which, today=TODAY, **wanted)


def titles(workspace: Workspace, which: OrderList, **wanted: Any) -> list[str]:
    return [row.title for row in listed(workspace, which, **wanted)]


def test_an_order_goes_from_open_over_done_to_verified(workspace: Workspace) -> None:
    episode = participant(workspace)
    late = answer(workspace, episode, ago(30), title="Late", due_on=ago(1))
    today = answer(workspace, episode, ago(9), title="Today", due_on=TODAY)
    answer(workspace, episode, ago(9), title="No order")
    assert titles(workspace, OPEN) == ["Late", "Today"]
    assert titles(workspace, OVERDUE) == ["Late"]
    (first,) = listed(workspace, OVERDUE)
    assert (first.state, first.days_late) == (OrderState.OVERDUE, 1)
    both = [late, today]
    assert workspace.perform(orders.complete_orders, response_ids=both, done_on=TODAY) == 2
    assert titles(workspace, OPEN) == []
    assert [row.state for row in listed(workspace, TO_VERIFY)] == [OrderState.DONE] * 2
    workspace.perform(orders.verify_orders, response_ids=both, verified_by="J. Pike")
    rows = listed(workspace, LATELY)
    assert {(row.title, row.verified_by, row.days_late) for row in rows} == {
        ("Late", "J. Pike", 1),
        ("Today", "J. Pike", 0),
    }
    counts = {
        which: workspace.read(orders.order_count, which=which, today=TODAY) for which in OrderList
    }
    assert counts == {OPEN: 0, OVERDUE: 0, TO_VERIFY: 0, LATELY: 2}
    assert last_change(workspace, "response").act == "verify_orders"


def test_several_are_marked_together_or_none_is(workspace: Workspace) -> None:
    episode = participant(workspace)
    early = answer(workspace, episode, ago(9), due_on=TODAY)
    later = answer(workspace, episode, ago(2), title="Letter", due_on=TODAY)
    with leaves_nothing(workspace, "done_on"):
        workspace.perform(orders.complete_orders, response_ids=[early, later], done_on=ago(5))
    with leaves_nothing(workspace):
        workspace.perform(orders.complete_orders, response_ids=[], done_on=TODAY)


def test_the_list_is_sorted_and_windowed_by_the_database(workspace: Workspace) -> None:
    boyd, tran = participant(workspace, "Boyd"), participant(workspace, "Tran")
    answer(workspace, tran, ago(9), title="A", due_on=TODAY)
    answer(workspace, boyd, ago(8), title="B", due_on=TODAY + timedelta(days=1))
    answer(workspace, tran, ago(7), title="C", due_on=TODAY + timedelta(days=2))
    assert titles(workspace, OPEN) == ["A", "B", "C"]
    assert titles(workspace, OPEN, sort="name") == ["B", "A", "C"]
    assert titles(workspace, OPEN, sort="due_on", descending=True) == ["C", "B", "A"]
    assert titles(workspace, OPEN, offset=1, limit=1) == ["B"]
    assert workspace.read(orders.order_count, which=OPEN, today=TODAY) == 3


def test_nothing_is_asked_any_more_of_somebody_who_left(workspace: Workspace) -> None:
    episode = participant(workspace)
    answer(workspace, episode, ago(9), due_on=ago(1))
    workspace.perform(
        exits.discharge,
        episode_id=episode,
        exit_reason=ExitReason.RELOCATED,
        note="Moved away.",
        on=TODAY,
    )
    assert titles(workspace, OPEN) == titles(workspace, OVERDUE) == []
