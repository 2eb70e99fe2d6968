"""Referrals as agencies send them: new people, known ones again, nobody twice, and taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from drugcourt.casework.exits import exits
from drugcourt.casework.imports import batches
from drugcourt.casework.imports.undo import undo_import
from drugcourt.casework.referrals import gates
from drugcourt.casework.referrals.pipeline import PipelineShows, pipeline
from drugcourt.casework.referrals.referrals import referral_card
from drugcourt.domain.episodes import ExitReason
from drugcourt.domain.referrals import Channel, Held, Intercept
from drugcourt.errors import Refusal
from drugcourt.fields.imports import ImportKind
from drugcourt.workspace import Workspace
from tests import courts

SHEET = """\
Cedar QRT weekly list;;;;;;;
Client Name;DOB;Date Referred;Source;Agency;Officer;Custody Status;Narrative
"Okafor, Ada";1990-03-07;2026-11-02;Naloxone reversal;Cedar QRT;Sgt. Bell;No;Two doses given
"Lund, Per";1985-12-24;2026-11-03;LEAD;Cedar Falls PD;;In jail;
"Lund, Per";1985-12-24;2026-11-03;LEAD;Cedar Falls PD;;In jail;
"Nobody, Yet";1991-01-01;2026-12-24;LEAD;;;;
"Odd, Way";1991-01-02;2026-11-03;carrier pigeon;;;;
"""


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "qrt.csv"
    path.write_text(SHEET, "utf-8")
    return path


def bring(workspace: Workspace, path: Path):
    file = batches.read_file(path, ImportKind.REFERRALS)
    return workspace.perform(batches.import_file, file=file)


def on_the_way(workspace: Workspace) -> dict[str, int]:
    rows = workspace.read(pipeline, shows=PipelineShows.OPEN, today=workspace.today)
    return {row.name: row.episode_id for row in rows}


def counted(report) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.unchanged, report.rejected


def test_an_agencys_list_becomes_candidates_with_everything_it_says(workspace, sheet) -> None:
    report = bring(workspace, sheet)
    assert counted(report) == (2, 0, 0, 3)
    found = on_the_way(workspace)
    card = workspace.read(referral_card, episode_id=found["Okafor, Ada"])
    assert (card.channel, card.intercept, card.held) == (
        Channel.RESPONSE_TEAM,
        Intercept.COMMUNITY,
        Held.COMMUNITY,
    )
    assert (card.agency, card.referred_by, card.encounter) == (
        "Cedar QRT",
        "Sgt. Bell",
        "Two doses given",
    )
    assert card.referred_on == date(2026, 11, 2)
    assert len(workspace.read(gates.gates, episode_id=found["Lund, Per"])) == 3


def test_each_row_that_stays_out_says_why(workspace: Workspace, sheet: Path) -> None:
    said = {one.row_number: one.reason for one in bring(workspace, sheet).problems}
    assert said[5] == "The same referral stands in row 4."
    assert said[6] == "The date of this referral has not come yet."
    assert said[7].startswith("This word is not known; known are: Crisis line")


def test_the_same_file_again_changes_nothing_and_a_fuller_one_adds(workspace, sheet) -> None:
    bring(workspace, sheet)
    assert counted(bring(workspace, sheet)) == (0, 0, 2, 3)
    sheet.write_text(SHEET.replace("Cedar Falls PD;;", "Cedar Falls PD;Off. Ray;"), "utf-8")
    assert counted(bring(workspace, sheet)) == (0, 1, 1, 3)
    card = workspace.read(referral_card, episode_id=on_the_way(workspace)["Lund, Per"])
    assert card.referred_by == "Off. Ray"


def test_who_left_comes_again_and_who_is_here_does_not_come_twice(workspace, sheet) -> None:
    born = date(1990, 3, 7)
    earlier = courts.participant(workspace, "Okafor", "Ada", birth_date=born)
    said = [one.reason for one in bring(workspace, sheet).problems]
    assert "This person has an open episode already." in said
    workspace.perform(exits.discharge, episode_id=earlier, exit_reason=ExitReason.RELOCATED)
    bring(workspace, sheet)
    again = on_the_way(workspace)["Okafor, Ada"]
    assert again != earlier


def test_an_import_is_taken_back_whole(workspace: Workspace, sheet: Path) -> None:
    report = bring(workspace, sheet)
    workspace.perform(undo_import, batch_id=report.batch_id)
    assert on_the_way(workspace) == {}
    with pytest.raises(Refusal):
        workspace.perform(undo_import, batch_id=report.batch_id)
    assert counted(bring(workspace, sheet)) == (2, 0, 0, 3)
