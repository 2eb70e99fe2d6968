from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from drugcourt.casework import milestones, orders
from drugcourt.casework.facts.facts import gather_one
from drugcourt.casework.hearings import hearings
from drugcourt.casework.hearings.hearings import Outcome
from drugcourt.casework.participants import corrections
from drugcourt.casework.participants.correctable import CORRECTABLE
from drugcourt.casework.phases import judged
from drugcourt.casework.responses import points
from drugcourt.casework.supervision import conditions, conduct, contacts, service, work
from drugcourt.casework.timeline import timeline
from drugcourt.casework.timeline.strand import Entry
from drugcourt.domain.cases import ChargeLevel
from drugcourt.domain.conduct import InfractionKind, LegalEventKind
from drugcourt.domain.facts import ParticipantFacts
from drugcourt.domain.fees import DebtKind
from drugcourt.domain.hearings import HearingAttendance
from drugcourt.domain.supervision import ContactMode, ContactWith, WorkKind
from drugcourt.fields.corrections import CORRECTIONS, WORDS
from drugcourt.workspace import Workspace
from tests.casework.files import TODAY, ago, last_change, leaves_nothing, participant

TOMORROW = date(2026, 11, 25)


def facts(workspace: Workspace, episode: int) -> ParticipantFacts:
    found = workspace.read(gather_one, episode_id=episode)
    assert found is not None
    return found


def charge(workspace: Workspace, episode: int, **more: Any) -> int:
    values = {"kind": LegalEventKind.CHARGE, "happened_on": ago(40), **more}
    return workspace.perform(conduct.record_legal_event, episode_id=episode, **values)


def test_a_charge_is_open_until_it_is_settled(workspace: Workspace) -> None:
    episode = participant(workspace)
    number = charge(workspace, episode, level=ChargeLevel.MISDEMEANOR, case_number="M-1")
    (row,) = workspace.read(conduct.conduct_rows, episode_id=episode)
    assert (row.word, row.open, row.text) == ("Charge", True, "Misdemeanor, M-1")
    with leaves_nothing(workspace, "ended_on"):
        workspace.perform(conduct.end_legal_event, event_id=number, ended_on=ago(41))
    workspace.perform(conduct.end_legal_event, event_id=number, ended_on=ago(3))
    assert facts(workspace, episode).legal[0].end == ago(3)
    with leaves_nothing(workspace):
        workspace.perform(conduct.end_legal_event, event_id=number, ended_on=ago(2))


def test_only_a_charge_or_a_warrant_lasts(workspace: Workspace) -> None:
    episode = participant(workspace)
    with leaves_nothing(workspace, "ended_on"):
        charge(workspace, episode, kind=LegalEventKind.ARREST, ended_on=ago(1))
    arrest = charge(workspace, episode, kind=LegalEventKind.ARREST)
    with leaves_nothing(workspace):
        workspace.perform(conduct.end_legal_event, event_id=arrest, ended_on=ago(1))


def test_an_infraction_is_signed_and_open_charges_stand_above_it(workspace: Workspace) -> None:
    episode = participant(workspace)
    charge(workspace, episode)
    workspace.perform(
        conduct.record_infraction,
        episode_id=episode,
        kind=InfractionKind.CURFEW,
        happened_on=ago(2),
    )
    rows = workspace.read(conduct.conduct_rows, episode_id=episode)
    assert [row.word for row in rows] == ["Charge", "Curfew not kept"]
    assert facts(workspace, episode).infractions[0].kind is InfractionKind.CURFEW
    assert last_change(workspace, "infraction").act == "record_infraction"


@pytest.mark.parametrize("hours", [0, -1, 24.5])
def test_a_day_of_service_has_its_hours(workspace: Workspace, hours: float) -> None:
    episode = participant(workspace)
    with leaves_nothing(workspace, "hours"):
        workspace.perform(service.record_service, episode_id=episode, served_on=ago(1), hours=hours)


def test_service_is_counted_without_what_was_a_sanction(workspace: Workspace) -> None:
    episode = participant(workspace)

    def serve(hours: float, **more: Any) -> None:
        workspace.perform(
            service.record_service, episode_id=episode, served_on=ago(1), hours=hours, **more
        )

    serve(4, pays=DebtKind.PROGRAM_FEES, approved=True)
    serve(6.5, sanction=True)
    assert workspace.read(service.service_totals, episode_id=episode) == (2, 4.0)
    assert {s.hours for s in facts(workspace, episode).service} == {4, 6.5}
    with leaves_nothing(workspace, "pays"):
        serve(1, sanction=True, pays=DebtKind.LOANS)


