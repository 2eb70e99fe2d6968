from __future__ import annotations

from datetime import date

import pytest

from drugcourt.casework import cases
from drugcourt.domain.cases import CaseOutcome, ChargeLevel
from drugcourt.workspace import Workspace
from tests.casework.files import TODAY, ago, last_change, leaves_nothing, participant


def test_a_case_is_promised_what_the_program_gives_its_track(workspace: Workspace) -> None:
    episode = participant(workspace)
    workspace.perform(
        cases.add_case,
        episode_id=episode,
        number=" CR-1 ",
        charges=[{"text": "Possession", "level": ChargeLevel.FELONY}],
    )
    (case,) = workspace.read(cases.case_rows, episode_id=episode)
    assert (case.number, case.if_graduated) == ("CR-1", CaseOutcome.PLEA_VACATED)
    assert [charge.text for charge in case.charges] == ["Possession"]
    assert last_change(workspace, "court_case").episode_id == episode


@pytest.mark.parametrize("number", ["", "  ", "CR-1"])
def test_a_case_number_is_given_and_stands_once(workspace: Workspace, number: str) -> None:
    episode = participant(workspace)
    workspace.perform(cases.add_case, episode_id=episode, number="CR-1")
    with leaves_nothing(workspace, "number"):
        workspace.perform(cases.add_case, episode_id=episode, number=number)


def test_a_case_takes_only_its_own_fields(workspace: Workspace) -> None:
    episode = participant(workspace)
    with leaves_nothing(workspace, "outcome"):
        workspace.perform(
            cases.add_case, episode_id=episode, number="CR-1", outcome=CaseOutcome.DISMISSED
        )


def test_an_amended_number_may_not_clash(workspace: Workspace) -> None:
    episode = participant(workspace)
    first = workspace.perform(cases.add_case, episode_id=episode, number="CR-1")
    workspace.perform(cases.add_case, episode_id=episode, number="CR-2")
    workspace.perform(cases.amend_case, case_id=first, changes={"plea": "Guilty", "number": "CR-1"})
    assert workspace.read(cases.case_rows, episode_id=episode)[0].plea == "Guilty"
    with leaves_nothing(workspace, "number"):
        workspace.perform(cases.amend_case, case_id=first, changes={"number": "CR-2"})


def test_a_charge_is_added_with_its_words(workspace: Workspace) -> None:
    episode = participant(workspace)
    case = workspace.perform(cases.add_case, episode_id=episode, number="CR-1")
    workspace.perform(cases.add_charge, case_id=case, text="Theft", level=ChargeLevel.MISDEMEANOR)
    (row,) = workspace.read(cases.case_rows, episode_id=episode)
    assert [(c.text, c.level) for c in row.charges] == [("Theft", ChargeLevel.MISDEMEANOR)]
    with leaves_nothing(workspace, "text"):
        workspace.perform(cases.add_charge, case_id=case, text=" ")


def test_an_outcome_holds_for_all_charges_and_can_be_taken_back(workspace: Workspace) -> None:
    episode = participant(workspace)
    case = workspace.perform(
        cases.add_case, episode_id=episode, number="CR-1", charges=[{"text": "Theft"}]
    )
    workspace.perform(cases.record_outcome, case_id=case, outcome=CaseOutcome.DISMISSED, on=ago(1))
    (row,) = workspace.read(cases.case_rows, episode_id=episode)
    assert (row.outcome_on, row.charges[0].outcome) == (ago(1), CaseOutcome.DISMISSED)
    workspace.perform(cases.record_outcome, case_id=case, outcome=CaseOutcome.PENDING, on=TODAY)
    (row,) = workspace.read(cases.case_rows, episode_id=episode)
    assert (row.outcome, row.outcome_on) == (CaseOutcome.PENDING, None)


def test_an_outcome_of_tomorrow_is_refused(workspace: Workspace) -> None:
    episode = participant(workspace)
    case = workspace.perform(cases.add_case, episode_id=episode, number="CR-1")
    with leaves_nothing(workspace, "on"):
        workspace.perform(
            cases.record_outcome,
            case_id=case,
            outcome=CaseOutcome.DISMISSED,
            on=date(2026, 11, 25),
        )
