"""Each kind of requirement at, below and above its edge, in tables that a coordinator can read."""

from __future__ import annotations

from datetime import date

import pytest

from drugcourt.domain.cases import ChargeLevel, LegalTrack
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.fees import DebtKind, FeeKind
from drugcourt.domain.findings import Verdict
from drugcourt.domain.program import (
    AllOf,
    AnyOf,
    AttendAll,
    AttendCount,
    AttendRate,
    AttendShare,
    Completes,
    Decided,
    Elapsed,
    FreeOf,
    FreeWindow,
    LedgerSettled,
    MilestoneDone,
    OnlyIf,
    Since,
    Sober,
    Working,
)
from drugcourt.domain.rule_terms import DecisionBy
from drugcourt.domain.specimens import Confirmation
from drugcourt.domain.supervision import WorkKind
from drugcourt.domain.treatment import Attendance, LevelOfCare, SessionKind
from drugcourt.rules.requirements.case import build_case
from drugcourt.rules.requirements.judge import judge
from tests.builders import (
    days,
    decision,
    entry,
    incentive,
    job,
    later,
    medication,
    milestone,
    missed_test,
    months,
    participant,
    plan,
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
    years,
)

MET, UNMET, UNKNOWN = Verdict.MET, Verdict.UNMET, Verdict.UNKNOWN
FAILED, WAIVED = Verdict.FAILED, Verdict.WAIVED
AUG_10 = date(2026, 8, 10)
NOV_24 = date(2026, 11, 24)
GROUP, MEETING = frozenset({SessionKind.GROUP}), frozenset({SessionKind.SUPPORT_MEETING})
FEES = frozenset({DebtKind.PROGRAM_FEES})
JOBS = frozenset({WorkKind.JOB, WorkKind.SCHOOL})


def judged(rule, facts, as_of=NOV_24, only_if=None, **handbook):
    asked = requirement(rule, only_if=only_if)
    return judge(asked, build_case(facts, program(asked, **handbook), as_of))


# Time -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("least", "entered", "as_of", "verdict", "met_from"),
    [
        (days(90), AUG_10, date(2026, 11, 7), UNMET, date(2026, 11, 8)),
        (days(90), AUG_10, date(2026, 11, 8), MET, date(2026, 11, 8)),
        (days(90), AUG_10, date(2026, 11, 9), MET, date(2026, 11, 8)),
        (weeks(16), AUG_10, NOV_24, UNMET, date(2026, 11, 30)),
        (months(3), AUG_10, NOV_24, MET, date(2026, 11, 10)),
        (months(1), date(2026, 1, 31), NOV_24, MET, date(2026, 2, 28)),
        (months(1), date(2028, 1, 31), date(2028, 2, 28), UNMET, date(2028, 2, 29)),
        (years(1), date(2024, 2, 29), NOV_24, MET, date(2025, 2, 28)),
    ],
)
def test_time_in_phase_is_met_the_day_after_it_has_passed_in_full(
    least, entered, as_of, verdict, met_from
):
    finding = judged(Elapsed(least), participant(entered), as_of)
    assert (finding.verdict, finding.met_from) == (verdict, met_from)


def test_time_in_phase_says_its_numbers():
    finding = judged(Elapsed(days(90)), participant(AUG_10))
    assert (finding.text, finding.achieved) == ("106 days since Aug 10", "106")
    assert finding.evidence[0].kind == "phase_stay"


def test_a_handbook_may_complete_a_span_on_its_last_day_or_count_months_as_30_days():
    last = judged(Elapsed(days(90)), participant(AUG_10), completes=Completes.LAST_DAY)
    assert last.met_from == date(2026, 11, 7)
    thirty = judged(Elapsed(months(3)), participant(AUG_10), month_days=30)
    assert thirty.met_from == date(2026, 11, 8)


