"""What the oversight of testing counts, on a small court whose counts are known."""

from __future__ import annotations

from datetime import date

import pytest

from drugcourt.casework import medications
from drugcourt.casework.moments import moment_at
from drugcourt.casework.programs.programs import programs
from drugcourt.casework.specimens import decisions, oversight, oversight_people, specimens
from drugcourt.casework.specimens.disputes import dispute
from drugcourt.domain.specimens import AnalyteResult, CollectionStatus, Substance, Validity
from drugcourt.domain.tone import YesNo
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.episodes import Episode
from drugcourt.workspace import Workspace
from tests.court_day import TODAY, admitted, cup, days_ago, no_cup

NEGATIVE, POSITIVE = AnalyteResult.NEGATIVE, AnalyteResult.POSITIVE
BUP, THC, XYLAZINE = Substance.BUPRENORPHINE, Substance.THC, Substance.XYLAZINE


def given(court: Workspace, episode_id: int, on: date, results=None, **values) -> int:
    return court.perform(
        specimens.record_test,
        episode_id=episode_id,
        values={"collected_on": on, **values},
        results={THC: NEGATIVE} if results is None else results,
    )


def asked(court: Workspace, question):
    return court.read(question, today=TODAY)


def numbers(lines) -> list[int]:
    return [line.id for line in lines]


def test_every_figure_counts_what_it_says(workspace: Workspace) -> None:
    episode = admitted(workspace, days=60)
    given(workspace, episode, days_ago(20), observed=YesNo.YES, reported_on=days_ago(20))
    given(workspace, episode, days_ago(18), validity=Validity.DILUTE, reported_on=days_ago(13))
    late = given(workspace, episode, days_ago(16), late=True)
    no_cup(workspace, episode, days_ago(14))
    no_cup(workspace, episode, days_ago(12), CollectionStatus.REFUSED)
    no_cup(workspace, episode, days_ago(10), CollectionStatus.UNABLE)
    excused = no_cup(workspace, episode, days_ago(9))
    workspace.perform(decisions.excuse, specimen_id=excused, reason="In hospital")
    doubted = cup(workspace, episode, days_ago(8), THC)
    workspace.perform(dispute, specimen_id=doubted, reason="Never used it")
    waits = given(workspace, episode, days_ago(4), {})
    given(workspace, episode, days_ago(2), {})
    found = asked(workspace, oversight.figures)
    assert (found.collected, found.missed, found.refused, found.unable) == (6, 1, 1, 1)
    assert (found.dilute, found.observed, found.late, found.disputed) == (1, 1, 1, 1)
    assert (found.lag_median, found.lag_90, found.late_results) == (2.5, 5.0, 2)
    assert found.due == 9
    assert numbers(asked(workspace, oversight.specimens_late)) == [late]
    assert numbers(asked(workspace, oversight.results_late)) == [waits]
    assert numbers(asked(workspace, oversight.disputed_tests)) == [doubted]


def test_a_result_is_late_by_the_clock_where_its_moments_are_known(workspace: Workspace) -> None:
    episode = admitted(workspace, days=60)
    for ago, taken, came in ((20, "9:00 AM", "8:00 AM"), (15, "9:00 AM", "10:00 AM")):
        day, reported = days_ago(ago), days_ago(ago - 2)
        moments = {
            "collected_at": moment_at("x", day, taken),
            "reported_at": moment_at("x", reported, came),
        }
        given(workspace, episode, day, reported_on=reported, **moments)
    given(workspace, episode, days_ago(10), reported_on=days_ago(8))
    given(workspace, episode, days_ago(7), reported_on=days_ago(4))
    assert asked(workspace, oversight.figures).late_results == 2


def test_an_excused_violation_is_counted_no_more(workspace: Workspace) -> None:
    episode = admitted(workspace, days=60)
    late = given(workspace, episode, days_ago(16), late=True)
    refused = no_cup(workspace, episode, days_ago(12), CollectionStatus.REFUSED)
    before = asked(workspace, oversight.figures)
    for number in (late, refused):
        workspace.perform(decisions.excuse, specimen_id=number, reason="In hospital")
    after = asked(workspace, oversight.figures)
    assert (before.late, before.refused, after.late, after.refused) == (1, 1, 0, 0)
    assert asked(workspace, oversight.specimens_late) == []


def test_overturned_positives_are_counted_of_those_answered(workspace: Workspace) -> None:
    episode = admitted(workspace, days=60)
    for ago, confirmed in ((20, True), (15, False), (10, True)):
        number = cup(workspace, episode, days_ago(ago), THC, confirm=True)
        workspace.perform(
            decisions.confirm,
            specimen_id=number,
            substance=THC,
            confirmed=confirmed,
            on=days_ago(ago - 3),
        )
    found = asked(workspace, oversight.figures)
    assert (found.reversed_, found.answered) == (1, 3)
    line = asked(workspace, oversight.reversed_results)[0]
    assert (line.collected_on, line.said) == (days_ago(15), "THC not confirmed")


