"""A warrant from the request to the return hearing, and the spans that follow each step."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from drugcourt.casework.docket.proposals import Why, docket_proposals
from drugcourt.casework.follow_ups import follow_ups
from drugcourt.casework.hearings import hearings, returns, warrants
from drugcourt.casework.participants.dossier import head
from drugcourt.casework.timeline.timeline import timeline
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.hearings import HearingAttendance, HearingKind, WarrantReason, WarrantStep
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange import courtroom_policy
from drugcourt.records.episodes import Episode, StatusSpan
from drugcourt.records.hearings import DocketEntry
from drugcourt.records.warrants import Warrant
from drugcourt.workspace import Workspace
from tests.court_day import TODAY, admitted, days_ago, heard, kept, kept_all, on_docket, session

ABSENT = HearingAttendance.FAILED_TO_APPEAR
NEXT = TODAY + timedelta(days=7)


def the_warrant(court: Workspace) -> Warrant:
    return kept_all(court, select(Warrant))[0]


def spans(court: Workspace, episode: int) -> list[tuple[EpisodeStatus, date, date | None]]:
    asked = select(StatusSpan).where(StatusSpan.episode_id == episode).order_by(StatusSpan.id)
    return [(s.status, s.started_on, s.ended_on) for s in kept_all(court, asked)][-2:]


def missed(court: Workspace, step: WarrantStep, days: int = 14) -> int:
    """Somebody who failed to appear so many days ago, with this said of a warrant."""
    episode = admitted(court)
    heard(court, on_docket(court, episode, days_ago(days)), attendance=ABSENT, warrant=step)
    return episode


def due(court: Workspace) -> list[str]:
    found = court.read(follow_ups, today=TODAY, each=5)
    return [one.text for one in found.shown if one.text.startswith("Warrant")]


def test_from_the_missed_hearing_to_the_return_each_step_leaves_its_day(
    workspace: Workspace,
) -> None:
    episode = missed(workspace, WarrantStep.REQUESTED)
    number = the_warrant(workspace).id
    assert kept(workspace, Episode, episode).status is EpisodeStatus.ACTIVE
    workspace.perform(
        warrants.issue_warrant,
        warrant_id=number,
        issued_on=days_ago(12),
        issued_by="Hon. M. Whitfield",
        number="BW-7",
    )
    assert spans(workspace, episode)[-1] == (EpisodeStatus.ABSCONDED, days_ago(12), None)
    workspace.perform(
        returns.serve_and_return, warrant_id=number, served_on=days_ago(2), return_on=NEXT
    )
    assert spans(workspace, episode) == [
        (EpisodeStatus.ABSCONDED, days_ago(12), days_ago(2)),
        (EpisodeStatus.IN_CUSTODY, days_ago(2), None),
    ]
    (row,) = workspace.read(warrants.file_warrants, episode_id=episode, today=TODAY)
    assert (row.step, row.days_out, row.return_on) == (WarrantStep.SERVED, 10, NEXT)
    assert row.text == (
        "Requested Nov 10, issued Nov 12, served Nov 22: 10 days out, return hearing Dec 1."
    )
    back = kept_all(workspace, select(DocketEntry).where(DocketEntry.attendance.is_(None)))
    assert [(e.episode_id, e.kind) for e in back] == [(episode, HearingKind.WARRANT_RETURN)]


@pytest.mark.parametrize(("booked", "status"), [(True, "in_custody"), (False, "active")])
def test_custody_follows_the_service_only_where_somebody_was_booked(
    workspace: Workspace, *, booked: bool, status: str
) -> None:
    episode = missed(workspace, WarrantStep.ISSUED)
    workspace.perform(
        warrants.serve_warrant,
        warrant_id=the_warrant(workspace).id,
        served_on=TODAY,
        booked=booked,
    )
    assert kept(workspace, Episode, episode).status == status


def test_a_court_may_count_somebody_as_absconded_from_the_missed_hearing(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    episode = missed(workspace, WarrantStep.REQUESTED)
    policy = courtroom_policy.WarrantPolicy(from_absence=True, request_days=2, return_days=2)
    monkeypatch.setattr(warrants, "warrant_policy", lambda: policy)
    workspace.perform(
        warrants.issue_warrant, warrant_id=the_warrant(workspace).id, issued_on=days_ago(3)
    )
    assert spans(workspace, episode)[-1] == (EpisodeStatus.ABSCONDED, days_ago(14), None)


def test_a_recalled_warrant_brings_somebody_back_and_needs_a_reason(workspace: Workspace) -> None:
    episode = missed(workspace, WarrantStep.ISSUED)
    wanted: dict[str, Any] = {"warrant_id": the_warrant(workspace).id, "recalled_on": TODAY}
    with pytest.raises(FieldRefusal):
        workspace.perform(warrants.recall_warrant, **wanted, recalled_why=" ")
    workspace.perform(warrants.recall_warrant, **wanted, recalled_why="Was in hospital")
    assert kept(workspace, Episode, episode).status is EpisodeStatus.ACTIVE


def test_steps_are_taken_in_their_order_only(workspace: Workspace) -> None:
    missed(workspace, WarrantStep.ISSUED)
    number = the_warrant(workspace).id
    with pytest.raises(FieldRefusal):
        workspace.perform(warrants.serve_warrant, warrant_id=number, served_on=days_ago(20))
    workspace.perform(warrants.serve_warrant, warrant_id=number, served_on=TODAY)
    for act, day in ((warrants.issue_warrant, "issued_on"), (warrants.serve_warrant, "served_on")):
        with pytest.raises(Refusal):
            workspace.perform(act, warrant_id=number, **{day: TODAY})


def test_there_is_one_standing_warrant_at_most(workspace: Workspace) -> None:
    episode = missed(workspace, WarrantStep.REQUESTED)
    with pytest.raises(Refusal):
        workspace.perform(
            warrants.request_warrant, episode_id=episode, reason=WarrantReason.CONDUCT
        )
    heard(workspace, on_docket(workspace, episode), attendance=ABSENT, warrant=WarrantStep.ISSUED)
    assert len(kept_all(workspace, select(Warrant))) == 1
    assert the_warrant(workspace).issued_on == TODAY


def test_today_names_what_a_warrant_waits_for(workspace: Workspace) -> None:
    episode = missed(workspace, WarrantStep.REQUESTED, days=3)
    assert due(workspace) == ["Warrant asked for Nov 21, not issued yet"]
    number = the_warrant(workspace).id
    workspace.perform(warrants.issue_warrant, warrant_id=number, issued_on=days_ago(2))
    assert due(workspace) == ["Warrant out since Nov 22, 2 days"]
    workspace.perform(warrants.serve_warrant, warrant_id=number, served_on=days_ago(1))
    assert due(workspace) == ["Warrant served Nov 23: hear them by Nov 25"]
    workspace.perform(returns.set_return_hearing, warrant_id=number, return_on=TODAY)
    assert due(workspace) == []
    entry = kept_all(workspace, select(DocketEntry).where(DocketEntry.attendance.is_(None)))[0]
    workspace.perform(hearings.take_off_docket, entry_id=entry.id, reason="No transport")
    assert due(workspace) == ["Warrant served Nov 23: hear them by Nov 25"]
    assert episode


def test_building_a_docket_proposes_who_was_served_and_names_who_is_out(
    workspace: Workspace,
) -> None:
    missed(workspace, WarrantStep.ISSUED)
    day = session(workspace)
    (out,) = workspace.read(docket_proposals, session_id=day, today=TODAY)
    assert (out.why, out.text) == (Why.WARRANT, "Warrant out since Nov 10; put on when served.")
    workspace.perform(
        warrants.serve_warrant, warrant_id=the_warrant(workspace).id, served_on=days_ago(1)
    )
    (back,) = workspace.read(docket_proposals, session_id=day, today=TODAY)
    assert (back.why, back.kind) == (Why.SERVED, HearingKind.WARRANT_RETURN)


def test_file_and_timeline_tell_of_the_warrant(workspace: Workspace) -> None:
    episode = missed(workspace, WarrantStep.ISSUED)
    shown = workspace.read(head, episode_id=episode, today=TODAY)
    assert shown.warrant is WarrantStep.ISSUED
    workspace.perform(
        warrants.serve_warrant, warrant_id=the_warrant(workspace).id, served_on=days_ago(1)
    )
    shown = workspace.read(head, episode_id=episode, today=TODAY)
    assert shown.warrant is WarrantStep.NONE
    told = " ".join(line.text for line in workspace.read(timeline, episode_id=episode))
    assert "Bench warrant served, taken into custody" in told
