from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, func, select, text
from sqlalchemy.exc import DBAPIError

from drugcourt.casework.draws import draws
from drugcourt.casework.draws import policy as draw_policy
from drugcourt.casework.draws.draws import add_to_draw, make_draw
from drugcourt.casework.draws.replay import replay
from drugcourt.casework.participants.participants import set_status
from drugcourt.casework.specimens.result_entry import to_enter
from drugcourt.domain.draws import DayType, DrawOutcome
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.specimens import CollectionStatus, TestReason
from drugcourt.errors import Refusal
from drugcourt.records.draws import Draw, DrawEntry
from drugcourt.records.history import HistoryEntry
from drugcourt.records.specimens import Specimen
from drugcourt.workspace import Workspace
from tests.casework.drawing import all_of, drawn, on
from tests.conftest import TODAY
from tests.courts import candidate, missed_test, participant, participants

pytestmark = pytest.mark.usefixtures("same_seeds")
TOMORROW = TODAY + timedelta(days=1)


def test_a_draw_schedules_the_tests_of_those_drawn_and_replays(workspace: Workspace) -> None:
    people = participants(workspace, 24)
    candidate(workspace)
    workspace.perform(make_draw)
    found = drawn(workspace)
    assert len(found.rows) == len(people)
    called = {row.episode_id for row in found.called}
    scheduled = all_of(workspace, Specimen)
    assert {s.episode_id for s in scheduled} == called
    assert {(s.status, s.reason, s.collected_on) for s in scheduled} <= {
        (CollectionStatus.SCHEDULED, TestReason.RANDOM, TODAY)
    }
    assert {p.episode_id for p in workspace.read(to_enter, day=TODAY)} == called
    again = workspace.read(replay, day=TODAY)
    assert (again.same, again.people, again.tested) == (True, 24, len(called))
    assert "comes out the same" in again.sentence


def test_a_draw_stands_and_a_second_one_of_the_day_is_refused(workspace: Workspace) -> None:
    participant(workspace)
    workspace.perform(make_draw)
    before = drawn(workspace)
    with pytest.raises(Refusal, match=r"was made by R\. Alvarez and stands"):
        workspace.perform(make_draw)
    assert drawn(workspace) == before


def test_two_courts_with_the_same_people_are_drawn_by_different_seeds(
    workspace: Workspace,
) -> None:
    participant(workspace)
    workspace.perform(make_draw)
    tomorrow = on(workspace, TOMORROW)
    tomorrow.perform(make_draw)
    seeds = [draw.seed for draw in all_of(workspace, Draw)]
    assert len(set(seeds)) == 2
    assert all(len(bytes.fromhex(seed)) == draws.SEED_BYTES for seed in seeds)


def test_the_draws_hang_together_by_their_fingerprints(workspace: Workspace) -> None:
    participant(workspace)
    workspace.perform(make_draw)
    on(workspace, TOMORROW).perform(make_draw)
    first, second = all_of(workspace, Draw)
    assert first.previous == ""
    assert second.previous == first.fingerprint


def test_a_draw_of_an_earlier_day_is_refused_after_a_later_one(workspace: Workspace) -> None:
    participant(workspace)
    on(workspace, TOMORROW).perform(make_draw)
    with pytest.raises(Refusal, match="can't be made after it"):
        workspace.perform(make_draw)


def test_late_comers_are_not_drawn_for_once_a_later_day_was_drawn(workspace: Workspace) -> None:
    participant(workspace)
    workspace.perform(make_draw)
    on(workspace, TOMORROW).perform(make_draw)
    participant(workspace)
    with pytest.raises(Refusal, match="can't be made after it"):
        workspace.perform(add_to_draw, reason="Admitted this morning")


def test_nobody_to_draw_and_no_testing_are_refused(workspace: Workspace) -> None:
    with pytest.raises(Refusal, match="Nobody in the program"):
        workspace.perform(make_draw)
    participant(workspace)
    workspace.perform(
        draw_policy.set_testing_days, first_on=TODAY, kind=DayType.CLOSED, reason="Snow."
    )
    with pytest.raises(Refusal, match="No tests are taken on Tuesday, November 24, 2026: Snow"):
        workspace.perform(make_draw)
    assert all_of(workspace, Draw) == []