def test_days_in_custody_move_the_date_by_as_many_days():
    out = status(EpisodeStatus.IN_CUSTODY, later(AUG_10, 10), later(AUG_10, 38))
    facts = participant(AUG_10, statuses=(out,))
    rule = Elapsed(days(90), without=frozenset({EpisodeStatus.IN_CUSTODY}))
    finding = judged(rule, facts)
    assert (finding.verdict, finding.met_from) == (UNMET, date(2026, 12, 6))
    assert finding.text == "78 days since Aug 10, 28 days not counted"
    assert judged(rule, facts, date(2026, 12, 5)).verdict is UNMET
    assert judged(rule, facts, date(2026, 12, 6)).verdict is MET


def test_custody_after_the_days_were_complete_takes_nothing_back():
    out = status(EpisodeStatus.IN_CUSTODY, date(2026, 11, 8))
    rule = Elapsed(days(90), without=frozenset({EpisodeStatus.IN_CUSTODY}))
    finding = judged(rule, participant(AUG_10, statuses=(out,)))
    assert (finding.verdict, finding.met_from) == (MET, date(2026, 11, 8))


def test_while_in_custody_no_date_is_promised():
    out = status(EpisodeStatus.IN_CUSTODY, date(2026, 11, 4))
    rule = Elapsed(days(90), without=frozenset({EpisodeStatus.IN_CUSTODY}))
    finding = judged(rule, participant(AUG_10, statuses=(out,)))
    assert (finding.verdict, finding.met_from) == (UNMET, None)
    assert finding.if_acted == later(NOV_24, 4)
    assert "stands still while in custody" in finding.text


def test_time_in_program_counts_from_admission_through_all_phases():
    facts = participant(
        date(2026, 2, 10),
        phase=None,
        stays=(stay("one", date(2026, 2, 10), AUG_10), stay("two", AUG_10)),
    )
    finding = judged(Elapsed(months(12), Since.ADMISSION), facts)
    assert (finding.verdict, finding.met_from) == (UNMET, date(2027, 2, 10))


@pytest.mark.parametrize(
    ("as_of", "warns"), [(date(2026, 12, 10), False), (date(2026, 12, 11), True)]
)
def test_past_the_upper_end_the_sentence_warns_and_the_verdict_stays(as_of, warns):
    finding = judged(Elapsed(months(2), most=months(4)), participant(AUG_10), as_of)
    assert finding.verdict is MET
    assert ("past the most of 4 months" in finding.text) is warns


# Sober time -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "verdict", "text"),
    [
        (date(2026, 11, 23), UNMET, "44 of 45 sober days, since Oct 10 (positive test, Oct 9)"),
        (NOV_24, MET, "45 days since Oct 10"),
        (date(2026, 11, 25), MET, "46 days since Oct 10"),
    ],
)
def test_sober_days_in_a_row(as_of, verdict, text):
    facts = participant(AUG_10, specimens=(specimen(date(2026, 10, 9), positive()),))
    finding = judged(Sober(days(45)), facts, as_of)
    assert (finding.verdict, finding.text, finding.met_from) == (verdict, text, NOV_24)


def test_sober_days_carry_over_from_an_earlier_phase_unless_the_handbook_says_within():
    begun = date(2026, 2, 10)
    facts = participant(begun, phase=None, stays=(stay("one", begun, AUG_10), stay("two", AUG_10)))
    assert judged(Sober(days(200)), facts).met_from == later(begun, 200)
    within = judged(Sober(days(200), within_phase=True), facts)
    assert (within.verdict, within.met_from) == (UNMET, later(AUG_10, 200))


def test_a_pending_confirmation_is_said():
    pending = positive(confirmation=Confirmation.PENDING)
    facts = participant(AUG_10, specimens=(specimen(date(2026, 11, 1), pending),))
    assert "provisional" in judged(Sober(days(14)), facts).text


