from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from drugcourt.casework.calendar import closures, session_moves
from drugcourt.casework.docket import docket
from drugcourt.casework.hearings import hearings
from drugcourt.casework.hearings.days import next_hearings
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.history import HistoryEntry
from drugcourt.workspace import Workspace
from tests.court_day import TODAY, admitted, heard, kept, kept_all, on_docket, session

NEXT = TODAY + timedelta(weeks=1)
OTHER = NEXT + timedelta(days=2)


def move(court: Workspace, number: int, **wanted: object) -> int:
    about = {"held_on": OTHER, "reason": "Jury trial"}
    return court.perform(session_moves.move_session, session_id=number, **{**about, **wanted})


def test_a_session_is_moved_with_everybody_on_it_and_the_reason_is_kept(
    workspace: Workspace,
) -> None:
    people = [admitted(workspace, name) for name in ("Ames", "Boyd")]
    entries = [on_docket(workspace, one, NEXT) for one in people]
    number = session(workspace, NEXT)
    assert move(workspace, number, starts_at="09:00") == 2
    moved = kept(workspace, CourtSession, number)
    assert (moved.held_on, moved.starts_at, moved.moved_from) == (OTHER, "09:00", NEXT)
    assert workspace.read(next_hearings, today=TODAY) == dict.fromkeys(people, OTHER)
    assert [kept(workspace, DocketEntry, e).session_id for e in entries] == [number, number]
    said = kept_all(workspace, select(HistoryEntry).where(HistoryEntry.act == "move_session"))
    assert {line.reason for line in said} == {"Jury trial"}


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ({"reason": "  "}, "Say why"),
        ({"held_on": TODAY - timedelta(days=1)}, "into the past"),
        ({"held_on": NEXT}, "then and there already"),
        ({"held_on": TODAY}, "session on that day already"),
        ({"held_on": NEXT + timedelta(days=1)}, "closed on that day"),
    ],
)
def test_a_move_that_cannot_be_leaves_everything_as_it_was(
    workspace: Workspace, wanted: dict[str, object], says: str
) -> None:
    on_docket(workspace, admitted(workspace), NEXT)
    session(workspace, TODAY)
    workspace.perform(closures.close_day, on=NEXT + timedelta(days=1), name="Storm")
    number = session(workspace, NEXT)
    with pytest.raises(FieldRefusal, match=says):
        move(workspace, number, **wanted)
    unmoved = kept(workspace, CourtSession, number)
    assert (unmoved.held_on, unmoved.moved_from) == (NEXT, None)


def test_a_session_in_which_somebody_was_heard_stays(workspace: Workspace) -> None:
    heard(workspace, on_docket(workspace, admitted(workspace)))
    with pytest.raises(Refusal, match="heard in this session already"):
        move(workspace, session(workspace))
    with pytest.raises(Refusal, match="heard in this session already"):
        workspace.perform(
            session_moves.cancel_session, session_id=session(workspace), reason="Storm"
        )


def test_the_people_of_a_cancelled_session_go_to_another_each_once(workspace: Workspace) -> None:
    ames, boyd = admitted(workspace, "Ames"), admitted(workspace, "Boyd")
    for one in (ames, boyd):
        on_docket(workspace, one, NEXT)
    on_docket(workspace, boyd, OTHER)
    target = session(workspace, OTHER)
    number = session(workspace, NEXT)
    workspace.perform(
        session_moves.cancel_session, session_id=number, reason="Storm", to_session_id=target
    )
    entries = kept_all(workspace, select(DocketEntry).order_by(DocketEntry.position))
    assert [(e.session_id, e.episode_id) for e in entries] == [(target, boyd), (target, ames)]
    assert kept(workspace, CourtSession, number).cancelled_why == "Storm"


def test_a_cancelled_session_is_out_of_the_way_until_it_is_held_after_all(
    workspace: Workspace,
) -> None:
    on_docket(workspace, admitted(workspace), NEXT)
    number = session(workspace, NEXT)
    workspace.perform(session_moves.cancel_session, session_id=number, reason="Storm")
    assert workspace.read(docket.session_id_for, day=NEXT, today=TODAY) is None
    assert workspace.read(next_hearings, today=TODAY) == {}
    with pytest.raises(Refusal, match="cancelled"):
        workspace.perform(
            hearings.put_on_docket, session_id=number, episode_id=admitted(workspace, "Cole")
        )
    with pytest.raises(Refusal, match="cancelled already"):
        workspace.perform(session_moves.cancel_session, session_id=number, reason="Again")
    workspace.perform(session_moves.reinstate_session, session_id=number)
    assert workspace.read(docket.session_id_for, day=NEXT, today=TODAY) == number


def test_a_day_asked_for_again_brings_its_cancelled_session_back(workspace: Workspace) -> None:
    number = session(workspace, NEXT)
    workspace.perform(session_moves.cancel_session, session_id=number, reason="Storm")
    assert session(workspace, NEXT) == number
    assert kept(workspace, CourtSession, number).cancelled_at is None


def test_a_new_next_date_takes_the_place_of_one_whose_session_was_moved(
    workspace: Workspace,
) -> None:
    episode = admitted(workspace)
    entry = on_docket(workspace, episode)
    heard(workspace, entry, next_on=NEXT)
    move(workspace, session(workspace, NEXT))
    later = NEXT + timedelta(weeks=1)
    heard(workspace, entry, next_on=later)
    assert workspace.read(next_hearings, today=TODAY + timedelta(days=1)) == {episode: later}
