"""How a program is written as TOML that a coordinator can read and change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields

from drugcourt.domain.program import (
    AllOf,
    AnyOf,
    Demotion,
    NOf,
    Phase,
    Program,
    Requirement,
    Rule,
)
from drugcourt.domain.sober import CountStarts
from drugcourt.exchange.programs.forms import KIND_OF, numbers_written, rule_values
from drugcourt.exchange.programs.values import written, written_value
from drugcourt.exchange.toml_text import toml_pair


def dump_program(program: Program) -> str:
    """The program as TOML; `load_program` of it gives the same program back."""
    return "\n".join(_lines(program)) + "\n"


def _lines(program: Program) -> Iterator[str]:
    yield "[program]"
    yield from _pairs(
        key=program.key,
        name=program.name,
        version=program.version,
        effective=program.effective,
        state=program.state,
        kind=program.kind,
        sources=program.sources,
        remarks=program.remarks,
        month_days=program.month_days,
        completes=program.completes,
        record_check_days=program.record_check_days,
        demotion=None if program.demotion is Demotion.RESTARTS else program.demotion,
        ceremonies=program.ceremonies,
        holidays=program.holidays,
    )
    if program.options:
        yield from ("", "[options]")
        yield from _pairs(**program.options)
    yield from ("", "[sober]")
    yield from _pairs(
        origin=program.sober.origin,
        new_count=program.sober.new_count,
        pending_resets=program.sober.pending_resets,
        starts=None if program.sober.starts is CountStarts.ADMISSION else program.sober.starts,
        without=program.sober.without,
    )
    yield from ("", "[sober.effects]")
    yield from _pairs(**{event.value: effect for event, effect in program.sober.effects.items()})
    for rule in program.sober.rules:
        yield from ("", "[[sober.rules]]")
        yield from _pairs(**rule_values(rule))
    for milestone in program.milestones:
        yield from ("", "[[milestones]]")
        yield from _pairs(
            key=milestone.key,
            title=milestone.title,
            basis=milestone.basis,
            requires=milestone.requires,
        )
    for outcome in program.outcomes:
        yield from ("", "[[outcomes]]")
        yield from _pairs(track=outcome.track, outcome=outcome.outcome, basis=outcome.basis)
    bases = _bases(program)
    for phase in program.phases:
        yield from _phase(phase, bases)
    yield from _requirements("graduation", program.graduation, bases)
    for item in program.responses:
        yield from ("", "[[responses]]")
        yield from _pairs(
            family=item.family,
            title=item.title,
            magnitude=item.magnitude,
            jail=item.jail or None,
        )


def _phase(phase: Phase, bases: dict[str, Rule]) -> Iterator[str]:
    yield from ("", "[[phases]]")
    yield from _pairs(
        key=phase.key,
        name=phase.name,
        basis=phase.basis,
        purpose=phase.purpose,
        hearing_every=phase.hearing_every,
        tests_per_week=phase.tests_per_week,
        meetings_per_week=phase.meetings_per_week,
        treatment_hours_per_week=phase.treatment_hours_per_week,
        contact_rates=phase.contact_rates,
        contacts=phase.contacts,
        curfew=phase.curfew,
        duties=phase.duties,
        optional=phase.optional or None,
        sober_days=phase.sober_days,
        hearing_on=phase.hearing_on,
        hearing_by=phase.hearing_by,
        hearings_per_month=phase.hearings_per_month,
        hearings_per_month_most=phase.hearings_per_month_most,
        tests_per_week_most=phase.tests_per_week_most,
        only_if=None if phase.only_if is None else rule_values(phase.only_if),
    )
    yield from _requirements("phases.advance", phase.advance, bases)


def _bases(program: Program) -> dict[str, Rule]:
    """The rules from which exceptions take over what they do not say, by key."""
    found: dict[str, Rule] = {}
    left = [*program.graduation, *(asked for phase in program.phases for asked in phase.advance)]
    while left:
        asked = left.pop()
        if not asked.replaces:
            found[asked.key] = asked.rule
        if isinstance(asked.rule, AllOf | AnyOf | NOf):
            left += asked.rule.parts
    return found


def _against(rule: Rule, base: Rule | None) -> dict[str, object]:
    """What an exception says although it is so anyway: the rule it replaces says otherwise."""
    if type(rule) is not type(base):
        return {}
    return {
        item.name: written(rule, item.name)
        for item in fields(rule)
        if item.name != "parts" and getattr(rule, item.name) != getattr(base, item.name)
    }


def _requirements(
    table: str, requirements: Iterable[Requirement], bases: dict[str, Rule]
) -> Iterator[str]:
    for requirement in requirements:
        rule = requirement.rule
        yield from ("", f"[[{table}]]")
        yield from _pairs(
            key=requirement.key,
            text=requirement.text,
            basis=requirement.basis,
            kind=KIND_OF[type(rule)],
            **{**rule_values(rule), **_against(rule, bases.get(requirement.replaces))},
        )
        yield from _pairs(
            **numbers_written(requirement),
            individual=requirement.individual,
            replaces=requirement.replaces,
            continues=requirement.continues or None,
            continues_in=requirement.continues_in,
        )
        for name, when in (("only_if", requirement.only_if), ("unless", requirement.unless)):
            if when is not None:
                yield toml_pair(name, rule_values(when))
        if isinstance(rule, AllOf | AnyOf | NOf):
            yield from _requirements(f"{table}.parts", rule.parts, bases)


def _pairs(**values: object) -> Iterator[str]:
    """A line for each value that says something."""
    for key, value in values.items():
        if value is not None and value not in ("", (), frozenset(), {}):
            yield toml_pair(key, written_value(value))