# Conduct ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "verdict"),
    [(date(2026, 11, 12), UNMET), (date(2026, 11, 13), MET), (date(2026, 11, 14), MET)],
)
def test_no_sanction_in_thirty_days(as_of, verdict):
    facts = participant(AUG_10, responses=(sanction(date(2026, 10, 14)), incentive(as_of)))
    finding = judged(FreeWindow(FreeOf.ANY_SANCTION, days(30)), facts, as_of)
    assert (finding.verdict, finding.met_from) == (verdict, date(2026, 11, 13))
    assert finding.text == "last sanction: essay, Oct 14"
    assert finding.evidence[0].kind == "response"


def test_only_jail_breaks_a_jail_free_window():
    facts = participant(AUG_10, responses=(sanction(NOV_24), sanction(date(2026, 9, 1), "Jail", 2)))
    assert judged(FreeWindow(FreeOf.JAIL_SANCTION, days(60)), facts).met_from == date(2026, 10, 31)
    assert judged(FreeWindow(FreeOf.ANY_SANCTION, days(60)), facts).verdict is UNMET


def test_a_window_has_to_lie_within_the_program():
    finding = judged(FreeWindow(FreeOf.ANY_SANCTION, days(30)), participant(later(NOV_24, -29)))
    assert (finding.verdict, finding.met_from) == (UNMET, later(NOV_24, 1))


def test_a_window_within_the_phase_forgets_what_was_before():
    begun = date(2026, 2, 10)
    facts = participant(
        begun,
        phase=None,
        stays=(stay("one", begun, AUG_10), stay("two", AUG_10)),
        responses=(sanction(later(AUG_10, -1)),),
    )
    within = FreeWindow(FreeOf.ANY_SANCTION, days(60), within_phase=True)
    assert judged(within, facts).met_from == later(AUG_10, 60)
    assert judged(FreeWindow(FreeOf.ANY_SANCTION, days(61)), facts).met_from == later(AUG_10, 60)
    assert judged(within, facts).text == "no sanction in 106 days, since Aug 10"


def test_a_sanction_on_the_day_of_entry_is_one_of_the_phase():
    rule = FreeWindow(FreeOf.ANY_SANCTION, days(60), within_phase=True)
    last_day = {"completes": Completes.LAST_DAY}
    broken = participant(AUG_10, responses=(sanction(AUG_10),))
    assert judged(rule, broken, **last_day).met_from == later(AUG_10, 60)
    assert judged(rule, participant(AUG_10), **last_day).met_from == later(AUG_10, 59)


def test_missed_tests_and_absences_have_their_windows_and_excused_ones_do_not_count():
    facts = participant(
        AUG_10,
        specimens=(missed_test(date(2026, 11, 1)), missed_test(NOV_24, excused=True)),
        sessions=(
            session(date(2026, 11, 2), Attendance.ABSENT),
            session(NOV_24, Attendance.EXCUSED),
            session(NOV_24, Attendance.ABSENT, SessionKind.CLASS),
        ),
    )
    assert judged(FreeWindow(FreeOf.MISSED_TEST, days(23)), facts).verdict is MET
    assert judged(FreeWindow(FreeOf.MISSED_TEST, days(24)), facts).verdict is UNMET
    groups = FreeWindow(FreeOf.UNEXCUSED_ABSENCE, days(22), kinds=GROUP)
    assert judged(groups, facts).met_from == NOV_24
    assert judged(FreeWindow(FreeOf.UNEXCUSED_ABSENCE, days(22)), facts).verdict is UNMET


# Attendance -------------------------------------------------------------------------------------


def twelve(*others, start=date(2026, 10, 28)):
    return tuple(session(later(start, 2 * n)) for n in range(12)) + others


