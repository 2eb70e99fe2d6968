from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from drugcourt.casework.programs.rule_words import applies, sentence
from drugcourt.domain.cases import ChargeLevel, LegalTrack
from drugcourt.domain.dates import WeekdayOfMonth
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.fees import DebtKind
from drugcourt.domain.money import Cents
from drugcourt.domain.program import (
    AllOf,
    AnyOf,
    AttendAll,
    AttendCount,
    AttendRate,
    AttendShare,
    Ceremony,
    Decided,
    Elapsed,
    FreeOf,
    FreeWindow,
    HandedIn,
    LedgerSettled,
    MilestoneDone,
    MilestoneKind,
    NOf,
    OnlyIf,
    PhaseTasks,
    Points,
    Requirement,
    Rule,
    Served,
    Since,
    Sober,
    Standing,
    Stands,
    Together,
    Working,
)
from drugcourt.domain.rule_terms import DecisionBy
from drugcourt.domain.supervision import ContactWith, WorkKind
from drugcourt.domain.treatment import LevelOfCare, SessionKind
from tests.builders import days, months, program, weeks

GROUPS = frozenset({SessionKind.GROUP, SessionKind.INDIVIDUAL})
FEES = frozenset({DebtKind.PROGRAM_FEES})
PARTS = (
    Requirement("a", "Sixty days", "", Elapsed(days(60))),
    Requirement("b", "The team agrees", "", Decided(DecisionBy.TEAM)),
)
WORDS = [
    (Elapsed(days(60)), "At least 60 days since entry to the phase."),
    (
        Elapsed(months(4), Since.ADMISSION, frozenset({EpisodeStatus.IN_CUSTODY}), most=months(6)),
        "At least 4 months since admission. Days on which the participant is in custody are not "
        "counted. More than 6 months is marked, but stops nobody.",
    ),
    (
        Sober(days(14)),
        "At least 14 days sober in a row, up to the day asked. Days from before the phase count "
        "too.",
    ),
    (
        Sober(days(14), within_phase=True),
        "At least 14 days sober in a row, up to the day asked. Only days since entry to the phase "
        "count.",
    ),
    (
        FreeWindow(FreeOf.JAIL_SANCTION, days(60)),
        "No jail sanction in the last 60 days. All of these days have to lie within the program.",
    ),
    (
        FreeWindow(FreeOf.UNEXCUSED_ABSENCE, days(28), within_phase=True, kinds=GROUPS),
        "No unexcused absence in the last 28 days from group or individual. All of these days have "
        "to lie within the phase.",
    ),
    (
        AttendRate(GROUPS, 2, weeks(1), weeks(4), excused_counts=True),
        "At least 2 sessions kept or excused every week, on average over the last 4 weeks. Counted "
        "are these sessions: group and individual.",
    ),
    (
        AttendAll(frozenset(), days(28), late_is_absent=True),
        "No unexcused absence in the last 28 days. Counted are sessions of every kind. Coming late "
        "counts as an absence.",
    ),
    (
        AttendShare(GROUPS, 90),
        "At least 90 % of the sessions due kept in the whole phase. Counted are these sessions: "
        "group and individual.",
    ),
    (
        AttendCount(frozenset({SessionKind.CLASS}), 1, Since.ADMISSION),
        "At least 1 session kept since admission. Counted are these sessions: class.",
    ),
    (MilestoneDone("plan"), "“plan” is recorded as done, in this phase or before."),
    (
        LedgerSettled(frozenset({DebtKind.RESTITUTION, DebtKind.PROGRAM_FEES}), plan_counts=True),
        "Nothing is due any more, paid or waived, or a payment plan is in force. Debts: program "
        "fees; restitution.",
    ),
    (
        LedgerSettled(frozenset({DebtKind.COURT_COSTS}), begun=True),
        "A first payment is made or a payment plan is signed. Debts: court costs and fines.",
    ),
    (
        Working(frozenset({WorkKind.JOB, WorkKind.SCHOOL}), 20, weeks(4), verified=True),
        "Today there is one of: job or school; at least 20 hours a week together, held for the "
        "last 4 weeks; somebody has verified it.",
    ),
    (
        Decided(DecisionBy.JUDGE, since_phase=False),
        "The judge has agreed. A person decides this; the program only asks.",
    ),
    (
        AllOf(PARTS),
        "All of these: (1) Sixty days: At least 60 days since entry to the phase. (2) The team "
        "agrees: The team has agreed during this stay in the phase. A person decides this; the "
        "program only asks.",
    ),
    (
        AnyOf(PARTS[:1]),
        "Any one of these: (1) Sixty days: At least 60 days since entry to the phase.",
    ),
    (
        NOf(1, PARTS[:1]),
        "At least 1 of these: (1) Sixty days: At least 60 days since entry to the phase.",
    ),
    (
        Together(days(120), frozenset({FreeOf.ANY_SANCTION})),
        "The same 120 days both sober and with no sanction, up to the day asked. They have to lie "
        "within the program.",
    ),
    (
        HandedIn("journal_page", missing=1, checked=True),
        "“journal page” handed in for every hearing, in the phase. 1 time may be missing. It "
        "counts once staff have checked it.",
    ),
    (
        Stands(Standing.CONDITION, "housing", frozenset({"sober_living"}), approved=True),
        "Today there is housing (sober living), approved by the court.",
    ),
    (
        Served(hours=8, per=months(1), approved=True),
        "At least 8 hours of community service for each month since admission. Only service at an "
        "approved site counts. Service imposed as a sanction is apart.",
    ),
    (
        Points(earned=100, demerits=20),
        "At least 100 points earned and at most 20 demerit points since admission.",
    ),
    (
        Ceremony(months=frozenset({6, 12}), weekday=WeekdayOfMonth(2, 4)),
        "On the next ceremony once everything else is met: the 2nd Friday of June and December. A "
        "ceremony that the court has scheduled goes first.",
    ),
    (
        PhaseTasks("one", frozenset({"one.days"})),
        "Every task of “one” is done by now. Not looked back at: “one.days”.",
    ),
    (
        Elapsed(months(12), fixed=True),
        "A fixed term of 12 months since entry to the phase; it is neither shortened nor waived.",
    ),
    (Elapsed(), "As long since entry to the phase as was set for this person."),
    (
        LedgerSettled(FEES, fee=Cents(3175), per=weeks(1), since=Since.ADMISSION),
        "$31.75 paid, waived or credited every week since admission, all together. Debts: program "
        "fees.",
    ),
    (
        AttendCount(hearings=True, n=10, of=12),
        "At least 10 of the last 12 hearings due since entry to the phase kept. Counted are court "
        "hearings.",
    ),
    (
        AttendRate(contacts=frozenset({ContactWith.SPONSOR}), n=1.5, each=True),
        "At least 1.5 contacts kept every week, in each of them over the whole phase. Counted are "
        "contacts with the sponsor.",
    ),
    (
        MilestoneDone("plan", deadline=days(30), approvals=frozenset({DecisionBy.FAMILY})),
        "“plan” is recorded as done, in this phase or before. It is due within 30 days of entry "
        "to the phase; later it is overdue. Accepted by: family.",
    ),
]


