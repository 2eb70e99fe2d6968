"""Rules and slow checker turn together on the very day from which a fact counts, or no longer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from drugcourt.domain.conduct import InfractionKind
from drugcourt.domain.devices import AlertKind, AlertState
from drugcourt.domain.facts import (
    AlertFacts,
    InfractionFacts,
    ItemFacts,
    ParticipantFacts,
)
from drugcourt.domain.program import (
    Effect,
    Elapsed,
    FreeOf,
    FreeWindow,
    HandedIn,
    Phase,
    Program,
    Rule,
    Sober,
    SoberEvent,
    SoberPolicy,
    Working,
)
from drugcourt.domain.specimens import AnalyteResult, Confirmation, Substance
from drugcourt.domain.supervision import WorkKind
from drugcourt.domain.treatment import SessionKind
from drugcourt.rules.phases import judge_person
from tests.builders import (
    days,
    job,
    later,
    medication,
    participant,
    positive,
    program,
    requirement,
    result,
    session,
    specimen,
    stay,
    waiver,
    weeks,
)
from tests.rules.slow_checker import SlowChecker
from tests.rules.test_slow_checker import differences

BEGUN, ON = date(2026, 3, 2), date(2026, 6, 1)
BUP = Substance.BUPRENORPHINE
RESETS = SoberPolicy({SoberEvent.POSITIVE: Effect.RESET, SoberEvent.DEVICE_ALERT: Effect.RESET})
STOPS = SoberPolicy({SoberEvent.POSITIVE: Effect.SUSPEND})


@dataclass(frozen=True)
class Edge:
    """A life, and what the sober days or the verdict are the evening before a day and on it."""

    facts: ParticipantFacts
    day: date
    before: object
    then: object
    asked: Rule | None = None
    sober: SoberPolicy = RESETS

    @property
    def handbook(self) -> Program:
        asked = (requirement(self.asked or Elapsed(days(900)), "asked"),)
        phases = (Phase("one", "First steps", asked), Phase("two", "Steady", asked))
        return program(phases=phases, sober=self.sober)


def days_between(first: date, last: date) -> int:
    return (last - first).days


IN_TWO = (stay("one", BEGUN, ON), stay("two", ON))
EDGES = {
    "a positive the day before the medicine ends is expected": Edge(
        participant(
            BEGUN,
            medications=(medication(BEGUN, ON),),
            specimens=(specimen(later(ON, -1), positive(BUP)),),
        ),
        ON,
        days_between(BEGUN, later(ON, -1)),
        days_between(BEGUN, ON),
    ),
    "a positive on the day the medicine ended is not": Edge(
        participant(
            BEGUN, medications=(medication(BEGUN, ON),), specimens=(specimen(ON, positive(BUP)),)
        ),
        ON,
        days_between(BEGUN, later(ON, -1)),
        0,
    ),
    "the list as it stood when the test was taken down goes before the list": Edge(
        participant(
            BEGUN,
            medications=(medication(BEGUN, ON),),
            specimens=(specimen(ON, positive(BUP), medicines=(medication(BEGUN),)),),
        ),
        ON,
        days_between(BEGUN, later(ON, -1)),
        days_between(BEGUN, ON),
    ),
    "a confirmation that comes back negative gives the days back that day": Edge(
        participant(
            BEGUN,
            specimens=(
                specimen(
                    later(ON, -9),
                    result(
                        said=AnalyteResult.POSITIVE,
                        confirmation=Confirmation.NOT_CONFIRMED,
                        confirmed_on=ON,
                    ),
                ),
            ),
        ),
        ON,
        7,
        days_between(BEGUN, ON),
    ),
    "an alert that nobody stands by gives them back when it is answered": Edge(
        participant(
            BEGUN,
            alerts=(AlertFacts(1, AlertKind.ALCOHOL, later(ON, -9), AlertState.DISMISSED, ON),),
        ),
        ON,
        7,
        days_between(BEGUN, ON),
    ),
    "a failed interlock counts from its day": Edge(
        participant(BEGUN, infractions=(InfractionFacts(1, InfractionKind.INTERLOCK, ON),)),
        ON,
        days_between(BEGUN, later(ON, -1)),
        0,
    ),
    "a disputed positive waits where the policy lets what is open wait": Edge(
        participant(BEGUN, specimens=(specimen(ON, positive(), disputed=True),)),
        ON,
        days_between(BEGUN, later(ON, -1)),
        days_between(BEGUN, ON),
        sober=SoberPolicy(RESETS.effects, pending_resets=False),
    ),
    "and starts the count again where it does not": Edge(
        participant(BEGUN, specimens=(specimen(ON, positive(), disputed=True),)),
        ON,
        days_between(BEGUN, later(ON, -1)),
        0,
    ),
    "an expected positive lets a count that stands still go on": Edge(
        participant(
            BEGUN,
            medications=(medication(BEGUN),),
            specimens=(specimen(later(ON, -5), positive()), specimen(ON, positive(BUP))),
        ),
        ON,
        days_between(BEGUN, later(ON, -5)),
        days_between(BEGUN, later(ON, -5)) + 1,
        sober=STOPS,
    ),
    "a second unexpected one does not": Edge(
        participant(
            BEGUN, specimens=(specimen(later(ON, -5), positive()), specimen(ON, positive()))
        ),
        ON,
        days_between(BEGUN, later(ON, -5)),
        days_between(BEGUN, later(ON, -5)),
        sober=STOPS,
    ),
    "work counts from the day it is verified": Edge(
        participant(BEGUN, work=(job(BEGUN, verified_on=ON),)),
        ON,
        "unmet",
        "met",
        Working(frozenset({WorkKind.JOB}), hours=30, verified=True),
    ),
    "time in the next phase begins on the day the phase before it ends": Edge(
        participant(BEGUN, stays=IN_TWO), later(ON, 30), "unmet", "met", Elapsed(days(30))
    ),
    "sober days within the phase do too": Edge(
        participant(BEGUN, stays=IN_TWO),
        later(ON, 14),
        "unmet",
        "met",
        Sober(days(14), within_phase=True),
    ),
    "a waiver holds from its own day": Edge(
        participant(BEGUN, waivers=(waiver("asked", ON),)), ON, "unmet", "waived"
    ),
    "what is handed in for a meeting counts from its day": Edge(
        participant(
            BEGUN,
            sessions=(session(later(ON, -3), kind=SessionKind.SUPPORT_MEETING),),
            items=(ItemFacts(1, "page", ON),),
        ),
        ON,
        "unmet",
        "met",
        HandedIn("page", kinds=frozenset({SessionKind.SUPPORT_MEETING})),
    ),
    "and too late it can't be made good": Edge(
        participant(
            BEGUN,
            sessions=(session(later(ON, -8), kind=SessionKind.SUPPORT_MEETING),),
            items=(ItemFacts(1, "page", ON),),
        ),
        ON,
        "unmet",
        "failed",
        HandedIn("page", kinds=frozenset({SessionKind.SUPPORT_MEETING}), within=weeks(1)),
    ),
    "an alert leaves the window as long after it as the window is": Edge(
        participant(
            BEGUN,
            alerts=(AlertFacts(1, AlertKind.TAMPER, later(ON, -30), AlertState.CONFIRMED),),
        ),
        ON,
        "unmet",
        "met",
        FreeWindow(FreeOf.DEVICE_ALERT, days(30)),
    ),
}


@pytest.mark.parametrize("edge", EDGES.values(), ids=EDGES)
def test_both_turn_on_the_same_day(edge: Edge) -> None:
    for day, expected in ((later(edge.day, -1), edge.before), (edge.day, edge.then)):
        judged, slow = (
            judge_person(edge.facts, edge.handbook, day),
            SlowChecker(edge.facts, edge.handbook, day),
        )
        assert differences(edge.facts, edge.handbook, day) == []
        if edge.asked is None and isinstance(expected, int):
            assert (judged.clock.days, slow.sober_days()) == (expected, expected)
        else:
            asked = judged.phase if judged.phase is not None else judged.dismissal
            assert {f.rule: f.verdict for f in asked.findings}["asked"] == expected
