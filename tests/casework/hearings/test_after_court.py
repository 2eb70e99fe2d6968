"""What a session leaves: frozen minutes, tasks for the team, pages and certificates to hand out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from drugcourt.casework.follow_ups import follow_ups
from drugcourt.casework.hearings import hearings, tasks
from drugcourt.casework.hearings.minutes import court_minutes
from drugcourt.casework.hearings.moved_on import moved_on
from drugcourt.casework.hearings.own_page import own_pages
from drugcourt.casework.hearings.sittings import sitting
from drugcourt.casework.participants.participants import amend_person
from drugcourt.casework.responses.responses import NewResponse
from drugcourt.domain.hearings import HearingAttendance, PhaseMove, WarrantStep
from drugcourt.domain.responses import ResponseFamily
from drugcourt.domain.staffings import TeamRole
from drugcourt.errors import Refusal
from drugcourt.records.episodes import Episode
from drugcourt.records.minutes import MinuteLine
from drugcourt.records.people import Person
from drugcourt.records.tasks import CourtTask
from drugcourt.workspace import Workspace
from tests.court_day import TODAY, admitted, heard, kept, kept_all, on_docket, session

NEXT = TODAY + timedelta(days=7)
BUS = NewResponse(ResponseFamily.SERVICE_ADJUSTMENT, "Bus pass")
ESSAY = NewResponse(ResponseFamily.SERVICE_ADJUSTMENT, "Essay", due_on=NEXT)
PRAISE = NewResponse(ResponseFamily.INCENTIVE, "Praise")


def listed(court: Workspace) -> list[tuple[TeamRole, str]]:
    found = court.read(tasks.session_tasks, session_id=session(court))
    return [(row.role, row.text) for row in found]


def test_minutes_are_frozen_as_they_stood_when_the_session_was_closed(
    workspace: Workspace,
) -> None:
    episode = admitted(workspace, case="CR-1")
    heard(workspace, on_docket(workspace, episode), orders="Daily\ncall", responses=[ESSAY])
    on_docket(workspace, admitted(workspace, "Tran", "Kevin"))
    day = session(workspace)
    before = workspace.read(court_minutes, session_id=day)
    assert not before.frozen
    assert before.lines[0].heading == "Okafor, James (CR-1)"
    assert before.lines[0].text.splitlines() == [
        "Review hearing. Present in person.",
        "Service adjustment: Essay, due Tuesday, December 1, 2026.",
        "Ordered: Daily call",
    ]
    assert before.lines[1].text == "Not reached in this session."
    workspace.perform(hearings.close_session, session_id=day)

    def marry(db, _context) -> None:
        db.scalars(select(Person).where(Person.family_name == "Okafor")).one().family_name = "Reed"

    workspace.perform(marry)
    after = workspace.read(court_minutes, session_id=day)
    assert after.frozen
    assert after.lines == before.lines


def test_a_closed_session_changes_in_no_way(workspace: Workspace) -> None:
    entry = on_docket(workspace, admitted(workspace))
    other = on_docket(workspace, admitted(workspace, "Tran"))
    day = session(workspace)
    workspace.perform(hearings.close_session, session_id=day)
    acts = (
        (hearings.record_hearing, {"entry_id": entry, "outcome": PRESENT}),
        (hearings.take_off_docket, {"entry_id": entry, "reason": "Late"}),
        (hearings.reorder_docket, {"session_id": day, "entry_ids": [other, entry]}),
        (hearings.prepare_entry, {"entry_id": entry, "changes": {"account": "No"}}),
        (hearings.close_session, {"session_id": day}),
    )
    for act, wanted in acts:
        with pytest.raises(Refusal, match="closed"):
            workspace.perform(act, **wanted)


PRESENT = hearings.Outcome(HearingAttendance.PRESENT)


def test_orders_and_responses_ask_the_seat_they_belong_to(workspace: Workspace) -> None:
    heard(
        workspace,
        on_docket(workspace, admitted(workspace)),
        responses=[BUS, ESSAY, PRAISE],
        orders="Assessment by the clinic\n\nWrite to the judge",
        next_on=NEXT,
    )
    assert listed(workspace) == [
        (TeamRole.TREATMENT, "Arrange: Bus pass"),
        (TeamRole.TREATMENT, "Order: Assessment by the clinic"),
        (TeamRole.SUPERVISION, "See that it is done by Dec 1: Essay"),
        (TeamRole.SUPERVISION, "Order: Write to the judge"),
    ]


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ({"attendance": HearingAttendance.FAILED_TO_APPEAR}, "Reach the participant"),
        (
            {"attendance": HearingAttendance.FAILED_TO_APPEAR, "warrant": WarrantStep.ISSUED},
            "Bench warrant to the sheriff",
        ),
        ({}, "Set the next court date"),
        (
            {"move": PhaseMove.ADVANCE, "decided_by": "T", "reason": "R", "next_on": NEXT},
            "Certificate and the handbook page of phase 2",
        ),
        (
            {"move": PhaseMove.GRADUATE, "decided_by": "T", "reason": "R"},
            "File the motion and order of dismissal",
        ),
    ],
)
def test_what_happened_asks_for_what_follows(
    workspace: Workspace, wanted: dict[str, object], text: str
) -> None:
    heard(workspace, on_docket(workspace, admitted(workspace)), **wanted)
    ((_, told),) = listed(workspace)
    assert told.startswith(text)


def test_recording_again_changes_the_tasks_and_keeps_what_was_done(workspace: Workspace) -> None:
    entry = on_docket(workspace, admitted(workspace))
    heard(workspace, entry, orders="Daily call\nWrite to the judge", next_on=NEXT)
    first = workspace.read(tasks.session_tasks, session_id=session(workspace))[0]
    workspace.perform(tasks.complete_task, task_id=first.id)
    heard(workspace, entry, next_on=NEXT)
    assert listed(workspace) == [(TeamRole.SUPERVISION, "Order: Daily call")]
    with pytest.raises(Refusal):
        workspace.perform(tasks.complete_task, task_id=first.id)
    workspace.perform(tasks.reopen_task, task_id=first.id)
    (task,) = kept_all(workspace, select(CourtTask))
    assert task.done_on is None


def test_a_task_is_on_today_from_the_day_it_is_due(workspace: Workspace) -> None:
    heard(workspace, on_docket(workspace, admitted(workspace)), responses=[ESSAY], next_on=NEXT)
    text = "See that it is done by Dec 1: Essay, due Dec 1"

    def named(day) -> bool:
        return text in [one.text for one in workspace.read(follow_ups, today=day, each=9).shown]

    assert [named(NEXT - timedelta(days=1)), named(NEXT)] == [False, True]


def test_whoever_moved_on_gets_a_certificate_of_the_phase(workspace: Workspace) -> None:
    wanted = {"move": PhaseMove.ADVANCE, "decided_by": "Team", "reason": "Ready"}
    heard(workspace, on_docket(workspace, admitted(workspace)), **wanted)
    heard(workspace, on_docket(workspace, admitted(workspace, "Tran", "Kevin")))
    (one,) = workspace.read(moved_on, session_id=session(workspace))
    assert one.name == "James Okafor"
    assert one.completed.startswith("Phase 1, ")
    assert one.reached.startswith("Phase 2, ")


def test_the_own_page_speaks_of_today_and_leaves_out_who_did_not_come(
    workspace: Workspace,
) -> None:
    here = admitted(workspace)
    away = admitted(workspace, "Tran", "Kevin")
    heard(
        workspace,
        on_docket(workspace, here),
        responses=[ESSAY, PRAISE],
        orders="Daily call",
        note="canarynote",
        next_on=NEXT,
    )
    heard(workspace, on_docket(workspace, away), attendance=HearingAttendance.FAILED_TO_APPEAR)
    at = workspace.read(sitting, session_id=session(workspace))
    (page,) = workspace.read(own_pages, episode_ids=[here, away], at=at, today=TODAY)
    assert page.called == "James"
    assert page.to_do == ("Essay by Tuesday, December 1, 2026.", "Daily call")
    assert "The court gave you: Praise." in page.well
    assert page.next_day == "Tuesday, December 1, 1:30 PM"
    assert "canarynote" not in str(page)
    (alone,) = workspace.read(own_pages, episode_ids=[away], at=at, today=TODAY)
    assert alone.next_day == ""


def test_the_own_page_speaks_the_readers_language_and_asks_nothing_of_who_graduated(
    workspace: Workspace,
) -> None:
    reader, done = admitted(workspace, "Pruitt", "Sam"), admitted(workspace, "Reyes", "Mari")
    person_id = kept(workspace, Episode, reader).person_id
    about = {"person_id": person_id, "changes": {"language": "Español"}}
    workspace.perform(amend_person, **about)
    heard(workspace, on_docket(workspace, reader), responses=[ESSAY], next_on=NEXT)
    graduates = {"move": PhaseMove.GRADUATE, "decided_by": "Judge", "reason": "Transfer"}
    heard(workspace, on_docket(workspace, done), **graduates)
    at = workspace.read(sitting, session_id=session(workspace))
    asked = {"episode_ids": [reader, done], "at": at, "today": TODAY}
    spanish, finished = workspace.read(own_pages, **asked)
    assert spanish.to_do == ("Essay, a más tardar el martes 1 de diciembre, 2026.",)
    assert spanish.next_day == "martes 1 de diciembre, 1:30 PM"
    assert any(line.startswith("Usted está en la fase 1") for line in spanish.where)
    assert finished.finished
    assert (finished.to_do, finished.needed, finished.when) == ((), (), "")
    assert finished.where[0] == "You have graduated. Congratulations!"


def test_a_line_of_the_minutes_cannot_be_changed_past_the_history(workspace: Workspace) -> None:
    heard(workspace, on_docket(workspace, admitted(workspace)))
    workspace.perform(hearings.close_session, session_id=session(workspace))

    def forge(db, _context) -> None:
        db.execute(update(MinuteLine).values(text="Otherwise"))

    with pytest.raises(RuntimeError, match="one by one"):
        workspace.perform(forge)
