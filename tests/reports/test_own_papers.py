"""Release packet, safety plan and the request to a provider: what they say, and what never."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from drugcourt.casework import medications
from drugcourt.casework.safety import kits, support
from drugcourt.casework.treatment import care, providers
from drugcourt.domain.safety import KitHolder
from drugcourt.domain.treatment import Attendance, LevelOfCare, SessionKind
from drugcourt.errors import Refusal
from drugcourt.workspace import Workspace
from tests import courts
from tests.conftest import TODAY
from tests.reports.conftest import printed, texts


@pytest.fixture
def episode(workspace: Workspace) -> int:
    number = courts.participant(
        workspace, "Quillfeather", admitted_on=TODAY - timedelta(days=200), preferred_name="Kit"
    )
    began = TODAY - timedelta(days=100)
    workspace.perform(
        care.begin_treatment,
        episode_id=number,
        provider="Harbor Clinic",
        level=LevelOfCare.OUTPATIENT,
        started_on=began,
    )
    about = {"name": "Harbor Clinic", "phone": "+15550100001", "contact": "N. Price"}
    workspace.perform(providers.add_provider, values={**about, "report_day": "2"})
    return number


def said(workspace: Workspace, key: str, episode: int, **wanted: object) -> list[str]:
    return texts(printed(workspace, key, episode_ids=[episode], **wanted))


def test_the_packet_tells_days_medicine_kit_people_and_places(workspace, episode) -> None:
    weeks, plan = said(workspace, "release-packet", episode)
    assert "Kit Quillfeather" in weeks
    assert "We talk today" in weeks
    assert "I have my medicine in hand" not in weeks  # nobody prescribed any
    assert "I get it at" in weeks
    workspace.perform(
        medications.start_medication,
        episode_id=episode,
        name="Buprenorphine",
        started_on=TODAY - timedelta(days=30),
        moud=True,
        prescriber="Dr. Lee",
    )
    workspace.perform(
        kits.issue_kit,
        episode_id=episode,
        holder=KitHolder.PARTICIPANT,
        expires_on=TODAY + timedelta(days=400),
    )
    workspace.perform(support.assign_peer, episode_id=episode, peer="M. Dodd")
    weeks, plan = said(workspace, "release-packet", episode)
    for words in (
        "I have my medicine in hand",
        "Buprenorphine, from Dr. Lee",
        "good until December 2027",
        "M. Dodd",
        "Harbor Clinic, N. Price, +15550100001",
    ):
        assert words in weeks
    assert "Call 911" in plan
    assert "988" in plan


def test_what_strangers_read_says_nothing_of_the_court_or_the_program(workspace, episode) -> None:
    courts.collected(workspace, episode, TODAY - timedelta(days=3))
    for key in ("release-packet", "safety-plan"):
        text = " ".join(said(workspace, key, episode)).casefold()
        for word in ("court,", "charge", "case number", "cr-", "phase", "drug court", "recovery c"):
            assert word not in text, (key, word)


def test_the_safety_plan_is_one_page_to_write_on(workspace, episode) -> None:
    (page,) = said(workspace, "safety-plan", episode)
    assert "How I notice that it gets hard" in page
    assert "Naloxone: ____" in page


def test_a_provider_is_asked_about_the_last_weeks_and_answers_before_court(
    workspace, episode
) -> None:
    for days, kept in ((40, Attendance.ATTENDED), (10, Attendance.ABSENT)):
        workspace.perform(
            care.record_attendance,
            episode_id=episode,
            held_on=TODAY - timedelta(days=days),
            kind=SessionKind.GROUP,
            attendance=kept,
            provider="Harbor Clinic",
        )
    courts.on_docket(workspace, TODAY + timedelta(days=9), episode)  # a Thursday
    (page,) = said(workspace, "provider-request", episode)
    assert "Harbor Clinic, N. Price" in page
    assert "Nov 14, 2026 Group Absent" in page
    assert "Oct 15" not in page  # longer ago than is asked about
    assert "Please answer by Dec 2, 2026" in page  # the Wednesday before


def test_without_treatment_there_is_nobody_to_ask(workspace: Workspace, tmp_path: Path) -> None:
    other = courts.participant(workspace, "Diaz")
    with pytest.raises(Refusal, match="nobody to ask"):
        said(workspace, "provider-request", other)
