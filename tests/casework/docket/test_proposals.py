from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import select

from drugcourt.casework.calendar import dockets, session_moves
from drugcourt.casework.docket import proposals as docket_proposals
from drugcourt.casework.docket.proposals import Proposal, Why
from drugcourt.casework.hearings import hearings
from drugcourt.casework.participants import participants
from drugcourt.casework.treatment import care
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.hearings import HearingAttendance, HearingKind, WarrantStep
from drugcourt.domain.treatment import LevelOfCare
from drugcourt.records.hearings import DocketEntry
from drugcourt.workspace import Workspace
from tests import courts
from tests.court_day import TODAY, admitted, days_ago, heard, kept_all, on_docket, session

NEXT = TODAY + timedelta(weeks=1)


def proposed(court: Workspace, day: date = TODAY) -> list[Proposal]:
    wanted = {"session_id": session(court, day), "today": TODAY}
    return court.read(docket_proposals.docket_proposals, **wanted)


def held(court: Workspace, episode: int, day: date, **wanted: object) -> None:
    """A hearing of the past, recorded on its own day."""
    entry = on_docket(court, episode, day)
    heard(court, entry, **wanted)


def why(rows: list[Proposal]) -> list[tuple[int, Why]]:
    return [(row.id, row.why) for row in rows]


def test_whoever_was_not_heard_for_too_long_is_overdue_with_the_days(workspace: Workspace) -> None:
    episode = admitted(workspace, "Ames")
    held(workspace, episode, days_ago(21))
    (row,) = proposed(workspace)
    assert (row.id, row.why, row.due) == (episode, Why.OVERDUE, days_ago(7))
    assert row.text == "Last heard Nov 3, due by Nov 17: 7 days over on this day."


def test_whoever_would_be_late_at_the_next_session_is_due_in_this_one(workspace: Workspace) -> None:
    session(workspace, NEXT)
    due, later = admitted(workspace, "Ames"), admitted(workspace, "Boyd")
    held(workspace, due, days_ago(14))
    held(workspace, later, days_ago(7))
    assert why(proposed(workspace)) == [(due, Why.DUE)]
    assert "the next session is Dec 1" in proposed(workspace)[0].text
    assert why(proposed(workspace, NEXT)) == [(due, Why.OVERDUE), (later, Why.DUE)]


def test_a_hearing_set_in_time_is_enough_and_one_too_late_is_not(workspace: Workspace) -> None:
    in_time, late = admitted(workspace, "Ames"), admitted(workspace, "Boyd")
    held(workspace, in_time, days_ago(10))
    held(workspace, late, days_ago(14))
    on_docket(workspace, in_time, TODAY + timedelta(days=3))
    on_docket(workspace, late, NEXT)
    (row,) = proposed(workspace)
    assert row.id == late
    assert row.text.endswith("Booked only for Dec 1.")


def test_a_date_named_in_court_without_a_place_on_the_docket_is_honored(
    workspace: Workspace,
) -> None:
    episode = admitted(workspace)
    held(workspace, episode, days_ago(7), next_on=TODAY)
    (entry,) = kept_all(workspace, select(DocketEntry).where(DocketEntry.attendance.is_(None)))
    workspace.perform(hearings.take_off_docket, entry_id=entry.id, reason="By mistake")
    (row,) = proposed(workspace)
    assert (row.why, row.text) == (Why.NAMED, "Told on Nov 17 to come on this day.")


def test_who_was_admitted_and_never_heard_comes_to_the_entry_hearing(workspace: Workspace) -> None:
    episode = admitted(workspace, days=3)
    (row,) = proposed(workspace)
    assert (row.id, row.why, row.kind) == (episode, Why.NEVER, HearingKind.ENTRY)


def test_warrants_are_listed_last_and_a_served_one_asks_for_its_hearing(
    workspace: Workspace,
) -> None:
    away, back = admitted(workspace, "Ames"), admitted(workspace, "Boyd")
    for one in (away, back):
        held(
            workspace,
            one,
            days_ago(14),
            attendance=HearingAttendance.FAILED_TO_APPEAR,
            warrant=WarrantStep.ISSUED,
        )
    workspace.perform(
        participants.set_status,
        episode_id=back,
        status=EpisodeStatus.IN_CUSTODY,
        on=days_ago(1),
        reason="Served",
    )
    rows = proposed(workspace)
    assert why(rows) == [(back, Why.SERVED), (away, Why.WARRANT)]
    assert {row.kind for row in rows} == {HearingKind.WARRANT_RETURN}
    assert rows[0].text.endswith("In custody.")


def test_people_belong_to_the_docket_on_which_they_were_heard_last(workspace: Workspace) -> None:
    workspace.perform(dockets.add_docket, values={"title": "Veterans court"})
    veteran = admitted(workspace, "Ames")
    number = workspace.perform(
        hearings.schedule_session, held_on=days_ago(21), docket="Veterans court"
    )
    entry = workspace.perform(hearings.put_on_docket, session_id=number, episode_id=veteran)
    heard(workspace, entry)
    assert proposed(workspace) == []
    here = workspace.perform(hearings.schedule_session, held_on=NEXT, docket="Veterans court")
    rows = workspace.read(docket_proposals.docket_proposals, session_id=here, today=TODAY)
    assert why(rows) == [(veteran, Why.OVERDUE)]


def test_proposals_are_accepted_in_one_act_and_then_gone(workspace: Workspace) -> None:
    people = [admitted(workspace, name, days=3) for name in ("Ames", "Boyd")]
    rows = proposed(workspace)
    workspace.perform(
        docket_proposals.put_proposed_on_docket,
        session_id=session(workspace),
        proposals=[(row.id, row.kind) for row in rows],
    )
    entries = kept_all(workspace, select(DocketEntry).order_by(DocketEntry.position))
    assert [(e.episode_id, e.kind, e.added_on) for e in entries] == [
        (one, HearingKind.ENTRY, TODAY) for one in people
    ]
    assert proposed(workspace) == []


def test_a_cancelled_sessions_people_show_up_as_due_again(workspace: Workspace) -> None:
    episode = admitted(workspace)
    held(workspace, episode, days_ago(14), next_on=TODAY)
    workspace.perform(
        session_moves.cancel_session, session_id=session(workspace), reason="Judge away"
    )
    assert why(proposed(workspace, NEXT)) == [(episode, Why.OVERDUE)]


def test_who_is_in_residential_care_is_due_when_the_handbook_says_for_it(tmp_path: Path) -> None:
    path, program = tmp_path / "suffolk.court", "ny-suffolk-jdp.toml"
    with closing(courts.court(path, TODAY, program=program)) as court:
        weekly, second = admitted(court, "Ames"), admitted(court, "Boyd")
        for episode, level in (
            (weekly, LevelOfCare.OUTPATIENT),
            (second, LevelOfCare.RESIDENTIAL),
        ):
            about = {"episode_id": episode, "provider": "Northside", "started_on": days_ago(20)}
            court.perform(care.begin_treatment, level=level, **about)
            held(court, episode, days_ago(7))
        session(court, NEXT)
        assert [(row.id, row.due) for row in proposed(court)] == [(weekly, TODAY)]
        assert [(row.id, row.due) for row in proposed(court, NEXT)] == [
            (weekly, TODAY),
            (second, NEXT),
        ]
