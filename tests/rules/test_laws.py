"""Laws that hold for every kind of requirement, whatever life Hypothesis invents."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from drugcourt.domain.dates import WeekdayOfMonth, add
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.fees import DebtKind
from drugcourt.domain.findings import Verdict
from drugcourt.domain.money import Cents
from drugcourt.domain.program import (
    AllOf,
    AnyOf,
    AttendAll,
    AttendCount,
    AttendRate,
    AttendShare,
    Ceremony,
    Completes,
    DatedBy,
    Decided,
    Effect,
    Elapsed,
    FreeOf,
    FreeWindow,
    HandedIn,
    LedgerSettled,
    MilestoneDone,
    NewCount,
    NOf,
    PhaseTasks,
    Points,
    Served,
    ShortPeriod,
    Since,
    Sober,
    SoberEvent,
    SoberMode,
    SoberPolicy,
    Standing,
    Stands,
    Together,
    Working,
)
from drugcourt.domain.rule_terms import DecisionBy
from drugcourt.domain.sober import CountStarts
from drugcourt.domain.specimens import Substance
from drugcourt.domain.supervision import ContactWith, WorkKind
from drugcourt.domain.treatment import LevelOfCare, SessionKind
from drugcourt.rules.as_of import known_on
from drugcourt.rules.phases import judge_person
from drugcourt.rules.requirements.case import build_case
from drugcourt.rules.requirements.judge import judge
from tests.builders import days, later, months, program, requirement, weeks
from tests.rules.strategies import AS_OF, lives

GROUP = frozenset({SessionKind.GROUP})
CUSTODY = frozenset({EpisodeStatus.IN_CUSTODY})
FEES = frozenset({DebtKind.PROGRAM_FEES, DebtKind.RESTITUTION})
MISSED = frozenset({FreeOf.MISSED_TEST, FreeOf.ANY_SANCTION})
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
    "both parties": Decided(DecisionBy.TEAM, also=frozenset({DecisionBy.JUDGE})),
    "over phases": Elapsed(days(150), phases=frozenset({"one", "two"}), without=CUSTODY),
    "over one phase": Elapsed(days(60), phases=frozenset({"one"})),
    "since an event": Elapsed(months(2), Since.EVENT, event="ged"),
    "since the sober count": Elapsed(days(40), Since.SOBER),
    "sober in all": Sober(days(200), mode=SoberMode.CUMULATIVE),
    "sober tests": Sober(days(60), mode=SoberMode.TESTS, tests=2),
    "perfect tests": Sober(days(30), within_phase=True, mode=SoberMode.PERFECT),
    "sober of thc": Sober(days(60), substances=frozenset({Substance.THC})),
    "sober at some time": Sober(days(100), ever=True),
    "sober with tests": Sober(days(30), tests=2),
    "free in the whole phase": FreeWindow(FreeOf.ANY_SANCTION, within_phase=True),
    "free in the first days": FreeWindow(FreeOf.MISSED_TEST, days(30), first=True),
    "free of anything": FreeWindow(FreeOf.VIOLATION, days(30)),
    "free by infraction": FreeWindow(
        FreeOf.ANY_SANCTION,
        days(45),
        also=frozenset({FreeOf.NEW_OFFENCE, FreeOf.CURFEW_BREACH}),
        dated_by=DatedBy.INFRACTION,
    ),
    "together": Together(days(60), frozenset({FreeOf.ANY_SANCTION})),
    "together once": Together(days(60), frozenset({FreeOf.ANY_SANCTION}), ever=True),
    "together in phase": Together(
        months(2), frozenset({FreeOf.UNEXCUSED_ABSENCE}), within_phase=True
    ),
    "hours": AttendCount(GROUP, 6.5, hours=True),
    "hours, one a day": AttendCount(GROUP, 5, hours=True, a_day=1),
    "early": AttendCount(GROUP, 2, within=days(40)),
    "hours at first": AttendCount(GROUP, 2.5, hours=True, within=days(90)),
    "of the first": AttendCount(GROUP, 3, of=4, first=True),
    "of the last": AttendCount(GROUP, 3, of=5, since=Since.ADMISSION),
    "contacts": AttendCount(contacts=frozenset({ContactWith.FAMILY}), n=2),
    "hearings": AttendAll(hearings=True, allowed=1),
    "each hearing": HandedIn("page", missing=1),
    "twice": MilestoneDone("project", times=2),
    "in this phase": MilestoneDone("project", in_phase=True),
    "with a deadline": MilestoneDone("project", deadline=days(60)),
    "approved": MilestoneDone("ged", approvals=frozenset({DecisionBy.TEAM})),
    "little owing": LedgerSettled(FEES, at_most=Cents(5000)),
    "something paid": LedgerSettled(FEES, paid=Cents(6000), in_phase=True),
    "worked off": LedgerSettled(FEES, per_service_hour=Cents(1000)),
    "no warrant": Stands(Standing.NO_WARRANT),
    "no charge": Stands(Standing.NO_PENDING_CHARGE, over=days(30)),
    "at liberty": Stands(Standing.NOT_IN_CUSTODY),
    "housed": Stands(
        Standing.CONDITION, "housing", approved=True, over=days(30), best_efforts=True
    ),
    "taxed work": Working(WORK, taxed=True, gap=days(20), over=days(60)),
    "service": Served(hours=10),
    "service days": Served(days=2, sanctions_count=True, since=Since.PHASE),
    "earned": Points(earned=20, demerits=20),
    "ceremony": Ceremony(weekday=WeekdayOfMonth(2, 4)),
    "tasks": PhaseTasks("two"),
    "longer for each": Elapsed(days(90), longer=days(14), for_each=MISSED),
    "in care": Elapsed(days(60), Since.ADMISSION, in_care=frozenset({LevelOfCare.RESIDENTIAL})),
    "not in care": Elapsed(days(90), without_care=frozenset({LevelOfCare.RESIDENTIAL})),
    "sober since phase two": Sober(days(60), from_phase="two"),
    "tests in a row": Sober(tests=3, mode=SoberMode.TESTS),
    "tests since the count": Sober(tests=2, tested_for=frozenset({Substance.THC})),
    "one allowed": FreeWindow(FreeOf.ANY_SANCTION, days(60), allowed=1),
    "one in any": FreeWindow(FreeOf.MISSED_TEST, days(60), allowed=1, in_any=True),
    "two in all": FreeWindow(FreeOf.ANY_SANCTION, within_phase=True, allowed=2),
    "late twice": AttendAll(GROUP, late_per_absence=2, allowed=1),
    "tests given": AttendShare(tests=True, percent=50),
    "tests on time": AttendAll(tests=True, late_is_absent=True),
    "negative tests": AttendCount(tests=True, negative=True, n=2, since=Since.ADMISSION),
    "a page of each": HandedIn("page", kinds=GROUP, missing=1),
    "a page in time": HandedIn("page", contacts=frozenset({ContactWith.MENTOR}), within=days(30)),
    "a page after each": HandedIn("page", for_each=MISSED, n=2),
    "service for each": Served(hours=4, for_each=MISSED),
    "half paid": LedgerSettled(FEES, percent=50),
    "housed in all": Stands(Standing.CONDITION, "housing", over=days(90), in_all=True),
    "in treatment": Stands(Standing.TREATMENT, kinds=frozenset({"outpatient"}), over=days(20)),
    "points left": Points(net=10),
    "twice in a row": Decided(DecisionBy.TEAM, since_phase=False, times=2),
    "on the 31st": Ceremony(day=31, ahead=days(10), own=True),
    "sessions since": AttendCount(GROUP, 2, Since.EVENT, event="ged"),
    "sober after an event": Sober(days(30), after="ged"),
    "free after an event": FreeWindow(FreeOf.ANY_SANCTION, days(30), after="ged"),
    "together after an event": Together(days(30), MISSED, after="ged"),
    "never absconded": FreeWindow(FreeOf.ABSCONDING, days(30)),
    "no step back": FreeWindow(FreeOf.DEMOTION, days(60)),
    "never late": FreeWindow(FreeOf.LATE_ARRIVAL, days(30)),
    "no dilute test": FreeWindow(
        FreeOf.DILUTE_TEST,
        days(30),
        also=frozenset({FreeOf.REFUSED_TEST, FreeOf.TAMPERED_TEST, FreeOf.ADMITTED_USE}),
    ),
    "share in all": AttendShare(GROUP, 70, since=Since.ADMISSION),
    "all since an event": AttendAll(GROUP, since=Since.EVENT, event="ged"),
    "one a day": AttendCount(GROUP, 5, a_day=1),
    "service since": Served(hours=4, since=Since.EVENT, event="ged"),
    "soon after": MilestoneDone(
        "project", deadline=days(30), since=Since.EVENT, event="ged", late_fails=True
    ),
}
WINDOWED = {
    "each week": AttendRate(GROUP, 1, weeks(1), over=weeks(2), each=True, calendar=True),
    "prorated": AttendRate(GROUP, 1.5, months(1), calendar=True, short=ShortPeriod.PRORATE),
    "with hearings": AttendRate(
        GROUP,
        2,
        months(1),
        hearings=True,
        contacts=frozenset({ContactWith.MENTOR}),
        cancelled_lowers=True,
        without=CUSTODY,
    ),
    "hours a week": AttendRate(GROUP, 0.5, weeks(1), over=weeks(8), hours=True),
    "recent": AttendCount(GROUP, 2, over=days(60)),
    "hours of late": AttendCount(GROUP, 2, hours=True, over=days(90), a_day=1),
    "each week a page": HandedIn("page", per=weeks(2), over=weeks(12), missing=2),
    "no longer than": Elapsed(days(30), most=days(200), most_fails=True),
    "fresh": MilestoneDone("project", expires=days(60)),
    "verified lately": Working(WORK, verified_within=days(60)),
    "fee": LedgerSettled(FEES, fee=Cents(1000), per=months(1), since=Since.ADMISSION),
    "regular": LedgerSettled(FEES, fee=Cents(3000), per=months(1), regular=True),
    "as able": LedgerSettled(FEES, as_able=True),
    "rate in all": AttendRate(GROUP, 1, weeks(2), since=Since.ADMISSION, a_day=1),
    "served lately": Served(hours=4, over=days(60)),
    "monthly service": Served(hours=2, per=months(1)),
    "points in a window": Points(earned=10, demerits=15, over=days(90)),
    "decided lately": Decided(DecisionBy.TEAM, since_phase=False, expires=days(60)),
    "rate": AttendRate(GROUP, 1, weeks(1), over=weeks(4)),
    "monthly rate": AttendRate(GROUP, 1, months(1)),
    "all in window": AttendAll(GROUP, over=days(60)),
    "share in window": AttendShare(GROUP, 60, over=months(2)),
    "best weeks": AttendRate(GROUP, 1, weeks(2), over=weeks(12), each=True, best=2),
    "best on average": AttendRate(GROUP, 1, weeks(2), over=weeks(12), best=2),
    "best share": AttendShare(GROUP, 60, over=weeks(12), per=weeks(2), best=2),
    "points each": Points(earned=5, per=weeks(6), over=weeks(18)),
    "points in each": Points(demerits=5, per=months(2)),
    "paid lately": LedgerSettled(FEES, paid=Cents(3000), over=days(60)),
    "fee since": LedgerSettled(FEES, fee=Cents(500), per=months(1), since=Since.EVENT, event="ged"),
}
RULES = {**STEADY, **WINDOWED}
RULES["both"] = AllOf((requirement(Sober(days(30)), "b1"), requirement(Working(WORK), "b2")))
RULES["two of three"] = NOf(
    2,
    (
        requirement(Sober(days(30)), "b1"),
        requirement(Working(WORK), "b2"),
        requirement(MilestoneDone("project"), "b3"),
    ),
)
RULES["either"] = AnyOf((requirement(Sober(days(30)), "b1"), requirement(Working(WORK), "b2")))
STRICT = SoberPolicy(
    dict.fromkeys((SoberEvent.POSITIVE, SoberEvent.MISSED), Effect.RESET)
    | {SoberEvent.DILUTE: Effect.SUSPEND, SoberEvent.ABSCONDED: Effect.RESET},
    NewCount.NEXT_NEGATIVE,
    starts=CountStarts.FIRST_NEGATIVE,
    without=CUSTODY,
)
HANDBOOKS = st.builds(
    lambda completes, month_days, sober: {
        "completes": completes,
        "month_days": month_days,
        **sober,
    },
    st.sampled_from(Completes),
    st.sampled_from([None, 30]),
    st.sampled_from([{}, {"sober": STRICT}]),
)

# Each law looks at some eighty rules in every life: few lives are many answers.
FEW = settings(max_examples=40)


class Life:
    """One person by one handbook: what all rules share is put together once a day asked."""

    def __init__(self, facts, handbook):
        self.facts, self._handbook = facts, program(**handbook)
        self._cases = {}

    def judged(self, rule, as_of):
        if as_of not in self._cases:
            self._cases[as_of] = build_case(self.facts, self._handbook, as_of)
        found = judge(requirement(rule), self._cases[as_of])
        assert found is not None
        return found


def without_late_knowledge(facts):
    """Nothing that came to be known after its own day, so that yesterday's answer was the same."""
    tests = tuple(
        replace(s, results=tuple(replace(r, confirmed_on=None) for r in s.results))
        for s in facts.specimens
    )
    answers = tuple(replace(r, infraction_on=None) for r in facts.responses)
    return replace(facts, specimens=tests, responses=answers, extensions=())


