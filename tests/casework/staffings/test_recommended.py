"""What the team decided is ready to be given in court, and a sanction only once one was heard."""

from __future__ import annotations

from sqlalchemy import select

from drugcourt.casework.staffings import staffings
from drugcourt.casework.staffings.recommended import recommended
from drugcourt.casework.staffings.sentences import Decision, Option
from drugcourt.domain.hearings import PhaseMove
from drugcourt.domain.responses import GoalClass, Heard, ResponseFamily
from drugcourt.records.responses import Response
from tests.court_day import admitted, heard, kept_all, on_docket

ESSAY = Option(ResponseFamily.SANCTION, "Essay on triggers", chosen=True)
PASS = Option(ResponseFamily.SERVICE_ADJUSTMENT, "Bus pass", chosen=True)


def decided(court, **more):
    entry = on_docket(court, admitted(court))
    decision = Decision(
        behavior="Missed test",
        behavior_key="missed_test",
        goal=GoalClass.PROXIMAL,
        options=(ESSAY, PASS, Option(ResponseFamily.INCENTIVE, "Praise")),
        **more,
    )
    court.perform(staffings.decide, entry_id=entry, decision=decision)
    return entry, court.read(recommended, entry_id=entry)


def test_what_was_only_weighed_is_not_recommended_and_a_sanction_waits_to_be_heard(workspace):
    _, found = decided(workspace)
    assert [r.title for r in found.responses] == ["Bus pass"]
    assert found.asked == ("Essay on triggers",)
    assert found.move is PhaseMove.STAY


def test_with_an_account_the_sanction_can_be_given_as_it_was_decided(workspace):
    entry, found = decided(workspace, account="No bus after six")
    sanction = next(r for r in found.responses if r.family is ResponseFamily.SANCTION)
    assert (sanction.heard, sanction.explanation) == (Heard.AGREED, "No bus after six")
    heard(workspace, entry, responses=found.responses)
    given = kept_all(workspace, select(Response).order_by(Response.id))
    assert {(r.title, r.behavior_key, r.goal) for r in given} == {
        ("Essay on triggers", "missed_test", GoalClass.PROXIMAL),
        ("Bus pass", "missed_test", GoalClass.PROXIMAL),
    }


def test_a_contested_sanction_says_so(workspace):
    _, found = decided(workspace, contested=True)
    assert {r.heard for r in found.responses if r.family is ResponseFamily.SANCTION} == {
        Heard.CONTESTED
    }


def test_without_a_decision_there_is_nothing_to_take(workspace):
    entry = on_docket(workspace, admitted(workspace))
    assert workspace.read(recommended, entry_id=entry) is None
