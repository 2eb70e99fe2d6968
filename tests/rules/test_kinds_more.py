"""Further kinds: counted from an event or admission, so many a day, of late, and for whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from drugcourt.domain.cases import ChargeLevel
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.facts import HearingFacts, ServiceFacts, SessionFacts
from drugcourt.domain.findings import Verdict
from drugcourt.domain.hearings import HearingAttendance
from drugcourt.domain.program import (
    AttendAll,
    AttendCount,
    AttendRate,
    AttendShare,
    Completes,
    Demotion,
    Elapsed,
    FreeOf,
    FreeWindow,
    MilestoneDone,
    OnlyIf,
    Phase,
    PhaseTasks,
    Served,
    Since,
    Sober,
    Together,
)
from drugcourt.domain.specimens import CollectionStatus, Validity
from drugcourt.domain.treatment import Attendance, SessionKind
from drugcourt.rules.phases import judge_person
from drugcourt.rules.requirements.case import build_case
from drugcourt.rules.requirements.judge import judge
from tests.builders import (
    days,
    later,
    milestone,
    months,
    participant,
    program,
    requirement,
    sanction,
    session,
    specimen,
    status,
    stay,
    weeks,
)

MET, UNMET, UNKNOWN = Verdict.MET, Verdict.UNMET, Verdict.UNKNOWN
BEGUN, TODAY = date(2026, 8, 10), date(2026, 11, 24)
GROUP = frozenset({SessionKind.GROUP})


def judged(rule, facts, as_of=TODAY, **handbook):
    asked = requirement(rule)
    return judge(asked, build_case(facts, program(asked, **handbook), as_of))


def fits(only_if, facts, **handbook):
    asked = requirement(Elapsed(days(1)), only_if=only_if)
    found = judge(asked, build_case(facts, program(asked, **handbook), TODAY))
    return None if found is None else found.verdict


# Counted from where the handbook says -----------------------------------------------------------


def test_a_share_and_a_rate_may_count_from_admission_over_all_phases():
    moved = later(BEGUN, 60)
    absences = [session(later(BEGUN, n), attendance=Attendance.ABSENT) for n in (5, 6)]
    kept = [session(later(moved, n)) for n in range(1, 19)]
    facts = participant(
        BEGUN, stays=(stay("one", BEGUN, moved), stay("two", moved)), sessions=(*absences, *kept)
    )
    phases = (Phase("one", "One", ()), Phase("two", "Two", ()))
    since = Since.ADMISSION
    assert judged(AttendShare(percent=91), facts, phases=phases).verdict is MET
    assert judged(AttendShare(percent=91, since=since), facts, phases=phases).verdict is UNMET
    assert judged(AttendShare(percent=90, since=since), facts, phases=phases).verdict is MET
    assert judged(AttendAll(since=since, allowed=1), facts, phases=phases).verdict is Verdict.FAILED
    assert judged(AttendRate(n=2), facts, phases=phases).verdict is MET
    assert judged(AttendRate(n=2, since=since), facts, phases=phases).verdict is UNMET


def test_from_an_event_on_that_has_not_happened_yet_nothing_is_counted():
    for rule in (
        AttendShare(since=Since.EVENT, event="ged"),
        AttendRate(since=Since.EVENT, event="ged"),
        Sober(days(10), after="ged"),
        FreeWindow(FreeOf.ANY_SANCTION, days(10), after="ged"),
        Together(days(10), frozenset({FreeOf.ANY_SANCTION}), after="ged"),
    ):
        found = judged(rule, participant(BEGUN))
        assert (found.verdict, "has not happened yet" in found.text) == (UNMET, True)


@pytest.mark.parametrize(("offset", "verdict"), [(10, MET), (9, UNMET)])
def test_sober_and_free_days_may_count_from_an_event_on(offset, verdict):
    facts = participant(
        BEGUN,
        milestones=(milestone("ged", later(TODAY, -offset)),),
        responses=(sanction(later(TODAY, -offset - 1)),),
    )
    for rule in (
        Sober(days(10), after="ged"),
        FreeWindow(FreeOf.ANY_SANCTION, days(10), after="ged"),
        Together(days(10), frozenset({FreeOf.ANY_SANCTION}), after="ged"),
    ):
        assert judged(rule, facts).verdict is verdict


def test_of_one_day_only_so_many_count():
    twice = [session(later(BEGUN, n)) for n in (1, 1, 2, 3)]
    facts = participant(BEGUN, sessions=tuple(twice))
    assert judged(AttendCount(n=4), facts).verdict is MET
    assert judged(AttendCount(n=4, a_day=1), facts).verdict is UNMET
    assert judged(AttendCount(n=3, a_day=1), facts).verdict is MET
    lengths = [
        SessionFacts(n, BEGUN, SessionKind.GROUP, Attendance.ATTENDED, m)
        for n, m in ((1, 30), (2, 90))
    ]
    long = participant(BEGUN, sessions=tuple(lengths))
    assert judged(AttendCount(n=1.5, hours=True, a_day=1), long).verdict is MET
    assert judged(AttendRate(GROUP, 1, weeks(1), a_day=1), facts, later(BEGUN, 6)).verdict is MET


def test_service_in_the_last_months_and_for_each_week():
    done = (ServiceFacts(1, later(BEGUN, 10), 6), ServiceFacts(2, later(BEGUN, 40), 6))
    facts = participant(BEGUN, service=done)
    lately = Served(hours=12, over=days(60))
    assert judged(lately, facts, later(BEGUN, 69)).verdict is MET
    gone = judged(lately, facts, later(BEGUN, 70))
    assert (gone.verdict, gone.text) == (UNMET, "6 of 12 hours of service in the last 60 days")
    weekly = Served(hours=2, per=weeks(1))
    assert judged(weekly, facts, later(BEGUN, 48)).verdict is MET
    behind = judged(weekly, facts, later(BEGUN, 49))
    assert (behind.verdict, behind.text.endswith("for 7 weeks since Aug 10")) == (UNMET, True)


# What a window may have to be free of -----------------------------------------------------------


@pytest.mark.parametrize(
    ("of", "records"),
    [
        (FreeOf.REFUSED_TEST, {"specimens": (specimen(BEGUN, status=CollectionStatus.REFUSED),)}),
        (FreeOf.TAMPERED_TEST, {"specimens": (specimen(BEGUN, validity=Validity.SUBSTITUTED),)}),
        (FreeOf.DILUTE_TEST, {"specimens": (specimen(BEGUN, validity=Validity.DILUTE),)}),
        (FreeOf.ADMITTED_USE, {"specimens": (specimen(BEGUN, status=CollectionStatus.ADMITTED),)}),
        (FreeOf.LATE_ARRIVAL, {"sessions": (session(BEGUN, attendance=Attendance.LATE),)}),
        (FreeOf.LATE_ARRIVAL, {"hearings": (HearingFacts(1, BEGUN, HearingAttendance.LATE),)}),
        (FreeOf.DEMOTION, {"stays": (stay("two", later(BEGUN, -9), BEGUN), stay("one", BEGUN))}),
    ],
)
def test_further_things_a_window_has_to_be_free_of(of, records):
    facts = participant(later(BEGUN, -20), **records)
    window = FreeWindow(of, days(30))
    phases = (Phase("one", "One", ()), Phase("two", "Two", ()))
    assert judged(window, facts, later(BEGUN, 29), phases=phases).verdict is UNMET
    assert judged(window, facts, later(BEGUN, 30), phases=phases).verdict is MET


def test_absconding_breaks_a_window_until_it_has_ended():
    window = FreeWindow(FreeOf.ABSCONDING, days(30))
    gone = participant(BEGUN, statuses=(status(EpisodeStatus.ABSCONDED, later(BEGUN, 10)),))
    open_ = judged(window, gone)
    assert (open_.verdict, open_.met_from, open_.if_acted) == (UNMET, None, later(TODAY, 30))
    ended = status(EpisodeStatus.ABSCONDED, later(BEGUN, 10), later(BEGUN, 20))
    back = participant(BEGUN, statuses=(ended,))
    assert judged(window, back, later(BEGUN, 48)).verdict is UNMET
    assert judged(window, back, later(BEGUN, 49)).verdict is MET  # thirty days after the last one


# For whom ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "flags", "asked"),
    [
        (ChargeLevel.FELONY, (), MET),
        (ChargeLevel.MISDEMEANOR, ("repeat",), MET),
        (ChargeLevel.MISDEMEANOR, (), None),
        (ChargeLevel.UNKNOWN, ("repeat",), MET),
        (ChargeLevel.UNKNOWN, (), UNKNOWN),
    ],
)
def test_one_of_several_things_may_be_enough(level, flags, asked):
    either = OnlyIf(
        charge_levels=frozenset({ChargeLevel.FELONY}), flags=frozenset({"repeat"}), any_one=True
    )
    assert fits(either, participant(BEGUN, charge_level=level, flags=frozenset(flags))) is asked


def test_a_handbook_may_ask_by_the_day_of_admission():
    facts = participant(BEGUN)
    assert fits(OnlyIf(admitted_from=BEGUN), facts) is MET
    assert fits(OnlyIf(admitted_from=later(BEGUN, 1)), facts) is None
    assert fits(OnlyIf(admitted_before=later(BEGUN, 1)), facts) is MET
    assert fits(OnlyIf(admitted_before=BEGUN), facts) is None


def test_a_remedial_plan_is_asked_of_those_who_are_back_in_a_phase():
    phases = (Phase("one", "One", ()), Phase("two", "Two", ()), Phase("three", "Three", ()))
    back = OnlyIf(returned=True)
    onward = (stay("one", BEGUN, later(BEGUN, 9)), stay("two", later(BEGUN, 9)))
    assert fits(back, participant(BEGUN, stays=onward), phases=phases) is None
    moved = (*onward[:1], stay("two", later(BEGUN, 9), later(BEGUN, 20)))
    for key in ("one", "two"):
        stays = (
            *moved,
            stay("three", later(BEGUN, 20), later(BEGUN, 30)),
            stay(key, later(BEGUN, 30)),
        )
        assert fits(back, participant(BEGUN, stays=stays), phases=phases) is MET


# Looking back at a phase left on its last day ---------------------------------------------------


def test_who_moved_on_upon_the_last_day_has_done_the_phase_in_time_that_resumes():
    time = requirement(Elapsed(months(2)), "one.time")
    back = requirement(PhaseTasks("one"), "two.back")
    handbook = program(
        phases=(Phase("one", "One", (time,)), Phase("two", "Two", (back,))),
        completes=Completes.LAST_DAY,
        month_days=30,
        demotion=Demotion.RESUMES,
    )
    for spent, verdict in ((58, UNMET), (59, MET)):
        moved = later(BEGUN, spent)
        facts = participant(BEGUN, stays=(stay("one", BEGUN, moved), stay("two", moved)))
        found = judge_person(facts, handbook, later(moved, 30)).dismissal.findings
        assert next(f for f in found if f.rule == "two.back").verdict is verdict


def test_the_last_day_counts_in_what_is_said_where_it_completes_a_span():
    asked = replace(requirement(Elapsed(days(60))), key="time")
    facts = participant(BEGUN)
    for completes, said in ((Completes.LAST_DAY, "60 days"), (Completes.DAY_AFTER, "59 days")):
        handbook = program(asked, completes=completes)
        found = judge(asked, build_case(facts, handbook, later(BEGUN, 59)))
        assert found.text.startswith(said)
        assert found.verdict is (MET if completes is Completes.LAST_DAY else UNMET)


def test_a_milestone_of_this_stay_is_still_a_milestone():
    facts = participant(BEGUN, milestones=(milestone("plan", BEGUN),))
    assert judged(MilestoneDone("plan", in_phase=True), facts).verdict is MET