def each_rule(law):
    """A law for one rule, looked at for all of them in every life."""

    def holds_for_all(rules, life, *others):
        for name, rule in rules.items():
            try:
                law(name, rule, life, *others)
            except AssertionError as broken:
                raise AssertionError(f"the rule “{name}”: {broken}") from broken

    return holds_for_all


@FEW
@given(lives(), HANDBOOKS)
def test_waiting_a_day_never_turns_met_into_unmet(facts, handbook):
    still_met(STEADY, Life(known_on(facts, AS_OF), handbook))


@each_rule
def still_met(_name, rule, quiet):
    if quiet.judged(rule, AS_OF).verdict is Verdict.MET:
        assert quiet.judged(rule, later(AS_OF, 1)).verdict is Verdict.MET


@FEW
@given(lives(), HANDBOOKS)
def test_a_promised_day_is_kept_and_the_day_before_it_is_not_enough(facts, handbook):
    promise_kept(RULES, Life(known_on(facts, AS_OF), handbook))


@each_rule
def promise_kept(_name, rule, quiet):
    found = quiet.judged(rule, AS_OF)
    if found.verdict is not Verdict.UNMET or found.met_from is None:
        return
    assert found.met_from > AS_OF
    assert quiet.judged(rule, found.met_from).verdict is Verdict.MET
    before = quiet.judged(rule, later(found.met_from, -1))
    assert before.verdict is not Verdict.MET


