"""Worksheet, packet and funnel as PDFs: what stands on them, and what never does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from drugcourt.casework.referrals import checklists, entry, gates, screens
from drugcourt.casework.referrals.funnel import funnel
from drugcourt.casework.referrals.referrals import end_referral
from drugcourt.domain.people import Race
from drugcourt.domain.referrals import (
    Channel,
    Gatekeeper,
    Intercept,
    RefusalGround,
    Severity,
    Verdict,
)
from drugcourt.domain.tone import YesNo
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.reports.registry import make_report
from drugcourt.workspace import Workspace
from tests import courts
from tests.casework.referrals.people import ago, referred


def made(workspace: Workspace, key: str, folder: Path, **wanted: object) -> str:
    target = folder / f"{key}.pdf"
    make_report(workspace, key, target, reader="office", **wanted)
    return " ".join(" ".join(page.extract_text() for page in PdfReader(target).pages).split())


def test_the_worksheet_says_what_was_asked_found_and_decided(workspace, tmp_path) -> None:
    episode = referred(
        workspace, 9, channel=Channel.OFFICER, agency="LEAD", encounter="Secret 4711"
    )
    workspace.perform(
        checklists.answer_criterion, episode_id=episode, key="weapon", answer=YesNo.YES
    )
    workspace.perform(
        checklists.set_aside, episode_id=episode, key="weapon", reason="A tool", by="Marsh"
    )
    workspace.perform(
        screens.record_clinical_screen,
        episode_id=episode,
        instrument="ASI",
        severity=Severity.SEVERE,
    )
    workspace.perform(
        gates.decide_gate,
        episode_id=episode,
        keeper=Gatekeeper.PROSECUTOR,
        verdict=Verdict.REFUSED,
        decided_by="D. Marsh",
        ground=RefusalGround.PENDING_CASE,
    )
    said = made(workspace, "worksheet", tmp_path, episode_ids=[episode])
    for words in (
        "Officer diversion (LEAD and others)",
        "1 Law enforcement",
        "Yes; set aside: A tool (Marsh)",
        "Severe",
        "Entry was refused by the prosecutor.",
        "Other pending case",
    ):
        assert words in said
    assert "Secret 4711" not in said  # what happened in the encounter is not the team's to read


def test_the_packet_ticks_what_is_in_hand(workspace: Workspace, tmp_path: Path) -> None:
    episode = referred(workspace, 9)
    workspace.perform(entry.have_packet_item, episode_id=episode, key="rights", kept_where="File 2")
    workspace.perform(entry.record_observation, episode_id=episode)
    said = made(workspace, "entry-packet", tmp_path, episode_ids=[episode])
    assert "1 of 7 in hand" in said
    assert "Waiver of rights read and signed, in hand since Nov 24 (File 2)" in said
    assert "Watched court Nov 24" in said
    assert "Watch court on" in said


@pytest.mark.parametrize("key", ["worksheet", "entry-packet"])
def test_without_a_referral_there_is_no_such_paper(workspace, tmp_path, key) -> None:
    episode = courts.participant(workspace)
    with pytest.raises(Refusal, match="No referral was entered"):
        made(workspace, key, tmp_path, episode_ids=[episode])
    with pytest.raises(Refusal, match="Choose the candidate"):
        made(workspace, key, tmp_path)


def test_the_funnel_counts_everybody_once_and_withholds_small_groups(workspace, tmp_path) -> None:
    for number in range(12):
        person = {"family_name": f"F{number}", "race": Race.WHITE if number < 11 else Race.ASIAN}
        episode = referred(workspace, 20, person=person, channel=Channel.RESPONSE_TEAM)
        if number % 2:
            workspace.perform(
                end_referral,
                episode_id=episode,
                ground=RefusalGround.LOW_RISK,
                decided_by="The team",
            )
    referred(workspace, 400)  # before the period
    found = workspace.read(funnel, today=workspace.today)
    first = found.intercepts[0]
    assert (first.name, first.referred) == (Intercept.COMMUNITY.label, 12)
    assert (first.admitted, first.not_admitted, first.on_the_way, first.share) == (0, 6, 6, 0)
    assert found.total.referred == 12
    race = dict(found.groups)["race"]
    assert [(one.group, one.decided, one.not_admitted) for one in race] == [
        (Race.ASIAN.label, 1, None),
        (Race.WHITE.label, 5, None),
    ]
    said = made(workspace, "funnel", tmp_path, since=ago(workspace, 30))
    assert "Quick response team after an overdose" in said
    assert "withheld" in said
    assert "F3" not in re.sub(r"file state \S+", "", said)  # a code of the file, by chance


def test_a_group_that_is_large_enough_shows_its_grounds(workspace: Workspace) -> None:
    for number in range(10):
        person = {"family_name": f"F{number}", "race": Race.BLACK}
        episode = referred(workspace, 20, person=person)
        ground = RefusalGround.LOW_RISK if number < 7 else RefusalGround.CHARGE
        workspace.perform(end_referral, episode_id=episode, ground=ground, decided_by="The team")
    (line,) = dict(workspace.read(funnel, today=workspace.today).groups)["race"]
    assert line.grounds == "low risk: another track fits 7, charge not eligible 3"


def test_a_period_that_ends_before_it_begins_is_refused(workspace: Workspace) -> None:
    with pytest.raises(FieldRefusal, match="before it begins"):
        workspace.read(funnel, today=workspace.today, since=ago(workspace, -1))
