"""Papers of a court day: what each may say, proved with a word of its own in every text column."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from drugcourt.casework.docket.docket import court_rows
from drugcourt.casework.docket.public_docket import public_docket, public_rows
from drugcourt.casework.hearings import hearings
from drugcourt.domain.hearings import HearingAttendance, PhaseMove
from drugcourt.errors import Refusal
from drugcourt.records.calendar import Docket
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.responses import Response
from drugcourt.workspace import Workspace
from tests.conftest import TODAY
from tests.court_day import admitted, heard, kept_all, on_docket, session
from tests.reports import people
from tests.reports.conftest import printed, texts
from tests.reports.test_dockets import fill_with_canaries

NAMES = {("person", "given_name"), ("person", "family_name"), ("person", "preferred_name")}
PLACE = {("court", "county"), ("court", "state"), ("court_session", "courtroom")}
MAY_SAY: dict[str, set[tuple[str, str]]] = {
    "slips": NAMES | PLACE,
    "reminder-letters": NAMES | PLACE | {("person", "address")},
    "phase-certificate": NAMES | {("person", "middle_name"), ("court", "name"), ("court", "judge")},
    "minute-orders": NAMES
    | PLACE
    | {
        ("court", "name"),
        ("court_session", "judge"),
        ("court_case", "number"),
        ("docket_entry", "orders"),
        ("response", "title"),
    },
}


@pytest.fixture
def court(workspace: Workspace) -> Workspace:
    """Everybody there is; one of them moved on today, and one is still to be heard."""
    people.everyone(workspace)
    entry = on_docket(workspace, admitted(workspace, "Reyes", "Marisol"))
    heard(workspace, entry, move=PhaseMove.ADVANCE, decided_by="Team", reason="Ready")
    return workspace


def seen(canaries: dict[tuple[str, str], str], said: str) -> set[tuple[str, str]]:
    return {place for place, canary in canaries.items() if canary in said}


@pytest.mark.parametrize("key", MAY_SAY)
def test_a_paper_says_only_what_its_list_allows(court: Workspace, key: str) -> None:
    canaries = fill_with_canaries(court)
    found = seen(canaries, " ".join(texts(printed(court, key, session_day=TODAY))))
    assert found, "the canaries are not even there"
    assert found <= MAY_SAY[key]


COURT_VIEW = {("person", "family_name"), ("person", "given_name")}


def test_no_typed_word_reaches_the_court_or_the_public_view(court: Workspace) -> None:
    canaries = fill_with_canaries(court)
    asked: dict[str, Any] = {"session_id": session_of_today(court)}
    aloud = str(court.read(court_rows, **asked, as_of=TODAY))
    assert seen(canaries, aloud) == COURT_VIEW
    everybody = str(court.read(public_rows, **asked))
    assert seen(canaries, everybody) == {("court_case", "number")}


def session_of_today(court: Workspace) -> int:
    """Its docket's title was overwritten too, so it is asked for by its day."""
    asked = select(CourtSession).where(CourtSession.held_on == TODAY)
    return kept_all(court, asked)[0].id


def test_only_a_response_of_the_catalog_is_said_aloud(court: Workspace) -> None:
    number = session_of_today(court)
    entry = kept_all(court, select(DocketEntry).where(DocketEntry.session_id == number))[0]

    def give(db: Any, _context: Any) -> None:
        for family, title in (
            ("incentive", "Applause in court"),
            ("incentive", "Typed by hand"),
            ("service_adjustment", "More counseling"),
        ):
            db.add(
                Response(
                    episode_id=entry.episode_id,
                    docket_entry_id=entry.id,
                    family=family,
                    title=title,
                    given_on=TODAY,
                )
            )

    court.perform(give)
    rows = court.read(court_rows, session_id=number, as_of=TODAY)
    assert [row.ordered for row in rows if row.id == entry.id] == ["Applause in court"]


