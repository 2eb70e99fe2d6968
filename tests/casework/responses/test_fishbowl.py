from __future__ import annotations

import hashlib
import hmac

import pytest
from sqlalchemy import text

from drugcourt.casework.checking import check_court
from drugcourt.casework.participants.changes import changes
from drugcourt.casework.participants.corrections import take_back_entry
from drugcourt.casework.responses import drafting, fishbowl, points, prizes
from drugcourt.casework.responses.policy import keep_policy
from drugcourt.casework.timeline.timeline import timeline
from drugcourt.domain.responses import ResponseFamily
from drugcourt.exchange.response_policy import shipped_response_policy
from drugcourt.records.points import FishbowlDraw
from drugcourt.records.responses import Response
from drugcourt.workspace import Workspace
from tests.casework.files import TODAY, ago, leaves_nothing, participant
from tests.casework.responses.answering import INCENTIVE, answer
from tests.court_day import kept

UNGUARD = {
    "sqlite": "DROP TRIGGER fishbowl_draw_no_update",
    "postgresql": "DROP TRIGGER fishbowl_draw_unchanging ON fishbowl_draw",
}
SEED = hashlib.sha256(b"seed").digest()


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    """A court whose bowl is filled as usual."""
    workspace.perform(prizes.start_bowl)
    return workspace


def draw(workspace: Workspace, episode: int, seed: bytes = SEED) -> int:
    return workspace.perform(fishbowl.commit_slip, episode_id=episode, response_id=None, seed=seed)


def test_an_incentive_that_brings_a_draw_waits_until_it_is_made(filled: Workspace) -> None:
    episode = participant(filled)
    given = answer(filled, episode, ago(3), INCENTIVE, "fishbowl Draw", behavior="New job")
    answer(filled, episode, ago(3), INCENTIVE, "Praise")
    answer(filled, episode, ago(60), INCENTIVE, "Fishbowl draw")
    (one,) = filled.read(fishbowl.waiting_draws, today=TODAY)
    assert (one.response_id, one.behavior, one.left) == (given, "New job", 1)
    filled.perform(fishbowl.draw_for, response_id=given)
    assert filled.read(fishbowl.waiting_draws, today=TODAY) == []
    with leaves_nothing(filled):
        filled.perform(fishbowl.draw_for, response_id=given)


def test_a_draw_waits_in_whatever_letters_its_incentive_is_written(filled: Workspace) -> None:
    item = next(item for item in shipped_response_policy().catalog if item.draws)
    values = {**{name: getattr(item, name) for name in item.__slots__}, "title": "Élan draw"}
    court = drafting.with_item(shipped_response_policy(), values)
    filled.perform(keep_policy, policy=court, started_on=TODAY, note="Own words")
    given = answer(filled, participant(filled), ago(3), INCENTIVE, "Élan draw")
    assert [one.response_id for one in filled.read(fishbowl.waiting_draws, today=TODAY)] == [given]


def test_what_brings_no_draw_draws_nothing(filled: Workspace) -> None:
    given = answer(filled, participant(filled), ago(3), INCENTIVE, "Praise")
    with leaves_nothing(filled):
        filled.perform(fishbowl.draw_for, response_id=given)


def test_a_draw_for_another_is_an_incentive_with_its_reason(filled: Workspace) -> None:
    episode = participant(filled)
    with leaves_nothing(filled, "behavior"):
        filled.perform(fishbowl.reward_and_draw, episode_id=episode, behavior=" ")
    number = filled.perform(
        fishbowl.reward_and_draw, episode_id=episode, behavior="Led the meeting"
    )
    made = kept(filled, FishbowlDraw, number)
    response = kept(filled, Response, made.response_id)
    assert (response.family, response.behavior) == (ResponseFamily.INCENTIVE, "Led the meeting")


