"""What would change if something were otherwise: a test, a hearing, a day, or the rule itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from drugcourt.domain.facts import ParticipantFacts
from drugcourt.domain.findings import Finding, Readiness, Verdict
from drugcourt.domain.program import (
    AllOf,
    AnyOf,
    Ceremony,
    Effect,
    NOf,
    Phase,
    Program,
    Requirement,
    SoberEvent,
    with_parts,
)
from drugcourt.rules.phases import LAST_PHASE
from drugcourt.rules.requirements.case import Case
from drugcourt.rules.requirements.ceremony import ceremony_on_or_after


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


@dataclass(frozen=True, slots=True)
class EffectChanged:
    """An event does something else to the sober count; exceptions for it are left aside."""

    event: SoberEvent
    effect: Effect


Change = Added | Changed | Removed | RuleChanged | EffectChanged


def what_if(
    facts: ParticipantFacts, program: Program, changes: Iterable[Change]
) -> tuple[ParticipantFacts, Program]:
    """The facts and the program as they would be; what was given stays untouched.

    Raises KeyError for a room, a fact or a requirement that does not exist.
    """
    for change in changes:
        if isinstance(change, RuleChanged):
            program = _with_rule(program, change)
        elif isinstance(change, EffectChanged):
            program = _with_effect(program, change)
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

    @property
    def helps(self) -> bool:
        """Whether it alone brings the day nearer, or brings a day at all."""
        return self.earliest is not None and (self.days is None or self.days > 0)


def moves_most(asked: Readiness, case: Case) -> tuple[Move, ...]:
    """The open things of a readiness, the one first whose being met today would gain most.

    Compared are the days if all open acts and decisions were done on the day asked. What can no
    longer be met moves everything: without it there is a day at all. A ceremony and the phases
    still to be done follow the others, so they are no one thing that could be met today.
    """
    held = _ceremonies(asked, case)
    follow = {LAST_PHASE, *held}
    return tuple(
        sorted(
            (_move(f, asked, case, held) for f in asked.open if f.rule not in follow),
            key=_gain,
            reverse=True,
        )
    )


def _ceremonies(asked: Readiness, case: Case) -> dict[str, Ceremony]:
    """The ceremonies among what is asked, by key; a waived one rounds nothing."""
    waiting = {finding.rule for finding in asked.findings if finding.verdict is not Verdict.WAIVED}
    return {
        r.key: r.rule
        for r in case.program.requirements
        if isinstance(r.rule, Ceremony) and r.key in waiting
    }


def _move(finding: Finding, asked: Readiness, case: Case, held: dict[str, Ceremony]) -> Move:
    earliest = _without(finding, asked, case, held)
    if earliest is None or asked.if_acted is None:
        return Move(finding, earliest, None)
    return Move(finding, earliest, max(0, (asked.if_acted - earliest).days))


def _without(
    finding: Finding, asked: Readiness, case: Case, held: dict[str, Ceremony]
) -> date | None:
    """The earliest day if this one were met today, ceremonies rounding it up again."""
    earliest = asked.as_of
    for other in asked.open:
        if other is finding or other.rule in held:
            continue
        if other.if_acted is None:
            return None
        earliest = max(earliest, other.if_acted)
    days = [_held_after(rule, case, earliest) for rule in held.values()]
    known = [day for day in days if day is not None]
    return max([earliest, *known]) if len(known) == len(days) else None


def _held_after(rule: Ceremony, case: Case, day: date) -> date | None:
    """The ceremony once everything else is met on `day`, as far ahead of it as is asked."""
    return ceremony_on_or_after(rule, case, case.plus(day, rule.ahead) if rule.ahead else day)


def _gain(move: Move) -> tuple[bool, int]:
    return (move.helps and move.days is None, move.days or 0)


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
    if all(r.key != change.requirement for r in with_parts(program.requirements)):
        raise KeyError(change.requirement)

    def told(asked: tuple[Requirement, ...]) -> tuple[Requirement, ...]:
        return tuple(_other(r, change) for r in asked)

    phases: tuple[Phase, ...] = tuple(
        replace(phase, advance=told(phase.advance)) for phase in program.phases
    )
    return replace(program, phases=phases, graduation=told(program.graduation))


def _with_effect(program: Program, change: EffectChanged) -> Program:
    sober = program.sober
    effects = {**sober.effects, change.event: change.effect}
    rules = tuple(rule for rule in sober.rules if rule.event is not change.event)
    return replace(program, sober=replace(sober, effects=effects, rules=rules))


def _other(requirement: Requirement, change: RuleChanged) -> Requirement:
    """The requirement with its other numbers, wherever in it the changed one stands."""
    rule: Any = requirement.rule
    if requirement.key == change.requirement:
        return replace(requirement, rule=replace(rule, **change.values))
    if not isinstance(rule, AllOf | AnyOf | NOf):
        return requirement
    parts = tuple(_other(part, change) for part in rule.parts)
    return replace(requirement, rule=replace(rule, parts=parts))
