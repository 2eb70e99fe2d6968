"""Whom pasted lines mean: one participant for certain, or nobody with the reason."""

from __future__ import annotations

from datetime import date

import pytest

from drugcourt.casework.participants import participants
from drugcourt.casework.specimens import pasted_results
from drugcourt.casework.specimens.pasted_results import Pasted
from drugcourt.casework.specimens.result_entry import panels
from drugcourt.domain.specimens import AnalyteResult, Substance
from drugcourt.errors import Refusal
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person
from drugcourt.workspace import Workspace
from tests.court_day import TODAY, admitted, cup, kept

PANEL = tuple(str(substance) for substance in panels()[1].substances)


def pasted(court: Workspace, text: str) -> Pasted | None:
    return court.read(pasted_results.read_pasted, text=text, day=TODAY, substances=PANEL)


def who(found: Pasted | None) -> list[tuple[int | None, str]]:
    assert found is not None
    return [(p.episode_id if p else None, line.problem) for line, p in found.lines]


def person_of(court: Workspace, episode_id: int) -> Person:
    return kept(court, Person, kept(court, Episode, episode_id).person_id)


def test_names_in_any_form_and_numbers_are_found(workspace: Workspace) -> None:
    ames, boyd = admitted(workspace, "Ames"), admitted(workspace, "Boyd")
    given = person_of(workspace, ames).given_name
    number = person_of(workspace, boyd).reference
    found = pasted(workspace, f"Participant\tTHC\nAMES, {given}\tneg\n{given} Ames\tneg\n")
    assert who(found) == [(ames, ""), (ames, "")]
    assert who(pasted(workspace, f"THC\tID\nneg\t{number}\n")) == [(boyd, "")]
    assert who(pasted(workspace, f"Last name\tFirst name\tTHC\nAmes\t{given}\tneg\n")) == [
        (ames, "")
    ]


def test_nobody_is_taken_on_a_guess(workspace: Workspace) -> None:
    first, twin = admitted(workspace, "Ames"), admitted(workspace, "Ames")
    given = person_of(workspace, first).given_name
    boyd = admitted(workspace, "Boyd")
    number = person_of(workspace, twin).reference
    reasons = [
        why
        for _, why in who(
            pasted(
                workspace,
                f"Name\tID\tTHC\nAmes, {given}\t\tneg\nAmez, {given}\t\tneg\n"
                f"Boyd, {given}\t{number}\tneg\n\tnone-such-1\tneg\n\t\tneg\n",
            )
        )
    ]
    assert "Several participants have this name" in reasons[0]
    assert reasons[1] == "No participant has this name."
    assert "two people" in reasons[2]
    assert reasons[3] == "No participant has this number."
    assert "names no participant" in reasons[4]
    assert who(pasted(workspace, f"Name\tID\tTHC\nAmes, {given}\t{number}\tneg\n")) == [(twin, "")]
    assert boyd


def test_a_birth_date_has_to_agree(workspace: Workspace) -> None:
    person = {"family_name": "Ames", "given_name": "Jo", "birth_date": date(1990, 4, 3)}
    ames = workspace.perform(participants.refer, person=person, referred_on=TODAY)
    same = pasted(workspace, "Name\tDOB\tTHC\nAmes, Jo\t04/03/1990\tneg\n")
    assert who(same) == [(ames, "")]
    other = pasted(workspace, "Name\tDOB\tTHC\nAmes, Jo\t01/02/1950\tneg\n")
    assert who(other) == [(None, "The birth date differs from the one on file.")]


def test_without_headings_the_columns_are_in_the_grids_order_or_refused(
    workspace: Workspace,
) -> None:
    ames = admitted(workspace, "Ames")
    name = f"Ames, {person_of(workspace, ames).given_name}"
    found = pasted(workspace, "\t".join([name, "n", "n", "n", "n", "p"]))
    assert found is not None
    assert found.unnamed_columns
    assert found.lines[0][0].results[Substance(PANEL[-1])] == (AnalyteResult.POSITIVE, False)
    with pytest.raises(Refusal, match="which column is which"):
        pasted(workspace, f"{name}\tneg")
    missed = pasted(workspace, f"no show\t{name}")
    assert missed is not None
    assert missed.lines[0][0].status is not None


def test_cells_that_name_nobody_are_no_list(workspace: Workspace) -> None:
    admitted(workspace, "Ames")
    assert pasted(workspace, "n\tn\tp\nn\tn\tn") is None


def test_who_has_a_test_of_the_day_comes_with_what_is_recorded(workspace: Workspace) -> None:
    ames = admitted(workspace, "Ames")
    cup(workspace, ames, TODAY)
    name = f"Ames, {person_of(workspace, ames).given_name}"
    found = pasted(workspace, f"Name\tTHC\n{name}\tneg")
    assert found is not None
    person = found.lines[0][1]
    assert person is not None
    assert person.recorded == "Negative"


def test_two_lines_that_contradict_each_other_are_not_taken_both(workspace: Workspace) -> None:
    ames = admitted(workspace, "Ames")
    name = f"Ames, {person_of(workspace, ames).given_name}"
    found = who(pasted(workspace, f"Name\tTHC\n{name}\tneg\n{name}\tpos\n"))
    assert found[0] == (ames, "")
    assert found[1][0] is None
    assert "two lines" in found[1][1]