def test_anybody_can_work_the_slip_out_from_the_proof(filled: Workspace) -> None:
    episode = participant(filled)
    proof = filled.read(fishbowl.proof, draw_id=draw(filled, episode))
    unit = f"{TODAY.isoformat()}|{episode}.1"
    assert f"{proof.day.isoformat()}|{proof.unit}" == unit
    number = int(hmac.new(bytes.fromhex(proof.seed), unit.encode(), "sha256").hexdigest()[:16], 16)
    assert proof.drawn == f"{number:016x}"
    slips = [title for s in proof.bowl for title in [s.title] * s.count]
    assert len(slips) == 500
    place = number * 500 >> 64
    assert (proof.place, proof.title) == (place + 1, slips[place])
    assert proof.problem == ""


def test_stock_goes_down_by_what_was_drawn(filled: Workspace) -> None:
    episode = participant(filled)
    for number in range(12):
        draw(filled, episode, hashlib.sha256(bytes([number])).digest())
    drawn = [row.title for row in filled.read(fishbowl.draw_rows)]
    assert len(drawn) == 12
    for row in filled.read(prizes.prizes, today=TODAY):
        first = {"Small": 40, "Large": 8, "Jumbo": 1}.get(row.title.split()[0])
        assert row.stock == (None if first is None else first - drawn.count(row.title))
    units = {filled.read(fishbowl.proof, draw_id=n).unit for n in range(1, 13)}
    assert units == {f"{episode}.{n}" for n in range(1, 13)}


def test_the_last_prize_is_drawn_once(workspace: Workspace) -> None:
    values = {"title": "Bicycle", "slips": 1, "counted": True}
    number = workspace.perform(prizes.set_prize, values=values)
    workspace.perform(prizes.change_stock, prize_id=number, change=1)
    episode = participant(workspace)
    draw(workspace, episode)
    with leaves_nothing(workspace):
        draw(workspace, episode)


def test_check_draws_all_of_them_again_and_finds_what_was_changed(filled: Workspace) -> None:
    episode = participant(filled)
    for number in range(3):
        draw(filled, episode, hashlib.sha256(bytes([number])).digest())
    key = filled.database.history_key
    assert filled.read(check_court, history_key=key).problems == ()
    assert filled.read(fishbowl.first_unlike_slip) == ""
    with filled.database.engine.execution_options(writes=True).begin() as connection:
        connection.execute(text(UNGUARD[connection.dialect.name]))
        connection.execute(text("UPDATE fishbowl_draw SET title = 'Jumbo' WHERE id = 2"))
    assert "was changed after it was made" in filled.read(fishbowl.first_unlike_slip)
    assert any("fishbowl" in said for said in filled.read(check_court, history_key=key).problems)


def test_a_draw_is_never_changed_and_keeps_its_response(filled: Workspace) -> None:
    given = answer(filled, participant(filled), ago(3), INCENTIVE, "Fishbowl draw")
    filled.perform(fishbowl.draw_for, response_id=given)
    with leaves_nothing(filled):
        filled.perform(take_back_entry, table="response", number=given, reason="Wrong person")


def test_the_file_tells_what_was_drawn_and_bought(filled: Workspace) -> None:
    episode = participant(filled)
    draw(filled, episode)
    filled.perform(points.give_points, episode_id=episode, given_on=TODAY, points=9, text="Led")
    filled.perform(prizes.spend_points, episode_id=episode, prize_id=2)
    lines = [row.text for row in filled.read(timeline, episode_id=episode)]
    title = filled.read(fishbowl.draw_rows)[0].title
    assert f"Drew “{title}”" in lines
    assert "Small prize: bus pass, coffee, snack for 5 points, R. Alvarez" in lines
    told = {row.what: row.text for row in filled.read(changes, episode_id=episode, today=TODAY)}
    assert told["Fishbowl draw added"].startswith("Day: Nov 24; Number: 1; Title: ")
    assert "Points: 5" in told["Points spent added"]
