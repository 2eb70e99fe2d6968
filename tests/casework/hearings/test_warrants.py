"""A warrant from the request to the return hearing, and the spans that follow each step."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from drugcourt.casework.docket.proposals import Why, docket_proposals
from drugcourt.casework.facts.facts import gather_one
from drugcourt.casework.follow_ups import follow_ups
from drugcourt.casework.hearings import hearings, returns, warrant_rows, warrants
from drugcourt.casework.participants.dossier import head
from drugcourt.casework.supervision import conduct
from drugcourt.casework.timeline.timeline import timeline
from drugcourt.domain.conduct import LegalEventKind
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.hearings import HearingAttendance, HearingKind, WarrantReason, WarrantStep
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange import courtroom_policy
from drugcourt.records.episodes import Episode, StatusSpan
from drugcourt.records.hearings import DocketEntry
from drugcourt.records.warrants import Warrant
from drugcourt.rules.as_of import known_on
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
    (row,) = workspace.read(warrant_rows.file_warrants, episode_id=episode, today=TODAY)
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


def open_warrants(court: Workspace, episode: int, on: date = TODAY) -> list[tuple[str, int]]:
    """The evidence of an open warrant as the handbook's requirement sees it."""
    facts = known_on(court.read(gather_one, episode), on)
    return [
        (event.record, event.id)
        for event in facts.legal
        if event.kind is LegalEventKind.WARRANT and (event.end is None or event.end > on)
    ]


def test_a_bench_warrant_is_an_open_warrant_to_the_handbook_from_issue_to_service(
    workspace: Workspace,
) -> None:
    episode = missed(workspace, WarrantStep.REQUESTED)
    assert open_warrants(workspace, episode) == [], "asked for is not out"
    number = the_warrant(workspace).id
    workspace.perform(warrants.issue_warrant, warrant_id=number, issued_on=days_ago(9))
    assert open_warrants(workspace, episode) == [("warrant", number)]
    elsewhere = workspace.perform(
        conduct.record_legal_event,
        episode_id=episode,
        kind=LegalEventKind.WARRANT,
        happened_on=days_ago(5),
    )
    both = [("legal_event", elsewhere), ("warrant", number)]
    assert open_warrants(workspace, episode) == both
    workspace.perform(warrants.serve_warrant, warrant_id=number, served_on=days_ago(2))
    assert open_warrants(workspace, episode) == both[:1]
    assert open_warrants(workspace, episode, days_ago(3)) == both, "as it stood on that day"


def test_a_recalled_bench_warrant_is_open_no_more(workspace: Workspace) -> None:
    episode = missed(workspace, WarrantStep.ISSUED)
    wanted = {"warrant_id": the_warrant(workspace).id, "recalled_on": TODAY}
    workspace.perform(warrants.recall_warrant, **wanted, recalled_why="Was in hospital")
    assert open_warrants(workspace, episode) == []


def test_whoever_was_served_and_came_to_court_is_back_whatever_the_hearing_was_for(
    workspace: Workspace,
) -> None:
    episode = missed(workspace, WarrantStep.ISSUED)
    workspace.perform(
        warrants.serve_warrant, warrant_id=the_warrant(workspace).id, served_on=days_ago(1)
    )
    entry = on_docket(workspace, episode)
    assert due(workspace) == ["Warrant served Nov 23: hear them by Nov 25"]
    heard(workspace, entry, attendance=HearingAttendance.IN_CUSTODY)
    assert due(workspace) == []
    assert the_warrant(workspace).return_entry_id == entry


@pytest.mark.parametrize("attendance", [ABSENT, HearingAttendance.EXCUSED])
def test_whoever_was_served_and_was_not_heard_is_still_to_be_heard(
    workspace: Workspace, attendance: HearingAttendance
) -> None:
    episode = missed(workspace, WarrantStep.ISSUED)
    workspace.perform(
        warrants.serve_warrant, warrant_id=the_warrant(workspace).id, served_on=days_ago(1)
    )
    heard(workspace, on_docket(workspace, episode), attendance=attendance)
    assert the_warrant(workspace).return_entry_id is None


def test_a_request_said_by_mistake_goes_when_the_hearing_is_recorded_again(
    workspace: Workspace,
) -> None:
    episode = admitted(workspace)
    entry = on_docket(workspace, episode)
    heard(workspace, entry, attendance=ABSENT, warrant=WarrantStep.REQUESTED)
    heard(workspace, entry)
    assert kept_all(workspace, select(Warrant)) == []
    assert kept(workspace, DocketEntry, entry).warrant is WarrantStep.NONE
    heard(workspace, entry, attendance=ABSENT, warrant=WarrantStep.REQUESTED)
    assert the_warrant(workspace).docket_entry_id == entry


def test_a_request_made_elsewhere_stands_when_a_hearing_is_recorded_again(
    workspace: Workspace,
) -> None:
    episode = missed(workspace, WarrantStep.REQUESTED)
    entry = on_docket(workspace, episode)
    heard(workspace, entry, attendance=ABSENT, warrant=WarrantStep.REQUESTED)
    heard(workspace, entry)
    assert the_warrant(workspace).requested_on == days_ago(14)
