from __future__ import annotations

from datetime import timedelta

import pytest

from drugcourt.casework.accounts import accounts
from drugcourt.casework.cases import case_rows
from drugcourt.casework.keeping.holds import holds, place_hold, release_hold
from drugcourt.casework.keeping.keeping import (
    NOBODY_ELSE,
    ask_order,
    confirm_order,
    nobody_to_confirm,
    orders,
    withdraw_order,
)
from drugcourt.domain.accounts import Role
from drugcourt.domain.keeping import OrderKind, OrderState, Reach
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.workspace import Workspace
from tests.casework.keeping.rig import JUDGE, NUMBER, at_desk, order, with_somebody
from tests.conftest import TODAY


def test_one_asks_and_another_confirms_with_the_number_off_the_paper(workspace: Workspace) -> None:
    person_id, _ = with_somebody(workspace)
    asked = workspace.perform(ask_order, order=order(OrderKind.SEAL), subject=person_id)
    with pytest.raises(Refusal, match="another person has to confirm"):
        workspace.perform(confirm_order, order_id=asked, number=NUMBER)
    with at_desk(workspace, JUDGE):
        with pytest.raises(FieldRefusal, match="another number"):
            workspace.perform(confirm_order, order_id=asked, number="Order 8 of 2026")
        assert [row.state for row in workspace.read(orders)] == [OrderState.ASKED]
        workspace.perform(confirm_order, order_id=asked, number=NUMBER)
    (row,) = workspace.read(orders)
    assert (row.state, row.asked_by, row.settled_by) == (
        OrderState.DONE,
        "R. Alvarez",
        "Hon. M. Whitfield",
    )


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"court": " "}, "court"),
        ({"judge": ""}, "judge"),
        ({"number": ""}, "number"),
        ({"ordered_on": TODAY + timedelta(days=1)}, "ordered_on"),
    ],
)
def test_an_order_needs_its_court_judge_number_and_a_day_that_has_come(
    workspace: Workspace, changed: dict[str, object], field: str
) -> None:
    person_id, _ = with_somebody(workspace)
    with pytest.raises(FieldRefusal) as refused:
        workspace.perform(ask_order, order=order(OrderKind.SEAL, **changed), subject=person_id)
    assert refused.value.field == field


def test_the_paper_about_a_destroyed_record_must_not_lead_back_to_it(workspace: Workspace) -> None:
    person_id, episode_id = with_somebody(workspace)
    (case,) = workspace.read(case_rows, episode_id=episode_id)
    ordered = order(OrderKind.EXPUNGE, number=f"In re {case.number}")
    with pytest.raises(FieldRefusal, match="own number"):
        workspace.perform(ask_order, order=ordered, subject=person_id)


def test_a_hold_stops_sealing_and_destroying_until_it_is_released(workspace: Workspace) -> None:
    person_id, episode_id = with_somebody(workspace)
    (case,) = workspace.read(case_rows, episode_id=episode_id)
    waiting = workspace.perform(ask_order, order=order(OrderKind.EXPUNGE), subject=person_id)
    hold = workspace.perform(place_hold, person_id=person_id, reason="Doe v. County")
    of_case = order(OrderKind.SEAL, reach=Reach.CASE)
    with pytest.raises(Refusal, match="legal hold"):
        workspace.perform(ask_order, order=of_case, subject=case.id)
    with at_desk(workspace, JUDGE), pytest.raises(Refusal, match="legal hold"):
        workspace.perform(confirm_order, order_id=waiting, number=NUMBER)
    workspace.perform(release_hold, hold_id=hold, reason="The lawsuit is settled")
    assert workspace.read(holds) == []
    with at_desk(workspace, JUDGE):
        workspace.perform(confirm_order, order_id=waiting, number=NUMBER)


def test_a_withdrawn_order_keeps_neither_number_nor_whom_it_was_about(workspace: Workspace) -> None:
    person_id, _ = with_somebody(workspace)
    asked = workspace.perform(ask_order, order=order(OrderKind.SEAL), subject=person_id)
    with pytest.raises(Refusal, match="waits already"):
        workspace.perform(ask_order, order=order(OrderKind.EXPUNGE), subject=person_id)
    workspace.perform(withdraw_order, order_id=asked)
    (row,) = workspace.read(orders)
    assert (row.number, row.about, row.state) == ("", "", OrderState.WITHDRAWN)


def test_a_court_with_one_account_is_told_what_it_needs(workspace: Workspace) -> None:
    def said() -> str:
        return str(workspace.read(nobody_to_confirm, login=workspace.database.login))

    assert said() == NOBODY_ELSE
    workspace.perform(accounts.add_account, login="pike", name="J. Pike", role=Role.CASE_MANAGER)
    assert said() == NOBODY_ELSE  # a case manager asks, and does not decide
    workspace.perform(accounts.add_account, login=JUDGE, name="Hon. M. W.", role=Role.JUDGE)
    assert said() == ""