@pytest.mark.parametrize(("rule", "words"), WORDS)
def test_a_rule_reads_as_a_plain_sentence(rule: Rule, words: str) -> None:
    assert sentence(rule) == words


def test_every_kind_of_rule_has_its_sentence() -> None:
    assert {type(rule) for rule, _ in WORDS} == set(get_args(Rule))


def test_a_milestone_is_called_by_the_handbooks_title_and_a_record_check_wears_out() -> None:
    handbook = replace(
        program(),
        milestones=(MilestoneKind("record_check", "Record check"),),
        record_check_days=30,
    )
    assert sentence(MilestoneDone("record_check"), handbook) == (
        "“Record check” is recorded as done, in this phase or before. It counts for 30 days."
    )


def test_whom_a_requirement_is_for_is_said_in_one_sentence() -> None:
    assert applies(None) == applies(OnlyIf()) == ""
    only = OnlyIf(
        tracks=frozenset({LegalTrack.PROBATION, LegalTrack.REENTRY}),
        charge_levels=frozenset({ChargeLevel.FELONY}),
        settings=frozenset({LevelOfCare.RESIDENTIAL}),
        assigned="moral_reconation",
    )
    assert applies(only) == (
        "Only for participants on the legal track probation or reentry, and charged with a felony, "
        "and while in residential care, and assigned to “moral reconation”."
    )
