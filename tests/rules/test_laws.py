"""Laws that hold for every kind of requirement, whatever life Hypothesis invents."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drugcourt.domain.dates import add
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
    Since,
    Sober,
    Working,
)
from drugcourt.domain.terms import DebtKind, DecisionBy, EpisodeStatus, SessionKind, WorkKind
from drugcourt.rules.as_of import known_on
from drugcourt.rules.phases import judge_person
from drugcourt.rules.requirements.case import build_case
from drugcourt.rules.requirements.judge import judge
from tests.builders import days, later, months, program, requirement, weeks
from tests.rules.strategies import AS_OF, lives

GROUP = frozenset({SessionKind.GROUP})
CUSTODY = frozenset({EpisodeStatus.IN_CUSTODY})
FEES = frozenset({DebtKind.PROGRAM_FEES, DebtKind.RESTITUTION})
WORK = frozenset({WorkKind.JOB, WorkKind.SCHOOL, WorkKind.EXCUSED})

STEADY = {
    "elapsed": Elapsed(days(90)),
    "elapsed without custody": Elapsed(months(4), Since.ADMISSION, without=CUSTODY),
    "sober": Sober(days(45)),
    "sober in phase": Sober(months(2), within_phase=True),
    "free of sanctions": FreeWindow(FreeOf.ANY_SANCTION, days(60)),
    "free of jail in phase": FreeWindow(FreeOf.JAIL_SANCTION, months(1), within_phase=True),
    "free of missed tests": FreeWindow(FreeOf.MISSED_TEST, months(1)),
    "free of absences": FreeWindow(FreeOf.UNEXCUSED_ABSENCE, days(28), kinds=GROUP),
    "count": AttendCount(GROUP, 5),
    "all": AttendAll(GROUP),
    "share": AttendShare(GROUP, 70),
    "milestone": MilestoneDone("project"),
    "fees": LedgerSettled(FEES, plan_counts=True),
    "fees begun": LedgerSettled(FEES, begun=True),
    "work": Working(WORK, hours=20),
    "work held": Working(WORK, hours=20, over=weeks(4), verified=True),
    "decided": Decided(DecisionBy.TEAM),
}
WINDOWED = {
    "rate": AttendRate(GROUP, 1, weeks(1), over=weeks(4)),
    "monthly rate": AttendRate(GROUP, 1, months(1)),
    "all in window": AttendAll(GROUP, over=days(60)),
    "share in window": AttendShare(GROUP, 60, over=months(2)),
}
RULES = {**STEADY, **WINDOWED}
RULES["both"] = AllOf((requirement(Sober(days(30)), "b1"), requirement(Working(WORK), "b2")))
RULES["either"] = AnyOf((requirement(Sober(days(30)), "b1"), requirement(Working(WORK), "b2")))
HANDBOOKS = st.builds(
    lambda completes, month_days: {"completes": completes, "month_days": month_days},
    st.sampled_from(Completes),
    st.sampled_from([None, 30]),
)

# Each law runs over some twenty rules; few lives for each are many lives for all.
FEW = settings(max_examples=25)


def judged(rule, facts, as_of, handbook):
    asked = requirement(rule)
    found = judge(asked, build_case(facts, program(asked, **handbook), as_of))
    assert found is not None
    return found


def without_late_knowledge(facts):
    """Confirmations without a day of their own, so that yesterday's answer was the same."""
    tests = tuple(
        replace(s, results=tuple(replace(r, confirmed_on=None) for r in s.results))
        for s in facts.specimens
    )
    return replace(facts, specimens=tests)


@pytest.mark.parametrize("name", STEADY)
@FEW
@given(lives(), HANDBOOKS)
def test_waiting_a_day_never_turns_met_into_unmet(name, facts, handbook):
    quiet = known_on(facts, AS_OF)
    if judged(STEADY[name], quiet, AS_OF, handbook).verdict is Verdict.MET:
        assert judged(STEADY[name], quiet, later(AS_OF, 1), handbook).verdict is Verdict.MET


@pytest.mark.parametrize("name", RULES)
@FEW
@given(lives(), HANDBOOKS)
def test_a_promised_day_is_kept_and_the_day_before_it_is_not_enough(name, facts, handbook):
    quiet = known_on(facts, AS_OF)
    found = judged(RULES[name], quiet, AS_OF, handbook)
    if found.verdict is not Verdict.UNMET or found.met_from is None:
        return
    assert found.met_from > AS_OF
    assert judged(RULES[name], quiet, found.met_from, handbook).verdict is Verdict.MET
    before = judged(RULES[name], quiet, later(found.met_from, -1), handbook)
    assert before.verdict is not Verdict.MET


