from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from drugcourt.casework.draws import overrides as draw_overrides
from drugcourt.casework.draws.draws import make_draw
from drugcourt.casework.draws.replay import replay
from drugcourt.domain.draws import DrawOutcome
from drugcourt.domain.specimens import TestReason
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.specimens import Specimen
from drugcourt.workspace import Workspace
from tests.casework.drawing import all_of, drawn, on, outcome_of
from tests.conftest import TODAY
from tests.courts import candidate, participant, participants

pytestmark = pytest.mark.usefixtures("same_seeds")
TOMORROW = TODAY + timedelta(days=1)


def test_an_ordered_test_is_on_the_list_and_is_not_random(workspace: Workspace) -> None:
    people = participants(workspace, 8)
    for person in people:
        workspace.perform(
            draw_overrides.force,
            episode_id=person,
            test_reason=TestReason.SUSPICION,
            reason="Seen unsteady",
        )
    workspace.perform(make_draw)
    rows = drawn(workspace).rows
    assert {r.outcome for r in rows} <= {DrawOutcome.FORCED, DrawOutcome.DRAWN}
    reasons = {s.episode_id: s.reason for s in all_of(workspace, Specimen)}
    for row in rows:
        ordered = row.outcome is DrawOutcome.FORCED
        assert reasons[row.episode_id] is (TestReason.SUSPICION if ordered else TestReason.RANDOM)
        assert "Seen unsteady (R. Alvarez)" in row.why
    assert workspace.read(replay, day=TODAY).same


def test_an_order_after_the_draw_is_scheduled_at_once(workspace: Workspace) -> None:
    people = participants(workspace, 9)
    workspace.perform(make_draw)
    called = {row.episode_id for row in drawn(workspace).called}
    other = next(person for person in people if person not in called)
    workspace.perform(draw_overrides.force, episode_id=other, reason="The judge asked for it")
    reasons = {s.episode_id: s.reason for s in all_of(workspace, Specimen)}
    assert reasons[other] is TestReason.COURT_ORDERED
    assert workspace.read(replay, day=TODAY).same


def test_an_excused_participant_is_not_drawn_and_the_reason_is_kept(workspace: Workspace) -> None:
    person = participant(workspace)
    workspace.perform(
        draw_overrides.excuse_from_draw,
        episode_id=person,
        first_on=TODAY,
        last_on=TODAY + timedelta(days=3),
        reason="In hospital",
    )
    for n in range(4):
        today = on(workspace, TODAY + timedelta(days=n))
        today.perform(make_draw)
        assert outcome_of(today, person, today.today) is DrawOutcome.EXCUSED
    (row,) = drawn(workspace).rows
    assert row.why == "In hospital (R. Alvarez)"
    assert all_of(workspace, Specimen) == []


@pytest.mark.parametrize(
    ("act", "wanted", "field"),
    [
        (draw_overrides.force, {"reason": " "}, "reason"),
        (draw_overrides.force, {"reason": "x", "test_reason": TestReason.RANDOM}, "test_reason"),
        (draw_overrides.force, {"reason": "x", "on": TODAY - timedelta(days=1)}, "on"),
        (draw_overrides.excuse_from_draw, {"first_on": TODAY, "reason": ""}, "reason"),
        (
            draw_overrides.excuse_from_draw,
            {"first_on": TODAY - timedelta(days=1), "last_on": TODAY, "reason": "x"},
            "first_on",
        ),
        (
            draw_overrides.excuse_from_draw,
            {"first_on": TODAY, "last_on": TODAY - timedelta(days=1), "reason": "x"},
            "last_on",
        ),
    ],
)
def test_a_decision_without_a_reason_or_for_a_day_gone_by_is_refused(
    workspace: Workspace, act: Callable[..., Any], wanted: dict[str, Any], field: str
) -> None:
    person = participant(workspace)
    with pytest.raises(FieldRefusal) as refused:
        workspace.perform(act, episode_id=person, **wanted)
    assert refused.value.field == field
    assert workspace.read(draw_overrides.overrides, today=TODAY) == []


def test_a_drawn_day_takes_no_excuse_and_a_decision_can_be_taken_back_before(
    workspace: Workspace,
) -> None:
    person = participant(workspace)
    number = workspace.perform(
        draw_overrides.excuse_from_draw, episode_id=person, first_on=TOMORROW, reason="A funeral"
    )
    with pytest.raises(FieldRefusal, match="already"):
        workspace.perform(draw_overrides.force, episode_id=person, on=TOMORROW, reason="x")
    workspace.perform(draw_overrides.withdraw_override, override_id=number)
    assert workspace.read(draw_overrides.overrides, today=TODAY) == []
    workspace.perform(make_draw)
    with pytest.raises(FieldRefusal, match="stands"):
        workspace.perform(
            draw_overrides.excuse_from_draw, episode_id=person, first_on=TODAY, reason="x"
        )


def test_a_candidate_is_neither_ordered_nor_put_in_a_group(workspace: Workspace) -> None:
    person = candidate(workspace)
    with pytest.raises(Refusal, match="not been admitted"):
        workspace.perform(draw_overrides.force, episode_id=person, reason="x")


def test_somebody_who_comes_back_early_is_excused_no_longer(workspace: Workspace) -> None:
    person = participant(workspace)
    number = workspace.perform(
        draw_overrides.excuse_from_draw,
        episode_id=person,
        first_on=TODAY,
        last_on=TODAY + timedelta(days=30),
        reason="In hospital",
    )
    workspace.perform(make_draw)
    workspace.perform(draw_overrides.withdraw_override, override_id=number)
    (row,) = workspace.read(draw_overrides.overrides, today=TODAY)
    assert (row.first_on, row.last_on) == (TODAY, TODAY)
    tomorrow = on(workspace, TOMORROW)
    tomorrow.perform(make_draw)
    assert outcome_of(workspace, person, TOMORROW) is not DrawOutcome.EXCUSED
    with pytest.raises(FieldRefusal, match="stands"):
        workspace.perform(draw_overrides.withdraw_override, override_id=number)
    with pytest.raises(FieldRefusal, match="has passed"):
        tomorrow.perform(draw_overrides.withdraw_override, override_id=number)
