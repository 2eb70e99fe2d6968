"""The questions behind Today: what waits, who is heard, what is due, and the figures beside it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from drugcourt.casework import follow_ups, today
from drugcourt.casework.docket import docket
from drugcourt.casework.hearings import hearings
from drugcourt.casework.hearings.hearings import Outcome
from drugcourt.casework.participants import participants
from drugcourt.casework.participants.participants import Admission
from drugcourt.casework.responses import responses
from drugcourt.casework.responses.responses import NewResponse
from drugcourt.casework.specimens import specimens
from drugcourt.casework.specimens.weeks import test_weeks as weeks_of_testing
from drugcourt.casework.specimens.weeks import tests_today as counts_of_today
from drugcourt.domain.hearings import HearingAttendance
from drugcourt.domain.responses import Heard, ResponseFamily
from drugcourt.domain.specimens import AnalyteResult, CollectionStatus, Substance
from drugcourt.domain.tone import Tone
from drugcourt.workspace import Workspace

TODAY = date(2026, 11, 24)


def _person(court: Workspace, family: str, *, admit: bool = True) -> int:
    person = {"family_name": family, "given_name": "Kim"}
    episode_id = court.perform(participants.refer, person=person, referred_on=date(2026, 9, 1))
    if admit:
        admission = Admission(admitted_on=TODAY - timedelta(days=60))
        court.perform(participants.admit, episode_id=episode_id, admission=admission)
    return episode_id


def _test(court: Workspace, episode_id: int, day: date, *, positive: bool = False) -> None:
    result = AnalyteResult.POSITIVE if positive else AnalyteResult.NEGATIVE
    court.perform(
        specimens.record_test,
        episode_id=episode_id,
        values={"collected_on": day, "status": CollectionStatus.COLLECTED},
        results={Substance.FENTANYL: result},
    )


@pytest.fixture
def heard(workspace: Workspace) -> tuple[Workspace, int, int]:
    """Two people; the first is on today's docket and has a fresh positive."""
    first, second = _person(workspace, "Tran"), _person(workspace, "Boyd")
    session_id = workspace.perform(hearings.schedule_session, held_on=TODAY)
    workspace.perform(hearings.put_on_docket, session_id=session_id, episode_id=first)
    _test(workspace, first, TODAY, positive=True)
    _test(workspace, second, TODAY - timedelta(days=1))
    return workspace, first, second


def test_the_day_says_when_where_and_before_whom_court_sits(
    heard: tuple[Workspace, int, int],
) -> None:
    day = heard[0].read(today.court_day, today=TODAY)
    assert (day.sits, day.people, day.heard) == (True, 1, 0)
    assert today.court_line(day) == "Court is at 1:30 PM in Courtroom 4 · Hon. M. Whitfield"


def test_a_day_without_a_session_says_so(workspace: Workspace) -> None:
    workspace.perform(hearings.schedule_session, held_on=TODAY + timedelta(days=7))
    day = workspace.read(today.court_day, today=TODAY)
    assert today.court_line(day) == "Court does not sit today."
    assert day.next_on == TODAY + timedelta(days=7)


def test_a_fresh_positive_waits_for_a_decision_under_its_person(
    heard: tuple[Workspace, int, int],
) -> None:
    court, first, _ = heard
    rows = court.read(today.decisions, today=TODAY, limit=5)
    assert [(row.episode_id, row.name, row.phase) for row in rows] == [
        (first, "Tran, Kim", "Phase 1")
    ]
    assert rows[0].tone is Tone.ALARM
    assert "fentanyl" in rows[0].text


def test_whoever_is_heard_today_comes_first_among_equals(
    heard: tuple[Workspace, int, int],
) -> None:
    court, first, second = heard
    _test(court, second, TODAY, positive=True)
    third = _person(court, "Abbot")
    _test(court, third, TODAY, positive=True)
    session_id = court.read(docket.session_id_for, day=TODAY, today=TODAY)
    assert session_id is not None
    court.perform(hearings.put_on_docket, session_id=session_id, episode_id=third)
    rows = court.read(today.decisions, today=TODAY, limit=5)
    assert [row.episode_id for row in rows] == [first, third, second]
    assert len(court.read(today.decisions, today=TODAY, limit=2)) == 2
    assert court.read(today.counts, today=TODAY).decisions == 3


