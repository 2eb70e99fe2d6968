"""The kinds that a wide handbook needs, each at, below and above its edge, and for whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from drugcourt.domain.cases import ChargeLevel
from drugcourt.domain.conduct import InfractionKind, LegalEventKind
from drugcourt.domain.dates import Amount, Unit, WeekdayOfMonth
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.facts import (
    AbilityFacts,
    CeremonyFacts,
    ConditionFacts,
    ContactFacts,
    ExtensionFacts,
    HearingFacts,
    InfractionFacts,
    ItemFacts,
    LegalFacts,
    OverrideFacts,
    PointFacts,
    ServiceFacts,
    SessionFacts,
    TreatmentFacts,
)
from drugcourt.domain.fees import DebtKind, FeeKind
from drugcourt.domain.findings import Ref, Verdict
from drugcourt.domain.hearings import HearingAttendance
from drugcourt.domain.money import Cents
from drugcourt.domain.program import (
    AttendAll,
    AttendCount,
    AttendRate,
    Ceremony,
    Completes,
    DatedBy,
    Decided,
    Demotion,
    Elapsed,
    FreeOf,
    FreeWindow,
    HandedIn,
    LedgerSettled,
    MilestoneDone,
    MilestoneKind,
    NOf,
    OnlyIf,
    Phase,
    PhaseTasks,
    Points,
    Requirement,
    Served,
    ShortPeriod,
    Since,
    Sober,
    SoberMode,
    Standing,
    Stands,
    Together,
    Working,
)
from drugcourt.domain.rule_terms import DecisionBy
from drugcourt.domain.specimens import Substance
from drugcourt.domain.supervision import ContactMode, ContactWith, WorkKind
from drugcourt.domain.treatment import Attendance, LevelOfCare, SessionKind
from drugcourt.rules.phases import judge_person
from drugcourt.rules.requirements.case import build_case
from drugcourt.rules.requirements.judge import judge, judge_all
from tests.builders import (
    days,
    decision,
    entry,
    job,
    later,
    milestone,
    missed_test,
    months,
    participant,
    positive,
    program,
    requirement,
    sanction,
    session,
    specimen,
    status,
    stay,
    waiver,
    weeks,
)

MET, UNMET, UNKNOWN = Verdict.MET, Verdict.UNMET, Verdict.UNKNOWN
FAILED, WAIVED = Verdict.FAILED, Verdict.WAIVED
AUG_10 = date(2026, 8, 10)
NOV_1, NOV_24 = date(2026, 11, 1), date(2026, 11, 24)
GROUP = frozenset({SessionKind.GROUP})
FEES = frozenset({DebtKind.PROGRAM_FEES})
SANCTION = frozenset({FreeOf.ANY_SANCTION})


def judged(rule, facts, as_of=NOV_24, **handbook):
    asked = requirement(rule)
    return judge(asked, build_case(facts, program(asked, **handbook), as_of))


def one_of(asked, facts, as_of=NOV_24, **handbook):
    """The finding on a whole list of one base and its exceptions."""
    (found,) = judge_all(asked, build_case(facts, program(*asked, **handbook), as_of))
    return found


# Time -------------------------------------------------------------------------------------------


def test_time_over_a_group_of_phases_adds_up_and_stands_still_outside_it():
    stays = (
        stay("one", AUG_10, later(AUG_10, 30)),
        stay("two", later(AUG_10, 30), later(AUG_10, 50)),
        stay("one", later(AUG_10, 50)),
    )
    facts = participant(AUG_10, phase=None, stays=stays)
    rule = Elapsed(days(60), phases=frozenset({"one"}))
    assert judged(rule, facts, later(AUG_10, 79)).verdict is UNMET
    assert judged(rule, facts, later(AUG_10, 80)).verdict is MET
    outside = judged(rule, facts, later(AUG_10, 40))
    assert (outside.met_from, "stands still" in outside.text) == (None, True)


@pytest.mark.parametrize(("demotion", "day"), [(Demotion.RESTARTS, 110), (Demotion.RESUMES, 80)])
def test_back_in_a_phase_its_time_starts_again_or_goes_on(demotion, day):
    stays = (
        stay("one", AUG_10, later(AUG_10, 30)),
        stay("two", later(AUG_10, 30), later(AUG_10, 50)),
        stay("one", later(AUG_10, 50)),
    )
    facts = participant(AUG_10, phase=None, stays=stays)
    found = judged(Elapsed(days(60)), facts, later(AUG_10, 70), demotion=demotion)
    assert found.met_from == later(AUG_10, day)


def test_time_since_an_event_that_may_never_come():
    rule = Elapsed(months(6), Since.EVENT, event="licence_back")
    waiting = judged(rule, participant(AUG_10))
    assert (waiting.verdict, waiting.met_from, waiting.if_acted) == (
        UNMET,
        None,
        date(2027, 5, 24),
    )
    facts = participant(AUG_10, milestones=(milestone("licence_back", date(2026, 9, 1)),))
    assert judged(rule, facts).met_from == date(2027, 3, 1)


@pytest.mark.parametrize(
    ("as_of", "verdict", "warns"),
    [
        (later(AUG_10, 60), MET, False),
        (later(AUG_10, 70), MET, True),
        (later(AUG_10, 100), MET, True),
        (later(AUG_10, 101), FAILED, True),
    ],
)
def test_an_upper_end_that_fails_warns_before_it(as_of, verdict, warns):
    found = judged(Elapsed(days(30), most=days(100), most_fails=True), participant(AUG_10), as_of)
    assert (found.verdict, bool(found.warning)) == (verdict, warns)


def test_a_fixed_term_is_not_waived_and_an_extension_lengthens_a_phase():
    facts = participant(AUG_10, waivers=(waiver("asked", NOV_24),))
    assert judged(Elapsed(months(12), fixed=True), facts).verdict is UNMET
    longer = ExtensionFacts(1, "one", later(AUG_10, 20), days(14), "Judge Whitfield", "a relapse")
    found = judged(Elapsed(days(90)), participant(AUG_10, extensions=(longer,)))
    assert found.met_from == later(AUG_10, 104)
    assert found.why == "14 days more ordered Aug 30 by Judge Whitfield: a relapse"


def test_a_length_set_person_by_person_waits_for_it():
    assert judged(Elapsed(), participant(AUG_10)).verdict is UNKNOWN
    own = OverrideFacts(1, "asked", AUG_10, "least", "100 days", "Judge Whitfield", "plea")
    found = judged(Elapsed(), participant(AUG_10, overrides=(own,)))
    assert (found.verdict, found.met_from) == (MET, later(AUG_10, 100))
    assert "100 days for this person" in found.why


def test_an_override_that_cannot_be_read_is_said_and_never_guessed():
    own = OverrideFacts(1, "asked", AUG_10, "least", "soon")
    found = judged(Elapsed(days(1)), participant(AUG_10, overrides=(own,)))
    assert (found.verdict, "can't be read" in found.text) == (UNKNOWN, True)


# Sober time -------------------------------------------------------------------------------------


def test_sober_days_in_all_lose_only_the_days_of_use():
    tests = tuple(specimen(later(AUG_10, n), positive()) for n in (10, 20))
    found = judged(
        Sober(days(100), mode=SoberMode.CUMULATIVE), participant(AUG_10, specimens=tests)
    )
    assert found.met_from == later(AUG_10, 102)
    assert found.verdict is MET


def test_tests_alone_need_a_test_and_perfect_testing_breaks_with_a_missed_one():
    rule = Sober(days(30), mode=SoberMode.TESTS)
    assert judged(rule, participant(AUG_10)).verdict is UNMET
    tested = participant(AUG_10, specimens=(specimen(later(AUG_10, 5)),))
    assert judged(rule, tested).met_from == later(AUG_10, 30)
    missed = participant(
        AUG_10, specimens=(missed_test(later(AUG_10, 9)), specimen(later(AUG_10, 12)))
    )
    perfect = replace(rule, mode=SoberMode.PERFECT)
    assert judged(perfect, missed).met_from == later(AUG_10, 40)
    excused = participant(
        AUG_10, specimens=(missed_test(later(AUG_10, 9), excused=True), specimen(later(AUG_10, 12)))
    )
    assert judged(perfect, excused).met_from == later(AUG_10, 30)


def test_sober_of_one_substance_does_not_hear_of_another():
    facts = participant(AUG_10, specimens=(specimen(NOV_24, positive(Substance.THC)),))
    assert judged(Sober(days(30), substances=frozenset({Substance.COCAINE})), facts).verdict is MET
    assert judged(Sober(days(30), substances=frozenset({Substance.THC})), facts).verdict is UNMET


def test_a_count_reached_once_stays_reached_where_the_handbook_says_so():
    facts = participant(AUG_10, specimens=(specimen(later(AUG_10, 90), positive()),))
    found = judged(Sober(days(90), ever=True), facts)
    assert (found.verdict, judged(Sober(days(91), ever=True), facts).verdict) == (UNMET, UNMET)
    assert judged(Sober(days(89), ever=True), facts).met_from == later(AUG_10, 89)


# Windows ----------------------------------------------------------------------------------------


def test_one_window_has_to_be_sober_and_free_of_sanctions_at_once():
    facts = participant(
        AUG_10,
        specimens=(specimen(later(AUG_10, 40), positive()),),
        responses=(sanction(later(AUG_10, 20)),),
    )
    found = judged(Together(days(60), SANCTION), facts)
    assert (found.verdict, found.met_from) == (MET, later(AUG_10, 101))
    assert judged(Together(days(60), SANCTION, sober=False), facts).met_from == later(AUG_10, 80)
    broken = replace(facts, responses=(*facts.responses, sanction(NOV_24)))
    assert judged(Together(days(60), SANCTION), broken).verdict is UNMET
    assert judged(Together(days(60), SANCTION, ever=True), broken).met_from == later(AUG_10, 101)


def test_the_first_days_fail_for_good_and_a_whole_stay_too():
    early = participant(AUG_10, responses=(sanction(later(AUG_10, 29)),))
    late = participant(AUG_10, responses=(sanction(later(AUG_10, 30)),))
    rule = FreeWindow(FreeOf.ANY_SANCTION, days(30), within_phase=True, first=True)
    assert (judged(rule, early).verdict, judged(rule, late).verdict) == (FAILED, MET)
    whole = FreeWindow(FreeOf.ANY_SANCTION, within_phase=True)
    assert (judged(whole, late).verdict, judged(whole, participant(AUG_10)).verdict) == (
        FAILED,
        MET,
    )


def test_a_sanction_may_count_on_the_day_of_what_it_answers():
    given = replace(sanction(date(2026, 11, 1)), infraction_on=date(2026, 10, 20))
    facts = participant(AUG_10, responses=(given,))
    rule = FreeWindow(FreeOf.ANY_SANCTION, days(30))
    assert judged(rule, facts).met_from == date(2026, 12, 1)
    by_infraction = replace(rule, dated_by=DatedBy.INFRACTION)
    assert judged(by_infraction, facts).met_from == date(2026, 11, 19)


@pytest.mark.parametrize(
    ("of", "levels", "verdict"),
    [
        (FreeOf.CONVICTION, frozenset({ChargeLevel.FELONY}), MET),
        (FreeOf.CONVICTION, frozenset({ChargeLevel.MISDEMEANOR}), UNMET),
        (FreeOf.CURFEW_BREACH, frozenset(), UNMET),
        (FreeOf.VIOLATION, frozenset(), UNMET),
        (FreeOf.ARREST, frozenset(), MET),
        (FreeOf.DEVICE_ALERT, frozenset(), MET),
    ],
)
def test_windows_free_of_offences_and_rule_breaches(of, levels, verdict):
    facts = participant(
        AUG_10,
        legal=(
            LegalFacts(
                1, LegalEventKind.CONVICTION, date(2026, 11, 1), level=ChargeLevel.MISDEMEANOR
            ),
            LegalFacts(2, LegalEventKind.ARREST, date(2026, 11, 1), program_case=True),
        ),
        infractions=(InfractionFacts(1, InfractionKind.CURFEW, date(2026, 11, 20)),),
    )
    assert judged(FreeWindow(of, days(30), levels=levels), facts).verdict is verdict


# Attendance and contact -------------------------------------------------------------------------


def attended(*offsets, minutes=None):
    return tuple(
        SessionFacts(n, later(AUG_10, n), SessionKind.GROUP, Attendance.ATTENDED, minutes)
        for n in offsets
    )


@pytest.mark.parametrize(("offsets", "verdict"), [((0, 8, 15), MET), ((0, 1, 2), UNMET)])
def test_each_week_is_more_than_an_average(offsets, verdict):
    rule = AttendRate(GROUP, 1, weeks(1), each=True, calendar=True, over=weeks(3))
    facts = participant(AUG_10, sessions=attended(*offsets))
    assert judged(rule, facts, later(AUG_10, 20)).verdict is verdict
    average = judged(replace(rule, each=False), facts, later(AUG_10, 20))
    assert average.verdict is MET


@pytest.mark.parametrize(
    ("short", "as_of", "verdict"),
    [
        (ShortPeriod.SKIP, 8, MET),
        (ShortPeriod.PRORATE, 8, UNMET),
        (ShortPeriod.WHOLE, 8, UNMET),
        (ShortPeriod.PRORATE, 7, UNMET),
    ],
)
def test_a_last_week_that_is_not_whole_is_skipped_prorated_or_asked_in_full(short, as_of, verdict):
    rule = AttendRate(GROUP, 3, weeks(1), calendar=True, each=True, short=short)
    facts = participant(AUG_10, sessions=attended(0, 1, 2))
    assert judged(rule, facts, later(AUG_10, as_of)).verdict is verdict


def test_a_cancelled_session_and_a_holiday_ask_one_less():
    rule = AttendRate(GROUP, 3, weeks(1), cancelled_lowers=True)
    cancelled = session(later(AUG_10, 3), Attendance.CANCELLED)
    facts = participant(AUG_10, sessions=(*attended(0), cancelled))
    assert judged(rule, facts, later(AUG_10, 6)).verdict is UNMET
    holiday = {"holidays": frozenset({later(AUG_10, 4)})}
    assert judged(rule, facts, later(AUG_10, 6), **holiday).verdict is MET


def test_hours_count_halves_and_an_unknown_length_is_not_guessed():
    rule = AttendRate(GROUP, 1.5, weeks(1), hours=True)
    enough = participant(AUG_10, sessions=attended(1, minutes=90))
    assert judged(rule, enough, later(AUG_10, 6)).verdict is MET
    short_ = participant(AUG_10, sessions=attended(1, minutes=89))
    assert judged(rule, short_, later(AUG_10, 6)).verdict is UNMET
    assert (
        judged(rule, participant(AUG_10, sessions=attended(1)), later(AUG_10, 6)).verdict is UNKNOWN
    )


@pytest.mark.parametrize(
    ("kept", "verdict"), [((1, 2, 3), MET), ((1, 2), FAILED), ((1, 2, 15), FAILED)]
)
def test_sessions_within_the_first_days_cannot_be_made_good(kept, verdict):
    rule = AttendCount(GROUP, 3, within=days(14))
    assert judged(rule, participant(AUG_10, sessions=attended(*kept))).verdict is verdict
    open_ = judged(rule, participant(AUG_10, sessions=attended(1, 2)), later(AUG_10, 13))
    assert open_.verdict is UNMET


def test_n_of_the_last_and_of_the_first_sessions():
    absent = tuple(session(later(AUG_10, n), Attendance.ABSENT) for n in (1, 2))
    facts = participant(AUG_10, sessions=(*absent, *attended(3, 4, 5)))
    assert judged(AttendCount(GROUP, 3, of=4), facts).verdict is MET
    assert judged(AttendCount(GROUP, 4, of=4), facts).verdict is UNMET
    assert judged(AttendCount(GROUP, 3, of=4, first=True), facts).verdict is FAILED
    assert judged(AttendCount(GROUP, 2, of=4, first=True), facts).verdict is MET


def test_contacts_count_by_person_and_mode_and_hearings_by_attendance():
    calls = (
        ContactFacts(1, later(AUG_10, 1), ContactMode.PHONE, ContactWith.FAMILY),
        ContactFacts(2, later(AUG_10, 2), ContactMode.OFFICE, ContactWith.FAMILY, reached=False),
        ContactFacts(3, later(AUG_10, 3), ContactMode.PHONE, ContactWith.MENTOR),
    )
    facts = participant(AUG_10, contacts=calls)
    family = AttendCount(contacts=frozenset({ContactWith.FAMILY}), n=1)
    assert judged(family, facts).verdict is MET
    assert judged(replace(family, n=2), facts).achieved == "1 / 2"
    by_phone = AttendCount(modes=frozenset({ContactMode.PHONE}), n=2)
    assert judged(by_phone, facts).verdict is MET
    missed = HearingFacts(1, NOV_24, HearingAttendance.FAILED_TO_APPEAR)
    hearings = participant(AUG_10, hearings=(missed,))
    assert judged(AttendAll(hearings=True), hearings).verdict is FAILED
    assert judged(AttendAll(hearings=True, allowed=1), hearings).verdict is MET


def test_something_handed_in_at_every_hearing():
    held = tuple(HearingFacts(n, later(AUG_10, 14 * n), HearingAttendance.PRESENT) for n in (1, 2))
    page = ItemFacts(1, "page", later(AUG_10, 14))
    facts = participant(AUG_10, hearings=held, items=(page,))
    assert judged(HandedIn("page"), facts).verdict is FAILED
    assert judged(HandedIn("page", missing=1), facts).verdict is MET
    assert judged(HandedIn("page", missing=1, checked=True), facts).verdict is FAILED
    assert judged(HandedIn("page"), participant(AUG_10)).verdict is UNKNOWN


# Milestones, money, standing --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("done", "late_fails", "verdict"),
    [
        (30, True, MET),
        (31, True, FAILED),
        (31, False, MET),
        (None, False, UNMET),
        (None, True, FAILED),
    ],
)
def test_a_milestone_with_a_deadline(done, late_fails, verdict):
    items = () if done is None else (milestone("plan", later(AUG_10, done)),)
    rule = MilestoneDone("plan", deadline=days(30), late_fails=late_fails)
    found = judged(rule, participant(AUG_10, milestones=items))
    assert found.verdict is verdict
    if done is None:
        assert "overdue since Sep 10" in found.text


def test_a_milestone_waits_for_approvals_prerequisites_and_its_number():
    done = participant(AUG_10, milestones=(milestone("plan", AUG_10),))
    approved = MilestoneDone("plan", approvals=frozenset({DecisionBy.TEAM, DecisionBy.FAMILY}))
    waiting = judged(approved, done)
    assert (waiting.verdict, waiting.awaits_decision) == (UNKNOWN, True)
    given = tuple(decision("asked", NOV_24, by=by) for by in approved.approvals)
    assert judged(approved, replace(done, decisions=given)).met_from == NOV_24
    kinds = (
        MilestoneKind("plan", "Plan", "", frozenset({"class"})),
        MilestoneKind("class", "Class"),
    )
    first = judged(MilestoneDone("plan"), done, milestones=kinds)
    assert (first.verdict, "“Class” has to be done first" in first.text) == (UNMET, True)
    assert judged(MilestoneDone("plan", times=2), done).achieved == "1 / 2"
    assert judged(MilestoneDone("plan", verified=True), done).verdict is UNMET
    assert judged(MilestoneDone("plan", expires=days(105)), done).verdict is UNMET
    assert judged(MilestoneDone("plan", expires=days(106)), done).verdict is MET


def owing(*paid, charged=30000):
    lines = [entry(FeeKind.CHARGE, AUG_10, charged)]
    return participant(
        AUG_10, ledger=(*lines, *(entry(FeeKind.PAYMENT, on, cents) for on, cents in paid))
    )


@pytest.mark.parametrize(
    ("rule", "cents", "verdict"),
    [
        (LedgerSettled(FEES, at_most=Cents(10000)), 49999, UNMET),
        (LedgerSettled(FEES, at_most=Cents(10000)), 50000, MET),
        (LedgerSettled(FEES, paid=Cents(5000)), 4999, UNMET),
        (LedgerSettled(FEES, paid=Cents(5000)), 5000, MET),
        (LedgerSettled(FEES, fee=Cents(3175), per=weeks(1)), 15 * 3175 - 1, UNMET),
        (LedgerSettled(FEES, fee=Cents(3175), per=weeks(1)), 15 * 3175, MET),
    ],
)
def test_ledgers_to_the_cent(rule, cents, verdict):
    assert judged(rule, owing((AUG_10, cents), charged=60000)).verdict is verdict


def test_regular_payments_ability_and_service_in_place_of_money():
    each = LedgerSettled(FEES, fee=Cents(100), per=months(1), regular=True)
    days_paid = [date(2026, 8, 20), date(2026, 9, 20), date(2026, 10, 20)]
    assert judged(each, owing(*((on, 100) for on in days_paid))).verdict is MET
    missed = judged(each, owing(*((on, 300) for on in days_paid[:1])))
    assert missed.verdict is FAILED  # a month without its payment is past
    lately = replace(each, over=months(1))
    assert judged(lately, owing(*((on, 100) for on in days_paid[:1]))).verdict is UNMET
    able = LedgerSettled(FEES, as_able=True)
    assert judged(able, owing()).verdict is UNKNOWN
    nothing = AbilityFacts(1, AUG_10)
    assert judged(able, replace(owing(), abilities=(nothing,))).verdict is MET
    some = AbilityFacts(1, AUG_10, cents_per_month=Cents(100))
    assert judged(able, replace(owing(), abilities=(some,))).verdict is UNMET
    worked = ServiceFacts(1, NOV_24, 30, pays=DebtKind.PROGRAM_FEES)
    by_hours = LedgerSettled(FEES, per_service_hour=Cents(1000))
    assert judged(by_hours, replace(owing(), service=(worked,))).verdict is MET
    assert (
        judged(by_hours, replace(owing(), service=(replace(worked, hours=29.5),))).verdict is UNMET
    )


WARRANT = LegalFacts(1, LegalEventKind.WARRANT, AUG_10)
CHARGE = LegalFacts(1, LegalEventKind.CHARGE, AUG_10)


@pytest.mark.parametrize(
    ("of", "records", "verdict"),
    [
        (Standing.NO_WARRANT, {"legal": (WARRANT,)}, UNMET),
        (Standing.NO_WARRANT, {"legal": (replace(WARRANT, end=NOV_24),)}, MET),
        (Standing.NO_PENDING_CHARGE, {"legal": (replace(CHARGE, program_case=True),)}, MET),
        (Standing.NO_PENDING_CHARGE, {"legal": (CHARGE,)}, UNMET),
        (Standing.NOT_IN_CUSTODY, {"statuses": (status(EpisodeStatus.IN_CUSTODY, NOV_24),)}, UNMET),
        (Standing.ACTIVE, {"statuses": (status(EpisodeStatus.ABSCONDED, AUG_10, NOV_24),)}, MET),
    ],
)
def test_what_has_to_be_so_today(of, records, verdict):
    assert judged(Stands(of), participant(AUG_10, **records)).verdict is verdict


def test_an_open_warrant_names_the_record_it_rests_on():
    bench = replace(WARRANT, record="warrant")
    found = judged(Stands(Standing.NO_WARRANT), participant(AUG_10, legal=(bench,)))
    assert found.evidence == (Ref("warrant", 1),)
    free = FreeWindow(FreeOf.WARRANT, days(365))
    broken = judged(free, participant(AUG_10, legal=(bench,)))
    assert (broken.verdict, broken.evidence[0]) == (UNMET, Ref("warrant", 1))


def test_the_courts_own_warrant_answers_a_violation_and_is_none_by_itself():
    rule = FreeWindow(FreeOf.VIOLATION, days(365), within_phase=True)
    elsewhere = participant(AUG_10, legal=(WARRANT,))
    bench = participant(AUG_10, legal=(replace(WARRANT, record="warrant"),))
    assert judged(rule, elsewhere).evidence[0] == Ref("legal_event", 1)
    assert Ref("warrant", 1) not in judged(rule, bench).evidence


def test_housing_has_to_be_approved_and_held_and_efforts_may_count():
    home = ConditionFacts(1, "housing", later(AUG_10, 10), kind="rented")
    rule = Stands(Standing.CONDITION, "housing", approved=True)
    assert judged(rule, participant(AUG_10, conditions=(home,))).verdict is UNMET
    approved = replace(home, approved=True)
    assert judged(rule, participant(AUG_10, conditions=(approved,))).verdict is MET
    held = replace(rule, over=days(97))
    found = judged(held, participant(AUG_10, conditions=(approved,)))
    assert (found.verdict, found.met_from) == (UNMET, later(AUG_10, 107))
    tried = ConditionFacts(2, "housing", AUG_10, efforts=True)
    assert judged(rule, participant(AUG_10, conditions=(tried,))).verdict is UNMET
    best = replace(rule, best_efforts=True)
    assert judged(best, participant(AUG_10, conditions=(tried,))).verdict is MET


def test_work_that_pays_taxes_with_a_gap_and_a_fresh_verification():
    kinds = frozenset({WorkKind.JOB})
    spells = (job(AUG_10, date(2026, 10, 1), taxed=True), job(date(2026, 10, 11), taxed=True))
    facts = participant(AUG_10, work=spells)
    assert judged(Working(kinds, over=months(3), gap=days(10)), facts).verdict is MET
    assert judged(Working(kinds, over=months(3), gap=days(9)), facts).verdict is UNMET
    assert judged(Working(kinds, taxed=True), facts).verdict is MET
    assert (
        judged(Working(kinds, taxed=True), participant(AUG_10, work=(job(AUG_10),))).verdict
        is UNMET
    )
    seen = participant(AUG_10, work=(job(AUG_10, verified_on=date(2026, 10, 25)),))
    assert judged(Working(kinds, verified_within=days(30)), seen).verdict is MET
    assert judged(Working(kinds, verified_within=days(29)), seen).verdict is UNMET


def test_service_points_and_several_parties():
    done = tuple(ServiceFacts(n, later(AUG_10, n), 4.0) for n in (1, 2, 3))
    facts = participant(AUG_10, service=(*done, ServiceFacts(9, NOV_24, 40, sanction=True)))
    assert judged(Served(hours=12), facts).verdict is MET
    assert judged(Served(hours=12.5), facts).verdict is UNMET
    assert judged(Served(days=4, sanctions_count=True), facts).verdict is MET
    assert judged(Served(hours=4, per=months(1)), facts).verdict is MET
    assert judged(Served(hours=5, per=months(1)), facts).verdict is UNMET
    scored = participant(AUG_10, points=(PointFacts(1, AUG_10, 30), PointFacts(2, NOV_24, -11)))
    assert judged(Points(earned=30, demerits=11), scored).verdict is MET
    assert judged(Points(earned=31), scored).verdict is UNMET
    assert judged(Points(demerits=10), scored).verdict is FAILED
    both = Decided(DecisionBy.TEAM, also=frozenset({DecisionBy.PARTICIPANT}))
    team = participant(AUG_10, decisions=(decision("asked", NOV_24),))
    assert judged(both, team).awaits_decision
    asked_too = decision("asked", NOV_24, by=DecisionBy.PARTICIPANT)
    assert judged(both, replace(team, decisions=(*team.decisions, asked_too))).verdict is MET


# Combined, excepted, handed on ------------------------------------------------------------------


@pytest.mark.parametrize(("n", "verdict"), [(1, MET), (2, UNMET)])
def test_n_of_several(n, verdict):
    parts = (requirement(Elapsed(days(1)), "a"), requirement(MilestoneDone("plan"), "b"))
    assert judged(NOf(n, parts), participant(AUG_10)).verdict is verdict


BASE = Requirement("length", "18 months", "page 3", Elapsed(months(18), Since.ADMISSION))
SHORTER = Requirement(
    "length.misdemeanor",
    "15 months for a misdemeanor",
    "page 4",
    Elapsed(months(15), Since.ADMISSION),
    only_if=OnlyIf(charge_levels=frozenset({ChargeLevel.MISDEMEANOR})),
    replaces="length",
)


def test_an_exception_stands_in_the_base_place_and_says_why():
    asked = (BASE, SHORTER)
    felony = one_of(asked, participant(AUG_10, charge_level=ChargeLevel.FELONY))
    assert (felony.met_from, felony.basis, felony.why) == (date(2028, 2, 10), "page 3", "")
    other = one_of(asked, participant(AUG_10, charge_level=ChargeLevel.MISDEMEANOR))
    assert (other.rule, other.basis, other.met_from) == ("length", "page 4", date(2027, 11, 10))
    assert other.why == (
        "“15 months for a misdemeanor” stands in the place of “18 months” for charge level "
        "misdemeanor (page 4)"
    )
    unsure = one_of(asked, participant(AUG_10))
    assert (unsure.verdict, "the charge level is not recorded" in unsure.text) == (UNKNOWN, True)


def test_two_exceptions_at_once_are_never_guessed_unless_one_replaces_the_other():
    veterans = Requirement(
        "length.veteran",
        "12 months for veterans",
        "page 5",
        Elapsed(months(12), Since.ADMISSION),
        only_if=OnlyIf(flags=frozenset({"veteran"})),
        replaces="length",
    )
    facts = participant(AUG_10, charge_level=ChargeLevel.MISDEMEANOR, flags=frozenset({"veteran"}))
    both = one_of((BASE, SHORTER, veterans), facts)
    assert (both.verdict, "apply at once" in both.text) == (UNKNOWN, True)
    first = replace(veterans, replaces="length.misdemeanor")
    assert one_of((BASE, SHORTER, first), facts).basis == "page 5"


def test_a_number_may_depend_on_the_level_of_care_of_the_day():
    residential = Requirement(
        "rate.residential",
        "Once in residential care",
        "page 2",
        AttendCount(GROUP, 1),
        only_if=OnlyIf(settings=frozenset({LevelOfCare.RESIDENTIAL})),
        replaces="rate",
    )
    base = Requirement("rate", "Twice", "page 2", AttendCount(GROUP, 2))
    inside = TreatmentFacts(1, "House", LevelOfCare.RESIDENTIAL, AUG_10, later(AUG_10, 30))
    outside = TreatmentFacts(2, "Clinic", LevelOfCare.OUTPATIENT, later(AUG_10, 30))
    facts = participant(AUG_10, sessions=attended(1), treatments=(inside, outside))
    assert one_of((base, residential), facts, later(AUG_10, 29)).verdict is MET
    assert one_of((base, residential), facts, later(AUG_10, 30)).verdict is UNMET


def test_unless_takes_somebody_out_and_options_are_the_courts_choice():
    ged = replace(requirement(MilestoneDone("ged")), unless=OnlyIf(flags=frozenset({"diploma"})))
    case = build_case(participant(AUG_10, flags=frozenset({"diploma"})), program(ged), NOV_24)
    assert judge(ged, case) is None
    assert judge(ged, build_case(participant(AUG_10), program(ged), NOV_24)) is not None
    chosen = requirement(MilestoneDone("aftercare"), only_if=OnlyIf(options=frozenset({"early"})))
    off = build_case(participant(AUG_10), program(chosen), NOV_24)
    on = build_case(participant(AUG_10), program(chosen, options={"early": True}), NOV_24)
    assert (judge(chosen, off), judge(chosen, on) is None) == (None, False)


def test_a_duty_goes_on_and_the_tasks_of_an_earlier_phase_are_looked_back_at():
    duty = replace(requirement(MilestoneDone("letter"), "duty"), continues=True)
    back = requirement(PhaseTasks("one"), "back")
    phases = (
        Phase("one", "First", (duty, requirement(MilestoneDone("plan"), "plan"))),
        Phase("two", "Second", (requirement(Elapsed(days(1)), "two.time"),)),
        Phase("three", "Third", (back,)),
    )
    handbook = program(phases=phases)
    there = participant(AUG_10, phase="two")
    asked = judge_person(there, handbook, NOV_24).phase
    assert [f.rule for f in asked.findings] == ["duty", "two.time"]
    last = judge_person(participant(AUG_10, phase="three"), handbook, NOV_24).phase
    found = next(f for f in last.findings if f.rule == "back")
    assert (found.verdict, [part.rule for part in found.parts]) == (UNMET, ["duty", "plan"])


def test_an_optional_phase_is_passed_by_those_to_whom_it_is_not_assigned():
    phases = (
        Phase("one", "First", ()),
        Phase("care", "Aftercare", (), optional=True),
        Phase("two", "Second", ()),
    )
    handbook = program(phases=phases)
    assert judge_person(participant(AUG_10), handbook, NOV_24).phase.goal == "two"
    assigned = participant(AUG_10, assigned=frozenset({"care"}))
    assert judge_person(assigned, handbook, NOV_24).phase.goal == "care"


# Ceremonies -------------------------------------------------------------------------------------

FRIDAYS = Ceremony(months=frozenset({12}), weekday=WeekdayOfMonth(2, 4))


def graduating(rule=FRIDAYS, **wanted):
    asked = (requirement(rule, "ceremony"), requirement(Elapsed(days(120)), "time"))
    return program(phases=(Phase("one", "Only", asked),), **wanted)


def test_the_earliest_date_is_rounded_up_to_the_next_ceremony():
    found = judge_person(participant(AUG_10), graduating(), NOV_24).phase
    assert (later(AUG_10, 120), found.earliest) == (date(2026, 12, 8), date(2026, 12, 11))
    assert judge_person(participant(AUG_10), graduating(), date(2026, 12, 10)).phase.ready is False
    assert judge_person(participant(AUG_10), graduating(), date(2026, 12, 11)).phase.ready
    assert judge_person(participant(AUG_10), graduating(), date(2027, 1, 5)).phase.ready
    late = judge_person(participant(later(AUG_10, 4)), graduating(), NOV_24).phase
    assert late.earliest == date(2027, 12, 10)


def test_dates_that_the_court_keeps_may_run_out():
    dated = graduating(Ceremony(), ceremonies=(date(2026, 12, 1), date(2027, 6, 4)))
    assert judge_person(participant(AUG_10), dated, NOV_24).phase.earliest == date(2027, 6, 4)
    on_the_day = graduating(Ceremony((date(2026, 12, 8),)))
    assert judge_person(participant(AUG_10), on_the_day, NOV_24).phase.earliest == later(
        AUG_10, 120
    )
    over = graduating(Ceremony((date(2026, 12, 1),)))
    found = judge_person(participant(AUG_10), over, NOV_24).phase
    assert found.earliest is None
    assert "no ceremony is set on or after Dec 8" in found.findings[0].text


def test_a_ceremony_that_the_court_has_planned_goes_before_the_handbooks_calendar():
    planned = (CeremonyFacts(1, date(2026, 12, 7)), CeremonyFacts(2, date(2026, 12, 18)))
    facts = participant(AUG_10, ceremonies=planned)
    assert judge_person(facts, graduating(), NOV_24).phase.earliest == date(2026, 12, 18)
    own = graduating(replace(FRIDAYS, own=True))
    assert judge_person(facts, own, NOV_24).phase.earliest == date(2026, 12, 11)
    held = participant(AUG_10, ceremonies=planned[:1])
    assert judge_person(held, graduating(), NOV_24).phase.earliest == date(2026, 12, 11)


def test_the_last_day_of_a_span_completes_it_only_in_a_phase_that_counts():
    """Whoever moves on upon the sixtieth day has completed it; a day earlier nobody has."""
    asked = requirement(Elapsed(Amount(60, Unit.DAY), phases=frozenset({"one"})))
    handbook = program(asked, completes=Completes.LAST_DAY)
    begun = date(2026, 1, 1)
    for spent, verdict in ((58, Verdict.UNMET), (59, Verdict.MET), (60, Verdict.MET)):
        moved = later(begun, spent)
        stays = (stay("one", begun, moved), stay("two", moved))
        facts = participant(begun, phase=None, stays=stays)
        case = build_case(facts, handbook, later(begun, 200))
        assert judge(asked, case).verdict is verdict
