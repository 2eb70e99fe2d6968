"""The minutes on paper: draft until they are closed, and nothing clinical reaches them."""

from __future__ import annotations

from sqlalchemy import select

from drugcourt.casework.staffings import staffings
from drugcourt.casework.staffings.sentences import Decision, Objection, Option
from drugcourt.domain.responses import GoalClass, ResponseFamily
from drugcourt.domain.staffings import TeamRole
from drugcourt.records.hearings import CourtSession, DocketEntry
from tests.conftest import TODAY
from tests.reports import people
from tests.reports.conftest import printed, texts
from tests.reports.test_dockets import fill_with_canaries

# Every text of the records that the minutes may print, and no other.
MINUTES = {
    ("person", "family_name"),
    ("person", "given_name"),
    ("court", "name"),
    ("court_session", "judge"),
    ("court_case", "number"),
    ("staffing", "addition"),
    ("staffing_item", "behavior"),
    ("staffing_item", "rule"),
    ("staffing_item", "recommended"),
    ("staffing_option", "title"),
    ("dissent", "text"),
    ("team_seat", "name"),
}
DECISION = Decision(
    behavior="2 tests missed",
    rule="Missed test, from the 2nd time: sanction",
    goal=GoalClass.PROXIMAL,
    account="No bus after six",
    options=(
        Option(ResponseFamily.INCENTIVE, "Praise", chosen=True),
        Option(ResponseFamily.INCENTIVE, "Certificate"),
    ),
    dissents=(Objection(TeamRole.DEFENSE, "the bus stopped"),),
)


def decided(court):
    ids = people.everyone(court)
    asked = select(DocketEntry.id).join(CourtSession).where(CourtSession.held_on == TODAY)
    entry = court.read(lambda db: db.scalar(asked.order_by(DocketEntry.position)))
    court.perform(staffings.decide, entry_id=entry, decision=DECISION)
    session = select(CourtSession.id).where(CourtSession.held_on == TODAY)
    number = court.read(lambda db: db.scalar(session))
    court.perform(staffings.write_addition, session_id=number, text="Next meeting at noon.")
    return ids, number


def test_minutes_are_a_draft_until_the_meeting_is_closed(workspace):
    _, number = decided(workspace)
    (page,) = texts(printed(workspace, "minutes", session_day=TODAY))
    for words in ("DRAFT", "Not closed yet", "The team spoke about: 2 tests missed.", "at noon."):
        assert words in page
    assert "No bus after six" not in page
    workspace.perform(staffings.close_staffing, session_id=number)
    (page,) = texts(printed(workspace, "minutes", session_day=TODAY))
    assert "DRAFT" not in page
    assert "Closed by R. Alvarez" in page


def test_no_column_of_the_court_but_the_declared_ones_reaches_the_minutes(workspace):
    """Every text column of every record is filled with a word of its own, then they are made."""
    decided(workspace)
    canaries = fill_with_canaries(workspace)
    said = " ".join(texts(printed(workspace, "minutes", session_day=TODAY)))
    seen = {place for place, canary in canaries.items() if canary in said}
    assert ("staffing_item", "recommended") in seen
    assert seen <= MINUTES
    for place in (("medication", "name"), ("note", "text"), ("staffing_item", "account")):
        assert place in canaries, "the canary was never there"
