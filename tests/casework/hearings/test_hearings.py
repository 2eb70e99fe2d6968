"""Acts on sessions and hearings, on a real court file."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from drugcourt.casework.hearings import days as hearing_days
from drugcourt.casework.hearings import hearings
from drugcourt.casework.responses.responses import NewResponse
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.hearings import HearingAttendance, PhaseMove, WarrantStep
from drugcourt.domain.responses import ResponseFamily
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.episodes import Episode, StatusSpan
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.history import HistoryEntry
from drugcourt.records.responses import Response
from drugcourt.workspace import Workspace
from tests.court_day import (
    TODAY,
    admitted,
    days_ago,
    heard,
    kept,
    kept_all,
    on_docket,
    session,
)

NEXT = TODAY + timedelta(days=7)
GIFT = NewResponse(ResponseFamily.INCENTIVE, "Gift card")


def entry_of(court: Workspace, entry_id: int) -> DocketEntry:
    return kept(court, DocketEntry, entry_id)


def booked(court: Workspace, day: date) -> list[int]:
    asked = (
        select(DocketEntry.episode_id)
        .join(CourtSession)
        .where(CourtSession.held_on == day)
        .order_by(DocketEntry.position)
    )
    return court.read(lambda db: list(db.scalars(asked)))


def responses_of(court: Workspace, episode_id: int) -> list[Response]:
    asked = select(Response).where(Response.episode_id == episode_id)
    return kept_all(court, asked)


def status_of(court: Workspace, episode_id: int) -> EpisodeStatus:
    return kept(court, Episode, episode_id).status


def phase_of(court: Workspace, episode_id: int) -> str:
    return kept(court, Episode, episode_id).phase


def test_a_session_takes_its_courtroom_and_judge_from_the_court(workspace: Workspace) -> None:
    made = kept(workspace, CourtSession, session(workspace))
    assert (made.starts_at, made.courtroom, made.judge) == (
        "13:30",
        "Courtroom 4",
        "Hon. M. Whitfield",
    )


def test_the_same_day_gives_the_same_session_back(workspace: Workspace) -> None:
    assert session(workspace) == session(workspace)


def test_putting_somebody_on_the_docket_twice_keeps_one_entry(workspace: Workspace) -> None:
    episode = admitted(workspace)
    assert on_docket(workspace, episode) == on_docket(workspace, episode)


def test_a_hearing_keeps_what_was_decided_and_books_the_next_date(workspace: Workspace) -> None:
    episode = admitted(workspace)
    entry = on_docket(workspace, episode)
    heard(workspace, entry, orders="Daily call", note="Bus pass", responses=[GIFT], next_on=NEXT)
    found = entry_of(workspace, entry)
    assert (found.attendance, found.orders, found.note) == (
        HearingAttendance.PRESENT,
        "Daily call",
        "Bus pass",
    )
    assert [(r.title, r.given_on, r.docket_entry_id) for r in responses_of(workspace, episode)] == [
        ("Gift card", TODAY, entry)
    ]
    assert booked(workspace, NEXT) == [episode]


def test_the_history_says_who_held_the_hearing_and_what_it_changed(workspace: Workspace) -> None:
    entry = on_docket(workspace, admitted(workspace))
    heard(workspace, entry, orders="Daily call")
    asked = select(HistoryEntry).where(
        HistoryEntry.kind == "docket_entry", HistoryEntry.act == "record_hearing"
    )
    line = kept_all(workspace, asked)[0]
    assert line.who == "R. Alvarez"
    assert json.loads(line.after)["orders"] == "Daily call"


def test_recording_again_amends_and_gives_no_response_twice(workspace: Workspace) -> None:
    episode = admitted(workspace)
    entry = on_docket(workspace, episode)
    heard(workspace, entry, responses=[GIFT])
    heard(workspace, entry, orders="Essay on triggers", responses=[GIFT])
    assert len(responses_of(workspace, episode)) == 1
    assert entry_of(workspace, entry).orders == "Essay on triggers"


def test_another_next_date_takes_the_place_of_the_first(workspace: Workspace) -> None:
    episode = admitted(workspace)
    entry = on_docket(workspace, episode)
    heard(workspace, entry, next_on=NEXT)
    heard(workspace, entry, next_on=NEXT + timedelta(days=7))
    assert booked(workspace, NEXT) == []
    assert booked(workspace, NEXT + timedelta(days=7)) == [episode]


def test_recorded_again_without_a_next_date_nobody_stays_booked(workspace: Workspace) -> None:
    entry = on_docket(workspace, admitted(workspace))
    heard(workspace, entry, next_on=NEXT)
    heard(workspace, entry, attendance=HearingAttendance.FAILED_TO_APPEAR)
    assert booked(workspace, NEXT) == []
    assert entry_of(workspace, entry).next_on is None


def test_the_account_prepared_before_court_stays_unless_it_is_changed(
    workspace: Workspace,
) -> None:
    entry = on_docket(workspace, admitted(workspace))
    workspace.perform(hearings.prepare_entry, entry_id=entry, changes={"account": "No bus"})
    heard(workspace, entry)
    assert entry_of(workspace, entry).account == "No bus"
    heard(workspace, entry, account="The bus came")
    assert entry_of(workspace, entry).account == "The bus came"


@pytest.mark.parametrize("on", [TODAY, days_ago(1)])
def test_the_next_date_must_lie_after_the_session(workspace: Workspace, on: date) -> None:
    entry = on_docket(workspace, admitted(workspace))
    with pytest.raises(FieldRefusal) as refused:
        heard(workspace, entry, next_on=on, orders="lost")
    assert refused.value.field == "next_on"
    assert entry_of(workspace, entry).attendance is None


def test_a_refused_hearing_leaves_no_trace(workspace: Workspace) -> None:
    episode = admitted(workspace)
    entry = on_docket(workspace, episode)
    before = workspace.read(lambda db: len(list(db.scalars(select(HistoryEntry)))))
    with pytest.raises(Refusal):
        heard(workspace, entry, responses=[GIFT], move=PhaseMove.ADVANCE)
    assert responses_of(workspace, episode) == []
    assert entry_of(workspace, entry).attendance is None
    assert workspace.read(lambda db: len(list(db.scalars(select(HistoryEntry))))) == before


def test_advancing_against_findings_is_refused_with_them(workspace: Workspace) -> None:
    entry = on_docket(workspace, admitted(workspace))
    with pytest.raises(Refusal) as refused:
        heard(workspace, entry, move=PhaseMove.ADVANCE)
    assert refused.value.findings


def test_advancing_with_a_name_and_a_reason_moves_the_phase_once(workspace: Workspace) -> None:
    episode = admitted(workspace)
    entry = on_docket(workspace, episode)
    first = phase_of(workspace, episode)
    wanted = {"move": PhaseMove.ADVANCE, "decided_by": "Team", "reason": "Ready"}
    heard(workspace, entry, **wanted)
    second = phase_of(workspace, episode)
    heard(workspace, entry, **wanted, orders="again")
    assert first != second == phase_of(workspace, episode)


def test_a_move_that_was_made_is_not_taken_back_by_recording_again(workspace: Workspace) -> None:
    entry = on_docket(workspace, admitted(workspace))
    heard(workspace, entry, move=PhaseMove.ADVANCE, decided_by="Team", reason="Ready")
    with pytest.raises(FieldRefusal) as refused:
        heard(workspace, entry, move=PhaseMove.STAY)
    assert refused.value.field == "move"
    assert entry_of(workspace, entry).move is PhaseMove.ADVANCE


def test_a_return_to_an_earlier_phase_really_returns(workspace: Workspace) -> None:
    episode = admitted(workspace)
    entry = on_docket(workspace, episode, days_ago(7))
    first = phase_of(workspace, episode)
    heard(workspace, entry, move=PhaseMove.ADVANCE, decided_by="Team", reason="Ready")
    heard(
        workspace,
        on_docket(workspace, episode),
        move=PhaseMove.DEMOTE,
        back_to=first,
        reason="Three missed tests",
        remedial_plan="Evening group",
    )
    assert phase_of(workspace, episode) == first


def test_graduation_at_a_hearing_ends_the_episode(workspace: Workspace) -> None:
    episode = admitted(workspace)
    heard(
        workspace,
        on_docket(workspace, episode),
        move=PhaseMove.GRADUATE,
        decided_by="Team",
        reason="Transferred with credit",
    )
    assert status_of(workspace, episode) is EpisodeStatus.GRADUATED


def test_failing_to_appear_with_a_warrant_makes_the_participant_absconded(
    workspace: Workspace,
) -> None:
    episode = admitted(workspace)
    heard(
        workspace,
        on_docket(workspace, episode),
        attendance=HearingAttendance.FAILED_TO_APPEAR,
        warrant=WarrantStep.ISSUED,
    )
    spans = workspace.read(
        lambda db: [
            (s.status, s.started_on, s.ended_on)
            for s in db.scalars(select(StatusSpan).where(StatusSpan.episode_id == episode))
        ]
    )
    assert (EpisodeStatus.ABSCONDED, TODAY, None) in spans
    assert (EpisodeStatus.ACTIVE, days_ago(34), TODAY) in spans


def test_a_requested_warrant_changes_no_status(workspace: Workspace) -> None:
    episode = admitted(workspace)
    heard(
        workspace,
        on_docket(workspace, episode),
        attendance=HearingAttendance.FAILED_TO_APPEAR,
        warrant=WarrantStep.REQUESTED,
    )
    assert status_of(workspace, episode) is EpisodeStatus.ACTIVE


def test_no_warrant_is_issued_for_somebody_who_stands_in_court(workspace: Workspace) -> None:
    entry = on_docket(workspace, admitted(workspace))
    with pytest.raises(FieldRefusal) as refused:
        heard(workspace, entry, warrant=WarrantStep.ISSUED)
    assert refused.value.field == "warrant"


@pytest.mark.parametrize(
    ("step", "status"),
    [
        (WarrantStep.SERVED, EpisodeStatus.IN_CUSTODY),
        (WarrantStep.RECALLED, EpisodeStatus.ACTIVE),
    ],
)
def test_the_next_step_of_a_warrant_brings_somebody_back(
    workspace: Workspace, step: WarrantStep, status: EpisodeStatus
) -> None:
    episode = admitted(workspace)
    heard(
        workspace,
        on_docket(workspace, episode, days_ago(7)),
        attendance=HearingAttendance.FAILED_TO_APPEAR,
        warrant=WarrantStep.ISSUED,
    )
    heard(workspace, on_docket(workspace, episode), warrant=step)
    assert status_of(workspace, episode) is status


def test_a_session_ahead_can_not_be_recorded(workspace: Workspace) -> None:
    entry = on_docket(workspace, admitted(workspace), NEXT)
    with pytest.raises(Refusal, match="lies ahead"):
        heard(workspace, entry)


def test_a_closed_session_freezes_its_minutes(workspace: Workspace) -> None:
    episode = admitted(workspace)
    entry = on_docket(workspace, episode)
    assert workspace.perform(hearings.close_session, session_id=session(workspace)) == 1
    with pytest.raises(Refusal, match="closed"):
        heard(workspace, entry)
    with pytest.raises(Refusal, match="closed"):
        on_docket(workspace, admitted(workspace, "Tran", "Kevin"))


def test_taking_somebody_off_needs_a_reason_and_keeps_it(workspace: Workspace) -> None:
    entry = on_docket(workspace, admitted(workspace))
    with pytest.raises(FieldRefusal):
        workspace.perform(hearings.take_off_docket, entry_id=entry, reason=" ")
    workspace.perform(hearings.take_off_docket, entry_id=entry, reason="Moved to Monday")
    assert entry_of(workspace, entry) is None
    asked = select(HistoryEntry).where(HistoryEntry.act == "take_off_docket")
    assert kept_all(workspace, asked)[0].reason == "Moved to Monday"


def test_a_hearing_that_was_held_can_not_be_taken_off(workspace: Workspace) -> None:
    entry = on_docket(workspace, admitted(workspace))
    heard(workspace, entry)
    with pytest.raises(Refusal, match="held already"):
        workspace.perform(hearings.take_off_docket, entry_id=entry, reason="Moved")


def test_the_docket_is_heard_in_the_order_given(workspace: Workspace) -> None:
    people = [admitted(workspace, name) for name in ("Tran", "Reyes", "Hale")]
    entries = [on_docket(workspace, episode) for episode in people]
    wanted = [entries[2], entries[0], entries[1]]
    workspace.perform(hearings.reorder_docket, session_id=session(workspace), entry_ids=wanted)
    assert booked(workspace, TODAY) == [people[2], people[0], people[1]]


def test_next_hearings_forget_those_held(workspace: Workspace) -> None:
    episode = admitted(workspace)
    heard(workspace, on_docket(workspace, episode), next_on=NEXT)
    found = workspace.read(hearing_days.next_hearings, today=TODAY, episode_ids=[episode])
    assert found == {episode: NEXT}
