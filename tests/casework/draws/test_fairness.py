from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from drugcourt.casework.draws.draws import make_draw
from drugcourt.casework.draws.fairness import fairness
from drugcourt.casework.draws.overrides import force
from drugcourt.casework.draws.policy import set_draw_policy
from drugcourt.casework.specimens.specimens import NewTest, record_test, record_tests
from drugcourt.domain.specimens import CollectionStatus, TestReason
from drugcourt.errors import FieldRefusal
from drugcourt.workspace import Workspace
from tests.conftest import TODAY
from tests.courts import in_second_program, missed_test, participant, participants

pytestmark = pytest.mark.usefixtures("same_seeds")


def drawn_days(workspace: Workspace, count: int) -> Workspace:
    for n in range(count):
        today = Workspace(workspace.database, who=workspace.who, as_of=TODAY + timedelta(days=n))
        today.perform(make_draw)
    return today


def test_what_was_drawn_stands_against_what_the_chances_add_up_to(workspace: Workspace) -> None:
    workspace.perform(set_draw_policy, values={"least": "0/7"})
    participants(workspace, 20)
    later = drawn_days(workspace, 14)
    found = later.read(fairness, today=later.today, since=TODAY)
    draws = found.by_draws
    assert draws.days == 14
    assert (draws.total.tries, draws.total.expected) == (280, pytest.approx(80))
    assert [t.tries for t in draws.weekdays] == [40] * 7
    assert draws.weekend.tries == 80
    assert draws.holidays.tries == 20  # Thanksgiving
    assert "Thanksgiving" in " ".join(found.holidays.values())
    assert draws.total.luck > 0.001
    assert draws.unlike == ()
    assert sum(found.by_tests.tests) == draws.total.seen
    assert draws.after.tries == sum(one.stretches.tests for one in found.people) - _on_the_last_day(
        later
    )


def _on_the_last_day(workspace: Workspace) -> int:
    asked = text("SELECT count(*) FROM specimen WHERE collected_on = :day")
    return workspace.read(lambda db: db.execute(asked, {"day": workspace.today}).scalar())


def test_only_random_tests_enter_the_report(workspace: Workspace) -> None:
    person = participant(workspace)
    workspace.perform(force, episode_id=person, reason="The judge asked for it")
    workspace.perform(set_draw_policy, values={"target": "0/7", "least": "0/7"})
    workspace.perform(
        record_test,
        episode_id=person,
        values={
            "collected_on": TODAY - timedelta(days=1),
            "status": CollectionStatus.MISSED,
            "reason": TestReason.SUSPICION,
        },
        results={},
    )
    missed_test(workspace, person, TODAY - timedelta(days=4))
    found = workspace.read(fairness, today=TODAY)
    assert sum(found.by_tests.tests) == 1
    (line,) = found.people
    assert (line.stretches.tests, line.stretches.longest) == (1, 56)  # sixty-one days on the list


def test_a_court_that_never_tests_on_weekends_is_seen_without_any_draw(
    workspace: Workspace,
) -> None:
    person = participant(workspace, admitted_on=TODAY - timedelta(days=85))
    days = (TODAY - timedelta(days=n) for n in range(1, 85))
    missed = {"status": CollectionStatus.MISSED}
    tests = [
        NewTest(person, {**missed, "collected_on": day}, {}) for day in days if day.weekday() < 5
    ]
    workspace.perform(record_tests, tests=tests)
    found = workspace.read(fairness, today=TODAY)
    assert found.by_draws.days == 0
    assert found.by_tests.weekend.seen == 0
    assert found.by_tests.weekend.luck < 1e-6
    assert found.by_tests.luck < 1e-3


@pytest.mark.file
def test_a_draw_that_was_tampered_with_is_told_in_the_report(workspace: Workspace) -> None:
    participant(workspace)
    workspace.perform(make_draw)
    engine = workspace.database.engine.execution_options(writes=True)
    with engine.begin() as connection:
        connection.execute(text("DROP TRIGGER draw_no_update"))
        connection.execute(text("UPDATE draw SET seed = '" + "11" * 32 + "'"))
    found = workspace.read(fairness, today=TODAY)
    assert len(found.by_draws.unlike) == 1
    assert "does not come out the same" in found.by_draws.unlike[0]
    assert workspace.read(fairness, today=TODAY, replayed=False).by_draws.unlike == ()


def test_the_report_of_one_participant_is_about_nobody_else(workspace: Workspace) -> None:
    one, _other = participant(workspace, "Tran"), participant(workspace, "Reyes")
    workspace.perform(make_draw)
    found = workspace.read(fairness, today=TODAY, episode_id=one)
    assert [line.name for line in found.people] == ["Tran, Sam"]
    assert found.person == found.people[0]
    assert found.by_draws.total.tries == 1


def test_a_period_that_can_not_be_is_refused(workspace: Workspace) -> None:
    with pytest.raises(FieldRefusal, match="first day"):
        workspace.read(fairness, today=TODAY, since=TODAY, until=date(2026, 1, 1))


def test_each_of_several_programs_is_weighed_by_itself(workspace: Workspace) -> None:
    people = participants(workspace, 6)
    in_second_program(workspace, people[:2])
    workspace.perform(set_draw_policy, values={"least": "0/7"})
    later = drawn_days(workspace, 7)
    found = later.read(fairness, today=later.today, since=TODAY)
    assert [line.name for line in found.programs] == ["Five-phase model", "Veterans"]
    first, second = (found.of_program(line.key) for line in found.programs)
    assert (first.by_draws.total.tries, second.by_draws.total.tries) == (28, 14)
    assert sum(first.by_draws.weekend.tries for first in (first, second)) == 12
    seen = [one.by_draws.total.seen for one in (first, second)]
    assert sum(seen) == found.by_draws.total.seen
    assert [sum(one.by_tests.tests) for one in (first, second)] == seen
    assert {one.episode_id for one in second.people} == set(people[:2])
    assert (second.program, second.programs, second.by_draws.days) == ("Veterans", (), 7)


def test_a_program_without_a_draw_has_figures_of_nothing_and_one_program_stands_alone(
    workspace: Workspace,
) -> None:
    people = participants(workspace, 2)
    assert workspace.read(fairness, today=TODAY).programs == ()
    in_second_program(workspace, people[:1])
    last = workspace.read(fairness, today=TODAY).of_program("veterans")
    assert (last.by_draws.total.tries, last.by_tests.per_week) == (0, 0)