def test_the_docket_shows_what_to_note_and_then_the_attendance(
    heard: tuple[Workspace, int, int],
) -> None:
    court, first, _ = heard
    (line,) = court.read(today.docket_lines, today=TODAY, limit=6)
    assert (line.place, line.episode_id, line.phase, line.word) == (1, first, "1", "Respond")
    outcome = Outcome(attendance=HearingAttendance.FAILED_TO_APPEAR)
    court.perform(hearings.record_hearing, entry_id=line.entry_id, outcome=outcome)
    (line,) = court.read(today.docket_lines, today=TODAY, limit=6)
    assert (line.word, line.tone) == ("Failed to appear", Tone.ALARM)
    assert court.read(today.court_day, today=TODAY).heard == 1


def test_the_caseload_lists_every_phase_of_the_program_in_its_order(
    heard: tuple[Workspace, int, int],
) -> None:
    rows = heard[0].read(today.caseload_by_phase)
    assert [number for _, number in rows] == [2, 0, 0, 0, 0]
    assert rows[0][0].startswith("1 ")
    assert rows[4][0].startswith("5 ")


def test_the_figures_keep_participants_and_candidates_apart(
    heard: tuple[Workspace, int, int],
) -> None:
    court = heard[0]
    _person(court, "Waiting", admit=False)
    figures = court.read(today.counts, today=TODAY)
    assert (figures.participants, figures.candidates, figures.docket) == (2, 1, 1)


def test_tests_are_counted_by_day_and_week_with_their_unexplained_positives(
    heard: tuple[Workspace, int, int],
) -> None:
    court = heard[0]
    assert court.read(counts_of_today, today=TODAY) == {CollectionStatus.COLLECTED: 1}
    weeks = court.read(weeks_of_testing, today=TODAY, weeks=3)
    assert [(week.collected, week.positive) for week in weeks] == [(0, 0), (0, 0), (2, 1)]
    assert weeks[-1].start == TODAY - timedelta(days=6)


def test_what_is_due_names_the_person_and_counts_what_is_not_shown(
    heard: tuple[Workspace, int, int],
) -> None:
    court, first, second = heard
    order = NewResponse(
        ResponseFamily.SANCTION,
        "Service hours",
        due_on=TODAY - timedelta(days=3),
        heard=Heard.AGREED,
    )
    given = TODAY - timedelta(days=10)
    for episode_id in (first, second):
        court.perform(responses.give_response, episode_id=episode_id, response=order, on=given)
    _person(court, "Waiting", admit=False)
    due = court.read(follow_ups.follow_ups, today=TODAY, each=1)
    texts = [one.text for one in due.shown]
    assert "Service hours, due Nov 21" in texts
    assert "No next court date" in texts
    assert "Candidate since Sep 1, 84 days" in texts
    assert due.total == len(due.shown) + 1
    everything = court.read(follow_ups.follow_ups, today=TODAY, each=10)
    assert everything.total == len(everything.shown) == due.total


def test_an_old_docket_without_outcome_is_due_until_it_is_closed(workspace: Workspace) -> None:
    episode_id = _person(workspace, "Tran")
    past = TODAY - timedelta(days=7)
    session_id = workspace.perform(hearings.schedule_session, held_on=past)
    workspace.perform(hearings.put_on_docket, session_id=session_id, episode_id=episode_id)
    due = workspace.read(follow_ups.follow_ups, today=TODAY, each=2)
    assert due.shown[0].session_on == past
    workspace.perform(hearings.close_session, session_id=session_id)
    due = workspace.read(follow_ups.follow_ups, today=TODAY, each=2)
    assert all(one.session_on is None for one in due.shown)


def test_an_empty_court_waits_for_nothing(workspace: Workspace) -> None:
    assert workspace.read(today.decisions, today=TODAY, limit=5) == []
    assert workspace.read(today.docket_lines, today=TODAY, limit=5) == []
    assert workspace.read(follow_ups.follow_ups, today=TODAY, each=3).total == 0
