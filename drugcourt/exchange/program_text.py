"""How a program is written as TOML that a coordinator can read and change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drugcourt.domain.dates import Amount
from drugcourt.domain.program import AllOf, AnyOf, Phase, Program, Requirement
from drugcourt.exchange.program_forms import KIND_OF, rule_values
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
    )
    yield from ("", "[sober]")
    yield from _pairs(
        origin=program.sober.origin,
        new_count=program.sober.new_count,
        pending_resets=program.sober.pending_resets,
    )
    yield from ("", "[sober.effects]")
    yield from _pairs(**{event.value: effect for event, effect in program.sober.effects.items()})
    for milestone in program.milestones:
        yield from ("", "[[milestones]]")
        yield from _pairs(key=milestone.key, title=milestone.title, basis=milestone.basis)
    for outcome in program.outcomes:
        yield from ("", "[[outcomes]]")
        yield from _pairs(track=outcome.track, outcome=outcome.outcome, basis=outcome.basis)
    for phase in program.phases:
        yield from _phase(phase)
    yield from _requirements("graduation", program.graduation)
    for item in program.responses:
        yield from ("", "[[responses]]")
        yield from _pairs(
            family=item.family,
            title=item.title,
            magnitude=item.magnitude,
            jail=item.jail or None,
        )


def _phase(phase: Phase) -> Iterator[str]:
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
        contacts=phase.contacts,
        duties=phase.duties,
    )
    yield from _requirements("phases.advance", phase.advance)


def _requirements(table: str, requirements: Iterable[Requirement]) -> Iterator[str]:
    for requirement in requirements:
        rule = requirement.rule
        yield from ("", f"[[{table}]]")
        yield from _pairs(
            key=requirement.key,
            text=requirement.text,
            basis=requirement.basis,
            kind=KIND_OF[type(rule)],
            **rule_values(rule),
        )
        if requirement.only_if is not None:
            yield toml_pair("only_if", rule_values(requirement.only_if))
        if isinstance(rule, AllOf | AnyOf):
            yield from _requirements(f"{table}.parts", rule.parts)


def _pairs(**values: object) -> Iterator[str]:
    """A line for each value that says something."""
    for key, value in values.items():
        if value is not None and value != "" and value != ():
            yield toml_pair(key, str(value) if isinstance(value, Amount) else value)
