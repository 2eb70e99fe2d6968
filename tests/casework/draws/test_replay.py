from __future__ import annotations

from datetime import timedelta

import pytest

from drugcourt.casework.checking import CheckReport, check_court
from drugcourt.casework.draws.draws import make_draw
from drugcourt.casework.draws.replay import replay
from drugcourt.errors import Refusal
from drugcourt.records.draws import DrawEntry
from drugcourt.records.specimens import Specimen
from drugcourt.workspace import Workspace
from tests.casework.drawing import all_of, drawn, on, tampered
from tests.conftest import TODAY
from tests.courts import missed_test, participant, participants

# what is tampered with here is tampered with as in a file, past its triggers
pytestmark = [pytest.mark.file, pytest.mark.usefixtures("same_seeds")]
TOMORROW = TODAY + timedelta(days=1)


def checked(workspace: Workspace) -> CheckReport:
    return workspace.read(check_court, history_key=workspace.database.history_key)


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE draw_entry SET outcome = 'not_drawn' WHERE id = 1", "does not come out the same"),
        ("UPDATE draw_entry SET outcome = 'drawn' WHERE id = 1", "does not come out the same"),
        ("UPDATE draw_entry SET number = '0000000000000000'", "does not come out the same"),
        ("UPDATE draw SET seed = '" + "00" * 32 + "'", "does not come out the same"),
        ("UPDATE draw SET reason = 'other'", "fingerprint does not fit"),
        ("DELETE FROM draw_entry WHERE id = 1", "fingerprint does not fit"),
        ("UPDATE draw SET previous = 'ff'", "fingerprint does not fit"),
        ("UPDATE draw SET seed = 'not hexadecimal'", "can't be read any more"),
        ("UPDATE draw SET policy = '{}'", "can't be read any more"),
        ("UPDATE draw_entry SET target = 'often' WHERE id = 1", "can't be read any more"),
        ("UPDATE draw SET algorithm = 'drugcourt-draw-9'", "does not know"),
    ],
)
def test_a_changed_record_does_not_replay(
    workspace: Workspace, statement: str, sentence: str
) -> None:
    participants(workspace, 9)
    workspace.perform(make_draw)
    before = all_of(workspace, DrawEntry)[0].outcome
    if f"outcome = '{before}'" in statement:
        statement = "UPDATE draw_entry SET chance = '1/1' WHERE id = 1"
    tampered(workspace, statement)
    found = workspace.read(replay, day=TODAY)
    assert not found.same
    assert sentence in found.sentence


def test_a_draw_slipped_in_before_is_seen(workspace: Workspace) -> None:
    participant(workspace)
    workspace.perform(make_draw)
    on(workspace, TOMORROW).perform(make_draw)
    tampered(workspace, "UPDATE draw SET fingerprint = 'aa' WHERE id = 1")
    assert "do not hang together" in workspace.read(replay, day=TOMORROW).sentence


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("collected_on = '2026-11-25'", "stands on record for"),
        ("episode_id = episode_id % 9 + 1", "not on record any more"),
    ],
)
def test_tests_that_do_not_agree_with_the_draw_are_seen(
    workspace: Workspace, change: str, sentence: str
) -> None:
    participants(workspace, 9)
    while not all_of(workspace, Specimen):
        workspace = on(workspace, workspace.today + timedelta(days=1))
        workspace.perform(make_draw)
    day = workspace.today
    change = change.replace("2026-11-25", (day + timedelta(days=1)).isoformat())
    tampered(workspace, f"UPDATE specimen SET {change} WHERE id = 1")
    assert sentence in workspace.read(replay, day=day).sentence


def test_a_random_test_that_no_draw_brought_is_seen(workspace: Workspace) -> None:
    participants(workspace, 9)
    workspace.perform(make_draw)
    other = next(r for r in drawn(workspace).rows if not r.called)
    missed_test(workspace, other.episode_id, TODAY)  # random unless another reason is given
    assert "not drawn" in workspace.read(replay, day=TODAY).sentence


def test_a_day_without_a_draw_can_not_be_replayed(workspace: Workspace) -> None:
    with pytest.raises(Refusal, match="No draw was made"):
        workspace.read(replay, day=TODAY)


def test_the_check_of_a_court_names_the_first_draw_that_does_not_come_out_the_same(
    workspace: Workspace,
) -> None:
    participants(workspace, 9)
    for n in range(4):
        on(workspace, TODAY + timedelta(days=n)).perform(make_draw)
    assert checked(workspace).problems == ()
    assert "4 draws came out the same" in checked(workspace).sentence
    tampered(workspace, "UPDATE draw SET seed = '" + "00" * 32 + "' WHERE id IN (2, 3)")
    (problem,) = checked(workspace).problems
    assert "Wednesday, November 25, 2026" in problem
    assert "does not come out the same" in problem


def test_a_test_put_on_another_day_since_does_not_break_the_court(workspace: Workspace) -> None:
    participants(workspace, 24)
    workspace.perform(make_draw)
    tampered(workspace, "UPDATE specimen SET collected_on = '2026-11-23' WHERE id = 1")
    assert not workspace.read(replay, day=TODAY).same
    assert checked(workspace).problems == ()