def test_a_medicine_that_was_absent_is_found_as_the_card_reads_it(workspace: Workspace) -> None:
    episode = admitted(workspace, days=60)
    other = admitted(workspace, "Ames", days=60)
    medicine = {"name": "Suboxone", "started_on": days_ago(40)}
    workspace.perform(medications.start_medication, episode_id=episode, **medicine)
    cup(workspace, episode, days_ago(20), BUP)
    absent = cup(workspace, episode, days_ago(10))
    cup(workspace, episode, days_ago(45))
    cup(workspace, other, days_ago(10))
    lines = asked(workspace, oversight.unexpected_negatives)
    assert numbers(lines) == [absent]
    assert lines[0].said == "Suboxone not found"
    found = asked(workspace, oversight.figures)
    assert (found.absent, found.looked) == (1, 2)


def watched(court: Workspace) -> dict[int, str]:
    return {line.episode_id: line.said for line in asked(court, oversight_people.too_few)}


@pytest.mark.parametrize(
    ("days", "said"),
    [((0, 6), None), ((1, 7), "1 of 2 tests in 7 days"), ((), "0 of 2 tests in 7 days")],
)
def test_fewer_tests_than_the_phase_asks_in_seven_days(
    workspace: Workspace, days: tuple[int, ...], said: str | None
) -> None:
    episode = admitted(workspace, days=13)
    for ago in days:
        cup(workspace, episode, days_ago(ago))
    assert watched(workspace).get(episode) == said


@pytest.mark.parametrize(("ago", "long"), [(14, False), (15, True)])
def test_a_gap_of_more_than_fourteen_days(workspace: Workspace, ago: int, long: bool) -> None:
    episode = admitted(workspace, days=40)
    cup(workspace, episode, days_ago(ago))
    cup(workspace, episode, days_ago(ago + 17))
    line = asked(workspace, oversight_people.too_few)[0]
    assert (f"no test for {ago} days" in line.said) is long
    assert (line.gap, line.longest) == (ago, 17)


def test_the_first_week_and_the_last_phase_ask_for_no_number(workspace: Workspace) -> None:
    new = admitted(workspace, days=3)
    last = admitted(workspace, "Ames", days=30)
    cup(workspace, last, days_ago(8))

    def act(db, context):
        episode = db.get_one(Episode, last)
        episode.phase = programs(db)[episode.program_id].phases[-1].key

    workspace.perform(act)
    assert not {new, last} & set(watched(workspace))


def test_a_substance_not_looked_for_lately_is_named(workspace: Workspace) -> None:
    episode = admitted(workspace, days=60)
    given(workspace, episode, days_ago(40), {THC: NEGATIVE, XYLAZINE: NEGATIVE})
    given(workspace, episode, days_ago(5), {THC: NEGATIVE})
    assert asked(workspace, oversight_people.not_looked_for) == []
    wanted = {"episode_id": episode, "substance": XYLAZINE}
    workspace.perform(oversight_people.must_include, **wanted, reason="Found in the county")
    with pytest.raises(Refusal, match="already"):
        workspace.perform(oversight_people.must_include, **wanted)
    line = asked(workspace, oversight_people.not_looked_for)[0]
    assert (line.substances, line.last_on) == ((XYLAZINE,), days_ago(40))
    assert included(workspace, episode) == (XYLAZINE,)
    given(workspace, episode, days_ago(1), {XYLAZINE: NEGATIVE})
    assert asked(workspace, oversight_people.not_looked_for) == []


def included(court: Workspace, episode: int, on=TODAY):
    return court.read(oversight_people.included, episode_id=episode, today=on).all


def test_a_substance_comes_off_the_list_with_a_reason(workspace: Workspace) -> None:
    episode = admitted(workspace, days=60)
    wanted = {"episode_id": episode, "substance": XYLAZINE}
    with pytest.raises(Refusal, match="not on this participant"):
        workspace.perform(oversight_people.no_longer_include, **wanted, reason="x")
    workspace.perform(oversight_people.must_include, **wanted)
    with pytest.raises(FieldRefusal) as refused:
        workspace.perform(oversight_people.no_longer_include, **wanted, reason=" ")
    assert refused.value.field == "reason"
    assert [line.substances for line in asked(workspace, oversight_people.not_looked_for)] == [
        (XYLAZINE,)
    ]
    workspace.perform(oversight_people.no_longer_include, **wanted, reason="Not seen any more")
    assert included(workspace, episode) == ()
    assert asked(workspace, oversight_people.not_looked_for) == []
    workspace.perform(oversight_people.must_include, **wanted)
    assert included(workspace, episode) == (XYLAZINE,)


def test_drinking_may_be_looked_for_in_either_way(workspace: Workspace) -> None:
    episode = admitted(workspace, days=60)
    workspace.perform(
        oversight_people.must_include, episode_id=episode, substance=Substance.ALCOHOL
    )
    assert asked(workspace, oversight_people.not_looked_for)[0].substances == (Substance.ALCOHOL,)
    given(workspace, episode, days_ago(3), {Substance.ETG: POSITIVE})
    assert asked(workspace, oversight_people.not_looked_for) == []
