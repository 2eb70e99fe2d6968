"""Release packet, safety plan and the request to a provider: what they say, and what never."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from drugcourt.casework import medications
from drugcourt.casework.participants.participants import set_status
from drugcourt.casework.safety import kits, support
from drugcourt.casework.supervision import custody
from drugcourt.casework.treatment import care, providers
from drugcourt.domain.episodes import EpisodeStatus
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


def test_the_days_count_from_the_release_that_was_or_is_expected(workspace, episode) -> None:
    weeks, _ = said(workspace, "release-packet", episode)
    assert "Tuesday, Nov 24, 2026 We talk today" in weeks  # nobody was held: they go now
    wanted = {"episode_id": episode, "on": TODAY - timedelta(days=9)}
    workspace.perform(custody.book, ends_expected=TODAY + timedelta(days=3), **wanted)
    weeks, _ = said(workspace, "release-packet", episode)
    assert "Friday, Nov 27, 2026 We talk today" in weeks
    assert "Friday, Dec 11, 2026 We talk: how is it going?" in weeks
    (span,) = workspace.read(custody.custody_between, since=TODAY, until=TODAY, today=TODAY)
    workspace.perform(custody.release, span_id=span.id, on=TODAY - timedelta(days=2))
    weeks, _ = said(workspace, "release-packet", episode)
    assert "Sunday, Nov 22, 2026 We talk today" in weeks


@pytest.mark.parametrize(("days", "first"), [(14, "Tuesday, Nov 10"), (15, "Tuesday, Nov 24")])
def test_a_release_whose_watch_is_over_begins_no_days(workspace, episode, days, first) -> None:
    for status, on in ((EpisodeStatus.IN_CUSTODY, days + 4), (EpisodeStatus.ACTIVE, days)):
        workspace.perform(
            set_status, episode_id=episode, status=status, on=TODAY - timedelta(days=on)
        )
    weeks, _ = said(workspace, "release-packet", episode)
    assert f"{first}, 2026 We talk today" in weeks


def test_a_release_that_is_overdue_is_today(workspace, episode) -> None:
    workspace.perform(
        custody.book,
        episode_id=episode,
        on=TODAY - timedelta(days=9),
        ends_expected=TODAY - timedelta(days=1),
    )
    weeks, _ = said(workspace, "release-packet", episode)
    assert "Tuesday, Nov 24, 2026 We talk today" in weeks


def test_the_packet_says_who_holds_the_kit_and_names_ones_own_first(workspace, episode) -> None:
    until = TODAY + timedelta(days=400)
    workspace.perform(
        kits.issue_kit,
        episode_id=episode,
        holder=KitHolder.PARTICIPANT,
        issued_on=TODAY - timedelta(days=9),
    )
    assert "in my hand" in said(workspace, "release-packet", episode)[0]
    workspace.perform(kits.issue_kit, episode_id=episode, holder=KitHolder.FAMILY, expires_on=until)
    assert "in my hand" in said(workspace, "release-packet", episode)[0]
    own = next(
        kit
        for kit in workspace.read(kits.kits, episode_id=episode, today=TODAY)
        if kit.holder is KitHolder.PARTICIPANT
    )
    workspace.perform(kits.lose_kit, kit_id=own.id)
    weeks = said(workspace, "release-packet", episode)[0]
    assert "at home, with my family or housemate, good until December 2027" in weeks


def test_what_is_not_on_record_is_a_line_to_write_on(workspace: Workspace) -> None:
    weeks, _ = said(workspace, "release-packet", courts.participant(workspace, "Diaz"))
    assert "My ride ____" in weeks
    assert "Treatment ____" in weeks
    assert "My next day: ____" in weeks


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
