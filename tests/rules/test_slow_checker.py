"""The rules and an independent, slow re-derivation say the same of real and of invented lives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.facts import (
    ContactFacts,
    HearingFacts,
    ItemFacts,
    ParticipantFacts,
    PhaseStayFacts,
    SessionFacts,
)
from drugcourt.domain.fees import DebtKind
from drugcourt.domain.findings import Readiness
from drugcourt.domain.hearings import HearingAttendance
from drugcourt.domain.money import Cents
from drugcourt.domain.program import (
    AllOf,
    AnyOf,
    AttendAll,
    AttendCount,
    AttendRate,
    AttendShare,
    Completes,
    Decided,
    Effect,
    Elapsed,
    FreeOf,
    FreeWindow,
    HandedIn,
    LedgerSettled,
    MilestoneDone,
    NewCount,
    OnlyIf,
    Phase,
    Program,
    Requirement,
    Rule,
    Served,
    Since,
    Sober,
    SoberEvent,
    SoberPolicy,
    SoberRule,
    Together,
    Working,
)
from drugcourt.domain.rule_terms import DecisionBy
from drugcourt.domain.sober import CountStarts
from drugcourt.domain.specimens import Substance
from drugcourt.domain.supervision import ContactMode, ContactWith, WorkKind
from drugcourt.domain.treatment import Attendance, SessionKind
from drugcourt.exchange.programs.files import load_program, shipped_programs
from drugcourt.rules.phases import judge_person
from drugcourt.rules.sobriety import sober_clock
from tests.builders import days, months, program, requirement, stay, weeks
from tests.rules import trajectories
from tests.rules.slow_checker import SlowChecker
from tests.rules.strategies import AS_OF, BEGUN, lives

SHIPPED = {path.stem: path for path in shipped_programs()}
REAL = [
    (name, after)
    for name in ("five-phase", "ga-ocmulgee", "ny-suffolk-jdp")
    for after in (29, 91, 150, 300)
    if trajectories.present()
]


@cache
def shipped(name: str) -> Program:
    return load_program(SHIPPED[name])


def findings(asked: Readiness, plain: tuple[Requirement, ...]) -> dict[str, str]:
    """Verdicts by key, without what the record itself is found to say."""
    keys = {requirement.key for requirement in plain}
    return {f.rule: f.verdict for f in asked.findings if f.rule in keys}


def differences(facts: ParticipantFacts, program: Program, as_of: date) -> list[str]:
    """Everything on which the rules and the slow checker do not agree."""
    fast, slow = judge_person(facts, program, as_of), SlowChecker(facts, program, as_of)
    told = [
        f"{name}: {one} and {other}"
        for name, one, other in (
            ("sober date", fast.clock.sober_date, slow.sober_date()),
            ("sober days", fast.clock.days, slow.sober_days()),
        )
        if one != other
    ]
    last, here = program.phases[-1], program.phase(slow.phase or "")
    pairs = [(fast.dismissal, (*last.advance, *program.graduation), slow.dismissal())]
    if here is not None and here is not last and fast.phase is not None:
        pairs.append((fast.phase, here.advance, slow.next_phase()))
    for asked, plain, expected in pairs:
        found = findings(asked, plain)
        kept = {r.rule for r in plain if r.key in found}
        left_out = [r.key for r in plain if r.key in expected and r.rule not in kept]
        told += [f"{key}: left out" for key in left_out]
        told += [
            f"{key}: {verdict} and {expected.get(key)}"
            for key, verdict in found.items()
            if verdict != expected.get(key)
        ]
    return told


@pytest.mark.parametrize(("name", "after"), REAL, ids=[f"{n}, day {a}" for n, a in REAL])
def test_every_real_life_is_judged_as_a_person_with_a_calendar_would(name: str, after: int) -> None:
    handbook = shipped(name)
    told = {}
    for facts in trajectories.people():
        life = replace(facts, stays=trajectories.stays(facts, handbook))
        found = differences(life, handbook, facts.admitted_on + timedelta(days=after))
        if found:
            told[facts.episode_id] = found
    assert len(trajectories.people()) == 600
    assert told == {}


# Lives that nobody lived ------------------------------------------------------------------------

_DAY = st.integers(-20, 440).map(lambda n: BEGUN + timedelta(days=n))
_HEARINGS = st.lists(st.tuples(_DAY, st.sampled_from(HearingAttendance)), max_size=8).map(
    lambda all_: tuple(HearingFacts(n, on, how) for n, (on, how) in enumerate(all_, start=1))
)
_CONTACTS = st.lists(
    st.tuples(
        _DAY, st.sampled_from(ContactMode), st.sampled_from([*ContactWith][:3]), st.booleans()
    ),
    max_size=20,
).map(lambda all_: tuple(ContactFacts(n, *one) for n, one in enumerate(all_, start=1)))
_EVENTS = st.sampled_from([e for e in SoberEvent if e is not SoberEvent.OVERTURNED])
"""An overturned positive that should start a count again is no policy anybody has."""
_EFFECT = st.sampled_from([Effect.RESET, Effect.SUSPEND, Effect.NOTHING])
_APART = st.sampled_from(
    [SoberEvent.MISSED, SoberEvent.REFUSED, SoberEvent.ADMITTED, SoberEvent.DEVICE_ALERT]
)
"""Of these no specimen holds two, so that it is plain which of them came first."""
_EXCEPTIONS = st.lists(
    st.builds(
        SoberRule,
        _EVENTS,
        st.sampled_from([Effect.RESET, Effect.SUSPEND, Effect.NOTHING, Effect.SET_BACK]),
        nth=st.sampled_from([1, 2, 2, 3]),
        within=st.sampled_from([None, None, days(60), months(6)]),
        phases=st.sampled_from([frozenset(), frozenset(), frozenset({"two"})]),
        substances=st.sampled_from([frozenset(), frozenset(), frozenset({Substance.THC})]),
        days=st.sampled_from([7, 30]),
        also=st.frozensets(_APART, max_size=3),
        in_phase=st.booleans(),
        in_a_row=st.booleans(),
        each=st.booleans(),
    ),
    max_size=3,
).map(tuple)
_POLICIES = st.builds(
    lambda effects, new_count, pending, starts, without, rules: SoberPolicy(
        effects, new_count, pending, starts=starts, without=without, rules=rules
    ),
    st.dictionaries(_EVENTS, _EFFECT),
    st.sampled_from(NewCount),
    st.booleans(),
    st.sampled_from([CountStarts.ADMISSION, CountStarts.ADMISSION, CountStarts.FIRST_NEGATIVE]),
    st.sampled_from([frozenset(), frozenset({EpisodeStatus.IN_CUSTODY, EpisodeStatus.ABSCONDED})]),
    _EXCEPTIONS,
)
_GROUP = frozenset({SessionKind.GROUP})
_MEETING = frozenset({SessionKind.SUPPORT_MEETING})
_FEES = frozenset({DebtKind.PROGRAM_FEES, DebtKind.RESTITUTION})
_WORK = frozenset({WorkKind.JOB, WorkKind.SCHOOL, WorkKind.EXCUSED})
_RULES: dict[str, Rule] = {
    "elapsed": Elapsed(days(90)),
    "elapsed in the program": Elapsed(months(4), Since.ADMISSION),
    "sober": Sober(days(45)),
    "sober in phase": Sober(months(2), within_phase=True),
    "free of sanctions": FreeWindow(FreeOf.ANY_SANCTION, days(60)),
    "free of jail in phase": FreeWindow(FreeOf.JAIL_SANCTION, months(1), within_phase=True),
    "free of missed tests": FreeWindow(FreeOf.MISSED_TEST, months(1)),
    "free of absences": FreeWindow(FreeOf.UNEXCUSED_ABSENCE, days(28), kinds=_GROUP),
    "count": AttendCount(_GROUP, 5),
    "all": AttendAll(_GROUP),
    "all in window": AttendAll(_GROUP, over=days(60), late_is_absent=True),
    "all but one": AttendAll(_GROUP, over=months(2), allowed=1),
    "share": AttendShare(_GROUP, 70),
    "share in window": AttendShare(_GROUP, 60, over=months(2)),
    "rate": AttendRate(_GROUP, 1, weeks(1), over=weeks(4)),
    "monthly rate": AttendRate(_GROUP, 1, months(1), excused_counts=True),
    "free of alerts": FreeWindow(FreeOf.DEVICE_ALERT, days(45)),
    "handed in at hearings": HandedIn("page", missing=1),
    "handed in weekly": HandedIn("page", weeks(4), missing=9),
    "two in a month": HandedIn("page", months(1), n=2, missing=10),
    "two at hearings": HandedIn("page", n=2, missing=1),
    "for meetings": HandedIn("page", kinds=_MEETING, missing=2),
    "for meetings in time": HandedIn("page", kinds=_MEETING, missing=2, within=weeks(6)),
    "for meetings, checked": HandedIn("page", kinds=_MEETING, checked=True, over=months(3)),
    "for meetings of late": HandedIn("page", kinds=_MEETING, within=days(40), over=months(2)),
    "for contacts": HandedIn("page", modes=frozenset({ContactMode.PHONE}), missing=1),
    "for absences": HandedIn(
        "page", kinds=_GROUP, for_each=frozenset({FreeOf.UNEXCUSED_ABSENCE}), within=days(60)
    ),
    "for sanctions": HandedIn("page", for_each=frozenset({FreeOf.ANY_SANCTION})),
    "late for hearings": HandedIn("page", missing=1, within=days(20)),
    "served": Served(hours=10),
    "served by days": Served(days=2, since=Since.PHASE, approved=True),
    "served each month": Served(hours=0.5, per=months(1), sanctions_count=True),
    "milestone": MilestoneDone("project"),
    "fees": LedgerSettled(_FEES, plan_counts=True),
    "fees begun": LedgerSettled(_FEES, begun=True),
    "weekly fee": LedgerSettled(_FEES, fee=Cents(3175), per=weeks(4), since=Since.ADMISSION),
    "work": Working(_WORK, hours=20),
    "work held": Working(_WORK, hours=20, over=weeks(4), verified=True),
    "decided": Decided(DecisionBy.TEAM),
    "both": AllOf((requirement(Sober(days(30)), "b1"), requirement(Working(_WORK), "b2"))),
    "either": AnyOf((requirement(Sober(days(30)), "e1"), requirement(Working(_WORK), "e2"))),
    "together": Together(months(2), frozenset({FreeOf.ANY_SANCTION})),
    "together in phase": Together(
        days(45), frozenset({FreeOf.JAIL_SANCTION, FreeOf.MISSED_TEST}), within_phase=True
    ),
    "free for good": FreeWindow(FreeOf.ANY_SANCTION, within_phase=True),
    "time without custody": Elapsed(
        days(120), Since.PHASE, without=frozenset({EpisodeStatus.IN_CUSTODY})
    ),
    "sober a month in phase": Sober(months(1), within_phase=True),
    "sober after": Sober(days(30), after="ged"),
    "sober after in phase": Sober(days(30), within_phase=True, after="ged"),
    "free after": FreeWindow(FreeOf.ANY_SANCTION, days(30), after="ged"),
    "together after": Together(days(30), frozenset({FreeOf.ANY_SANCTION}), after="ged"),
    "no absconding": FreeWindow(FreeOf.ABSCONDING, days(30)),
    "never late": FreeWindow(FreeOf.LATE_ARRIVAL, days(30)),
    "no step back": FreeWindow(FreeOf.DEMOTION, days(90)),
    "rate in all": AttendRate(_GROUP, 1, weeks(2), since=Since.ADMISSION, a_day=1),
    "share in all": AttendShare(_GROUP, 60, since=Since.ADMISSION),
    "all since": AttendAll(_GROUP, since=Since.EVENT, event="ged"),
    "one a day": AttendCount(_GROUP, 4, a_day=1),
    "hours, one a day": AttendCount(_GROUP, 3, hours=True, a_day=1),
    "served lately": Served(hours=4, over=days(60)),
    "hours of late": AttendCount(_GROUP, 3, hours=True, over=months(3), a_day=1),
    "hours at first": AttendCount(_GROUP, 2.5, hours=True, within=days(90)),
    "two at first": AttendCount(_GROUP, 2, within=months(2), since=Since.ADMISSION),
    "hours a week": AttendRate(_GROUP, 0.5, weeks(2), over=weeks(12), hours=True, a_day=1),
    "no positive test": FreeWindow(FreeOf.POSITIVE_TEST, days(45)),
    "no refused test": FreeWindow(FreeOf.REFUSED_TEST, days(90)),
    "no tampered test": FreeWindow(FreeOf.TAMPERED_TEST, days(90)),
    "no dilute test": FreeWindow(FreeOf.DILUTE_TEST, days(90)),
    "no admitted use": FreeWindow(FreeOf.ADMITTED_USE, days(90)),
    "free of much": FreeWindow(
        FreeOf.MISSED_TEST, days(30), also=frozenset({FreeOf.ANY_SANCTION, FreeOf.DILUTE_TEST})
    ),
}
_BACK = OnlyIf(returned=True)
_DONE_OR_BACK = OnlyIf(done=frozenset({"ged"}), returned=True, any_one=True)
_ASKED = (
    *(requirement(rule, key) for key, rule in _RULES.items()),
    requirement(Sober(days(15)), "back again", only_if=_BACK),
    replace(requirement(Sober(days(16)), "never back"), unless=_BACK),
    requirement(Sober(days(17)), "done or back", only_if=_DONE_OR_BACK),
    requirement(Sober(days(18)), "done and back", only_if=replace(_DONE_OR_BACK, any_one=False)),
)
_COUNTING = st.builds(
    lambda completes, month_days: {"completes": completes, "month_days": month_days},
    st.sampled_from(Completes),
    st.sampled_from([None, 30]),
)


_LIVES = lives()
_EDGES = st.sampled_from([0, 1, 7, 27, 28, 30, 31, 45, 59, 60, 61, 62, 90, 112, 120, 123])


def edge(facts: ParticipantFacts, place: int, length: int) -> date:
    """So many days after one of the days of a life: where a rule may begin or cease to hold."""
    happened = [
        *(item.on for item in (*facts.specimens, *facts.sessions, *facts.responses, *facts.ledger)),
        *(item.on for item in (*facts.decisions, *facts.waivers)),
        *(spell.start for spell in (*facts.work, *facts.plans, *facts.statuses)),
        *(spell.end for spell in (*facts.work, *facts.plans, *facts.medications) if spell.end),
        *(stay.entered for stay in facts.stays),
    ]
    return max(BEGUN, happened[place % len(happened)] + timedelta(days=length))


def moved_back(facts: ParticipantFacts, days_after: int | None) -> ParticipantFacts:
    """The life with a third stay, back in the first phase."""
    if days_after is None:
        return facts
    one, two = facts.stays
    day = two.entered + timedelta(days=days_after)
    return replace(facts, stays=(one, replace(two, left=day), stay("one", day)))


@given(
    st.builds(moved_back, _LIVES, st.sampled_from([None, None, 20, 90])),
    _POLICIES,
    _COUNTING,
    st.lists(st.tuples(st.integers(0, 99), _EDGES), max_size=4),
)
@settings(max_examples=150, deadline=None)
def test_every_kind_of_rule_agrees_on_invented_lives(
    facts: ParticipantFacts,
    policy: SoberPolicy,
    counting: dict[str, Any],
    edges: list[tuple[int, int]],
) -> None:
    phases = (Phase("one", "First steps", _ASKED), Phase("two", "Steady", _ASKED))
    handbook = program(phases=phases, sober=policy, **counting)
    for as_of in (AS_OF, *(edge(facts, place, length) for place, length in edges)):
        assert differences(facts, handbook, as_of) == []


_NEAR = st.integers(0, 60).map(lambda n: BEGUN + timedelta(days=n))
_PAGES = st.lists(st.tuples(_NEAR, st.booleans()), max_size=9).map(
    lambda all_: tuple(ItemFacts(n, "page", *one) for n, one in enumerate(all_, start=1))
)
_MEETINGS = st.lists(_NEAR, max_size=9).map(
    lambda all_: tuple(
        SessionFacts(n, on, SessionKind.SUPPORT_MEETING, Attendance.ATTENDED)
        for n, on in enumerate(all_, start=1)
    )
)
_SHORTLY = {
    "whenever": HandedIn("page", kinds=_MEETING),
    "all but two": HandedIn("page", kinds=_MEETING, missing=2),
    "in time": HandedIn("page", kinds=_MEETING, within=days(4), missing=1),
    "of late": HandedIn("page", kinds=_MEETING, over=days(20)),
    "of late, in time": HandedIn("page", kinds=_MEETING, within=days(9), over=days(20)),
    "checked": HandedIn("page", kinds=_MEETING, checked=True, missing=1),
    "weekly": HandedIn("page", weeks(1), missing=3),
    "weekly, one late": HandedIn("page", weeks(1), missing=2, within=days(3)),
    "two in two weeks": HandedIn("page", weeks(2), n=2, missing=1),
    "at hearings": HandedIn("page", missing=1),
}


@given(_PAGES, _MEETINGS, st.lists(_NEAR, max_size=5), _NEAR)
@settings(max_examples=200, deadline=None)
def test_things_handed_in_agree_where_they_crowd(
    items: tuple[ItemFacts, ...],
    meetings: tuple[SessionFacts, ...],
    hearings: list[date],
    as_of: date,
) -> None:
    handbook = program(*(requirement(rule, key) for key, rule in _SHORTLY.items()))
    facts = ParticipantFacts(
        1,
        BEGUN,
        stays=(PhaseStayFacts(1, handbook.first.key, BEGUN),),
        items=items,
        sessions=meetings,
        hearings=tuple(
            HearingFacts(n, on, HearingAttendance.PRESENT) for n, on in enumerate(hearings)
        ),
    )
    assert differences(facts, handbook, as_of) == []


@given(_LIVES, _HEARINGS, _CONTACTS, st.sampled_from(["ga-ocmulgee", "ny-suffolk-jdp"]), _DAY)
@settings(max_examples=150, deadline=None)
def test_the_real_handbooks_agree_on_invented_lives(
    facts: ParticipantFacts,
    hearings: tuple[HearingFacts, ...],
    contacts: tuple[ContactFacts, ...],
    name: str,
    as_of: date,
) -> None:
    handbook = shipped(name)
    names = {"one": handbook.phases[0].key, "two": handbook.phases[1].key}
    stays = tuple(PhaseStayFacts(s.id, names[s.phase], s.entered, s.left) for s in facts.stays)
    life = replace(facts, stays=stays, hearings=hearings, contacts=contacts)
    assert differences(life, handbook, max(as_of, BEGUN)) == []


def test_the_comparison_can_fail() -> None:
    handbook = shipped("ga-ocmulgee")
    other = replace(handbook, sober=replace(handbook.sober, effects={}))
    facts = ParticipantFacts(1, BEGUN, stays=(PhaseStayFacts(1, "phase-1-3", BEGUN),))
    assert sober_clock(facts, other, AS_OF).days == SlowChecker(facts, handbook, AS_OF).sober_days()
    shifted = replace(facts, admitted_on=BEGUN + timedelta(days=1))
    assert (
        sober_clock(facts, handbook, AS_OF).days
        != SlowChecker(shifted, handbook, AS_OF).sober_days()
    )