@pytest.mark.parametrize("name", RULES)
@FEW
@given(lives(), HANDBOOKS, st.integers(0, 60))
def test_what_is_met_has_been_met_since_the_day_it_says(name, facts, handbook, step):
    facts = without_late_knowledge(facts)
    found = judged(RULES[name], facts, AS_OF, handbook)
    if found.verdict is not Verdict.MET:
        return
    since = found.met_from
    assert since is not None
    assert since <= AS_OF
    entered = max(s.entered for s in facts.stays)
    day = max(since, entered, later(AS_OF, -step))
    assert judged(RULES[name], facts, day, handbook).verdict is Verdict.MET
    if since > entered and name not in ("both", "either"):
        before = judged(RULES[name], facts, later(since, -1), handbook)
        assert before.verdict is not Verdict.MET


@pytest.mark.parametrize("name", RULES)
@FEW
@given(lives(), HANDBOOKS)
def test_what_is_not_met_never_claims_a_day_that_has_passed(name, facts, handbook):
    found = judged(RULES[name], facts, AS_OF, handbook)
    if not found.verdict.satisfied:
        assert found.met_from is None or found.met_from > AS_OF
        assert (found.if_acted is None) == (found.verdict is Verdict.FAILED)
        assert found.if_acted is None or found.if_acted >= AS_OF
    assert found.text
    assert found.text == found.text.strip()


def handbook_of_all():
    asked = [requirement(rule, name) for name, rule in RULES.items()]
    asked.append(requirement(Decided(DecisionBy.JUDGE), "judge"))
    made = program(*asked)
    first, second = made.phases
    return replace(
        made,
        phases=(first, replace(second, advance=tuple(asked))),
        graduation=(requirement(Sober(days(90)), "g.sober"), asked[0]),
    )


def seen(judgement):
    """A judgement without the facts it was made from."""
    return (
        judgement.clock,
        judgement.phase,
        judgement.dismissal,
        judgement.phase_track,
        judgement.graduation,
        judgement.out,
    )


@given(lives(), st.integers(0, 420))
def test_an_answer_of_a_day_does_not_change_when_later_facts_arrive(facts, back):
    day = date.fromordinal(AS_OF.toordinal() - back)
    handbook = handbook_of_all()
    whole = judge_person(facts, handbook, day)
    then = judge_person(known_on(facts, day), handbook, day)
    assert seen(whole) == seen(then)


@given(lives(), st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter(facts, random):
    def mixed(items):
        shuffled = list(items)
        random.shuffle(shuffled)
        return tuple(shuffled)

    kinds = ("statuses", "stays", "specimens", "medications", "responses", "sessions")
    kinds += ("milestones", "ledger", "plans", "work", "decisions", "waivers")
    shuffled = replace(facts, **{kind: mixed(getattr(facts, kind)) for kind in kinds})
    handbook = handbook_of_all()
    assert seen(judge_person(shuffled, handbook, AS_OF)) == seen(
        judge_person(facts, handbook, AS_OF)
    )


@given(lives())
def test_every_evidence_names_a_record_that_exists(facts):
    judgement = judge_person(facts, handbook_of_all(), AS_OF)
    known = {
        "episode": {facts.episode_id},
        "phase_stay": {s.id for s in facts.stays},
        "specimen": {s.id for s in facts.specimens},
        "response": {r.id for r in facts.responses},
        "attendance_line": {s.id for s in facts.sessions},
        "milestone": {m.id for m in facts.milestones},
        "fee_entry": {line.id for line in facts.ledger},
        "payment_plan": {p.id for p in facts.plans},
        "work_spell": {w.id for w in facts.work},
        "decision": {d.id for d in facts.decisions},
        "waiver": {w.id for w in facts.waivers},
        "status_span": {s.id for s in facts.statuses},
    }
    assert judgement.phase is not None
    for finding in (*judgement.phase.findings, *judgement.dismissal.findings):
        for ref in finding.evidence:
            assert ref.id in known[ref.kind]


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 24))
def test_a_month_is_never_longer_than_a_calendar_month(start, n):
    assert add(start, months(n)).day <= start.day