@pytest.mark.parametrize(
    ("others", "verdict", "text", "achieved"),
    [
        ((), MET, "12 of 12 sessions", "12 / 12"),
        (
            (session(NOV_24, Attendance.EXCUSED),),
            MET,
            "12 of 12 sessions, 1 excused",
            "12 / 12",
        ),
        ((session(NOV_24, Attendance.CANCELLED),), MET, "12 of 12 sessions", "12 / 12"),
        ((session(NOV_24, Attendance.LATE),), MET, "13 of 13 sessions", "13 / 13"),
        (
            (session(NOV_24, Attendance.ABSENT),),
            UNMET,
            "12 of 13 sessions; absent Nov 24",
            "12 / 13",
        ),
        (
            (session(NOV_24, Attendance.ABSENT, SessionKind.CLASS),),
            MET,
            "12 of 12 sessions",
            "12 / 12",
        ),
    ],
)
def test_no_unexcused_absence_in_28_days(others, verdict, text, achieved):
    facts = participant(AUG_10, sessions=twelve(*others))
    finding = judged(AttendAll(GROUP, over=days(28)), facts)
    assert (finding.verdict, finding.text, finding.achieved) == (verdict, text, achieved)


def test_an_absence_leaves_the_window_after_28_days():
    absent = session(date(2026, 10, 27), Attendance.ABSENT)
    facts = participant(AUG_10, sessions=twelve(absent))
    rule = AttendAll(GROUP, over=days(28))
    assert judged(rule, facts, date(2026, 11, 23)).met_from == NOV_24
    assert judged(rule, facts, date(2026, 11, 23)).verdict is UNMET
    assert (judged(rule, facts).verdict, judged(rule, facts).met_from) == (MET, NOV_24)


def test_late_is_absent_only_where_the_handbook_says_so():
    facts = participant(AUG_10, sessions=twelve(session(NOV_24, Attendance.LATE)))
    finding = judged(AttendAll(GROUP, over=days(28), late_is_absent=True), facts)
    assert (finding.verdict, finding.text) == (UNMET, "12 of 13 sessions; late Nov 24")


def test_an_absence_since_phase_entry_can_not_be_made_good():
    facts = participant(AUG_10, sessions=twelve(session(AUG_10, Attendance.ABSENT)))
    finding = judged(AttendAll(GROUP), facts)
    assert (finding.verdict, finding.met_from, finding.if_acted) == (FAILED, None, None)
    assert "stands until it is excused or waived" in finding.text


@pytest.mark.parametrize(
    "rule", [AttendAll(GROUP, over=days(28)), AttendShare(GROUP, 90, over=days(28))]
)
def test_where_no_session_was_due_nothing_is_known(rule):
    old = session(date(2026, 10, 27))
    finding = judged(rule, participant(AUG_10, sessions=(old,)))
    assert (finding.verdict, finding.text) == (UNKNOWN, "no sessions recorded since Oct 28")


@pytest.mark.parametrize(
    ("absent", "verdict", "text"),
    [
        (1, MET, "9 of 10 sessions, 90 %"),
        (2, UNMET, "8 of 10 sessions, 80 %"),
        (0, MET, "10 of 10 sessions, 100 %"),
    ],
)
def test_a_share_of_the_sessions_due(absent, verdict, text):
    sessions = tuple(
        session(later(AUG_10, n), Attendance.ABSENT if n < absent else Attendance.ATTENDED)
        for n in range(10)
    )
    finding = judged(AttendShare(GROUP, 90), participant(AUG_10, sessions=sessions))
    assert (finding.verdict, finding.text) == (verdict, text)
    if verdict is UNMET:
        assert (finding.met_from, finding.if_acted) == (None, later(NOV_24, 9))


def test_a_share_is_not_promised_for_the_day_on_which_nothing_is_left_in_the_window():
    absent = session(later(NOV_24, -3), Attendance.ABSENT)
    finding = judged(AttendShare(GROUP, 90, over=days(28)), participant(AUG_10, sessions=(absent,)))
    assert (finding.verdict, finding.met_from) == (UNMET, None)


