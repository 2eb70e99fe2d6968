"""What the docket lists: sessions, order, flags, and what the open views do not read."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta

import pytest
from sqlalchemy import event

from drugcourt.casework.docket import docket
from drugcourt.casework.docket.docket import CourtRow
from drugcourt.casework.docket.public_docket import PublicRow, public_rows
from drugcourt.casework.hearings import hearings
from drugcourt.domain.hearings import HearingKind, PhaseMove
from drugcourt.domain.specimens import Substance
from drugcourt.exchange.courtroom_policy import CourtViewPolicy
from drugcourt.workspace import Workspace
from tests.court_day import TODAY, admitted, cup, days_ago, heard, on_docket, session

NEXT = TODAY + timedelta(days=7)


def test_without_a_day_the_next_session_opens(workspace: Workspace) -> None:
    session(workspace, days_ago(7))
    coming = session(workspace, NEXT)
    session(workspace, NEXT + timedelta(days=7))
    assert workspace.read(docket.session_id_for, day=None, today=TODAY) == coming


def test_without_one_ahead_the_latest_session_opens(workspace: Workspace) -> None:
    session(workspace, days_ago(14))
    latest = session(workspace, days_ago(7))
    assert workspace.read(docket.session_id_for, day=None, today=TODAY) == latest


def test_the_head_counts_and_knows_its_neighbors(workspace: Workspace) -> None:
    before, here, after = (session(workspace, d) for d in (days_ago(7), TODAY, NEXT))
    for family in ("Ames", "Boyd"):
        heard(workspace, on_docket(workspace, admitted(workspace, family)), seconds=120)
    on_docket(workspace, admitted(workspace, "Cole"))
    head = workspace.read(docket.session_head, session_id=here)
    assert (head.heard, head.total, head.seconds_each) == (2, 3, 120.0)
    assert (head.previous_id, head.next_id) == (before, after)


def test_the_flag_is_the_most_urgent_word(workspace: Workspace) -> None:
    episode = admitted(workspace)
    cup(workspace, episode, days_ago(2), Substance.FENTANYL)
    on_docket(workspace, episode)
    row = workspace.read(docket.staffing_rows, session_id=session(workspace), as_of=TODAY)[0]
    assert (row.flag, row.flag_tone.value, row.sober_days) == ("Positive", "alarm", 1)


def test_what_the_last_hearing_saw_is_no_flag_any_more(workspace: Workspace) -> None:
    episode = admitted(workspace)
    cup(workspace, episode, days_ago(20), Substance.FENTANYL)
    heard(workspace, on_docket(workspace, episode, days_ago(14)))
    cup(workspace, episode, days_ago(2))
    on_docket(workspace, episode)
    row = workspace.read(docket.staffing_rows, session_id=session(workspace), as_of=TODAY)[0]
    assert (row.flag, row.sober_days) == ("", 19)


def test_best_news_comes_first_and_those_heard_stay_in_front(workspace: Workspace) -> None:
    done = on_docket(workspace, admitted(workspace, "Ames"))
    heard(workspace, done)
    trouble = admitted(workspace, "Boyd")
    cup(workspace, trouble, days_ago(2), Substance.FENTANYL)
    bad = on_docket(workspace, trouble)
    short = on_docket(workspace, admitted(workspace, "Cole", days=5))
    long = on_docket(workspace, admitted(workspace, "Dunn", days=12))
    found = workspace.read(docket.best_news_first, session_id=session(workspace), as_of=TODAY)
    assert found == [done, long, short, bad]


def moved_on(court: Workspace) -> int:
    """A session at which somebody moved on to phase 2, of 34 days in the program."""
    entry = on_docket(court, admitted(court))
    heard(court, entry, move=PhaseMove.ADVANCE, decided_by="Team", reason="Transferred")
    return session(court)


def test_the_room_sees_neither_phase_nor_days_by_itself(workspace: Workspace) -> None:
    number = moved_on(workspace)
    (row,) = workspace.read(docket.court_rows, session_id=number, as_of=TODAY)
    assert (row.phase_number, row.program_days) == (None, None)
    assert row.ordered == "Moves on to the next phase"


def test_a_court_may_let_the_room_see_phase_and_days(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = moved_on(workspace)
    policy = CourtViewPolicy(phase=True, days=True)
    monkeypatch.setattr(docket, "court_view_policy", lambda: policy)
    (row,) = workspace.read(docket.court_rows, session_id=number, as_of=TODAY)
    assert (row.phase_number, row.program_days) == (2, 34)
    assert row.ordered == "Moves on to phase 2"


ALLOWED = {
    CourtRow: {
        "id",
        "name",
        "phase_number",
        "program_days",
        "attendance",
        "ordered",
        "next_on",
    },
    PublicRow: {"id", "case_number", "initials", "hearing"},
}
PROTECTED = (
    "specimen",
    "medication",
    "treatment_episode",
    "attendance_line",
    "attention_item",
    "standing",
    "response.behavior",
    "response.reason",
    "response.explanation",
    "response.departure",
    "response.hours",
    ".orders",
    ".note",
    ".account",
    ".recommendation",
    ".risk_need",
    "birth_date",
)


@pytest.mark.parametrize("row", [CourtRow, PublicRow])
def test_the_open_views_have_a_field_list_of_their_own(row: type) -> None:
    assert {field.name for field in fields(row)} == ALLOWED[row]


def test_the_open_views_select_no_protected_field(workspace: Workspace) -> None:
    on_docket(workspace, admitted(workspace, case="CR-1"))
    asked: list[str] = []

    def note(_c, _cursor, statement: str, *_rest: object) -> None:
        asked.append(statement.lower())

    number = session(workspace)
    event.listen(workspace.database.engine, "before_cursor_execute", note)
    try:
        workspace.read(docket.court_rows, session_id=number, as_of=TODAY)
        court = list(asked)
        asked.clear()
        workspace.read(public_rows, session_id=number)
    finally:
        event.remove(workspace.database.engine, "before_cursor_execute", note)
    assert court
    assert asked
    assert [w for w in PROTECTED if any(w in s for s in court)] == []
    more = (*PROTECTED, "response", ".phase", ".attendance", ".status")
    assert [w for w in more if any(w in s for s in asked)] == []


def test_public_words_tell_nothing(workspace: Workspace) -> None:
    for kind, family in ((HearingKind.TERMINATION, "Ames"), (HearingKind.REVIEW, "Boyd")):
        workspace.perform(
            hearings.put_on_docket,
            session_id=session(workspace),
            episode_id=admitted(workspace, family, case=f"CR-{family}"),
            kind=kind,
        )
    rows = workspace.read(public_rows, session_id=session(workspace))
    assert [(r.case_number, r.initials, r.hearing) for r in rows] == [
        ("CR-Ames", "J. A.", "Hearing"),
        ("CR-Boyd", "J. B.", "Hearing"),
    ]
