from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from drugcourt.casework.participants import corrections
from drugcourt.casework.timeline.strand import Entry
from drugcourt.casework.timeline.timeline import timeline
from drugcourt.casework.treatment import care
from drugcourt.domain.treatment import Attendance, LevelOfCare, MeetingKind, Proof, SessionKind
from drugcourt.workspace import Workspace
from tests.casework.files import TODAY, ago, last_change, leaves_nothing, participant

KEPT, ABSENT = Attendance.ATTENDED, Attendance.ABSENT


def test_a_stay_with_a_provider_begins_and_ends_once(workspace: Workspace) -> None:
    episode = participant(workspace)
    number = workspace.perform(
        care.begin_treatment,
        episode_id=episode,
        provider=" Northside ",
        level=LevelOfCare.OUTPATIENT,
        started_on=ago(30),
    )
    with leaves_nothing(workspace, "ended_on"):
        workspace.perform(care.end_treatment, treatment_id=number, ended_on=ago(31))
    workspace.perform(
        care.end_treatment, treatment_id=number, ended_on=ago(1), discharge_reason="Completed"
    )
    (row,) = workspace.read(care.treatment_rows, episode_id=episode)
    assert (row.provider, row.ended_on) == ("Northside", ago(1))
    assert last_change(workspace, "treatment_episode").act == "end_treatment"
    with leaves_nothing(workspace):
        workspace.perform(care.end_treatment, treatment_id=number, ended_on=TODAY)


def test_a_stay_needs_a_provider(workspace: Workspace) -> None:
    episode = participant(workspace)
    with leaves_nothing(workspace, "provider"):
        workspace.perform(
            care.begin_treatment,
            episode_id=episode,
            provider="",
            level=LevelOfCare.OUTPATIENT,
            started_on=ago(1),
        )


def test_shares_leave_excused_and_cancelled_sessions_out(workspace: Workspace) -> None:
    episode = participant(workspace)
    for days, attendance in (
        (1, KEPT),
        (2, Attendance.LATE),
        (3, ABSENT),
        (4, Attendance.EXCUSED),
        (5, Attendance.CANCELLED),
        (40, ABSENT),
    ):
        workspace.perform(
            care.record_attendance,
            episode_id=episode,
            held_on=ago(days),
            kind=SessionKind.GROUP,
            attendance=attendance,
        )
    shares = workspace.read(care.attendance_shares, episode_id=episode, today=TODAY)
    assert [(s.kept, s.due) for s in shares] == [(2, 3), (2, 4), (2, 4)]
    assert [s.percent for s in shares] == [67, 50, 50]
    rows = workspace.read(care.attendance_rows, episode_id=episode, offset=1, limit=2)
    assert [row.held_on for row in rows] == [ago(2), ago(3)]


@pytest.mark.parametrize(
    ("on", "minutes", "field"),
    [(date(2026, 11, 25), 60, "held_on"), (ago(1), 2000, "minutes"), (ago(1), -1, "minutes")],
)
def test_a_session_that_cant_have_been_is_refused(
    workspace: Workspace, on: date, minutes: int, field: str
) -> None:
    episode = participant(workspace)
    with leaves_nothing(workspace, field):
        workspace.perform(
            care.record_attendance,
            episode_id=episode,
            held_on=on,
            kind=SessionKind.GROUP,
            attendance=KEPT,
            minutes=minutes,
        )


def test_a_group_is_recorded_whole_or_not_at_all(workspace: Workspace) -> None:
    first, second = participant(workspace), participant(workspace, "Ellison", "Dana")
    lines = [
        {"episode_id": first, "attendance": KEPT},
        {"episode_id": second, "attendance": ABSENT, "minutes": 9999},
    ]
    with leaves_nothing(workspace, "minutes"):
        workspace.perform(care.record_group, held_on=ago(1), lines=lines, kind=SessionKind.GROUP)
    lines[1].pop("minutes")
    count = workspace.perform(
        care.record_group, held_on=ago(1), lines=lines, kind=SessionKind.GROUP
    )
    assert count == 2


def test_attendance_is_corrected_with_a_reason(workspace: Workspace) -> None:
    episode = participant(workspace)
    line = workspace.perform(
        care.record_attendance,
        episode_id=episode,
        held_on=ago(1),
        kind=SessionKind.GROUP,
        attendance=ABSENT,
    )
    with leaves_nothing(workspace, "reason"):
        workspace.perform(
            care.amend_attendance, line_id=line, attendance=Attendance.EXCUSED, reason=""
        )
    workspace.perform(
        care.amend_attendance, line_id=line, attendance=Attendance.EXCUSED, reason="Clinic"
    )
    assert last_change(workspace, "attendance_line").reason == "Clinic"


MEETING = {"meeting": MeetingKind.SECULAR, "proof": Proof.SHEET}


def attend(workspace: Workspace, episode: int, kind: SessionKind, **more: Any) -> int:
    return workspace.perform(
        care.record_attendance,
        episode_id=episode,
        held_on=ago(1),
        kind=kind,
        attendance=KEPT,
        **more,
    )


def test_a_support_meeting_says_which_sort_and_how_it_is_known(workspace: Workspace) -> None:
    episode = participant(workspace)
    number = attend(workspace, episode, SessionKind.SUPPORT_MEETING, **MEETING)
    (row,) = workspace.read(care.attendance_rows, episode_id=episode)
    assert (row.meeting, row.proof) == (MeetingKind.SECULAR, Proof.SHEET)
    wanted = {"table": "attendance_line", "number": number, "reason": "Host rang"}
    workspace.perform(corrections.correct_entry, **wanted, changes={"proof": Proof.HOST})
    (row,) = workspace.read(care.attendance_rows, episode_id=episode)
    assert (row.meeting, row.proof) == (MeetingKind.SECULAR, Proof.HOST)
    with leaves_nothing(workspace, "meeting"):
        workspace.perform(corrections.correct_entry, **wanted, changes={"kind": SessionKind.GROUP})
    changes = {"kind": SessionKind.GROUP, "meeting": None, "proof": None}
    workspace.perform(corrections.correct_entry, **wanted, changes=changes)


@pytest.mark.parametrize("field", list(MEETING))
def test_other_sessions_have_neither(workspace: Workspace, field: str) -> None:
    episode = participant(workspace)
    with leaves_nothing(workspace, field):
        attend(workspace, episode, SessionKind.GROUP, **{field: MEETING[field]})


def test_the_timeline_tells_the_sort_of_meeting(workspace: Workspace) -> None:
    episode = participant(workspace)
    more = {"meeting": MeetingKind.FAITH, "proof": Proof.WORD}
    attend(workspace, episode, SessionKind.SUPPORT_MEETING, **more)
    (line,) = workspace.read(timeline, episode_id=episode, entries=frozenset({Entry.SESSION}))
    assert line.text == "Support meeting, faith-based, attended"