def test_a_share_is_promised_for_the_day_on_which_an_absence_leaves_the_window():
    sessions = (
        session(later(NOV_24, -20), Attendance.ABSENT),
        *(session(later(NOV_24, -n)) for n in range(1, 9)),
    )
    finding = judged(AttendShare(GROUP, 90, over=days(28)), participant(AUG_10, sessions=sessions))
    assert (finding.verdict, finding.met_from) == (UNMET, later(NOV_24, 8))
    assert finding.if_acted == later(NOV_24, 0)


@pytest.mark.parametrize(("n", "verdict"), [(11, MET), (12, MET), (13, UNMET)])
def test_a_number_of_sessions_in_total(n, verdict):
    facts = participant(AUG_10, sessions=twelve(session(NOV_24, Attendance.ABSENT)))
    finding = judged(AttendCount(GROUP, n), facts)
    assert (finding.verdict, finding.achieved) == (verdict, f"12 / {n}")
    assert finding.met_from == {11: date(2026, 11, 17), 12: date(2026, 11, 19)}.get(n)


@pytest.mark.parametrize(
    ("kept", "verdict", "text"),
    [
        (7, UNMET, "7 of at least 8 sessions in 4 weeks"),
        (8, MET, "8 of at least 8 sessions in 4 weeks"),
        (9, MET, "9 of at least 8 sessions in 4 weeks"),
    ],
)
def test_a_rate_is_an_average_over_whole_weeks(kept, verdict, text):
    first = later(NOV_24, -27)
    sessions = tuple(
        session(later(first, 3 * n), kind=SessionKind.SUPPORT_MEETING) for n in range(kept)
    )
    outside = (session(later(first, -1), kind=SessionKind.SUPPORT_MEETING),)
    facts = participant(AUG_10, sessions=sessions + outside)
    finding = judged(AttendRate(MEETING, 2, weeks(1), over=weeks(4)), facts)
    assert (finding.verdict, finding.text) == (verdict, text)


def test_a_rate_waits_for_the_first_whole_week():
    entered = later(NOV_24, -5)
    meetings = tuple(session(later(entered, n), kind=SessionKind.SUPPORT_MEETING) for n in (0, 3))
    facts = participant(entered, sessions=meetings)
    rule = AttendRate(MEETING, 2, weeks(1))
    assert (judged(rule, facts).verdict, judged(rule, facts).met_from) == (UNMET, later(NOV_24, 1))
    assert judged(rule, facts, later(NOV_24, 1)).verdict is MET


def test_a_rate_may_count_excused_sessions_as_kept():
    entered = later(NOV_24, -6)
    facts = participant(entered, sessions=(session(NOV_24, Attendance.EXCUSED),))
    assert judged(AttendRate(GROUP, 1, weeks(1)), facts).verdict is UNMET
    assert judged(AttendRate(GROUP, 1, weeks(1), excused_counts=True), facts).verdict is MET


# Milestones, money, work ------------------------------------------------------------------------


def test_a_milestone_is_done_in_any_phase():
    facts = participant(AUG_10, milestones=(milestone("ged", date(2026, 9, 2), verified=True),))
    finding = judged(MilestoneDone("ged"), facts)
    assert (finding.verdict, finding.met_from) == (MET, date(2026, 9, 2))
    assert finding.text == "done Sep 2, verified"
    missing = judged(MilestoneDone("project"), facts)
    assert (missing.verdict, missing.met_from, missing.if_acted) == (UNMET, None, NOV_24)


@pytest.mark.parametrize(
    ("checks", "verdict", "met_from"),
    [
        ([30], MET, later(NOV_24, -30)),
        ([31], UNMET, None),
        ([0, 31], MET, later(NOV_24, -31)),
        ([0, 32], MET, NOV_24),
        ([10, 200], MET, later(NOV_24, -10)),
    ],
)
def test_a_record_check_counts_for_as_long_as_the_handbook_says(checks, verdict, met_from):
    done = tuple(milestone("record_check", later(NOV_24, -back)) for back in checks)
    facts = participant(date(2026, 2, 10), milestones=done)
    finding = judged(MilestoneDone("record_check"), facts, record_check_days=30)
    assert (finding.verdict, finding.met_from) == (verdict, met_from)
    assert judged(MilestoneDone("record_check"), facts).verdict is MET