def test_a_new_condition_ends_the_one_before_but_efforts_end_nothing(workspace: Workspace) -> None:
    episode = participant(workspace)

    def begin(on: date, **more: Any) -> int:
        return workspace.perform(
            conditions.begin_condition, episode_id=episode, key="housing", started_on=on, **more
        )

    begin(ago(50), kind="sober_living")
    begin(ago(40), efforts=True)
    last = begin(ago(30), kind="own_home")
    spans = {(c.kind, c.efforts): c.end for c in facts(workspace, episode).conditions}
    assert spans == {("sober_living", False): ago(30), ("", True): None, ("own_home", False): None}
    workspace.perform(conditions.approve_condition, condition_id=last)
    with leaves_nothing(workspace):
        workspace.perform(conditions.approve_condition, condition_id=last)
    workspace.perform(conditions.end_condition, condition_id=last, ended_on=ago(1))
    with leaves_nothing(workspace):
        workspace.perform(conditions.end_condition, condition_id=last, ended_on=ago(1))


def test_what_is_handed_in_is_looked_through_once_by_name(workspace: Workspace) -> None:
    episode = participant(workspace)
    number = workspace.perform(
        conditions.hand_in, episode_id=episode, key="journal", handed_in_on=ago(1)
    )
    workspace.perform(conditions.check_item, item_id=number)
    (row,) = workspace.read(conditions.item_rows, episode_id=episode)
    assert (row.name, row.checked, row.checked_by) == ("Journal", True, "R. Alvarez")
    with leaves_nothing(workspace):
        workspace.perform(conditions.check_item, item_id=number)


def test_points_say_what_they_are_for(workspace: Workspace) -> None:
    episode = participant(workspace)

    def give(number: int, words: str = "Full attendance") -> None:
        workspace.perform(
            points.give_points, episode_id=episode, given_on=ago(1), points=number, text=words
        )

    give(10)
    give(-3)
    assert workspace.read(points.point_totals, episode_id=episode) == (2, 10, 3)
    with leaves_nothing(workspace, "points"):
        give(0)
    with leaves_nothing(workspace, "text"):
        give(1, " ")


# Orders -----------------------------------------------------------------------------------------

ORDER = {"by": "Hon. M. Whitfield", "reason": "Surgery in September"}


def override(workspace: Workspace, episode: int, **more: Any) -> int:
    values = {"requirement": "p1.days", "field": "least", "value": "400 days", **ORDER, **more}
    return workspace.perform(orders.override, episode_id=episode, **values)


def test_another_number_changes_the_finding_and_says_who_and_why(workspace: Workspace) -> None:
    episode = participant(workspace)
    override(workspace, episode)
    phase = workspace.read(judged, episode_id=episode, as_of=TODAY).phase
    assert phase is not None
    found = next(f for f in phase.findings if f.rule == "p1.days")
    assert not found.verdict.satisfied
    assert "Hon. M. Whitfield" in found.why
    (row,) = workspace.read(orders.order_rows, episode_id=episode)
    assert (row.by, row.reason) == (ORDER["by"], ORDER["reason"])


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"by": " "}, "by"),
        ({"reason": ""}, "reason"),
        ({"requirement": "p9.days"}, "requirement"),
        ({"field": "n"}, "value"),
        ({"value": "soon"}, "value"),
        ({"value": "0 days"}, "value"),
        ({"field": "most_fails", "value": "maybe"}, "value"),
        ({"on": TOMORROW}, "on"),
    ],
)
def test_another_number_needs_name_reason_and_a_value_of_its_sort(
    workspace: Workspace, more: dict[str, Any], field: str
) -> None:
    episode = participant(workspace)
    with leaves_nothing(workspace, field):
        override(workspace, episode, **more)


def test_every_number_that_is_offered_can_be_set_as_it_stands(workspace: Workspace) -> None:
    episode = participant(workspace)
    offered = dict(workspace.read(orders.numbers_open, episode_id=episode))
    assert offered["p1.days|least"] == "least 60 days: At least 60 days in phase 1"
    for number, words in offered.items():
        requirement, field = number.split("|")
        value = words.split(":")[0].removeprefix(field.replace("_", " ")).strip()
        value = "true" if value == "yes" else value
        override(workspace, episode, requirement=requirement, field=field, value=value)


