from __future__ import annotations

from typing import Any

from drugcourt.casework.responses.advice import Advice, advice, advice_at
from drugcourt.casework.responses.responses import complete_response
from drugcourt.casework.responses.similar import last_similar
from drugcourt.domain.responses import GoalClass, ResponseFamily
from drugcourt.domain.specimens import Substance
from drugcourt.workspace import Workspace
from tests.casework.files import TODAY, ago
from tests.casework.responses.answering import ADJUSTMENT, INCENTIVE, SANCTION, answer
from tests.court_day import admitted, cup, days_ago, heard, no_cup, on_docket


def asked(workspace: Workspace, episode: int, **wanted: Any) -> Advice:
    return workspace.read(advice, episode_id=episode, as_of=TODAY, **wanted)


def test_what_was_not_kept_since_the_last_hearing_comes_first(workspace: Workspace) -> None:
    episode = admitted(workspace)
    no_cup(workspace, episode, days_ago(20))
    heard(workspace, on_docket(workspace, episode, days_ago(7)))
    no_cup(workspace, episode, days_ago(3))
    entry = on_docket(workspace, episode)
    found = workspace.read(advice_at, entry_id=entry, today=TODAY)
    assert (found.phase, found.since) == (1, days_ago(7))
    (missed,) = found.found
    assert (missed.key, missed.on, missed.times) == ("missed_test", days_ago(3), 2)
    assert missed.text == "Nov 21; the 2nd time in 90 days"
    sanction, adjustment = missed.suggestions
    assert sanction.titles[0] == "Community service, 8 hours"
    assert sanction.rule == "Missed test, from the 2nd time in 90 days: sanction"
    assert adjustment.titles == ("More frequent testing",)


def test_use_in_the_first_phase_is_distal_and_answered_by_treatment(workspace: Workspace) -> None:
    episode = admitted(workspace)
    cup(workspace, episode, days_ago(2), Substance.COCAINE)
    (found,) = asked(workspace, episode).found
    assert (found.key, found.goal) == ("positive", GoalClass.DISTAL)
    assert [one.family for one in found.suggestions] == [ResponseFamily.SERVICE_ADJUSTMENT]


def test_nothing_follows_from_a_test_whose_confirmation_is_out(workspace: Workspace) -> None:
    episode = admitted(workspace)
    cup(workspace, episode, days_ago(2), Substance.COCAINE, confirm=True)
    found = asked(workspace, episode)
    assert found.found == ()
    (held,) = found.held
    assert held.startswith("The test of Nov 22: Positive: cocaine")


def test_what_was_achieved_is_counted_by_the_answers_it_had(workspace: Workspace) -> None:
    episode = admitted(workspace)
    cup(workspace, episode, days_ago(2))
    answer(workspace, episode, ago(30), INCENTIVE, "Praise", behavior_key="tests_negative")
    (found,) = asked(workspace, episode).found
    assert (found.key, found.times) == ("tests_negative", 2)
    assert found.text == "1 test, all negative; the 2nd time in 90 days"


def test_orders_are_found_done_in_time_and_overdue(workspace: Workspace) -> None:
    episode = admitted(workspace)
    done = answer(workspace, episode, ago(20), due_on=ago(5))
    answer(workspace, episode, ago(20), title="Letter", due_on=ago(3))
    workspace.perform(complete_response, response_id=done, done_on=ago(6))
    told = {one.key: one.on for one in asked(workspace, episode).found}
    assert told == {"order_overdue": ago(2), "order_done": ago(6)}


def test_a_past_day_knows_nothing_of_what_came_later(workspace: Workspace) -> None:
    episode = admitted(workspace)
    no_cup(workspace, episode, days_ago(3))
    found = workspace.read(advice, episode_id=episode, as_of=days_ago(4))
    assert found.found == ()


# The last similar case ------------------------------------------------------------------------


def similar(workspace: Workspace, episode: int, times: int = 1) -> Any:
    about = {"behavior_key": "missed_test", "times": times, "phase": 1, "as_of": TODAY}
    return workspace.read(last_similar, episode_id=episode, **about)


def test_the_last_like_case_is_told_without_a_name(workspace: Workspace) -> None:
    mine, other = admitted(workspace, "Okafor"), admitted(workspace, "Tran")
    about = {"behavior_key": "missed_test", "rule": "A rule", "times": 1}
    answer(workspace, mine, ago(1), title="My own", **about)
    order = answer(workspace, other, ago(20), title="Essay", due_on=ago(10), **about)
    answer(workspace, other, ago(20), ADJUSTMENT, "More frequent testing", **about)
    workspace.perform(complete_response, response_id=order, done_on=ago(12))
    no_cup(workspace, other, days_ago(5))
    found = similar(workspace, mine)
    assert found.alike
    words = found.words(TODAY)
    assert words == (
        "Nov 4, another participant, phase 1, 1st time: More frequent testing (service "
        "adjustment), Essay (sanction). Done Nov 12. In the 20 days after: seen again 1 time."
    )
    assert "Tran" not in words


def test_a_case_that_is_more_alike_goes_before_a_later_one(workspace: Workspace) -> None:
    mine, other = admitted(workspace, "Okafor"), admitted(workspace, "Tran")
    about = {"behavior_key": "missed_test"}
    answer(workspace, other, ago(20), title="First", times=1, **about)
    answer(workspace, other, ago(10), title="Third", times=3, departure="", **about)
    assert similar(workspace, mine, 1).responses == ((SANCTION, "First"),)
    assert similar(workspace, mine, 3).responses == ((SANCTION, "Third"),)
    unlike = similar(workspace, mine, 2)
    assert (unlike.alike, unlike.responses) == (False, ((SANCTION, "Third"),))


def test_without_a_like_case_nothing_is_told(workspace: Workspace) -> None:
    assert similar(workspace, admitted(workspace)) is None
