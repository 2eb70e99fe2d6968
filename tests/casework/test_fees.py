from __future__ import annotations

from datetime import date

import pytest

from drugcourt.casework import fees
from drugcourt.domain.fees import DebtKind, FeeKind
from drugcourt.workspace import Workspace
from tests.casework.files import TODAY, ago, last_change, leaves_nothing, participant

FEES, COSTS = DebtKind.PROGRAM_FEES, DebtKind.COURT_COSTS


def _enter(workspace: Workspace, episode: int, kind: FeeKind, cents: int, **more: object) -> int:
    wanted = {"debt": FEES, "on": ago(1), **more}
    return workspace.perform(fees.enter_fee, episode_id=episode, kind=kind, cents=cents, **wanted)


def test_balances_are_kept_apart_by_debt(workspace: Workspace) -> None:
    episode = participant(workspace)
    _enter(workspace, episode, FeeKind.CHARGE, 50_000)
    _enter(workspace, episode, FeeKind.CHARGE, 10_000, debt=COSTS)
    _enter(workspace, episode, FeeKind.PAYMENT, 12_000)
    _enter(workspace, episode, FeeKind.WAIVER, 8_000, reason="Out of work")
    assert workspace.read(fees.balances, episode_id=episode) == {FEES: 30_000, COSTS: 10_000}
    rows = workspace.read(fees.debt_rows, episode_id=episode, today=TODAY)
    assert [(r.debt, r.charged, r.paid, r.waived, r.owed) for r in rows] == [
        (FEES, 50_000, 12_000, 8_000, 30_000),
        (COSTS, 10_000, 0, 0, 10_000),
    ]
    assert last_change(workspace, "fee_entry").episode_id == episode


@pytest.mark.parametrize(
    ("kind", "cents", "more", "field"),
    [
        (FeeKind.CHARGE, 0, {}, "cents"),
        (FeeKind.CHARGE, -5, {}, "cents"),
        (FeeKind.PAYMENT, 50_001, {}, "cents"),
        (FeeKind.WAIVER, 100, {}, "reason"),
        (FeeKind.CHARGE, 100, {"on": date(2026, 11, 25)}, "entered_on"),
    ],
)
def test_a_line_that_cant_be_is_refused(
    workspace: Workspace, kind: FeeKind, cents: int, more: dict[str, object], field: str
) -> None:
    episode = participant(workspace)
    _enter(workspace, episode, FeeKind.CHARGE, 50_000)
    with leaves_nothing(workspace, field):
        _enter(workspace, episode, kind, cents, **more)


def test_a_new_plan_ends_the_one_before(workspace: Workspace) -> None:
    episode = participant(workspace)
    for days, cents in ((60, 4_000), (10, 2_500)):
        workspace.perform(
            fees.agree_plan,
            episode_id=episode,
            debt=FEES,
            started_on=ago(days),
            cents_each=cents,
        )
    (row,) = workspace.read(fees.debt_rows, episode_id=episode, today=TODAY)
    assert row.plan == "$25.00 every month"
    (row,) = workspace.read(fees.debt_rows, episode_id=episode, today=ago(11))
    assert row.plan == "$40.00 every month"
    with leaves_nothing(workspace, "cents_each"):
        workspace.perform(
            fees.agree_plan, episode_id=episode, debt=FEES, started_on=TODAY, cents_each=0
        )