def test_more_time_lengthens_the_phase(workspace: Workspace) -> None:
    episode = participant(workspace, admitted_on=ago(65))

    def days() -> Any:
        phase = workspace.read(judged, episode_id=episode, as_of=TODAY).phase
        return next(f for f in phase.findings if f.rule == "p1.days")

    before = days()
    workspace.perform(orders.extend, episode_id=episode, phase="phase-1", amount="2 weeks", **ORDER)
    after = days()
    assert before.verdict.satisfied
    assert not after.verdict.satisfied
    assert (after.met_from - before.met_from).days == 14
    for wrong, field in (
        ({"phase": "phase-9"}, "phase"),
        ({"amount": "soon"}, "amount"),
        ({"by": ""}, "by"),
        ({"reason": " "}, "reason"),
    ):
        values: dict[str, Any] = {"phase": "phase-1", "amount": "1 week", **ORDER, **wrong}
        with leaves_nothing(workspace, field):
            workspace.perform(orders.extend, episode_id=episode, **values)


def test_a_finding_on_ability_to_pay_ends_the_one_before_for_that_debt(
    workspace: Workspace,
) -> None:
    episode = participant(workspace)

    def find(on: date, **more: Any) -> int:
        return workspace.perform(
            orders.find_ability, episode_id=episode, started_on=on, **{**ORDER, **more}
        )

    find(ago(50))
    find(ago(40), debt=DebtKind.LOANS, cents_per_month=2_000)
    last = find(ago(30))
    ends = sorted(
        (str(a.debt), a.start, a.end or TODAY) for a in facts(workspace, episode).abilities
    )
    assert ends == [
        ("None", ago(50), ago(30)),
        ("None", ago(30), TODAY),
        ("loans", ago(40), TODAY),
    ]
    texts = [row.text for row in workspace.read(orders.order_rows, episode_id=episode)]
    assert "Drug court loans: $20.00 a month" in texts
    assert "All debts: nothing is asked" in texts
    workspace.perform(orders.end_ability, finding_id=last, ended_on=ago(1))
    with leaves_nothing(workspace):
        workspace.perform(orders.end_ability, finding_id=last, ended_on=ago(1))
    with leaves_nothing(workspace, "cents_per_month"):
        find(ago(1), cents_per_month=-1)


# Corrections ------------------------------------------------------------------------------------


def test_an_entry_is_corrected_with_a_reason_and_history_keeps_both(workspace: Workspace) -> None:
    number = charge(workspace, participant(workspace))
    wanted = {"table": "legal_event", "number": number}
    workspace.perform(
        corrections.correct_entry,
        **wanted,
        changes={"happened_on": ago(45), "text": "Driving while suspended"},
        reason="Wrong day",
    )
    line = last_change(workspace, "legal_event")
    assert (line.change, line.reason) == ("changed", "Wrong day")
    assert ago(40).isoformat() in line.before
    for changes, reason, field in (
        ({"happened_on": TOMORROW}, "x", "happened_on"),
        ({"ended_on": ago(60)}, "x", "ended_on"),
        ({"happened_on": None}, "x", "happened_on"),
        ({"episode_id": 9}, "x", "episode_id"),
        ({"text": "y"}, " ", "reason"),
    ):
        with leaves_nothing(workspace, field):
            workspace.perform(corrections.correct_entry, **wanted, changes=changes, reason=reason)


def test_an_order_is_never_changed_in_its_number_but_may_be_taken_back(
    workspace: Workspace,
) -> None:
    number = override(workspace, participant(workspace))
    wanted = {"table": "override", "number": number}
    with leaves_nothing(workspace, "value"):
        workspace.perform(
            corrections.correct_entry, **wanted, changes={"value": "1 day"}, reason="x"
        )
    with leaves_nothing(workspace, "reason"):
        workspace.perform(corrections.take_back_entry, **wanted, reason="")
    workspace.perform(corrections.take_back_entry, **wanted, reason="Another person's order")
    assert last_change(workspace, "override").change == "removed"
    with leaves_nothing(workspace):
        workspace.perform(corrections.take_back_entry, **wanted, reason="Again")
    with leaves_nothing(workspace):
        workspace.perform(
            corrections.take_back_entry, table="specimen", number=1, reason="Not here"
        )


def test_nothing_is_written_where_nothing_differs(workspace: Workspace) -> None:
    number = charge(workspace, participant(workspace))
    with leaves_nothing(workspace):
        workspace.perform(
            corrections.correct_entry,
            table="legal_event",
            number=number,
            changes={"happened_on": ago(40)},
            reason="None",
        )


