"""The meeting itself: seats, decisions, dissent, minutes that write themselves and then stand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from drugcourt.casework.hearings.sittings import sitting
from drugcourt.casework.progress import sheets
from drugcourt.casework.staffings import staffings
from drugcourt.casework.staffings.agenda import agenda
from drugcourt.casework.staffings.decisions import decisions_of
from drugcourt.casework.staffings.minutes import minutes
from drugcourt.casework.staffings.sentences import Decision, Objection, Option, option_words
from drugcourt.casework.staffings.team import seat_rates, seats_of
from drugcourt.casework.supervision.conduct import record_legal_event
from drugcourt.domain.conduct import LegalEventKind
from drugcourt.domain.hearings import PhaseMove
from drugcourt.domain.responses import GoalClass, Magnitude, ResponseFamily
from drugcourt.domain.staffings import Presence, Reason, TeamRole
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.conduct import LegalEvent
from drugcourt.records.hearings import DocketEntry
from drugcourt.records.history import HistoryEntry
from drugcourt.records.staffings import Staffing, StaffingItem, StaffingOption
from drugcourt.workspace import Workspace
from tests.court_day import TODAY, admitted, days_ago, heard, kept, kept_all, on_docket, session

SERVICE = Option(
    ResponseFamily.SANCTION, "Community service", due_on=TODAY + timedelta(days=14), chosen=True
)
PRAISE = Option(ResponseFamily.INCENTIVE, "Praise", chosen=True)
ESSAY = Option(ResponseFamily.SANCTION, "Essay on triggers")
MISSED = Decision(
    behavior="2 tests missed (Nov 19, Nov 22)",
    goal=GoalClass.PROXIMAL,
    account="No way to get there after six",
    options=(SERVICE, ESSAY),
    dissents=(Objection(TeamRole.DEFENSE, "the bus stopped running"),),
)


@pytest.fixture
def entry(workspace):
    return on_docket(workspace, admitted(workspace, case="CR-2026-00412"))


def decided(court, entry_id, decision):
    return court.perform(staffings.decide, entry_id=entry_id, decision=decision)


def said(court):
    return dict(court.read(minutes, session_id=session(court)).paragraphs)


def test_a_decision_becomes_what_the_docket_and_the_progress_report_recommend(workspace, entry):
    decided(workspace, entry, MISSED)
    row = kept(workspace, DocketEntry, entry)
    assert row.recommendation == "Sanction: community service, by Dec 8."
    assert row.account == "No way to get there after six"
    at = workspace.read(sitting, session_id=row.session_id)
    (sheet,) = workspace.read(sheets, episode_ids=[row.episode_id], today=TODAY, at=at)
    assert sheet.prepared == row.recommendation


def test_deciding_again_takes_the_place_of_what_stood_and_keeps_what_did_not_change(
    workspace, entry
):
    number = decided(workspace, entry, MISSED)
    before = {o.title: o.id for o in kept_all(workspace, select(StaffingOption))}
    again = Decision(move=PhaseMove.ADVANCE, options=(PRAISE, ESSAY), said="well done")
    assert decided(workspace, entry, again) == number
    after = {o.title: o.id for o in kept_all(workspace, select(StaffingOption))}
    assert set(after) == {"Praise", "Essay on triggers"}
    assert after["Essay on triggers"] == before["Essay on triggers"]
    text = kept(workspace, DocketEntry, entry).recommendation
    assert text == "Advance to phase 2. Incentive: praise. well done."


@pytest.mark.parametrize(
    ("decision", "field"),
    [
        (Decision(goal=GoalClass.PROXIMAL, options=(SERVICE,)), "behavior"),
        (Decision(behavior="Missed", options=(SERVICE,)), "goal"),
        (
            Decision(
                behavior="Missed",
                goal=GoalClass.DISTAL,
                options=(SERVICE,),
                move=PhaseMove.ADVANCE,
            ),
            "move",
        ),
        (Decision(options=(Option(ResponseFamily.INCENTIVE, "Praise", jail_days=1),)), "options"),
        (Decision(options=(Option(ResponseFamily.INCENTIVE, " "),)), "options"),
        (
            Decision(
                behavior="Missed",
                goal=GoalClass.PROXIMAL,
                options=(Option(ResponseFamily.SANCTION, "Two nights in jail", chosen=True),),
            ),
            "options",
        ),
        (
            Decision(options=(Option(ResponseFamily.INCENTIVE, "X", due_on=days_ago(1)),)),
            "options",
        ),
    ],
)
def test_what_does_not_go_together_is_refused_and_leaves_nothing(workspace, entry, decision, field):
    with pytest.raises(FieldRefusal) as refused:
        decided(workspace, entry, decision)
    assert refused.value.field == field
    assert kept_all(workspace, select(StaffingItem)) == []


def test_a_hearing_that_was_held_keeps_what_it_was_told(workspace, entry):
    heard(workspace, entry)
    decided(workspace, entry, MISSED)
    assert kept(workspace, DocketEntry, entry).recommendation == ""
    found = workspace.read(decisions_of, session_id=session(workspace))
    assert [one.recommended for one in found.values()] == ["Sanction: community service, by Dec 8."]


def test_a_decision_can_be_taken_back_until_the_meeting_is_closed(workspace, entry):
    decided(workspace, entry, MISSED)
    workspace.perform(staffings.take_back_decision, entry_id=entry)
    assert kept(workspace, DocketEntry, entry).recommendation == ""
    assert kept_all(workspace, select(StaffingOption)) == []
    with pytest.raises(Refusal, match="Nothing has been decided"):
        workspace.perform(staffings.take_back_decision, entry_id=entry)


def test_the_minutes_write_themselves_in_sentences_without_the_participants_words(workspace, entry):
    on_docket(workspace, admitted(workspace, "Tran", "Kevin"))
    decided(workspace, entry, MISSED)
    told = said(workspace)
    assert told["Okafor, James, CR-2026-00412"] == (
        "The team spoke about: 2 tests missed (Nov 19, Nov 22). It is a proximal goal: the "
        "participant can be expected to do it now. The participant's account was before the team. "
        "Weighed and not chosen: sanction: essay on triggers. The team recommends: Sanction: "
        "community service, by Dec 8. Defense dissents: The bus stopped running."
    )
    assert told["Not decided"].startswith("1 participant on the docket was not decided")
    assert "No way to get there" not in " ".join(told.values())


def test_closing_freezes_the_minutes_whatever_changes_afterwards(workspace, entry):
    decided(workspace, entry, MISSED)
    about = {"session_id": session(workspace)}
    workspace.perform(staffings.write_addition, **about, text="First line.\n\nSecond line.")
    before = said(workspace)
    workspace.perform(staffings.close_staffing, **about)
    on_docket(workspace, admitted(workspace, "Tran", "Kevin"))
    shown = workspace.read(minutes, **about)
    assert shown.closed
    assert shown.closed_by == "R. Alvarez"
    assert dict(shown.paragraphs) == {**before, "Further": "First line.\nSecond line."}
    for act, wanted in (
        (staffings.decide, {"entry_id": entry, "decision": Decision()}),
        (staffings.write_addition, {**about, "text": "Later"}),
        (staffings.close_staffing, about),
        (staffings.ask_for_report, {**about, "provider": "Northside"}),
    ):
        with pytest.raises(Refusal, match="closed"):
            workspace.perform(act, **wanted)


def test_a_team_meets_on_the_day_of_its_decisions_not_of_what_was_prepared(workspace):
    ahead = session(workspace, TODAY + timedelta(days=7))
    entry = on_docket(workspace, admitted(workspace), TODAY + timedelta(days=7))
    workspace.perform(staffings.ask_for_report, session_id=ahead, provider="Northside IOP")
    later = Workspace(workspace.database, who="R. Alvarez", as_of=TODAY + timedelta(days=6))
    decided(later, entry, Decision(said="Continue"))
    (meeting,) = kept_all(workspace, select(Staffing))
    assert meeting.held_on == TODAY + timedelta(days=6)


def test_seats_begin_with_those_of_the_policy_and_stay_for_the_next_meeting(workspace):
    about = {"session_id": session(workspace)}
    first = workspace.read(seats_of, **about)
    assert [(s.role, s.name) for s in first[:2]] == [
        (TeamRole.JUDGE, "Hon. M. Whitfield"),
        (TeamRole.COORDINATOR, "R. Alvarez"),
    ]
    workspace.perform(staffings.name_seat, **about, role=TeamRole.DEFENSE, old="", new="A. Moreno")
    workspace.perform(
        staffings.mark_presence,
        **about,
        role=TeamRole.DEFENSE,
        name="A. Moreno",
        presence=Presence.REMOTE,
    )
    workspace.perform(staffings.add_seat, **about, role=TeamRole.OTHER, name="Peer coach")
    workspace.perform(staffings.remove_seat, **about, role=TeamRole.LAW_ENFORCEMENT, name="")
    later = workspace.read(seats_of, session_id=session(workspace, TODAY + timedelta(days=7)))
    assert [(s.role, s.name, s.presence) for s in later if s.name == "A. Moreno"] == [
        (TeamRole.DEFENSE, "A. Moreno", None)
    ]
    assert TeamRole.LAW_ENFORCEMENT not in [s.role for s in later]
    assert "By video or phone: A. Moreno (defense)." in said(workspace)["Team"]


def test_everybody_is_present_of_whom_nothing_is_said_yet(workspace):
    about = {"session_id": session(workspace)}
    workspace.perform(
        staffings.mark_presence,
        **about,
        role=TeamRole.DEFENSE,
        name="",
        presence=Presence.ABSENT,
    )
    workspace.perform(staffings.mark_all_present, **about)
    said = {s.role: s.presence for s in workspace.read(seats_of, **about)}
    assert said.pop(TeamRole.DEFENSE) is Presence.ABSENT
    assert set(said.values()) == {Presence.PRESENT}


def test_attendance_by_role_is_counted_over_closed_meetings(workspace):
    for ago, presence in ((14, Presence.PRESENT), (7, Presence.ABSENT), (0, Presence.PRESENT)):
        about = {"session_id": session(workspace, days_ago(ago))}
        workspace.perform(
            staffings.mark_presence,
            **about,
            role=TeamRole.JUDGE,
            name="Hon. M. Whitfield",
            presence=presence,
        )
        if ago:
            workspace.perform(staffings.close_staffing, **about)
    (judge, *_) = workspace.read(seat_rates, since=days_ago(30), until=TODAY)
    assert (judge.role, judge.meetings, judge.attended) == (TeamRole.JUDGE, 2, 1)


def test_days_in_jail_are_said_once():
    days = {"family": ResponseFamily.SANCTION, "magnitude": Magnitude.HIGH, "jail_days": 1}
    assert option_words(Option(title="Jail, 1 day", **days), TODAY) == "Sanction: jail, 1 day"
    ranged = option_words(Option(title="Jail, 1 to 2 days", **days), TODAY)
    assert ranged == "Sanction: jail, 1 to 2 days, 1 day jail"


def test_every_decision_leaves_its_line_in_the_history(workspace, entry):
    decided(workspace, entry, MISSED)
    asked = select(HistoryEntry.kind).where(HistoryEntry.act == "decide")
    kinds = set(workspace.read(lambda db: list(db.scalars(asked))))
    assert {"staffing", "staffing_item", "staffing_option", "dissent", "docket_entry"} <= kinds


def test_an_arrest_stays_on_the_agenda_until_the_meeting_that_decided_about_it_closed(workspace):
    decided_of, other = (admitted(workspace) for _ in range(2))
    for episode_id in (decided_of, other):
        on = days_ago(20)
        workspace.perform(
            record_legal_event, episode_id=episode_id, kind=LegalEventKind.ARREST, happened_on=on
        )
        heard(workspace, on_docket(workspace, episode_id, days_ago(7)))
    entry_id = on_docket(workspace, decided_of)
    on_docket(workspace, other)
    reasons = {
        line.episode_id: line.reason
        for line in workspace.read(agenda, session_id=session(workspace), today=TODAY)
    }
    assert reasons == {decided_of: Reason.ARREST, other: Reason.ARREST}
    decided(workspace, entry_id, Decision(said="It is looked at in December."))
    workspace.perform(staffings.close_staffing, session_id=session(workspace))
    told = {e.episode_id: (e.told_on, e.told_what) for e in kept_all(workspace, select(LegalEvent))}
    assert told == {decided_of: (TODAY, "It is looked at in December."), other: (None, "")}
