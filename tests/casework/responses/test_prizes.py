from __future__ import annotations

import pytest

from drugcourt.casework.responses import points, prizes
from drugcourt.casework.responses.prizes import PrizeRow
from drugcourt.errors import Refusal
from drugcourt.workspace import Workspace
from tests.casework.files import TODAY, ago, last_change, leaves_nothing, participant


def shelf(workspace: Workspace) -> dict[str, PrizeRow]:
    return {row.title: row for row in workspace.read(prizes.prizes, today=TODAY)}


def prize(
    workspace: Workspace, title: str = "Movie ticket", stock: int = 2, **other: object
) -> int:
    values = {"title": title, "slips": 10, "points": 30, "counted": True, **other}
    number = workspace.perform(prizes.set_prize, values=values)
    if stock:
        workspace.perform(prizes.change_stock, prize_id=number, change=stock)
    return number


def test_a_first_bowl_is_filled_once(workspace: Workspace) -> None:
    workspace.perform(prizes.start_bowl)
    rows = workspace.read(prizes.prizes, today=TODAY)
    assert [(row.slips, row.stock, row.odds) for row in rows] == [
        (250, None, "1 in 2"),
        (209, 40, "1 in 2.4"),
        (40, 8, "1 in 12.5"),
        (1, 1, "1 in 500"),
    ]
    with leaves_nothing(workspace):
        workspace.perform(prizes.start_bowl)


def test_what_is_out_of_stock_barred_or_taken_out_is_not_drawn(workspace: Workspace) -> None:
    prize(workspace, "There", slips=10)
    gone = prize(workspace, "Gone", stock=1)
    prize(workspace, "Barred", barred="The grant pays for none")
    ended = prize(workspace, "Ended")
    workspace.perform(prizes.change_stock, prize_id=gone, change=-1, why="Broken")
    workspace.perform(prizes.end_prize, prize_id=ended)
    told = {title: (row.odds, row.state) for title, row in shelf(workspace).items()}
    assert told == {
        "There": ("1 in 1", ""),
        "Gone": ("never", "Out of stock"),
        "Barred": ("never", "Not to be given"),
        "Ended": ("never", "Taken out"),
    }


def test_stock_goes_up_and_down_but_never_below_none(workspace: Workspace) -> None:
    number = prize(workspace)
    about = {"prize_id": number}
    with leaves_nothing(workspace, "change"):
        workspace.perform(prizes.change_stock, **about, change=-3, why="Lost")
    with leaves_nothing(workspace, "why"):
        workspace.perform(prizes.change_stock, **about, change=-1)
    assert workspace.perform(prizes.change_stock, **about, change=-2, why="Lost") == 0
    praise = prize(workspace, "Praise", stock=0, counted=False)
    with leaves_nothing(workspace, "change"):
        workspace.perform(prizes.change_stock, prize_id=praise, change=1)
    assert last_change(workspace, "stock_entry").act == "change_stock"


def test_a_prize_needs_a_name_and_honest_numbers(workspace: Workspace) -> None:
    with leaves_nothing(workspace, "title"):
        workspace.perform(prizes.set_prize, values={"title": " "})
    with leaves_nothing(workspace, "slips"):
        workspace.perform(prizes.set_prize, values={"title": "Prize", "slips": -1})
    number = prize(workspace)
    workspace.perform(prizes.set_prize, values={"slips": 3, "points": None}, prize_id=number)
    row = shelf(workspace)["Movie ticket"]
    assert (row.slips, row.points, row.stock) == (3, None, 2)


def test_points_are_spent_on_what_is_there_and_stay_earned(workspace: Workspace) -> None:
    episode = participant(workspace)
    ticket = prize(workspace, stock=1)
    workspace.perform(
        points.give_points, episode_id=episode, given_on=ago(3), points=70, text="A good month"
    )
    spend = {"episode_id": episode, "prize_id": ticket}
    assert workspace.perform(prizes.spend_points, **spend) == 40
    with leaves_nothing(workspace):  # none is left
        workspace.perform(prizes.spend_points, **spend)
    with pytest.raises(Refusal, match="“Movie ticket” is out of stock"):
        workspace.perform(prizes.spend_points, **spend)
    workspace.perform(prizes.change_stock, prize_id=ticket, change=5)
    assert workspace.perform(prizes.spend_points, **spend) == 10
    with leaves_nothing(workspace, "prize_id"):  # too dear
        workspace.perform(prizes.spend_points, **spend)
    (row,) = workspace.read(prizes.points_rows)
    assert (row.earned, row.spent, row.left) == (70, 60, 10)
    assert workspace.read(points.point_totals, episode_id=episode) == (1, 70, 0)


@pytest.mark.parametrize("other", [{"points": None}, {"barred": "Not now"}])
def test_what_can_not_be_bought_is_refused(workspace: Workspace, other: dict) -> None:
    episode = participant(workspace)
    number = prize(workspace, **other)
    with leaves_nothing(workspace, "prize_id"):
        workspace.perform(prizes.spend_points, episode_id=episode, prize_id=number)
    with pytest.raises(Refusal):
        workspace.perform(prizes.spend_points, episode_id=episode, prize_id=999)