def test_numbers_and_what_is_needed_are_checked_as_where_they_are_entered(
    workspace: Workspace,
) -> None:
    episode = participant(workspace)
    number = workspace.perform(
        service.record_service, episode_id=episode, served_on=ago(3), hours=4
    )
    wanted = {"table": "service_entry", "number": number, "reason": "Misread"}
    for hours in (25, 0, None):
        with leaves_nothing(workspace, "hours"):
            workspace.perform(corrections.correct_entry, **wanted, changes={"hours": hours})
    changes = {"hours": 5.5, "approved": None}
    workspace.perform(corrections.correct_entry, **wanted, changes=changes)
    (row,) = workspace.read(service.service_rows, episode_id=episode)
    assert (row.hours, row.approved) == (5.5, False)


def test_a_milestone_and_a_decision_are_taken_back_and_count_no_more(
    workspace: Workspace,
) -> None:
    episode = participant(workspace)
    number = workspace.perform(
        milestones.reach_milestone, episode_id=episode, key="treatment_plan", done_on=ago(5)
    )
    assert facts(workspace, episode).milestones
    workspace.perform(
        corrections.take_back_entry, table="milestone", number=number, reason="Not signed"
    )
    assert facts(workspace, episode).milestones == ()


def test_the_form_of_each_correction_asks_what_the_act_takes_and_no_more() -> None:
    assert set(CORRECTIONS) == set(WORDS) == set(CORRECTABLE)
    for table, kind in CORRECTABLE.items():
        assert {field.key for field in CORRECTIONS[table]} == kind.fields, table


def test_every_correctable_field_is_a_column_of_its_record() -> None:
    for kind in CORRECTABLE.values():
        columns = set(kind.record.__table__.c.keys())
        assert kind.fields <= columns
        assert {kind.begun, *([kind.ended] if kind.ended else [])} <= kind.fields


# What was there before --------------------------------------------------------------------------


def test_a_contact_says_whose_it_was_and_how_long(workspace: Workspace) -> None:
    episode = participant(workspace)

    def meet(**more: Any) -> None:
        workspace.perform(
            contacts.record_contact,
            episode_id=episode,
            contacted_on=ago(1),
            mode=ContactMode.OFFICE,
            **more,
        )

    meet(person=ContactWith.SPONSOR, minutes=20)
    (contact,) = facts(workspace, episode).contacts
    assert (contact.person, contact.minutes) == (ContactWith.SPONSOR, 20)
    with leaves_nothing(workspace, "minutes"):
        meet(minutes=1_441)


def test_a_hearing_is_a_fact_once_it_was_held(workspace: Workspace) -> None:
    episode = participant(workspace)
    held = workspace.perform(hearings.schedule_session, held_on=ago(7))
    coming = workspace.perform(hearings.schedule_session, held_on=TODAY)
    entries = [
        workspace.perform(hearings.put_on_docket, session_id=session, episode_id=episode)
        for session in (held, coming)
    ]
    outcome = Outcome(HearingAttendance.PRESENT)
    workspace.perform(hearings.record_hearing, entry_id=entries[0], outcome=outcome)
    assert [hearing.on for hearing in facts(workspace, episode).hearings] == [ago(7)]


def test_work_says_whether_taxes_are_paid_and_the_court_approved(workspace: Workspace) -> None:
    episode = participant(workspace)
    workspace.perform(
        work.begin_work,
        episode_id=episode,
        kind=WorkKind.JOB,
        started_on=ago(9),
        taxed=True,
    )
    (job,) = facts(workspace, episode).work
    assert (job.taxed, job.approved) == (True, None)


def test_a_milestone_that_is_asked_once_is_recorded_once(workspace: Workspace) -> None:
    episode = participant(workspace)

    def reach(on: date) -> None:
        workspace.perform(
            milestones.reach_milestone, episode_id=episode, key="treatment_plan", done_on=on
        )

    reach(ago(9))
    with leaves_nothing(workspace, "key"):
        reach(ago(8))


def test_entries_stand_in_the_timeline_and_are_found_by_word(workspace: Workspace) -> None:
    episode = participant(workspace)
    charge(workspace, episode, ended_on=ago(3), text="Driving while suspended")
    override(workspace, episode)
    workspace.perform(
        conditions.begin_condition, episode_id=episode, key="home_group", started_on=ago(5)
    )

    def lines(entry: Entry, words: str = "") -> list[str]:
        found = workspace.read(
            timeline.timeline, episode_id=episode, entries=frozenset({entry}), text=words
        )
        return [row.text for row in found]

    assert lines(Entry.CONDUCT, "suspended") == [
        f"Charge, ended Nov {ago(3).day} · Driving while suspended"
    ]
    assert "Charge ended" in lines(Entry.CONDUCT, "ended")
    assert "Surgery in September" in lines(Entry.ORDER, "whitfield")[0]
    assert lines(Entry.CONDITION) == ["Home group"]
