from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from drugcourt.casework.calendar import closures, dockets, session_moves
from drugcourt.casework.hearings.file import hearing_file
from drugcourt.casework.hearings.next_dates import NextDates, open_days
from drugcourt.casework.treatment import care
from drugcourt.domain.treatment import LevelOfCare
from drugcourt.workspace import Workspace
from tests import courts
from tests.court_day import TODAY, admitted, days_ago, on_docket, session

BY_LEVEL = "ny-suffolk-jdp.toml"  # court every week in outpatient care, every two in residential
DUE = TODAY + timedelta(weeks=2)  # the first phase of this program is heard every two weeks


def weeks(n: int) -> date:
    return TODAY + timedelta(weeks=n)


def suggested(court: Workspace) -> NextDates:
    entry = on_docket(court, admitted(court))
    return court.read(hearing_file, entry_id=entry, today=TODAY).next_if_stays


def days(court: Workspace, until: date) -> list[tuple[date, int]]:
    rows = court.read(open_days, after=TODAY, until=until, docket="Adult drug court")
    return [(row.day, row.booked) for row in rows]


def test_open_days_are_those_booked_and_those_of_the_weekday(workspace: Workspace) -> None:
    next_day, extra = TODAY + timedelta(days=8), TODAY + timedelta(days=9)
    on_docket(workspace, admitted(workspace), next_day)
    session(workspace, extra)
    assert days(workspace, weeks(2)) == [(weeks(1), 0), (next_day, 1), (extra, 0), (weeks(2), 0)]


def test_the_last_day_that_keeps_the_interval_comes_first(workspace: Workspace) -> None:
    dates = suggested(workspace)
    assert (dates.interval, dates.due) == ("every 2 weeks", DUE)
    assert [day for day, _ in dates.days] == [weeks(2), weeks(3), weeks(1)]


def test_a_closed_day_is_never_suggested_and_said(workspace: Workspace) -> None:
    workspace.perform(closures.close_day, on=DUE, name="Storm")
    dates = suggested(workspace)
    assert [day for day, _ in dates.days] == [weeks(1), weeks(3)]
    assert dict(dates.closed) == {DUE: "Storm"}


def test_a_full_day_gives_way_to_the_one_before_it(workspace: Workspace) -> None:
    own = workspace.perform(dockets.own_docket)
    workspace.perform(dockets.amend_docket, docket_id=own, changes={"capacity": 1})
    on_docket(workspace, admitted(workspace, "Ames"), DUE)
    dates = suggested(workspace)
    assert dates.days[0] == (weeks(1), 0)
    assert dates.days[1] == (DUE, 1)
    assert dates.full == {DUE}
    assert dates.instead == "Tue Dec 8 is full"


def test_when_all_days_are_full_the_due_one_is_still_suggested(workspace: Workspace) -> None:
    own = workspace.perform(dockets.own_docket)
    workspace.perform(dockets.amend_docket, docket_id=own, changes={"capacity": 1})
    for n in range(1, 5):
        on_docket(workspace, admitted(workspace, f"Person {n}"), weeks(n))
    assert suggested(workspace).days[0] == (DUE, 1)


def test_the_minutes_of_a_session_make_it_full_too(workspace: Workspace) -> None:
    own = workspace.perform(dockets.own_docket)
    changes = {"minutes": 10, "minutes_each": 5}
    workspace.perform(dockets.amend_docket, docket_id=own, changes=changes)
    for name in ("Ames", "Boyd"):
        on_docket(workspace, admitted(workspace, name), DUE)
    assert suggested(workspace).full == {DUE}


def test_the_rules_of_the_docket_say_on_which_days_it_sits(workspace: Workspace) -> None:
    workspace.perform(
        dockets.add_recurrence, docket_id=None, text="1st and 3rd Friday", first_on=TODAY
    )
    assert days(workspace, date(2027, 1, 1)) == [
        (date(2026, 12, 4), 0),
        (date(2026, 12, 18), 0),
        (date(2027, 1, 1), 0),
    ]


def test_cancelled_and_moved_sessions_leave_their_day(workspace: Workspace) -> None:
    moved, gone = session(workspace, weeks(1)), session(workspace, weeks(2))
    to = weeks(1) + timedelta(days=1)
    workspace.perform(session_moves.move_session, session_id=moved, held_on=to, reason="Jury trial")
    workspace.perform(session_moves.cancel_session, session_id=gone, reason="Judge away")
    assert days(workspace, weeks(3)) == [(to, 0), (weeks(3), 0)]


def test_a_handbook_that_tells_levels_of_care_apart_is_kept(tmp_path: Path) -> None:
    with closing(courts.court(tmp_path / "suffolk.court", TODAY, program=BY_LEVEL)) as court:
        episode = admitted(court)
        entry = on_docket(court, episode)
        about = {"provider": "Northside", "started_on": days_ago(20), "episode_id": episode}
        court.perform(care.begin_treatment, level=LevelOfCare.RESIDENTIAL, **about)
        dates = court.read(hearing_file, entry_id=entry, today=TODAY).next_if_stays
        assert (dates.interval, dates.due) == ("every 2 weeks", weeks(2))
        court.perform(care.begin_treatment, level=LevelOfCare.OUTPATIENT, **about)
        dates = court.read(hearing_file, entry_id=entry, today=TODAY).next_if_stays
        assert (dates.interval, dates.due) == ("every 1 week", weeks(1))
