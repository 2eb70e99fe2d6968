from __future__ import annotations

from datetime import timedelta

from drugcourt.casework.responses.drafting import with_numbers
from drugcourt.casework.responses.policy import keep_policy
from drugcourt.domain.people import Race
from drugcourt.domain.responses import ResponseFamily
from drugcourt.exchange.response_policy import shipped_response_policy
from drugcourt.reports.consistency import figures_of
from drugcourt.rules.responses.consistency import Answer, compare
from drugcourt.workspace import Workspace
from tests import courts
from tests.casework.responses.answering import ADJUSTMENT, SANCTION, answer
from tests.conftest import TODAY
from tests.reports.conftest import printed, texts


def test_the_paper_compares_groups_and_names_nobody(workspace: Workspace) -> None:
    policy = with_numbers(shipped_response_policy(), {"smallest": 2})
    workspace.perform(keep_policy, policy=policy, started_on=TODAY, note="Few people")
    for place, race in enumerate((Race.BLACK, Race.BLACK, Race.WHITE, Race.WHITE)):
        episode = courts.participant(workspace, f"Secretname{place}", race=race)
        family = SANCTION if place < 3 else ADJUSTMENT
        answer(
            workspace,
            episode,
            TODAY - timedelta(days=5),
            family,
            "Something",
            behavior_key="missed_test",
            behavior_on=TODAY - timedelta(days=9),
            rule="Missed test",
            times=1,
        )
    said = " ".join(texts(printed(workspace, "consistency")))
    for words in (
        "Consistency of responses",
        "0 : 3, 0.0 for each sanction; the aim is 4",
        "median 4 days",
        "Missed test 4 4 75 0 0 4",
        "Black or African American 2 2 100 0 0 4 2.00 times",
        "White 2 2 50",
        "nobody named",
        "42 CFR part 2",
    ):
        assert words in said, words
    assert "Secretname" not in said


def test_nothing_of_a_withheld_group_is_printed() -> None:
    answers = [Answer(n, "White", ResponseFamily.SANCTION, jail_days=3) for n in range(3)]
    (line,), everybody = compare(answers, ["White"], 10, 0.8)
    assert figures_of(line) == figures_of(everybody) == ("withheld", "", "", "", "", "")


def test_a_court_without_responses_says_so(workspace: Workspace) -> None:
    said = " ".join(texts(printed(workspace, "consistency")))
    assert "No response was given in this period." in said
    assert "Nothing was answered in this period." in said
