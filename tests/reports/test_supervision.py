"""The papers of supervision: what they gather, and what the one to carry never says."""

from __future__ import annotations

from datetime import timedelta

import pytest

from drugcourt.casework import courts as court_acts
from drugcourt.casework.supervision import (
    conduct,
    custody,
    permission_requests,
    service_orders,
)
from drugcourt.domain.conduct import LegalEventKind
from drugcourt.domain.custody import CustodyReason
from drugcourt.domain.permission_requests import PermissionAnswer, PermissionKind
from drugcourt.errors import Refusal
from drugcourt.workspace import Workspace
from tests.conftest import TODAY
from tests.courts import participant
from tests.reports.conftest import printed, texts

NEVER = ("drug", "treatment", "recovery", "sober", "test", "phase", "program", "sanction")


def ago(days: int) -> object:
    return TODAY - timedelta(days=days)


def page(workspace: Workspace, key: str, **wanted: object) -> str:
    return " ".join(" ".join(texts(printed(workspace, key, **wanted))).split())


@pytest.fixture
def court(workspace: Workspace) -> Workspace:
    """Ames is held, Boyd was arrested and is late with hours; both were never seen."""
    workspace.perform(court_acts.amend_court, county="Cedar", state="Ohio")
    jailed, arrested = participant(workspace, "Ames"), participant(workspace, "Boyd")
    workspace.perform(
        custody.book,
        episode_id=jailed,
        on=ago(6),
        facility="Cedar County Jail",
        reason=CustodyReason.WARRANT,
    )
    workspace.perform(
        conduct.record_legal_event,
        episode_id=arrested,
        kind=LegalEventKind.ARREST,
        happened_on=ago(2),
        text="At a bus stop",
    )
    workspace.perform(
        service_orders.order_service,
        episode_id=arrested,
        hours=12,
        ordered_on=ago(40),
        due_on=ago(3),
        site="Food bank",
    )
    return workspace


def granted(court: Workspace, **more: object) -> None:
    values = {
        "kind": PermissionKind.TRAVEL,
        "starts_on": TODAY + timedelta(days=3),
        "ends_on": TODAY + timedelta(days=5),
        "place": "Macon",
        "text": "A wedding",
    }
    number = court.perform(permission_requests.ask_permission, episode_id=2, **{**values, **more})
    court.perform(
        permission_requests.answer_permission,
        request_id=number,
        answer=PermissionAnswer.TERMS,
        answer_text="Call on leaving.",
        answered_by="J. Pike",
    )


def test_the_shortfall_list_has_a_line_for_all_that_waits(court: Workspace) -> None:
    said = page(court, "supervision")
    assert "CONFIDENTIAL" in said
    assert "Short of contact 1 line Participant" in said
    assert "1 contact a week with the case manager none yet" in said
    assert "In custody 1 participant" in said
    assert "Cedar County Jail Warrant Nov 18 6 no date none" in said
    assert "Arrest Nov 22 not known At a bus stop" in said
    assert "No request waits." in said
    assert "Food bank 12 0 12 Nov 21 never" in said


def test_the_custody_log_counts_the_days_inside_the_period(court: Workspace) -> None:
    said = page(court, "custody-log", since=ago(4), until=ago(2))
    assert "Warrant 1 3" in said
    assert "Nov 18, 2026 still held 3 none" in said
    assert "Nobody was in custody" in page(court, "custody-log", since=ago(30), until=ago(7))


def test_the_permission_says_where_how_long_and_on_which_terms(court: Workspace) -> None:
    granted(court)
    said = page(court, "permission", episode_ids=[2])
    assert (
        "Sam Boyd may travel from Friday, November 27, 2026 to Sunday, November 29, 2026." in said
    )
    for part in ("Macon", "A wedding", "Call on leaving.", "J. Pike, on Tuesday, November 24"):
        assert part in said


def test_strangers_learn_nothing_of_the_program_from_it(court: Workspace) -> None:
    granted(court)
    said = page(court, "permission", episode_ids=[2])
    assert [word for word in NEVER if word in said.casefold()] == []
    assert "Cedar County, Ohio" in said
    assert "Recovery Court" not in said


def test_without_leave_there_is_nothing_to_carry(court: Workspace) -> None:
    with pytest.raises(Refusal, match="No leave was granted"):
        printed(court, "permission", episode_ids=[2])
    with pytest.raises(Refusal, match="Choose the participant"):
        printed(court, "permission")
