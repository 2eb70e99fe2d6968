"""What would be, if: a table that a coordinator could read, and what would move the day most."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from drugcourt.domain.findings import Verdict
from drugcourt.domain.program import (
    AllOf,
    Ceremony,
    Decided,
    Effect,
    Elapsed,
    MilestoneDone,
    Phase,
    Sober,
    SoberEvent,
)
from drugcourt.domain.rule_terms import DecisionBy
from drugcourt.domain.specimens import Confirmation, Substance
from drugcourt.domain.suppositions import (
    ActDone,
    Answer,
    Coming,
    ConfirmationIs,
    EffectIs,
    HearingIs,
    LetOff,
    NumberIs,
    SessionIs,
    TestBeing,
    TestIs,
)
from drugcourt.domain.treatment import Attendance
from drugcourt.rules.phases import judge_person
from drugcourt.rules.suppositions import changes_of
from drugcourt.rules.what_if import Added, Changed, Removed, RuleChanged, moves_most
from drugcourt.rules.what_if import what_if as as_if
from tests.builders import (
    days,
    decision,
    five_phases,
    later,
    medication,
    milestone,
    participant,
    positive,
    program,
    requirement,
    result,
    sanction,
    session,
    specimen,
    stay,
)

TODAY = date(2026, 11, 24)
HANDBOOK = five_phases()
CLEAN = specimen(date(2026, 11, 2))
ABSENT = session(date(2026, 11, 12), Attendance.ABSENT)
WAITING = specimen(date(2026, 11, 20), positive(Substance.FENTANYL, Confirmation.PENDING))


def judged_if(facts, handbook, as_of, changes):
    """The judgement as it stands, and as it would be."""
    others = as_if(facts, handbook, changes)
    return judge_person(facts, handbook, as_of), judge_person(*others, as_of)


def reyes(**wanted: Any):
    """In phase 3 since August 10, no use since admission; one absence, no decision yet."""
    made: dict[str, Any] = {
        "phase": None,
        "stays": (
            stay("p1", date(2026, 2, 10), date(2026, 4, 14)),
            stay("p2", date(2026, 4, 14), date(2026, 8, 10)),
            stay("p3", date(2026, 8, 10)),
        ),
        "specimens": (specimen(date(2026, 10, 1)), CLEAN),
        "sessions": (session(date(2026, 11, 5)), ABSENT, session(date(2026, 11, 19))),
    }
    return participant(**{**made, **wanted})


def judged(supposed: Any, facts: Any = None, handbook: Any = HANDBOOK):
    """Now and then, for one supposition."""
    facts = facts or reyes()
    return judged_if(facts, handbook, TODAY, changes_of(supposed, facts, handbook, TODAY))


TABLE = (
    # what were otherwise                                      the line     now            then
    (TestIs(date(2026, 11, 2), TestBeing.POSITIVE), "p3.sober", Verdict.MET, Verdict.UNMET),
    (TestIs(date(2026, 11, 2), TestBeing.MISSED), "p3.sober", Verdict.MET, Verdict.UNMET),
    (TestIs(date(2026, 11, 2), TestBeing.EXCUSED), "p3.sober", Verdict.MET, Verdict.MET),
    (TestIs(date(2026, 11, 2), TestBeing.NEGATIVE), "p3.sober", Verdict.MET, Verdict.MET),
    (TestIs(date(2026, 11, 23), TestBeing.POSITIVE), "p3.sober", Verdict.MET, Verdict.UNMET),
    (SessionIs(date(2026, 11, 12), Coming.EXCUSED), "p3.attend", Verdict.UNMET, Verdict.MET),
    (SessionIs(date(2026, 11, 12), Coming.ATTENDED), "p3.attend", Verdict.UNMET, Verdict.MET),
    (SessionIs(date(2026, 11, 19), Coming.ABSENT), "p3.attend", Verdict.UNMET, Verdict.UNMET),
    (NumberIs("p3.time", "least", "106 days"), "p3.time", Verdict.MET, Verdict.MET),
    (NumberIs("p3.time", "least", "107 days"), "p3.time", Verdict.MET, Verdict.UNMET),
    (ActDone("p3.team"), "p3.team", Verdict.UNKNOWN, Verdict.MET),
    (LetOff("p3.attend"), "p3.attend", Verdict.UNMET, Verdict.WAIVED),
)


@pytest.mark.parametrize(("supposed", "line", "now", "then"), TABLE)
def test_each_supposition_changes_its_own_line(supposed, line, now, then):
    before, after = judged(supposed)
    assert _verdict(before.phase, line) is now
    assert _verdict(after.phase, line) is then


@pytest.mark.parametrize(("supposed", "line", "_now", "_then"), TABLE)
def test_no_supposition_touches_a_line_of_another_subject(supposed, line, _now, _then):
    before, after = judged(supposed)
    untouched = {
        f.rule: f
        for f in before.phase.findings
        if f.rule.split(".")[1] not in (line.split(".")[1], "sober")
    }
    then = {f.rule: f for f in after.phase.findings}
    assert {rule: then[rule] for rule in untouched} == untouched


def test_what_was_given_stays_as_it_was():
    facts = reyes()
    kept = reyes(stays=facts.stays, specimens=facts.specimens, sessions=facts.sessions)
    judged(TestIs(date(2026, 11, 2), TestBeing.POSITIVE), facts)
    assert facts == kept


def test_a_day_without_a_test_gets_one_more_with_the_panel_of_the_latest():
    facts = reyes(specimens=(specimen(date(2026, 10, 1), result(Substance.COCAINE)),))
    (change,) = changes_of(TestIs(date(2026, 11, 9), TestBeing.POSITIVE), facts, HANDBOOK, TODAY)
    assert isinstance(change, Added)
    assert [r.substance for r in change.fact.results] == [Substance.COCAINE]


def test_a_positive_is_supposed_of_a_substance_that_no_prescription_explains():
    taking = medication(date(2026, 3, 1), substances=(Substance.BUPRENORPHINE,))
    panel = specimen(date(2026, 11, 2), result(Substance.BUPRENORPHINE), result(Substance.COCAINE))
    facts = reyes(specimens=(panel,), medications=(taking,))
    _before, after = judged(TestIs(panel.on, TestBeing.POSITIVE, id=panel.id), facts)
    assert after.clock.sober_date == later(panel.on, 1)


@pytest.mark.parametrize(
    ("answer", "since"),
    [(Answer.CONFIRMED, date(2026, 11, 21)), (Answer.OVERTURNED, date(2026, 2, 10))],
)
def test_a_confirmation_that_came_back_settles_the_sober_date(answer, since):
    facts = reyes(specimens=(CLEAN, WAITING))
    before, after = judged(ConfirmationIs(WAITING.on, answer), facts)
    assert before.clock.provisional_since == WAITING.on
    assert (after.clock.sober_date, after.clock.provisional_since) == (since, None)


def test_nothing_is_out_where_nothing_is_pending():
    with pytest.raises(KeyError):
        judged(ConfirmationIs(CLEAN.on, Answer.CONFIRMED))


def test_a_hearing_not_recorded_is_supposed_as_one_more():
    facts = reyes()
    (change,) = changes_of(HearingIs(date(2026, 11, 3), Coming.ABSENT), facts, HANDBOOK, TODAY)
    assert isinstance(change, Added)
    assert change.room == "hearings"


def test_the_rule_of_an_event_may_be_another():
    facts = reyes(specimens=(CLEAN, specimen(date(2026, 11, 10), positive())))
    before, after = judged(EffectIs(SoberEvent.POSITIVE, Effect.NOTHING), facts)
    assert before.clock.sober_date == date(2026, 11, 11)
    assert after.clock.sober_date == date(2026, 2, 10)


def test_a_milestone_asked_three_times_is_supposed_as_often_as_it_lacks():
    asked = requirement(MilestoneDone("talk", times=3), "one.talk")
    facts = participant(milestones=(milestone("talk", date(2026, 3, 1), verified=True),))
    _before, after = judged(ActDone("one.talk"), facts, program(asked))
    assert _verdict(after.phase, "one.talk") is Verdict.MET


def test_a_decision_of_several_is_given_by_all_of_them_after_a_refusal_of_today():
    rule = Decided(DecisionBy.TEAM, also=frozenset({DecisionBy.JUDGE}))
    asked = requirement(rule, "one.both")
    facts = participant(decisions=(decision("one.both", TODAY, granted=False),))
    before, after = judged(ActDone("one.both"), facts, program(asked))
    assert _verdict(before.phase, "one.both") is Verdict.UNMET
    assert _verdict(after.phase, "one.both") is Verdict.MET


def test_a_part_of_a_requirement_may_have_another_number():
    part = requirement(Elapsed(days(400)), "one.long")
    whole = requirement(AllOf((part,)), "one.all")
    changed = RuleChanged("one.long", {"least": days(10)})
    before, after = judged_if(participant(), program(whole), TODAY, [changed])
    assert _verdict(before.phase, "one.all") is Verdict.UNMET
    assert _verdict(after.phase, "one.all") is Verdict.MET


@pytest.mark.parametrize(
    "change",
    [
        Changed("specimens", 10**9, {"late": True}),
        Removed("sessions", 10**9),
        Added("nowhere", None),
        RuleChanged("p9.none", {}),
    ],
)
def test_what_is_not_there_is_said_so(change):
    with pytest.raises(KeyError):
        as_if(reyes(), HANDBOOK, [change])


def test_a_sanction_taken_away_frees_its_window():
    given = sanction(date(2026, 11, 10))
    before, after = judged_if(
        reyes(responses=(given,)), HANDBOOK, TODAY, [Removed("responses", given.id)]
    )
    assert (_verdict(before.phase, "p3.free"), _verdict(after.phase, "p3.free")) == (
        Verdict.UNMET,
        Verdict.MET,
    )


# What would move it most -------------------------------------------------------------------------


def moves(*asked, facts: Any = None, **wanted: Any):
    judgement = judge_person(
        facts or participant(date(2026, 11, 4)), program(*asked, **wanted), TODAY
    )
    assert judgement.phase is not None
    return judgement.phase, moves_most(judgement.phase, judgement.case)


TIME = requirement(Elapsed(days(90)), "one.time")
SOBER = requirement(Sober(days(30)), "one.sober")
PLAN = requirement(MilestoneDone("plan"), "one.plan")


def test_the_latest_day_moves_it_most_and_the_next_latest_says_how_far():
    asked, (first, *others) = moves(TIME, SOBER, PLAN)
    assert asked.if_acted == date(2027, 2, 2)
    assert (first.finding.rule, first.earliest, first.days) == (
        "one.time",
        date(2026, 12, 4),
        60,
    )
    assert not any(move.helps for move in others)


def test_two_that_end_on_the_same_day_move_nothing_alone():
    _asked, found = moves(TIME, requirement(Sober(days(90)), "one.sober"))
    assert [move.days for move in found] == [0, 0]
    assert not any(move.helps for move in found)


def test_what_can_no_longer_be_met_moves_it_most_of_all():
    late = requirement(MilestoneDone("talk", deadline=days(5), late_fails=True), "one.talk")
    asked, (first, second) = moves(TIME, late)
    assert asked.if_acted is None
    assert (first.finding.rule, first.earliest, first.days) == ("one.talk", date(2027, 2, 2), None)
    assert (second.earliest, second.helps) == (None, False)


def test_a_ceremony_follows_what_moves_and_is_never_named_itself():
    held = requirement(Ceremony(dates=(date(2026, 12, 11), date(2027, 3, 5))), "one.held")
    asked, found = moves(TIME, SOBER, held)
    assert asked.if_acted == date(2027, 3, 5)
    assert [(m.finding.rule, m.earliest) for m in found] == [
        ("one.time", date(2026, 12, 11)),
        ("one.sober", date(2027, 3, 5)),
    ]


def test_everything_has_to_be_met_so_long_before_a_ceremony_as_is_asked():
    rule = Ceremony(dates=(date(2026, 12, 11), date(2027, 3, 5)), ahead=days(14))
    _asked, found = moves(TIME, SOBER, requirement(rule, "one.held"))
    assert [m.earliest for m in found] == [date(2027, 3, 5), date(2027, 3, 5)]
    assert not any(m.helps for m in found)


def test_nothing_moves_what_is_met():
    asked, found = moves(requirement(Elapsed(days(20)), "one.time"))
    assert asked.ready
    assert found == ()


def test_a_day_beyond_the_record_moves_nothing_back():
    """The day asked is never passed: what waits for an act alone could be done today."""
    asked, found = moves(PLAN, phases=(Phase("one", "First", (PLAN,)), Phase("two", "Next", ())))
    assert (asked.earliest, asked.if_acted) == (None, TODAY)
    assert [(m.earliest, m.days, m.helps) for m in found] == [(TODAY, 0, False)]


def _verdict(asked, line: str) -> Verdict:
    return next(f.verdict for f in asked.findings if f.rule == line)
