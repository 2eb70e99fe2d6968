"""Jail and release as PDFs: the measures by number and formula, and nobody by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from drugcourt.casework.referrals.screens import record_clinical_screen
from drugcourt.domain.referrals import Severity
from drugcourt.errors import Refusal
from drugcourt.workspace import Workspace
from tests import courts
from tests.casework.caseload import test_releases as releases
from tests.reports.conftest import printed, texts


def said(workspace: Workspace, key: str, **wanted: object) -> str:
    return " ".join(texts(printed(workspace, key, **wanted)))


def test_the_measures_stand_with_both_numbers_and_their_formula(workspace) -> None:
    for number in range(3):
        episode = releases.held(workspace, 30)
        releases.treated(workspace, episode)
        if number:
            releases.done(workspace, episode, 30, "bridge", 0)
    releases.missed(workspace, episode, 29)
    releases.held(workspace, 2)
    text = said(workspace, "release-measures")
    assert "4 of 4 people" in text
    assert "3 with 14 days over" in text
    assert "Medication goes on 67 % 2 3 –" in text
    assert "Naloxone in hand at release 0 % 0 3 –" in text
    assert "Seen soon and often 0 % 0 3 1" in text
    assert "first contact within 48 hours and 4 days with a contact within 14 days" in text
    assert "Missed test 33 % 1 3 1" in text
    assert "Any of these 33 % 1 3 1" in text


def test_without_a_screen_the_paper_says_what_would_count_and_shows_no_figure(workspace) -> None:
    releases.held(workspace, 30)
    text = said(workspace, "release-measures")
    assert "The records hold no field for serious mental illness." in text
    assert "a clinical screen found moderate or severe" in text
    assert "No such screen is recorded, so there are no figures to show." in text
    assert "1 Bookings" not in text


def test_the_four_of_stepping_up_stand_with_their_formula(workspace) -> None:
    episode = releases.held(workspace, 30, days=6)
    releases.session(workspace, episode, 20)
    workspace.perform(
        record_clinical_screen, episode_id=episode, instrument="K6", severity=Severity.SEVERE
    )
    releases.held(workspace, 20)
    text = said(workspace, "release-measures")
    assert "1 Bookings 1 1 2 –" in text
    assert "2 Days in jail 6.0 days 6 1 –" in text
    assert "3 Connected in 7 days 0 % 0 1 –" in text
    assert "3 Connected in 14 days 100 % 1 1 –" in text
    assert "4 Booked again – 0 0 –" in text
    assert "Nov 25, 2024 to Nov 24, 2025" in text
    assert "So screened, whenever that was: 1 person." in text
    assert len(texts(printed(workspace, "release-measures"))) == 1


def test_nobody_is_named_and_strangers_do_not_get_it(workspace: Workspace, tmp_path: Path) -> None:
    who = courts.participant(workspace, "Quillfeather", admitted_on=releases.ago(900))
    releases.held(workspace, 30, episode=who)
    assert "Quillfeather" not in said(workspace, "release-measures")
    with pytest.raises(Refusal, match="is not made for"):
        said(workspace, "release-measures", reader="The Daily Bugle")
