"""Whatever was done on a docket can be taken back whole, until the session is closed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from drugcourt.casework.docket.proposals import put_proposed_on_docket
from drugcourt.casework.hearings import hearings, warrants
from drugcourt.casework.hearings.taking_back import last_act, take_back_last
from drugcourt.casework.participants.changes import changes
from drugcourt.casework.responses import responses
from drugcourt.casework.responses.responses import NewResponse
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.hearings import HearingAttendance, HearingKind, PhaseMove, WarrantStep
from drugcourt.domain.responses import ResponseFamily
from drugcourt.errors import Refusal
from drugcourt.records import everything
from drugcourt.records.base import Base
from drugcourt.records.calendar import WithdrawnEvent
from drugcourt.records.episodes import Episode
from drugcourt.records.hearings import DocketEntry
from drugcourt.records.history import HistoryEntry, check_chain
from drugcourt.records.warrants import Warrant
from drugcourt.workspace import Workspace
from tests.court_day import TODAY, admitted, days_ago, heard, kept, kept_all, on_docket, session

NEXT = TODAY + timedelta(days=7)
ESSAY = NewResponse(ResponseFamily.SERVICE_ADJUSTMENT, "Essay on triggers", due_on=NEXT)
DERIVED = {"standing", "attention_item", "contact_due", "history_entry", "court_act", "search_name"}


def snapshot(court: Workspace) -> dict[str, list[dict[str, Any]]]:
    """Every court record there is, but for how often it was amended."""

    def question(db: Any) -> dict[str, list[dict[str, Any]]]:
        found = {}
        for name, record in sorted(everything.by_table().items()):
            if name in DERIVED or not issubclass(record, Base):
                continue
            columns = [c for c in record.__table__.c if c.key not in ("revision", "sequence")]
            rows = [dict(row._mapping) for row in db.execute(select(*columns))]
            found[name] = sorted(rows, key=str)
        return found

    return court.read(question)


def take_back(court: Workspace, session_id: int) -> str:
    return court.perform(take_back_last, session_id=session_id).sentence


OUTCOMES: dict[str, dict[str, Any]] = {
    "a plain hearing": {"orders": "Daily call\nSee the clinic", "note": "Tired", "next_on": NEXT},
    "responses": {"responses": [ESSAY, NewResponse(ResponseFamily.INCENTIVE, "Praise")]},
    "a warrant": {
        "attendance": HearingAttendance.FAILED_TO_APPEAR,
        "warrant": WarrantStep.ISSUED,
    },
    "an advancement": {"move": PhaseMove.ADVANCE, "decided_by": "Team", "reason": "Ready"},
    "a graduation": {"move": PhaseMove.GRADUATE, "decided_by": "Team", "reason": "Credit"},
}


@pytest.mark.parametrize("which", OUTCOMES)
def test_a_hearing_that_is_taken_back_leaves_the_court_as_it_was(
    workspace: Workspace, which: str
) -> None:
    episode = admitted(workspace, case="CR-2026-00001")
    entry = on_docket(workspace, episode)
    before = snapshot(workspace)
    heard(workspace, entry, **OUTCOMES[which])
    assert snapshot(workspace) != before
    assert take_back(workspace, session(workspace)) == "Taken back: the hearing of Okafor, James."
    after = snapshot(workspace)
    assert {name: rows for name, rows in after.items() if rows != before[name]} == {}


def test_a_session_that_the_act_opened_stays_when_others_are_on_it(workspace: Workspace) -> None:
    entry = on_docket(workspace, admitted(workspace))
    heard(workspace, entry, next_on=NEXT)
    other = on_docket(workspace, admitted(workspace, "Tran"), NEXT)
    take_back(workspace, session(workspace))
    coming = kept_all(workspace, select(DocketEntry).where(DocketEntry.attendance.is_(None)))
    assert [e.id for e in coming] == [entry, other]


def test_recording_twice_is_taken_back_in_two_steps(workspace: Workspace) -> None:
    entry = on_docket(workspace, admitted(workspace))
    heard(workspace, entry, orders="First")
    heard(workspace, entry, orders="Second")
    take_back(workspace, session(workspace))
    assert kept(workspace, DocketEntry, entry).orders == "First"
    take_back(workspace, session(workspace))
    assert kept(workspace, DocketEntry, entry).attendance is None


def test_the_history_keeps_both_and_says_what_was_taken_back(workspace: Workspace) -> None:
    episode = admitted(workspace)
    heard(workspace, on_docket(workspace, episode), orders="Daily call")
    take_back(workspace, session(workspace))
    told = workspace.read(changes, episode_id=episode, today=TODAY)
    assert told[0].reason == "Taken back: the hearing of Okafor, James"
    assert any("Daily call" in row.text and not row.reason for row in told)
    key = workspace.database.history_key
    assert workspace.read(lambda db: check_chain(db, key)) is None


def test_the_status_that_followed_a_warrant_goes_with_it(workspace: Workspace) -> None:
    episode = admitted(workspace)
    heard(workspace, on_docket(workspace, episode), **OUTCOMES["a warrant"])
    assert kept(workspace, Episode, episode).status is EpisodeStatus.ABSCONDED
    take_back(workspace, session(workspace))
    assert kept(workspace, Episode, episode).status is EpisodeStatus.ACTIVE


def test_a_return_from_a_warrant_is_taken_back_with_its_hearing(workspace: Workspace) -> None:
    episode = admitted(workspace)
    heard(workspace, on_docket(workspace, episode, days_ago(14)), **OUTCOMES["a warrant"])
    (warrant,) = kept_all(workspace, select(Warrant))
    workspace.perform(warrants.serve_warrant, warrant_id=warrant.id, served_on=days_ago(1))
    entry = on_docket(workspace, episode)
    before = snapshot(workspace)
    heard(workspace, entry, attendance=HearingAttendance.IN_CUSTODY)
    assert kept(workspace, Warrant, warrant.id).return_entry_id == entry
    take_back(workspace, session(workspace))
    assert snapshot(workspace) == before


def test_a_request_that_went_is_there_again_when_that_is_taken_back(workspace: Workspace) -> None:
    entry = on_docket(workspace, admitted(workspace))
    absent = HearingAttendance.FAILED_TO_APPEAR
    heard(workspace, entry, attendance=absent, warrant=WarrantStep.REQUESTED)
    before = snapshot(workspace)
    heard(workspace, entry)
    take_back(workspace, session(workspace))
    assert snapshot(workspace) == before


def test_who_was_taken_off_is_on_the_docket_again(workspace: Workspace) -> None:
    entry = on_docket(workspace, admitted(workspace))
    workspace.perform(
        hearings.prepare_entry, entry_id=entry, changes={"recommendation": "Continue"}
    )
    before = snapshot(workspace)
    workspace.perform(hearings.take_off_docket, entry_id=entry, reason="In hospital")
    take_back(workspace, session(workspace))
    assert snapshot(workspace) == before


def test_a_published_hearing_comes_back_with_a_higher_number_than_its_withdrawal(
    workspace: Workspace,
) -> None:
    entry = on_docket(workspace, admitted(workspace))

    def publish(db: Any, _context: Any) -> None:
        kept_entry = db.get_one(DocketEntry, entry)
        kept_entry.uid, kept_entry.sequence = "a-known-event", 3

    workspace.perform(publish)
    workspace.perform(hearings.take_off_docket, entry_id=entry, reason="In hospital")
    assert [w.sequence for w in kept_all(workspace, select(WithdrawnEvent))] == [4]
    take_back(workspace, session(workspace))
    back = kept(workspace, DocketEntry, entry)
    assert (back.uid, back.sequence) == ("a-known-event", 5)
    assert kept_all(workspace, select(WithdrawnEvent)) == []


def test_the_order_and_those_put_on_are_taken_back_one_after_the_other(
    workspace: Workspace,
) -> None:
    first = on_docket(workspace, admitted(workspace, "Ellison"))
    second = on_docket(workspace, admitted(workspace, "Tran"))
    day = session(workspace)
    workspace.perform(hearings.reorder_docket, session_id=day, entry_ids=[second, first])
    people = [(admitted(workspace, name), HearingKind.REVIEW) for name in ("Hale", "Iyer")]
    workspace.perform(put_proposed_on_docket, session_id=day, proposals=people)
    assert take_back(workspace, day) == "Taken back: 2 people put on the docket."
    assert take_back(workspace, day) == "Taken back: the order of hearing."
    order = select(DocketEntry).order_by(DocketEntry.position)
    assert [e.id for e in kept_all(workspace, order)] == [first, second]


def test_what_later_entries_stand_on_is_not_taken_back(workspace: Workspace) -> None:
    entry = on_docket(workspace, admitted(workspace))
    heard(workspace, entry, responses=[ESSAY])
    number = workspace.read(lambda db: db.scalars(select(responses.Response.id)).one())
    workspace.perform(responses.complete_response, response_id=number, done_on=TODAY)
    before = snapshot(workspace)
    with pytest.raises(Refusal, match="entered later"):
        take_back(workspace, session(workspace))
    assert snapshot(workspace) == before


def test_a_closed_session_takes_nothing_back(workspace: Workspace) -> None:
    heard(workspace, on_docket(workspace, admitted(workspace)))
    day = session(workspace)
    assert workspace.read(last_act, session_id=day) is not None
    workspace.perform(hearings.close_session, session_id=day)
    assert workspace.read(last_act, session_id=day) is None
    with pytest.raises(Refusal, match="closed"):
        take_back(workspace, day)


def test_nothing_done_means_nothing_to_take_back(workspace: Workspace) -> None:
    day = session(workspace)
    with pytest.raises(Refusal, match="Nothing is left"):
        take_back(workspace, day)
    lines = workspace.read(lambda db: len(list(db.scalars(select(HistoryEntry)))))
    assert lines == workspace.read(lambda db: len(list(db.scalars(select(HistoryEntry)))))