def test_a_draw_is_never_changed(workspace: Workspace) -> None:
    participant(workspace)
    workspace.perform(make_draw)
    for table in ("draw", "draw_entry"):
        engine = workspace.database.engine.execution_options(writes=True)
        for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
            with pytest.raises(DBAPIError, match="never changed"), engine.begin() as connection:
                connection.execute(text(statement))
    with pytest.raises(RuntimeError, match="one by one"):
        workspace.perform(_remove_draws)


def _remove_draws(db: Any, context: Any) -> None:
    db.execute(delete(Draw))


def test_the_history_names_the_draw_and_its_fingerprint(workspace: Workspace) -> None:
    participant(workspace)
    workspace.perform(make_draw)
    entry = next(e for e in all_of(workspace, HistoryEntry) if e.kind == "draw")
    assert entry.act == "make_draw"
    assert all_of(workspace, Draw)[0].fingerprint in entry.after


def test_whoever_is_away_is_not_on_the_list(workspace: Workspace) -> None:
    here, jailed = participant(workspace), participant(workspace)
    workspace.perform(set_status, episode_id=jailed, status=EpisodeStatus.IN_CUSTODY)
    workspace.perform(make_draw)
    assert [row.episode_id for row in drawn(workspace).rows] == [here]


def test_the_chance_comes_from_the_phase_with_the_minimum_that_goes_with_it(
    workspace: Workspace,
) -> None:
    participant(workspace)
    workspace.perform(make_draw)
    (row,) = drawn(workspace).rows
    assert (row.chance, row.times, row.basis) == (
        "2/7",
        "2/7, at least 1/7",
        "Phase 1 of the program",
    )
    assert row.hex_line == "4924924924924925"


def test_a_test_that_stands_already_is_taken_for_the_drawn_one(workspace: Workspace) -> None:
    people = participants(workspace, 12)
    numbers = [missed_test(workspace, episode_id, TODAY) for episode_id in people]
    workspace.perform(make_draw)
    assert [s.id for s in all_of(workspace, Specimen)] == numbers


def test_over_a_fortnight_nobody_goes_seven_days_without_a_test(workspace: Workspace) -> None:
    people = participants(workspace, 6)
    days = [TODAY + timedelta(days=n) for n in range(15)]
    for day in days:
        on(workspace, day).perform(make_draw)
    tested = {(s.episode_id, s.collected_on) for s in all_of(workspace, Specimen)}
    for person in people:
        for first in range(len(days) - 6):
            assert any((person, day) in tested for day in days[first : first + 7])
    assert all(workspace.read(replay, day=day).same for day in days)
    due = [e for e in all_of(workspace, DrawEntry) if e.outcome is DrawOutcome.MINIMUM]
    assert {len(e.counted) for e in due} <= {0}


def test_late_comers_get_a_draw_of_their_own_with_the_reason(workspace: Workspace) -> None:
    participant(workspace)
    with pytest.raises(Refusal, match="Make it first"):
        workspace.perform(add_to_draw, reason="x")
    workspace.perform(make_draw)
    with pytest.raises(Refusal, match="Everybody"):
        workspace.perform(add_to_draw, reason="Admitted this morning")
    late = participant(workspace)
    workspace.perform(add_to_draw, reason="Admitted this morning")
    found = drawn(workspace)
    assert [(d.number, d.reason) for d in found.draws] == [(1, ""), (2, "Admitted this morning")]
    assert {row.episode_id for row in found.rows if row.draw_number == 2} == {late}
    assert workspace.read(replay, day=TODAY).draws == 2
    assert workspace.read(replay, day=TODAY).same


def test_no_more_are_called_than_places_and_allowance(workspace: Workspace) -> None:
    participants(workspace, 40)
    workspace.perform(
        draw_policy.set_draw_policy, values={"places": 3, "allowance": 40, "target": "2/7"}
    )
    workspace.perform(make_draw)
    found = drawn(workspace)
    assert found.draws[0].plan.limit == 4
    assert len(found.called) == 4
    assert sum(r.outcome is DrawOutcome.OVER_CAPACITY for r in found.rows) > 0
    assert workspace.read(replay, day=TODAY).same


def test_a_refused_draw_leaves_nothing(workspace: Workspace) -> None:
    with pytest.raises(Refusal):
        workspace.perform(make_draw)
    count = select(func.count()).select_from(DrawEntry)
    assert workspace.read(lambda db: db.scalar(count)) == 0
