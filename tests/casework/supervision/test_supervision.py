"""What waits on all lists, what the paper gathers, and how the file tells it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from drugcourt.casework.participants import changes
from drugcourt.casework.supervision import (
    checks,
    conduct,
    contacts,
    custody,
    imposed,
    permission_requests,
    service_orders,
)
from drugcourt.casework.supervision.listing import Whose
from drugcourt.casework.supervision.shortfalls import shortfalls
from drugcourt.casework.supervision.supervision import Waiting, waiting
from drugcourt.casework.timeline import timeline
from drugcourt.domain.conditions import CheckResult, ConditionKind
from drugcourt.domain.conduct import LegalEventKind
from drugcourt.domain.custody import CustodyReason
from drugcourt.domain.permission_requests import PermissionAnswer, PermissionKind
from drugcourt.domain.supervision import ContactMode
from drugcourt.workspace import Workspace
from tests.casework.files import TODAY, ago, participant


@pytest.fixture
def court(workspace: Workspace) -> Workspace:
    """One person of each list: Abe is in custody, Bea all the rest."""
    jailed, bea = participant(workspace, "Abe"), participant(workspace, "Bea")
    workspace.perform(
        custody.book, episode_id=jailed, on=ago(3), reason=CustodyReason.WARRANT, facility="Jail"
    )
    curfew = workspace.perform(
        imposed.impose,
        episode_id=bea,
        kind=ConditionKind.CURFEW,
        started_on=ago(30),
        from_time="21:00",
        until_time="06:00",
        ordered_by="Judge",
    )
    workspace.perform(
        checks.record_check, imposed_id=curfew, checked_on=ago(20), result=CheckResult.BROKEN
    )
    asked = workspace.perform(
        permission_requests.ask_permission,
        episode_id=bea,
        kind=PermissionKind.MOVE,
        starts_on=TODAY + timedelta(days=2),
        asked_on=ago(2),
    )
    workspace.perform(
        permission_requests.answer_permission,
        request_id=asked,
        answer=PermissionAnswer.TERMS,
        answer_text="Show the lease",
    )
    workspace.perform(
        permission_requests.ask_permission,
        episode_id=bea,
        kind=PermissionKind.TRAVEL,
        starts_on=TODAY + timedelta(days=3),
        place="Macon",
    )
    workspace.perform(
        conduct.record_legal_event,
        episode_id=bea,
        kind=LegalEventKind.ARREST,
        happened_on=ago(2),
    )
    workspace.perform(
        service_orders.order_service,
        episode_id=bea,
        hours=10,
        ordered_on=ago(50),
        due_on=ago(1),
        site="Park",
    )
    return workspace


def test_each_list_says_how_much_waits(court: Workspace) -> None:
    found = court.read(waiting, today=TODAY, whose=Whose())
    assert found == Waiting(
        short=1, unchecked=1, asked=1, untold=1, held=1, medicines_untold=0, overdue=1
    )
    nobody = court.read(waiting, today=TODAY, whose=Whose("Somebody else"))
    assert nobody == Waiting(0, 0, 0, 0, 0, 0, 0)


def test_the_paper_gathers_what_the_lists_show(court: Workspace) -> None:
    found = court.read(shortfalls, today=TODAY, whose=Whose())
    lists = (
        *(found.contacts, found.curfews, found.requests),
        *(found.arrests, found.held, found.service),
    )
    assert [len(rows) for rows in lists] == [1] * 6
    assert found.people == 2


def test_the_timeline_tells_each_of_them(court: Workspace) -> None:
    rows = court.read(timeline.timeline, episode_id=2)
    told = [row.text for row in rows]
    assert "Curfew imposed, 9:00 PM to 6:00 AM, ordered by Judge" in told
    assert any(text.startswith("Condition checked, not kept") for text in told)
    assert "Asked leave: move house, Nov 26" in told
    assert any("granted with terms, R. Alvarez" in text for text in told)
    assert "10 hours of community service ordered, Park, due Nov 23" in told


def test_the_history_names_each_kind_in_words(court: Workspace) -> None:
    court.perform(
        contacts.record_contact, episode_id=2, contacted_on=TODAY, mode=ContactMode.OFFICE
    )
    words = {
        row.what
        for number in (1, 2)
        for row in court.read(changes.changes, episode_id=number, today=TODAY)
    }
    assert {
        "Condition of supervision added",
        "Check of a condition added",
        "Request for leave added",
        "Request for leave changed",
        "Community service ordered added",
        "Custody added",
        "Contact added",
    } <= words