@pytest.mark.parametrize(
    ("lines", "plans", "rule", "verdict", "text", "met_from"),
    [
        ([], [], LedgerSettled(FEES), MET, "nothing due, nothing was charged", AUG_10),
        ([(FeeKind.CHARGE, 12000)], [], LedgerSettled(FEES), UNMET, "$120.00 due", None),
        (
            [(FeeKind.CHARGE, 12000), (FeeKind.PAYMENT, 11999)],
            [],
            LedgerSettled(FEES),
            UNMET,
            "$0.01 due; last payment Sep 2",
            None,
        ),
        (
            [(FeeKind.CHARGE, 12000), (FeeKind.WAIVER, 12000)],
            [],
            LedgerSettled(FEES),
            MET,
            "nothing due; $120.00 waived Sep 2",
            date(2026, 9, 2),
        ),
        (
            [(FeeKind.CHARGE, 12000)],
            [plan(date(2026, 9, 9))],
            LedgerSettled(FEES, plan_counts=True),
            MET,
            "$120.00 due; payment plan since Sep 9",
            date(2026, 9, 9),
        ),
        (
            [(FeeKind.CHARGE, 12000)],
            [plan(date(2026, 9, 9))],
            LedgerSettled(FEES),
            UNMET,
            "$120.00 due; payment plan since Sep 9",
            None,
        ),
        (
            [(FeeKind.CHARGE, 12000)],
            [plan(date(2026, 9, 9), NOV_24)],
            LedgerSettled(FEES, plan_counts=True),
            UNMET,
            "$120.00 due",
            None,
        ),
        (
            [(FeeKind.CHARGE, 12000), (FeeKind.PAYMENT, 500)],
            [],
            LedgerSettled(FEES, begun=True),
            MET,
            "$115.00 due; last payment Sep 2",
            date(2026, 9, 2),
        ),
    ],
)
def test_debts_are_paid_waived_planned_or_begun(lines, plans, rule, verdict, text, met_from):
    ledger = tuple(
        entry(kind, later(date(2026, 9, 1), n), cents) for n, (kind, cents) in enumerate(lines)
    )
    finding = judged(rule, participant(AUG_10, ledger=ledger, plans=tuple(plans)))
    assert (finding.verdict, finding.text, finding.met_from) == (verdict, text, met_from)


def test_what_is_overpaid_on_one_debt_does_not_pay_another():
    ledger = (
        entry(FeeKind.PAYMENT, AUG_10, 9000),
        entry(FeeKind.CHARGE, AUG_10, 4000, DebtKind.RESTITUTION),
    )
    both = LedgerSettled(frozenset({DebtKind.PROGRAM_FEES, DebtKind.RESTITUTION}))
    finding = judged(both, participant(AUG_10, ledger=ledger))
    assert (finding.verdict, finding.achieved) == (UNMET, "$40.00 due")