def test_another_docket_is_called_in_public_as_its_own_list_says(court: Workspace) -> None:
    number = session_of_today(court)

    def other(db: Any, _context: Any) -> None:
        db.get_one(CourtSession, number).docket = "Veterans court"
        db.add(Docket(title="Veterans court", minutes=60, minutes_each=5))

    court.perform(other)
    assert court.read(public_docket, session_id=number).title == "Court calendar"

    def called(db: Any, _context: Any) -> None:
        docket = db.scalars(select(Docket).where(Docket.title == "Veterans court")).one()
        docket.public_title = "Friday calendar"

    court.perform(called)
    assert court.read(public_docket, session_id=number).title == "Friday calendar"


def test_a_minute_order_stands_on_its_own_page_and_no_order_before_the_hearing(
    workspace: Workspace,
) -> None:
    first = admitted(workspace, "Okafor", "James", case="CR-1")
    entry = on_docket(workspace, first)
    with pytest.raises(Refusal, match="recorded yet"):
        printed(workspace, "minute-orders", session_day=TODAY)
    heard(workspace, entry, orders="Daily call", next_on=TODAY + timedelta(days=7))
    on_docket(workspace, admitted(workspace, "Tran", "Kevin"))
    (page,) = texts(printed(workspace, "minute-orders", session_day=TODAY))
    for words in (
        "Okafor, James",
        "CR-1",
        "1. Daily call",
        "2. Next hearing Tuesday",
        "So ordered",
    ):
        assert words in page
    (alone,) = texts(printed(workspace, "minute-orders", episode_ids=[first]))
    assert "Daily call" in alone


def test_the_own_page_of_a_session_is_for_those_who_came(workspace: Workspace) -> None:
    here, away = admitted(workspace, "Okafor", "James"), admitted(workspace, "Tran", "Kevin")
    heard(workspace, on_docket(workspace, here))
    absent = HearingAttendance.FAILED_TO_APPEAR
    heard(workspace, on_docket(workspace, away), attendance=absent)
    (page,) = texts(printed(workspace, "participant-page", session_day=TODAY))
    for words in ("James, this page is yours.", "You are in phase 1", "No day is set yet."):
        assert words in page
    assert "FOR THE PARTICIPANT ALONE" in page


def test_certificates_of_a_day_without_a_ceremony_are_those_of_its_session(
    workspace: Workspace,
) -> None:
    on = on_docket(workspace, admitted(workspace, "Okafor", "James"))
    heard(workspace, on)
    with pytest.raises(Refusal, match="graduated or moved on"):
        printed(workspace, "certificate", session_day=TODAY)
    wanted = {"decided_by": "Team", "reason": "Ready"}
    up = on_docket(workspace, admitted(workspace, "Tran", "Kevin"))
    heard(workspace, up, move=PhaseMove.ADVANCE, **wanted)
    done = on_docket(workspace, admitted(workspace, "Reyes", "Marisol"))
    heard(workspace, done, move=PhaseMove.GRADUATE, **wanted)
    pages = texts(printed(workspace, "certificate", session_day=TODAY))
    assert ["Marisol Reyes" in pages[0], "Kevin Tran" in pages[1], len(pages)] == [True, True, 2]
    workspace.perform(hearings.close_session, session_id=session(workspace))
    assert len(texts(printed(workspace, "phase-certificate", session_day=TODAY))) == 1


def test_the_minutes_tell_of_court_too_and_say_whether_they_may_still_change(
    workspace: Workspace,
) -> None:
    entry = on_docket(workspace, admitted(workspace, "Okafor", "James", case="CR-1"))
    before = " ".join(texts(printed(workspace, "minutes", session_day=TODAY)))
    assert "In court" not in before
    heard(workspace, entry, orders="Daily call", note="canarynote")
    live = " ".join(texts(printed(workspace, "minutes", session_day=TODAY)))
    for words in ("In court May still change", "Okafor, James (CR-1)", "Ordered: Daily call"):
        assert words in live
    assert "canarynote" not in live
    workspace.perform(hearings.close_session, session_id=session(workspace))
    frozen = " ".join(texts(printed(workspace, "minutes", session_day=TODAY)))
    assert "In court Frozen when the session was closed" in frozen