@FEW
@given(lives(), HANDBOOKS, st.integers(0, 60))
def test_what_is_met_has_been_met_since_the_day_it_says(facts, handbook, step):
    met_since(RULES, Life(without_late_knowledge(facts), handbook), step)


@each_rule
def met_since(name, rule, life, step):
    facts = life.facts
    found = life.judged(rule, AS_OF)
    if found.verdict is not Verdict.MET:
        return
    since = found.met_from
    assert since is not None
    assert since <= AS_OF
    entered = max(s.entered for s in facts.stays)
    day = max(since, entered, later(AS_OF, -step))
    assert life.judged(rule, day).verdict is Verdict.MET
    event = getattr(rule, "event", None) or getattr(rule, "after", None)
    # where it is counted from an event that happened once more that day, the count began anew
    again = since in {m.done_on for m in facts.milestones if m.key == event}
    if since > entered and not again and name not in ("both", "either", "two of three", "tasks"):
        before = life.judged(rule, later(since, -1))
        assert before.verdict is not Verdict.MET


@FEW
@given(lives(), HANDBOOKS)
def test_what_is_not_met_never_claims_a_day_that_has_passed(facts, handbook):
    no_past_claimed(RULES, Life(facts, handbook))


@each_rule
def no_past_claimed(_name, rule, life):
    found = life.judged(rule, AS_OF)
    if not found.verdict.satisfied:
        assert found.met_from is None or found.met_from > AS_OF
        assert (found.if_acted is None) == (found.verdict is Verdict.FAILED)
        assert found.if_acted is None or found.if_acted >= AS_OF
    assert found.text
    assert found.text == found.text.strip()