@pytest.mark.parametrize(
    ("spells", "rule", "verdict", "met_from"),
    [
        ([], Working(JOBS), UNMET, None),
        ([job(date(2026, 9, 1))], Working(JOBS), MET, date(2026, 9, 1)),
        ([job(date(2026, 9, 1), NOV_24)], Working(JOBS), UNMET, None),
        ([job(date(2026, 9, 1), later(NOV_24, 1))], Working(JOBS), MET, date(2026, 9, 1)),
        ([job(date(2026, 9, 1), hours=19)], Working(JOBS, hours=20), UNMET, None),
        ([job(date(2026, 9, 1), hours=20)], Working(JOBS, hours=20), MET, date(2026, 9, 1)),
        ([job(date(2026, 9, 1), hours=None)], Working(JOBS, hours=20), UNKNOWN, None),
        (
            [
                job(date(2026, 9, 1), hours=12),
                job(date(2026, 9, 20), hours=8, kind=WorkKind.SCHOOL),
            ],
            Working(JOBS, hours=20),
            MET,
            date(2026, 9, 20),
        ),
        (
            [job(later(NOV_24, -27))],
            Working(JOBS, hours=20, over=weeks(4)),
            UNMET,
            later(NOV_24, 1),
        ),
        ([job(later(NOV_24, -28))], Working(JOBS, hours=20, over=weeks(4)), MET, NOV_24),
        (
            [job(AUG_10, date(2026, 11, 1)), job(date(2026, 11, 1))],
            Working(JOBS, hours=20, over=weeks(4)),
            MET,
            later(AUG_10, 28),
        ),
        (
            [job(AUG_10, date(2026, 11, 1)), job(date(2026, 11, 2))],
            Working(JOBS, hours=20, over=weeks(4)),
            UNMET,
            date(2026, 11, 30),
        ),
        ([job(AUG_10)], Working(JOBS, verified=True), UNMET, None),
        (
            [job(AUG_10, verified_on=date(2026, 11, 9))],
            Working(JOBS, hours=20, over=weeks(4), verified=True),
            MET,
            date(2026, 11, 9),
        ),
        (
            [job(AUG_10, kind=WorkKind.EXCUSED, hours=None)],
            Working(JOBS | {WorkKind.EXCUSED}, hours=20),
            MET,
            AUG_10,
        ),
        ([job(AUG_10, kind=WorkKind.EXCUSED, hours=None)], Working(JOBS, hours=20), UNMET, None),
    ],
)
def test_work_or_school(spells, rule, verdict, met_from):
    finding = judged(rule, participant(AUG_10, work=tuple(spells)))
    assert (finding.verdict, finding.met_from) == (verdict, met_from)


def test_work_says_its_hours_and_when_it_was_verified():
    facts = participant(
        AUG_10, work=(job(date(2026, 9, 1), hours=24.0, verified_on=date(2026, 11, 9)),)
    )
    finding = judged(Working(JOBS, hours=20, over=weeks(4), verified=True), facts)
    assert finding.text == "24 hours a week, job since Sep 1, verified Nov 9"
    assert finding.achieved == "24 h"


# Decisions, combinations, waivers ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("decisions", "verdict", "met_from"),
    [
        ([], UNKNOWN, None),
        ([decision("asked", date(2026, 11, 20))], MET, date(2026, 11, 20)),
        ([decision("asked", date(2026, 11, 20), granted=False)], UNMET, None),
        (
            [decision("asked", date(2026, 11, 10), granted=False), decision("asked", NOV_24)],
            MET,
            NOV_24,
        ),
        ([decision("other", NOV_24)], UNKNOWN, None),
        ([decision("asked", NOV_24, by=DecisionBy.JUDGE)], UNKNOWN, None),
        ([decision("asked", later(AUG_10, -1))], UNKNOWN, None),
    ],
)
def test_the_latest_decision_by_the_one_who_decides_counts(decisions, verdict, met_from):
    begun = date(2026, 2, 10)
    facts = participant(
        begun,
        phase=None,
        stays=(stay("one", begun, AUG_10), stay("two", AUG_10)),
        decisions=tuple(decisions),
    )
    finding = judged(Decided(DecisionBy.TEAM), facts)
    assert (finding.verdict, finding.met_from) == (verdict, met_from)


def test_a_decision_may_stand_from_an_earlier_phase():
    facts = participant(
        AUG_10,
        phase=None,
        stays=(stay("one", AUG_10, NOV_24), stay("two", NOV_24)),
        decisions=(decision("asked", AUG_10),),
    )
    assert judged(Decided(DecisionBy.TEAM, since_phase=False), facts).met_from == AUG_10


SOON = requirement(Elapsed(days(110)), "soon")
DONE = requirement(Elapsed(days(90)), "done")
ASKED = requirement(Decided(DecisionBy.TEAM), "team")
LOST = requirement(AttendAll(GROUP), "lost")
ABSENT = (session(later(AUG_10, 1), Attendance.ABSENT),)


