"""Acts on tests, on a real court file."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from drugcourt.casework.specimens import decisions, specimens, testing
from drugcourt.casework.specimens.specimens import NewTest, TestsRefusal
from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Explanation,
    Substance,
    Validity,
)
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.episodes import Standing
from drugcourt.records.history import HistoryEntry
from drugcourt.records.specimens import Specimen
from drugcourt.workspace import Workspace
from tests.court_day import TODAY, admitted, cup, days_ago, kept, kept_all, no_cup

THC, FENTANYL = Substance.THC, Substance.FENTANYL
NEGATIVE, POSITIVE = AnalyteResult.NEGATIVE, AnalyteResult.POSITIVE


def specimen(court: Workspace, number: int) -> Specimen:
    return kept(court, Specimen, number)


def all_of(court: Workspace, episode_id: int) -> list[Specimen]:
    asked = select(Specimen).where(Specimen.episode_id == episode_id).order_by(Specimen.id)
    return kept_all(court, asked)


def sober_date(court: Workspace, episode_id: int):
    return kept(court, Standing, episode_id).sober_date


def test_a_positive_sent_to_the_laboratory_waits(workspace: Workspace) -> None:
    made = specimen(workspace, cup(workspace, admitted(workspace), TODAY, THC, confirm=True))
    by_substance = {r.substance: (r.result, r.confirmation) for r in made.results}
    assert by_substance[THC] == (POSITIVE, Confirmation.PENDING)
    assert by_substance[FENTANYL] == (NEGATIVE, Confirmation.NONE)


def test_the_scheduled_test_of_the_day_is_completed_not_doubled(workspace: Workspace) -> None:
    episode = admitted(workspace)
    scheduled = no_cup(workspace, episode, TODAY, CollectionStatus.SCHEDULED)
    assert cup(workspace, episode, TODAY) == scheduled
    assert [s.status for s in all_of(workspace, episode)] == [CollectionStatus.COLLECTED]


def test_a_second_cup_of_a_day_stands_beside_the_first(workspace: Workspace) -> None:
    episode = admitted(workspace)
    assert cup(workspace, episode, TODAY) != cup(workspace, episode, TODAY)


def test_only_a_scheduled_test_may_lie_ahead(workspace: Workspace) -> None:
    episode = admitted(workspace)
    tomorrow = TODAY + timedelta(days=1)
    no_cup(workspace, episode, tomorrow, CollectionStatus.SCHEDULED)
    with pytest.raises(FieldRefusal) as refused:
        cup(workspace, episode, tomorrow)
    assert refused.value.field == "collected_on"


@pytest.mark.parametrize("status", [CollectionStatus.MISSED, CollectionStatus.REFUSED])
def test_what_was_not_collected_has_no_results_and_no_validity(
    workspace: Workspace, status: CollectionStatus
) -> None:
    episode = admitted(workspace)
    with pytest.raises(FieldRefusal) as refused:
        workspace.perform(
            specimens.record_test,
            episode_id=episode,
            values={"status": status},
            results={THC: NEGATIVE},
        )
    assert refused.value.field == "status"
    with pytest.raises(FieldRefusal) as refused:
        workspace.perform(
            specimens.record_test,
            episode_id=episode,
            values={"status": status, "validity": Validity.DILUTE},
            results={},
        )
    assert refused.value.field == "validity"


def test_a_day_of_cups_is_saved_whole_or_not_at_all(workspace: Workspace) -> None:
    good, bad = admitted(workspace), admitted(workspace, "Tran", "Kevin")
    wrong = {"status": CollectionStatus.MISSED}
    with pytest.raises(TestsRefusal) as refused:
        workspace.perform(
            specimens.record_tests,
            tests=[
                NewTest(good, {"collected_on": TODAY}, {THC: NEGATIVE}),
                NewTest(bad, {"collected_on": TODAY, **wrong}, {THC: NEGATIVE}),
            ],
        )
    assert list(refused.value.reasons) == [bad]
    assert refused.value.reasons[bad][0] == "status"
    assert all_of(workspace, good) == []


def test_a_correction_needs_a_reason_and_history_keeps_both(workspace: Workspace) -> None:
    number = cup(workspace, admitted(workspace), TODAY)
    with pytest.raises(FieldRefusal):
        workspace.perform(
            specimens.amend_test,
            specimen_id=number,
            changes={"validity": Validity.DILUTE},
            reason="",
        )
    workspace.perform(
        specimens.amend_test,
        specimen_id=number,
        changes={"validity": Validity.DILUTE},
        reason="Creatinine came back",
    )
    asked = select(HistoryEntry).where(HistoryEntry.act == "amend_test")
    line = kept_all(workspace, asked)[0]
    assert (line.reason, "not_checked" in line.before, "dilute" in line.after) == (
        "Creatinine came back",
        True,
        True,
    )


def test_a_positive_corrected_to_negative_no_longer_waits(workspace: Workspace) -> None:
    number = cup(workspace, admitted(workspace), TODAY, THC, confirm=True)
    workspace.perform(
        specimens.amend_test,
        specimen_id=number,
        changes={"results": {THC: NEGATIVE}},
        reason="Misread",
    )
    results = specimen(workspace, number).results
    assert [(r.substance, r.result, r.confirmation) for r in results] == [
        (THC, NEGATIVE, Confirmation.NONE)
    ]


def test_a_collected_test_with_results_can_not_be_made_missed(workspace: Workspace) -> None:
    number = cup(workspace, admitted(workspace), TODAY)
    with pytest.raises(FieldRefusal):
        workspace.perform(
            specimens.amend_test,
            specimen_id=number,
            changes={"status": CollectionStatus.MISSED},
            reason="Wrong person",
        )
    assert specimen(workspace, number).status is CollectionStatus.COLLECTED


def test_an_answer_of_not_confirmed_gives_the_sober_date_back(workspace: Workspace) -> None:
    episode = admitted(workspace)
    number = cup(workspace, episode, days_ago(5), THC, confirm=True)
    assert sober_date(workspace, episode) == days_ago(4)
    workspace.perform(
        decisions.confirm, specimen_id=number, substance=THC, confirmed=False, on=TODAY
    )
    assert sober_date(workspace, episode) == days_ago(34)


@pytest.mark.parametrize("day", [days_ago(6), TODAY + timedelta(days=1)])
def test_the_laboratory_answers_between_collection_and_today(workspace: Workspace, day) -> None:
    number = cup(workspace, admitted(workspace), days_ago(5), THC, confirm=True)
    with pytest.raises(FieldRefusal) as refused:
        workspace.perform(
            decisions.confirm, specimen_id=number, substance=THC, confirmed=True, on=day
        )
    assert refused.value.field == "on"


def test_a_result_is_sent_to_the_laboratory_once(workspace: Workspace) -> None:
    number = cup(workspace, admitted(workspace), TODAY, THC)
    wanted = {"specimen_id": number, "substance": THC}
    workspace.perform(decisions.send_for_confirmation, **wanted)
    with pytest.raises(Refusal):
        workspace.perform(decisions.send_for_confirmation, **wanted)
    with pytest.raises(Refusal):
        workspace.perform(decisions.send_for_confirmation, specimen_id=number, substance=FENTANYL)


def test_only_a_positive_takes_an_explanation(workspace: Workspace) -> None:
    number = cup(workspace, admitted(workspace), TODAY, THC)
    said = {"explanation": Explanation.PRESCRIPTION, "reason": "Letter of the clinic"}
    with pytest.raises(Refusal):
        workspace.perform(decisions.explain_result, specimen_id=number, substance=FENTANYL, **said)
    workspace.perform(decisions.explain_result, specimen_id=number, substance=THC, **said)
    by_substance = {r.substance: r.explanation for r in specimen(workspace, number).results}
    assert by_substance[THC] is Explanation.PRESCRIPTION


def test_a_missed_test_is_excused_with_a_reason(workspace: Workspace) -> None:
    episode = admitted(workspace)
    number = no_cup(workspace, episode, days_ago(3))
    with pytest.raises(FieldRefusal):
        workspace.perform(decisions.excuse, specimen_id=number, reason=" ")
    workspace.perform(decisions.excuse, specimen_id=number, reason="In hospital")
    found = specimen(workspace, number)
    assert (found.excused, found.excused_reason) == (True, "In hospital")
    assert sober_date(workspace, episode) == days_ago(34)


@pytest.mark.parametrize(
    "values",
    [
        {"status": CollectionStatus.REFUSED},
        {"status": CollectionStatus.UNABLE},
        {"validity": Validity.DILUTE},
        {"validity": Validity.INVALID},
        {"late": True},
    ],
)
def test_every_violation_may_be_excused_with_a_reason(
    workspace: Workspace, values: dict[str, Any]
) -> None:
    episode = admitted(workspace)
    given = {"collected_on": days_ago(3), **values}
    number = workspace.perform(specimens.record_test, episode_id=episode, values=given, results={})
    assert workspace.read(testing.one_test, specimen_id=number).excusable
    workspace.perform(decisions.excuse, specimen_id=number, reason="Discharged from hospital")
    card = workspace.read(testing.one_test, specimen_id=number)
    assert (card.row.excused, card.row.text.endswith("excused")) == (True, True)


def test_a_sound_test_has_nothing_to_excuse(workspace: Workspace) -> None:
    number = cup(workspace, admitted(workspace), TODAY)
    with pytest.raises(Refusal, match="nothing to excuse"):
        workspace.perform(decisions.excuse, specimen_id=number, reason="Kindness")


def test_a_test_that_has_not_come_can_not_be_excused(workspace: Workspace) -> None:
    number = no_cup(workspace, admitted(workspace), TODAY, CollectionStatus.SCHEDULED)
    with pytest.raises(Refusal):
        workspace.perform(decisions.excuse, specimen_id=number, reason="Holiday")
