from __future__ import annotations

from datetime import timedelta

from drugcourt.casework.calendar import closures, dockets
from drugcourt.casework.docket import checks as docket_checks
from drugcourt.casework.docket.checks import Check
from drugcourt.casework.docket.court_lists import bench_lines, interpreter_lines, transport_lines
from drugcourt.casework.hearings import hearings
from drugcourt.casework.participants import participants
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.workspace import Workspace
from tests.court_day import TODAY, admitted, days_ago, heard, on_docket, session
from tests.courts import participant

NEXT = TODAY + timedelta(weeks=1)


def found(court: Workspace, day=NEXT) -> list[tuple[str, Check]]:
    checks = court.read(docket_checks.docket_checks, session_id=session(court, day))
    return [(one.name, one.check) for one in checks.found]


def in_custody(court: Workspace, episode: int) -> None:
    court.perform(
        participants.set_status,
        episode_id=episode,
        status=EpisodeStatus.IN_CUSTODY,
        on=days_ago(5),
        reason="Jail sanction",
    )


def test_nothing_is_found_where_nothing_is_wrong(workspace: Workspace) -> None:
    on_docket(workspace, admitted(workspace), NEXT)
    assert found(workspace) == []


def test_custody_interpreter_and_late_additions_are_seen_to(workspace: Workspace) -> None:
    jailed = admitted(workspace, "Ames")
    in_custody(workspace, jailed)
    spanish = participant(workspace, "Boyd", language="Spanish", interpreter=True)
    for one in (jailed, spanish):
        on_docket(workspace, one)
    assert found(workspace, TODAY) == [
        ("Ames, James", Check.CUSTODY),
        ("Boyd, Sam", Check.INTERPRETER),
        ("Ames, James", Check.LATE),
        ("Boyd, Sam", Check.LATE),
    ]


def test_a_person_on_two_dockets_of_a_day_is_an_alarm_on_both(workspace: Workspace) -> None:
    episode = admitted(workspace, "Ames")
    workspace.perform(dockets.add_docket, values={"title": "DWI court", "starts_at": "09:00"})
    other = workspace.perform(hearings.schedule_session, held_on=NEXT, docket="DWI court")
    workspace.perform(hearings.put_on_docket, session_id=other, episode_id=episode)
    mine = workspace.perform(hearings.schedule_session, held_on=NEXT, docket="Adult drug court")
    workspace.perform(hearings.put_on_docket, session_id=mine, episode_id=episode)
    on_docket(workspace, episode, NEXT + timedelta(days=1))  # another day is no conflict
    (one,) = workspace.read(docket_checks.docket_checks, session_id=mine).found
    assert (one.check, one.text) == (Check.TWICE, "Also on DWI court at 9:00 AM that day.")
    (two,) = workspace.read(docket_checks.docket_checks, session_id=other).found
    assert two.check is Check.TWICE


def test_the_load_is_said_in_people_and_minutes_and_overflow_warns(workspace: Workspace) -> None:
    own = workspace.perform(dockets.own_docket)
    changes = {"minutes": 10, "minutes_each": 5, "capacity": 5}
    workspace.perform(dockets.amend_docket, docket_id=own, changes=changes)
    for n in range(2):
        on_docket(workspace, admitted(workspace, f"Person {n}"), NEXT)
    checks = workspace.read(docket_checks.docket_checks, session_id=session(workspace, NEXT))
    assert (checks.session.load, checks.session.full) == ("2 of 5 people, 10 of 10 min", True)
    assert checks.found == ()
    on_docket(workspace, admitted(workspace, "Person 3"), NEXT)
    assert found(workspace) == [("", Check.OVER)]


def test_a_session_on_a_closed_day_is_found(workspace: Workspace) -> None:
    session(workspace, NEXT)
    workspace.perform(closures.close_day, on=NEXT, name="Storm")
    assert found(workspace) == [("", Check.CLOSED)]


def test_the_lists_for_bench_jail_and_interpreters(workspace: Workspace) -> None:
    jailed = participant(workspace, "Ames")
    in_custody(workspace, jailed)
    polish = participant(workspace, "Boyd", language="Polish", interpreter=True)
    arabic = participant(workspace, "Cole", language="Arabic", interpreter=True)
    entries = [on_docket(workspace, one) for one in (polish, jailed, arabic)]
    asked = {"session_id": session(workspace)}
    bench = workspace.read(bench_lines, **asked)
    assert [(b.number, b.custody, b.interpreter) for b in bench] == [
        (1, False, "Polish"), (2, True, ""), (3, False, "Arabic")
    ]  # fmt: skip
    (brought,) = workspace.read(transport_lines, **asked)
    assert (brought.name, brought.since) == ("Ames, Sam", days_ago(5))
    assert len(brought.cases) == 1
    wanted = workspace.read(interpreter_lines, **asked)
    assert [(line.language, line.number) for line in wanted] == [("Arabic", 3), ("Polish", 1)]
    heard(workspace, entries[1])
    assert workspace.read(transport_lines, **asked) == []
