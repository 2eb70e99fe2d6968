"""The sober clock follows the court's own rules, and every day of it can be shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugcourt.domain.conduct import InfractionKind
from drugcourt.domain.dates import Amount, Unit
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.facts import InfractionFacts
from drugcourt.domain.findings import Verdict
from drugcourt.domain.program import (
    Effect,
    NewCount,
    Phase,
    Sober,
    SoberEvent,
    SoberPolicy,
    SoberRule,
)
from drugcourt.domain.sober import CountStarts
from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Explanation,
    Substance,
    Validity,
)
from drugcourt.rules.phases import judge_person
from drugcourt.rules.sobriety import days_with_reason, sober_clock
from tests.builders import (
    ADMITTED,
    STRICT,
    days,
    later,
    medication,
    missed_test,
    participant,
    positive,
    program,
    requirement,
    result,
    specimen,
    status,
    stay,
)
from tests.rules.strategies import AS_OF, facts_of_tests

HANDBOOK = program()
SAME_DAY = program(sober=replace(STRICT, new_count=NewCount.SAME_DAY))
LENIENT = program(sober=replace(STRICT, pending_resets=False))
EVENT = later(ADMITTED, 40)


def test_without_any_event_sober_time_begins_with_admission():
    clock = sober_clock(participant(), HANDBOOK, later(ADMITTED, 45))
    assert (clock.sober_date, clock.days, clock.longest, clock.total) == (ADMITTED, 45, 45, 45)
    assert clock.last_event is None


def test_before_admission_there_is_no_sober_date():
    clock = sober_clock(participant(), HANDBOOK, later(ADMITTED, -1))
    assert (clock.sober_date, clock.days, clock.total) == (None, 0, 0)


@pytest.mark.parametrize(
    ("handbook", "as_of", "sober_date", "days"),
    [
        (HANDBOOK, later(EVENT, -1), ADMITTED, 39),
        (HANDBOOK, EVENT, None, 0),
        (HANDBOOK, later(EVENT, 1), later(EVENT, 1), 0),
        (HANDBOOK, later(EVENT, 46), later(EVENT, 1), 45),
        (SAME_DAY, EVENT, EVENT, 0),
        (SAME_DAY, later(EVENT, 45), EVENT, 45),
    ],
)
def test_a_positive_starts_the_count_on_the_day_the_handbook_says(
    handbook, as_of, sober_date, days
):
    clock = sober_clock(participant(specimens=(specimen(EVENT, positive()),)), handbook, as_of)
    assert (clock.sober_date, clock.days) == (sober_date, days)


def test_longest_and_total_look_at_all_days_since_admission():
    tests = (specimen(EVENT, positive()), specimen(later(EVENT, 11), positive()))
    clock = sober_clock(participant(specimens=tests), HANDBOOK, later(EVENT, 20))
    assert (clock.days, clock.longest, clock.total) == (8, 40, 58)


@pytest.mark.parametrize(
    ("test", "resets"),
    [
        (specimen(EVENT), False),
        (specimen(EVENT, positive()), True),
        (specimen(EVENT, positive(explanation=Explanation.PRESCRIPTION)), False),
        (specimen(EVENT, positive(explanation=Explanation.RESIDUAL)), False),
        (specimen(EVENT, positive(confirmation=Confirmation.NOT_CONFIRMED)), False),
        (
            specimen(EVENT, positive(explanation=Explanation.ACCEPTED)),
            True,
        ),
        (missed_test(EVENT), True),
        (missed_test(EVENT, excused=True), False),
        (specimen(EVENT, status=CollectionStatus.REFUSED), True),
        (specimen(EVENT, status=CollectionStatus.ADMITTED), True),
        (specimen(EVENT, validity=Validity.SUBSTITUTED), True),
        (specimen(EVENT, validity=Validity.DILUTE), False),
        (specimen(EVENT, positive(), validity=Validity.DILUTE), True),
        (specimen(EVENT, positive(), validity=Validity.INVALID), False),
    ],
)
def test_each_event_does_what_the_policy_says(test, resets):
    clock = sober_clock(participant(specimens=(test,)), HANDBOOK, later(EVENT, 10))
    assert clock.sober_date == (later(EVENT, 1) if resets else ADMITTED)


def test_a_policy_may_count_a_dilute_specimen():
    policy = replace(STRICT, effects={**STRICT.effects, SoberEvent.DILUTE: Effect.RESET})
    facts = participant(specimens=(specimen(EVENT, validity=Validity.DILUTE),))
    clock = sober_clock(facts, program(sober=policy), later(EVENT, 10))
    assert clock.count_from == later(EVENT, 1)


@pytest.mark.parametrize(
    ("on", "sober_date"),
    [
        (later(ADMITTED, -1), ADMITTED),
        (ADMITTED, later(ADMITTED, 1)),
        (later(ADMITTED, 1), later(ADMITTED, 2)),
    ],
)
def test_tests_before_admission_are_screening_and_the_admission_day_counts(on, sober_date):
    facts = participant(specimens=(specimen(on, positive()),))
    assert sober_clock(facts, HANDBOOK, later(ADMITTED, 20)).sober_date == sober_date


@pytest.mark.parametrize(
    ("handbook", "counted_from"), [(HANDBOOK, later(EVENT, 1)), (LENIENT, ADMITTED)]
)
def test_a_pending_confirmation_makes_the_date_provisional_either_way(handbook, counted_from):
    facts = participant(specimens=(specimen(EVENT, positive(confirmation=Confirmation.PENDING)),))
    clock = sober_clock(facts, handbook, later(EVENT, 5))
    assert clock.count_from == counted_from
    assert clock.provisional_since == EVENT
    assert (clock.if_confirmed, clock.if_cleared) == (later(EVENT, 1), ADMITTED)
    assert "provisional" in clock.text


def test_a_later_definite_positive_settles_what_was_pending():
    tests = (
        specimen(EVENT, positive(confirmation=Confirmation.PENDING)),
        specimen(later(EVENT, 3), positive()),
    )
    clock = sober_clock(participant(specimens=tests), HANDBOOK, later(EVENT, 9))
    assert (clock.count_from, clock.provisional_since) == (later(EVENT, 4), None)


def test_a_court_that_waits_for_the_confirmation_breaks_nothing_before_it():
    pending = specimen(EVENT, positive(confirmation=Confirmation.PENDING))
    clock = sober_clock(participant(specimens=(pending,)), LENIENT, later(EVENT, 5))
    assert (clock.days, clock.longest, clock.total) == (45, 45, 45)
    assert clock.last_event is None
    assert clock.evidence[-1].id == pending.id


def test_only_a_confirmation_on_which_the_date_depends_makes_it_provisional():
    pending = positive(confirmation=Confirmation.PENDING)
    tests = (
        specimen(EVENT, positive()),
        specimen(EVENT, pending),
        specimen(later(EVENT, 2), pending),
    )
    clock = sober_clock(participant(specimens=tests), HANDBOOK, later(EVENT, 9))
    assert clock.provisional_since == later(EVENT, 2)


def test_a_confirmation_is_pending_until_the_day_it_came_back():
    back = positive(confirmation=Confirmation.NOT_CONFIRMED, confirmed_on=later(EVENT, 4))
    facts = participant(specimens=(specimen(EVENT, back),))
    before = sober_clock(facts, HANDBOOK, later(EVENT, 3))
    after = sober_clock(facts, HANDBOOK, later(EVENT, 4))
    assert (before.count_from, before.provisional_since) == (later(EVENT, 1), EVENT)
    assert (after.count_from, after.provisional_since) == (ADMITTED, None)


def test_two_specimens_of_one_day_count_as_one_event_day():
    tests = (specimen(EVENT), specimen(EVENT, positive()), specimen(EVENT, positive()))
    clock = sober_clock(participant(specimens=tests), HANDBOOK, later(EVENT, 10))
    assert (clock.days, clock.total) == (9, 49)


def test_the_clock_stops_on_the_day_of_exit():
    facts = participant(exited_on=later(ADMITTED, 100))
    assert sober_clock(facts, HANDBOOK, later(ADMITTED, 500)).days == 100


def test_a_medicine_keeps_the_streak_only_while_it_is_in_force():
    drug = result().substance
    medicine = medication(ADMITTED, EVENT, substances=(drug,))
    tests = (specimen(later(EVENT, -1), positive(drug)), specimen(EVENT, positive(drug)))
    clock = sober_clock(
        participant(specimens=tests, medications=(medicine,)), HANDBOOK, later(EVENT, 1)
    )
    assert clock.last_event is not None
    assert clock.last_event.on == EVENT
    assert clock.longest == 40


def test_every_day_has_its_reason():
    tests = (specimen(EVENT, positive()), specimen(later(EVENT, 2)))
    shown = days_with_reason(
        participant(specimens=tests), HANDBOOK, later(EVENT, -1), later(EVENT, 3)
    )
    assert [(day.sober, day.count) for day in shown] == [
        (True, 40),
        (False, 0),
        (True, 1),
        (True, 2),
    ]
    assert [day.reason for day in shown] == [
        f"No test; in the program since {ADMITTED:%b} {ADMITTED.day}",
        "Positive: THC",
        "No test; the count began Mar 23",
        "Negative",
    ]
    assert [ref.id for ref in shown[3].evidence] == [tests[1].id]


def test_days_before_admission_are_not_sober_days_of_the_program():
    shown = days_with_reason(participant(), HANDBOOK, later(ADMITTED, -1), later(ADMITTED, 1))
    assert next((day.sober, day.reason) for day in shown) == (False, "Before admission")
    assert shown[1].count == 1


@given(facts_of_tests())
def test_the_days_shown_add_up_to_the_clock(facts):
    clock = sober_clock(facts, HANDBOOK, AS_OF)
    known = replace(facts, specimens=tuple(s for s in facts.specimens if s.on < AS_OF))
    shown = days_with_reason(known, HANDBOOK, facts.admitted_on, AS_OF)
    assert sum(day.sober for day in shown) == clock.total
    yesterday = sober_clock(known, HANDBOOK, AS_OF)
    assert shown[-1].count == yesterday.days


@given(facts_of_tests())
def test_the_evidence_alone_gives_the_same_clock(facts):
    clock = sober_clock(facts, HANDBOOK, AS_OF)
    numbers = {ref.id for ref in clock.evidence if ref.kind == "specimen"}
    kept = tuple(s for s in facts.specimens if s.id in numbers)
    again = sober_clock(replace(facts, specimens=kept), HANDBOOK, AS_OF)
    assert (again.count_from, again.days, again.longest, again.total, again.provisional_since) == (
        clock.count_from,
        clock.days,
        clock.longest,
        clock.total,
        clock.provisional_since,
    )


@given(facts_of_tests(), st.randoms(use_true_random=False))
def test_the_order_of_specimens_does_not_matter(facts, random):
    shuffled = list(facts.specimens)
    random.shuffle(shuffled)
    mixed = replace(facts, specimens=tuple(shuffled))
    assert sober_clock(mixed, HANDBOOK, AS_OF) == sober_clock(facts, HANDBOOK, AS_OF)


@given(facts_of_tests(), st.integers(0, 400))
def test_later_tests_do_not_change_the_answer_of_an_earlier_day(facts, back):
    day = date.fromordinal(AS_OF.toordinal() - back)
    then = replace(facts, specimens=tuple(s for s in facts.specimens if s.on <= day))
    assert sober_clock(facts, HANDBOOK, day) == sober_clock(then, HANDBOOK, day)


@given(facts_of_tests())
def test_a_quiet_day_adds_one_day(facts):
    quiet = replace(facts, specimens=tuple(s for s in facts.specimens if s.on < AS_OF))
    today = sober_clock(quiet, HANDBOOK, AS_OF)
    tomorrow = sober_clock(quiet, HANDBOOK, later(AS_OF, 1))
    assert tomorrow.days == today.days + 1
    assert tomorrow.longest >= today.longest


AWAY = frozenset({EpisodeStatus.IN_CUSTODY})


def test_the_new_count_may_wait_for_the_next_negative_test():
    policy = SoberPolicy({SoberEvent.POSITIVE: Effect.RESET}, NewCount.NEXT_NEGATIVE, origin="x")
    tests = (specimen(later(ADMITTED, 10), positive()), specimen(later(ADMITTED, 15)))
    facts = participant(specimens=tests)
    clocks = [sober_clock(facts, program(sober=policy), later(ADMITTED, n)) for n in (10, 14, 15)]
    assert [(clock.sober_date, clock.days) for clock in clocks] == [
        (None, 0),
        (None, 0),
        (later(ADMITTED, 15), 0),
    ]
    assert clocks[1].text == "The count begins again with the next negative test"


def test_the_first_count_may_wait_for_a_negative_test_whatever_happens_before():
    policy = SoberPolicy(
        {SoberEvent.POSITIVE: Effect.RESET}, origin="x", starts=CountStarts.FIRST_NEGATIVE
    )
    tests = (specimen(later(ADMITTED, 3), positive()), specimen(later(ADMITTED, 6)))
    facts = participant(specimens=tests)
    before = sober_clock(facts, program(sober=policy), later(ADMITTED, 5))
    assert (before.sober_date, before.text) == (
        None,
        "The count begins with the first negative test",
    )
    after = sober_clock(facts, program(sober=policy), later(ADMITTED, 8))
    assert (after.sober_date, after.days, after.total) == (later(ADMITTED, 6), 2, 2)


def test_days_in_custody_are_no_sober_days_and_the_count_goes_on_afterwards():
    policy = SoberPolicy({SoberEvent.POSITIVE: Effect.RESET}, origin="x", without=AWAY)
    held = status(EpisodeStatus.IN_CUSTODY, later(ADMITTED, 10), later(ADMITTED, 15))
    facts = participant(statuses=(held,))
    handbook = program(requirement(Sober(days(20))), sober=policy)
    assert [sober_clock(facts, handbook, later(ADMITTED, n)).days for n in (10, 14, 15, 16)] == [
        10,
        10,
        10,
        11,
    ]
    inside = judge_person(facts, handbook, later(ADMITTED, 12))
    assert "standing still since" in inside.clock.text
    assert inside.clock.text.endswith("while in custody")
    found = inside.phase.findings[0]
    assert (found.met_from, found.if_acted) == (None, later(ADMITTED, 22))
    shown = days_with_reason(facts, handbook, later(ADMITTED, 9), later(ADMITTED, 16))
    assert [day.count for day in shown] == [10, 10, 10, 10, 10, 10, 11]
    assert (shown[1].sober, shown[1].reason) == (False, "Not counted: in custody")
    free = judge_person(facts, handbook, later(ADMITTED, 15)).phase.findings[0]
    assert free.met_from == later(ADMITTED, 25)


def test_days_that_stand_still_inside_a_phase_are_no_sober_days_of_it():
    stops = SoberPolicy({SoberEvent.MISSED: Effect.SUSPEND}, origin="x")
    entered = later(ADMITTED, 50)
    tests = (missed_test(later(entered, 5)), specimen(later(entered, 10)))
    facts = participant(
        stays=(stay("one", ADMITTED, entered), stay("two", entered)), specimens=tests
    )
    inside = requirement(Sober(days(30), within_phase=True))
    handbook = program(
        phases=(Phase("one", "One", ()), Phase("two", "Two", (inside,))), sober=stops
    )
    found = judge_person(facts, handbook, later(entered, 12)).dismissal.findings
    day = next(f.met_from for f in found if f.rule == inside.key)
    assert day == later(entered, 34)  # four days did not count


def test_a_test_today_sets_a_count_that_stands_still_going_on_the_day_asked():
    stops = program(
        requirement(Sober(days(30))),
        sober=SoberPolicy({SoberEvent.MISSED: Effect.SUSPEND}, origin="x"),
    )
    facts = participant(specimens=(missed_test(later(ADMITTED, 10)),))
    as_of = later(ADMITTED, 15)
    asked = judge_person(facts, stops, as_of).phase.findings[0]
    tested = replace(facts, specimens=(*facts.specimens, specimen(as_of)))
    acted = judge_person(tested, stops, as_of).phase.findings[0]
    assert (asked.met_from, asked.if_acted) == (None, acted.met_from)


@pytest.mark.parametrize(
    ("rule", "offsets", "count"),
    [
        (SoberRule(SoberEvent.MISSED, Effect.RESET, nth=2, in_a_row=True), (10, 20), 19),
        (SoberRule(SoberEvent.MISSED, Effect.RESET, nth=2, in_a_row=True), (10, 30), 40),
        (SoberRule(SoberEvent.MISSED, Effect.RESET, nth=2, each=True), (10, 20, 30), 19),
        (SoberRule(SoberEvent.MISSED, Effect.RESET, nth=2), (10, 20, 30), 9),
        (SoberRule(SoberEvent.MISSED, Effect.RESET, nth=2, in_phase=True), (10, 20), 40),
        (
            SoberRule(SoberEvent.LATE, Effect.RESET, nth=2, also=frozenset({SoberEvent.MISSED})),
            (10, 20),
            19,
        ),
    ],
)
def test_events_are_counted_as_the_handbook_counts_them(rule, offsets, count):
    tests = [missed_test(later(ADMITTED, n)) for n in offsets]
    tests.append(specimen(later(ADMITTED, 25)))  # a negative test between the 20th and the 30th
    stays = (stay("one", ADMITTED, later(ADMITTED, 15)), stay("two", later(ADMITTED, 15)))
    clock = clock_under({}, (rule,), tests, later(ADMITTED, 40), stays=stays)
    assert clock.days == count


def test_absconding_may_start_the_count_again_on_the_day_it_began():
    gone = status(EpisodeStatus.ABSCONDED, later(ADMITTED, 10), later(ADMITTED, 12))
    told = {SoberEvent.ABSCONDED: Effect.RESET}
    clock = clock_under(told, (), (), later(ADMITTED, 20), statuses=(gone,))
    assert (clock.days, clock.last_event.ref.kind) == (9, "status_span")


# Clocks that stand still, are set back, or hear an event only the n-th time -----------------------


def clock_under(effects, rules, tests, as_of, **records):
    policy = SoberPolicy(effects, rules=tuple(rules), origin="A test court's handbook")
    facts = participant(specimens=tuple(tests), **records)
    return sober_clock(facts, program(sober=policy), as_of)


def test_a_positive_on_day_40_and_a_negative_on_day_45_make_that_the_41st():
    tests = (specimen(later(ADMITTED, 40), positive()), specimen(later(ADMITTED, 45)))
    stops = {SoberEvent.POSITIVE: Effect.SUSPEND}
    counts = [clock_under(stops, (), tests, later(ADMITTED, n)).days for n in (39, 40, 44, 45, 46)]
    assert counts == [39, 40, 40, 41, 42]
    still = clock_under(stops, (), tests, later(ADMITTED, 44))
    assert still.suspended_since == later(ADMITTED, 40)
    assert "standing still since" in still.text
    assert clock_under(stops, (), tests, later(ADMITTED, 45)).suspended_since is None


def test_a_clock_that_stands_still_shows_it_day_by_day():
    policy = SoberPolicy({SoberEvent.POSITIVE: Effect.SUSPEND}, origin="x")
    tests = (specimen(later(ADMITTED, 40), positive()), specimen(later(ADMITTED, 45)))
    facts = participant(specimens=tests)
    shown = days_with_reason(facts, program(sober=policy), later(ADMITTED, 39), later(ADMITTED, 47))
    assert [day.count for day in shown] == [40, 41, 41, 41, 41, 41, 42, 43]
    assert [day.sober for day in shown] == [True, *[False] * 5, True, True]
    assert "stands still" in shown[2].reason


@pytest.mark.parametrize(("taken", "days"), [(10, 40), (100, 0)])
def test_days_taken_off_are_never_more_than_the_count_has(taken, days):
    rule = SoberRule(SoberEvent.MISSED, Effect.SET_BACK, days=taken)
    tests = (missed_test(later(ADMITTED, 50)),)
    assert clock_under({}, (rule,), tests, later(ADMITTED, 51)).days == days + (taken == 10)


@pytest.mark.parametrize(("offsets", "days"), [((10, 20, 30), 29), ((10, 60, 110), 140)])
def test_the_third_dilute_in_ninety_days_starts_the_count_again(offsets, days):
    rule = SoberRule(SoberEvent.DILUTE, Effect.RESET, nth=3, within=Amount(90, Unit.DAY))
    tests = [specimen(later(ADMITTED, n), validity=Validity.DILUTE) for n in offsets]
    as_of = later(ADMITTED, 60 if days == 29 else 140)
    assert clock_under({}, (rule,), tests, as_of).days == days


def test_events_are_told_apart_where_the_handbook_names_them():
    narrow = {SoberEvent.TAMPERED: Effect.NOTHING, SoberEvent.SUBSTITUTED: Effect.RESET}
    for validity, count in ((Validity.SUBSTITUTED, 9), (Validity.ADULTERATED, 20)):
        tests = (specimen(later(ADMITTED, 10), validity=validity),)
        assert clock_under(narrow, (), tests, later(ADMITTED, 20)).days == count
    late = (specimen(later(ADMITTED, 10), late=True),)
    assert clock_under({SoberEvent.LATE: Effect.RESET}, (), late, later(ADMITTED, 20)).days == 9
    alert = InfractionFacts(1, InfractionKind.DEVICE_ALERT, later(ADMITTED, 10))
    told = {SoberEvent.DEVICE_ALERT: Effect.RESET}
    clock = clock_under(told, (), (), later(ADMITTED, 20), infractions=(alert,))
    assert (clock.days, clock.last_event.ref.kind) == (9, "infraction")


def test_a_rule_may_hold_in_one_phase_or_for_one_substance_only():
    rule = SoberRule(SoberEvent.POSITIVE, Effect.NOTHING, substances=frozenset({Substance.THC}))
    reset = {SoberEvent.POSITIVE: Effect.RESET}
    for substance, count in ((Substance.THC, 20), (Substance.COCAINE, 9)):
        tests = (specimen(later(ADMITTED, 10), positive(substance)),)
        assert clock_under(reset, (rule,), tests, later(ADMITTED, 20)).days == count
    later_phase = SoberRule(SoberEvent.POSITIVE, Effect.NOTHING, phases=frozenset({"two"}))
    tests = (specimen(later(ADMITTED, 10), positive()),)
    assert clock_under(reset, (later_phase,), tests, later(ADMITTED, 20)).days == 9


def test_a_count_that_stands_on_the_absence_of_tests_is_marked_but_not_barred():
    asked = requirement(Sober(days(30)))
    for on, warning in (
        (later(date(2026, 1, 1), 59), ""),
        (later(date(2026, 1, 1), 60), "no test since Jan 31"),
    ):
        facts = participant(date(2026, 1, 1), specimens=(specimen(later(date(2026, 1, 1), 30)),))
        found = judge_person(facts, program(asked), on).phase.findings[0]
        assert (found.verdict, found.warning) == (Verdict.MET, warning)
    untested = judge_person(participant(ADMITTED), program(asked), later(ADMITTED, 40)).phase
    assert untested.findings[0].told.endswith("; no test is recorded")


def test_a_dilute_specimen_is_heard_as_dilute_also_when_it_holds_a_finding():
    dilute = {SoberEvent.DILUTE: Effect.RESET}
    for found in (result(), positive(confirmation=Confirmation.PENDING), positive()):
        tests = (specimen(later(ADMITTED, 10), found, validity=Validity.DILUTE),)
        assert clock_under(dilute, (), tests, later(ADMITTED, 20)).days == 9


def test_only_what_was_no_negative_can_be_overturned():
    told = {SoberEvent.OVERTURNED: Effect.RESET}
    for said, count in ((AnalyteResult.NEGATIVE, 20), (AnalyteResult.POSITIVE, 9)):
        answered = result(said=said, confirmation=Confirmation.NOT_CONFIRMED)
        tests = (specimen(later(ADMITTED, 10), answered),)
        assert clock_under(told, (), tests, later(ADMITTED, 20)).days == count
