"""What the testing lists show: filters and order in SQL, readings from the rules."""

from __future__ import annotations

from datetime import timedelta

import pytest

from drugcourt.casework import medications
from drugcourt.casework.specimens import decisions, specimens, testing
from drugcourt.casework.specimens.testing import Shows, TestRow, TestsWanted
from drugcourt.domain.specimens import CollectionStatus, Reading, Substance, Validity
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.workspace import Workspace
from tests.court_day import TODAY, admitted, cup, days_ago, no_cup


def listed(court: Workspace, shows: Shows = Shows.ALL, **wanted) -> list[TestRow]:
    asked = TestsWanted(shows, **wanted)
    rows = court.read(testing.listed_tests, wanted=asked)
    assert court.read(testing.listed_tests_count, wanted=asked) == len(rows)
    return rows


@pytest.fixture
def court(workspace: Workspace) -> Workspace:
    """One test of every sort for one participant, oldest first."""
    episode = admitted(workspace)
    cup(workspace, episode, days_ago(20))
    cup(workspace, episode, days_ago(18), Substance.FENTANYL)
    cup(workspace, episode, days_ago(16), Substance.THC, confirm=True)
    no_cup(workspace, episode, days_ago(14))
    excused = no_cup(workspace, episode, days_ago(12))
    workspace.perform(decisions.excuse, specimen_id=excused, reason="In hospital")
    no_cup(workspace, episode, days_ago(10), CollectionStatus.REFUSED)
    number = cup(workspace, episode, days_ago(8))
    workspace.perform(
        specimens.amend_test,
        specimen_id=number,
        changes={"validity": Validity.DILUTE},
        reason="Creatinine",
    )
    no_cup(workspace, episode, TODAY, CollectionStatus.SCHEDULED)
    return workspace


@pytest.mark.parametrize(
    ("shows", "days"),
    [
        (Shows.ALL, [0, 8, 10, 12, 14, 16, 18, 20]),
        (Shows.POSITIVE, [16, 18]),
        (Shows.NEGATIVE, [8, 20]),
        (Shows.WAITING, [16]),
        (Shows.MISSED, [12, 14]),
        (Shows.NOT_EXCUSED, [14]),
        (Shows.REFUSED, [10]),
        (Shows.DOUBTFUL, [8]),
        (Shows.NO_RESULT, [0]),
    ],
)
def test_each_choice_shows_its_tests(court: Workspace, shows: Shows, days: list[int]) -> None:
    assert [row.collected_on for row in listed(court, shows)] == [days_ago(n) for n in days]


def test_the_days_of_the_filter_count_themselves(court: Workspace) -> None:
    rows = listed(court, first=days_ago(16), last=days_ago(12))
    assert [row.collected_on for row in rows] == [days_ago(12), days_ago(14), days_ago(16)]


def test_windows_join_without_gap_or_repeat(court: Workspace) -> None:
    whole = [row.id for row in listed(court)]
    parts = [
        row.id
        for offset in range(0, 8, 3)
        for row in court.read(testing.listed_tests, wanted=TestsWanted(), offset=offset, limit=3)
    ]
    assert parts == whole


def test_the_order_is_asked_in_sql(workspace: Workspace) -> None:
    for family in ("Cole", "Ames", "Boyd"):
        cup(workspace, admitted(workspace, family), TODAY)
    found = [
        [
            row.name.partition(",")[0]
            for row in workspace.read(
                testing.listed_tests, wanted=TestsWanted(), sort="name", descending=down
            )
        ]
        for down in (False, True)
    ]
    assert found == [["Ames", "Boyd", "Cole"], ["Cole", "Boyd", "Ames"]]


def test_a_medicine_explains_a_positive_from_its_first_day(workspace: Workspace) -> None:
    episode = admitted(workspace)
    workspace.perform(
        medications.start_medication,
        episode_id=episode,
        name="buprenorphine",
        started_on=days_ago(5),
    )
    for n in (6, 5):
        cup(workspace, episode, days_ago(n), Substance.BUPRENORPHINE)
    assert [(row.reading, row.tone) for row in listed(workspace)] == [
        (Reading.EXPECTED_POSITIVE, Tone.GOOD),
        (Reading.UNEXPECTED_POSITIVE, Tone.ALARM),
    ]


def test_the_longest_waiting_confirmation_comes_first(workspace: Workspace) -> None:
    episode = admitted(workspace)
    for n in (3, 9):
        cup(workspace, episode, days_ago(n), Substance.THC, confirm=True)
    found = workspace.read(testing.waiting, today=TODAY)
    assert [(row.days_waiting, row.substance) for row in found] == [
        (9, Substance.THC),
        (3, Substance.THC),
    ]


def test_one_test_carries_its_results_and_the_medicines_of_its_day(workspace: Workspace) -> None:
    episode = admitted(workspace)
    workspace.perform(
        medications.start_medication,
        episode_id=episode,
        name="buprenorphine",
        started_on=days_ago(5),
    )
    number = cup(workspace, episode, days_ago(2), Substance.BUPRENORPHINE)
    card = workspace.read(testing.one_test, specimen_id=number)
    assert card.medications == ("buprenorphine",)
    assert [r.substance for r in card.results if r.expected] == [Substance.BUPRENORPHINE]
    assert card.values["collected_on"] == TODAY - timedelta(days=2)


def test_an_unknown_test_is_refused(workspace: Workspace) -> None:
    with pytest.raises(Refusal):
        workspace.read(testing.one_test, specimen_id=999)
