"""Who may move on, who may have the charges dismissed, and what the track promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from drugcourt.domain.dates import short
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.facts import StatusFacts
from drugcourt.domain.findings import Verdict
from drugcourt.domain.program import Decided, Elapsed, Phase, Sober
from drugcourt.domain.rule_terms import DecisionBy
from drugcourt.domain.treatment import Attendance
from drugcourt.rules.phases import judge_person
from drugcourt.rules.projection import TrackState
from tests.builders import (
    days,
    decision,
    five_phases,
    later,
    milestone,
    participant,
    positive,
    program,
    requirement,
    sanction,
    session,
    specimen,
    status,
    stay,
)

ADMITTED = date(2026, 2, 10)
NOV_24 = date(2026, 11, 24)
HANDBOOK = five_phases()
STAYS = (
    stay("p1", ADMITTED, date(2026, 4, 14)),
    stay("p2", date(2026, 4, 14), date(2026, 8, 10)),
    stay("p3", date(2026, 8, 10)),
)
GROUPS = tuple(session(later(NOV_24, -2 * n)) for n in range(1, 12))


def tran(**wanted):
    """The participant of the design: phase 3, sober since October 10, everything kept."""
    made = {
        "phase": None,
        "stays": STAYS,
        "specimens": (specimen(date(2026, 10, 9), positive()),),
        "responses": (sanction(date(2026, 10, 14)),),
        "sessions": GROUPS,
        "statuses": (
            status(EpisodeStatus.ACTIVE, ADMITTED, date(2026, 5, 1)),
            status(EpisodeStatus.IN_CUSTODY, date(2026, 5, 1), date(2026, 5, 29)),
            status(EpisodeStatus.ACTIVE, date(2026, 5, 29)),
        ),
    }
    return participant(ADMITTED, **{**made, **wanted})


def test_everything_measured_is_met_and_only_the_team_has_to_decide():
    asked = judge_person(tran(), HANDBOOK, NOV_24).phase
    assert asked is not None
    assert (asked.goal, asked.title) == ("p4", "Phase 4: Adaptive")
    assert [f.verdict for f in asked.findings] == [Verdict.MET] * 4 + [Verdict.UNKNOWN]
    assert asked.ready_but_for_decisions
    assert (asked.earliest, asked.if_acted) == (None, NOV_24)
    assert asked.binding is not None
    assert asked.binding.rule == "p3.team"


def test_a_phase_without_a_name_of_its_own_is_not_named_twice():
    phases = (Phase("a", "Phase 1", ()), Phase("b", "Phase 2", ()))
    asked = judge_person(participant(phase="a"), program(phases=phases), NOV_24).phase
    assert asked.title == "Phase 2"


def test_the_day_before_the_sober_days_bind():
    asked = judge_person(tran(), HANDBOOK, later(NOV_24, -1)).phase
    assert asked is not None
    assert (asked.earliest, asked.if_acted) == (None, NOV_24)
    assert asked.binding is not None
    assert asked.binding.rule == "p3.sober"


def test_with_the_decision_the_person_is_ready_since_the_last_thing_was_met():
    decided = tran(decisions=(decision("p3.team", date(2026, 11, 20)),))
    asked = judge_person(decided, HANDBOOK, later(NOV_24, 3)).phase
    assert asked is not None
    assert asked.ready
    assert (asked.earliest, asked.binding.rule) == (NOV_24, "p3.sober")
    before = judge_person(decided, HANDBOOK, date(2026, 11, 21)).phase
    assert (before.earliest, before.if_acted, before.ready) == (NOV_24, NOV_24, False)


def test_the_track_shows_what_was_and_what_may_come():
    judgement = judge_person(tran(), HANDBOOK, NOV_24)
    assert [item.caption for item in judgement.phase_track] == [
        "Feb 10 · 63 days",
        "Apr 14 · 118 days (28 in custody)",
        "Aug 10 · day 106 of at least 90",
        "earliest today",
        "earliest Feb 22, 2027",
    ]
    assert judgement.graduation == date(2027, 5, 23)
    assert (judgement.days, judgement.out) == (287, ((EpisodeStatus.IN_CUSTODY, 28),))
    assert judgement.phase_track[2].state is TrackState.CURRENT
    assert judgement.here == judgement.phase_track[2]


def test_someone_in_an_earlier_phase_is_not_eligible_and_gets_a_projected_day():
    asked = judge_person(tran(), HANDBOOK, NOV_24).dismissal
    first = asked.findings[0]
    assert (first.rule, first.verdict, first.text) == (
        "phase.last",
        Verdict.UNMET,
        "in phase 3 of 5",
    )
    assert (asked.earliest, asked.if_acted) == (None, date(2027, 5, 23))
    assert asked.binding.rule == "p5.time"


def graduate(**wanted):
    made = {
        "stays": (
            *STAYS[:2],
            stay("p3", date(2026, 8, 10), NOV_24),
            stay("p4", NOV_24, _P5),
            stay("p5", _P5),
        ),
        "sessions": tuple(session(later(_END, -2 * n)) for n in range(1, 12)),
        "milestones": (milestone("project", date(2027, 3, 1)),),
        "decisions": (
            decision("p5.team", later(_END, -1)),
            decision("g.judge", later(_END, -1), by=DecisionBy.JUDGE),
        ),
    }
    return tran(**{**made, **wanted})


_P5 = date(2027, 2, 22)
_END = date(2027, 5, 23)


def test_the_projected_day_of_graduation_is_the_day_of_eligibility_and_not_the_day_before():
    assert judge_person(graduate(), HANDBOOK, _END).dismissal.ready
    before = judge_person(graduate(), HANDBOOK, later(_END, -1)).dismissal
    assert not before.ready
    assert before.earliest == _END


def test_the_graduation_list_says_nothing_twice():
    facts = graduate()
    asked = judge_person(facts, HANDBOOK, _END).dismissal
    assert [f.rule for f in asked.findings] == [
        "phase.last",
        "p5.time",
        "p5.sober",
        "p5.free",
        "p5.attend",
        "p5.team",
        "g.project",
        "g.fees",
        "g.judge",
    ]
    phase = judge_person(facts, HANDBOOK, _END).phase
    assert phase.goal == "graduation"
    assert phase.findings == asked.findings[1:]


@pytest.mark.parametrize(
    "missing",
    [
        {"milestones": ()},
        {"decisions": ()},
        {"specimens": (specimen(later(_END, -30), positive()),)},
        {"responses": (sanction(later(_END, -29)),)},
        {"sessions": (session(later(_END, -1), Attendance.ABSENT),)},
    ],
)
def test_any_one_thing_missing_stops_dismissal(missing):
    assert not judge_person(graduate(**missing), HANDBOOK, _END).dismissal.ready


def test_before_admission_there_is_no_phase_to_leave():
    judgement = judge_person(tran(), HANDBOOK, later(ADMITTED, -1))
    assert judgement.phase is None
    assert judgement.clock.sober_date is None
    assert not judgement.dismissal.ready


@pytest.mark.parametrize(
    ("stays", "rule", "said"),
    [
        ((), "record.no_phase", "no phase is recorded"),
        ((stay("x", ADMITTED),), "record.unknown_phase", "“x” is not a phase"),
        ((stay("p1", later(ADMITTED, -9)),), "record.stay_before_admission", "before admission"),
        (
            (stay("p1", ADMITTED), stay("p2", date(2026, 8, 10))),
            "record.overlapping_stays",
            "overlap; the later one is used",
        ),
        (
            (stay("p1", date(2026, 4, 1), date(2026, 3, 1)), stay("p2", date(2026, 8, 10))),
            "record.backwards_stay",
            "ends before it begins",
        ),
    ],
)
def test_a_record_that_contradicts_itself_is_said_and_nobody_is_ready(stays, rule, said):
    judgement = judge_person(tran(stays=stays), HANDBOOK, NOV_24)
    for asked in (judgement.phase, judgement.dismissal):
        finding = asked.findings[0]
        assert (finding.rule, finding.verdict) == (rule, Verdict.UNKNOWN)
        assert said in finding.text
        assert not asked.ready
        assert not asked.ready_but_for_decisions


def test_custody_and_absconding_on_the_same_day_are_said_to_contradict_each_other():
    held = StatusFacts(EpisodeStatus.IN_CUSTODY, date(2026, 5, 1), date(2026, 5, 20), 7)
    for gone, said in ((date(2026, 5, 19), True), (date(2026, 5, 20), False)):
        away = StatusFacts(EpisodeStatus.ABSCONDED, gone, date(2026, 6, 1), 8)
        asked = judge_person(tran(statuses=(held, away)), HANDBOOK, NOV_24).phase
        found = [f for f in asked.findings if f.rule == "record.custody_and_absconded"]
        assert bool(found) is said
        for finding in found:
            assert finding.verdict is Verdict.UNKNOWN
            assert {ref.id for ref in finding.evidence} == {7, 8}


def test_phases_are_numbered_as_the_handbook_counts_whoever_does_which():
    phases = (
        Phase("one", "One", ()),
        Phase("care", "Aftercare", (), optional=True),
        Phase("two", "Two", ()),
        Phase("three", "Three", ()),
    )
    handbook = program(phases=phases)
    judgement = judge_person(participant(phase="one"), handbook, NOV_24)
    assert judgement.phase.title == "Phase 3: Two"
    assert [(item.key, item.number) for item in judgement.phase_track] == [
        ("one", 1),
        ("two", 3),
        ("three", 4),
    ]
    found = judge_person(participant(phase="two"), handbook, NOV_24).dismissal.findings
    last = next(f for f in found if f.rule == "phase.last")
    assert last.text == "in phase 3 of 4"


def test_a_stay_that_begins_before_admission_counts_from_admission():
    facts = tran(stays=(stay("p1", later(ADMITTED, -50)),))
    asked = judge_person(facts, HANDBOOK, later(ADMITTED, 59)).phase
    time = next(f for f in asked.findings if f.rule == "p1.time")
    assert (time.verdict, time.met_from) == (Verdict.UNMET, later(ADMITTED, 60))


def test_a_return_to_an_earlier_phase_starts_its_time_again():
    back = (*STAYS[:2], stay("p3", date(2026, 8, 10), NOV_24), stay("p2", NOV_24))
    judgement = judge_person(tran(stays=back), HANDBOOK, NOV_24)
    assert judgement.phase.goal == "p3"
    track = judgement.phase_track
    assert (track[1].entered, track[1].days) == (NOV_24, 0)
    assert (track[2].state, track[2].earliest) == (TrackState.AHEAD, later(NOV_24, 90))


def test_after_graduation_everything_stands_as_on_the_exit_day():
    gone = graduate(exited_on=_END)
    ended = replace(
        gone,
        stays=tuple(replace(s, left=_END) if s.left is None else s for s in gone.stays),
        statuses=(*gone.statuses, status(EpisodeStatus.GRADUATED, _END)),
    )
    judgement = judge_person(ended, HANDBOOK, later(_END, 400))
    assert judgement.as_of == _END
    assert judgement.dismissal.ready
    assert judgement.graduation is None


def test_after_a_termination_nothing_can_be_met_any_more():
    ended = graduate(exited_on=_END)
    ended = replace(ended, statuses=(*ended.statuses, status(EpisodeStatus.TERMINATED, _END)))
    asked = judge_person(ended, HANDBOOK, later(_END, 1)).dismissal
    assert asked.findings[0].verdict is Verdict.FAILED
    assert (asked.earliest, asked.if_acted, asked.ready) == (None, None, False)
    assert f"left the program on {short(_END, _END)} (terminated)" in asked.findings[0].text


def test_a_program_whose_minimum_is_longer_than_its_phases_is_bound_by_it():
    whole = requirement(Elapsed(days(540), since="admission"), "g.time")
    handbook = replace(
        program(requirement(Elapsed(days(112)), "one.time")),
        graduation=(whole, requirement(Decided(DecisionBy.JUDGE), "g.judge")),
    )
    judgement = judge_person(participant(ADMITTED), handbook, NOV_24)
    assert judgement.graduation == later(ADMITTED, 540)
    assert judgement.dismissal.binding.rule == "g.time"


def test_a_phase_that_may_be_long_over_does_not_begin_in_the_past():
    judgement = judge_person(participant(ADMITTED), program(), NOV_24)
    assert judgement.phase_track[1].earliest == NOV_24


def test_two_sentences_that_ask_the_same_decision_are_two_decisions():
    last = Phase("only", "Only", (requirement(Decided(DecisionBy.JUDGE), "a"),))
    handbook = program(
        phases=(last,),
        graduation=(
            requirement(Decided(DecisionBy.JUDGE), "b"),
            requirement(Sober(days(1)), "c"),
            requirement(Sober(days(1)), "d"),
        ),
    )
    asked = judge_person(participant(ADMITTED, phase="only"), handbook, NOV_24).dismissal
    assert [f.rule for f in asked.findings] == ["phase.last", "a", "b", "c"]
