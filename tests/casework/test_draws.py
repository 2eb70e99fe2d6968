from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import delete, func, select, text
from sqlalchemy.exc import DBAPIError

from drugcourt.casework import draw_people, draw_policy, draws
from drugcourt.casework.draw_days import DrawnDay, drawn_day
from drugcourt.casework.draw_lists import call_script, daily_list
from drugcourt.casework.draw_load import load_ahead, no_show_share
from drugcourt.casework.draw_pool import pool
from drugcourt.casework.draw_replay import replay
from drugcourt.casework.draws import add_to_draw, make_draw
from drugcourt.casework.participants import set_status
from drugcourt.casework.result_entry import to_enter
from drugcourt.domain.draws import DayType, DrawOutcome
from drugcourt.domain.terms import CollectionStatus, EpisodeStatus, TestReason
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.draws import Draw, DrawEntry
from drugcourt.records.history import HistoryEntry
from drugcourt.records.specimens import Specimen
from drugcourt.workspace import Workspace
from tests.conftest import TODAY
from tests.courts import candidate, missed_test, participant, participants

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def _the_same_seeds_in_every_run(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chance itself is proved in tests/rules; here it must not decide whether a test holds."""
    monkeypatch.setattr(os, "urandom", Random(2026).randbytes)


def on(workspace: Workspace, day: date) -> Workspace:
    """The same court on another day."""
    return Workspace(workspace.database, who=workspace.who, as_of=day)


def drawn(workspace: Workspace, day: date = TODAY) -> DrawnDay:
    return workspace.read(drawn_day, day=day)


def outcome_of(workspace: Workspace, episode_id: int, day: date = TODAY) -> DrawOutcome:
    return next(r.outcome for r in drawn(workspace, day).rows if r.episode_id == episode_id)


def all_of(workspace: Workspace, record: type[Any]) -> list[Any]:
    def question(db: Any) -> list[Any]:
        found = list(db.scalars(select(record).order_by(record.id)))
        db.expunge_all()
        return found

    return workspace.read(question)


def tampered(workspace: Workspace, statement: str) -> None:
    """What somebody with the key might do past the program: the guards taken off first."""
    engine = workspace.database.engine.execution_options(writes=True)
    with engine.begin() as connection:
        for table in ("draw", "draw_entry"):
            connection.execute(text(f"DROP TRIGGER IF EXISTS {table}_no_update"))
            connection.execute(text(f"DROP TRIGGER IF EXISTS {table}_no_delete"))
        connection.execute(text(statement))


# The draw -------------------------------------------------------------------------------------


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


# Replay ---------------------------------------------------------------------------------------


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


# People ---------------------------------------------------------------------------------------


def test_an_ordered_test_is_on_the_list_and_is_not_random(workspace: Workspace) -> None:
    people = participants(workspace, 8)
    for person in people:
        workspace.perform(
            draw_people.force,
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
    workspace.perform(draw_people.force, episode_id=other, reason="The judge asked for it")
    reasons = {s.episode_id: s.reason for s in all_of(workspace, Specimen)}
    assert reasons[other] is TestReason.COURT_ORDERED
    assert workspace.read(replay, day=TODAY).same


def test_an_excused_participant_is_not_drawn_and_the_reason_is_kept(workspace: Workspace) -> None:
    person = participant(workspace)
    workspace.perform(
        draw_people.excuse_from_draw,
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
        (draw_people.force, {"reason": " "}, "reason"),
        (draw_people.force, {"reason": "x", "test_reason": TestReason.RANDOM}, "test_reason"),
        (draw_people.force, {"reason": "x", "on": TODAY - timedelta(days=1)}, "on"),
        (draw_people.excuse_from_draw, {"first_on": TODAY, "reason": ""}, "reason"),
        (
            draw_people.excuse_from_draw,
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
    assert workspace.read(draw_people.overrides, today=TODAY) == []


def test_a_drawn_day_takes_no_excuse_and_a_decision_can_be_taken_back_before(
    workspace: Workspace,
) -> None:
    person = participant(workspace)
    number = workspace.perform(
        draw_people.excuse_from_draw, episode_id=person, first_on=TOMORROW, reason="A funeral"
    )
    with pytest.raises(FieldRefusal, match="already"):
        workspace.perform(draw_people.force, episode_id=person, on=TOMORROW, reason="x")
    workspace.perform(draw_people.withdraw_override, override_id=number)
    assert workspace.read(draw_people.overrides, today=TODAY) == []
    workspace.perform(make_draw)
    with pytest.raises(FieldRefusal, match="stands"):
        workspace.perform(
            draw_people.excuse_from_draw, episode_id=person, first_on=TODAY, reason="x"
        )


def test_a_candidate_is_neither_ordered_nor_put_in_a_group(workspace: Workspace) -> None:
    person = candidate(workspace)
    with pytest.raises(Refusal, match="not been admitted"):
        workspace.perform(draw_people.force, episode_id=person, reason="x")


def test_a_group_shares_its_dates_and_own_times_take_their_place(workspace: Workspace) -> None:
    people = participants(workspace, 5)
    blue = workspace.perform(draw_people.set_group, name="Blue", values={"target": "3/7"})
    for person in people[:4]:
        workspace.perform(draw_people.put_in_group, episode_id=person, group_id=blue)
    workspace.perform(
        draw_people.set_scheme,
        episode_id=people[3],
        values={"target": "2/14", "least": "1/14"},
        reason="Doing well",
    )
    workspace.perform(make_draw)
    rows = {row.episode_id: row for row in drawn(workspace).rows}
    assert {rows[p].unit for p in people[:3]} == {"group Blue"}
    assert len({(rows[p].hex_number, rows[p].outcome) for p in people[:3]}) == 1
    assert (rows[people[3]].basis, rows[people[3]].chance) == ("Own times", "1/7")
    assert rows[people[4]].basis == "Phase 1 of the program"
    with pytest.raises(Refusal, match="Somebody is in this group"):
        workspace.perform(draw_people.end_group, group_id=blue)
    assert [(g.name, g.people) for g in workspace.read(draw_people.groups, today=TOMORROW)] == [
        ("Blue", 3)
    ]
    workspace.perform(draw_people.by_phase, episode_id=people[0])
    tomorrow = on(workspace, TOMORROW)
    tomorrow.perform(make_draw)
    later = {row.episode_id: row for row in drawn(workspace, TOMORROW).rows}
    assert later[people[0]].unit == str(people[0])
    assert later[people[1]].unit == "group Blue"


def test_a_group_of_the_same_name_and_times_that_clash_are_refused(workspace: Workspace) -> None:
    person = participant(workspace)
    workspace.perform(draw_people.set_group, name="Blue", values={"target": "2/7"})
    with pytest.raises(FieldRefusal, match="that name already"):
        workspace.perform(draw_people.set_group, name="blue", values={"target": "2/7"})
    with pytest.raises(FieldRefusal, match="no way to keep both"):
        workspace.perform(
            draw_people.set_scheme,
            episode_id=person,
            values={"target": "2/7", "least": "1/7", "most": "4/14"},
            reason="x",
        )


# Late comers, places, days --------------------------------------------------------------------


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


def test_on_a_check_in_day_people_are_called_in_the_same_words_and_no_test_is_scheduled(
    workspace: Workspace,
) -> None:
    participants(workspace, 30)
    workspace.perform(
        draw_policy.set_testing_days, first_on=TODAY, kind=DayType.CHECK_IN, reason="No cups"
    )
    workspace.perform(make_draw)
    called = drawn(workspace).called
    assert called
    assert {row.outcome for row in called} == {DrawOutcome.CHECK_IN}
    assert all_of(workspace, Specimen) == []
    script = " ".join(workspace.read(call_script, day=TODAY))
    assert all(row.reference in script for row in called)
    assert "check in" not in script.lower()
    assert workspace.read(replay, day=TODAY).same


def test_the_call_script_names_numbers_and_groups_and_never_a_person(workspace: Workspace) -> None:
    blue = workspace.perform(draw_people.set_group, name="Blue", values={"target": "7/7"})
    for family in ("Okafor", "Tran"):
        person = participant(workspace, family)
        workspace.perform(draw_people.put_in_group, episode_id=person, group_id=blue)
    alone = participant(workspace, "Reyes")
    workspace.perform(
        draw_people.set_scheme, episode_id=alone, values={"target": "1/1"}, reason="Every day"
    )
    workspace.perform(make_draw)
    script = " ".join(workspace.read(call_script, day=TODAY))
    assert "These groups are called: Blue." in script
    assert "These numbers are called: 26-0003." in script
    assert not any(name in script for name in ("Okafor", "Tran", "Reyes"))
    listed = workspace.read(daily_list, day=TODAY)
    assert [one.name for one in listed.people] == ["Okafor, Sam", "Reyes, Sam", "Tran, Sam"]


def test_on_a_day_without_tests_the_line_says_that_nobody_is_called(workspace: Workspace) -> None:
    workspace.perform(
        draw_policy.set_testing_days, first_on=TODAY, kind=DayType.CLOSED, reason="Snow"
    )
    assert "Nobody is called today." in workspace.read(call_script, day=TODAY)


def test_days_apart_hold_before_the_weekday_and_are_taken_back_in_time(
    workspace: Workspace,
) -> None:
    week = [DayType.TEST] * 6 + [DayType.CLOSED]
    workspace.perform(draw_policy.set_draw_policy, values={"week": week, "reduced_places": 5})
    sunday = TODAY + timedelta(days=5)
    number = workspace.perform(
        draw_policy.set_testing_days, first_on=sunday, kind=DayType.REDUCED, reason="Open after all"
    )
    ahead = {row.day: row for row in workspace.read(draw_policy.days_ahead, first=TODAY, count=14)}
    assert (ahead[sunday].kind, ahead[sunday].places) == (DayType.REDUCED, 5)
    assert ahead[sunday + timedelta(days=7)].kind is DayType.CLOSED
    workspace.perform(draw_policy.remove_testing_days, testing_day_id=number)
    assert workspace.read(draw_policy.set_apart, today=TODAY) == []
    with pytest.raises(FieldRefusal, match="Say why"):
        workspace.perform(draw_policy.set_testing_days, first_on=TOMORROW, kind=DayType.CLOSED)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"target": ""}, "target"),
        ({"target": "9/7"}, "target"),
        ({"least": "2/5"}, "least"),
        ({"places": 0}, "places"),
        ({"allowance": 101}, "allowance"),
        ({"week": ["test"]}, "week"),
    ],
)
def test_settings_that_mean_nothing_are_refused_at_their_field(
    workspace: Workspace, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(FieldRefusal) as refused:
        workspace.perform(draw_policy.set_draw_policy, values=values)
    assert refused.value.field == field
    assert not workspace.read(draw_policy.draw_settings).own


def test_shipped_settings_name_their_source_and_the_court_s_own_take_their_place(
    workspace: Workspace,
) -> None:
    shipped = workspace.read(draw_policy.draw_settings)
    assert "Best Practice Standards" in shipped.origin
    workspace.perform(draw_policy.set_draw_policy, values={"places": 30, "least": "0/7"})
    own = workspace.read(draw_policy.draw_settings)
    assert (own.origin, own.places) == (draw_policy.OWN_ORIGIN, 30)
    assert own.scheme(own.target).least is None


# Before and ahead -----------------------------------------------------------------------------


def test_random_tests_before_the_first_draw_count_for_the_minimum(workspace: Workspace) -> None:
    person = participant(workspace)
    missed_test(workspace, person, TODAY - timedelta(days=2))
    (listed,) = workspace.read(pool, day=TODAY)
    assert listed.eligible.counted == (TODAY - timedelta(days=2),)
    assert listed.eligible.since == TODAY - timedelta(days=2)


def test_the_minimum_holds_from_the_last_random_test_before_the_first_draw(
    workspace: Workspace,
) -> None:
    tested, untested = participants(workspace, 2)
    missed_test(workspace, tested, TODAY - timedelta(days=5))
    missed_test(workspace, tested, TODAY - timedelta(days=40))
    workspace.perform(make_draw)
    later = on(workspace, TODAY + timedelta(days=3))
    since = {
        one.eligible.episode_id: one.eligible.since for one in later.read(pool, day=later.today)
    }
    assert since == {tested: TODAY - timedelta(days=5), untested: TODAY}


def test_the_weeks_ahead_know_closed_days_and_the_share_who_stayed_away(
    workspace: Workspace,
) -> None:
    people = participants(workspace, 14)
    missed_test(workspace, people[0], TODAY - timedelta(days=3))
    workspace.perform(
        draw_policy.set_testing_days,
        first_on=TODAY + timedelta(days=2),
        kind=DayType.CLOSED,
        reason="Thanksgiving",
    )
    ahead = workspace.read(load_ahead, today=TODAY)
    assert len(ahead) == 28
    assert ahead[0].load.expected == pytest.approx(4)
    assert (ahead[2].row.reason, ahead[2].load.expected) == ("Thanksgiving", 0)
    assert workspace.read(no_show_share, today=TODAY) == 1.0
    workspace.perform(make_draw)
    assert workspace.read(load_ahead, today=TODAY)[0].day == TOMORROW


def test_a_refused_draw_leaves_nothing(workspace: Workspace) -> None:
    with pytest.raises(Refusal):
        workspace.perform(make_draw)
    count = select(func.count()).select_from(DrawEntry)
    assert workspace.read(lambda db: db.scalar(count)) == 0