@cache
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
    kinds += ("hearings", "contacts", "legal", "infractions", "alerts", "service", "conditions")
    kinds += ("items", "points", "abilities", "overrides", "extensions", "treatments", "ceremonies")
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
        "docket_entry": {h.id for h in facts.hearings},
        "contact": {c.id for c in facts.contacts},
        "legal_event": {e.id for e in facts.legal},
        "infraction": {i.id for i in facts.infractions},
        "device_alert": {a.id for a in facts.alerts},
        "service_entry": {s.id for s in facts.service},
        "condition": {c.id for c in facts.conditions},
        "item": {i.id for i in facts.items},
        "point_entry": {p.id for p in facts.points},
        "ability_finding": {a.id for a in facts.abilities},
        "extension": {e.id for e in facts.extensions},
        "override": {o.id for o in facts.overrides},
        "treatment_episode": {t.id for t in facts.treatments},
        "ceremony": {c.id for c in facts.ceremonies},
    }
    assert judgement.phase is not None
    for finding in (*judgement.phase.findings, *judgement.dismissal.findings):
        for ref in finding.evidence:
            assert ref.id in known[ref.kind]


ROOMS = {
    "specimen": "specimens",
    "response": "responses",
    "attendance_line": "sessions",
    "milestone": "milestones",
    "fee_entry": "ledger",
    "payment_plan": "plans",
    "work_spell": "work",
    "decision": "decisions",
    "waiver": "waivers",
    "docket_entry": "hearings",
    "contact": "contacts",
    "legal_event": "legal",
    "infraction": "infractions",
    "device_alert": "alerts",
    "service_entry": "service",
    "condition": "conditions",
    "item": "items",
    "point_entry": "points",
    "ability_finding": "abilities",
    "extension": "extensions",
    "override": "overrides",
    "ceremony": "ceremonies",
}
"""Where the records stand that a finding names. What holds for the whole person stays: statuses,
phase stays, medicines, treatment."""


@given(lives())
@settings(max_examples=10, deadline=None)
def test_a_findings_evidence_suffices(facts):
    """With every other record away the verdict is the same: of the whole phase where the others
    have a say in it (a ceremony, what the record is found to say), else of the rule alone."""
    handbook = handbook_of_all()
    judgement = judge_person(facts, handbook, AS_OF)
    assert judgement.phase is not None
    asked = {r.key: r for r in handbook.phases[-1].advance if not isinstance(r.rule, Ceremony)}
    for finding in judgement.phase.findings:
        named = {(ref.kind, ref.id) for ref in finding.evidence}
        kept = {
            room: tuple(item for item in getattr(facts, room) if (kind, item.id) in named)
            for kind, room in ROOMS.items()
        }
        alone = replace(facts, **kept)
        if finding.rule in asked:
            found = [judge(asked[finding.rule], build_case(alone, handbook, AS_OF))]
        else:
            found = judge_person(alone, handbook, AS_OF).phase.findings
        verdicts = {f.rule: f.verdict for f in found}
        assert verdicts.get(finding.rule) is finding.verdict, finding


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 24))
def test_a_month_is_never_longer_than_a_calendar_month(start, n):
    assert add(start, months(n)).day <= start.day
