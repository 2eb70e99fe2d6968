from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from drugcourt.casework.calendar import closures, dockets, session_moves, session_plans
from drugcourt.casework.calendar.calendar import calendar_sessions
from drugcourt.domain.calendar import OnClosed
from drugcourt.errors import FieldRefusal
from drugcourt.records.calendar import Docket, Recurrence
from drugcourt.records.hearings import CourtSession
from drugcourt.workspace import Workspace
from tests.court_day import TODAY, kept_all, session

LAST = TODAY + timedelta(weeks=6)


def rule(court: Workspace, text: str, docket: int | None = None, **wanted: object) -> int:
    wanted.setdefault("first_on", TODAY)
    return court.perform(dockets.add_recurrence, docket_id=docket, text=text, **wanted)


def proposed(court: Workspace, last: date = LAST) -> list[session_plans.ProposedSession]:
    return court.read(session_plans.proposed_sessions, first=TODAY, last=last)


def sessions(court: Workspace) -> list[tuple[date, str]]:
    rows = court.read(calendar_sessions, first=TODAY, last=LAST + timedelta(days=60))
    return [(row.held_on, row.docket) for row in rows if not row.cancelled]


def test_a_rule_only_proposes_until_the_sessions_are_planned(workspace: Workspace) -> None:
    rule(workspace, "every other Tuesday")
    days = [p.held_on for p in proposed(workspace)]
    assert days == [TODAY + timedelta(weeks=n) for n in (0, 2, 4, 6)]
    assert sessions(workspace) == []
    assert workspace.perform(session_plans.plan_sessions, first=TODAY, last=LAST) == 4
    assert [day for day, _ in sessions(workspace)] == days
    assert all(p.stands for p in proposed(workspace))
    assert workspace.perform(session_plans.plan_sessions, first=TODAY, last=LAST) == 0


def test_closures_push_sessions_aside_or_leave_them_out(workspace: Workspace) -> None:
    workspace.perform(closures.close_day, on=TODAY + timedelta(weeks=1), name="Storm")
    rule(workspace, "every Tuesday", on_closed=OnClosed.AFTER, last_on=TODAY + timedelta(weeks=2))
    workspace.perform(session_plans.plan_sessions, first=TODAY, last=LAST)
    assert [day for day, _ in sessions(workspace)] == [
        TODAY,
        TODAY + timedelta(days=8),
        TODAY + timedelta(weeks=2),
    ]
    (moved,) = [p for p in proposed(workspace) if p.closed]
    assert (moved.planned_on, moved.stands) == (TODAY + timedelta(weeks=1), True)


def test_a_session_that_was_moved_or_cancelled_is_not_proposed_again(workspace: Workspace) -> None:
    rule(workspace, "every Tuesday")
    workspace.perform(session_plans.plan_sessions, first=TODAY, last=LAST)
    rows = workspace.read(calendar_sessions, first=TODAY, last=LAST)
    workspace.perform(
        session_moves.move_session,
        session_id=rows[1].id,
        held_on=rows[1].held_on + timedelta(days=1),
        reason="Jury trial",
    )
    workspace.perform(session_moves.cancel_session, session_id=rows[2].id, reason="Judge away")
    assert workspace.perform(session_plans.plan_sessions, first=TODAY, last=LAST) == 0


def test_several_dockets_have_their_own_judge_room_hour_and_size(workspace: Workspace) -> None:
    values = {
        "title": "Veterans court", "judge": "Hon. A. Reyes", "starts_at": "10:00", "capacity": 12
    }  # fmt: skip
    veterans = workspace.perform(dockets.add_docket, values=values)
    assert [one.title for one in workspace.read(dockets.dockets)] == [
        "Adult drug court",  # the court's own is kept beside it from now on
        "Veterans court",
    ]
    rule(workspace, "1st and 3rd Friday", veterans)
    workspace.perform(session_plans.plan_sessions, first=TODAY, last=LAST)
    rows = workspace.read(calendar_sessions, first=TODAY, last=LAST)
    assert {(row.docket, row.judge, row.starts_at, row.capacity) for row in rows} == {
        ("Veterans court", "Hon. A. Reyes", "10:00", 12)
    }
    assert rows[0].load == "0 of 12 people, 0 of 120 min"


def test_the_court_that_keeps_no_docket_has_the_one_of_its_details(workspace: Workspace) -> None:
    (own,) = workspace.read(dockets.dockets)
    assert (own.id, own.title, own.judge) == (None, "Adult drug court", "Hon. M. Whitfield")
    session(workspace)
    rule(workspace, "every Tuesday")
    assert [p.stands for p in proposed(workspace)][:2] == [True, False]


def test_renaming_a_docket_takes_its_sessions_along(workspace: Workspace) -> None:
    session(workspace)
    own = workspace.perform(dockets.own_docket)
    workspace.perform(dockets.amend_docket, docket_id=own, changes={"title": "Recovery docket"})
    assert sessions(workspace) == [(TODAY, "Recovery docket")]
    assert workspace.read(dockets.default_title) == "Recovery docket"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "Veterans court", "minutes": 0}, "minutes"),
        ({"title": "Veterans court", "minutes": 10, "minutes_each": 11}, "minutes_each"),
        ({"title": "Veterans court", "capacity": 0}, "capacity"),
        ({"title": "Adult drug court"}, "title"),
        ({"title": "Veterans court", "color": "red"}, "color"),
    ],
)
def test_a_docket_that_makes_no_sense_leaves_nothing(
    workspace: Workspace, values: dict[str, object], field: str
) -> None:
    workspace.perform(dockets.own_docket)
    with pytest.raises(FieldRefusal) as refused:
        workspace.perform(dockets.add_docket, values=values)
    assert refused.value.field == field
    assert len(kept_all(workspace, select(Docket))) == 1


def test_a_rule_is_refused_at_its_words_or_its_days(workspace: Workspace) -> None:
    with pytest.raises(FieldRefusal, match="every other Tuesday"):
        rule(workspace, "whenever")
    with pytest.raises(FieldRefusal, match="must not come before"):
        rule(workspace, "every Tuesday", last_on=TODAY - timedelta(days=1))
    assert kept_all(workspace, select(Docket)) == []


def test_an_ended_rule_and_a_retired_docket_propose_nothing_more(workspace: Workspace) -> None:
    number = rule(workspace, "every Tuesday")
    workspace.perform(dockets.end_recurrence, recurrence_id=number, last_on=TODAY)
    assert [p.held_on for p in proposed(workspace)] == [TODAY]
    own = workspace.perform(dockets.own_docket)
    second = rule(workspace, "every Friday", own)
    workspace.perform(dockets.retire_docket, docket_id=own, on=TODAY + timedelta(days=3))
    assert [p.held_on for p in proposed(workspace)] == [TODAY, TODAY + timedelta(days=3)]
    workspace.perform(
        dockets.end_recurrence, recurrence_id=second, last_on=TODAY - timedelta(days=1)
    )
    assert [r.id for r in kept_all(workspace, select(Recurrence))] == [number]


def test_planning_is_one_act_in_the_history(workspace: Workspace) -> None:
    rule(workspace, "every Tuesday")
    heard: list[frozenset[str]] = []
    workspace.listen(heard.append)
    workspace.perform(session_plans.plan_sessions, first=TODAY, last=LAST)
    assert heard == [frozenset({"court_session"})]
    assert {s.planned_on for s in kept_all(workspace, select(CourtSession))} == {
        TODAY + timedelta(weeks=n) for n in range(7)
    }
