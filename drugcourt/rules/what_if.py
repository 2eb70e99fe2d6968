"""What would change if something were otherwise: a test, a hearing, a day, or the rule itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from drugcourt.domain.facts import ParticipantFacts
from drugcourt.domain.findings import Finding, Readiness
from drugcourt.domain.program import Phase, Program, Requirement
from drugcourt.rules.phases import Judgement, judge_person


@dataclass(frozen=True, slots=True)
class Added:
    """One fact more: `Added("specimens", SpecimenFacts(...))`."""

    room: str
    fact: Any


@dataclass(frozen=True, slots=True)
class Changed:
    """A fact that says something else: `Changed("sessions", 12, {"attendance": ...})`."""

    room: str
    id: int
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Removed:
    """A fact that is not there."""

    room: str
    id: int


@dataclass(frozen=True, slots=True)
class RuleChanged:
    """A requirement's rule with other numbers: `RuleChanged("p1.sober", {"least": ...})`."""

    requirement: str
    values: dict[str, Any]


Change = Added | Changed | Removed | RuleChanged


def what_if(
    facts: ParticipantFacts, program: Program, changes: Iterable[Change]
) -> tuple[ParticipantFacts, Program]:
    """The facts and the program as they would be; what was given stays untouched.

    Raises KeyError for a room, a fact or a requirement that does not exist.
    """
    for change in changes:
        if isinstance(change, RuleChanged):
            program = _with_rule(program, change)
        else:
            facts = _with_fact(facts, change)
    return facts, program


@dataclass(frozen=True, slots=True)
class Move:
    """One open thing, and where the earliest day would be if it were met today.

    `days` is how much earlier that is; None where the day is unknown either way or only known
    without it.
    """

    finding: Finding
    earliest: date | None
    days: int | None


def moves_most(asked: Readiness) -> tuple[Move, ...]:
    """The open things of a readiness, the one first whose being met today would gain most.

    Compared are the days if all open acts and decisions were done on the day asked. What can no
    longer be met moves everything: without it there is a day at all.
    """
    moves = [_move(finding, asked) for finding in asked.open]
    return tuple(sorted(moves, key=_gain, reverse=True))


def judged_if(
    facts: ParticipantFacts, program: Program, as_of: date, changes: Iterable[Change]
) -> tuple[Judgement, Judgement]:
    """The judgement as it stands, and as it would be."""
    before = judge_person(facts, program, as_of)
    other_facts, other_program = what_if(facts, program, changes)
    return before, judge_person(other_facts, other_program, as_of)


def _move(finding: Finding, asked: Readiness) -> Move:
    others = [f.if_acted for f in asked.open if f is not finding]
    known = [day for day in others if day is not None]
    if len(known) < len(others):
        return Move(finding, None, None)
    earliest = max([asked.as_of, *known])
    if asked.if_acted is None:
        return Move(finding, earliest, None)
    return Move(finding, earliest, max(0, (asked.if_acted - earliest).days))


def _gain(move: Move) -> tuple[bool, int]:
    return (move.earliest is not None and move.days is None, move.days or 0)


def _with_fact(facts: ParticipantFacts, change: Added | Changed | Removed) -> ParticipantFacts:
    room = getattr(facts, change.room, None)
    if not isinstance(room, tuple):
        raise KeyError(change.room)
    items: Any = room
    if isinstance(change, Added):
        items = (*items, change.fact)
    elif all(item.id != change.id for item in items):
        raise KeyError(change.id)
    elif isinstance(change, Removed):
        items = tuple(item for item in items if item.id != change.id)
    else:
        other = change.values
        items = tuple(replace(i, **other) if i.id == change.id else i for i in items)
    wanted: dict[str, Any] = {change.room: items}
    return replace(facts, **wanted)


def _with_rule(program: Program, change: RuleChanged) -> Program:
    if all(r.key != change.requirement for r in program.requirements):
        raise KeyError(change.requirement)

    def told(asked: tuple[Requirement, ...]) -> tuple[Requirement, ...]:
        return tuple(_other(r, change) for r in asked)

    phases: tuple[Phase, ...] = tuple(
        replace(phase, advance=told(phase.advance)) for phase in program.phases
    )
    return replace(program, phases=phases, graduation=told(program.graduation))


def _other(requirement: Requirement, change: RuleChanged) -> Requirement:
    if requirement.key != change.requirement:
        return requirement
    rule: Any = replace(requirement.rule, **change.values)
    return replace(requirement, rule=rule)
