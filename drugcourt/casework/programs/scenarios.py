"""Whether a handbook gives the answers that a scenario expects: each one that it does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from drugcourt.domain.findings import Finding, Readiness
from drugcourt.domain.program import Program
from drugcourt.exchange.scenarios.expectations import Expectation, Goal
from drugcourt.exchange.scenarios.scenarios import Scenario
from drugcourt.rules.phases import Judgement, judge_person

NOTHING = "not asked of this person"


@dataclass(frozen=True, slots=True)
class Miss:
    """One answer that is not as expected; `said` names it, `expected` and `found` in words."""

    place: str
    participant: str
    on: date
    said: str
    expected: str
    found: str

    @property
    def sentence(self) -> str:
        """The miss in one line."""
        return (
            f"{self.participant}, {self.on}: {self.said} should be {self.expected}, "
            f"but is {self.found} ({self.place})"
        )


def run(scenario: Scenario, program: Program) -> tuple[Miss, ...]:
    """Every expectation that does not hold under the program; none when all of them do."""
    facts = {life.reference: life.facts for life in scenario.lives}
    judged: dict[tuple[str, date], Judgement] = {}
    misses: list[Miss] = []
    for expected in scenario.expect:
        asked = (expected.participant, expected.on)
        if asked not in judged:
            judged[asked] = judge_person(facts[expected.participant], program, expected.on)
        misses += _misses(expected, judged[asked])
    return tuple(misses)


def _misses(expected: Expectation, judgement: Judgement) -> Iterator[Miss]:
    goals = _goals(expected.goal, judgement)
    pairs = [
        *_plain(expected, goals, judgement),
        *_by_key(expected, tuple(_findings(f for goal in goals for f in goal.findings))),
    ]
    for said, wanted, found in pairs:
        if wanted != found:
            yield Miss(
                expected.place,
                expected.participant,
                expected.on,
                said,
                _worded(wanted),
                _worded(found),
            )


def _goals(goal: Goal | None, judgement: Judgement) -> tuple[Readiness, ...]:
    leaving = () if judgement.phase is None else (judgement.phase,)
    if goal is Goal.DISMISSAL:
        return (judgement.dismissal,)
    return leaving if goal is Goal.NEXT_PHASE else (*leaving, judgement.dismissal)


def _plain(
    expected: Expectation, goals: tuple[Readiness, ...], judgement: Judgement
) -> Iterator[tuple[str, Any, Any]]:
    of_day = _of_day(judgement)
    of_goal = _of_goal(goals[0]) if goals else {}
    for name, wanted in expected.said.items():
        yield name, wanted, of_day[name] if name in of_day else of_goal.get(name, NOTHING)


def _of_day(judgement: Judgement) -> dict[str, Any]:
    clock, phase = judgement.clock, judgement.case.phase
    return {
        "phase": None if phase is None else phase.key,
        "sober_date": clock.sober_date,
        "days": clock.days,
        "longest": clock.longest,
        "total": clock.total,
        "provisional_since": clock.provisional_since,
    }


def _of_goal(goal: Readiness) -> dict[str, Any]:
    return {
        "ready": goal.ready,
        "ready_but_for_decisions": goal.ready_but_for_decisions,
        "earliest": goal.earliest,
        "if_acted": goal.if_acted,
        "binding": goal.binding.rule if goal.binding and not goal.ready else None,
    }


def _findings(found: Iterable[Finding]) -> Iterator[Finding]:
    """All findings, those of the parts among them."""
    for finding in found:
        yield finding
        yield from _findings(finding.parts)


def _by_key(expected: Expectation, findings: tuple[Finding, ...]) -> Iterator[tuple[str, Any, Any]]:
    found: dict[str, Finding] = {}
    for finding in findings:
        found.setdefault(finding.rule, finding)
    for key, wanted in expected.verdicts.items():
        yield f"{key}", wanted, found[key].verdict if key in found else NOTHING
    for key, day in expected.met_from.items():
        yield f"met_from of {key}", day, found[key].met_from if key in found else NOTHING
    for key, day in expected.met_if_acted.items():
        yield f"met_if_acted of {key}", day, found[key].if_acted if key in found else NOTHING
    for key, words in expected.says.items():
        text = found[key].text if key in found else NOTHING
        yield f"the sentence of {key}", words, words if words in text else text
    for key, words in expected.why.items():
        text = found[key].why if key in found else NOTHING
        yield f"the reason of {key}", words, words if words in text else text or "no reason"
    for key, warned in expected.warns.items():
        text = found[key].warning if key in found else NOTHING
        yield f"the warning of {key}", *_warning(warned, text)
    for key in expected.asked:
        yield key, "asked", "asked" if key in found else NOTHING
    for key in expected.not_asked:
        yield key, NOTHING, "asked" if key in found else NOTHING


def _warning(wanted: str | bool, text: str) -> tuple[str, str]:
    """What is expected of a warning and what there is."""
    if isinstance(wanted, str):
        return wanted, wanted if wanted in text else text or "no warning"
    if text == NOTHING:
        return "a warning" if wanted else "no warning", NOTHING
    return "a warning" if wanted else "no warning", "a warning" if text else "no warning"


def _worded(value: Any) -> str:
    """A value as the file writes it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)