@pytest.mark.parametrize(
    ("rule", "verdict", "met_from"),
    [
        (AllOf((DONE, DONE)), MET, date(2026, 11, 8)),
        (AllOf((DONE, SOON)), UNMET, date(2026, 11, 28)),
        (AllOf((DONE, ASKED)), UNKNOWN, None),
        (AllOf((SOON, ASKED)), UNMET, None),
        (AllOf((DONE, LOST)), FAILED, None),
        (AnyOf((SOON, DONE)), MET, date(2026, 11, 8)),
        (AnyOf((SOON, LOST)), UNMET, date(2026, 11, 28)),
        (AnyOf((SOON, ASKED)), UNKNOWN, date(2026, 11, 28)),
        (AnyOf((LOST, LOST)), FAILED, None),
    ],
)
def test_all_of_and_any_of(rule, verdict, met_from):
    finding = judged(rule, participant(AUG_10, sessions=ABSENT))
    assert (finding.verdict, finding.met_from) == (verdict, met_from)
    assert len(finding.parts) == 2


def test_a_waiver_says_who_and_why_and_stands_in_for_what_is_not_met():
    facts = participant(
        AUG_10, ledger=(entry(FeeKind.CHARGE, AUG_10, 100),), waivers=(waiver("asked", NOV_24),)
    )
    finding = judged(LedgerSettled(FEES), facts)
    assert (finding.verdict, finding.met_from) == (WAIVED, NOV_24)
    assert finding.text == "waived Nov 24 by Judge Whitfield: no income"
    assert finding.evidence[0].kind == "waiver"
    assert judged(LedgerSettled(FEES), facts, later(NOV_24, -1)).verdict is UNMET


def test_a_waiver_saves_what_can_no_longer_be_met_and_leaves_alone_what_is_met():
    facts = participant(AUG_10, sessions=ABSENT, waivers=(waiver("asked", NOV_24),))
    assert judged(AttendAll(GROUP), facts).verdict is WAIVED
    assert judged(Elapsed(days(1)), facts).verdict is MET


@pytest.mark.parametrize(
    ("only_if", "known", "verdict"),
    [
        (OnlyIf(tracks=frozenset({LegalTrack.PROBATION})), {"track": LegalTrack.PROBATION}, MET),
        (OnlyIf(tracks=frozenset({LegalTrack.PROBATION})), {"track": LegalTrack.REENTRY}, None),
        (OnlyIf(tracks=frozenset({LegalTrack.PROBATION})), {}, UNKNOWN),
        (
            OnlyIf(charge_levels=frozenset({ChargeLevel.FELONY})),
            {"charge_level": ChargeLevel.FELONY},
            MET,
        ),
        (
            OnlyIf(charge_levels=frozenset({ChargeLevel.FELONY})),
            {"charge_level": ChargeLevel.MISDEMEANOR},
            None,
        ),
        (OnlyIf(charge_levels=frozenset({ChargeLevel.FELONY})), {}, UNKNOWN),
        (OnlyIf(settings=frozenset({LevelOfCare.RESIDENTIAL})), {}, UNKNOWN),
        (OnlyIf(assigned="panel"), {"assigned": frozenset({"panel"})}, MET),
        (OnlyIf(assigned="panel"), {}, None),
    ],
)
def test_a_requirement_applies_only_where_the_handbook_says(only_if, known, verdict):
    finding = judged(Elapsed(days(1)), participant(AUG_10, **known), only_if=only_if)
    assert (finding.verdict if finding else None) is verdict


def test_an_expected_positive_never_touches_sober_time():
    facts = participant(
        AUG_10,
        specimens=(specimen(NOV_24, positive(next(iter(medication(AUG_10).detected_as)))),),
        medications=(medication(AUG_10),),
    )
    assert judged(Sober(days(106)), facts).verdict is MET
