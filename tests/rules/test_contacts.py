"""By when the next contact is due, and who is short: each rate at, before and past its edge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.facts import ContactFacts, ParticipantFacts
from drugcourt.domain.program import AttendRate, Program
from drugcourt.domain.supervision import ContactMode, ContactWith, parse_contact_rate
from drugcourt.rules.contacts import ContactState, contact_states
from drugcourt.rules.requirements.case import build_case
from tests import builders
from tests.builders import ADMITTED, later, weeks

OFFICE, HOME = ContactMode.OFFICE, ContactMode.HOME


def asking(*rates: str, requirements: tuple[Any, ...] = ()) -> Program:
    made = builders.program(*requirements)
    first = replace(made.phases[0], contact_rates=tuple(map(parse_contact_rate, rates)))
    return replace(made, phases=(first, *made.phases[1:]))


def seen(day: int, mode: ContactMode = OFFICE, **more: Any) -> ContactFacts:
    """A contact so many days after admission."""
    return ContactFacts(day + 1, later(ADMITTED, day), mode, **more)


def states(
    program: Program, day: int, *contacts: ContactFacts, **facts: Any
) -> tuple[ContactState, ...]:
    person: ParticipantFacts = builders.participant(contacts=contacts, **facts)
    return contact_states(build_case(person, program, later(ADMITTED, day)))


def only(program: Program, day: int, *contacts: ContactFacts, **facts: Any) -> ContactState:
    (state,) = states(program, day, *contacts, **facts)
    return state


WEEKLY = asking("1 every 1 week with case_manager")


@pytest.mark.parametrize(("day", "lacking"), [(16, 0), (17, 0), (18, 1)])
def test_a_weekly_contact_is_short_once_the_week_has_passed(day: int, lacking: int) -> None:
    state = only(WEEKLY, day, seen(3), seen(10))
    assert (state.due_on, state.lacking) == (later(ADMITTED, 17), lacking)


def test_before_any_contact_the_first_one_is_due_a_week_after_entry() -> None:
    state = only(WEEKLY, 8)
    assert (state.due_on, state.lacking, state.last) == (later(ADMITTED, 7), 1, None)


@pytest.mark.parametrize(("day", "lacking"), [(10, 0), (11, 1)])
def test_of_two_a_week_the_second_last_decides(day: int, lacking: int) -> None:
    state = only(asking("2 every 1 week with case_manager"), day, seen(3), seen(9))
    assert (state.due_on, state.lacking) == (later(ADMITTED, 10), lacking)


def test_of_two_a_week_both_may_be_lacking() -> None:
    assert only(asking("2 every 1 week"), 30, seen(3), seen(9)).lacking == 2


def test_a_month_is_a_calendar_month() -> None:
    state = only(asking("1 every 1 month"), 30, seen(5))
    assert state.due_on == date(2026, 3, 15)


def test_tried_in_vain_is_counted_apart_and_makes_nothing_good() -> None:
    state = only(WEEKLY, 12, seen(1, reached=False), seen(3), seen(9, reached=False))
    assert (state.due_on, state.tried) == (later(ADMITTED, 10), 1)


def test_only_the_people_and_ways_that_are_named_count() -> None:
    program = asking("1 every 1 week with probation_officer by home")
    others = (
        seen(8, HOME),
        seen(9, OFFICE, person=ContactWith.PROBATION_OFFICER),
    )
    assert only(program, 10, *others).last is None
    right = seen(7, HOME, person=ContactWith.PROBATION_OFFICER)
    assert only(program, 10, *others, right).last == right


def test_without_names_everybodys_contact_counts() -> None:
    sponsor = seen(6, person=ContactWith.SPONSOR)
    assert only(asking("1 every 1 week"), 10, sponsor).last == sponsor


@pytest.mark.parametrize(
    "kind", [EpisodeStatus.IN_CUSTODY, EpisodeStatus.ABSCONDED, EpisodeStatus.MEDICAL_LEAVE]
)
def test_nobody_is_short_while_out_and_the_time_starts_again_after(kind: EpisodeStatus) -> None:
    away = (
        builders.status(EpisodeStatus.ACTIVE, ADMITTED, later(ADMITTED, 5)),
        builders.status(kind, later(ADMITTED, 5), later(ADMITTED, 30)),
        builders.status(EpisodeStatus.ACTIVE, later(ADMITTED, 30)),
    )
    out = only(WEEKLY, 29, seen(2), statuses=away)
    assert (out.due_on, out.lacking) == (None, 0)
    back = only(WEEKLY, 30, seen(2), statuses=away)
    assert (back.due_on, back.lacking) == (later(ADMITTED, 37), 0)


def test_a_requirement_on_contacts_is_listed_beside_the_phases_own_rate() -> None:
    rule = AttendRate(contacts=frozenset({ContactWith.MENTOR}), per=weeks(1))
    program = asking(
        "1 every 1 week with case_manager", requirements=(builders.requirement(rule, "mentor"),)
    )
    found = states(program, 20, seen(1), seen(19, person=ContactWith.MENTOR))
    assert [(s.requirement, s.lacking) for s in found] == [("one.contacts.1", 1), ("mentor", 0)]


def test_an_exception_that_applies_says_how_often() -> None:
    plain = AttendRate(contacts=frozenset({ContactWith.MENTOR}), per=weeks(1))
    rarer = builders.requirement(replace(plain, per=weeks(4)), "rarer", "Once in four weeks")
    seldom = replace(rarer, replaces="mentor")
    asked = (builders.requirement(plain, "mentor"), seldom)
    state = only(asking(requirements=asked), 20, seen(1, person=ContactWith.MENTOR))
    assert (state.requirement, state.asked) == ("mentor", "Once in four weeks")
    assert (state.due_on, state.lacking) == (later(ADMITTED, 29), 0)


def test_a_sentence_that_was_waived_asks_for_no_contact() -> None:
    rule = AttendRate(contacts=frozenset({ContactWith.MENTOR}), per=weeks(1))
    program = asking(requirements=(builders.requirement(rule, "mentor"),))
    assert only(program, 20).lacking == 1
    assert states(program, 20, waivers=(builders.waiver("mentor", ADMITTED),)) == ()


def test_a_requirement_on_sessions_or_hours_is_none_on_contacts() -> None:
    hours = AttendRate(contacts=frozenset({ContactWith.MENTOR}), hours=True)
    program = asking(
        requirements=(
            builders.requirement(AttendRate(), "sessions"),
            builders.requirement(hours, "hours"),
        )
    )
    assert states(program, 20) == ()


def test_the_words_are_those_of_the_finding() -> None:
    assert (
        only(WEEKLY, 28, seen(2), seen(9), seen(23)).said == "3 of at least 4 contacts in 4 weeks"
    )


def test_whoever_has_left_is_asked_for_nothing() -> None:
    assert states(WEEKLY, 60, exited_on=later(ADMITTED, 50)) == ()


days = st.lists(st.integers(0, 60), max_size=8)


@given(days, st.integers(0, 70))
def test_a_day_of_waiting_makes_nobody_less_short(on: list[int], day: int) -> None:
    program = asking("2 every 1 week")
    contacts = [replace(seen(n), id=place) for place, n in enumerate(on) if n <= day]
    now, then = only(program, day, *contacts), only(program, day + 1, *contacts)
    assert then.lacking >= now.lacking
    assert now.due_on == then.due_on


@given(days, st.integers(0, 70))
def test_a_contact_today_never_makes_anybody_shorter(on: list[int], day: int) -> None:
    program = asking("2 every 1 week")
    contacts = [replace(seen(n), id=place) for place, n in enumerate(on) if n <= day]
    more = replace(seen(day), id=99)
    before, after = only(program, day, *contacts), only(program, day, *contacts, more)
    assert after.lacking <= before.lacking
    assert before.due_on is not None
    assert after.due_on is not None
    assert after.due_on >= before.due_on
    assert after.due_on - later(ADMITTED, day) <= timedelta(days=7)
