"""A corrected report supersedes what stood before, which stays on record."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from drugcourt.casework.specimens import decisions
from drugcourt.casework.specimens.corrected_reports import supersede_results, superseded_rows
from drugcourt.casework.specimens.specimens import NewResult
from drugcourt.casework.specimens.testing import one_test
from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Explanation,
    Reading,
    Substance,
)
from drugcourt.errors import Refusal
from drugcourt.records.episodes import Standing
from drugcourt.records.history import HistoryEntry
from drugcourt.workspace import Workspace
from tests.court_day import TODAY, admitted, cup, days_ago, kept, kept_all, no_cup

FENTANYL, THC, XYLAZINE = Substance.FENTANYL, Substance.THC, Substance.XYLAZINE
NEGATIVE, POSITIVE = AnalyteResult.NEGATIVE, AnalyteResult.POSITIVE


def results(court: Workspace, number: int):
    return {r.substance: r for r in court.read(one_test, specimen_id=number).results}


def correct(court: Workspace, number: int, **said: NewResult) -> int:
    return court.perform(
        supersede_results,
        specimen_id=number,
        results={Substance(key): value for key, value in said.items()},
        reported_on=TODAY,
        report="L-77 C",
        reason="Mixed up in the laboratory",
    )


def test_a_positive_corrected_to_negative_gives_the_sober_date_back(workspace: Workspace) -> None:
    episode = admitted(workspace)
    before = kept(workspace, Standing, episode).sober_date
    number = cup(workspace, episode, days_ago(4), FENTANYL)
    assert kept(workspace, Standing, episode).sober_date != before
    assert correct(workspace, number, fentanyl=NewResult(NEGATIVE)) == 1
    assert kept(workspace, Standing, episode).sober_date == before
    row = workspace.read(superseded_rows, specimen_id=number)[0]
    assert (row.substance, row.result, row.superseded_on, row.report) == (
        FENTANYL,
        POSITIVE,
        TODAY,
        "L-77 C",
    )
    assert workspace.read(one_test, specimen_id=number).row.reading is Reading.NEGATIVE
    asked = select(HistoryEntry).where(HistoryEntry.kind == "superseded_result")
    assert [entry.episode_id for entry in kept_all(workspace, asked)] == [episode]


def test_the_same_report_again_changes_nothing(workspace: Workspace) -> None:
    number = cup(workspace, admitted(workspace), days_ago(4), FENTANYL)
    said = NewResult(NEGATIVE, level=0.4, unit="ng/mL", cutoff=1.0, code="59673-4")
    assert correct(workspace, number, fentanyl=said) == 1
    assert correct(workspace, number, fentanyl=said) == 0
    assert len(workspace.read(superseded_rows, specimen_id=number)) == 1


def test_what_the_report_does_not_name_is_left_alone_and_a_new_substance_is_added(
    workspace: Workspace,
) -> None:
    number = cup(workspace, admitted(workspace), days_ago(4), FENTANYL)
    before = results(workspace, number)
    assert correct(workspace, number, xylazine=NewResult(POSITIVE)) == 1
    after = results(workspace, number)
    assert {s: r for s, r in after.items() if s is not XYLAZINE} == before
    assert after[XYLAZINE].result is POSITIVE
    assert workspace.read(superseded_rows, specimen_id=number)[0].result is None


def test_a_confirmation_falls_with_the_result_it_was_about(workspace: Workspace) -> None:
    number = cup(workspace, admitted(workspace), days_ago(6), FENTANYL, confirm=True)
    workspace.perform(
        decisions.confirm,
        specimen_id=number,
        substance=FENTANYL,
        confirmed=True,
        on=days_ago(2),
        level=12.0,
    )
    correct(workspace, number, fentanyl=NewResult(NEGATIVE))
    now = results(workspace, number)[FENTANYL]
    assert (now.result, now.confirmation, now.confirmed_on) == (NEGATIVE, Confirmation.NONE, None)
    row = workspace.read(superseded_rows, specimen_id=number)[0]
    assert row.confirmation is Confirmation.CONFIRMED


def test_an_explanation_stays_with_a_positive_that_stays(workspace: Workspace) -> None:
    number = cup(workspace, admitted(workspace), days_ago(6), THC)
    workspace.perform(
        decisions.explain_result,
        specimen_id=number,
        substance=THC,
        explanation=Explanation.RESIDUAL,
        reason="From before entry",
    )
    assert correct(workspace, number, thc=NewResult(POSITIVE, level=22.0)) == 1
    now = results(workspace, number)[THC]
    assert (now.level, now.explanation) == (22.0, Explanation.RESIDUAL)


def test_only_a_collected_test_has_a_report(workspace: Workspace) -> None:
    number = no_cup(workspace, admitted(workspace), days_ago(2), CollectionStatus.MISSED)
    with pytest.raises(Refusal):
        correct(workspace, number, thc=NewResult(POSITIVE))
