"""The papers around a session: what each says, and what those that leave the team never say."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from drugcourt.casework import courts
from drugcourt.casework.calendar import dockets, session_moves
from drugcourt.casework.hearings import hearings
from drugcourt.casework.participants import participants
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.errors import Refusal
from drugcourt.workspace import Workspace
from tests.court_day import TODAY, days_ago, heard, on_docket, session
from tests.courts import participant
from tests.reports.conftest import printed, texts

WEEK = TODAY + timedelta(days=7)
OUTSIDE = ("transport", "interpreters", "slips", "reminder-letters")
PROTECTED = (
    "drug", "treatment", "recovery", "sober", "test", "phase", "program", "participant", "warrant"
)  # fmt: skip


@pytest.fixture
def court(workspace: Workspace) -> Workspace:
    """Today three people are on the docket: one in custody, one who needs an interpreter."""
    workspace.perform(courts.amend_court, county="Cedar", state="Ohio")
    jailed = participant(workspace, "Ames", address="12 Hill Road\nTwo Rivers")
    workspace.perform(
        participants.set_status, episode_id=jailed, status=EpisodeStatus.IN_CUSTODY,
        on=days_ago(3), reason="Jail sanction",
    )  # fmt: skip
    spanish = participant(workspace, "Boyd", language="Spanish", interpreter=True)
    for one in (jailed, spanish, participant(workspace, "Cole")):
        on_docket(workspace, one)
    return workspace


def said(court: Workspace, key: str, **wanted: object) -> str:
    return " ".join(texts(printed(court, key, **wanted)))


def test_the_bench_list_has_the_order_and_what_to_see_to(court: Workspace) -> None:
    page = said(court, "bench-list")
    assert page.index("Ames, Sam") < page.index("Boyd, Sam") < page.index("Cole, Sam")
    assert "3 people, 15 of 120 min" in page
    assert "In custody: ask for transport, or hear by video." in page
    assert "CONFIDENTIAL" in page


def test_the_jail_is_told_whom_to_bring_and_nothing_else(court: Workspace) -> None:
    page = said(court, "transport")
    assert "Ames, Sam" in page
    assert "Nov 21, 2026" in page
    assert "Boyd" not in page


def test_the_interpreters_are_told_the_language_and_the_place(court: Workspace) -> None:
    page = said(court, "interpreters")
    assert "Spanish: 1 hearing" in page
    assert "Boyd, Sam" in page
    assert "Ames" not in page


def test_slips_and_letters_are_in_plain_words_and_the_persons_language(court: Workspace) -> None:
    slips = said(court, "slips")
    assert "Your next court date Sam Ames Tuesday, November 24, 1:30 PM" in slips
    assert "Su próxima cita en la corte Sam Boyd martes 24 de noviembre" in slips
    letters = texts(printed(court, "reminder-letters"))
    assert len(letters) == 3
    assert "Dear Sam Ames," in letters[0]
    assert "12 Hill Road Two Rivers" in letters[0]
    assert "Estimado/a Sam Boyd:" in letters[1]


def test_slips_after_a_move_say_so(court: Workspace) -> None:
    court.perform(
        session_moves.move_session, session_id=session(court), held_on=WEEK, reason="Jury trial"
    )
    assert "Your court date has changed. It was Tuesday, November 24." in said(court, "slips")


def test_who_has_no_next_date_stands_last_on_the_slips(court: Workspace) -> None:
    entry = on_docket(court, participant(court, "Dunn"))
    heard(court, entry)
    assert "No next date yet: Sam Dunn." in said(court, "slips")


@pytest.mark.parametrize("key", OUTSIDE)
def test_a_paper_that_leaves_the_team_carries_no_protected_word(court: Workspace, key: str) -> None:
    data = printed(court, key)
    properties = PdfReader(BytesIO(data)).metadata.values()
    page = " ".join([*texts(data), *map(str, properties)]).casefold()
    found = [word for word in PROTECTED if word in page]
    if key == "reminder-letters":
        found.remove("warrant")  # the consequence, as court reminders are to say
    assert found == []
    assert "cedar county recovery" not in page


def test_an_empty_session_has_its_sentence_on_every_list(workspace: Workspace) -> None:
    session(workspace)
    assert "Nobody is on the docket of this session" in said(workspace, "bench-list")
    assert "Nobody on this docket is in custody." in said(workspace, "transport")
    assert "Please bring" not in said(workspace, "transport")
    assert "Nobody on this docket needs an interpreter." in said(workspace, "interpreters")
    assert "so there are no slips" in said(workspace, "slips")
    with pytest.raises(Refusal, match="no letters"):
        said(workspace, "reminder-letters")


def test_a_paper_is_made_for_the_docket_that_is_named(court: Workspace) -> None:
    court.perform(dockets.add_docket, values={"title": "DWI court", "starts_at": "09:00"})
    number = court.perform(hearings.schedule_session, held_on=TODAY, docket="DWI court")
    court.perform(hearings.put_on_docket, session_id=number, episode_id=participant(court, "Early"))
    first = said(court, "bench-list", session_day=TODAY)
    named = said(court, "bench-list", session_day=TODAY, docket="Adult drug court")
    assert "Early, Sam" in first
    assert "Early" not in named
    assert "Ames, Sam" in named
